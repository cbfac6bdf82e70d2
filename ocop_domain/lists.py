"""The commune's list (danh mục): what may go up by a programme's rule, and what stays behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ocop_domain.applications import ENDING, RUNNING, Application, ApplicationState
from ocop_domain.programmes import HandsUp, Programme

SAID = (
    *("producer_name", "legal_form", "representative", "position", "phone", "area", "address"),
    *("product_name", "product_set", "registration_kind", "current_star"),
)
"""What a list says of each product, by the questions of its form: kept as it was when the list went up."""

_STATES: dict[HandsUp, tuple[ApplicationState, ...]] = {
    HandsUp.ACCEPTED: RUNNING,
    HandsUp.CHECKED: (ApplicationState.CHECKED,),
}


_OVER = (ApplicationState.JUDGED, *ENDING)
"""Of these nothing more goes up."""


def ready_states(rule: HandsUp) -> tuple[ApplicationState, ...]:
    """The states in which a product may go up by this rule."""
    return _STATES[rule]


def may_go_up(application: Application, programme: Programme) -> bool:
    """Whether the rule of its own programme lets it stand in a list."""
    return application.state in ready_states(programme.hands_up)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What goes up, and what stays behind, each in its order."""

    ready: tuple[Application, ...]
    behind: tuple[Application, ...]


def sort(applications: Iterable[Application], programme_of: Callable[[Application], Programme]) -> Sorted:
    """Parts what may go up from what must stay behind; what a council has judged, or what ended, is neither."""
    ready: list[Application] = []
    behind: list[Application] = []
    for application in applications:
        if application.state in _OVER:
            continue
        (ready if may_go_up(application, programme_of(application)) else behind).append(application)
    return Sorted(tuple(ready), tuple(behind))


def said_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the answers that a list keeps."""
    return {question: answers[question] for question in SAID if answers.get(question) is not None}

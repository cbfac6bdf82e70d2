"""Selection: the level above the commune chooses ideas and plans, with conditions or without, or refuses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop_domain.programmes import Programme, Resubmission

_STAFF = {"district_staff": "district", "province_staff": "province"}


class What(StrEnum):
    """What is chosen."""

    IDEA = "idea"
    PLAN = "plan"


class Pick(StrEnum):
    """What was said of it; a plan that was handed in and waits is SENT."""

    SENT = "sent"
    CHOSEN = "chosen"
    CONDITIONAL = "conditional"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a level said of an idea or a plan; `reason` is the condition, or why it was refused."""

    application: str
    what: What
    outcome: Pick
    owner: int
    reason: str = ""
    on: date | None = None


def chooser(programme: Programme) -> str:
    """The level that chooses in this programme; "" where there is no such step (26/2026 has none)."""
    step = programme.next.get("accepted")
    return _STAFF.get(step.actor, "") if step else ""


def comes_again(programme: Programme, what: What) -> Resubmission | None:
    """When something refused may be tried again, where the programme says so."""
    return programme.resubmission.get(what)

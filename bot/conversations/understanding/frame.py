"""What is on the screen when something is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.conversations.form import Hears, More, Option, Value

Labels = tuple[tuple[str, str], ...]
"""Questions by their ids, with their labels."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was typed, and under which question: "" where that is the one that stands there."""

    text: str
    under: str = ""


def _nothing_read(text: str) -> Value | More | None:
    return None


@dataclass(frozen=True, slots=True)
class Frame:
    """The question `at` with its options, as numbered on the screen; `hears` is "screen" outside of forms.

    `labels` names every question of the form that may be corrected, by its label, then by other names; `near` are
    the words of the question itself. `read` gives what the question makes of a text; None when nothing.
    """

    hears: Hears | Literal["screen"] = "screen"
    at: str = ""
    options: tuple[Option, ...] = ()
    shown: tuple[Option, ...] = ()
    by_position: bool = True
    yes_no: bool = False
    confirms: bool = False
    required: bool = False
    more: str = ""
    labels: Callable[[], Labels] = tuple
    near: Callable[[], frozenset[str]] = frozenset
    read: Callable[[str], Value | More | None] = _nothing_read

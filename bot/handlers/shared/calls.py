"""Whom to call: names with numbers that can be pressed, and a button for each who was called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.handlers.turn import Turn
from bot.messages import Choice, Reply

SHOWN = 4
"""People on one screen, each with a button; the others lead on and back."""


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody to call; `phone` is as it was kept, "" where none is known."""

    person: int
    name: str
    phone: str


def screen(
    turn: Turn,
    title: str,
    people: Sequence[Callee],
    *,
    called: int,
    mark: Callable[[int], str],
    more: Sequence[Choice],
    nav: Sequence[Choice],
) -> None:
    """The people of a page; `mark` is what the button of one sends, `called` how many were called already."""
    t = turn.t
    lines = [t("calls.called", count=called)] if called else []
    lines += [t("calls.ask")] if people else [t("calls.nobody")]
    lines += [f"• {_line(turn, one)}" for one in people]
    choices = [Choice(mark(one.person), t("calls.mark", name=one.name)) for one in people]
    turn.say(Reply("\n".join(lines), title, (*choices, *more), tuple(nav)))


def _line(turn: Turn, one: Callee) -> str:
    """A name and the number as it is dialled here."""
    if not one.phone:
        return turn.t("calls.no_phone", name=one.name)
    abroad = not one.phone.startswith("+84")
    return f"{one.name}: {one.phone if abroad else '0' + one.phone.removeprefix('+84')}"

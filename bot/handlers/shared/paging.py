"""Lists that are longer than a screen: they can be walked to their end, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.handlers.turn import Turn
from bot.messages import Choice

SHOWN = 6
"""Buttons of one list."""
T = TypeVar("T")


def start_of(start: int, total: int) -> int:
    """Where a page begins; an old button leads to a list that has grown shorter."""
    return start if 0 <= start < total else 0


def taken(start: int, total: int, shown: int = SHOWN) -> int:
    """How many a page shows: all that is left, or one less, for the last button leads to the rest."""
    rest = total - start
    return rest if rest <= shown else shown - 1


def more(turn: Turn, route: str, start: int, total: int, shown: int = SHOWN) -> list[Choice]:
    """The button that leads to the rest, where there is one."""
    after = start + taken(start, total, shown)
    return [Choice(f"{route}:{after}", turn.t("nav.more"))] if after < total else []


def earlier(turn: Turn, route: str, start: int, shown: int = SHOWN) -> tuple[Choice, ...]:
    """The button that leads to the page before, where there is one."""
    return (Choice(f"{route}:{max(0, start - shown + 1)}", turn.t("nav.earlier")),) if start > 0 else ()


def few(turn: Turn, choices: Sequence[Choice], route: str, start: int = 0, shown: int = SHOWN) -> list[Choice]:
    """The buttons of one page: at most six, or so many as are said; the last leads to the rest."""
    total = len(choices)
    return [*choices[start : start + taken(start, total, shown)], *more(turn, route, start, total, shown)]


def page(items: Sequence[T], start: int, shown: int) -> Sequence[T]:
    """The items of one page of `shown`, where the way to the rest stands apart."""
    return items[start : start + shown]

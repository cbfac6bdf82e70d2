"""What all parts of the timeline share: sizes, colours, letters, one duty, and where a day lies."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.papers.pictures.card_style import CARD, INK, LONGEST, RED
from bot.papers.pictures.drawing import Font, drawable

ApplicationState = Literal["open", "late", "done", "later"]

WIDTH = 720
"""Two pixels for each of a phone 360 wide: letters of 26 are letters of 12 where the picture is shown 320 wide."""
LEFT, RIGHT = 28, WIDTH - 28

SMALL, SMALL_BOLD = Font("plain", 26), Font("bold", 26)
BODY, BODY_BOLD = Font("plain", 28), Font("bold", 28)
TITLES = tuple(Font("title", size) for size in (46, 40, 34))
BADGE, LANE = 32, 38
TRACK, TRACK_LINE = "#f1ead6", "#ded3b4"
COLOURS: dict[ApplicationState, str] = {"done": "#1c7a3e", "open": "#1f5fae", "late": RED, "later": "#b9beb2"}
ON: dict[ApplicationState, str] = {"done": CARD, "open": CARD, "late": CARD, "later": INK}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One duty. `announced` is the day that people are told, on or before `last_day`."""

    title: str
    opens: date
    last_day: date
    announced: date
    state: ApplicationState
    is_round: bool = False


class Scale:
    """Where a day lies between `LEFT` and `RIGHT`: every month is as wide as the others."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first.year * 12 + first.month - 1
        self.months = [divmod(n, 12) for n in range(self._first, last.year * 12 + last.month)]
        """Years and months, from 0."""
        self.first = date(first.year, first.month, 1)
        self.last = date(last.year, last.month, monthrange(last.year, last.month)[1])

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def edge(self, n: int) -> int:
        """Where month number `n` of the picture begins."""
        return LEFT + (RIGHT - LEFT) * n // len(self.months)

    def at(self, day: date, part: float) -> int:
        """Where `day` lies: at 0 it begins, at 1 it ends; days outside lie at the edge."""
        inside = min(max(day, self.first), self.last)
        part = part if inside == day else float(day > self.last)
        months = inside.year * 12 + inside.month - 1 - self._first
        done = (inside.day - 1 + part) / monthrange(inside.year, inside.month)[1]
        return round(LEFT + (RIGHT - LEFT) * (months + done) / len(self.months))

    def label(self, day: date) -> str:
        """The day as written at a bar: with its year where that is not plain."""
        one_year = self.first.year == self.last.year == day.year
        return f"{day:%d/%m}" if one_year else f"{day:%d/%m/%Y}"


def short(text: str) -> str:
    text = drawable(text)
    return f"{text[:LONGEST].rstrip()}…" if len(text) > LONGEST else text

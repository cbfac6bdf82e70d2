"""Answers of which an activity is made: when it begins; who of a numbered list came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversations.form import Context, Question
from bot.conversations.kinds.sending import read_moment
from bot.conversations.kinds.typed import Typed


@dataclass(frozen=True)
class Begins(Typed):
    """A day to come with the hour, as people write both: "15/6 8 giờ", "14h ngày mai"; value: "2022-06-15T08:00"."""

    @property
    def by_position(self) -> bool:
        return False

    def parse(self, raw: str, context: Context) -> str:
        return read_moment(raw, context.today)

    def show(self, value: str, question: Question, context: Context) -> str:
        at = datetime.fromisoformat(value)
        return f"{at:%H:%M} {context.t.day(at.date())}"

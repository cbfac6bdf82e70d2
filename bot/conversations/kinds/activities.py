"""Answers of which an activity is made: when it begins; who of a numbered list came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversations.form import Answers, Context, More, Question, Said, Value
from bot.conversations.kinds.sending import read_moment
from bot.conversations.kinds.typed import Typed
from ocop_domain.activities import read_numbers
from ocop_domain.errors import Refusal


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


LISTED = "act_listed"
"""Under this name stand the guests whose numbers are asked for, as they were listed."""
FIRST = "act_first"
"""Under this name stands the number of the first of them."""
_ANY = 1000


@dataclass(frozen=True)
class Came(Typed):
    """Numbers of a list: "1, 2, 5", "1-4", "tất cả trừ 3"; value: the places that are meant."""

    @property
    def by_position(self) -> bool:
        return False

    def start(self, answers: Answers, context: Context) -> Any:
        listed, first = answers.get(LISTED), int(answers.get(FIRST) or 1)
        return {"first": first, "last": first - 1 + (len(listed) if isinstance(listed, list) else _ANY)}

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        known = partial or {}
        if not said.text.strip():
            raise Refusal("error.needs_text")
        listed = range(int(known.get("first") or 1), int(known.get("last") or _ANY) + 1)
        return Value(list(read_numbers(said.text, listed)))

    def show(self, value: list[int], question: Question, context: Context) -> str:
        return ", ".join(map(str, value)) or context.t("activity.nobody_came")

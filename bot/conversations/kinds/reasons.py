"""A reason in one's own words, or one of those that are ready to be pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Context, More, Option, Question, Said, Value
from bot.conversations.kinds.typed import Text


@dataclass(frozen=True)
class Reason(Text):
    """The labels are `q.<question>.option.<id>`; what is kept is the text, and who reads it need not know the list."""

    ready: tuple[str, ...] = ()

    @property
    def by_position(self) -> bool:
        return True

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        long = super().options(question, context, partial)
        return long or [Option(one, context.t(f"q.{question.id}.option.{one}")) for one in self.ready]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if said.data in self.ready:
            return Value(context.t(f"q.{question.id}.option.{said.data}"))
        return super().read(said, question, context, partial)

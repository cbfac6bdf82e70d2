"""A reason in one's own words, or one of those that are ready to be pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Answers, Context, More, Option, Question, Said, Value
from bot.conversations.kinds.typed import Text

READY = "ready"
GENERAL = ("more", "papers")
"""Reasons that fit whatever was marked."""
_MOST = 6


@dataclass(frozen=True)
class Reason(Text):
    """The labels are `q.<question>.option.<id>`; what is kept is the text, and who reads it need not know the list.

    With `fits` only those of the `ready` ones are offered that fit what the question `of` says was marked.
    """

    ready: tuple[str, ...] = ()
    of: str = ""
    fits: Callable[[str], tuple[str, ...]] | None = None

    @property
    def by_position(self) -> bool:
        return True

    def start(self, answers: Answers, context: Context) -> Any:
        """Which of them fit what was marked."""
        if self.fits is None:
            return None
        found = dict.fromkeys(one for mark in answers.get(self.of) or () for one in self.fits(mark))
        return {READY: list(found)} if found else None

    def _offered(self, partial: Any) -> tuple[str, ...]:
        if self.fits is None:
            return self.ready
        found = partial.get(READY, ()) if isinstance(partial, dict) else ()
        return tuple(one for one in self.ready if one in found or one in GENERAL)[-_MOST:]

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        long = super().options(question, context, partial)
        return long or [Option(one, context.t(f"q.{question.id}.option.{one}")) for one in self._offered(partial)]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if said.data in self.ready:
            return Value(context.t(f"q.{question.id}.option.{said.data}"))
        return super().read(said, question, context, partial)

"""Several numbered answers or parts under review are marked, by pressing or by one message with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversations.form import Answers, Context, Hears, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE
from bot.conversations.marks import marked
from bot.conversations.matching import says
from ocop_domain.errors import Refusal
from ocop_domain.values import TextRule, read_text

GIVEN = "given"
_REASON = TextRule(5, 800)
"""Fewer letters beside the numbers are no reason; more than fit are asked for again at the reason's own question."""


@dataclass(frozen=True)
class Marks(Kind):
    """Partial: {"marks": [ids], "reason": words}; a list of ids is what an earlier version kept.

    What was marked beforehand (`given`) gives way to the numbers that are typed; a press adds to it or takes away.

    `answer` is the id of the question that it answers, `reason` of the one that asks for the reason: what is said
    beside the numbers answers it.
    """

    questions: Callable[[Context], list[Question]]
    answer: str = "marks"
    reason: str = "reason"
    grid: ClassVar[bool] = True

    @property
    def hears(self) -> Hears:
        return "reason"

    def start(self, answers: Answers, context: Context) -> Any:
        """What was marked before, when the officer comes back to it."""
        return list(answers.get(self.answer) or ()) or None

    def legend(self, context: Context) -> str:
        return context.listed

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        chosen = set(_marks(partial))
        marks = [Option(q.id, f"✓{n}" if q.id in chosen else str(n)) for n, q in enumerate(self.questions(context), 1)]
        return [*marks, Option(DONE, context.t("marks.done"))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        everything = [q.id for q in self.questions(context)]
        chosen = [one for one in _marks(partial) if one in everything]
        reason = _words(partial)
        if said.data in everything:
            now = [one for one in chosen if one != said.data] if said.data in chosen else [*chosen, said.data]
            return self._more(now, reason, question, context)
        if said.data == DONE or says(said.text, context.t.words("marks.done.words")):
            return self._done(chosen, reason, everything)
        given = isinstance(partial, dict) and bool(partial.get(GIVEN))
        return self._typed(said.text, chosen, reason, question, context, given=given)

    def _typed(
        self, text: str, chosen: list[str], reason: str, question: Question, context: Context, *, given: bool
    ) -> Value | More:
        """Numbers are added to what is marked; words are the reason, and with both it is complete."""
        everything = [q.id for q in self.questions(context)]
        found = marked(text)
        if not all(1 <= n <= len(everything) for n in found.numbers):
            raise Refusal("error.choose")
        kept = [] if given and found.numbers else chosen
        now = [*kept, *(i for n in found.numbers if (i := everything[n - 1]) not in kept)]
        said = _reason(found.words)
        if not said and not found.numbers:
            raise Refusal("error.choose")
        if not said:
            return self._more(now, reason, question, context)
        if not now:
            return More({"marks": [], "reason": said}, context.t("marks.reason_kept", reason=said))
        return self._done(now, said, everything)

    def _more(self, now: list[str], reason: str, question: Question, context: Context) -> More:
        return More({"marks": now, "reason": reason}, self.show(now, question, context) if now else "")

    def _done(self, chosen: list[str], reason: str, everything: list[str]) -> Value:
        if not chosen:
            raise Refusal("error.mark_one" if self.answer == "marks" else "error.mark_part")
        return Value([i for i in everything if i in chosen], {self.reason: reason} if reason else {})

    def show(self, value: list[str], question: Question, context: Context) -> str:
        return "; ".join(q.label(context.t) for q in self.questions(context) if q.id in value)


def _marks(partial: Any) -> list[str]:
    if isinstance(partial, dict):
        return list(partial.get("marks") or ())
    return list(partial or ())


def _words(partial: Any) -> str:
    return str(partial.get("reason") or "") if isinstance(partial, dict) else ""


def _reason(words: str) -> str:
    """The words as a reason; "" where they are too few to be one."""
    try:
        return read_text(words, _REASON)
    except Refusal:
        return ""

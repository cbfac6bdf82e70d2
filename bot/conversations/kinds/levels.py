"""Answers of a score sheet: the level reached, and what would get the dossier refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Answers, Context, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE, pick
from ocop_domain.criteria.model import Exclusion, Item

CASE = "case:"
"""Before the code of an item with two cases: which one is theirs."""


@dataclass(frozen=True)
class LevelKind(Kind):
    """Points of one item. An either/or item is asked in two steps: partial is then the code of the case."""

    item: Item
    points_typed: bool = False
    """A council's sheet has points on it: a typed number is those."""

    @property
    def by_position(self) -> bool:
        return not self.points_typed

    def start(self, answers: Answers, context: Context) -> Any:
        """The case, where it is known which one is theirs."""
        return answers.get(CASE + self.item.code) if self.item.cases else None

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if self.item.cases and not partial:
            return [Option(case.code, case.label) for case in self.item.cases]
        case = next((c for c in self.item.cases if c.code == partial), None)
        levels = case.levels if case else self.item.levels
        options = [Option(str(level.points), self._label(level.label, level.points, context)) for level in levels]
        if all(level.points for level in levels):
            options.insert(0, Option("0", self._label(context.t("score.none_reached"), 0, context)))
        return options

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        options = self.options(question, context, partial)
        if self.points_typed and said.text.strip().isdecimal() and not (self.item.cases and not partial):
            said = Said(data=said.text.strip())
        chosen = pick(said, options).id
        if self.item.cases and not partial:
            return More(chosen)
        return Value(int(chosen))

    def show(self, value: int, question: Question, context: Context) -> str:
        level = self.item.level(value)
        return self._label(level.label if level else context.t("score.none_reached"), value, context)

    @staticmethod
    def _label(text: str, points: int, context: Context) -> str:
        return context.t("score.level", text=text, points=points)


@dataclass(frozen=True)
class Exclusions(Kind):
    """Which reasons for a refusal are true here; partial and value are lists of their ids."""

    exclusions: Sequence[Exclusion]

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        chosen = set(partial or ())
        found = [Option(e.id, f"✓ {e.text}" if e.id in chosen else e.text) for e in self.exclusions]
        return [Option(DONE, context.t("score.exclusions_done" if chosen else "score.exclusions_none")), *found]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        chosen = list(partial or ())
        picked = pick(said, self.options(question, context, partial)).id
        if picked == DONE:
            return Value(chosen)
        return More([i for i in chosen if i != picked] if picked in chosen else [*chosen, picked])

    def show(self, value: list[str], question: Question, context: Context) -> str:
        return "; ".join(e.text for e in self.exclusions if e.id in value) or context.t("score.exclusions_none")

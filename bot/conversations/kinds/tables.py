"""What the tables of a plan are made of: sums, months, years, and several things ticked off a short list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE, ChoiceKind, pick
from bot.conversations.kinds.typed import Money, Typed
from bot.conversations.matching import says
from ocop_domain.errors import Refusal
from ocop_domain.text import fold
from ocop_domain.values import Unsure, read_month, read_number

YEARS_SHOWN = 5
YEARS_AHEAD = 10
SMALLEST_SUM = 100_000
"""A number alone below this is a sum whose "triệu" was left out."""
_NOTHING = re.compile(r"0( ?(d|dong|vnd|k|tr|trieu))?|(toi )?(khong|khong co|khong vay|ko|none|no|nothing)")
_YEARLY = frozenset({"nam", "mot nam", "year"})


@dataclass(frozen=True)
class Sum(Money):
    """Đồng altogether, never per box or per kilogram; nothing at all may be said too: "0", "không"."""

    def parse(self, raw: str, context: Context) -> dict[str, object]:
        if _NOTHING.fullmatch(fold(raw)):
            return {"dong": 0, "per": ""}
        self._refuse_without_scale(raw)
        try:
            found = super().parse(raw, context)
        except Unsure as unsure:
            raise self._of_sums(unsure) from None
        except Refusal as refusal:
            if refusal.code == "error.money":  # its text speaks of prices
                raise Refusal("error.money_sum") from None
            raise
        if found["per"] and fold(str(found["per"])) not in _YEARLY:
            raise Refusal("error.money_whole")
        return {**found, "per": ""}

    @staticmethod
    def _of_sums(unsure: Unsure) -> Refusal:
        """The same doubt about sums alone: what something costs is no answer here."""
        found = [{**one, "per": ""} for one in unsure.candidates] if unsure.yearly else unsure.candidates
        sums = [one for one in found if not one["per"]]
        return Unsure("error.money_sum", *sums, yearly=unsure.yearly) if sums else Refusal("error.money_whole")

    def _whole(self, value: dict[str, Any], question: Question, context: Context) -> Value | More:
        return Value(value)

    def _asked(self, unsure: Unsure, typed: str, question: Question, context: Context) -> More:
        """What a month brings is asked for the year, as everything but a price."""
        return Typed._asked(self, unsure, typed, question, context)

    @staticmethod
    def _refuse_without_scale(raw: str) -> None:
        """Refuses "900" and "1.500": as đồng it is nothing, and taking it for millions would be a guess."""
        number = raw.strip()
        if not re.fullmatch(r"\d[\d.,\s]*", number):
            return
        if 0 < read_number(number.strip(" .,")) < SMALLEST_SUM:
            raise Refusal("error.money_sum_small", typed=number)


@dataclass(frozen=True)
class Month(Typed):
    """A month as "2027-09", typed as "9/2027"; "tháng 9" alone is the next September."""

    def parse(self, raw: str, context: Context) -> str:
        try:
            return self._kept(read_month(raw, context.today), context)
        except Unsure as unsure:
            raise Unsure(unsure.code, *(self._kept(found, context) for found in unsure.candidates)) from None

    @staticmethod
    def _kept(found: tuple[int, int], context: Context) -> str:
        year, month = found
        if not -2 <= year - context.today.year <= YEARS_AHEAD:
            raise Refusal("error.month")
        return f"{year}-{month:02d}"

    def show(self, value: str, question: Question, context: Context) -> str:
        year, _, month = value.partition("-")
        return f"{month}/{year}"


@dataclass(frozen=True)
class YearKind(Kind):
    """This year or one to come: the next ones are pressed, later ones typed."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        first = context.today.year
        return [Option(str(year), str(year)) for year in range(first, first + YEARS_SHOWN)]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        first, numbers = context.today.year, re.findall(r"\d+", said.text)
        if not said.data and len(numbers) == 1 and len(numbers[0]) == 4:
            year = int(numbers[0])
            if not first <= year <= first + YEARS_AHEAD:
                raise Refusal("error.range", low=first, high=first + YEARS_AHEAD)
            return Value(year)
        return Value(int(pick(said, self.options(question, context, partial)).id))


@dataclass(frozen=True)
class Several(ChoiceKind):
    """Any of a short list, pressed one after the other or typed with commas; value and partial are lists of ids.

    At most five things, so that they and "done" fit on one screen.
    """

    def choices(self, question: Question, context: Context) -> list[Option]:
        """All that may be chosen."""
        return ChoiceKind.options(self, question, context, None)

    def skipped(self, partial: Any) -> list[str] | None:
        """What was ticked stays, even when the rest is skipped."""
        return list(partial) if partial else None

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        chosen = set(partial or ())
        found = [Option(o.id, f"✓ {o.label}" if o.id in chosen else o.label) for o in self.choices(question, context)]
        return [*found, Option(DONE, context.t("marks.done"))] if chosen else found

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        everything = self.choices(question, context)
        chosen = list(partial or ())
        if said.data == DONE or (not said.data and says(said.text, context.t.words("marks.done.words"))):
            if not chosen:
                raise Refusal("error.choose")
            return Value([o.id for o in everything if o.id in chosen])
        picked = _named(said, everything)
        now = [i for i in chosen if i not in picked] + [i for i in picked if i not in chosen]
        return More(now or None, self.show(now, question, context))

    def show(self, value: Any, question: Question, context: Context) -> str:
        return "; ".join(o.label for o in self.choices(question, context) if o.id in value)


def _named(said: Said, options: list[Option]) -> list[str]:
    """The ids that were pressed or typed; a label may itself have a comma, so the whole is tried first."""
    whole = fold(said.text)
    parts = [p for p in re.split(r"[,;\n]", said.text) if fold(p)]
    if said.data or len(parts) < 2 or any(fold(o.label) == whole for o in options):
        return [pick(said, options).id]
    return list(dict.fromkeys(pick(Said(text=p), options).id for p in parts))

"""Answers that are typed: text, numbers, money, dates, phones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from ocop_domain import values
from ocop_domain.errors import Refusal
from ocop_domain.old_fonts import recovered
from ocop_domain.writing import one_line, several_lines

FIRST, MEANT, AS_TYPED = "first", "meant", "typed"
"""What can be pressed after a text that is too long, or looks like one of an old font."""


class Typed(Kind):
    """What all typed kinds share: files refused, and nothing to press but after a text that cannot be taken as it is.

    Partial: {"long": text, "max": so much fits}.
    """

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if not isinstance(partial, dict) or "long" not in partial:
            return []
        return [Option(FIRST, context.t("text.first", max=context.t.number(partial["max"])))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        held = partial if isinstance(partial, dict) else {}
        if said.data == FIRST and "long" in held:
            return self._take(_beginning(held["long"], held["max"]), context)
        if not said.text.strip():
            raise Refusal("error.needs_text")
        return self._take(said.text, context)

    def _take(self, typed: str, context: Context) -> Value | More:
        try:
            return Value(self.parse(typed, context))
        except Refusal as refusal:
            if refusal.code != "error.text_long":
                raise
            note = context.t("screen.sorry", note=context.t(refusal.code, **refusal.params))
            return More({"long": typed, "max": refusal.params["max"]}, note, refused=typed)

    def parse(self, raw: str, context: Context) -> Any:
        raise Refusal("error.needs_text")


@dataclass(frozen=True)
class Text(Typed):
    """A text of some length."""

    min: int = 2
    max: int = 1000
    letter: bool = False
    lines: bool = False

    def parse(self, raw: str, context: Context) -> str:
        return values.read_text(raw, values.TextRule(self.min, self.max, self.letter, self.lines))

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if isinstance(partial, dict) and "meant" in partial:
            words = {MEANT: "text.meant", AS_TYPED: "text.as_typed"}
            return [Option(id_, context.t(key)) for id_, key in words.items()]
        return Typed.options(self, question, context, partial)

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        """A text of an old font is asked about, never changed by itself. Partial: {"meant": …, "typed": …}."""
        if isinstance(partial, dict) and said.data in {MEANT, AS_TYPED} and said.data in partial:
            return self._take(partial[said.data], context)
        if meant := recovered(said.text):
            note = context.t("text.old_font", text=one_line(meant)[:300])
            return More({MEANT: meant, AS_TYPED: said.text}, note)
        return Typed.read(self, said, question, context, partial)

    def show(self, value: str, question: Question, context: Context) -> str:
        """Also what was kept before texts were read so is shown in its lines."""
        return several_lines(value) if self.lines else one_line(value)


@dataclass(frozen=True)
class Integer(Typed):
    """A whole number within bounds."""

    low: int = 0
    high: int = 100_000

    def parse(self, raw: str, context: Context) -> int:
        return values.read_integer(raw, self.low, self.high)

    def show(self, value: int, question: Question, context: Context) -> str:
        return context.t.number(value)


@dataclass(frozen=True)
class Percent(Typed):
    """A share of a hundred."""

    def parse(self, raw: str, context: Context) -> int:
        return values.read_percent(raw)

    def show(self, value: int, question: Question, context: Context) -> str:
        return f"{value}%"


@dataclass(frozen=True)
class Quantity(Typed):
    """A number with its unit."""

    def parse(self, raw: str, context: Context) -> dict[str, str]:
        return values.read_quantity(raw)

    def show(self, value: dict[str, str], question: Question, context: Context) -> str:
        return f"{context.t.number(value['amount'])} {value['unit']}"


@dataclass(frozen=True)
class Money(Typed):
    """Đồng, perhaps per something."""

    def parse(self, raw: str, context: Context) -> dict[str, object]:
        return values.read_money(raw)

    def show(self, value: dict[str, Any], question: Question, context: Context) -> str:
        per = f"/{value['per']}" if value["per"] else ""
        return context.t.money(value["dong"]) + per


@dataclass(frozen=True)
class Day(Typed):
    """A calendar day; `past` refuses days to come, `ahead` days that are over."""

    past: bool = True
    ahead: bool = False

    def parse(self, raw: str, context: Context) -> str:
        found = values.read_date(raw, context.today, past=self.past)
        if self.ahead and found < context.today.isoformat():
            raise Refusal("error.date_over")
        return found

    def show(self, value: str, question: Question, context: Context) -> str:
        return f"{date.fromisoformat(value):%d/%m/%Y}"


@dataclass(frozen=True)
class Email(Typed):
    """An e-mail address."""

    def parse(self, raw: str, context: Context) -> str:
        return values.read_email(raw)


@dataclass(frozen=True)
class PhoneKind(Typed):
    """A phone number, typed or shared by a button: only one's own is taken from the button."""

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if said.contact:
            if not said.contact.own:
                raise Refusal("error.contact_not_own")
            return Value(values.read_phone(said.contact.phone))
        return Typed.read(self, said, question, context, partial)

    def parse(self, raw: str, context: Context) -> str:
        return values.read_phone(raw)

    def show(self, value: str, question: Question, context: Context) -> str:
        return "0" + value.removeprefix("+84") if value.startswith("+84") else value


def _beginning(text: str, most: int) -> str:
    """So much of the text as fits, to the end of a word."""
    text = several_lines(text)
    if len(text) <= most or text[most].isspace():
        return text[:most]
    whole = text[:most].rsplit(maxsplit=1)
    return whole[0] if whole else text[:most]

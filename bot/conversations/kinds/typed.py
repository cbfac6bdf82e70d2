"""Answers that are typed: text, numbers, money, dates, phones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.form import Context, Hears, Kind, More, Option, Question, Said, Value
from ocop_domain import values
from ocop_domain.errors import Refusal
from ocop_domain.old_fonts import recovered
from ocop_domain.text import fold
from ocop_domain.writing import one_line, several_lines

FIRST, MEANT, AS_TYPED = "first", "meant", "typed"
"""What can be pressed after a text that is too long, or looks like one of an old font."""
SURE = "sure"
"""What can be pressed where a text may mean one of several values: `sure0` is the likeliest."""
OTHERWISE = "otherwise"
"""What is heard where none of them is."""
PER = "per:"
"""What can be pressed where a number lacks its unit."""
_SHARE = re.compile(r"phan tram|toan bo")
_PRICE = re.compile(r"\d\s*k\b|ngan|nghin|trieu|dong|\d\s*d\b|vnd")
_DIALLED = re.compile(r"\d|(sdt|dt|so|dien thoai|zalo|phone|tel)\b")
"""How a share, a price and a number of a phone look, without diacritics: what is beside must look like it."""
_DATED = re.compile(r"^(?:cap |ky |ban hanh |ra |vao |ngay )*\d{1,2} (?:thang )?\d{1,2} (?:nam )?\d{4}$")
"""How a whole day looks, without diacritics and signs."""
_PEOPLE = re.compile(r"\b(?:nguoi|lao dong|nhan cong|cong nhan)\b")
_NUMBERED = re.compile(r"(?:so|ma so|giay so|so giay) [a-z]{0,3}\d[0-9a-z]{5,}(?: \d{3})?")
"""How people and the number of a paper look beside something else, without diacritics and signs."""
LONGEST_NAME = 200
"""Characters of a name or an address."""
PRICED = ("kg", "bịch", "hộp", "chai", "hũ", "gói")
COUNTED = ("kg", "tấn", "bịch", "hộp", "chai", "lít")


class Typed(Kind):
    """What all typed kinds share: files refused, and nothing to press but after a text that cannot be taken as it is.

    Partial: {"long": text, "max": so much fits}, or {"sure": [values that may be meant]}: the person says which.
    """

    @property
    def hears(self) -> Hears:
        return "parsed"

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if not isinstance(partial, dict):
            return []
        if SURE in partial:
            return [Option(f"{SURE}{n}", self.show(v, question, context)) for n, v in enumerate(partial[SURE])]
        if "long" not in partial:
            return []
        return [Option(FIRST, context.t("text.first", max=context.t.number(partial["max"])))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        held = partial if isinstance(partial, dict) else {}
        if said.data == FIRST and "long" in held:
            return self._take(_beginning(held["long"], held["max"]), question, context)
        if SURE in held and (chosen := self._chosen(said, held[SURE], question, context)):
            return chosen
        if not said.text.strip():
            raise Refusal("error.needs_text")
        return self._take(said.text, question, context)

    def _chosen(self, said: Said, values: list[Any], question: Question, context: Context) -> Value | More | None:
        """Which of the values that were offered is meant; None where something else was said."""
        for n, value in enumerate(values):
            if said.data == f"{SURE}{n}":
                return self._whole(value, question, context)
        if said.data == OTHERWISE:
            return More(None, context.t("reading.again"))
        return None

    def _take(self, typed: str, question: Question, context: Context) -> Value | More:
        try:
            return self._whole(self.parse(typed, context), question, context)
        except values.Unsure as unsure:
            return self._asked(unsure, typed, question, context)
        except Refusal as refusal:
            if refusal.code != "error.text_long":
                raise
            note = context.t("screen.sorry", note=context.t(refusal.code, **refusal.params))
            return More({"long": typed, "max": refusal.params["max"]}, note, refused=typed)

    def _asked(self, unsure: values.Unsure, typed: str, question: Question, context: Context) -> More:
        """The values that may be meant, to be pressed; nothing is stored before."""
        meant = list(unsure.candidates)
        if unsure.yearly:
            year, part = (self.show(value, question, context) for value in meant)
            note = context.t("reading.yearly", year=year, part=part)
        elif len(meant) == 1:
            note = context.t("reading.sure", value=self.show(meant[0], question, context))
        else:
            note = context.t("reading.which")
        return More({SURE: meant}, note, refused=typed)

    def _whole(self, value: Any, question: Question, context: Context) -> Value | More:
        """The answer, if nothing is missing from it."""
        return Value(value)

    def parse(self, raw: str, context: Context) -> Any:
        raise Refusal("error.needs_text")


@dataclass(frozen=True)
class Text(Typed):
    """A text of some length."""

    min: int = 2
    max: int = 1000
    letter: bool = False
    lines: bool = False
    reason: bool = False
    """Why, or what somebody says of a matter: "Tên tôi ghi sai" is an answer here."""

    @property
    def hears(self) -> Hears:
        """A story or a reason takes whatever is said; a name may hold a word that is also one of ours."""
        if self.lines and not self.reason:
            return "text"
        return "reason" if self.reason or self.max > LONGEST_NAME else "name"

    def parse(self, raw: str, context: Context) -> str:
        read = values.read_name if self.hears == "name" else values.read_text
        return read(raw, self._rule)

    @property
    def _rule(self) -> values.TextRule:
        return values.TextRule(self.min, self.max, self.letter, self.lines, self.digit)

    @property
    def digit(self) -> bool:
        """Whether it is the number of a paper, which has a digit."""
        return False

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if isinstance(partial, dict) and "meant" in partial:
            words = {MEANT: "text.meant", AS_TYPED: "text.as_typed"}
            return [Option(id_, context.t(key)) for id_, key in words.items()]
        return Typed.options(self, question, context, partial)

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        """A text of an old font is asked about, never changed by itself. Partial: {"meant": …, "typed": …}."""
        if isinstance(partial, dict) and said.data in {MEANT, AS_TYPED} and said.data in partial:
            return self._take(partial[said.data], question, context)
        if meant := recovered(said.text):
            note = context.t("text.old_font", text=one_line(meant)[:300])
            return More({MEANT: meant, AS_TYPED: said.text}, note)
        return Typed.read(self, said, question, context, partial)

    def show(self, value: str, question: Question, context: Context) -> str:
        """Also what was kept before texts were read so is shown in its lines."""
        return several_lines(value) if self.lines else one_line(value)


@dataclass(frozen=True)
class QuestionToSomebody(Text):
    """What an official asks of a producer, in own words."""

    @property
    def hears(self) -> Hears:
        """A question is the answer here."""
        return "question"


@dataclass(frozen=True)
class PaperNumber(Text):
    """The number that is printed on a paper: "41A8012345", "số 12/GCN"."""

    @property
    def digit(self) -> bool:
        return True

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        """Only where it is called so: a number alone may be a phone."""
        return _read_by(self, text, context) if _NUMBERED.fullmatch(fold(text)) else None

    def parse(self, raw: str, context: Context) -> str:
        return values.read_paper_number(raw, self._rule)


@dataclass(frozen=True)
class PersonName(Text):
    """Somebody's name: digits in it are asked about, they belong to something else."""

    def parse(self, raw: str, context: Context) -> str:
        name = Text.parse(self, raw, context)
        if any(c.isdecimal() for c in name):
            raise Refusal("error.name_digits")
        if values.is_somebody_here(name):
            raise Refusal("error.name_whose")
        return name


@dataclass(frozen=True)
class Position(Text):
    """What somebody is in the unit, also where it is said with the name."""

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        return _read_by(self, text, context) if values.is_title_of_work(text) else None


@dataclass(frozen=True)
class Integer(Typed):
    """A whole number within bounds."""

    low: int = 0
    high: int = 100_000

    @property
    def by_position(self) -> bool:
        return False

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        """Only people, who are called so: "4 người"."""
        return _read_by(self, text, context) if _PEOPLE.search(fold(text)) else None

    def parse(self, raw: str, context: Context) -> int:
        return values.read_integer(raw, self.low, self.high)

    def show(self, value: int, question: Question, context: Context) -> str:
        return context.t.number(value)


@dataclass(frozen=True)
class Percent(Typed):
    """A share of a hundred."""

    @property
    def by_position(self) -> bool:
        return False

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        said = "%" in text or _SHARE.search(fold(text))
        return _read_by(self, text, context) if said else None

    def parse(self, raw: str, context: Context) -> int:
        return values.read_percent(raw)

    def show(self, value: int, question: Question, context: Context) -> str:
        return f"{value}%"


@dataclass(frozen=True)
class Quantity(Typed):
    """A number with its unit. Partial also: {"number": "1500"}, whose unit is asked for."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if isinstance(partial, dict) and "number" in partial:
            amount = partial["number"]
            shown = [(u, self.show({"amount": amount, "unit": u}, question, context)) for u in COUNTED]
            return [Option(PER + unit, label) for unit, label in shown]
        return Typed.options(self, question, context, partial)

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        number = partial.get("number") if isinstance(partial, dict) else None
        if number and (unit := _unit(said)):
            return Value({"amount": number, "unit": unit})
        try:
            return Typed.read(self, said, question, context, partial)
        except Refusal as refusal:
            if refusal.code != "error.unit_missing":
                raise
            return More({"number": refusal.params["number"]}, context.t(refusal.code, **refusal.params), said.text)

    def parse(self, raw: str, context: Context) -> dict[str, str]:
        return values.read_quantity(raw)

    def show(self, value: dict[str, str], question: Question, context: Context) -> str:
        return f"{context.t.number(value['amount'])} {value['unit']}"


@dataclass(frozen=True)
class Money(Typed):
    """A price: đồng for something. Partial also: {"dong": 85000}, for which it is asked what costs so much."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if isinstance(partial, dict) and "dong" in partial:
            dong = partial["dong"]
            shown = [(u, self.show({"dong": dong, "per": u}, question, context)) for u in PRICED]
            return [Option(PER + unit, label) for unit, label in shown]
        return Typed.options(self, question, context, partial)

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        dong = partial.get("dong") if isinstance(partial, dict) else None
        if dong and (unit := _unit(said)):
            return Value({"dong": dong, "per": unit})
        return Typed.read(self, said, question, context, partial)

    def _whole(self, value: dict[str, Any], question: Question, context: Context) -> Value | More:
        if value["per"]:
            return Value(value)
        price = context.t.money(value["dong"])
        return More({"dong": value["dong"]}, context.t("reading.per_what", price=price))

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        read = _read_by(self, text, context)
        return read if read and read.value["per"] and _PRICE.search(fold(text)) else None

    def parse(self, raw: str, context: Context) -> dict[str, object]:
        return values.read_money(raw)

    def _asked(self, unsure: values.Unsure, typed: str, question: Question, context: Context) -> More:
        """A price is not reckoned for a year: "30k một ngày" is what a day costs."""
        if unsure.yearly:
            unsure = values.Unsure(unsure.code, *unsure.candidates[1:])
        return Typed._asked(self, unsure, typed, question, context)

    def show(self, value: dict[str, Any], question: Question, context: Context) -> str:
        per = f"/{value['per']}" if value["per"] else ""
        return context.t.money(value["dong"]) + per


def _unit(said: Said) -> str:
    """The unit that was pressed or typed; "" where something else was said."""
    if said.data:
        return said.data.removeprefix(PER) if said.data.startswith(PER) else ""
    try:
        return values.read_unit(said.text)
    except Refusal:
        return ""


def _read_by(kind: Typed, text: str, context: Context) -> Value | None:
    """What a kind reads for sure in a text; None where it doubts."""
    try:
        return Value(kind.parse(text, context))
    except Refusal:
        return None


@dataclass(frozen=True)
class Day(Typed):
    """A calendar day; `past` refuses days to come, `ahead` days that are over."""

    past: bool = True
    ahead: bool = False

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        """Only a day with its year, in digits or words: a number alone is part of the number of a paper."""
        return _read_by(self, text, context) if _DATED.search(fold(text)) else None

    def parse(self, raw: str, context: Context) -> str:
        today = context.today.isoformat()
        try:
            found = values.read_date(raw, context.today, past=self.past)
        except values.Unsure as unsure:
            coming = [day for day in unsure.candidates if day >= today]
            if not self.ahead:
                raise
            if not coming:
                raise Refusal("error.date_over") from None
            raise values.Unsure(unsure.code, *coming) from None
        if self.ahead and found < today:
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

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        return _read_by(self, text, context) if _DIALLED.match(fold(text)) else None

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

"""What people type, read once: text, numbers with units, money, percent, dates, phones, e-mail.

Every `read_*` returns a value that fits into JSON, or raises `Refusal`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import phonenumbers

from ocop_domain.errors import Refusal
from ocop_domain.text import fold
from ocop_domain.writing import one_line, several_lines

MAX_MONEY = 10**13
"""10,000 billion đồng: more than any OCOP producer has; a slip of the finger, not a price."""

_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*")
_SCALES = {
    "": 1,
    "d": 1,
    "dong": 1,
    "vnd": 1,
    "vnđ": 1,
    "k": 1_000,
    "n": 1_000,
    "ng": 1_000,
    "ngan": 1_000,
    "nghin": 1_000,
    "ngan dong": 1_000,
    "nghin dong": 1_000,
    "tr": 1_000_000,
    "trieu": 1_000_000,
    "trieu dong": 1_000_000,
    "cu": 1_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
    "ty dong": 1_000_000_000,
}
_THOUSANDS = {"k": 1_000, "nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "tr": 1_000_000}
_SPAN = re.compile(r"\d\s*[^\W\d]{0,6}\s*(?:-|–|—|đến|tới|den|toi|to)\s*\d", re.IGNORECASE)
_TWO_STEPS = re.compile(
    r"\s*(?P<scale>[^\W\d]+)\s*(?P<more>\d{1,3}|rưỡi|ruoi)(?=\s*(?:/|$|đ\b|đồng|vnd))", re.IGNORECASE
)
_SMALLER = re.compile(r"\s*(?P<scale>[^\W\d]+)\s*(?P<more>\d[\d.,]*)\s*(?P<less>[^\W\d]+)", re.IGNORECASE)
_RECKONED = re.compile(r"\d\s*[^\W\d]{0,6}\s*(?:đồng|đ)?\s*[+*×]\s*\d|\d\s*[^\W\d]{0,6}\s+x\s*\d|\dx\d", re.IGNORECASE)
_FOREIGN = re.compile(r"[$€¥£]|\b(?:usd|eur|euro|đô|đô la|do la|dollars?)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class TextRule:
    """How long a text may be, in characters."""

    min: int = 2
    max: int = 1000
    letter: bool = False
    """A name: a number alone is none."""
    lines: bool = False
    """A story: it may have several lines; anything else is one line, however it was typed."""


def read_text(raw: str, rule: TextRule) -> str:
    """The text as typed, without stray blanks and what nobody sees."""
    lines = (" ".join(line.split()) for line in several_lines(raw).split("\n"))
    text = ("\n" if rule.lines else " ").join(line for line in lines if line)
    if len(text) < rule.min or not any(c.isalnum() for c in text):
        raise Refusal("error.text_short", min=rule.min)
    if rule.letter and not any(c.isalpha() for c in text):
        raise Refusal("error.needs_letter")
    if len(text) > rule.max:
        raise Refusal("error.text_long", max=rule.max, length=len(text))
    return text


def read_number(raw: str) -> Decimal:
    """A number typed the Vietnamese or the English way: 1.234,5 and 1,234.5 and 1500."""
    text = re.sub(r"\s", "", raw)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        decimal = max(text.rfind("."), text.rfind(","))
        text = re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif dots + commas == 1:
        mark = "." if dots else ","
        head, tail = text.split(mark)
        grouped = len(tail) == 3 and head.lstrip("+-") not in {"", "0"}
        text = head + tail if grouped else f"{head}.{tail}"
    else:
        text = re.sub(r"[.,]", "", text)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refusal("error.number") from None


def _one_number(raw: str) -> None:
    """Refuses a span ("từ 80k đến 90k"): taking one end of it would be a guess."""
    if _SPAN.search(raw):
        raise Refusal("error.one_number")


def _split(raw: str) -> tuple[Decimal, str]:
    _one_number(raw)
    found = _NUMBER.search(raw)
    if not found:
        raise Refusal("error.number")
    return read_number(found.group().strip(" .,")), raw[found.end() :].strip(" .,")


def read_integer(raw: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`; words around it are allowed ("khoảng 12 người")."""
    number, rest = _split(raw)
    number *= _THOUSANDS.get(fold(rest.partition(" ")[0]), 1)
    if number != number.to_integral_value():
        raise Refusal("error.whole_number")
    if not low <= number <= high:
        raise Refusal("error.range", low=low, high=high)
    return int(number)


def read_percent(raw: str) -> int:
    """A share of 0 to 100; "hết", "toàn bộ" and "không" are understood."""
    words = fold(raw)
    if words in {"het", "tat ca", "toan bo", "all", "hoan toan"}:
        return 100
    if words in {"khong", "khong co", "none", "no"}:
        return 0
    number, _ = _split(raw)
    if not 0 <= number <= 100:
        raise Refusal("error.percent")
    return int(number.to_integral_value())


def read_quantity(raw: str) -> dict[str, str]:
    """A positive number and the unit it was typed with: {"amount": "1500", "unit": "kg"}."""
    number, unit = _split(one_line(raw))
    unit = " ".join(unit.split()).lstrip("/ ")
    if number <= 0:
        raise Refusal("error.positive")
    if not any(c.isalpha() for c in unit):
        raise Refusal("error.unit_missing", number=_plain(number))
    if len(unit) > 40 or number >= 10**12:
        raise Refusal("error.quantity")
    return {"amount": _plain(number), "unit": unit}


def read_money(raw: str) -> dict[str, object]:
    """Đồng, typed as people type it ("150tr", "1,5 tỷ", "85k/hộp"): {"dong": 85000, "per": "hộp"}."""
    raw = one_line(raw)
    _one_number(raw)
    if _RECKONED.search(raw.partition("/")[0]):
        raise Refusal("error.money_reckoned")
    if _FOREIGN.search(raw):
        raise Refusal("error.money_foreign")
    found = _NUMBER.search(raw)
    if not found:
        raise Refusal("error.money")
    number, rest = read_number(found.group().strip(" .,")), raw[found.end() :]
    if two := _TWO_STEPS.match(rest):  # "1tr2" is 1.2 million, "2 triệu 500" is 2.5, "1 triệu rưỡi" is 1.5
        digits = "5" if fold(two["more"]) == "ruoi" else two["more"]
        if _SCALES.get(fold(two["scale"]), 0) >= 1_000 and number == number.to_integral_value():
            number, rest = number + Decimal(f"0.{digits}"), two["scale"] + rest[two.end() :]
    elif (two := _SMALLER.match(rest)) and (less := _SCALES.get(fold(two["less"]), 0)) >= 1_000:
        scale = _SCALES.get(fold(two["scale"]), 0)  # "1 tỷ 200 triệu" is 1.2 billion
        if less < scale:
            number, rest = (
                number + read_number(two["more"].strip(".,")) * less / scale,
                two["scale"] + rest[two.end() :],
            )
    scale_text, _, per = rest.partition("/")
    words = scale_text.split()
    scale = next((s for n in (2, 1, 0) if (s := _SCALES.get(_scale_words(words[:n]))) is not None), 1)
    dong = int(number * scale)
    if dong <= 0:
        raise Refusal("error.positive")
    if dong > MAX_MONEY:
        raise Refusal("error.money_large")
    if dong < 500:
        raise Refusal("error.money_small", dong=dong)
    unit = per.strip() or _after_scale(words)
    return {"dong": dong, "per": unit[:40]}


def _scale_words(words: list[str]) -> str:
    return fold(" ".join(words)) if words else ""


def _after_scale(words: list[str]) -> str:
    """In "85 nghìn một hộp" the unit is what follows "một"."""
    for i, word in enumerate(words):
        if fold(word) in {"mot", "moi", "1"} and i + 1 < len(words):
            return " ".join(words[i + 1 :])
    return ""


def read_date(raw: str, today: date, *, past: bool = False) -> str:
    """A calendar day as ISO text; day first, two-digit years are of this century."""
    parts = re.findall(r"\d+", raw)
    try:
        if len(parts) == 3 and len(parts[0]) == 4:
            found = date(int(parts[0]), int(parts[1]), int(parts[2]))
        elif len(parts) == 3 and len(parts[2]) in {2, 4}:
            year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
            found = date(year, int(parts[1]), int(parts[0]))
        else:
            raise Refusal("error.date")
    except (ValueError, OverflowError):
        raise Refusal("error.date_none") from None
    if past and found > today:
        raise Refusal("error.date_future")
    if found.year < 1945 or found.year > today.year + 50:
        raise Refusal("error.date")
    return found.isoformat()


def read_phone(raw: str) -> str:
    """A phone number in the form +84912345678; bare numbers are read as Vietnamese."""
    try:
        number = phonenumbers.parse(raw, "VN")
    except phonenumbers.NumberParseException:
        raise Refusal("error.phone") from None
    if not phonenumbers.is_valid_number(number):
        raise Refusal("error.phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(raw: str) -> str:
    """An e-mail address, lower case."""
    text = raw.strip().lower()
    if len(text) > 120 or not _EMAIL.fullmatch(text):
        raise Refusal("error.email")
    return text


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")

"""What people type, read once: text, numbers with units, money, percent, dates, phones, e-mail.

Every `read_*` returns a value that fits into JSON, or raises `Refusal`; `Unsure` where it may mean several things.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocop_domain.errors import Refusal
from ocop_domain.reading.contacts import digits_said, read_email, read_phone
from ocop_domain.reading.counts import read_integer, read_percent
from ocop_domain.reading.dates import read_date
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import items, unread
from ocop_domain.reading.money import MAX_MONEY, read_money
from ocop_domain.reading.months import read_month
from ocop_domain.reading.names import said_name
from ocop_domain.reading.quantities import read_quantity, read_unit
from ocop_domain.reading.tokens import read_number, tokens
from ocop_domain.reading.vocabulary import vocabulary
from ocop_domain.writing import several_lines

__all__ = [
    "MAX_MONEY",
    "TextRule",
    "Unsure",
    "is_somebody_here",
    "is_title_of_work",
    "read_date",
    "read_email",
    "read_integer",
    "read_money",
    "read_month",
    "read_name",
    "read_number",
    "read_paper_number",
    "read_percent",
    "read_phone",
    "read_quantity",
    "read_text",
    "read_unit",
]


@dataclass(frozen=True, slots=True)
class TextRule:
    """How long a text may be, in characters."""

    min: int = 2
    max: int = 1000
    letter: bool = False
    """A name: a number alone is none."""
    lines: bool = False
    """A story: it may have several lines; anything else is one line, however it was typed."""
    digit: bool = False
    """The number of a paper: words alone are none."""


def read_name(raw: str, rule: TextRule) -> str:
    """A name, without what is said around it: "dạ em tên là Lê Thị Lan ạ"."""
    return read_text(said_name(raw), rule)


_COUNTED = ("people", "counted", "pieces", "containers", "currency", "scales")
"""Kinds of words behind a number that counts."""


def read_paper_number(raw: str, rule: TextRule) -> str:
    """The number of a paper, without the word "số" in front; also one that was read aloud, digit by digit."""
    text = read_text(digits_said(said_name(raw)), rule)
    if _is_counted(text):
        raise Refusal("error.paper_counted", said=text)
    known = vocabulary()["before_numbers"]
    for words in range(4, 0, -1):
        parts = text.split(" ")
        head, rest = " ".join(parts[:words]).rstrip(":. "), " ".join(parts[words:])
        if rest and any(c.isdecimal() for c in rest) and known.get(head.casefold(), marked=False):
            return read_text(rest, rule)
    return text


def _is_counted(text: str) -> bool:
    """Whether it is so many of something, which no paper is called by: "12 người", "3000 cái", "85 ngàn"."""
    number, _, what = text.partition(" ")
    if not number.replace(".", "").replace(",", "").isdecimal():
        return False
    return any(vocabulary()[kind].get(what.casefold(), marked=False) for kind in _COUNTED)


def is_title_of_work(text: str) -> bool:
    """Whether it says what somebody is in the unit: "giám đốc", "chu ho"."""
    return vocabulary()["titles_of_work"].get(" ".join(text.casefold().split()), marked=False) is not None


def is_somebody_here(text: str) -> bool:
    """Whether somebody is meant without the name: "tôi", "chồng tui", "tự em luôn"."""
    pieces = tokens(text)
    if not any(pieces.phrase(i, "persons")[1] > i for i in range(len(pieces.all))):
        return False
    found = items(pieces, ("persons", "polite", "small", "self"), first=("persons",))
    return any(item.is_("persons") for item in found) and not unread(found, "persons", "polite", "small", "self")


def read_text(raw: str, rule: TextRule) -> str:
    """The text as typed, without stray blanks and what nobody sees."""
    lines = (" ".join(line.split()) for line in several_lines(raw).split("\n"))
    text = ("\n" if rule.lines else " ").join(line for line in lines if line)
    if len(text) < rule.min or not any(c.isalnum() for c in text):
        raise Refusal("error.text_short", min=rule.min)
    if rule.letter and not any(c.isalpha() for c in text):
        raise Refusal("error.needs_letter")
    if rule.digit and not any(c.isdecimal() for c in text):
        raise Refusal("error.needs_digit")
    if len(text) > rule.max:
        raise Refusal("error.text_long", max=rule.max, length=len(text))
    return text

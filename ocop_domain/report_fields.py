"""The questions of a report with fields: of a plan's own report, or of one that a level asks for.

A field is asked once, and summed up for a unit: numbers are added, "yes" is counted, texts are listed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ocop_domain.data import names, read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.text import fold


class FieldKind(StrEnum):
    """How a field is answered."""

    NUMBER = "number"
    MONEY = "money"
    """Dong altogether."""
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReportField:
    """One question: `label` heads its column, `unit` is that of a number ("kg"), `mark` what is known with the answer
    of the producer (`progress.Mark`), "" for nothing."""

    id: str
    kind: FieldKind
    ask: str
    label: str = ""
    unit: str = ""
    mark: str = ""
    ask_en: str = ""
    label_en: str = ""
    required: bool = True

    @property
    def head(self) -> str:
        return self.label or self.ask


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report with fields that a plan asks for: with which duties it is answered, and where the plan says so."""

    id: str
    title: str
    programme: str
    duties: tuple[str, ...]
    source: str
    fields: tuple[ReportField, ...]


MOST = 6
LONGEST = 150
"""Characters of one question."""
"""Questions of a report that a level asks for: more are a paper, not a message."""


def field_from(row: Mapping[str, Any]) -> ReportField:
    """A field of plain data."""
    return ReportField(**{**row, "kind": FieldKind(row["kind"])})


def as_text(fields: Iterable[ReportField]) -> str:
    """Fields as they are kept: only what is said of each."""
    rows = [{name: value for name, value in asdict(one).items() if value not in ("", True)} for one in fields]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> tuple[ReportField, ...]:
    """Fields as they were kept."""
    return tuple(field_from(row) for row in json.loads(text))


_YES_NO = ("khong", "chua", "phai khong", "hay khong")
_MANY = re.compile(r"\b(?:bao nhieu|may|so luong|so ho|so nguoi|tong so|how many|how much)\b *((\w*) *\w*)")
_COUNTED = frozenset({"tien", "trieu", "ty", "ti", "nghin", "ngan", "dong", "von", "money", "revenue", "sales"})
_NOTHING_COUNTED = frozenset({"", "trong", "cua", "o", "nam", "quy", "thang", "tu", "ca", "la", "moi", "mot", "in"})
_DONG = re.compile(r"\b(?:tien|doanh thu|von|kinh phi|(?:trieu|nghin|ngan|ty) dong|money|revenue|sales)\b")
_END = re.compile(r"(\?(?:[ \t]*\([^()]*\))?)[ \t]+(?!\()")
"""Where a question ends inside a line: with its mark, and the word in brackets behind it."""
_SAID = {"so": FieldKind.NUMBER, "tien": FieldKind.MONEY, "co/khong": FieldKind.YES_NO, "chu": FieldKind.TEXT}
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")


def from_words(text: str) -> tuple[ReportField, ...]:
    """The questions that somebody wrote, at most MOST: each ends with its line or its mark.

    A word in brackets says how one is answered. Without such a word it follows from the question: "bao nhiêu", "mấy"
    ask for a number, a question that ends with "không", "chưa" for yes or no.
    """
    lines = [line.strip(" -•\t") for line in _END.sub(r"\1\n", text).splitlines()]
    lines = [re.sub(r"^\d+[.)]\s*", "", line) for line in lines if line]
    if not lines or any(len(line) < 3 for line in lines):
        raise Refusal("error.report_empty")
    if len(lines) > MOST:
        raise Refusal("error.report_many", most=MOST, count=len(lines))
    if long := next((line for line in lines if len(line) > LONGEST), ""):
        raise Refusal("error.report_long", most=LONGEST, line=long[:40])
    return tuple(_field(number, line) for number, line in enumerate(lines, 1))


def _field(number: int, line: str) -> ReportField:
    said = _BRACKET.search(line)
    kind = _SAID.get(fold(said[1]).replace(" ", "")) if said else None
    ask = line[: said.start()] if kind and said else line
    return ReportField(f"f{number}", kind or _kind_of(_plain(ask)), ask)


def _kind_of(plain: str) -> FieldKind:
    if any(plain.endswith(f" {word}") for word in _YES_NO):
        return FieldKind.YES_NO
    many = _MANY.search(plain)
    if many is None:
        return FieldKind.TEXT
    # What is counted stands behind "bao nhiêu": "bao nhiêu hộ vay vốn" asks for households.
    if many[2] in _COUNTED or many[1] == "kinh phi":
        return FieldKind.MONEY
    return FieldKind.MONEY if many[2] in _NOTHING_COUNTED and _DONG.search(plain) else FieldKind.NUMBER


def _plain(line: str) -> str:
    """The line without diacritics; "máy" is no "mấy", where it was written with them."""
    words = unicodedata.normalize("NFC", line.casefold())
    if words != fold(words):
        words = re.sub(r"\bm[aáàảãạ]y\b", "", words)
    return " ".join(fold(words).split()).strip(" ?.")


@cache
def report_forms() -> Mapping[str, ReportForm]:
    """Every report with fields that a plan asks for, by its id."""
    found = {}
    for name in names("reports"):
        row = read_yaml("reports", f"{name}.yaml")
        fields = tuple(field_from(one) for one in row["fields"])
        found[name] = ReportForm(name, row["title"], row["programme"], tuple(row["duties"]), row["source"], fields)
    return found


def form_for(programme: str, duty: str) -> ReportForm | None:
    """The fields of a plan's duty, where it has some."""
    forms = report_forms().values()
    return next((form for form in forms if form.programme == programme and duty in form.duties), None)


@dataclass(frozen=True, slots=True)
class FieldSum:
    """What all answers to a field come to: how many there are, the sum of numbers, how often "yes", the texts."""

    field: ReportField
    answered: int
    total: float = 0.0
    yes: int = 0
    texts: tuple[str, ...] = ()


def summed(fields: Sequence[ReportField], answers: Sequence[Mapping[str, Any]]) -> list[FieldSum]:
    """Each field over all answers."""
    return [_sum(one, [said[one.id] for said in answers if said.get(one.id) is not None]) for one in fields]


def _sum(one: ReportField, values: Sequence[Any]) -> FieldSum:
    if one.kind is FieldKind.YES_NO:
        return FieldSum(one, len(values), yes=sum(value is True for value in values))
    if one.kind is FieldKind.TEXT:
        return FieldSum(one, len(values), texts=tuple(str(value) for value in values))
    return FieldSum(one, len(values), total=float(sum(map(amount, values))))


def amount(value: Any) -> int | float:
    """The number in an answer: of a sum of money its dong."""
    number: int | float = value["dong"] if isinstance(value, Mapping) else value
    return number

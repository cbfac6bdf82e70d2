"""What the columns of a list are, by how they are headed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ocop_domain.data import read_yaml
from ocop_domain.text import fold


class Field(StrEnum):
    """What a column says of a product, of its producer, or of one recognition."""

    PRODUCT = "product"
    PRODUCT_SET = "product_set"
    PRODUCER = "producer"
    LEGAL_FORM = "legal_form"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    ADDRESS = "address"
    REPRESENTATIVE = "representative"
    PHONE = "phone"
    STAR = "star"
    DECIDED_ON = "decided_on"
    YEAR = "year"
    DECISION = "decision"
    LEVEL = "level"
    CERTIFICATE = "certificate"
    EXPIRES = "expires"
    NUMBER = "number"
    NOTE = "note"
    FINDINGS = "findings"


OF_RECOGNITION = frozenset({Field.STAR, Field.DECIDED_ON, Field.YEAR, Field.DECISION, Field.LEVEL, Field.CERTIFICATE})
"""What may be there several times: for the first, the second … recognition."""
OF_PRODUCER = frozenset(
    {
        *(Field.PRODUCER, Field.LEGAL_FORM, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE),
        *(Field.ADDRESS, Field.REPRESENTATIVE, Field.PHONE),
    }
)
LEFT_OUT = frozenset({Field.NUMBER, Field.NOTE, Field.FINDINGS})
"""What nothing is taken from."""
CHOSEN = tuple(field for field in Field if field not in LEFT_OUT)
"""What a person may say that a column is."""
NEEDED = (Field.PRODUCT, Field.PRODUCER)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a column is; `series` counts recognitions from 1, 0 is what is not of a certain one."""

    field: Field
    series: int = 0


@dataclass(frozen=True)
class _Words:
    phrases: Mapping[str, Field]
    recognised: tuple[str, ...]
    sums: frozenset[str]
    stars: Mapping[str, int]
    broken: frozenset[str]


@cache
def words() -> _Words:
    raw: dict[str, Any] = read_yaml("import_columns.yaml")
    phrases = {plain(phrase): Field(field) for field, some in raw["columns"].items() for phrase in some}
    return _Words(
        phrases,
        tuple(fold(word) for word in raw["recognised"]),
        frozenset(raw["sums"]),
        {fold(word): number for word, number in raw["stars"].items()},
        frozenset(raw["broken"]),
    )


def plain(text: str) -> str:
    """A heading without diacritics, punctuation and what stands in brackets."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(re.sub(r"\([^)]*\)", " ", text))).split())


def meant(parts: Sequence[str]) -> Meant | None:
    """What a column is that is headed so, from the top down; None where no words say it."""
    own = [part for part in map(plain, parts) if part]
    if not own:
        return None
    whole = " ".join(own)
    field = _named(own[-1])
    if field is None or (len(own) > 1 and len(own[-1].split()) == 1):
        # "Quyết định" over "Ngày": together they say more than the last word alone.
        together = _named(whole) if len(own) > 1 else None
        field = _more_said(own, field, together)
    if field is None:
        return None
    return Meant(field, _series(whole) if field in OF_RECOGNITION | {Field.EXPIRES} else 0)


def _more_said(own: Sequence[str], last: Field | None, together: Field | None) -> Field | None:
    if last is None:
        return together
    joined = words().phrases.get(" ".join(own[-2:])) or words().phrases.get(" ".join((own[-1], own[-2])))
    return joined or last


def _named(text: str) -> Field | None:
    """The field of the longest phrase in the text; of two of one length the first."""
    tokens, found = text.split(), words().phrases
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            field = found.get(" ".join(tokens[start : start + length]))
            if field:
                return field
    return None


def _series(whole: str) -> int:
    """Which recognition: "Công nhận lần 2", "Đánh giá lần thứ 2", "đợt 2"."""
    for word in words().recognised:
        if found := re.search(rf"\b{word}(?: thu)? (\d)\b", whole):
            return int(found[1])
    return 0

"""A month as people write and say it: "9/2027", "tháng chín sang năm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ocop_domain.errors import Refusal
from ocop_domain.reading.dates import read_date
from ocop_domain.reading.day_words import LISTS, is_read, month_at, part, year_at
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import SaidItem, items
from ocop_domain.reading.spoken_days import spoken_days
from ocop_domain.reading.tokens import Tokens, tokens
from ocop_domain.text import fold

_MONTH = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})|(?P<month>\d{1,2})\s*[-/.\s]\s*(?P<year>\d{4}|\d{2})|(?P<alone>\d{1,2}))(?!\d)"
)


_STEPS = {"thang nay": 0, "thang sau": 1, "thang toi": 1, "thang ke": 1, "thang ke tiep": 1, "thang sau nua": 2}


def read_month(raw: str, today: date) -> tuple[int, int]:
    """Year and month: "9/2027", "tháng chín sang năm"; a month alone is the next one of its name."""
    if any(c.isalpha() for c in raw) and (spoken := _spoken(raw, today)):
        return spoken
    pieces = tokens(raw)
    at = next((i for i in range(len(pieces.all)) if pieces.value(i, "month_word")), None)
    if at is not None:
        return _month_in_words(pieces, at, today)
    if len(re.findall(r"\d+", pieces.raw)) == 3:  # a whole day: its month is meant
        day = date.fromisoformat(read_date(raw, today))
        return day.year, day.month
    found = list(_MONTH.finditer(pieces.raw))
    match = found[0] if len(found) == 1 else None
    rest = f"{pieces.raw[: match.start()]} {pieces.raw[match.end() :]}" if match else ""
    if match is None or any(c.isdigit() for c in rest):
        raise Refusal("error.month")
    year = match["y"] or match["year"] or ""
    month = int(match["m"] or match["month"] or match["alone"])
    full = _month_of(month, int(year) + (2000 if len(year) == 2 else 0) if year else 0, today)
    return _sure_month(full, items(tokens(rest), LISTS))


def _spoken(raw: str, today: date) -> tuple[int, int] | None:
    """ "tháng sau"; of "cuối năm" and "3 tháng nữa" the month is asked about."""
    steps = _STEPS.get(fold(raw))
    if steps is not None:
        year, month = divmod(today.year * 12 + today.month - 1 + steps, 12)
        return year, month + 1
    found = spoken_days(raw, today)
    coming = [day for day in found.days if (day.year, day.month) >= (today.year, today.month)] if found else []
    if coming:
        raise Unsure("error.month", *dict.fromkeys((day.year, day.month) for day in coming))
    return None


def _month_in_words(pieces: Tokens, at: int, today: date) -> tuple[int, int]:
    month, behind = month_at(pieces, at + 1)
    ahead, end = pieces.phrase(behind, "relative_years")
    year = today.year + ahead if ahead is not None else 0
    token = pieces.at(behind)
    if token is not None and token.low in {"/", "-"}:
        behind += 1
    if ahead is None:
        year, end = year_at(pieces, behind)
    full = _month_of(month, year, today)
    rest = (*items(part(pieces, 0, at), LISTS), *items(part(pieces, end, len(pieces.all)), LISTS))
    return _sure_month(full, rest)


def _month_of(month: int, year: int, today: date) -> tuple[int, int]:
    if not 1 <= month <= 12:
        raise Refusal("error.month")
    return year or today.year + (month < today.month), month


def _sure_month(found: tuple[int, int], rest: Sequence[SaidItem]) -> tuple[int, int]:
    if is_read(rest):
        return found
    raise Unsure("error.month", found)

"""The recognitions that a row tells: star, decision, from–until."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ocop_domain.evidence import end_of_recognition
from ocop_domain.imports.columns import Field
from ocop_domain.imports.findings import Code
from ocop_domain.imports.grid import empty
from ocop_domain.imports.values import Unread, day_of, day_within, star_of, year_of
from ocop_domain.recognitions import LEAST

if TYPE_CHECKING:
    from ocop_domain.imports.rows import _Values


@dataclass(frozen=True, slots=True)
class Given:
    """One recognition as the list tells it; `number` is of the certificate."""

    star: int
    issued: date | None = None
    expires: date | None = None
    number: str = ""
    decision: str = ""
    level: str = ""


def given_of(values: _Values, today: date) -> Iterator[Given]:
    """Every recognition of the row, the oldest first; the last one has the end that the list says."""
    told = [one for series in values.layout.series if (one := _one(values, series, today))]
    now, own = _star(values, 0), [one for one in told if one[0]]
    if now and own and own[-1][0] == 0 and len(own) > 1:
        own.pop()
    found = sorted(own, key=lambda one: one[1].issued or date(one[2] or 1, 1, 1))
    # A column "now" beside those of each time says no recognition of its own.
    times = [one for one in found if one[3]]
    found = times or found
    if times and now and now >= LEAST and times[-1][0] != now:
        values.note(Code.STAR_NOW, Field.STAR, star=str(times[-1][0]))
    for number, (star, given, year, series) in enumerate(found, 1):
        if star < LEAST:
            values.note(Code.STAR_LOW, Field.STAR, series)
            continue
        ended = _ended(values, given, year, series, today, last=number == len(found))
        if ended:
            yield ended


_Told = tuple[int, Given, int | None, int]


def _star(values: _Values, series: int) -> int:
    """The star of a column; 0 where it has none, or one that cannot be read."""
    cell = values.value(Field.STAR, series)
    if empty(cell):
        return 0
    try:
        return star_of(cell)
    except Unread as unread:
        values.note(unread.code, Field.STAR, series)
        return 0


def _one(values: _Values, series: int, today: date) -> _Told | None:
    star = _star(values, series) if series else _quiet_star(values)
    decision, day_beside = day_within(values.text(Field.DECISION, series), today)
    issued = _day(values, Field.DECIDED_ON, series, today) or day_beside
    year = year_of(values.value(Field.YEAR, series))
    if not star:
        return None
    if issued and year and issued.year != year:
        values.note(Code.YEAR, Field.YEAR, series, day=f"{issued:%d/%m/%Y}", year=str(year))
    given = Given(
        star,
        issued,
        number=values.text(Field.CERTIFICATE, series),
        decision=decision,
        level=values.text(Field.LEVEL, series),
    )
    return star, given, year, series


def _quiet_star(values: _Values) -> int:
    """The column without a number is read once, with what is told of it."""
    cell = values.value(Field.STAR)
    try:
        return 0 if empty(cell) else star_of(cell)
    except Unread:
        return 0


def _day(values: _Values, field: Field, series: int, today: date, *, mild: bool = False) -> date | None:
    cell = values.value(field, series)
    try:
        return None if empty(cell) else day_of(cell, today)
    except Unread as unread:
        values.note(unread.code, field, series, mild=mild)
        return None


def _ended(values: _Values, given: Given, year: int | None, series: int, today: date, *, last: bool) -> Given | None:
    """With its end: what the list says of the last one, where that can be; else what the law says."""
    if given.issued and given.issued > today:
        values.note(Code.DATE_AHEAD, Field.DECIDED_ON, series)
        return None
    said = _expires(values, series, today, last=last, mild=given.issued is not None)
    failed = any(finding.code in {Code.DATE, Code.DATE_NONE} and not finding.mild for finding in values.findings)
    if given.issued is None and (failed or not (said or year)):
        if not failed:
            values.note(Code.NO_DATE, Field.DECIDED_ON, series)
        return None
    if given.issued is None:
        return replace(given, expires=_without_day(values, said, year, series, today, last=last))
    by_law = end_of_recognition(given.issued)
    if said and said <= given.issued:
        values.note(Code.EXPIRES_BEFORE, Field.EXPIRES, day=f"{by_law:%d/%m/%Y}")
        said = None
    elif said and abs((said - by_law).days) > 31:
        values.note(Code.EXPIRES_OTHER, Field.EXPIRES, day=f"{by_law:%d/%m/%Y}")
    return _told_of_end(values, replace(given, expires=said or by_law), today, last=last)


def _expires(values: _Values, series: int, today: date, *, last: bool, mild: bool) -> date | None:
    own = values.layout.at(Field.EXPIRES, series)
    if own is None and not last:
        return None
    return _day(values, Field.EXPIRES, series if own is not None else 0, today, mild=mild)


def _without_day(
    values: _Values, said: date | None, year: int | None, series: int, today: date, *, last: bool
) -> date | None:
    """Only a year is told: it holds until the earliest day that this can mean."""
    ends = said or (end_of_recognition(date(year, 1, 1)) if year else None)
    if year and not said and ends:
        values.note(Code.YEAR_ONLY, Field.YEAR, series, day=f"{ends:%d/%m/%Y}")
    return _told_of_end(values, Given(0, expires=ends), today, last=last).expires


def _told_of_end(values: _Values, given: Given, today: date, *, last: bool) -> Given:
    if last and given.expires and given.expires < today:
        values.note(Code.EXPIRED, Field.EXPIRES, day=f"{given.expires:%d/%m/%Y}")
    return given

"""Days said from today on: "thứ hai tuần sau", "3 ngày nữa", "ngày 15 tháng sau", "cuối tháng này", "mùng 5 tết"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_domain.reading.lunar import lunar_to_solar
from ocop_domain.text import fold

_POLITE = r"(?:da |thua |vao |la |moi |khoang |tam |chung |nhe |nha |a |em |luc |sang |chieu |hom )*"
_DIGITS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_LAST_DAYS = {"hai tam": 28, "hai muoi tam": 28, "hai chin": 29, "hai muoi chin": 29, "ba muoi": 30}
"""The days before the new year, as they are said: "ba mươi tết"."""
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_DIGITS)}|vai)"
_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
_WEEKDAY = r"(?:(?:thu|t) ?(?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat|cn))"
_NEXT, _THIS, _LAST = r"(?:sau|toi|ke|ke tiep)", r"(?:nay)", r"(?:truoc|roi|vua roi|qua|vua qua)"
_WHICH = rf"(?P<which>{_NEXT}|{_THIS}|{_LAST})"
_PARTS = {"dau": 1, "giua": 15, "cuoi": 31, "het": 31}


@dataclass(frozen=True, slots=True)
class SpokenDays:
    """The days that may be meant, the likeliest first; `sure` where only the first may."""

    days: tuple[date, ...]
    sure: bool = False


def spoken_days(raw: str, today: date) -> SpokenDays | None:
    """The days of a text that says one by today's; None where it says none."""
    said = re.sub(r"\s+", " ", fold(raw)).strip()
    for pattern, days in _WAYS:
        if (match := pattern.fullmatch(said)) and (found := days(match, today)):
            return found
    return None


def _counted(match: re.Match[str], today: date) -> SpokenDays | None:
    """ "3 ngày nữa", "cách đây 2 tuần", "hai tháng trước"."""
    said = match["count"]
    count = int(said) if said.isdecimal() else _DIGITS.get(said, 0)
    ahead = -1 if match.groupdict().get("ago") else 1
    unit = match["unit"]
    if not count:
        return None
    if unit in {"ngay", "hom", "bua"}:
        return SpokenDays((today + timedelta(days=ahead * count),), sure=True)
    if unit == "tuan":
        return SpokenDays((today + timedelta(weeks=ahead * count),))
    months = count * (12 if unit == "nam" else 1)
    return SpokenDays((_months_on(today, ahead * months),))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _in_month(year, month + 1, day.day)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _weekday(match: re.Match[str], today: date) -> SpokenDays:
    """Of the week that is named; without one the next, and the one before it, are asked about."""
    wanted = 6 if match["sunday"] else _WEEKDAYS[match["weekday"]]
    monday = today - timedelta(days=today.weekday())
    which = match["which"] or ""
    this = monday + timedelta(days=wanted)
    if match["week"]:
        weeks = _step(which)
        return SpokenDays((this + timedelta(weeks=weeks),), sure=True)
    if which and _step(which) < 0:
        return SpokenDays((this if this < today else this - timedelta(weeks=1),))
    following = this if this > today else this + timedelta(weeks=1)
    return SpokenDays((following,) if which else (following, following - timedelta(weeks=1)))


def _step(which: str) -> int:
    """How many weeks, months or years on: "tuần sau" is one."""
    if re.fullmatch(_NEXT, which):
        return 1
    return -1 if re.fullmatch(_LAST, which) else 0


def _day_of_month(match: re.Match[str], today: date) -> SpokenDays | None:
    """ "ngày 15 tháng sau", and "ngày 15", which is of this month or of the next one."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    if match["which"] and match["month"]:
        first = _months_on(today.replace(day=1), _step(match["which"]))
        return SpokenDays((_in_month(first.year, first.month, day),), sure=day <= 28)
    months = [_months_on(today.replace(day=1), step) for step in (0, 1, -1)]
    fitting = [date(m.year, m.month, day) for m in months if day <= monthrange(m.year, m.month)[1]]
    return SpokenDays(tuple(fitting))


def _part_of_month(match: re.Match[str], today: date) -> SpokenDays:
    """ "cuối tháng này", "đầu tháng 5": a day of it is proposed, and asked about."""
    day = _PARTS[match["part"]]
    which, number = match["which"], match["number"]
    if number:
        month = int(number)
        year = int(match["year"]) if match["year"] else today.year
        years = (year,) if match["year"] else (year, year + 1, year - 1)
        return SpokenDays(tuple(_in_month(y, month, day) for y in years)) if 1 <= month <= 12 else SpokenDays(())
    first = _months_on(today.replace(day=1), _step(which or ""))
    return SpokenDays((_in_month(first.year, first.month, day),))


def _part_of_year(match: re.Match[str], today: date) -> SpokenDays:
    """ "cuối năm nay", "đầu năm sau", "cuối năm 2021"."""
    year = int(match["year"]) if match["year"] else today.year + _year_step(match["which"] or "")
    month, day = {"dau": (1, 1), "giua": (6, 30)}.get(match["part"], (12, 31))
    return SpokenDays((date(year, month, day),))


def _year_step(which: str) -> int:
    return -1 if which == "ngoai" else _step(which)


def _new_year(match: re.Match[str], today: date) -> SpokenDays | None:
    """ "mùng 5 tết", "30 tết": of the new year that is named, else of the nearest, and the one before or behind it."""
    said = match["day"]
    day = int(said) if said.isdecimal() else _DIGITS.get(said) or _LAST_DAYS.get(said, 0)
    near = (int(match["year"]),) if match["year"] else (today.year + step for step in (-1, 0, 1))
    years = sorted(near, key=lambda year: abs(_first_day(year) - today))
    if day >= 20:  # before the new year
        found = [_first_day(year) - timedelta(days=max(31 - day, 1)) for year in years]
    else:
        found = [_first_day(year) + timedelta(days=day - 1) for year in years]
    return SpokenDays(tuple(found)) if day else None


def _first_day(year: int) -> date:
    first = lunar_to_solar(1, 1, year)
    assert first, "every lunar year has a first day"
    return first


def _way(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_POLITE}{pattern}(?: (?:a|nha|nhe|nghe|nghen|em|luon|do))*")


_YEAR = r"(?: (?:nam )?(?P<year>(?:19|20)\d\d))?"
_UNIT = r"(?P<unit>ngay|hom|bua|tuan|thang|nam)"
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], SpokenDays | None]], ...] = (
    (_way(rf"{_COUNT} {_UNIT} (?:nua|toi)"), _counted),
    (_way(rf"{_COUNT} (?P<unit>ngay|tuan) sau"), _counted),
    (_way(rf"(?:sau|trong|con|trong vong) {_COUNT} {_UNIT}(?: nua)?"), _counted),
    (_way(rf"{_COUNT} {_UNIT} (?P<ago>truoc|roi|qua)"), _counted),
    (_way(rf"(?P<ago>cach day|cach nay|truoc day) {_COUNT} {_UNIT}"), _counted),
    (_way(rf"{_WEEKDAY}(?P<week> tuan)?(?: {_WHICH})?"), _weekday),
    (_way(rf"(?:ngay |mung |mong )*(?P<day>\d{{1,2}})(?P<month> thang)?(?: {_WHICH})?"), _day_of_month),
    (
        _way(
            rf"(?:ngay |truoc )*(?P<part>dau|giua|cuoi|het) thang"
            rf"(?: (?:{_WHICH}|(?P<number>\d{{1,2}})(?:(?: nam|/| )+(?P<year>(?:19|20)\d\d))?))?"
        ),
        _part_of_month,
    ),
    (
        _way(
            rf"(?P<part>dau|giua|cuoi|het) nam"
            rf"(?: (?:(?P<which>{_NEXT}|{_THIS}|{_LAST}|ngoai)|(?P<year>(?:19|20)\d\d)))?"
        ),
        _part_of_year,
    ),
    (_way(rf"(?:mung|mong) (?P<day>\d{{1,2}}|{'|'.join(_DIGITS)}) tet{_YEAR}"), _new_year),
    (_way(rf"(?:ngay )?(?P<day>\d{{1,2}}|{'|'.join(_LAST_DAYS)}) tet{_YEAR}"), _new_year),
)

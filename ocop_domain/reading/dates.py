"""A calendar day as people write and say it: "12/5/98", "ngày mười lăm tháng ba năm 2021", "mùng 5 tháng giêng"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_domain.errors import Refusal
from ocop_domain.reading.day_words import LISTS, is_read, month_at, part, year_at
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, items, unread
from ocop_domain.reading.lunar import lunar_to_solar, solar_days
from ocop_domain.reading.numerals import numeral_at
from ocop_domain.reading.spoken_days import SpokenDays, spoken_days
from ocop_domain.reading.tokens import Tokens, tokens

OLDEST = 1945
YEARS_AHEAD = 50
_WRITTEN = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})"
    r"|(?P<day>\d+)(?:\s*[-/.,_]+\s*|\s+)(?P<month>\d{1,2})(?:\s*[-/.,_]+\s*|\s+)(?P<year>\d{4}|\d{1,2})"
    r"|(?P<run>\d{8}))(?!\d)"
)
_NO_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})\s*[-/.]\s*(\d{1,2})(?![\d/.-])")
_TWO_DAYS = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})\s*(?:[-–,]|đến|den|tới|toi|và|va|hoặc|hoac)\s*(?P<other>\d{1,2})"
    r"\s*/\s*(?P<month>\d{1,2})(?:\s*/\s*(?P<year>\d{4}))?(?![\d/.-])",
    re.IGNORECASE,
)
"""Two days of one month: "15-17/12"."""
_MONTH_ONLY = re.compile(
    r"(?:\D*\b(?:tháng|thang|t)\s*)?(?P<month>0?[1-9]|1[0-2])\s*(?:[-/.]|năm|nam|\s)\s*(?P<year>(?:19|20)\d\d)\D*",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b\d{1,2}\s*(?:h|g|giờ|gio)(?:\s*\d{2})?\b|\b\d{1,2}:\d{2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A day as it was said; `year` is 0 where none was."""

    day: int
    month: int
    year: int = 0
    lunar: bool = False
    either: bool = False
    """"mùng 2 tháng 9" may be meant by either calendar."""
    sure: bool = True


def read_date(raw: str, today: date, *, past: bool = False) -> str:
    """A calendar day as ISO text; a lunar day, one without a year and one with words left over are asked about."""
    pieces = tokens(_HOUR.sub(_AN_HOUR, raw))
    if relative := _relative(pieces, today):
        return _checked(relative, today, past=past)
    if spoken := spoken_days(raw, today):
        return _spoken(spoken, today, past=past)
    if both := _two_days(pieces.raw, today, past=past):
        raise Unsure("error.date", *both)
    written = list(_WRITTEN.finditer(pieces.raw))
    if len(written) > 1:
        days = (_try(_in_digits(match, today, past=past), today, past=past) for match in written)
        raise Unsure("error.date", *dict.fromkeys(day for day in days if day))
    said = _in_digits(written[0], today, past=past) if written else _in_words(pieces, today)
    if said is None and (short := _NO_YEAR.search(pieces.raw)):
        rest = pieces.raw[: short.start()] + " " + pieces.raw[short.end() :]
        said = _with_rest(_Said(int(short[1]), int(short[2])), rest)
    if said is None:
        raise _without_a_day(pieces.raw)
    if written:
        rest = pieces.raw[: written[0].start()] + " " + pieces.raw[written[0].end() :]
        said = _with_rest(said, rest)
    return _value(said, today, past=past)


_AN_HOUR = " lúc "
"""In the place of an hour: a word that is not read, so that the day is asked about."""


def _spoken(found: SpokenDays, today: date, *, past: bool) -> str:
    """A day said by today's: what is over comes first where it must be over, what is to come elsewhere."""
    days = sorted(found.days, key=lambda day: (day > today) == past and day != today)
    fitting = [day.isoformat() for day in days if _fits(day, today, past=past)]
    if not fitting:
        raise Refusal("error.date_future" if found.days else "error.date")
    if found.sure and len(fitting) == 1:
        return fitting[0]
    raise Unsure("error.date", *fitting[:2])


def _two_days(raw: str, today: date, *, past: bool) -> list[str]:
    """Both days of "15-17/12"; of "12-5/2021" the second is a month."""
    found = _TWO_DAYS.search(raw)
    if found is None or not int(found["one"]) < int(found["other"]) <= 31:
        return []
    year, month = int(found["year"] or 0), int(found["month"])
    if month > 12:
        return []
    years = (year,) if year else _years(today, past=past)
    days = [_try(_Said(int(found[name]), month, y), today, past=past) for y in years for name in ("one", "other")]
    return [day for day in days if day][:2]


def _without_a_day(raw: str) -> Refusal:
    """A month or a year alone is told as such: the day is missing."""
    if found := _MONTH_ONLY.fullmatch(raw.strip()):
        return Refusal("error.date_no_day", when=f"{int(found['month']):02}/{found['year']}")
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", raw)
    if len(years) == 1 and not re.sub(r"\D", "", raw.replace(years[0], "")):
        return Refusal("error.date_no_day", when=years[0])
    return Refusal("error.date")


def _relative(pieces: Tokens, today: date) -> date | None:
    """ "hôm qua" and its like, with nothing beside it."""
    found = items(pieces, ("polite", "day_words"), first=("relative_days",))
    days = [item for item in found if item.is_("relative_days")]
    if len(days) != 1 or unread(found, "relative_days", "polite", "day_words") or len(found) > 3:
        return None
    return today + timedelta(days=days[0].value)


def _in_digits(match: re.Match[str], today: date, *, past: bool) -> _Said:
    if run := match["run"]:
        if run[:2] in {"19", "20"} and int(run[4:6]) in range(1, 13) and int(run[2:4]) > 12:
            return _Said(int(run[6:]), int(run[4:6]), int(run[:4]))
        return _Said(int(run[:2]), int(run[2:4]), int(run[4:]))
    if match["y"]:
        return _Said(int(match["d"]), int(match["m"]), int(match["y"]))
    day = int(match["day"]) if len(match["day"]) < 3 else 99
    return _Said(day, int(match["month"]), _full_year(match["year"], today, past=past))


def _full_year(typed: str, today: date, *, past: bool) -> int:
    """Two digits are of this century; where a day must be over and would not be, of the last."""
    if len(typed) != 2:
        return int(typed)
    year = 2000 + int(typed)
    return year - 100 if past and year > today.year and year - 100 >= OLDEST else year


def _with_rest(said: _Said, rest: str) -> _Said:
    found = items(tokens(rest), LISTS)
    lunar = any(item.is_("lunar") for item in found)
    left = [item for item in unread(found, "lunar", "day_words", "polite", "about") if item.text not in "-–/"]
    numbers = any(item.is_(NUMBER) for item in found)
    return _Said(said.day, said.month, said.year, lunar, sure=not left and not numbers)


def _in_words(pieces: Tokens, today: date) -> _Said | None:
    """ "ngày mười lăm tháng ba năm 2021", "rằm tháng bảy", "mùng 5 tháng giêng"."""
    at = next((i for i in range(len(pieces.all)) if pieces.value(i, "month_word")), None)
    if at is None:
        return None
    named = bool(pieces.value(at + 1, "month_names"))
    month, behind = month_at(pieces, at + 1)
    if not month:
        return None
    marked, behind = _past_lunar(pieces, behind)
    ahead, end = pieces.phrase(behind, "relative_years")
    year = today.year + ahead if ahead is not None else 0
    if ahead is None:
        year, end = year_at(pieces, behind)
    day, first, full = _day_before(pieces, at)
    if day is None:
        day, end = _day_behind(pieces, end)
        year, end = (year, end) if year else year_at(pieces, end)
    if day is None:
        return None
    before = items(part(pieces, 0, first), LISTS)
    after = items(part(pieces, end, len(pieces.all)), LISTS)
    marked = marked or any(item.is_("lunar") for item in (*before, *after))
    early = any(pieces.value(i, "first_days") for i in range(at))
    lunar = named or full or marked
    return _Said(day, month, year, lunar, early and not lunar, is_read((*before, *after)))


def _past_lunar(pieces: Tokens, i: int) -> tuple[bool, int]:
    """Whether "âm lịch" stands between the month and the year, and what is behind it."""
    found, end = pieces.phrase(i, "lunar")
    return found is not None, end


def _day_behind(pieces: Tokens, i: int) -> tuple[int | None, int]:
    """The day that is said last: "tháng tư năm 2019, ngày mười hai"."""
    token = pieces.at(i)
    at = i + 1 if token is not None and token.low == "," else i
    found = numeral_at(pieces, at + 1) if pieces.value(at, "day_words") else None
    return (int(found.value), found.end) if found and 1 <= found.value <= 31 else (None, i)


def _day_before(pieces: Tokens, month_at: int) -> tuple[int | None, int, bool]:
    """The day before the word for month, where its words begin, and whether it is the day of the full moon."""
    if pieces.value(month_at - 1, "full_moon"):
        return 15, month_at - 1, True
    for start in range(max(0, month_at - 3), month_at):
        found = numeral_at(pieces, start)
        if found and found.end == month_at and 1 <= found.value <= 31:
            return int(found.value), start, False
    return None, month_at, False


def _value(said: _Said, today: date, *, past: bool) -> str:
    if said.lunar or said.either:
        return _lunar(said, today, past=past)
    if not (said.day and said.month):
        raise Refusal("error.date")
    if not said.year:
        near = [_try(_Said(said.day, said.month, year), today, past=past) for year in _years(today, past=past)]
        found = sorted((day for day in near if day), key=lambda day: abs(date.fromisoformat(day) - today))
        if not found:
            raise Refusal("error.date_none")
        raise Unsure("error.date", *found[:2])
    try:
        day = date(said.year, said.month, said.day)
    except (ValueError, OverflowError):
        _offer_turned(said, today, past=past)
        raise Refusal("error.date_none") from None
    checked = _checked(day, today, past=past)
    if not said.sure:
        raise Unsure("error.date", checked)
    return checked


def _offer_turned(said: _Said, today: date, *, past: bool) -> None:
    """ "03/15/2021": month and day may be turned."""
    if said.month > 12 and (day := _try(_Said(said.month, said.day, said.year), today, past=past)):
        raise Unsure("error.date_none", day)


def _years(today: date, *, past: bool) -> tuple[int, ...]:
    return (today.year, today.year - 1) if past else (today.year, today.year + 1)


def _lunar(said: _Said, today: date, *, past: bool) -> str:
    """Always asked: the day that we reckoned is shown as a date."""
    if said.year:
        on = lunar_to_solar(said.day, said.month, said.year)
        if on and past and on > today:
            raise Refusal("error.date_future")
        days = [on] if on else []
    else:
        days = [day for day in solar_days(said.day, said.month, today) if (day <= today) == past or day == today]
        days.sort(key=lambda day: abs(day - today))
        days = days[:2]
    found = [day.isoformat() for day in days if _fits(day, today, past=past)]
    if said.either:
        years = (said.year,) if said.year else _years(today, past=past)
        plain = [_try(_Said(said.day, said.month, year), today, past=past) for year in years]
        found = [*(day for day in plain if day), *found]
    if not found:
        raise Refusal("error.date_none")
    raise Unsure("error.date", *dict.fromkeys(found[:4]))


def _try(said: _Said, today: date, *, past: bool) -> str:
    """The day as ISO text; "" where there is none, or it may not be."""
    try:
        day = date(said.year, said.month, said.day)
    except (ValueError, OverflowError):
        return ""
    return day.isoformat() if _fits(day, today, past=past) else ""


def _fits(day: date, today: date, *, past: bool) -> bool:
    return OLDEST <= day.year <= today.year + YEARS_AHEAD and not (past and day > today)


def _checked(day: date, today: date, *, past: bool) -> str:
    if past and day > today:
        raise Refusal("error.date_future")
    if not _fits(day, today, past=past):
        raise Refusal("error.date")
    return day.isoformat()

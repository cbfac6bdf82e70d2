"""A calendar day as people write and say it: "12/5/98", "ngày mười lăm tháng ba năm 2021", "mùng 5 tháng giêng"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, Item, items, unread
from ocop_domain.reading.lunar import lunar_to_solar, solar_days
from ocop_domain.reading.numerals import numeral_at
from ocop_domain.reading.tokens import Tokens, tokens

OLDEST = 1945
YEARS_AHEAD = 50
_WRITTEN = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})"
    r"|(?P<day>\d+)(?:\s*[-/.]\s*|\s+)(?P<month>\d{1,2})(?:\s*[-/.]\s*|\s+)(?P<year>\d{4}|\d{1,2})"
    r"|(?P<run>\d{8}))(?!\d)"
)
_NO_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})\s*[-/]\s*(\d{1,2})(?![\d/.-])")
_LISTS = ("lunar", "day_words", "month_word", "polite", "about", "small")


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
    pieces = tokens(raw)
    if relative := _relative(pieces, today):
        return _checked(relative, today, past=past)
    written = list(_WRITTEN.finditer(pieces.raw))
    if len(written) > 1:
        days = (_try(_in_digits(match, today, past=past), today, past=past) for match in written)
        raise Unsure("error.date", *dict.fromkeys(day for day in days if day))
    said = _in_digits(written[0], today, past=past) if written else _in_words(pieces)
    if said is None and (short := _NO_YEAR.search(pieces.raw)):
        rest = pieces.raw[: short.start()] + " " + pieces.raw[short.end() :]
        said = _with_rest(_Said(int(short[1]), int(short[2])), rest)
    if said is None:
        raise Refusal("error.date")
    if written:
        rest = pieces.raw[: written[0].start()] + " " + pieces.raw[written[0].end() :]
        said = _with_rest(said, rest)
    return _value(said, today, past=past)


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
    return year - 100 if past and year > today.year else year


def _with_rest(said: _Said, rest: str) -> _Said:
    found = items(tokens(rest), _LISTS)
    lunar = any(item.is_("lunar") for item in found)
    left = [item for item in unread(found, "lunar", "day_words", "polite", "about") if item.text not in "-–/"]
    numbers = any(item.is_(NUMBER) for item in found)
    return _Said(said.day, said.month, said.year, lunar, sure=not left and not numbers)


def _in_words(pieces: Tokens) -> _Said | None:
    """ "ngày mười lăm tháng ba năm 2021", "rằm tháng bảy", "mùng 5 tháng giêng"."""
    at = next((i for i in range(len(pieces.all)) if pieces.value(i, "month_word")), None)
    if at is None:
        return None
    named = bool(pieces.value(at + 1, "month_names"))
    month, behind = _month_at(pieces, at + 1)
    if not month:
        return None
    year, end = _year_at(pieces, behind)
    day, first, full = _day_before(pieces, at)
    if day is None:
        return None
    before = items(_part(pieces, 0, first), _LISTS)
    after = items(_part(pieces, end, len(pieces.all)), _LISTS)
    marked = any(item.is_("lunar") for item in (*before, *after))
    early = any(pieces.value(i, "first_days") for i in range(at))
    lunar = named or full or marked
    return _Said(day, month, year, lunar, early and not lunar, _is_read((*before, *after)))


def _part(pieces: Tokens, start: int, end: int) -> Tokens:
    return Tokens(pieces.raw, pieces.all[start:end], pieces.marked, pieces.words)


def _is_read(found: Sequence[Item]) -> bool:
    return not unread(found, "lunar", "day_words", "polite", "about") and not any(i.is_(NUMBER) for i in found)


def _month_at(pieces: Tokens, i: int) -> tuple[int, int]:
    """The month that begins here, and the piece behind it; one word, so that "ba năm hai nghìn" is March of 2000."""
    token = pieces.at(i)
    if token is None:
        return 0, i
    if token.number is not None:
        return (int(token.number), i + 1) if token.digits < 3 and token.number == int(token.number) else (0, i)
    if pieces.value(i, "ten"):
        more = None if pieces.value(i + 1, "year_word") else pieces.value(i + 1, "digits")
        return (10 + more, i + 2) if more in {1, 2} else (10, i + 1)
    for name in ("month_names", "digits", "last_digits"):
        if (found := pieces.value(i, name)) is not None:
            return int(found), i + 1
    return 0, i


def _year_at(pieces: Tokens, i: int) -> tuple[int, int]:
    start = i + 1 if pieces.value(i, "year_word") else i
    token = pieces.at(start)
    if token is not None and token.low in {"/", "-", ","}:
        start += 1
    found = numeral_at(pieces, start)
    if found is None or not 1900 <= found.value <= 2200:
        return 0, i
    return int(found.value), found.end


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
        found = [day for day in near if day]
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


_MONTH = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})|(?P<month>\d{1,2})\s*[-/.\s]\s*(?P<year>\d{4}|\d{2})|(?P<alone>\d{1,2}))(?!\d)"
)


def read_month(raw: str, today: date) -> tuple[int, int]:
    """Year and month: "9/2027", "tháng chín sang năm"; a month alone is the next one of its name."""
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
    return _sure_month(full, items(tokens(rest), _LISTS))


def _month_in_words(pieces: Tokens, at: int, today: date) -> tuple[int, int]:
    month, behind = _month_at(pieces, at + 1)
    ahead, end = pieces.phrase(behind, "relative_years")
    year = today.year + ahead if ahead is not None else 0
    token = pieces.at(behind)
    if token is not None and token.low in {"/", "-"}:
        behind += 1
    if ahead is None:
        year, end = _year_at(pieces, behind)
    full = _month_of(month, year, today)
    rest = (*items(_part(pieces, 0, at), _LISTS), *items(_part(pieces, end, len(pieces.all)), _LISTS))
    return _sure_month(full, rest)


def _month_of(month: int, year: int, today: date) -> tuple[int, int]:
    if not 1 <= month <= 12:
        raise Refusal("error.month")
    return year or today.year + (month < today.month), month


def _sure_month(found: tuple[int, int], rest: Sequence[Item]) -> tuple[int, int]:
    if _is_read(rest):
        return found
    raise Unsure("error.month", found)

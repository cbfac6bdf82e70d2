"""The Vietnamese lunar calendar, by the well-known rules: months begin on the day of the new moon at UTC+7, and the
month of the winter solstice is the eleventh.

The positions of moon and sun are those of Jean Meeus, "Astronomical Algorithms" (1998), chapters 49 and 25, cut to the
terms that decide the day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

_MONTH = 29.530588853
_FIRST = 2415021.076998695
"""The new moon of January 1900."""
_ZONE = 7 / 24
_RADIAN = pi / 180
_EPOCH = date(2000, 1, 1).toordinal() - 2451545


def lunar_to_solar(day: int, month: int, year: int, *, leap: bool = False) -> date | None:
    """The calendar day of a day of a lunar month; None where that year has no such day."""
    if not (1 <= day <= 30 and 1 <= month <= 12):
        return None
    begin, following = (_eleventh(year - 1), _eleventh(year)) if month < 11 else (_eleventh(year), _eleventh(year + 1))
    ahead = (month - 11) % 12
    extra = _leap_offset(begin) if following - begin > 365 else 0
    if leap and (not extra or extra - 1 != ahead):
        return None
    ahead += bool(extra and (leap or ahead >= extra))
    k = floor(0.5 + (begin - _FIRST) / _MONTH)
    first = _new_moon(k + ahead)
    if day > _new_moon(k + ahead + 1) - first:
        return None
    return date.fromordinal(first + day - 1 + _EPOCH)


@lru_cache(maxsize=256)
def _eleventh(year: int) -> int:
    """The first day of the eleventh month of a year, as a Julian day."""
    last = date(year, 12, 31).toordinal() - _EPOCH
    k = floor((last - _FIRST) / _MONTH)
    found = _new_moon(k)
    return _new_moon(k - 1) if _sun(found) >= 9 else found


def _leap_offset(begin: int) -> int:
    """Which month behind the eleventh is the leap month: the first in which the sun enters no new sign."""
    k = floor((begin - _FIRST) / _MONTH + 0.5)
    last = _sun(_new_moon(k + 1))
    for i in range(2, 15):
        sign = _sun(_new_moon(k + i))
        if sign == last:
            return i - 1
        last = sign
    return 0


@lru_cache(maxsize=4096)
def _new_moon(k: int) -> int:
    """The Julian day of the k-th new moon since 1900, in Vietnam."""
    t = k / 1236.85
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * _RADIAN)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * _RADIAN
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * _RADIAN
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * _RADIAN
    c = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    c += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    c += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    c += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + c - delta + 0.5 + _ZONE)


def _sun(julian: int) -> int:
    """The sign (0 to 11) in which the sun stands at the beginning of a day in Vietnam."""
    t = (julian - 2451545.5 - _ZONE) / 36525
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * _RADIAN
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    equation = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    equation += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(((mean + equation) % 360) / 30)


def solar_days(day: int, month: int, around: date) -> list[date]:
    """That lunar day in this year and its neighbours, the latest first."""
    found = (lunar_to_solar(day, month, year) for year in (around.year + 1, around.year, around.year - 1))
    return [on for on in found if on is not None and abs(on - around) < timedelta(days=800)]

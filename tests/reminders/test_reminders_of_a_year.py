"""Reminders of a whole year, counted for each role and programme: few enough to be read."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from support.each import each

from bot.handlers.reporting import reminding
from bot.handlers.visits import findings
from bot.kit.clock import VIETNAM
from bot.records.reports import ReportRequest
from bot.records.visits import VisitFinding
from bot.reminders.occurrences import YearOfDuties, year_of
from bot.reminders.rules import RULES
from ocop_domain.areas import load_areas
from ocop_domain.duties.audience import Above, Around, Begun, Helpers, Wave
from ocop_domain.duties.reminding import MOST, in_digest, told_on
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.working_days import working_day_before

AREAS = load_areas()
PROGRAMMES = [load_programme(id_) for id_ in all_programmes()]
ABOVE = {"commune_officer": "subject", "district_staff": "commune", "province_staff": "district"}
"""Of which level who looks after it hears that it is late."""
OF_THE_CALENDAR = frozenset(
    {"opens", "round_near", "before_due", "list_up", "report", "overdue", "above", "digest", "begun"}
)
EVERYBODY = "everybody"
"""Of what began by an act: it may be anybody's task."""
RULES_OF_THE_CALENDAR = tuple(rule for rule in RULES if rule.id in OF_THE_CALENDAR)


def _year(of: Programme) -> int:
    """The year that is rehearsed: that of the demonstration."""
    return of.demo_date.year


def _months(of: Programme) -> Iterator[tuple[YearOfDuties, list[date]]]:
    """Each month with what may be told in it: looking at all of five years on each day would be slow."""
    year = year_of(of, (), AREAS, of.demo_date)
    for month in range(1, 13):
        days = [date(_year(of), month, day) for day in range(1, monthrange(_year(of), month)[1] + 1)]
        first, last = days[0] - timedelta(days=40), days[-1] + timedelta(days=40)
        near = tuple(v for v in year.variants if v.occurrence.opens <= last and v.occurrence.last_day >= first)
        yield replace(year, variants=near), days


def _who(wave: Wave) -> str:
    """Whom a wave is for, as widely as may be: each agency's duties count for the whole level."""
    match wave.audience:
        case Around():
            return "producer"
        case Begun():
            return EVERYBODY
        case Helpers(occurrence, _):
            return f"helpers {occurrence.duty.role}"
        case Above(occurrence, _):
            return f"above {occurrence.duty.level}"
        case _:
            occurrence = getattr(wave.audience, "occurrence", None)
            return occurrence.duty.role if occurrence else "official"


@cache
def _of_what_no_programme_names(year: int) -> frozenset[date]:
    """When a report that was asked for, or what a visit found, is told of before its last day, whichever that is."""
    found: set[date] = set()
    for number in range(366):
        last = date(year, 1, 1) + timedelta(days=number)
        asked = last - timedelta(days=30)
        made = datetime.combine(asked, time(9), VIETNAM)
        request = ReportRequest("r", "unit", "plan", "Báo cáo", (), "producer", last, 1, made)
        finding = VisitFinding("f", "visit", "product", 1, "unit", "labels", "Nhãn", last)
        told = {*reminding.days_of(request), *findings.days_of(finding, asked)}
        assert max(told) == working_day_before(last)
        found |= told - {working_day_before(last)}
    return frozenset(found)


@cache
def _told(id_: str) -> dict[str, list[Wave]]:
    """All calendar reminders of the year by whom they are for."""
    found: dict[str, list[Wave]] = defaultdict(list)
    for year, days in _months(load_programme(id_)):
        for wave in (wave for day in days for rule in RULES_OF_THE_CALENDAR for wave in rule.waves(year, day)):
            found[_who(wave)].append(wave)
    return found


@each("of", PROGRAMMES)
def test_nobody_gets_more_than_two_calendar_reminders_a_week_but_for_last_days(of: Programme) -> None:
    told = _told(of.id)
    for who in ("producer", "commune_officer", "district_staff", "province_staff", "council"):
        helps = [wave for whom, waves in told.items() if whom.startswith("helpers") for wave in waves]
        every = [*told[who], *told[f"above {ABOVE.get(who)}"], *told["official"], *told[EVERYBODY], *helps]
        weeks: dict[tuple[int, int], set[date]] = defaultdict(set)
        for wave in every:
            if not wave.official:  # the last day itself
                weeks[wave.on.isocalendar()[:2]].add(wave.on)
        for on in _of_what_no_programme_names(_year(of)):
            weeks[on.isocalendar()[:2]].add(on)
        assert all(len(days) <= 2 for days in weeks.values()), (of.id, who)


@each("of", PROGRAMMES)
def test_nobody_is_reminded_of_one_time_of_a_duty_more_than_four_times(of: Programme) -> None:
    times: Counter[tuple[str, str]] = Counter()
    for who, waves in _told(of.id).items():
        for wave in waves:
            occurrence = getattr(wave.audience, "occurrence", None)
            if occurrence and not who.startswith("above"):
                times[who, occurrence.key] += 1
    assert max(times.values(), default=0) <= MOST
    assert all(len(told_on(o)) <= MOST for o in of.occurrences)


@each("of", PROGRAMMES)
def test_what_only_informs_has_no_last_day_for_anybody(of: Programme) -> None:
    quiet = {o.key for o in of.occurrences if in_digest(o)}
    for waves in (waves for who, waves in _told(of.id).items() if who != EVERYBODY):
        assert not [wave for wave in waves if wave.official and wave.audience.occurrence.key in quiet]  # type: ignore[union-attr]

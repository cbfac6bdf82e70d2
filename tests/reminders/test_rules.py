"""What each reminder rule asks for, day by day: what a table does not name is not due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.examples import examples

from bot.reminders.occurrences import Variant, YearOfDuties, year_of
from bot.reminders.rules import RULES
from bot.reminders.rules.common import came_in
from bot.reminders.service import waves
from ocop_domain.areas import NATION, load_areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import (
    Above,
    Around,
    Begun,
    Checkers,
    Drafts,
    EvidencePapers,
    Helpers,
    Open,
    Owners,
    Quiet,
    Wave,
)
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import REMIND, Concerns, Done, Duty, DutyKind, Occurrence, Recurrence
from ocop_domain.duties.reminding import SLOTS, told_on
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Due, NextStep, Programme
from ocop_domain.territories import duty_territory

AREAS = load_areas()
PROVINCE, CITY, NGOC_HIEN, DINH_BINH, DAT_MUI = "o96", "o964", "o973", "o32035", "o32248"
CAMAU = load_programme("camau-2022")
BY_RULE = {rule.id: rule for rule in RULES}


def day(text: str | date) -> date:
    """A day, of 2022 unless the year stands there."""
    if isinstance(text, date):
        return text
    return date.fromisoformat(f"2022-{text}" if len(text) == 5 else text)


def duty(id_: str, opens: str | date | None = None, due: str | date | None = None, **changes: object) -> Duty:
    """A commune's duty of 2022, unless told otherwise."""
    fields: dict[str, object] = {
        "id": id_,
        "step": 2,
        "kind": DutyKind.WINDOW,
        "title": "Làm một việc",
        "role": "commune_officer",
        "level": "commune",
        "source": "I",
        "opens": day(opens) if opens else None,
        "due": day(due) if due else None,
    }
    return Duty(**(fields | changes))  # type: ignore[arg-type]


def programme(*duties: Duty, **next_: Due) -> Programme:
    """A small programme of the year 2022; `next_` says by when the next step on a product is due."""
    officer = "commune_officer"
    actors = {"draft": "producer", "sent": officer, "returned": "producer", "filed": officer, "supplement": "producer"}
    steps = {state: NextStep(actors[state], due, "I") for state, due in next_.items()}
    return replace(CAMAU, id="small", duties=duties, next=steps)


def moved(duty_id: str, was: str, to: str, on: str, area: str = "") -> Moved:
    return Moved(duty_id, "once", area, day(was), day(to), "Mưa lũ", day(on))


def year(of: Programme, *moves: Moved) -> YearOfDuties:
    return year_of(of, moves, AREAS, of.valid_from)


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def of_rule(rule: str, here: YearOfDuties, first: date, last: date) -> list[Wave]:
    return [wave for on in days(first, last) for wave in BY_RULE[rule].waves(here, on)]


# How a table says it


def whom(wave: Wave, thing: date | None) -> str:
    match wave.audience:
        case Open(o, territory) | Above(o, territory) | Around(o, territory) | Helpers(o, territory):
            kind = {"Open": "", "Above": "above ", "Around": "around ", "Helpers": "help "}[
                type(wave.audience).__name__
            ]
            inside = f" in {len(territory.units)} places" if not territory.unplaced else ""
            outside = f" beside {len(territory.beside)} places" if territory.beside else ""
            return f"{kind}{o.key}{inside}{outside}"
        case Drafts(_, touched):
            return f"last touched {touched}"
        case Owners(state):
            return f"{state} {thing}"
        case Checkers(state=state):
            return f"{state} {thing}"
        case Begun(first, last):
            return f"begun for {first:%m-%d} to {last:%m-%d}"
        case Quiet(found, month):
            return f"{month}: {', '.join(one.key for one in found)}"
        case EvidencePapers(recognition, expires):
            return f"{'recognition' if recognition else 'paper'} ends {expires}"


def line(wave: Wave, thing: date | None = None) -> str:
    """When, about what, and the day that is named."""
    return f"{wave.on:%a %Y-%m-%d} | {whom(wave, thing)} | {wave.day:%a %m-%d}" + (
        " | official" if wave.official else ""
    )


def countdown(what: str, last: str) -> str:
    """The lines of 14, 7, 3 and 1 days before a last day and of the day itself, which cannot be muted."""
    end = date.fromisoformat(last)
    lines = (f"{end - timedelta(days=n):%a %Y-%m-%d} | {what} | {end:%a %m-%d}" for n in (14, 7, 3, 1, 0))
    return "\n".join(lines) + " | official\n"


def about(wave: Wave, thing: date) -> bool:
    """Whether somebody is told by this wave whose product, paper or draft is of this day."""
    match wave.audience:
        case Drafts(_, touched):
            return touched == thing
        case EvidencePapers(_, expires):
            return expires == thing
        case Owners(_, since, until) | Checkers(since, until):
            return since <= thing <= until
        case _:
            return True


@dataclass(frozen=True)
class Table:
    """All waves of one rule from `first` to `last`: of everything, or of one thing of the day `thing`."""

    rule: str
    says: str
    programme: Programme
    first: str
    last: str
    lines: str = ""
    thing: str = ""
    moves: tuple[Moved, ...] = ()


WORKING_DAYS = Due(working_days=15)
MARCH = Due(day=date(2022, 3, 31))
ROUNDS = Due(before=("04-30", "10-30"))
LAW = load_programme("vietnam-2027")
KHANHHOA = load_programme("khanhhoa-2020")
DAKDOA = load_programme("dakdoa-2022")


def only(of: Programme, *ids: str) -> Programme:
    """A real programme with only these of its duties."""
    return replace(of, duties=tuple(d for d in of.duties if d.id in ids))


TABLES = [
    Table(
        "opens",
        "a window is announced on the first Monday or Thursday; a report, a round and a quiet duty are not",
        programme(
            duty("window", "02-01", "03-31"),
            duty("deadline", "02-08", "03-31", kind=DutyKind.DEADLINE),
            duty("report", "02-08", "03-31", kind=DutyKind.REPORT),
            duty("round", "02-08", "03-31", kind=DutyKind.ROUND),
            duty("quiet", "02-08", "03-31", remind=(7, 0)),
            duty("loud", "02-08", "03-31", remind=(7, 3, 0)),
            duty("one-day", "02-10", "02-10"),
        ),
        "01-01",
        "04-30",
        """
        Thu 2022-02-03 | window:once | Thu 03-31
        Thu 2022-02-10 | deadline:once | Thu 03-31
        Thu 2022-02-10 | loud:once | Thu 03-31
        """,
    ),
    Table(
        "opens",
        "Cà Mau 2022: ideas in February, business plans in April",
        only(CAMAU, "cm22-x-41-producer", "cm22-x-42-producer", "cm22-r-quarter"),
        "01-01",
        "12-31",
        """
        Thu 2022-02-03 | cm22-x-41-producer:once | Thu 03-31
        Mon 2022-04-04 | cm22-x-42-producer:once | Tue 05-31
        """,
    ),
    Table(
        "opens",
        "the law: windows follow each other over New Year",
        only(LAW, "vn27-file", "vn27-request", "vn27-council"),
        "2026-05-22",
        "2027-12-31",
        """
        Mon 2026-05-25 | vn27-file:2026-2 | Thu 10-08
        Mon 2026-05-25 | vn27-request:2026-2 | Thu 10-29
        Mon 2026-10-12 | vn27-file:2027-1 | Wed 04-07
        Mon 2026-11-02 | vn27-request:2027-1 | Thu 04-29
        Thu 2027-04-08 | vn27-file:2027-2 | Fri 10-08
        Mon 2027-05-03 | vn27-request:2027-2 | Fri 10-29
        """,
    ),
    Table(
        "round_near",
        "about 14 and 3 days before a round begins, for the council and for those around it",
        programme(
            duty("round", "06-15", "06-30", kind=DutyKind.ROUND, role="council", level="district"),
            duty("window", "06-15", "06-30"),
        ),
        "05-01",
        "07-31",
        """
        Mon 2022-05-30 | round:once | Wed 06-15
        Mon 2022-05-30 | around round:once | Wed 06-15
        Thu 2022-06-09 | round:once | Wed 06-15
        Thu 2022-06-09 | around round:once | Wed 06-15
        """,
    ),
    Table(
        "round_near",
        "where producers themselves have to act nobody stands around",
        programme(duty("round", "05-02", "05-31", kind=DutyKind.ROUND, role="producer", level="subject")),
        "03-01",
        "06-30",
        """
        Mon 2022-04-18 | round:once | Mon 05-02
        Thu 2022-04-28 | round:once | Mon 05-02
        """,
    ),
    Table(
        "round_near",
        "the law: the council of the province twice a year",
        only(LAW, "vn27-council", "vn27-request"),
        "2026-10-01",
        "2027-05-31",
        """
        Thu 2026-10-15 | vn27-council:2026-2 | Fri 10-30
        Thu 2026-10-15 | around vn27-council:2026-2 | Fri 10-30
        Thu 2026-10-15 | help vn27-council:2026-2 | Fri 10-30
        Mon 2026-10-26 | vn27-council:2026-2 | Fri 10-30
        Mon 2026-10-26 | around vn27-council:2026-2 | Fri 10-30
        Mon 2026-10-26 | help vn27-council:2026-2 | Fri 10-30
        Thu 2027-04-15 | vn27-council:2027-1 | Fri 04-30
        Thu 2027-04-15 | around vn27-council:2027-1 | Fri 04-30
        Thu 2027-04-15 | help vn27-council:2027-1 | Fri 04-30
        Mon 2027-04-26 | vn27-council:2027-1 | Fri 04-30
        Mon 2027-04-26 | around vn27-council:2027-1 | Fri 04-30
        Mon 2027-04-26 | help vn27-council:2027-1 | Fri 04-30
        """,
    ),
    Table(
        "before_due",
        "a week before, and on the day itself: with its opening and being late that is four",
        programme(duty("window", "02-01", "03-31")),
        "01-01",
        "04-30",
        """
        Thu 2022-03-24 | window:once | Thu 03-31
        Thu 2022-03-31 | window:once | Thu 03-31 | official
        """,
    ),
    Table(
        "before_due",
        "nothing before the first day",
        programme(duty("short", "03-26", "03-31"), duty("one-day", "03-10", "03-10")),
        "02-01",
        "04-30",
        """
        Thu 2022-03-10 | one-day:once | Thu 03-10 | official
        Mon 2022-03-28 | short:once | Thu 03-31
        Thu 2022-03-31 | short:once | Thu 03-31 | official
        """,
    ),
    Table(
        "before_due",
        "a last day in Tết is announced as the working day before",
        programme(duty("tet", "01-10", "02-04")),
        "01-01",
        "02-28",
        """
        Thu 2022-01-20 | tet:once | Fri 01-28
        Fri 2022-01-28 | tet:once | Fri 01-28 | official
        """,
    ),
    Table(
        "before_due",
        "30/4 is a holiday, 31/7 a Sunday",
        programme(duty("april", "04-01", "04-30"), duty("july", "07-01", "07-31", remind=(1, 0))),
        "03-01",
        "08-31",
        """
        Thu 2022-04-21 | april:once | Fri 04-29
        Fri 2022-04-29 | april:once | Fri 04-29 | official
        Thu 2022-07-28 | july:once | Fri 07-29
        Fri 2022-07-29 | july:once | Fri 07-29 | official
        """,
    ),
    Table(
        "before_due",
        "a duty says itself when to remind; reports and lists have rules of their own",
        programme(
            duty("two", "02-01", "03-31", remind=(30, 0)),
            duty("never", "02-01", "03-31", remind=()),
            duty("list", "02-01", "03-31", done=Done.LIST),
            duty("report", "02-01", "03-31", kind=DutyKind.REPORT),
        ),
        "02-01",
        "04-30",
        """
        Mon 2022-02-28 | two:once | Thu 03-31
        Thu 2022-03-31 | two:once | Thu 03-31 | official
        """,
    ),
    Table(
        "before_due",
        "what comes each week only informs: it has no last day of its own",
        programme(duty("weekly", "04-18", "05-08", recurs=Recurrence("week"), remind=(0,))),
        "04-01",
        "05-31",
        "",
    ),
    Table(
        "before_due",
        "Cà Mau 2022: before 30 June is the 29th",
        only(CAMAU, "cm22-a4-5.3a"),
        "05-01",
        "07-31",
        """
        Mon 2022-06-20 | cm22-a4-5.3a:once | Wed 06-29
        Wed 2022-06-29 | cm22-a4-5.3a:once | Wed 06-29 | official
        """,
    ),
    Table(
        "before_due",
        "the law: 15 working days before the commune asks",
        only(LAW, "vn27-file"),
        "2026-05-22",
        "2027-12-31",
        """
        Thu 2026-09-24 | vn27-file:2026-2 | Thu 10-08
        Mon 2026-10-05 | vn27-file:2026-2 | Thu 10-08
        Thu 2026-10-08 | vn27-file:2026-2 | Thu 10-08 | official
        Mon 2027-03-22 | vn27-file:2027-1 | Wed 04-07
        Thu 2027-04-01 | vn27-file:2027-1 | Wed 04-07
        Wed 2027-04-07 | vn27-file:2027-1 | Wed 04-07 | official
        Thu 2027-09-23 | vn27-file:2027-2 | Fri 10-08
        Mon 2027-10-04 | vn27-file:2027-2 | Fri 10-08
        Fri 2027-10-08 | vn27-file:2027-2 | Fri 10-08 | official
        """,
    ),
    Table(
        "list_up",
        "the commune's list, and nothing else",
        programme(duty("list", "02-01", "03-31", done=Done.LIST), duty("window", "02-01", "03-31")),
        "01-01",
        "04-30",
        """
        Thu 2022-03-24 | list:once | Thu 03-31
        Thu 2022-03-31 | list:once | Thu 03-31 | official
        """,
    ),
    Table(
        "list_up",
        "Cà Mau 2022: the list of ideas",
        only(CAMAU, "cm22-x-41-commune", "cm22-x-41-district"),
        "01-01",
        "04-30",
        """
        Mon 2022-02-28 | cm22-x-41-commune:once | Thu 03-31
        Thu 2022-03-31 | cm22-x-41-commune:once | Thu 03-31 | official
        """,
    ),
    Table(
        "list_up",
        "the law: the request before 30 April and before 30 October",
        only(LAW, "vn27-request"),
        "2026-05-22",
        "2027-06-30",
        """
        Thu 2026-10-22 | vn27-request:2026-2 | Thu 10-29
        Thu 2026-10-29 | vn27-request:2026-2 | Thu 10-29 | official
        Thu 2027-04-22 | vn27-request:2027-1 | Thu 04-29
        Thu 2027-04-29 | vn27-request:2027-1 | Thu 04-29 | official
        """,
    ),
    Table(
        "report",
        "each month, earlier when the month ends in a weekend or a holiday",
        programme(
            duty("monthly", "02-01", "04-30", kind=DutyKind.REPORT, recurs=Recurrence("month"), remind=(7, 1, 0)),
            duty("window", "02-01", "03-31"),
        ),
        "01-01",
        "05-31",
        """
        Mon 2022-02-21 | monthly:2022-02 | Mon 02-28
        Thu 2022-02-24 | monthly:2022-02 | Mon 02-28
        Mon 2022-02-28 | monthly:2022-02 | Mon 02-28 | official
        Thu 2022-03-24 | monthly:2022-03 | Thu 03-31
        Mon 2022-03-28 | monthly:2022-03 | Thu 03-31
        Thu 2022-03-31 | monthly:2022-03 | Thu 03-31 | official
        Thu 2022-04-21 | monthly:2022-04 | Fri 04-29
        Thu 2022-04-28 | monthly:2022-04 | Fri 04-29
        Fri 2022-04-29 | monthly:2022-04 | Fri 04-29 | official
        """,
    ),
    Table(
        "report",
        "Khánh Hòa 2020: before the 25th of the quarter's last month",
        only(KHANHHOA, "kh20-r-q2"),
        "2020-01-01",
        "2020-12-31",
        """
        Mon 2020-06-15 | kh20-r-q2:2020-q2 | Wed 06-24
        Thu 2020-06-18 | kh20-r-q2:2020-q2 | Wed 06-24
        Wed 2020-06-24 | kh20-r-q2:2020-q2 | Wed 06-24 | official
        Thu 2020-09-17 | kh20-r-q2:2020-q3 | Thu 09-24
        Mon 2020-09-21 | kh20-r-q2:2020-q3 | Thu 09-24
        Thu 2020-09-24 | kh20-r-q2:2020-q3 | Thu 09-24 | official
        Thu 2020-12-17 | kh20-r-q2:2020-q4 | Thu 12-24
        Mon 2020-12-21 | kh20-r-q2:2020-q4 | Thu 12-24
        Thu 2020-12-24 | kh20-r-q2:2020-q4 | Thu 12-24 | official
        """,
    ),
    Table(
        "report",
        "Đak Đoa 2022: producers report each half-year",
        only(DAKDOA, "dd22-r-producer"),
        "01-01",
        "12-31",
        """
        Thu 2022-06-23 | dd22-r-producer:2022-h1 | Thu 06-30
        Mon 2022-06-27 | dd22-r-producer:2022-h1 | Thu 06-30
        Thu 2022-06-30 | dd22-r-producer:2022-h1 | Thu 06-30 | official
        Thu 2022-12-22 | dd22-r-producer:2022-h2 | Fri 12-30
        Mon 2022-12-26 | dd22-r-producer:2022-h2 | Fri 12-30
        Fri 2022-12-30 | dd22-r-producer:2022-h2 | Fri 12-30 | official
        """,
    ),
    Table(
        "overdue",
        "on the first Monday or Thursday after, not for what is only remembered at its end",
        programme(
            duty("window", "02-01", "03-31"),
            duty("report", "02-01", "03-31", kind=DutyKind.REPORT, remind=(7, 3, 1, 0)),
            duty("quiet", "02-01", "03-31", remind=(7, 0)),
        ),
        "01-01",
        "05-31",
        """
        Mon 2022-04-04 | window:once | Thu 03-31
        Mon 2022-04-04 | report:once | Thu 03-31
        """,
    ),
    Table(
        "overdue",
        "it is late only when the weekend is over",
        programme(duty("july", "07-01", "07-31")),
        "07-01",
        "08-31",
        """
        Mon 2022-08-01 | july:once | Fri 07-29
        """,
    ),
    Table(
        "overdue",
        "Cà Mau 2022: the list of ideas",
        only(CAMAU, "cm22-x-41-commune", "cm22-a2-3"),
        "01-01",
        "12-31",
        """
        Mon 2022-04-04 | cm22-x-41-commune:once | Thu 03-31
        """,
    ),
    Table(
        "above",
        "on the first Monday or Thursday from the third day after, and only of what matters",
        programme(duty("window", "02-01", "03-31"), duty("quiet", "02-01", "03-31", remind=(7, 0))),
        "01-01",
        "05-31",
        """
        Mon 2022-04-04 | above window:once | Thu 03-31
        """,
    ),
    Table(
        "above",
        "Khánh Hòa 2020: a quarter's report",
        only(KHANHHOA, "kh20-r-q2"),
        "2020-06-01",
        "2020-07-31",
        """
        Mon 2020-06-29 | above kh20-r-q2:2020-q2 | Wed 06-24
        """,
    ),
    Table(
        "checking",
        "15 working days from 14/2: after four days, then towards the end",
        programme(sent=WORKING_DAYS),
        "02-14",
        "04-30",
        """
        Fri 2022-02-18 | sent 2022-02-14 | Mon 03-07
        Sun 2022-03-06 | sent 2022-02-14 | Mon 03-07
        Mon 2022-03-07 | sent 2022-02-14 | Mon 03-07 | official
        Tue 2022-03-08 | sent 2022-02-14 | Mon 03-07
        """,
        thing="02-14",
    ),
    Table(
        "checking",
        "15 working days over 30/4 and 1/5",
        programme(sent=WORKING_DAYS),
        "04-25",
        "06-30",
        """
        Fri 2022-04-29 | sent 2022-04-25 | Wed 05-18
        Tue 2022-05-17 | sent 2022-04-25 | Wed 05-18
        Wed 2022-05-18 | sent 2022-04-25 | Wed 05-18 | official
        Thu 2022-05-19 | sent 2022-04-25 | Wed 05-18
        """,
        thing="04-25",
    ),
    Table(
        "checking",
        "a day for everybody: what came in late is not first said to wait",
        programme(sent=MARCH),
        "03-01",
        "04-30",
        """
        Tue 2022-03-29 | sent 2022-03-25 | Thu 03-31
        Wed 2022-03-30 | sent 2022-03-25 | Thu 03-31
        Thu 2022-03-31 | sent 2022-03-25 | Thu 03-31 | official
        Fri 2022-04-01 | sent 2022-03-25 | Thu 03-31
        """,
        thing="03-25",
    ),
    Table(
        "checking",
        "Cà Mau 2022: until 31 March",
        CAMAU,
        "02-15",
        "04-30",
        """
        Sat 2022-02-19 | sent 2022-02-15 | Thu 03-31
        Wed 2022-03-30 | sent 2022-02-15 | Thu 03-31
        Thu 2022-03-31 | sent 2022-02-15 | Thu 03-31 | official
        Fri 2022-04-01 | sent 2022-02-15 | Thu 03-31
        """,
        thing="02-15",
    ),
    Table(
        "checking",
        "nothing where nobody says how long the commune has",
        programme(),
        "01-01",
        "03-31",
    ),
    Table(
        "silent",
        "3, 7, 14 and 30 days without a word, while there is time",
        programme(draft=MARCH),
        "02-15",
        "04-30",
        """
        Fri 2022-02-18 | last touched 2022-02-15 | Thu 03-31
        Tue 2022-02-22 | last touched 2022-02-15 | Thu 03-31
        Tue 2022-03-01 | last touched 2022-02-15 | Thu 03-31
        Thu 2022-03-17 | last touched 2022-02-15 | Thu 03-31
        """,
        thing="02-15",
    ),
    Table(
        "silent",
        "no more when the last day has passed",
        programme(draft=MARCH),
        "03-20",
        "04-30",
        """
        Wed 2022-03-23 | last touched 2022-03-20 | Thu 03-31
        Sun 2022-03-27 | last touched 2022-03-20 | Thu 03-31
        """,
        thing="03-20",
    ),
    Table(
        "silent",
        "the law: there is always a next round",
        LAW,
        "2027-04-20",
        "2027-06-30",
        """
        Fri 2027-04-23 | last touched 2027-04-20 | Fri 10-08
        Tue 2027-04-27 | last touched 2027-04-20 | Fri 10-08
        Tue 2027-05-04 | last touched 2027-04-20 | Fri 10-08
        Thu 2027-05-20 | last touched 2027-04-20 | Fri 10-08
        """,
        thing="2027-04-20",
    ),
    Table(
        "unfinished",
        "5 and 20 days after a section of a plan was touched",
        programme(),
        "02-15",
        "04-30",
        """
        Sun 2022-02-20 | last touched 2022-02-15 | Sun 02-20
        Mon 2022-03-07 | last touched 2022-02-15 | Mon 03-07
        """,
        thing="02-15",
    ),
    Table(
        "unfinished",
        "the same in Cà Mau",
        load_programme("camau-2022"),
        "2022-02-15",
        "2022-04-30",
        """
        Sun 2022-02-20 | last touched 2022-02-15 | Sun 02-20
        Mon 2022-03-07 | last touched 2022-02-15 | Mon 03-07
        """,
        thing="2022-02-15",
    ),
    Table(
        "returned",
        "2 and 7 days after, then towards the last day",
        programme(returned=MARCH),
        "03-01",
        "04-30",
        """
        Thu 2022-03-03 | returned 2022-03-01 | Thu 03-31
        Tue 2022-03-08 | returned 2022-03-01 | Thu 03-31
        Mon 2022-03-28 | returned 2022-03-01 | Thu 03-31
        Thu 2022-03-31 | returned 2022-03-01 | Thu 03-31 | official
        """,
        thing="03-01",
    ),
    Table(
        "returned",
        "returned shortly before the end: only the end is named",
        programme(returned=MARCH),
        "03-25",
        "04-30",
        """
        Sun 2022-03-27 | returned 2022-03-25 | Thu 03-31
        Mon 2022-03-28 | returned 2022-03-25 | Thu 03-31
        Thu 2022-03-31 | returned 2022-03-25 | Thu 03-31 | official
        """,
        thing="03-25",
    ),
    Table(
        "returned",
        "the law: again in time for the next round",
        LAW,
        "2027-03-01",
        "2027-05-31",
        """
        Wed 2027-03-03 | returned 2027-03-01 | Wed 04-07
        Mon 2027-03-08 | returned 2027-03-01 | Wed 04-07
        Sun 2027-04-04 | returned 2027-03-01 | Wed 04-07
        Wed 2027-04-07 | returned 2027-03-01 | Wed 04-07 | official
        """,
        thing="2027-03-01",
    ),
    Table(
        "filed",
        "4 days after, then towards the last day of the commune",
        programme(filed=Due(working_days=15)),
        "03-01",
        "04-30",
        """
        Sat 2022-03-05 | filed 2022-03-01 | Tue 03-22
        Mon 2022-03-21 | filed 2022-03-01 | Tue 03-22
        Tue 2022-03-22 | filed 2022-03-01 | Tue 03-22 | official
        Wed 2022-03-23 | filed 2022-03-01 | Tue 03-22
        """,
        thing="03-01",
    ),
    Table(
        "filed",
        "the law: 15 working days of the commune",
        LAW,
        "2026-11-23",
        "2027-01-31",
        """
        Fri 2026-11-27 | filed 2026-11-23 | Tue 12-15
        Mon 2026-12-14 | filed 2026-11-23 | Tue 12-15
        Tue 2026-12-15 | filed 2026-11-23 | Tue 12-15 | official
        Wed 2026-12-16 | filed 2026-11-23 | Tue 12-15
        """,
        thing="2026-11-23",
    ),
    Table(
        "filed_waits",
        "no last day: after 4, 10 and 20 days, and none is named",
        programme(),
        "03-01",
        "04-30",
        """
        Sat 2022-03-05 | filed 2022-03-01 | Sat 03-05
        Fri 2022-03-11 | filed 2022-03-01 | Fri 03-11
        Mon 2022-03-21 | filed 2022-03-01 | Mon 03-21
        """,
        thing="03-01",
    ),
    Table(
        "filed_waits",
        "Cà Mau 2022 gives the commune no day",
        CAMAU,
        "03-01",
        "04-30",
        """
        Sat 2022-03-05 | filed 2022-03-01 | Sat 03-05
        Fri 2022-03-11 | filed 2022-03-01 | Fri 03-11
        Mon 2022-03-21 | filed 2022-03-01 | Mon 03-21
        """,
        thing="03-01",
    ),
    Table(
        "supplement",
        "2 and 7 days after, then towards the last day",
        programme(supplement=MARCH),
        "03-01",
        "04-30",
        """
        Thu 2022-03-03 | supplement 2022-03-01 | Thu 03-31
        Tue 2022-03-08 | supplement 2022-03-01 | Thu 03-31
        Mon 2022-03-28 | supplement 2022-03-01 | Thu 03-31
        Thu 2022-03-31 | supplement 2022-03-01 | Thu 03-31 | official
        """,
        thing="03-01",
    ),
    Table(
        "supplement",
        "the law: in time for the commune to ask the province",
        LAW,
        "2027-04-01",
        "2027-05-31",
        """
        Sat 2027-04-03 | supplement 2027-04-01 | Thu 04-29
        Thu 2027-04-08 | supplement 2027-04-01 | Thu 04-29
        Mon 2027-04-26 | supplement 2027-04-01 | Thu 04-29
        Thu 2027-04-29 | supplement 2027-04-01 | Thu 04-29 | official
        """,
        thing="2027-04-01",
    ),
    Table(
        "supplement_waits",
        "no last day: after 2, 5, 10 and 20 days, and none is named",
        programme(),
        "03-01",
        "04-30",
        """
        Thu 2022-03-03 | supplement 2022-03-01 | Thu 03-03
        Sun 2022-03-06 | supplement 2022-03-01 | Sun 03-06
        Fri 2022-03-11 | supplement 2022-03-01 | Fri 03-11
        Mon 2022-03-21 | supplement 2022-03-01 | Mon 03-21
        """,
        thing="03-01",
    ),
    Table(
        "supplement_waits",
        "Cà Mau 2022 gives the producer no day",
        CAMAU,
        "03-01",
        "04-30",
        """
        Thu 2022-03-03 | supplement 2022-03-01 | Thu 03-03
        Sun 2022-03-06 | supplement 2022-03-01 | Sun 03-06
        Fri 2022-03-11 | supplement 2022-03-01 | Fri 03-11
        Mon 2022-03-21 | supplement 2022-03-01 | Mon 03-21
        """,
        thing="03-01",
    ),
    Table(
        "evidence",
        "60, 30 and 7 days before a paper ends, and on its last day",
        programme(),
        "01-01",
        "12-31",
        """
        Sun 2022-05-01 | paper ends 2022-06-30 | Thu 06-30
        Tue 2022-05-31 | paper ends 2022-06-30 | Thu 06-30
        Thu 2022-06-23 | paper ends 2022-06-30 | Thu 06-30
        Thu 2022-06-30 | paper ends 2022-06-30 | Thu 06-30
        """,
        thing="06-30",
    ),
    Table(
        "evidence",
        "the same in every programme, also over New Year",
        LAW,
        "2026-09-01",
        "2027-03-31",
        """
        Mon 2026-11-16 | paper ends 2027-01-15 | Fri 01-15
        Wed 2026-12-16 | paper ends 2027-01-15 | Fri 01-15
        Fri 2027-01-08 | paper ends 2027-01-15 | Fri 01-15
        Fri 2027-01-15 | paper ends 2027-01-15 | Fri 01-15
        """,
        thing="2027-01-15",
    ),
    Table(
        "recognition",
        "filed 180 to 120 days before the end: the first day, 14 days before the last, the last, then the end",
        programme(),
        "01-01",
        "12-31",
        """
        Sat 2022-06-04 | recognition ends 2022-12-01 | Wed 08-03 | official
        Wed 2022-07-20 | recognition ends 2022-12-01 | Wed 08-03 | official
        Wed 2022-08-03 | recognition ends 2022-12-01 | Wed 08-03 | official
        Fri 2022-12-02 | recognition ends 2022-12-01 | Thu 12-01 | official
        """,
        thing="12-01",
    ),
    Table(
        "recognition",
        "the law, over New Year",
        LAW,
        "2026-05-22",
        "2027-12-31",
        """
        Sat 2026-10-31 | recognition ends 2027-04-29 | Wed 12-30 | official
        Wed 2026-12-16 | recognition ends 2027-04-29 | Wed 12-30 | official
        Wed 2026-12-30 | recognition ends 2027-04-29 | Wed 12-30 | official
        Fri 2027-04-30 | recognition ends 2027-04-29 | Thu 04-29 | official
        """,
        thing="2027-04-29",
    ),
    Table(
        "moved",
        "once, on the day on which it was moved, for everybody",
        programme(duty("window", "02-01", "03-31"), duty("other", "02-01", "03-31")),
        "01-01",
        "06-30",
        """
        Thu 2022-03-10 | window:once | Fri 04-15 | official
        """,
        moves=(moved("window", "03-31", "04-15", "03-10"),),
    ),
    Table(
        "moved",
        "for an area, and once more when it is moved again",
        programme(duty("window", "02-01", "03-31")),
        "01-01",
        "06-30",
        """
        Thu 2022-03-10 | window:once in 10 places | Fri 04-15 | official
        Sun 2022-03-20 | window:once in 2 places | Fri 04-29 | official
        """,
        moves=(
            moved("window", "03-31", "04-15", "03-10", NGOC_HIEN),
            moved("window", "04-15", "04-30", "03-20", DAT_MUI),
        ),
    ),
    Table(
        "begun",
        "a week before, on the last working day, and on the first Monday or Thursday after",
        programme(),
        "04-25",
        "05-05",
        """
        Mon 2022-04-25 | begun for 05-02 to 05-04 | Wed 05-04
        Mon 2022-04-25 | begun for 04-21 to 04-24 | Sun 04-24
        Mon 2022-04-25 | begun for 04-25 to 04-25 | Mon 04-25 | official
        Tue 2022-04-26 | begun for 04-26 to 04-26 | Tue 04-26 | official
        Wed 2022-04-27 | begun for 04-27 to 04-27 | Wed 04-27 | official
        Thu 2022-04-28 | begun for 05-05 to 05-08 | Sun 05-08
        Thu 2022-04-28 | begun for 04-25 to 04-27 | Wed 04-27
        Thu 2022-04-28 | begun for 04-28 to 04-28 | Thu 04-28 | official
        Fri 2022-04-29 | begun for 04-29 to 05-03 | Tue 05-03 | official
        Mon 2022-05-02 | begun for 05-09 to 05-11 | Wed 05-11
        Mon 2022-05-02 | begun for 04-28 to 05-01 | Sun 05-01
        Wed 2022-05-04 | begun for 05-04 to 05-04 | Wed 05-04 | official
        Thu 2022-05-05 | begun for 05-12 to 05-15 | Sun 05-15
        Thu 2022-05-05 | begun for 05-02 to 05-04 | Wed 05-04
        Thu 2022-05-05 | begun for 05-05 to 05-05 | Thu 05-05 | official
        """,
    ),
    Table(
        "begun",
        "the law: on the days on which calendar reminders leave",
        LAW,
        "2027-03-01",
        "2027-03-04",
        """
        Mon 2027-03-01 | begun for 03-08 to 03-10 | Wed 03-10
        Mon 2027-03-01 | begun for 02-25 to 02-28 | Sun 02-28
        Mon 2027-03-01 | begun for 03-01 to 03-01 | Mon 03-01 | official
        Tue 2027-03-02 | begun for 03-02 to 03-02 | Tue 03-02 | official
        Wed 2027-03-03 | begun for 03-03 to 03-03 | Wed 03-03 | official
        Thu 2027-03-04 | begun for 03-11 to 03-14 | Sun 03-14
        Thu 2027-03-04 | begun for 03-01 to 03-03 | Wed 03-03
        Thu 2027-03-04 | begun for 03-04 to 03-04 | Thu 03-04 | official
        """,
    ),
    Table(
        "digest",
        "once a month what only informs and what names no day, the first time of each",
        programme(
            duty("weekly", "04-18", "05-31", recurs=Recurrence("week"), remind=(0,)),
            duty("always", recurs=Recurrence("always")),
            duty("window", "04-01", "05-31"),
        ),
        "04-01",
        "06-30",
        """
        Mon 2022-04-04 | 2022-04: weekly:2022-w16, always:2022 | Mon 04-04
        Mon 2022-05-02 | 2022-05: weekly:2022-w17, always:2022 | Mon 05-02
        Thu 2022-06-02 | 2022-06: always:2022 | Thu 06-02
        """,
    ),
    Table(
        "digest",
        "Cà Mau 2022: television and newspaper in one line a month",
        only(CAMAU, "cm22-a2-1", "cm22-a2-2", "cm22-x-ngayocop", "cm22-r-quarter"),
        "05-01",
        "06-30",
        """
        Mon 2022-05-02 | 2022-05: cm22-a2-1:2022-w17, cm22-a2-2:2022-05, cm22-x-ngayocop:2022 | Mon 05-02
        Thu 2022-06-02 | 2022-06: cm22-a2-1:2022-w22, cm22-a2-2:2022-06, cm22-x-ngayocop:2022 | Thu 06-02
        """,
    ),
    Table(
        "moved",
        "Cà Mau 2022: nothing was moved",
        CAMAU,
        "01-01",
        "12-31",
    ),
]


def expected(table: Table) -> list[str]:
    return [stripped for raw in table.lines.splitlines() if (stripped := raw.strip())]


@each("table", TABLES)
def test_a_rule_asks_for_what_its_table_says_and_for_nothing_else(table: Table) -> None:
    thing = day(table.thing) if table.thing else None
    asked = of_rule(table.rule, year(table.programme, *table.moves), day(table.first), day(table.last))
    assert [line(w, thing) for w in asked if thing is None or about(w, thing)] == expected(table)
    assert all(wave.rule == table.rule for wave in asked)


def test_every_rule_has_tables_and_one_of_them_is_of_a_real_programme() -> None:
    assert len(BY_RULE) == len(RULES), "no two rules have one id"
    for rule in BY_RULE:
        own = [t for t in TABLES if t.rule == rule]
        assert any(t.lines for t in own), f"a table for {rule} is missing"
        assert any(t.programme.id == "small" for t in own), rule
    real = {t.rule for t in TABLES if t.programme.id != "small"}
    assert real == BY_RULE.keys(), "each rule is shown on a programme that exists"


def test_the_four_examples_that_were_asked_for_are_there() -> None:
    assert {t.programme.id for t in TABLES} == {"small", "camau-2022", "vietnam-2027", "khanhhoa-2020", "dakdoa-2022"}


# Recognition: the law counts in days


@each(("left", "names"), [(180, 120), (134, 120), (120, 120), (-1, 0)])
def test_the_holder_of_a_recognition_is_told_so_many_days_before_its_end(left: int, names: int) -> None:
    ends = date(2027, 6, 15)
    on = ends - timedelta(days=left)
    (wave,) = [w for w in BY_RULE["recognition"].waves(year(LAW), on) if about(w, ends)]
    assert (wave.audience, wave.day) == (EvidencePapers(True, ends, NATION), ends - timedelta(days=names))
    assert wave.official


def test_on_no_other_day_is_the_holder_of_a_recognition_told() -> None:
    ends = date(2027, 6, 15)
    told = {w.on for w in of_rule("recognition", year(LAW), date(2026, 6, 1), date(2027, 12, 31)) if about(w, ends)}
    assert {(ends - on).days for on in told} == {180, 134, 120, -1}


def test_recognitions_and_other_papers_do_not_mix() -> None:
    here = year(LAW)
    assert all(w.audience.recognition for w in BY_RULE["recognition"].waves(here, day("03-01")))  # type: ignore[union-attr]
    assert not any(w.audience.recognition for w in BY_RULE["evidence"].waves(here, day("03-01")))  # type: ignore[union-attr]


# Which days have a last day


@each(
    ("due", "last", "today", "span"),
    [
        (WORKING_DAYS, "03-07", "03-04", ("02-14", "02-14")),
        (WORKING_DAYS, "03-08", "03-04", ("02-15", "02-15")),
        (WORKING_DAYS, "02-25", "02-22", ("01-28", "02-06")),  # what came in during Tết counts from its end
        (WORKING_DAYS, "03-06", "03-04", None),  # a Sunday is nobody's last day
        (WORKING_DAYS, "03-31", "03-01", None),  # what would have that day has not come in yet
        (MARCH, "03-31", "03-28", ("2021-02-22", "03-28")),
        (MARCH, "03-30", "03-28", None),
        (ROUNDS, "2027-04-29", "2027-04-26", ("2026-10-30", "2027-04-26")),
        (ROUNDS, "2027-10-29", "2027-04-29", None),
        (ROUNDS, "2027-10-29", "2027-04-30", ("2027-04-30", "2027-04-30")),
    ],
)
def test_came_in_names_the_days_that_have_this_last_day(
    due: Due, last: str, today: str, span: tuple[str, str] | None
) -> None:
    expected_span = (day(span[0]), day(span[1])) if span else None
    assert came_in(due, day(last), day(today)) == expected_span


DAYS = st.dates(date(2020, 1, 1), date(2027, 6, 30))


@given(st.sampled_from((WORKING_DAYS, Due(working_days=3), MARCH, ROUNDS)), DAYS, st.integers(-1, 3))
def test_what_came_in_has_this_last_day_and_what_lies_outside_has_not(due: Due, today: date, left: int) -> None:
    last = today + timedelta(days=left)
    span = came_in(due, last, today)
    if span is None:
        assert all(due.last_day(today - timedelta(days=n)) != last for n in range(60))
        return
    first, until = span
    assert first <= until <= today
    assert {due.last_day(d) for d in (first, until)} == {last}
    if until < today:
        assert due.last_day(until + timedelta(days=1)) != last
    if (today - first).days < 399:  # it looks no further back
        assert due.last_day(first - timedelta(days=1)) != last


@examples(8)
@given(st.sampled_from((WORKING_DAYS, Due(working_days=3))), DAYS)
def test_whatever_came_in_is_remembered_once_at_each_distance_from_its_last_day(due: Due, sent: date) -> None:
    here = year(programme(sent=due))
    last = due.last_day(sent)
    told = [
        w.on
        for w in of_rule("checking", here, sent, last + timedelta(days=5))
        if about(w, sent) and isinstance(w.audience, Checkers) and "waited" not in w.key
    ]
    assert told == [d for left in (1, 0, -1) if (d := last - timedelta(days=left)) >= sent]


# Which waves are one matter


def test_what_counts_down_to_one_day_is_one_matter_and_what_goes_to_others_is_another() -> None:
    here = year(programme(duty("round", "06-15", "06-30", kind=DutyKind.ROUND, role="council", level="district")))
    topics = {
        rule: {w.topic for w in of_rule(rule, here, day("05-01"), day("07-31"))}
        for rule in ("round_near", "before_due", "overdue", "above")
    }
    assert topics == {
        "round_near": {"open:round:once:", "around:round:once:"},
        "before_due": {"open:round:once:"},
        "overdue": {"open:round:once:"},
        "above": {"above:round:once:"},
    }


def test_each_time_and_each_area_is_a_matter_of_its_own() -> None:
    here = year(
        programme(
            duty("monthly", "02-01", "03-31", kind=DutyKind.REPORT, recurs=Recurrence("month")),
            duty("window", "02-01", "03-31"),
        ),
        moved("window", "03-31", "04-15", "03-10", NGOC_HIEN),
    )
    topics = {w.topic for on in days(day("02-15"), day("04-20")) for rule in RULES for w in rule.waves(here, on)}
    assert {t for t in topics if t.startswith(("open:", "moved:"))} == {
        "open:monthly:2022-02:",
        "open:monthly:2022-03:",
        "open:window:once:",
        "open:window:once:o973",
        "moved:window:once:o973",
    }


def test_of_two_rules_on_one_day_the_later_in_the_list_is_sent() -> None:
    """The window opens on the day that is a week before its last one: the last day is named."""
    here = year(programme(duty("window", "06-20", "06-27")))
    both = [w.rule for w in waves(here, day("06-20")) if w.topic == "open:window:once:"]
    assert both == ["opens", "before_due"]


def test_waves_of_one_matter_on_one_day_are_for_the_same_people() -> None:
    here = year(programme(draft=ROUNDS, sent=WORKING_DAYS, returned=ROUNDS))
    for on in days(day("03-01"), day("03-07")):
        of_topic: dict[str, list[object]] = {}
        for wave in waves(here, on):
            of_topic.setdefault(wave.topic, []).append(wave.audience)
        assert all(len(audiences) == 1 for audiences in of_topic.values()), of_topic


# Moved dates


def test_a_moved_date_reminds_of_the_new_day_and_no_more_of_the_old_one() -> None:
    here = year(programme(duty("window", "02-01", "03-31")), moved("window", "03-31", "04-30", "03-20"))
    asked = of_rule("before_due", here, day("03-20"), day("05-31"))
    assert [line(w) for w in asked] == [
        "Thu 2022-04-21 | window:once | Fri 04-29",
        "Fri 2022-04-29 | window:once | Fri 04-29 | official",
    ]
    assert not of_rule("overdue", here, day("03-20"), day("04-30"))


def test_a_date_moved_for_a_district_holds_there_and_the_old_one_elsewhere() -> None:
    move = moved("window", "03-31", "04-15", "03-10", NGOC_HIEN)
    here = year(programme(duty("window", "02-01", "03-31")), move)
    inside = AREAS.bound(NGOC_HIEN, move.on)
    (there,) = [w for w in waves(here, day("04-15")) if w.official and isinstance(w.audience, Open)]
    (elsewhere,) = [w for w in waves(here, day("03-31")) if w.official and isinstance(w.audience, Open)]
    assert isinstance(there.audience, Open)
    assert isinstance(elsewhere.audience, Open)
    assert there.audience.territory == here.territory.part(inside)
    assert elsewhere.audience.territory == here.territory.without(inside)


# Whatever the programme

SPAN = (date(2022, 1, 1), date(2022, 12, 31))
ROLES = (
    ("producer", "subject"),
    ("commune_officer", "commune"),
    ("district_staff", "district"),
    ("province_staff", "province"),
    ("council", "district"),
    ("council", "province"),
    ("ministry", "central"),
)
RECURS = st.sampled_from(
    (
        None,
        None,
        None,
        Recurrence("month"),
        Recurrence("week"),
        Recurrence("quarter", before_day=25),
        Recurrence("half_year"),
        Recurrence("always"),
        Recurrence(yearly=(("1", "11-15", "02-14"), ("2", "05-01", "08-31"))),
    )
)


@st.composite
def duties(draw: st.DrawFn, id_: str) -> Duty:
    role, level = draw(st.sampled_from(ROLES))
    opens, due = sorted(draw(st.tuples(st.dates(*SPAN), st.dates(*SPAN))))
    return duty(
        id_,
        kind=draw(st.sampled_from(DutyKind)),
        role=role,
        level=level,
        opens=draw(st.sampled_from((opens, None))),
        due=draw(st.sampled_from((due, due, None))),
        recurs=draw(RECURS),
        done=draw(st.sampled_from(Done)),
        concerns=draw(st.sampled_from(Concerns)),
        remind=draw(st.sampled_from((REMIND, REMIND, (7, 3, 1, 0), (7, 0), (0,), (3, 1), ()))),
    )


DUES = st.sampled_from((MARCH, WORKING_DAYS, ROUNDS))


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    made = [draw(duties(f"d{n}")) for n in range(draw(st.integers(1, 4)))]
    steps = {state: draw(DUES) for state in draw(st.sets(st.sampled_from(("draft", "sent", "returned"))))}
    return programme(*made, **steps)


PLACES = st.sampled_from(("", PROVINCE, CITY, NGOC_HIEN, DINH_BINH, DAT_MUI))


@st.composite
def moves_of(draw: st.DrawFn, of: Programme, limit: int = 4) -> list[Moved]:
    if not of.occurrences:
        return []
    made = []
    for _ in range(draw(st.integers(0, limit))):
        o = draw(st.sampled_from(of.occurrences))
        to, on = draw(st.dates(*SPAN)), draw(st.dates(*SPAN))
        made.append(Moved(o.duty.id, o.id, draw(PLACES), o.last_day, to, "Mưa lũ", on))
    return sorted(made, key=lambda m: m.on)


YEAR = (date(2021, 12, 1), date(2023, 1, 15))
COUNTDOWN = ("before_due", "list_up", "report")


def all_waves(here: YearOfDuties, rules: tuple[str, ...] = tuple(BY_RULE)) -> list[Wave]:
    return [w for on in days(*YEAR) for rule in rules for w in BY_RULE[rule].waves(here, on)]


@examples(40)
@given(programmes())
def test_every_last_day_is_named_once_on_the_day_itself_and_cannot_be_muted(of: Programme) -> None:
    asked = all_waves(year(of), COUNTDOWN)
    for o in of.occurrences:
        own = [w for w in asked if isinstance(w.audience, Open) and w.audience.occurrence == o]
        last = [w for w in own if w.on == o.announced]
        assert len(last) == (0 in o.duty.remind and not o.duty.informs and not o.undated)
        assert all(w.official for w in last)
        assert not any(w.official for w in own if w.on != o.announced)
        assert all(o.opens <= w.on <= w.day == o.announced or w.on == o.announced for w in own)
        assert all(w.on == o.announced or w.on.weekday() in SLOTS for w in own)
        assert len(own) <= 4


@examples(40)
@given(programmes())
def test_each_duty_counts_down_by_one_rule_only(of: Programme) -> None:
    here = year(of)
    for rule in COUNTDOWN:
        for wave in all_waves(here, (rule,)):
            assert isinstance(wave.audience, Open)
            d = wave.audience.occurrence.duty
            if d.kind is DutyKind.REPORT:
                assert rule == "report" or (rule == "list_up" and d.done is Done.LIST)
            else:
                assert rule == ("list_up" if d.done is Done.LIST else "before_due")


_UNDATED = {"filed_waits", "supplement_waits"}
_OF_OTHERS = {
    "checking",
    "filed",
    "silent",
    "unfinished",
    "returned",
    "supplement",
    "evidence",
    "recognition",
    *_UNDATED,
}
OF_DUTIES = tuple(id_ for id_ in BY_RULE if id_ not in _OF_OTHERS)
"""Rules that look at duties; the others look at products, drafts and papers of each day."""


@examples(40)
@given(st.data())
def test_keys_are_unique_over_the_year_and_waves_depend_on_nothing_but_the_arguments(data: st.DataObject) -> None:
    of = data.draw(programmes())
    moves = data.draw(moves_of(of))
    asked = all_waves(year(of, *moves), OF_DUTIES)
    assert max(Counter(w.key for w in asked).values(), default=1) == 1
    assert all(w.key.startswith("small:") for w in asked)
    assert asked == all_waves(year(replace(of), *moves), OF_DUTIES)


@each("due", [WORKING_DAYS, MARCH, ROUNDS])
def test_keys_of_what_concerns_products_and_papers_are_unique_too(due: Due) -> None:
    here = year(programme(draft=due, sent=due, returned=due, filed=due, supplement=due))
    asked = [w for on in days(day("03-10"), day("04-20")) for w in waves(here, on)]
    assert max(Counter(w.key for w in asked).values()) == 1
    assert {w.rule for w in asked} == {*(BY_RULE.keys() - {*OF_DUTIES, *_UNDATED}), "begun"}
    assert waves(here, day("03-25")) == [w for w in asked if w.on == day("03-25")]


@examples(40)
@given(st.data())
def test_variants_of_an_occurrence_share_no_area_and_leave_none_out(data: st.DataObject) -> None:
    of = data.draw(programmes())
    moves = data.draw(moves_of(of, limit=6))
    everywhere = {PROVINCE, *(a.code for a in AREAS.below(PROVINCE))}
    here = year(of, *moves)
    for o in of.occurrences:
        own = [v for v in here.variants if v.occurrence.key == o.key]
        for area in everywhere:
            holds = [v for v in own if v.territory.has(area)]
            assert len(holds) == 1, (o.key, area)
            assert holds[0].occurrence == _as_moved(o, area, moves)
        assert len({v.topic for v in own}) == len(own), "each variant is a matter of its own"


def _as_moved(o: Occurrence, area: str, moves: list[Moved]) -> Occurrence:
    """The occurrence as it holds in one area, worked out one area at a time."""
    own = [m for m in moves if (m.duty, m.occurrence) == (o.duty.id, o.id)]
    here = [m for m in own if not m.area or AREAS.contains(m.area, area)]
    return dated(o, here[-1].last_day) if here else o


@examples(40)
@given(st.data())
def test_a_moved_date_makes_new_keys_and_takes_the_old_day_away(data: st.DataObject) -> None:
    of = data.draw(programmes().filter(lambda p: bool(p.occurrences)))
    o = data.draw(st.sampled_from(of.occurrences))
    to = data.draw(st.dates(*SPAN))
    move = Moved(o.duty.id, o.id, "", o.last_day, to, "Mưa lũ", data.draw(st.dates(*SPAN)))
    before, after = year(of), year(of, move)

    def own(here: YearOfDuties) -> list[Wave]:
        return [
            w for w in all_waves(here, COUNTDOWN) if isinstance(w.audience, Open) and w.audience.occurrence.key == o.key
        ]

    new = dated(o, to)
    if new.announced == o.announced:
        return
    assert not {w.key for w in own(before)} & {w.key for w in own(after)}
    assert all(w.day == new.announced for w in own(after))
    assert not [w for w in own(after) if w.on == o.announced and w.official]
    assert len([w for w in all_waves(after, ("moved",)) if w.official]) == 1


def test_without_moves_every_occurrence_holds_everywhere_as_it_stands() -> None:
    here = year(CAMAU)
    assert here.variants == tuple(
        Variant(o, duty_territory(CAMAU, o.duty, AREAS), told=told_on(o)) for o in CAMAU.occurrences
    )

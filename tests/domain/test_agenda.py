"""What one person still has to do: whose duty it is, where, by which date, and whether it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.applications import ApplicationState
from ocop_domain.areas import NATION, load_areas
from ocop_domain.duties.agenda import Facts, Moved, Task, When, date_for, tasks, where
from ocop_domain.duties.calendar import occurrences
from ocop_domain.duties.model import Concerns, Done, Duty, DutyKind, Occurrence
from ocop_domain.rights import Grant, Role, holders

AREAS = load_areas()
HERE = AREAS.territory("o96")
PROVINCE, CITY, NGOC_HIEN = "o96", "o964", "o973"
DINH_BINH, TAN_THANH, DAT_MUI = "o32035", "o32029", "o32248"
FIRST, LAST = date(2022, 2, 1), date(2022, 3, 31)
LATER, LATEST = date(2022, 4, 15), date(2022, 5, 31)


def occurrence(role: str = "commune_officer", level: str = "commune", **changes: object) -> Occurrence:
    fields: dict[str, object] = {
        "id": "d",
        "step": 2,
        "kind": DutyKind.WINDOW,
        "title": "Làm một việc",
        "role": role,
        "level": level,
        "source": "I",
        "opens": FIRST,
        "due": LAST,
    }
    (made,) = occurrences([Duty(**(fields | changes))], date(2022, 1, 1), date(2022, 12, 31))  # type: ignore[arg-type]
    return made


def grant(role: Role, area: str) -> Grant:
    return Grant(role, area)


def of(one: Occurrence, facts: Facts, *moved: Moved) -> list[tuple[str, bool]]:
    """Scope and state of each task."""
    return [(task.scope, task.done) for task in tasks([one], facts, moved, AREAS.binds, HERE)]


def moved(to: date, area: str = "", *, was: date = LAST, duty: str = "d", occurrence_id: str = "once") -> Moved:
    return Moved(duty, occurrence_id, area, was, to, "Mưa lũ", date(2022, 3, 1))


def test_what_leads_to_the_council_is_done_once_everything_was_judged() -> None:
    here, judged = occurrence("producer", "subject"), (ApplicationState.JUDGED, DINH_BINH)
    assert of(here, Facts(7, products=(judged,))) == [("7", True)]
    assert of(here, Facts(7, products=(judged, (ApplicationState.CHECKED, DINH_BINH)))) == [("7", False)]
    every_year = occurrence("producer", "subject", concerns=Concerns.REGISTERED)
    assert of(every_year, Facts(7, products=(judged,))) == [("7", False)]


def test_the_places_of_these_tests_lie_where_they_should() -> None:
    assert AREAS.contains(CITY, DINH_BINH)
    assert AREAS.contains(CITY, TAN_THANH)
    assert AREAS.contains(NGOC_HIEN, DAT_MUI)
    assert AREAS.contains(PROVINCE, CITY)


# Whose it is


@each(
    ("duty_role", "level", "role", "area"),
    [
        ("commune_officer", "commune", Role.COMMUNE_OFFICER, DINH_BINH),
        ("district_staff", "district", Role.DISTRICT_STAFF, CITY),
        ("province_staff", "province", Role.PROVINCE_STAFF, PROVINCE),
    ],
)
def test_an_official_has_the_duties_of_the_own_role(duty_role: str, level: str, role: Role, area: str) -> None:
    one = occurrence(duty_role, level)
    assert of(one, Facts(1, (grant(role, area),))) == [(area, False)]
    for other in Role:
        if other is not role:
            assert of(one, Facts(1, (grant(other, area),))) == []
    assert of(one, Facts(1, dossier=True, products=(("accepted", DINH_BINH),))) == []


def test_somebody_who_works_in_two_communes_has_the_duty_twice_but_not_twice_for_one() -> None:
    both = Facts(1, (grant(Role.COMMUNE_OFFICER, TAN_THANH), grant(Role.COMMUNE_OFFICER, DINH_BINH)))
    assert of(occurrence(), both) == [(scope, False) for scope in sorted((DINH_BINH, TAN_THANH))]
    secretary_too = Facts(1, (grant(Role.COUNCIL_MEMBER, CITY), grant(Role.COUNCIL_SECRETARY, CITY)))
    assert of(occurrence("council", "district"), secretary_too) == [(CITY, False)]


@each("role", [Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY])
def test_a_council_has_the_duties_of_the_level_at_which_it_sits(role: Role) -> None:
    district, province, central = (occurrence("council", level) for level in ("district", "province", "central"))
    city = Facts(1, (grant(role, CITY),))
    assert (of(district, city), of(province, city), of(central, city)) == ([(CITY, False)], [], [])
    upper = Facts(1, (grant(role, PROVINCE),))
    assert (of(district, upper), of(province, upper), of(central, upper)) == ([], [(PROVINCE, False)], [])


def test_the_ministry_holds_no_role_here_so_the_province_only_sees_what_it_does() -> None:
    assert holders("ministry") == ()
    assert holders("producer") == ()
    staff = Facts(1, (grant(Role.PROVINCE_STAFF, PROVINCE),))
    (seen,) = tasks([occurrence("ministry", "central")], staff, (), AREAS.binds, NATION)
    assert seen.stands_in
    assert seen.quiet
    others = Facts(1, tuple(grant(role, PROVINCE) for role in Role if role is not Role.PROVINCE_STAFF))
    assert of(occurrence("ministry", "central"), others) == []


@each(
    ("concerns", "facts", "whose"),
    [
        (Concerns.EVERYONE, Facts(7, dossier=True), True),
        (Concerns.EVERYONE, Facts(7, dossier=None), False),
        (Concerns.EVERYONE, Facts(7, dossier=False), False),
        (Concerns.REGISTERED, Facts(7, products=(("sent", DINH_BINH),)), True),
        (Concerns.REGISTERED, Facts(7, dossier=True), False),
        (Concerns.REGISTERED, Facts(7, dossier=False, products=(("sent", DINH_BINH),)), False),
        (Concerns.ACCEPTED, Facts(7, products=(("sent", DINH_BINH), ("accepted", DINH_BINH))), True),
        (Concerns.ACCEPTED, Facts(7, products=(("sent", DINH_BINH), ("returned", DINH_BINH))), False),
        (Concerns.PREPARING, Facts(7, products=(("filed", DINH_BINH), ("accepted", DINH_BINH))), True),
        (Concerns.PREPARING, Facts(7, products=(("filed", DINH_BINH),)), False),
        (Concerns.CHECKED, Facts(7, products=(("filed", DINH_BINH), ("checked", DINH_BINH))), True),
        (Concerns.CHECKED, Facts(7, products=(("accepted", DINH_BINH), ("supplement", DINH_BINH))), False),
        (Concerns.CHECKED, Facts(7, products=(("judged", DINH_BINH),)), False),
        (Concerns.RECOGNISED, Facts(7, recognised=True), True),
        (Concerns.RECOGNISED, Facts(7, products=(("accepted", DINH_BINH),)), False),
        (Concerns.RECOGNISED, Facts(7, dossier=False, recognised=True), False),
    ],
)
def test_a_producers_duty_concerns_those_whom_it_names(concerns: Concerns, facts: Facts, whose: bool) -> None:
    one = occurrence("producer", "subject", concerns=concerns)
    assert of(one, facts) == ([("7", False)] if whose else [])
    official = replace(facts, grants=(grant(Role.DISTRICT_STAFF, CITY),), member=bool(facts.products))
    new = concerns is Concerns.EVERYONE and not facts.products
    assert of(one, official) == ([("7", False)] if whose and not new else []), "an office takes nothing away"
    assert of(one, replace(official, member=True)) == of(one, facts), "who speaks for a producer is one"


# Whether it is done


def test_done_is_what_was_said_for_this_duty_this_time_and_this_scope() -> None:
    officer = (grant(Role.COMMUNE_OFFICER, DINH_BINH),)
    one = occurrence()
    assert of(one, Facts(1, officer, done=frozenset({("d", "once", DINH_BINH)}))) == [(DINH_BINH, True)]
    for other in (("e", "once", DINH_BINH), ("d", "2022-q1", DINH_BINH), ("d", "once", TAN_THANH), ("d", "once", "1")):
        assert of(one, Facts(1, officer, done=frozenset({other}))) == [(DINH_BINH, False)]


@each(
    ("facts", "done"),
    [
        (Facts(7, dossier=True), False),
        (Facts(7, dossier=True, unfinished=True), False),
        (Facts(7, dossier=True, products=(("sent", DINH_BINH),)), True),
        (Facts(7, dossier=True, products=(("sent", DINH_BINH),), unfinished=True), False),
        (Facts(7, dossier=True, done=frozenset({("d", "once", "7")})), False),
    ],
)
def test_a_registration_is_done_when_something_was_sent_and_nothing_is_begun(facts: Facts, done: bool) -> None:
    one = occurrence("producer", "subject", concerns=Concerns.EVERYONE, done=Done.REGISTERED)
    assert of(one, facts) == [("7", done)]


@each(
    ("states", "done"),
    [
        (("accepted",), False),
        (("filed",), True),
        (("supplement",), False),
        (("checked", "supplement"), False),
        (("checked",), True),
        (("checked", "accepted"), False),
        (("filed", "returned", "sent"), True),
    ],
)
def test_handing_in_is_done_when_all_that_was_accepted_was_handed_in(states: tuple[str, ...], done: bool) -> None:
    one = occurrence("producer", "subject", done=Done.FILED)
    assert of(one, Facts(7, products=tuple((state, DINH_BINH) for state in states))) == [("7", done)]


def test_a_dossier_that_must_be_handed_in_concerns_also_those_who_have_nothing_yet() -> None:
    one = occurrence("producer", "subject", concerns=Concerns.EVERYONE, done=Done.FILED)
    assert of(one, Facts(7, dossier=True)) == [("7", False)]
    assert of(one, Facts(7, dossier=True, products=(("sent", DINH_BINH),))) == [("7", False)]


def test_checking_is_done_where_nothing_waits() -> None:
    officer = (grant(Role.COMMUNE_OFFICER, DINH_BINH), grant(Role.COMMUNE_OFFICER, DAT_MUI))
    one = occurrence(done=Done.CHECKED)
    assert of(one, Facts(1, officer, waiting=frozenset({DINH_BINH}))) == [(DINH_BINH, False), (DAT_MUI, True)]


# By which date


@each(
    ("moves", "here", "there"),
    [
        ((), LAST, LAST),
        ((moved(LATER),), LATER, LATER),
        ((moved(LATER, CITY),), LATER, LAST),
        ((moved(LATER, DINH_BINH),), LATER, LAST),
        ((moved(LATER, NGOC_HIEN),), LAST, LATER),
        ((moved(LATER), moved(LATEST, CITY)), LATEST, LATER),
        ((moved(LATER, CITY), moved(LATEST)), LATEST, LATEST),
        ((moved(LATER, CITY), moved(LATEST, DINH_BINH)), LATEST, LAST),
        ((moved(LATEST, DINH_BINH), moved(LATER, CITY)), LATER, LAST),
        ((moved(LATER, CITY), moved(LATEST, CITY)), LATEST, LAST),
        ((moved(LATER), moved(LAST, was=LATER)), LAST, LAST),
        ((moved(LATER, duty="e"), moved(LATER, occurrence_id="2022-q1")), LAST, LAST),
    ],
)
def test_of_several_moves_the_last_one_that_reaches_here_holds(
    moves: tuple[Moved, ...], here: date, there: date
) -> None:
    one = occurrence()
    assert date_for(one, (DINH_BINH,), moves, AREAS.binds).last_day == here
    assert date_for(one, (DAT_MUI,), moves, AREAS.binds).last_day == there
    both = Facts(1, (grant(Role.COMMUNE_OFFICER, DINH_BINH), grant(Role.COMMUNE_OFFICER, DAT_MUI)))
    found = {t.scope: t.occurrence.last_day for t in tasks([one], both, moves, AREAS.binds, HERE)}
    assert found == {DINH_BINH: here, DAT_MUI: there}


def test_a_unit_above_keeps_its_date_when_one_below_moves_it() -> None:
    moves = (moved(LATER, DINH_BINH),)
    assert date_for(occurrence("district_staff", "district"), (CITY,), moves, AREAS.binds).last_day == LAST


def test_a_producer_has_the_dates_of_the_places_of_the_own_products() -> None:
    one = occurrence("producer", "subject", concerns=Concerns.EVERYONE)
    moves = (moved(LATER, CITY),)

    def last_day(*areas: str) -> date:
        facts = Facts(7, dossier=True, products=tuple(("sent", area) for area in areas))
        (task,) = tasks([one], facts, moves, AREAS.binds, HERE)
        return task.occurrence.last_day

    assert last_day(DINH_BINH) == LATER
    assert last_day(DAT_MUI) == LAST
    assert last_day(DAT_MUI, DINH_BINH) == LATER
    assert last_day() == LAST


def test_tasks_come_by_the_day_that_is_announced() -> None:
    sunday = occurrence(id="a", due=date(2022, 7, 31))
    saturday = occurrence(id="b", due=date(2022, 7, 30))
    march = occurrence(id="c")
    officer = Facts(1, (grant(Role.COMMUNE_OFFICER, DINH_BINH),))
    found = tasks([sunday, saturday, march], officer, (), AREAS.binds, HERE)
    assert [t.occurrence.duty.id for t in found] == ["c", "a", "b"]
    later = (Moved("c", "once", "", LAST, date(2022, 8, 31), "Mưa lũ", FIRST),)
    found = tasks([sunday, saturday, march], officer, later, AREAS.binds, HERE)
    assert [t.occurrence.duty.id for t in found] == ["a", "b", "c"]


# How near


@each(
    ("today", "heading"),
    [
        (date(2022, 2, 1), When.LATER),
        (date(2022, 2, 28), When.LATER),
        (date(2022, 3, 1), When.MONTH),
        (date(2022, 3, 27), When.MONTH),  # a Sunday: the week of the 31st begins tomorrow
        (date(2022, 3, 28), When.WEEK),
        (date(2022, 3, 31), When.WEEK),
        (date(2022, 4, 1), When.LATE),
        (date(2023, 1, 1), When.LATE),
    ],
)
def test_an_open_task_stands_under_how_near_its_day_is(today: date, heading: When) -> None:
    assert where(Task(occurrence(), DINH_BINH, done=False), today) is heading


def test_on_the_weekend_of_the_last_day_it_is_not_yet_late() -> None:
    task = Task(occurrence(due=date(2022, 7, 31)), DINH_BINH, done=False)
    assert task.occurrence.announced == date(2022, 7, 29)
    assert where(task, date(2022, 7, 30)) is When.WEEK
    assert where(task, date(2022, 7, 31)) is When.WEEK
    assert where(task, date(2022, 8, 1)) is When.LATE


def test_last_december_is_not_this_december() -> None:
    task = Task(occurrence(due=date(2022, 12, 30)), DINH_BINH, done=False)
    assert where(task, date(2021, 12, 1)) is When.LATER


DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))


@given(DAYS, DAYS)
def test_a_task_only_comes_nearer(due: date, today: date) -> None:
    order = [When.LATER, When.MONTH, When.WEEK, When.LATE]
    task = Task(occurrence(opens=date(2022, 1, 1), due=due), DINH_BINH, done=False)
    assert order.index(where(task, today)) <= order.index(where(task, today + timedelta(days=1)))
    assert (where(task, today) is When.LATE) == (due < today)


PLACES = st.sampled_from(("", PROVINCE, CITY, NGOC_HIEN, DINH_BINH, DAT_MUI))


@given(st.lists(st.tuples(PLACES, DAYS), max_size=6), st.sampled_from((DINH_BINH, TAN_THANH, DAT_MUI)))
def test_the_date_is_that_of_the_last_move_that_holds_here(moves: list[tuple[str, date]], area: str) -> None:
    made = tuple(moved(to, place) for place, to in moves)
    own = [to for place, to in moves if not place or AREAS.contains(place, area)]
    assert date_for(occurrence(), (area,), made, AREAS.binds).last_day == (own[-1] if own else LAST)


def test_a_date_that_a_former_province_moved_holds_in_every_commune_with_a_part_of_it() -> None:
    """Plans and officials of the old map are heard by whoever holds the office on the new one."""
    one, officer = occurrence(), Role.COMMUNE_OFFICER
    order = moved(LATER, PROVINCE)
    old = AREAS.inside(PROVINCE)
    later = {unit.code for code in old if AREAS.get(code).level == "commune" for unit in AREAS.successors(code)}
    assert len(later) > 30
    assert all(date_for(one, (unit,), [order], AREAS.binds).last_day == LATER for unit in later)
    beside = {unit.code for unit in AREAS if unit.level == "commune" and unit.valid_to is None} - later
    assert all(date_for(one, (unit,), [order], AREAS.binds).last_day == LAST for unit in sorted(beside)[:200])
    for commune in sorted(later)[:5]:
        (task,) = tasks([one], Facts(1, (grant(officer, commune),)), [order], AREAS.binds, HERE)
        assert task.occurrence.last_day == LATER

"""Duties for which a plan names no day: each comes to somebody, by standing open or by what happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import bot.handlers
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import NATION, load_areas
from ocop_domain.duties.agenda import Facts, StartedDuty, Task, begun_tasks, said_done, tasks
from ocop_domain.duties.calendar import occurrences, started
from ocop_domain.duties.model import Duty, Starts
from ocop_domain.law import law_on
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

AREAS = load_areas()
THE_FIVE = [*(load_programme(id_) for id_ in all_plans()), law_on(date(2027, 1, 1))]
PRODUCER = Facts(1, member=True, dossier=True, products=((ApplicationState.ACCEPTED, "o32248"),), recognised=True)
OFFICIALS = [
    Facts(2, (Grant(Role.COMMUNE_OFFICER, "o32248"),)),
    Facts(3, (Grant(Role.DISTRICT_STAFF, "o973"),)),
    Facts(4, (Grant(Role.PROVINCE_STAFF, "o96"),)),
    Facts(5, (Grant(Role.COUNCIL_MEMBER, "o973"), Grant(Role.COUNCIL_SECRETARY, "o96"))),
]


def _shown(of: Programme, facts: Facts) -> list[Task]:
    """All that a person gets of a programme: what stands in its years, and what was begun by what happened to them."""
    # Within the years of the programme; who has which unit is a matter of other tests.
    return [*tasks(of.occurrences, facts, (), AREAS.binds, NATION), *begun_tasks(of.duty, facts)]


def _after_all(of: Programme, facts: Facts) -> Facts:
    """The same person after everything has happened from which a duty of the programme begins."""
    scopes = {"producer": str(facts.person)} | {
        role: grant.area
        for grant in facts.grants
        for role in ("commune_officer", "district_staff", "province_staff")
        if grant.role == role
    }
    rows = [
        StartedDuty(duty.id, started(duty, of.demo_date, "a1").id, scopes[duty.role], "Tôm khô")
        for duty in of.duties
        if duty.starts and duty.role in scopes
    ]
    return Facts(
        facts.person,
        facts.grants,
        facts.member,
        dossier=facts.dossier,
        products=facts.products,
        recognised=facts.recognised,
        started=tuple(rows),
    )


@pytest.mark.parametrize("of", THE_FIVE, ids=lambda of: of.id)
def test_no_duty_is_never_shown_to_anybody(of: Programme) -> None:
    shown = {k.occurrence.duty.id for one in (PRODUCER, *OFFICIALS) for k in _shown(of, _after_all(of, one))}
    in_time = {o.duty.id for o in of.occurrences}
    never = {d.id for d in of.duties if (d.id in in_time or d.starts or d.undated) and d.level != "central"} - shown
    central = {d.id for d in of.duties if d.level == "central" and d.role in {"ministry", "producer"}} - shown
    assert never == set()
    assert central == set()


def test_whatever_begins_a_duty_happens_somewhere_in_the_assistant() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(bot.handlers.__path__[0]).rglob("*.py"))
    told = set(re.findall(r"Starts\.([A-Z_]+)", source))
    used = {duty.starts.name for of in THE_FIVE for duty in of.duties if duty.starts}
    assert used <= told
    assert {one.name for one in Starts} == used, "no kind of beginning is left that no programme has"


def test_a_standing_task_is_done_for_good_and_one_of_the_year_for_its_year() -> None:
    plan = load_programme("camau-2021-2025")
    officer = _duty(plan, "cm25-x-618")
    watch = _duty(plan, "cm25-x-617b")
    for duty, later in ((officer, True), (watch, False)):
        years = occurrences([duty], plan.valid_from, plan.valid_to)
        assert [o.id for o in years] == ["2021", "2022", "2023", "2024", "2025"]
        done = frozenset({(duty.id, "2022", "u")})
        assert said_done(years[1], done, "u")
        assert said_done(years[2], done, "u") is later
        assert not said_done(years[1], done, "elsewhere")


def test_what_was_not_chosen_comes_again_on_a_day_in_the_producers_calendar() -> None:
    plan = load_programme("dakdoa-2022")
    again = _duty(plan, "dd22-x-52-resubmit")
    here = started(again, date(2022, 4, 20), "p1")
    facts = Facts(7, member=True, dossier=True, started=(StartedDuty(again.id, here.id, "7", "Cà phê bột"),))
    (task,) = begun_tasks(plan.duty, facts)
    assert (task.occurrence.last_day, task.about, task.done) == (date(2022, 4, 27), "Cà phê bột", False)
    assert begun_tasks(plan.duty, Facts(8, started=facts.started)) == [], "nobody else's"


def _duty(of: Programme, id_: str) -> Duty:
    found = of.duty(id_)
    assert found, id_
    return found

"""Duties for which a plan names no day: each comes to somebody, by standing open or by what happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from support.duties import OFFICIALS, PRODUCER, THE_FIVE, after_all, shown_to

import bot.handlers
from bot.handlers.shared.starting import time_of
from ocop_domain.duties.agenda import Facts, StartedDuty, begun_tasks, said_done
from ocop_domain.duties.calendar import occurrences, started
from ocop_domain.duties.model import Duty, Starts
from ocop_domain.law import law_on
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme


@pytest.mark.parametrize("of", THE_FIVE, ids=lambda of: of.id)
def test_no_duty_is_never_shown_to_anybody(of: Programme) -> None:
    shown = {k.occurrence.duty.id for one in (PRODUCER, *OFFICIALS) for k in shown_to(of, after_all(of, one))}
    in_time = {o.duty.id for o in of.occurrences}
    assert {d.id for d in of.duties if d.id in in_time or d.starts or d.undated} - shown == set()


def test_whatever_begins_a_duty_happens_somewhere_in_the_assistant() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(bot.handlers.__path__[0]).rglob("*.py"))
    told = set(re.findall(r"Starts\.([A-Z_]+)", source))
    used = {duty.starts.name for of in THE_FIVE for duty in of.duties if duty.starts}
    assert used <= told
    assert {one.name for one in Starts} == used, "no kind of beginning is left that no programme has"


OUTSIDE = {
    "vn27-ministry-results": "the ministry's council sits elsewhere",
    "vn27-below-90": "the ministry's letter comes on paper",
    "vn27-refile": "each certificate reminds its producer by its own last day",
    "vn148-renewal": "each certificate reminds its producer by its own last day",
    "dd22-x-kp": "the province's decision on the money comes on paper",
    "dd22-x-da": "the Prime Minister's decision comes on paper",
    "cm22-x-9-khdt": "the plan names no day and no cause",
}
"""Event duties that nothing in the assistant begins: they stand open in each year, or a paper's day reminds."""


def test_every_event_of_a_plan_begins_by_an_act_here_or_says_why_it_cannot() -> None:
    every = {duty.id: duty for of in (*THE_FIVE, law_on(date(2024, 1, 1))) for duty in of.duties}
    events = {duty.id for duty in every.values() if duty.after and duty.due is None}
    here = {id_ for id_ in events if every[id_].starts or every[id_].before_rounds}
    assert events - here == {id_ for id_ in OUTSIDE if id_ in events}
    assert all(reason for reason in OUTSIDE.values())


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


def test_what_may_come_again_next_year_is_not_late_before_that_day() -> None:
    for plan_id in ("dakdoa-2022", "khanhhoa-2020"):
        plan = load_programme(plan_id)
        for duty in plan.duties:
            if duty.starts in {Starts.IDEA_REFUSED, Starts.PLAN_REFUSED}:
                here = time_of(duty, duty.starts, plan, date(2022, 4, 20), "p1")
                assert here.last_day == date(2023, 4, 20), duty.id
    law = law_on(date(2027, 1, 1))
    checks = next(duty for duty in law.duties if duty.starts is Starts.FILED)
    assert time_of(checks, Starts.FILED, law, date(2027, 3, 1), "p1").last_day == date(2027, 3, 22)


def _duty(of: Programme, id_: str) -> Duty:
    found = of.duty(id_)
    assert found, id_
    return found

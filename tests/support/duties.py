"""A person of each role, and what each gets of a programme's years: by the calendar, and by what happens."""

from __future__ import annotations

from datetime import date

from ocop_domain.applications import ApplicationState
from ocop_domain.areas import NATION, load_areas
from ocop_domain.duties.agenda import Facts, StartedDuty, Task, begun_tasks, tasks
from ocop_domain.duties.calendar import started
from ocop_domain.law import law_on
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

AREAS = load_areas()
THE_FIVE = [*(load_programme(id_) for id_ in all_plans()), law_on(date(2027, 1, 1))]
_PRODUCTS = ((ApplicationState.ACCEPTED, "o32248"), (ApplicationState.CHECKED, "o32248"))
PRODUCER = Facts(1, member=True, dossier=True, products=_PRODUCTS, recognised=True)
OFFICIALS = [
    Facts(2, (Grant(Role.COMMUNE_OFFICER, "o32248"),)),
    Facts(3, (Grant(Role.DISTRICT_STAFF, "o973"),)),
    Facts(4, (Grant(Role.PROVINCE_STAFF, "o96"),)),
    Facts(5, (Grant(Role.COUNCIL_MEMBER, "o973"), Grant(Role.COUNCIL_SECRETARY, "o96"))),
]


def shown_to(of: Programme, facts: Facts) -> list[Task]:
    """All that a person gets of a programme: what stands in its years, and what was begun by what happened to them."""
    # Within the years of the programme; who has which unit is a matter of other tests.
    return [*tasks(of.occurrences, facts, (), AREAS.binds, NATION), *begun_tasks(of.duty, facts)]


def reached_by(of: Programme) -> dict[str, set[str]]:
    """Each duty that comes to somebody in the programme's years, with the roles to whom it comes."""
    found: dict[str, set[str]] = {}
    for one in (PRODUCER, *OFFICIALS):
        roles = {grant.role.value for grant in one.grants} or {"producer"}
        for task in shown_to(of, after_all(of, one)):
            found.setdefault(task.occurrence.duty.id, set()).update(roles)
    return found


def after_all(of: Programme, facts: Facts) -> Facts:
    """The same person after everything has happened from which a duty of the programme begins."""
    scopes = {"producer": str(facts.person)} | {
        role: grant.area
        for grant in facts.grants
        for role in ("commune_officer", "district_staff", "province_staff", "ministry")
        if grant.role == ("province_staff" if role == "ministry" else role)
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

"""A report with fields as people meet it: asked for by a unit, or a plan's own; whom it concerns, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.handlers.reporting.waiting import PRODUCER
from bot.handlers.shared import dates
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import oversee, who
from bot.records.reports import ReportAnswer, ReportRequest, duty_report
from ocop_domain.duties.model import Occurrence
from ocop_domain.report_fields import ReportField, form_for
from ocop_domain.rights import SPECS, Act, Subject, grants_for, holders


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report of a unit: `key` is under what its answers are kept, `at` how buttons name it ("REQUEST", or
    "DUTY:OCCURRENCE")."""

    key: str
    at: str
    title: str
    fields: tuple[ReportField, ...]
    whom: str
    unit: str
    last_day: date
    request: ReportRequest | None = None
    programme: str = ""
    here: Occurrence | None = None
    """The time of the duty that asks for it; None of a request."""


def of_request(request: ReportRequest) -> OpenReport:
    """One that a unit has asked for."""
    return OpenReport(
        request.id,
        request.id,
        request.title,
        request.fields,
        request.whom,
        request.unit,
        request.last_day,
        request,
        request.programme,
    )


async def of_duty(turn: Turn, duty: str, occurrence: str) -> OpenReport | None:
    """A plan's own, seen by who looks after those that answer it."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    form = form_for(here.duty.programme, duty) if here else None
    units = [grant.area for grant in grants_for(turn.person.grants, Act.OVERSEE) if grant.area]
    if here is None:  # and it was said
        return None
    if form is None or not units:
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return None
    declared = dates.declaring(turn, here)
    return OpenReport(
        duty_report(declared.id, duty, occurrence),
        f"{duty}:{occurrence}",
        title(turn.t, here),
        form.fields,
        here.duty.role,
        units[0],
        here.last_day,
        programme=declared.id,
        here=here,
    )


async def seen(turn: Turn, request: str) -> OpenReport | None:
    """A request that somebody of its unit, or of one above, looks at; else it says that it is not theirs."""
    found = await turn.reads.report_request(request)
    if found is None or not turn.may(Act.OVERSEE, Subject(found.unit)):
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return None
    return of_request(found)


async def answers(turn: Turn, one: OpenReport) -> list[ReportAnswer]:
    """What was answered in the unit that looks at it."""
    return await turn.reads.report_answers(one.key, sorted(turn.areas.reach(one.unit, turn.today)))


async def concerned(turn: Turn, one: OpenReport) -> dict[str, str]:
    """All whom it concerns: by scope, how each is called."""
    if one.here:
        return {party.key: party.name for party in await who.parties(turn, one.here)}
    reach = turn.areas.reach(one.unit, turn.today)
    if one.whom == PRODUCER:
        counted = turn.programmes.counted(one.programme)
        people = await turn.reads.taking_part(sorted(reach), counted, turn.today)
        return {str(p.account): p.name for p in people}
    levels = {level for role in holders(one.whom) if SPECS[role].rank for level in SPECS[role].levels}
    units = [turn.areas.get(code) for code in sorted(reach)]
    there = [unit for unit in units if unit.level in levels and unit.in_force(turn.today)]
    return {unit.code: unit.name for unit in there}

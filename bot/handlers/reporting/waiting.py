"""Which reports with fields wait for an answer of this person: as an official of a unit, or as a producer."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.records.reports import ReportRequest
from ocop_domain.rights import SPECS

PRODUCER = "producer"


async def to_answer(turn: Turn) -> list[tuple[ReportRequest, str]]:
    """The open requests that concern this person, each with the scope for which they answer."""
    found: dict[tuple[str, str], tuple[ReportRequest, str]] = {}
    for scope, whom, units in await _places(turn):
        for request in await turn.reads.report_requests(units):
            if request.whom in whom:
                found[request.id, scope] = (request, scope)
    return sorted(found.values(), key=lambda pair: (pair[0].last_day, pair[0].id, pair[1]))


async def _places(turn: Turn) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """For which scopes this person answers, as what, and which units may ask them."""
    places: list[tuple[str, tuple[str, ...], list[str]]] = []
    for grant in turn.person.grants:
        duty = SPECS[grant.role].duty
        if grant.area and SPECS[grant.role].rank:
            above = [unit.code for unit in turn.areas.path(grant.area)[:-1]]
            places.append((grant.area, (duty,), above))
    own = {one.area for one in await turn.reads.applications_over_years(turn.person.id)}
    if own:
        units = {unit.code for area in own for unit in turn.areas.path(area)}
        units |= {turn.areas.continued(unit, turn.today) for unit in units}
        places.append((str(turn.person.id), (PRODUCER,), sorted(units)))
    return places


async def unanswered(turn: Turn) -> list[tuple[ReportRequest, str]]:
    """Those of them that wait for an answer."""
    found = await to_answer(turn)
    reports, scopes = {request.id for request, _ in found}, {scope for _, scope in found}
    answered = await turn.reads.report_answered(sorted(reports), sorted(scopes))
    return [(request, scope) for request, scope in found if (request.id, scope) not in answered]

"""Who takes a dossier that a producer hands in: the commune, or the office above it that the programme names."""

from __future__ import annotations

from datetime import date

from ocop_domain.applications import ApplicationState
from ocop_domain.areas import Area, Areas, Territory
from ocop_domain.programmes import Programme

_OFFICES = {"district_staff": "district", "province_staff": "province"}


def taker(programme: Programme) -> str:
    """The role that takes and checks a dossier, as the programme calls it; "" where that is the commune."""
    step = programme.next.get(ApplicationState.FILED)
    return step.actor if step and step.actor in _OFFICES else ""


def office(programme: Programme, area: str, areas: Areas, day: date) -> Area | None:
    """The unit above a commune whose office takes its dossiers; None where the commune does, or the level has ended."""
    level = _OFFICES.get(taker(programme))
    above = areas.path(area)[:-1] if level and areas.find(area) else ()
    return next((unit for unit in above if unit.level == level and unit.in_force(day)), None)


def offices(programme: Programme, territory: Territory, areas: Areas, day: date) -> tuple[tuple[str, str], ...]:
    """Each commune of a territory with the unit whose office takes its dossiers; none where the communes do."""
    if not taker(programme):
        return ()
    found = ((code, office(programme, code, areas, day)) for code in territory.units)
    return tuple((code, unit.code) for code, unit in found if unit)

"""Who takes a dossier: the office above the commune that the programme names, while somebody of it is here."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.records.people import Recipient
from ocop_domain.applications import HANDED_IN, Application, ApplicationState
from ocop_domain.areas import Area
from ocop_domain.programmes import Programme
from ocop_domain.recipients import office, taker
from ocop_domain.rights import SPECS, Act, Subject


def office_of(turn: Turn, application: Application) -> Area | None:
    """The unit above the commune to whose office the programme sends dossiers; None: the commune takes them."""
    return office(turn.programme_of(application), application.area, turn.areas, turn.today)


async def staff_of(turn: Turn, application: Application) -> list[Recipient]:
    """Those of this office who are here; without any the commune checks in its place."""
    unit = office_of(turn, application)
    staff = await turn.reads.officers_of(sitting_for(turn, unit.code), Act.CHOOSE) if unit else []
    own = {member.person for member in await turn.reads.members(application.owner)} if staff else set()
    return [one for one in staff if one.person not in {application.owner, *own}]


async def seated(turn: Turn, programme: Programme, area: str) -> bool:
    """Whether somebody of the office that takes the dossiers of a commune is here."""
    unit = office(programme, area, turn.areas, turn.today)
    return bool(unit and await turn.reads.officers_of(sitting_for(turn, unit.code), Act.CHOOSE))


async def dossier_of(turn: Turn, application: Application) -> Subject | None:
    """A dossier as something that the staff of an office check; None where the commune does."""
    if application.state not in HANDED_IN or not await staff_of(turn, application):
        return None
    return Subject(application.area, application.owner, by=taker(turn.programme_of(application)))


def takes(turn: Turn, programme_id: str, state: ApplicationState) -> bool:
    """Whether this person's office takes what waits in this state under a programme."""
    programme = turn.programmes.find(programme_id)
    if state is not ApplicationState.FILED or programme is None:
        return False
    return taker(programme) in {SPECS[grant.role].duty for grant in turn.person.grants}


def units_below(turn: Turn) -> list[str]:
    """All that is a matter of the units in whose office this person takes dossiers under some programme."""
    takers = {taker(programme) for programme in turn.programmes.plans} - {""}
    held: Iterable[str] = (grant.area for grant in turn.person.grants if SPECS[grant.role].duty in takers)
    return list(turn.areas.within([area for area in held if area], turn.today).units)

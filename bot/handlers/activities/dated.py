"""The activities that stand in a person's own calendar."""

from __future__ import annotations

from datetime import date, timedelta

from bot.handlers.services.reads.activities import ActivityReads
from bot.records.people import Person
from ocop_domain.activities import Activity, Coming
from ocop_domain.rights import Act, grants_for

KEPT = timedelta(days=60)
"""How long what is over stays."""
_MOST = 100


async def dated(reads: ActivityReads, person: Person, today: date) -> list[tuple[Activity, bool]]:
    """What they hold, and to what they are invited and have not said no; with each whether they surely come."""
    units = list(dict.fromkeys(grant.area for grant in grants_for(person.grants, Act.HOLD_ACTIVITY)))
    _, held = await reads.activities_in(units, _MOST)
    invited = await reads.invitations_of(sorted(person.speaks_for), today - KEPT)
    found = {here.id: (here, one.seated or bool(one.came)) for here, one in invited if one.answer is not Coming.NO}
    found |= {here.id: (here, True) for here in held if here.ends >= today - KEPT}
    return sorted(found.values(), key=lambda each: (each[0].starts, each[0].id))

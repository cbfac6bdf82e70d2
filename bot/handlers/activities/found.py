"""An activity found for who holds it, or for who is invited to it."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.records.people import Recipient
from ocop_domain.activities import Activity, Attendance
from ocop_domain.rights import Act, Subject, grants_for


def refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


def own_units(turn: Turn) -> list[str]:
    """The units for which this person holds activities."""
    return list(dict.fromkeys(grant.area for grant in grants_for(turn.person.grants, Act.HOLD_ACTIVITY)))


def may_hold(turn: Turn, here: Activity) -> bool:
    return turn.may(Act.HOLD_ACTIVITY, Subject(here.unit))


async def to_hold(turn: Turn, activity_id: str) -> Activity | None:
    """The activity for who holds it; else says that it is not theirs."""
    here = await turn.reads.activity(activity_id)
    if here and may_hold(turn, here):
        return here
    refuse(turn)
    return None


async def invited(turn: Turn, here: Activity) -> Attendance | None:
    """As whom this person is invited: as the producer for whom they work now before any other of theirs."""
    rows = await turn.reads.attendance(here.id, sorted(turn.person.speaks_for))
    return next((one for one in rows if one.person == turn.person.id), rows[0] if rows else None)


async def told(turn: Turn, account: int) -> list[Recipient]:
    """Whoever hears what concerns a guest: all who speak for a producer, or the official."""
    people = await turn.reads.told(account)
    own = None if people else await turn.reads.recipient(account)
    return people or ([own] if own else [])

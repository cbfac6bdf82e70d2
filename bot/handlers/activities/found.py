"""An activity found for who holds it, or for who is invited to it."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.activities import Activity, ActivityState, Attendance
from ocop_domain.programmes import Programme
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


def programme_of(turn: Turn, here: Activity) -> Programme:
    """The programme under which it is held; today's where that one is there no more."""
    return turn.programmes.find(here.programme) or turn.programme


async def uninvited(turn: Turn, here: Activity) -> int:
    """How many guests an invitation would add now; none where it is over or called off."""
    if here.state is not ActivityState.PLANNED or here.ends < turn.today:
        return 0
    programme = programme_of(turn, here)
    return await turn.reads.uninvited(here, programme, turn.areas, turn.counted(programme))

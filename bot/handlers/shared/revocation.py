"""A recognition that is to be taken away: the duty of the office that does it begins, and ends with the decision."""

from __future__ import annotations

from bot.handlers.shared import starting
from bot.handlers.shared.naming import called
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.records.people import Recipient
from ocop_domain.duties.model import Starts
from ocop_domain.products import Made
from ocop_domain.recognitions import HIGHEST, Recognition, may_be_revoked
from ocop_domain.rights import Act

_STARTS = frozenset({Starts.TO_REVOKE, Starts.TO_REVOKE_FIVE})
_LEVEL = "province"


async def held_by_state(turn: Turn, made: Made) -> Recognition | None:
    """What the state recognised of the product and may take away today."""
    own = await turn.reads.recognitions_of(made.owner)
    its = [one for one in own if one.product == made.product]
    return next((one for one in its if may_be_revoked(one, turn.today)), None)


async def to_be_revoked(turn: Turn, made: Made) -> bool:
    """It is the province's from now on; whether there is anything to be taken away."""
    star = await held_by_state(turn, made)
    if star is None:
        return False
    starts = Starts.TO_REVOKE_FIVE if star.star == HIGHEST else Starts.TO_REVOKE
    await starting.to_office(turn, starts, made, _LEVEL, called(turn.t, made))
    return True


async def office(turn: Turn, made: Made) -> list[Recipient]:
    """Who decides on it, as far as they are here."""
    unit = starting.office_of(turn, made, _LEVEL)
    return await turn.reads.officers_of(sitting_for(turn, unit), Act.HOLD_ROUND) if unit else []


async def decided(turn: Turn, made: Made) -> None:
    """The decision is written down: nothing of it is left to do."""
    await starting.done(turn, _STARTS, made, _LEVEL)

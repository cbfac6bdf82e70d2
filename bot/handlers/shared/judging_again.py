"""A dossier of a product that is to be judged again: from when the province, or the ministry, has how long."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers.shared import starting
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from ocop_domain.applications import HANDED_IN, Application
from ocop_domain.duties.model import Starts
from ocop_domain.law import renewal_on
from ocop_domain.recognitions import HIGHEST, held

_STARTS = frozenset({Starts.AGAIN, Starts.AGAIN_FIVE, Starts.AGAIN_LATE})
_LEVEL = "province"


async def went_up(turn: Turn, application: Application) -> None:
    """The commune has handed it up with its list."""
    if application.answers.get("registration_kind") != "reevaluation" or application.state not in HANDED_IN:
        return
    star = held(application.product, await turn.reads.recognitions_of(application.owner), turn.today)
    name = called(turn.t, application)
    five = star.star == HIGHEST if star else application.answers.get("current_star") == str(HIGHEST)
    await starting.to_office(turn, Starts.AGAIN_FIVE if five else Starts.AGAIN, application, _LEVEL, name)
    if star and star.expires:
        closes = star.expires - timedelta(days=renewal_on(turn.today).closes)
        if turn.today > closes:
            await starting.to_office(turn, Starts.AGAIN_LATE, application, _LEVEL, name, since=star.expires)


async def decided(turn: Turn, application: Application) -> None:
    """Its result is told: nothing of it is left to do."""
    await starting.done(turn, _STARTS, application, _LEVEL)

"""For whom help is looked for: a product of the one who asks, its producer, its star and its step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers import menu
from bot.handlers.turn import Turn
from bot.records.people import PRODUCER
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.cycle import where_is
from ocop_domain.programmes import Programme
from ocop_domain.recognitions import held
from ocop_domain.support_topics import Seeker

NOBODY = "-"
"""What a button names in place of a product, where there is none."""


@dataclass(frozen=True, slots=True)
class HelpSought:
    """Where help is looked for: under which programme, for whom, and for which product, if there is one."""

    programme: Programme
    who: Seeker
    application: Application | None = None
    is_producer: bool = False

    @property
    def id(self) -> str:
        return self.application.id if self.application else NOBODY


async def place_of(turn: Turn, application_id: str = "") -> HelpSought:
    """The named product, if it is an own one; else the newest. Officials look at all that their programme names."""
    if menu.face(turn) != PRODUCER:
        return HelpSought(turn.programme, Seeker())
    own = await turn.reads.applications_over_years(turn.person.id)
    chosen = _chosen(own, application_id)
    if chosen is None:
        return HelpSought(turn.programme, Seeker(), is_producer=True)
    programme = turn.programme_of(chosen)
    return HelpSought(programme, await _seeker(turn, chosen, programme), chosen, is_producer=True)


def _chosen(own: Sequence[Application], application_id: str) -> Application | None:
    """The named one; else the newest that is on its way or was judged."""
    named = next((one for one in own if one.id == application_id), None)
    going_on = (one for one in own if one.open or one.state is ApplicationState.JUDGED)
    return named or next(going_on, None)


async def _seeker(turn: Turn, application: Application, programme: Programme) -> Seeker:
    chosen = programme.product_sets.find(application.answers.get("product_set") or "")
    stars = await turn.reads.recognitions_of(turn.person.id)
    star = held(application.product, stars, turn.today)
    form = str(application.answers.get("legal_form") or "")
    return Seeker(chosen, form, star.star if star else 0, await step_of(turn, application, programme))


async def step_of(turn: Turn, application: Application, programme: Programme) -> int:
    """In which of the six steps a product is."""
    return where_is(application, await turn.reads.selections_of(application.id), programme)

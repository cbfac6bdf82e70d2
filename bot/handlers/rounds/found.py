"""What every screen of a round needs: the round for who may run it, its members, and by what a product is judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers.scoring import sheets
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.records.offices import Holding
from bot.records.rounds import EXCUSED, RoundSeat
from ocop_domain.applications import Application
from ocop_domain.areas import Area
from ocop_domain.councils import CENTRE, Council, standing
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act, Role, Subject, grants_for
from ocop_domain.rounds import MemberSheet, Round, RoundState


def refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


def seats_where(turn: Turn, act: Act) -> list[str]:
    """The units whose councils this person runs, or sits in."""
    return list(dict.fromkeys(grant.area for grant in grants_for(turn.person.grants, act) if grant.area))


def rounds_where(turn: Turn, act: Act) -> list[str]:
    """The same with the units that went into them; who runs rounds has also those of levels that have ended."""
    levels_ = turn.areas.levels_on(turn.today)

    def theirs(unit: Area, own: Area) -> bool:
        left = act is Act.HOLD_ROUND and unit.level not in levels_
        return unit.level == own.level or left

    units = seats_where(turn, act)
    for own in [turn.areas.get(code) for code in units]:
        inside = [turn.areas.get(code) for code in sorted(turn.areas.reach(own.code, turn.today))]
        units += [unit.code for unit in inside if unit.code != own.code and theirs(unit, own)]
    return list(dict.fromkeys(units))


async def to_run(turn: Turn, round_id: str) -> Round | None:
    """The round, for who runs it; else says that it is not theirs."""
    found = await turn.reads.round(round_id)
    if found and found.unit in rounds_where(turn, Act.HOLD_ROUND):
        return found
    refuse(turn)
    return None


async def open_to_run(turn: Turn, round_id: str, state: RoundState = RoundState.OPEN) -> Round | None:
    """The same where the round is at this point; else says how far it is."""
    found = await to_run(turn, round_id)
    if found is None or found.state is state:
        return found
    turn.tell(f"rounds.not_now_{found.state}", turn.button(f"round:{found.id}", "rounds.open"))
    return None


async def members(turn: Turn, round_: Round) -> list[Holding]:
    """Who sits in the council now: whoever holds the role, each once."""
    held = await turn.reads.holdings([Role.COUNCIL_MEMBER], sitting_for(turn, round_.unit))
    return list({one.person: one for one in held}.values())


def called(turn: Turn, holding: Holding) -> str:
    return holding.official.name or turn.t("rounds.nameless", number=holding.person)


def excused(seats: Sequence[RoundSeat]) -> set[int]:
    return {seat.person for seat in seats if seat.part == EXCUSED}


def counted(turn: Turn, round_: Round, sheets_: Sequence[MemberSheet], seated: Sequence[Holding]) -> list[MemberSheet]:
    """The sheets of those who sit in the council now; where nobody sits, what was written down."""
    if not own_level(turn, round_):
        return written(sheets_)
    own = {holding.person for holding in seated}
    return [sheet for sheet in sheets_ if sheet.member in own]


def written(sheets_: Sequence[MemberSheet]) -> list[MemberSheet]:
    """Of products whose result was written down only that; of the others what members gave while they sat."""
    results = {sheet.application for sheet in sheets_ if sheet.typed_by == sheet.member}
    return [sheet for sheet in sheets_ if sheet.typed_by == sheet.member or sheet.application not in results]


async def involved(turn: Turn, application: Application) -> set[int]:
    """Those who speak for the producer: they never score its product."""
    return {application.owner, *(one.person for one in await turn.reads.members(application.owner))}


async def judged_by(turn: Turn, application: Application) -> CriteriaSet | None:
    """The criteria of the day on which the dossier was handed in; None where we do not hold them."""
    return sheets.judged_by(turn, application, await sheets.judged_on(turn, application))[1]


async def decision_of(turn: Turn, application: Application) -> str:
    """The id of the decision of that day."""
    return sheets.judged_by(turn, application, await sheets.judged_on(turn, application))[0]


def councils(turn: Turn, programme: Programme, day: date | None = None) -> list[Council]:
    """The councils of a programme whose levels there are on a day, else today."""
    return standing(programme.councils, levels(turn, day))


def levels(turn: Turn, day: date | None = None) -> set[str]:
    """The levels at which there are councils on a day, else today."""
    return {CENTRE, *turn.areas.levels_on(day or turn.today)}


def kind_of(application: Application) -> str:
    """First, upgrade or re-evaluation."""
    return str(application.answers.get("registration_kind") or "first")


def own_level(turn: Turn, round_: Round) -> bool:
    """Whether the members of the round sit here, or its result is written down.

    It is written down where a level above sends it, and where the level has ended: nobody sits in that council any
    more, so what its members gave before counts as it is, and what is missing comes from its papers.
    """
    unit = turn.areas.find(round_.unit)
    return unit is not None and unit.level == round_.level and unit.level in turn.areas.levels_on(turn.today)


def judges(turn: Turn, round_: Round, application: Application) -> bool:
    """Whether this person may score the product: a member, and not of the producer."""
    return turn.may(Act.JUDGE, Subject(round_.unit, application.owner))

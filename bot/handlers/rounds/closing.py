"""A round is closed: who is missing, where members differ, and then no sheet comes any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.handlers.rounds import found
from bot.handlers.shared import starting
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.offices import Holding
from bot.records.rounds import ABSENT, PRESENT, RoundSeat
from bot.writes.rounds import CloseRound, ReopenRound
from ocop_domain.applications import Application
from ocop_domain.duties.model import Starts
from ocop_domain.programmes import Programme
from ocop_domain.rounds import MemberSheet, Round, RoundState, apart

_SHOWN = 8
"""Lines of one kind: more are counted."""


async def ask(turn: Turn, round_id: str, note: str = "") -> None:
    """What the secretary must know before closing: the points themselves stay sealed until then."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    products = await turn.reads.agenda_of(here.id)
    seated = await found.members(turn, here)
    sheets = await turn.reads.sheets_in(here.id)
    counted = _counted(turn, here, sheets, seated, products)
    lines = [note] if note else []
    if turn.today < here.held_on:
        lines.append(turn.t("rounds.before_its_day", day=turn.t.day(here.held_on)))
    lines.append(turn.t("rounds.ask_close", count=len(products)))
    empty = [one for one in products if not any(s.application == one.id for s in counted)]
    if empty:
        lines.append(turn.t("rounds.without_sheet", count=len(empty), names=_names(turn, empty)))
    if differing := _differing(turn, products, counted):
        lines.append(turn.t("rounds.apart", count=len(differing), names=_names(turn, differing)))
    lacking = _lacking(turn, here, seated, counted)
    few = await _too_few(turn, here, seated, counted, products)
    choices = []
    if lacking:
        lines.append(lacking)
    elif few:
        lines += [*few[:_SHOWN], *([turn.t("rounds.and_more", count=len(few) - _SHOWN)] if few[_SHOWN:] else [])]
    elif products and not empty:
        choices.append(turn.button(f"closeround:{here.id}:{here.sheets}", "rounds.close_yes"))
    elif not products:
        lines.append(turn.t("rounds.agenda_empty"))
    nav = (turn.button(f"seats:{here.id}", "rounds.seats"), turn.button(f"round:{here.id}", "nav.back"))
    turn.say(Reply("\n".join(lines), turn.t("rounds.close"), tuple(choices), nav))


def _counted(
    turn: Turn,
    here: Round,
    sheets: Sequence[MemberSheet],
    seated: Sequence[Holding],
    products: Sequence[Application],
) -> list[MemberSheet]:
    """The sheets that count: of what left the agenda none does, also not for the quorum."""
    ids = {one.id for one in products}
    return [sheet for sheet in found.counted(turn, here, sheets, seated) if sheet.application in ids]


def _names(turn: Turn, products: Sequence[Application]) -> str:
    names = [called(turn.t, one) for one in products[:_SHOWN]]
    more = len(products) - _SHOWN
    return "; ".join([*names, *([turn.t("rounds.and_more", count=more)] if more > 0 else [])])


def _differing(turn: Turn, products: Sequence[Application], sheets: Sequence[MemberSheet]) -> list[Application]:
    """Products whose members are further apart than their programme lets stand."""
    found_ = []
    for one in products:
        voting = turn.programme_of(one).voting
        if voting and apart([s for s in sheets if s.application == one.id], voting.apart):
            found_.append(one)
    return found_


def _lacking(turn: Turn, here: Round, seated: Sequence[Holding], sheets: Sequence[MemberSheet]) -> str:
    """That too few members have scored anything; "" where it is enough."""
    programme: Programme = turn.programmes.find(here.programme) or turn.programme
    if programme.voting is None or not found.own_level(turn, here):
        return ""
    least = programme.voting.least(len(seated))
    scored = {s.member for s in sheets}
    if len(scored) >= least > 0:
        return ""
    return turn.t("rounds.no_quorum", scored=len(scored), count=len(seated), least=max(least, 1))


async def _too_few(
    turn: Turn,
    here: Round,
    seated: Sequence[Holding],
    sheets: Sequence[MemberSheet],
    products: Sequence[Application],
) -> list[str]:
    """Each product that too few of those who may judge it have scored: a quorum is of each conclusion."""
    programme: Programme = turn.programmes.find(here.programme) or turn.programme
    if programme.voting is None or not found.own_level(turn, here):
        return []
    given = Counter(sheet.application for sheet in sheets)
    lines = []
    for one in products:
        own = await found.involved(turn, one)
        may = sum(member.person not in own for member in seated)
        least = programme.voting.least(may)
        if given[one.id] < least:
            lines.append(
                turn.t("rounds.too_few", product=called(turn.t, one), scored=given[one.id], count=may, least=least)
            )
    return lines


async def close(turn: Turn, round_id: str, seen: int) -> None:
    """No sheet comes any more. Whoever has sent one since it was asked is shown first."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    seated = await found.members(turn, here)
    products = await turn.reads.agenda_of(here.id)
    counted = _counted(turn, here, await turn.reads.sheets_in(here.id), seated, products)
    scored = {s.application for s in counted}
    complete = bool(products) and all(one.id in scored for one in products)
    lacking = _lacking(turn, here, seated, counted) or await _too_few(turn, here, seated, counted, products)
    if here.sheets != seen or not complete or lacking:
        await ask(turn, round_id, turn.t("rounds.sheets_came") if here.sheets != seen else "")
        return
    away = found.excused(await turn.reads.seats_of(here.id))
    there = {s.member for s in counted}
    seats = tuple(
        RoundSeat(one.person, one.official.name, PRESENT if one.person in there else ABSENT)
        for one in seated
        if one.person in there or one.person not in away
    )
    turn.do(CloseRound(here.id, here.sheets, seats))
    place, programme = turn.areas.get(here.unit).inline, turn.programmes.find(here.programme) or turn.programme
    starting.happened(turn, Starts.CONCLUDED, programme, here.unit, subject=here.id, about=place)
    turn.tell(
        "rounds.closed",
        turn.button(f"concludeall:{here.id}", "rounds.conclude_all"),
        turn.button(f"conclusions:{here.id}:0", "rounds.conclusions"),
        turn.button(f"round:{here.id}", "rounds.open"),
        turn.button(f"reopen:{here.id}", "rounds.reopen"),
    )


async def reopen(turn: Turn, round_id: str) -> None:
    """A slip, or members talk it over and score again: what was concluded falls."""
    here = await found.open_to_run(turn, round_id, RoundState.CLOSED)
    if here:
        turn.do(ReopenRound(here.id))
        turn.tell("rounds.reopened", turn.button(f"round:{here.id}", "rounds.open"))

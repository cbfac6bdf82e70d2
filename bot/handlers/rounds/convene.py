"""A round is convened: for which of the plan's councils, when, where; what is checked comes on its agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import CONVENE, MOVE_ROUND
from bot.handlers.forms import filling
from bot.handlers.rounds import found, invitations, page
from bot.handlers.shared.naming import title
from bot.handlers.shared.paging import earlier, few
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.rounds import ForCouncil
from bot.writes.rounds import MoveRound, PutRound
from ocop_domain.councils import Council, after_council, waits_at
from ocop_domain.duties.model import DutyKind, Occurrence
from ocop_domain.rights import Act
from ocop_domain.rounds import Round


async def choose(turn: Turn, start: int = 0) -> None:
    """The plan's rounds that are still to come, for each unit whose council this person runs."""
    units = found.seats_where(turn, Act.HOLD_ROUND)
    if not units:
        found.refuse(turn)
        return
    choices: list[Choice] = []
    for unit in units:
        choices += [
            Choice(f"newround:{unit}:{here.duty.level}:{here.duty.id}:{here.id}", _label(turn, here))
            for here in _planned(turn, unit)
        ]
        level = turn.areas.get(unit).level
        choices.append(turn.button(f"newround:{unit}:{level}:-:-", "rounds.unplanned"))
        above = _above(turn, unit)
        if above:
            choices.append(turn.button(f"newround:{unit}:{above.level}:-:-", f"rounds.result_of_{above.level}"))
    nav = (*earlier(turn, "convene", start), turn.button("rounds", "rounds.title"), turn.button("menu", "menu.back"))
    shown = few(turn, choices, "convene", start)
    turn.say(Reply(turn.t("rounds.which"), turn.t("rounds.convene"), tuple(shown), nav))


def _planned(turn: Turn, unit: str) -> list[Occurrence]:
    """Rounds of this unit's level whose time is not over, the next one first."""
    level = turn.areas.get(unit).level
    asking = turn.programmes.asking({unit}, turn.today)
    times = [o for programme in asking for o in programme.around(turn.today) if o.duty.kind is DutyKind.ROUND]
    ahead = [o for o in times if o.duty.level == level and o.last_day >= turn.today]
    return sorted(ahead, key=lambda o: (o.last_day, o.duty.id))[:3]


def _label(turn: Turn, here: Occurrence) -> str:
    return f"{here.last_day:%d/%m}: {title(turn.t, here)}"


def _above(turn: Turn, unit: str) -> Council | None:
    """The council of the next level, whose results are written down here where it does not work with the assistant."""
    return after_council(found.councils(turn, turn.lead(unit)), turn.areas.get(unit).level)


async def begin(turn: Turn, unit: str, level: str, duty: str, occurrence: str) -> None:
    """Asks for the day and the place."""
    if unit not in found.seats_where(turn, Act.HOLD_ROUND) or not _known_level(turn, unit, level):
        found.refuse(turn)
        return
    subject = f"{unit}:{level}:{duty}:{occurrence}"
    draft = Draft(turn.new_id(), CONVENE.id, CONVENE.version, turn.lead(unit).id, subject=subject)
    await filling.enter(turn, draft)


def _known_level(turn: Turn, unit: str, level: str) -> bool:
    above = _above(turn, unit)
    return level == turn.areas.get(unit).level or (above is not None and level == above.level)


async def convened(turn: Turn, draft: Draft) -> None:
    """The round is there, with all that waits for this council; who runs it sees it and sends the invitations."""
    unit, level, duty, occurrence = draft.subject.split(":")
    if unit not in found.seats_where(turn, Act.HOLD_ROUND) or not _known_level(turn, unit, level):
        found.refuse(turn)
        return
    day = date.fromisoformat(draft.answers["round_day"])
    made = Round(turn.new_id(), draft.programme, unit, level, day, draft.answers["round_place"])
    if duty != "-":
        made = replace(made, duty=duty, occurrence=occurrence)
    waiting = await waiting_for(turn, made)
    turn.do(PutRound(made, tuple(one.application.id for one in waiting)))
    turn.tell(
        "rounds.convened",
        turn.button(f"round:{made.id}", "rounds.open"),
        turn.button(f"agenda:{made.id}:0", "rounds.agenda"),
        *([turn.button(f"callround:{made.id}", "rounds.call")] if waiting else []),
        turn.button("menu", "menu.back"),
        day=turn.t.day(day),
        place=made.place,
        count=len(waiting),
    )


async def waiting_for(turn: Turn, round_: Round) -> list[ForCouncil]:
    """What is checked and waits for the council of this round."""
    units = turn.areas.within([round_.unit], turn.today).units
    return [one for one in await turn.reads.waiting_for_council(units) if waits(turn, one, round_.level)]


def waits(turn: Turn, one: ForCouncil, level: str) -> bool:
    """Whether a checked product waits for the council of a level: the first of its programme, or the next one."""
    councils = turn.programme_of(one.application).councils
    return waits_at(councils, found.levels(turn), one.level, one.verdict) == level


async def begin_moving(turn: Turn, round_id: str) -> None:
    """Asks for another day and place."""
    here = await found.open_to_run(turn, round_id)
    if here:
        draft = Draft(turn.new_id(), MOVE_ROUND.id, MOVE_ROUND.version, here.programme, subject=here.id)
        await filling.enter(turn, draft)


async def moved(turn: Turn, draft: Draft) -> None:
    """Another day or place: members, secretaries, communes and producers hear of it at once."""
    here = await found.open_to_run(turn, draft.subject)
    if here is None:
        return
    day, place = date.fromisoformat(draft.answers["round_day"]), draft.answers["round_place"]
    turn.do(MoveRound(here.id, day, place))
    there = replace(here, held_on=day, place=place)
    lines = [turn.t("rounds.moved")]
    products = await turn.reads.agenda_of(here.id)
    if products and there != here:
        lines.append(await invitations.tell_all(turn, there, products, moved=True))
    await page.tell_page(turn, there, "\n".join(lines))

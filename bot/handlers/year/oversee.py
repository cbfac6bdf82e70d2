"""Officials look after the duties of those below: which these are, and a date that is moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.year import MOVE
from bot.handlers.forms import filling
from bot.handlers.shared import dates
from bot.handlers.shared.meant import means_plan_of
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.messages import Reply
from bot.writes.year import MoveDate
from ocop_domain.areas import LEVELS, Territory
from ocop_domain.duties.agenda import Moved, date_for
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import Limit, Occurrence, beyond
from ocop_domain.rights import SPECS, Act, grants_for, rank_of, role_at

LISTED = 6
AFTER = timedelta(days=30)
"""How long a duty that is over is still looked after."""


def _own_areas(turn: Turn, act: Act) -> list[str]:
    return [g.area for g in grants_for(turn.person.grants, act)]


def _rank(turn: Turn) -> int:
    """The place of the highest role held, in the line of authority; 0 is a producer's."""
    return max((SPECS[grant.role].rank for grant in turn.person.grants), default=0)


def _stands_below(turn: Turn, duty_role: str) -> bool:
    """Whether those who must do it are producers, or stand below this person in the line of authority."""
    producers = duty_role == "producer"
    return (producers or rank_of(duty_role) > 0) and rank_of(duty_role) < _rank(turn)


def may_see(turn: Turn, occurrence: Occurrence) -> bool:
    """Whether this person looks after those who must do this duty."""
    return _stands_below(turn, occurrence.duty.role) and bool(_own_areas(turn, Act.OVERSEE))


def may_move(turn: Turn, occurrence: Occurrence) -> bool:
    """Whether this person may move the date: not of a duty that the level above holds."""
    role = occurrence.duty.role
    return bool(_own_areas(turn, Act.MOVE_DATE)) and rank_of(role) <= _rank(turn) and role != "ministry"


def as_it_holds(turn: Turn, occurrence: Occurrence, moved: Sequence[Moved]) -> Occurrence:
    """The occurrence with the date that holds where this person works."""
    areas = [g.area for g in turn.person.grants if g.area]
    return date_for(occurrence, areas, moved, turn.areas.binds)


def last_move(occurrence: Occurrence, moved: Sequence[Moved]) -> Moved | None:
    """The move that set this date, if it was moved."""
    own = [m for m in moved if (m.duty, m.occurrence) == (occurrence.duty.id, occurrence.id)]
    return next((m for m in reversed(own) if m.last_day == occurrence.last_day), None)


async def looked_after(turn: Turn) -> list[Occurrence]:
    """Every occurrence of the law and of the plans here, with the date that holds here."""
    found = []
    for programme in await dates.asking(turn):
        moved = await dates.moves(turn, programme)
        found += [as_it_holds(turn, occurrence, moved) for occurrence in programme.around(turn.today)]
    return found


def overseen(turn: Turn, here: Occurrence) -> Territory:
    """All that is a matter of the own units where something is to be done."""
    own = turn.areas.within(_own_areas(turn, Act.OVERSEE), turn.today)
    return turn.programmes.where(here, turn.today).part(own.units)


async def overseen_duty(turn: Turn, duty: str, occurrence: str) -> Occurrence | None:
    """The duty with the date that holds here, where this person looks after it; else it says that it is not theirs."""
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_see(turn, general):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return None
    return as_it_holds(turn, general, await dates.moves(turn, dates.declaring(turn, general)))


async def begin_move(turn: Turn, duty: str, occurrence: str) -> None:
    """Asks for the new day and the reason."""
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_move(turn, general):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    here = as_it_holds(turn, general, await dates.moves(turn, dates.declaring(turn, general)))
    draft = await _move_of(turn, here)
    note = turn.t(
        "move.intro", duty=title(turn.t, here), day=turn.t.day(here.last_day), place=place_name(turn, _reach(turn))
    )
    await filling.enter(turn, draft, note)


async def _move_of(turn: Turn, here: Occurrence) -> Draft:
    """The person's own moving of one date, begun or new."""
    programme = here.duty.programme
    draft_id = f"newday.{programme}.{turn.person.id}.{here.key}"
    for id_ in (draft_id, f"newday.{turn.person.id}.{here.key}"):  # the second: when one programme was served
        begun = await turn.reads.draft(id_)
        if begun and begun.programme == programme:
            return begun
    return Draft(draft_id, MOVE.id, MOVE.version, programme, subject=here.key)


def _reach(turn: Turn) -> str:
    """Where a date that this person moves will hold: the own unit, or everywhere for who leads the programme."""
    order = [level for level in LEVELS if level in turn.programme.levels]
    top = role_at(order[0])
    own = grants_for(turn.person.grants, Act.MOVE_DATE)
    if turn.programme.province and any(g.role is top for g in own):
        return ""
    return own[0].area


def place_name(turn: Turn, area: str) -> str:
    unit = turn.areas.find(area)
    return unit.inline if unit else turn.t("move.everywhere")


async def move(turn: Turn, draft: Draft) -> None:
    """The date is moved: everybody concerned is told once, the calendars change, old and new stay in the history."""
    duty, _, occurrence = draft.subject.partition(":")
    means_plan_of(turn, draft)
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_move(turn, general):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    here = as_it_holds(turn, general, await dates.moves(turn, dates.declaring(turn, general)))
    new = date.fromisoformat(draft.answers["new_day"])
    if new == here.last_day:
        turn.tell(
            "move.same", turn.button(f"duty:{duty}:{occurrence}", "remind.do.look"), turn.button("menu", "menu.back")
        )
        return
    if limit := beyond(general.duty, general.last_day, new):
        again = draft.with_(answers={**draft.answers, "new_day": None}, at="new_day", revision=0)
        await filling.enter(turn, again, _refused(turn, limit, new))
        return
    reach = _reach(turn)
    moved = Moved(duty, occurrence, reach, here.last_day, new, draft.answers["move_reason"], turn.today)
    turn.do(MoveDate(here.duty.programme, moved))
    then, t = dated(here, new), turn.t
    lines = [
        t(
            "move.done",
            duty=title(t, here),
            was=t.day(here.last_day),
            day=t.day(then.last_day),
            place=place_name(turn, reach),
        )
    ]
    if then.announced != then.last_day:
        lines.append(t("duty.announced", day=t.day(then.announced)))
    choices = (turn.button(f"duty:{duty}:{occurrence}", "remind.do.look"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), choices=choices))


def _refused(turn: Turn, limit: Limit, new: date) -> str:
    """Why a date cannot be so late, or so early, by which article, and how far it may be moved."""
    day = turn.t.day(limit.day)
    if new > limit.day:
        return turn.t("move.too_late", day=day, source=limit.source)
    return turn.t("move.too_early", day=day, source=limit.source)

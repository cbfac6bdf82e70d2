"""Officials: who has done what, by name; a nudge for those who have not; a date that is moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.year import MOVE
from bot.handlers.forms import filling
from bot.handlers.shared import dates
from bot.handlers.shared.naming import title
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.messages import Choice, Reply
from bot.records.people import Holder
from bot.writes.year import MoveDate, Nudge
from ocop_domain.areas import LEVELS, Territory
from ocop_domain.duties.agenda import Moved, date_for
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import Limit, Occurrence, beyond
from ocop_domain.rights import SPECS, Act, grants_for, rank_of, role_at

LISTED = 6
NAMED = 30
"""Names on one page: more do not help on a small screen."""
_AFTER = timedelta(days=30)
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
    return date_for(occurrence, areas, moved, turn.areas.reaches)


def last_move(occurrence: Occurrence, moved: Sequence[Moved]) -> Moved | None:
    """The move that set this date, if it was moved."""
    own = [m for m in moved if (m.duty, m.occurrence) == (occurrence.duty.id, occurrence.id)]
    return next((m for m in reversed(own) if m.last_day == occurrence.last_day), None)


async def overview(turn: Turn, start: int = 0) -> None:
    """The duties of those below that are open now, with how many have done them."""
    t = turn.t
    lines: list[str] = []
    choices: list[Choice] = []
    last = start + LISTED  # one more is looked for: it tells whether there is a further page
    for here in await _looked_after(turn):
        current = here.opens <= turn.today <= here.last_day + _AFTER
        if len(lines) > last or not current or len(here.duty.remind) <= 2 or not may_see(turn, here):
            continue
        if people := await _holders(turn, here, _overseen(turn, here)):
            done, day = sum(h.done for h in people), f"{here.announced:%d/%m/%Y}"
            lines.append(t("who.line", duty=title(t, here), done=done, all=len(people), day=day))
            choices.append(Choice(f"who:{here.duty.id}:{here.id}", title(t, here)))
    start = start_of(start, len(lines))
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
    shown = slice(start, start + taken(start, len(lines)))
    nav = (*earlier(turn, "overview", start), turn.button("menu", "menu.back"))
    text = "\n".join(numbered[shown]) or t("who.nothing")
    turn.say(Reply(text, t("who.title"), (*choices[shown], *more(turn, "overview", start, len(lines))), nav))


async def _looked_after(turn: Turn) -> list[Occurrence]:
    """Every occurrence of the law and of the plans here, with the date that holds here."""
    found = []
    for programme in await dates.asking(turn):
        moved = await dates.moves(turn, programme)
        found += [as_it_holds(turn, occurrence, moved) for occurrence in programme.around(turn.today)]
    return found


async def _holders(turn: Turn, here: Occurrence, areas: Territory) -> list[Holder]:
    """All whom an occurrence concerns there, under whichever plan they take part."""
    return await turn.reads.holders(here, areas, turn.programmes.counted(here.duty.programme))


def _overseen(turn: Turn, here: Occurrence) -> Territory:
    """All that is a matter of the own units where something is to be done."""
    own = turn.areas.within(_own_areas(turn, Act.OVERSEE), turn.today)
    return turn.programmes.where(here, turn.today).part(own.units)


async def who(turn: Turn, duty: str, occurrence: str, start: int = 0) -> None:
    """Who has done it and who has not, by name: those who have not first."""
    here = await _overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    people = await _holders(turn, here, _overseen(turn, here))
    t = turn.t
    waiting, done = [h for h in people if not h.done], [h for h in people if h.done]
    start = start_of(start, len(people))
    shown = [*waiting, *done][start : start + NAMED]
    lines = [t("who.due", day=t.day(here.announced))]
    lines += [t("who.waiting", count=len(waiting)), *_names(turn, [h for h in shown if not h.done])] if waiting else []
    lines += [t("who.done", count=len(done)), *_names(turn, [h for h in shown if h.done])] if done else []
    if not people:
        lines.append(t("who.nobody"))
    reached = _reached(waiting)
    if missed := len({h.person for h in waiting}) - reached:
        lines.append(t("who.not_reached", count=missed))
    choices = [turn.button(f"nudge:{duty}:{occurrence}", "who.nudge", count=reached)] if reached else []
    if may_move(turn, here):
        choices.append(turn.button(f"move:{duty}:{occurrence}", "duty.move"))
    route = f"who:{duty}:{occurrence}"
    if start + NAMED < len(people):
        choices.append(turn.button(f"{route}:{start + NAMED}", "nav.more"))
    back = (turn.button("overview", "menu.overview"), turn.button("menu", "menu.back"))
    nav = (*earlier(turn, route, start, NAMED + 1), *back)
    turn.say(Reply("\n".join(lines), title(t, here), tuple(choices), nav))


def _reached(waiting: Sequence[Holder]) -> int:
    """How many people a nudge would really come to."""
    return len({h.person for h in waiting if h.reached})


def _names(turn: Turn, people: Sequence[Holder]) -> list[str]:
    return [f"• {_name(turn, holder)}" for holder in people]


def _name(turn: Turn, holder: Holder) -> str:
    """A producer by name and commune, an office by its unit; said of those whom no message reaches."""
    area = turn.areas.find(holder.area)
    name = holder.name or (area.name if area else turn.t("who.unnamed"))
    if holder.name and area:
        name = f"{holder.name}, {area.name}"
    if holder.helped:
        return turn.t("who.through_officer", name=name)
    return turn.t("who.unreachable", name=name) if holder.unreachable else name


async def _overseen_duty(turn: Turn, duty: str, occurrence: str) -> Occurrence | None:
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_see(turn, general):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return as_it_holds(turn, general, await dates.moves(turn, dates.declaring(turn, general)))


async def nudge(turn: Turn, duty: str, occurrence: str) -> None:
    """Reminds everybody below who has not done it: once a day, and not at night."""
    here = await _overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    areas = _overseen(turn, here)
    waiting = [h for h in await _holders(turn, here, areas) if not h.done]
    reached = _reached(waiting)
    if reached:
        wave = Wave(
            rule="nudge",
            key=f"{here.duty.programme}:nudge:{here.key}:{turn.today}",
            on=turn.today,
            topic=here.key,
            audience=Open(here, areas),
            day=here.announced,
        )
        turn.do(Nudge(turn.programmes.counted(here.duty.programme), wave, turn.now))
    turn.tell(
        "who.nudged" if reached else "who.not_reached" if waiting else "who.all_done",
        turn.button(f"who:{duty}:{occurrence}", "remind.do.above"),
        turn.button("menu", "menu.back"),
        count=reached or len({h.person for h in waiting}),
    )


async def begin_move(turn: Turn, duty: str, occurrence: str) -> None:
    """Asks for the new day and the reason."""
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_move(turn, general):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
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
    general = duties.occurrence_of(turn, duty, occurrence)
    if general is None or not may_move(turn, general):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
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

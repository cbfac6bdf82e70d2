"""The own calendar: what is open, what comes, how many days are left; as text, as a picture, on the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from bot.conversations.forms import REGISTRATIONS
from bot.handlers.account import phones
from bot.handlers.activities import words
from bot.handlers.activities.dated import dated
from bot.handlers.reporting import waiting
from bot.handlers.shared import dates
from bot.handlers.shared.dates import holding
from bot.handlers.shared.meant import button_of
from bot.handlers.shared.naming import called, named, title
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.people import NewCalendarAddress
from ocop_domain.activities import Activity, Coming
from ocop_domain.applications import TAKEN_ON, TO_CHECK, ApplicationState, upcoming
from ocop_domain.areas import Territory
from ocop_domain.duties.agenda import Facts, Moved, Task, begun_tasks, date_for, near, places, tasks
from ocop_domain.duties.model import SAID, Done, DutyKind, Occurrence
from ocop_domain.evidence import RECOGNITION, SOON
from ocop_domain.law import renewal_on
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act, roles_for
from ocop_domain.roles import duties_of
from ocop_domain.visits import FindingState

_PAST = timedelta(days=30)
LISTED = 6
"""Open matters on one screen, each with a button."""
COMING = 4
"""Matters to come that are named."""


@dataclass(frozen=True, slots=True)
class AgendaMatter:
    """Something that is open now: what, by when, and the button that leads to it."""

    name: str
    announced: date
    last_day: date
    door: str
    undated: bool = False


async def own_tasks(turn: Turn) -> list[Task]:
    """Every dated duty of this person, of all programmes that ask for one, with the dates that hold for them."""
    known = await _known(turn)
    found: list[Task] = []
    for programme in await dates.asking(turn):
        found += await _tasks_in(turn, programme, known[programme.id])
    return sorted(found, key=lambda t: (t.occurrence.announced, t.occurrence.opens, t.occurrence.duty.id, t.scope))


async def _known(turn: Turn) -> dict[str, Facts]:
    """What is known of this person in each programme that may ask something."""
    return await turn.reads.facts_of(turn.person, [turn.counted(one) for one in await dates.asking(turn)])


async def _tasks_in(turn: Turn, programme: Programme, facts: Facts) -> list[Task]:
    """What one programme asks of this person; where nothing of it has a day nothing more is read."""
    around = programme.around(turn.today)
    if not around and not facts.started:
        return []
    # What names no day has none that could be moved.
    moved = await dates.moves(turn, programme) if any(not one.undated for one in around) else []
    todo: dict[Territory, list[Occurrence]] = {}
    for occurrence in around:
        todo.setdefault(turn.programmes.where(occurrence, turn.today), []).append(occurrence)
    found = [task for here, some in todo.items() for task in tasks(some, facts, moved, turn.areas.binds, here)]
    found += begun_tasks(programme.duty, facts)
    return [_until_its_day(turn, task, facts) for task in found]


def _until_its_day(turn: Turn, task: Task, facts: Facts) -> Task:
    """More may be handed up until the last day of a list is over: only then it is done."""
    here = task.occurrence
    if not task.done or here.duty.done is not Done.LIST or here.last_day < turn.today:
        return task
    said = (here.duty.id, here.id, task.scope) in facts.done
    return task if said else replace(task, done=False)


async def show(turn: Turn, start: int = 0) -> None:
    """What is open now by its last day, then what comes next."""
    t = turn.t
    facts = (await _known(turn))[turn.programme.id]
    found = await own_tasks(turn)
    own = [*_open(turn, found), *await _own_products(turn, facts), *await _own_papers(turn)]
    own += [*await _to_mend(turn), *await _own_reports(turn)]
    now = sorted(own, key=lambda m: m.announced)
    start = start if 0 <= start < len(now) else 0
    listed = now[start : start + LISTED]
    later = [task for task in found if _opens_later(turn, task)]
    coming = sorted(later, key=lambda task: task.occurrence.opens)[:COMING]
    apart = [task for task in found if task.quiet and is_open(turn, task)]
    parts = [t("calendar.today", day=t.day(turn.today))]
    for heading, group in groupby(enumerate(listed, 1), lambda m: near(m[1].announced, m[1].last_day, turn.today)):
        parts.append("\n".join([t(f"calendar.{heading}"), *(f"{n}. {m.name} – {_days(turn, m)}" for n, m in group)]))
    if not now:
        parts.append(t("calendar.nothing"))
    rest = len(now) - start - LISTED
    if rest > 0:
        parts.append(t("calendar.more", count=rest))
    invited = await _invited(turn)
    if invited and not start:
        parts.append("\n".join([t("calendar.invited"), *(f"• {words.line(t, here)}" for here in invited[:COMING])]))
    if coming and not start:
        parts.append("\n".join([t("calendar.coming"), *(_coming(turn, task) for task in coming)]))
    if apart and not start:
        parts.append(t("calendar.apart", count=len(apart)))
    nav = [turn.button(f"calendar:{start + LISTED}", "nav.more")] if rest > 0 else []
    nav += earlier(turn, "calendar", start, LISTED + 1)
    if invited:
        nav.append(turn.button("invitedto", "activity.invited_to", count=len(invited)))
    if apart:
        nav.append(turn.button("apart", "calendar.apart_open", count=len(apart)))
    nav += [turn.button("year", "calendar.picture"), turn.button("phone", "calendar.phone")]
    if any(_said_done(turn, task) for task in found):
        nav.append(turn.button("finished", "calendar.finished"))
    if not _official(turn):
        nav.append(turn.button("papers", "menu.papers"))
    nav.append(turn.button("menu", "menu.back"))
    choices = tuple(Choice(m.door, m.name) for m in listed)
    turn.say(Reply("\n\n".join(parts), t("calendar.title"), choices, tuple(nav)))


def _opens_later(turn: Turn, task: Task) -> bool:
    """Whether it is still to come; what names no day has none on which it opens, nor one on which it ends."""
    here = task.occurrence
    return here.opens > turn.today and not (task.done or task.quiet or here.undated)


def _said_done(turn: Turn, task: Task) -> bool:
    """What somebody said to be done, and may have said by mistake."""
    return task.done and task.occurrence.duty.done in SAID and task.occurrence.opens <= turn.today


async def finished(turn: Turn, start: int = 0) -> None:
    """What is done, the last first: each can be taken back."""
    found = [task for task in await own_tasks(turn) if _said_done(turn, task)]
    found.sort(key=lambda k: k.occurrence.last_day, reverse=True)
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found))]
    choices = [Choice(button_of(turn, k.occurrence), title(turn.t, k.occurrence)) for k in shown]
    choices += more(turn, "finished", start, len(found))
    back = (turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
    nav = (*earlier(turn, "finished", start), *back)
    turn.say(Reply(turn.t("calendar.finished_text"), turn.t("calendar.finished"), tuple(choices), nav))


def _official(turn: Turn) -> bool:
    return bool(turn.person.grants)


def _open(turn: Turn, found: Sequence[Task]) -> list[AgendaMatter]:
    """Duties that may be done now and are not done; what is long past helps nobody any more."""
    now = [task for task in found if is_open(turn, task) and not task.quiet]
    return [_matter(turn, task) for task in now]


def is_open(turn: Turn, task: Task) -> bool:
    """Whether it may be done now and is not done."""
    return not task.done and is_now(turn, task)


def is_now(turn: Turn, task: Task) -> bool:
    """Whether it is its time, or was not long ago."""
    here = task.occurrence
    return here.opens <= turn.today <= here.last_day + _kept_after(here)


def _matter(turn: Turn, task: Task) -> AgendaMatter:
    here = task.occurrence
    return AgendaMatter(name_of(turn, task), here.announced, here.last_day, button_of(turn, here), here.undated)


def name_of(turn: Turn, task: Task) -> str:
    """A task as it is called in a list; who has several units is told for which."""
    several = len({grant.area for grant in turn.person.grants}) > 1
    unit = turn.areas.find(task.scope) if several else None
    name = title(turn.t, task.occurrence)
    named = f"{unit.name}: {name}" if unit else name
    return f"{named}: {task.about}" if task.about else named


def _kept_after(occurrence: Occurrence) -> timedelta:
    """How long a duty that is late stays in the calendar; one that may be missed does not."""
    return timedelta() if occurrence.duty.missable or occurrence.undated else _PAST


CHECKERS = duties_of(roles_for(Act.CHECK))
_BACK = {ApplicationState.RETURNED: ("owners", "fix"), ApplicationState.SUPPLEMENT: ("supplement", "supplement")}
"""What has come back to the producer: what it is called, and the button that leads there."""


async def _own_products(turn: Turn, facts: Facts) -> list[AgendaMatter]:
    """What was begun and not sent, and what was returned; for an officer, what waits for a check."""
    t, found = turn.t, []
    holds = await holding(turn, (*places(facts), *(g.area for g in facts.grants if g.area)))
    for draft in await turn.reads.drafts_of(turn.person.id):
        step = upcoming(turn.programme, "draft", turn.today, holds)
        if draft.form in REGISTRATIONS and step and step.last_day:
            name = t("remind.name.drafts", name=named(t, draft.name, draft.answers))
            found.append(AgendaMatter(name, step.last_day, step.last_day, f"draft:{draft.id}"))
    for application in await turn.reads.applications_over_years(turn.person.id):
        if application.state not in _BACK:
            continue
        step = upcoming(turn.programme_of(application), application.state, application.updated_on, holds)
        if step and step.last_day:
            what, door = _BACK[application.state]
            name = t(f"remind.name.{what}", name=called(t, application))
            found.append(AgendaMatter(name, step.last_day, step.last_day, f"{door}:{application.id}"))
    communes = units_of(turn, Act.CHECK)
    for state in TO_CHECK:
        waiting = await turn.reads.applications_in(communes, (state,), 1)
        first = waiting[0] if waiting else None
        step = upcoming(turn.programme_of(first), state, first.updated_on, holds) if first else None
        if step and step.last_day and step.actor in CHECKERS:
            name = t("remind.name.checkers" if state is ApplicationState.SENT else "remind.name.filed")
            found.append(AgendaMatter(name, step.last_day, step.last_day, "queue"))
    return found


async def _to_mend(turn: Turn) -> list[AgendaMatter]:
    """What was found at a visit and waits for an answer."""
    own = await turn.reads.applications_over_years(turn.person.id)
    if not any(one.state in TAKEN_ON for one in own):  # nobody visits what is not made yet
        return []
    found = [one for one in await turn.reads.own_findings(turn.person.id) if one.state is FindingState.OPEN]
    t = turn.t
    return [AgendaMatter(t("visit.matter", name=one.name), one.due, one.due, f"found1:{one.id}") for one in found]


async def _own_papers(turn: Turn) -> list[AgendaMatter]:
    """Papers that end within two months; a recognition as soon as its renewal may be filed."""
    found, renewal = [], renewal_on(turn.today)
    papers = await turn.reads.papers_of(turn.person.id)
    products = await turn.reads.products_of(turn.person.id) if papers else []
    stopped = {product.id for product in products if product.stopped}
    for paper in papers:
        if paper.products and stopped.issuperset(paper.products):
            continue
        lead = renewal.opens if paper.kind == RECOGNITION else SOON
        if paper.expires and (paper.expires - turn.today).days <= lead:
            renew = paper.expires - timedelta(days=renewal.closes) if paper.kind == RECOGNITION else paper.expires
            last = renew if renew >= turn.today else paper.expires
            kind = turn.t(f"q.paper_kind.option.{paper.kind}")
            name = turn.t("remind.name.papers", name=paper.name, kind=kind)
            found.append(AgendaMatter(name, last, last, f"paper:{paper.id}"))
    return found


async def _invited(turn: Turn) -> list[Activity]:
    """Activities to which this person is invited and has not said no, until they are over; each once."""
    rows = await turn.reads.invitations_of(sorted(turn.person.speaks_for), turn.today)
    coming = {here.id: here for here, one in rows if here.awaits(turn.today) and one.answer is not Coming.NO}
    return list(coming.values())


async def _own_reports(turn: Turn) -> list[AgendaMatter]:
    """Reports that a level above has asked for and that wait for an answer."""
    found = await waiting.unanswered(turn)
    return [AgendaMatter(one.title, one.last_day, one.last_day, f"answerreport:{one.id}") for one, _ in found]


def _days(turn: Turn, matter: AgendaMatter) -> str:
    """The last day, and how many days are left; that the plan names none."""
    if matter.undated:
        return turn.t("calendar.due_none")
    left = (matter.announced - turn.today).days
    key = "past" if matter.last_day < turn.today else "today" if left <= 0 else "left"
    past = (turn.today - matter.last_day).days
    day = matter.last_day if past > 0 else matter.announced
    return turn.t(f"calendar.due_{key}", day=turn.t.day(day), left=left, past=past)


def _coming(turn: Turn, task: Task) -> str:
    o, t = task.occurrence, turn.t
    opens = f"{o.opens:%d/%m}" if o.opens.year == o.announced.year else f"{o.opens:%d/%m/%Y}"
    return "• " + t("calendar.opens", duty=name_of(turn, task), opens=opens, day=f"{o.announced:%d/%m/%Y}")


async def picture(turn: Turn) -> None:
    """The year on one picture."""
    moved = await dates.moves(turn)
    found = await own_tasks(turn)
    rounds = _rounds(turn, {task.occurrence.key for task in found}, moved)
    language = turn.person.language
    file = await turn.papers.timeline([*found, *rounds], name=turn.programme.name, today=turn.today, language=language)
    turn.say(
        Reply(
            turn.t("calendar.picture_text", programme=turn.programme.name),
            choices=(turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back")),
            files=(file,),
            names=(f"lich {turn.programme.name}",),
        )
    )


def _rounds(turn: Turn, own: set[str], moved: Sequence[Moved]) -> list[Task]:
    """The rounds of evaluation, which everybody wants to see; one that is over is over."""
    areas = [g.area for g in turn.person.grants if g.area]
    rounds = [o for o in turn.programme.around(turn.today) if o.duty.kind is DutyKind.ROUND and o.key not in own]
    here = [date_for(o, areas, moved, turn.areas.binds) for o in rounds]
    return [Task(o, "", done=o.last_day < turn.today) for o in here]


async def phone(turn: Turn) -> None:
    """The calendar for the phone: a file, and an address that stays up to date."""
    if phones.waits(turn):
        return
    moved = await dates.moves(turn)
    found = await own_tasks(turn)
    activities = await dated(turn.reads, turn.person, turn.today)
    name, id_ = turn.programme.name, turn.programme.id
    file = await turn.papers.calendar(found, moved, activities, name=name, programme=id_, language=turn.person.language)
    version = await turn.reads.calendar_version(turn.person.id)
    address = turn.papers.calendar_address(turn.person.id, version)
    turn.say(
        Reply(
            turn.t("calendar.phone_text" if address else "calendar.phone_file", address=address),
            choices=(
                *((turn.button("newaddress", "calendar.new_address"),) if address else ()),
                turn.button("calendar", "menu.calendar"),
                turn.button("menu", "menu.back"),
            ),
            files=(file,),
            names=(f"lich {turn.programme.name}",),
        )
    )


async def new_address(turn: Turn) -> None:
    """A new private address: whoever has the old one sees nothing any more."""
    if phones.waits(turn):
        return
    turn.do(NewCalendarAddress())
    version = await turn.reads.calendar_version(turn.person.id) + 1
    turn.tell(
        "calendar.changed_address",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        address=turn.papers.calendar_address(turn.person.id, version),
    )

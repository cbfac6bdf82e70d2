"""Facts about the one who asks: where the own things stand at this moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.handlers.account import office
from bot.handlers.activities import words
from bot.handlers.evidence import checklist
from bot.handlers.knowledge import here, passing
from bot.handlers.knowledge import officer as one_of
from bot.handlers.progress import home, mine
from bot.handlers.progress.figures import gather
from bot.handlers.progress.tables import step_words
from bot.handlers.registration import own, show
from bot.handlers.shared.naming import called, title
from bot.handlers.shared.territory import units_of
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.handlers.year import agenda, duty
from bot.handlers.year import late as year_late
from bot.messages import Choice
from ocop_domain.applications import HANDED_IN, Application, ApplicationState
from ocop_domain.cycle import stage_of
from ocop_domain.programme_collection import MARK
from ocop_domain.recognitions import held
from ocop_domain.rights import Act

_SHOWN = 2
"""Products that are told at once; all of them are behind the button."""


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """What is said, and the buttons that lead on."""

    text: str
    choices: tuple[Choice, ...] = ()


async def _open(turn: Turn) -> list[Application]:
    """The own products that are under way, the newest first."""
    return [one for one in await turn.reads.applications_over_years(turn.person.id) if one.open]


async def where_file(turn: Turn) -> LiveAnswer | None:
    """Where the own products stand, and what comes next."""
    found = await _open(turn)
    if not found:
        return None
    lines = [await show.line(turn, one) for one in found[:_SHOWN]]
    return LiveAnswer("\n\n".join(lines), _pages(turn, found))


async def missing(turn: Turn) -> LiveAnswer | None:
    """Which papers the newest product lacks."""
    found = await _open(turn)
    if not found:
        return None
    product = found[0]
    lacking = [one for one in await checklist.wanted(turn, product) if one.lacking and (one.required or one.for_star)]
    name = called(turn.t, product)
    names = ", ".join(turn.t(f"q.paper_kind.option.{one.kind}") for one in lacking[:4])
    text = turn.t("ask.live_lacks", name=name, papers=names) if lacking else turn.t("ask.live_whole", name=name)
    return LiveAnswer(text, (turn.button(f"dossier:{product.id}", "ask.open_dossier"),))


async def last_day(turn: Turn) -> LiveAnswer | None:
    """The next last day of the one who asks."""
    tasks = [task for task in await agenda.own_tasks(turn) if not task.done]
    ahead = [task for task in tasks if task.occurrence.last_day >= turn.today]
    if not ahead:
        return None
    first = ahead[0].occurrence
    left = (first.last_day - turn.today).days
    text = turn.t("ask.live_day", duty=title(turn.t, first), day=turn.t.day(first.last_day), left=left)
    return LiveAnswer(text, (turn.button("calendar", "menu.calendar"),))


async def points(turn: Turn) -> LiveAnswer | None:
    """How many points the products had when they were scored last."""
    lines = []
    found = await _open(turn)
    for one in found[:_SHOWN]:
        sheets = await turn.reads.sheets_of(one.id)
        if sheets:
            last = sheets[0]
            day = turn.t.day(last.on)
            lines.append(
                turn.t("ask.live_points", name=called(turn.t, one), points=last.total, star=last.star, day=day)
            )
    if not lines:
        return None
    return LiveAnswer("\n".join(lines), tuple(turn.button(f"score:{one.id}", "ask.open_score") for one in found[:1]))


async def papers_end(turn: Turn) -> LiveAnswer | None:
    """Which papers run out first."""
    dated = [paper for paper in await turn.reads.papers_of(turn.person.id) if paper.expires]
    if not dated:
        return None
    lines = [
        turn.t(
            "ask.live_paper",
            kind=turn.t(f"q.paper_kind.option.{paper.kind}"),
            name=paper.name,
            day=turn.t.day(paper.expires),
        )
        for paper in dated[:3]
        if paper.expires
    ]
    return LiveAnswer("\n".join(lines), (turn.button("papers", "ask.papers"),))


async def officer(turn: Turn) -> LiveAnswer | None:
    """Who is responsible in the own commune, and the phone of the office."""
    area = await here.area_of(turn)
    if not area:
        return None
    told = await office.contacts(turn, area)
    return LiveAnswer(told) if told else None


async def sent(turn: Turn) -> LiveAnswer | None:
    """What was sent to the commune, and when."""
    found = [one for one in await turn.reads.applications_over_years(turn.person.id) if one.sent_on]
    if not found:
        return None
    lines = [
        turn.t(
            "ask.live_sent",
            name=called(turn.t, one),
            place=turn.areas.get(one.area).name,
            day=turn.t.day(one.sent_on),
            state=turn.t(f"state.{one.state}"),
        )
        for one in found[:3]
    ]
    return LiveAnswer("\n".join(lines), _pages(turn, found))


async def in_list(turn: Turn) -> LiveAnswer | None:
    """Whether the own products stand in the plan's list of this year, and in the commune's."""
    found, unit = await _open(turn), await mine.unit_of(turn)
    plan = mine.plan_with_list(turn, unit)
    if not found:
        return LiveAnswer(turn.t("planned.ask_here"), (turn.button("planname", "planned.name"),)) if plan else None
    lines = [await mine.own_lines(turn, plan, unit)] if plan else []
    for one in found[:3]:
        taken = one.state is ApplicationState.ACCEPTED or one.state in HANDED_IN
        name, state = called(turn.t, one), turn.t(f"state.{one.state}")
        lines.append(
            turn.t("ask.live_listed", name=name, state=state)
            if taken
            else turn.t("ask.live_not_listed", name=name, state=state)
        )
    doors = (turn.button("inplan", "progress.mine"),) if plan else ()
    return LiveAnswer("\n".join(lines), (*_pages(turn, found), *doors))


async def progress(turn: Turn) -> LiveAnswer | None:
    """How far the unit of the one who asks is, against its own numbers."""
    units = home.units(turn)
    if not units:
        return None
    found = await gather(turn, turn.reads, units[0])
    text = "\n".join((home.title_of(turn, found), home.headline(turn, found), step_words(found, turn.t)))
    return LiveAnswer(text, (turn.button(f"progress:{units[0]}:0", "progress.open"),))


async def not_registered(turn: Turn) -> LiveAnswer | None:
    """Which rows of the plan's list nobody has registered yet."""
    units = home.units(turn)
    found = await gather(turn, turn.reads, units[0]) if units else None
    if found is None or found.listed is None:
        return None
    missing = found.compared.missing
    rows = [f"• {' – '.join(filter(None, (row.product, row.producer)))}" for row in missing[:4]]
    registered = len(found.compared.matched)
    head = turn.t("progress.list_head", all=len(found.planned), matched=registered, missing=len(missing))
    text = "\n".join((head, *rows))
    return LiveAnswer(text, (turn.button(f"planlist:{units[0]}:0:0", "progress.planned"),))


async def star(turn: Turn) -> LiveAnswer | None:
    """The stars of the own products, and until when."""
    stars = await turn.reads.recognitions_of(turn.person.id)
    products = await turn.reads.products_of(turn.person.id)
    having = [(product, held(product.id, stars, turn.today)) for product in products]
    lines = [f"{product.name}: {own.star_line(turn, one)}" for product, one in having if one]
    return LiveAnswer("\n".join(lines[:3]), (turn.button("mine", "menu.mine"),)) if lines else None


async def waiting(turn: Turn) -> LiveAnswer | None:
    """How much waits for the officer's check."""
    units = units_of(turn, Act.CHECK)
    if not units:
        return None
    found = await turn.reads.waiting_in(units, but=turn.person.id)
    return LiveAnswer(turn.t("ask.live_waiting", count=len(found)), (turn.button("queue", "menu.queue"),))


async def late(turn: Turn) -> LiveAnswer | None:
    """Which communes below owe checks for too long."""
    told = await year_late.line(turn)
    return LiveAnswer(told, (turn.button("late", "late.title"),)) if told else None


async def this_duty(turn: Turn) -> LiveAnswer | None:
    """Who leads and helps with the duty that is on the screen; None where none is, or several are."""
    pressed = (data.partition(MARK) for data, _ in turn.person.choices)
    named = {(data.split(":")[1], mark) for data, _, mark in pressed if data.partition(":")[0] in _OF_A_DUTY}
    if len(named) != 1:
        return None
    id_, mark = named.pop()
    turn.meant = turn.programmes.marked(mark) or turn.meant
    found = duty.declared(turn, id_)
    if found is None:
        return None
    lines = [found.title, *duty.leading(turn, found)]
    doors = (turn.button("agencies", "agencies.title"), turn.button("calendar", "menu.calendar"))
    return LiveAnswer("\n".join(lines), doors)


_OF_A_DUTY = frozenset({"did", "undo", "mute", "unmute", "report", "list", "who", "move", "duty"})
"""Buttons that name a duty first."""


def _pages(turn: Turn, found: list[Application]) -> tuple[Choice, ...]:
    return tuple(Choice(f"p:{one.id}", called(turn.t, one)) for one in found[:_SHOWN])


async def my_step(turn: Turn) -> LiveAnswer | None:
    """In which of the steps the newest product is."""
    place = await place_of(turn)
    stages = place.programme.stages
    if not stages:
        return None
    stage = stage_of(place.programme, place.who.step)
    if place.application and stage:
        name = called(turn.t, place.application)
        text = turn.t("cycle.here", name=name, step=stage.step, stage=stage.title)
    else:
        text = turn.t("cycle.all", steps="; ".join(f"{each.step}. {each.title}" for each in stages))
    return LiveAnswer(text, (turn.button("steps", "cycle.open"), turn.button("support", "aid.open")))


async def my_asks(turn: Turn) -> LiveAnswer | None:
    """Where the newest questions, difficulties and needs are."""
    _, found = await turn.reads.inquiries_of(turn.person.id, _SHOWN)
    if not found:
        return None
    lines = [f"{one_of.called(turn, one)}. {passing.standing(turn, one)}" for one in found]
    return LiveAnswer("\n".join(lines), (turn.button("myasks", "asks.title"),))


async def activities(turn: Turn) -> LiveAnswer | None:
    """To what the one who asks is invited, when and where; else what is held where they are, without an invitation."""
    rows = await turn.reads.invitations_of(sorted(turn.person.speaks_for), turn.today)
    own = [one for one in rows if one[0].awaits(turn.today)]
    if own:
        lines = [turn.t("activity.you_are_invited", what=words.line(turn.t, one)) for one, _ in own[:_SHOWN]]
        doors = tuple(Choice(f"activity:{one.id}", words.label(one)) for one, _ in own[:_SHOWN])
        return LiveAnswer("\n".join(lines), (*doors, turn.button("invitedto", "activity.mine")))
    area = await here.area_of(turn)
    above = [unit.code for unit in turn.areas.path(area)] if area else []
    coming = await turn.reads.activities_told(above, _SHOWN, turn.today)
    if not coming:
        return None
    lines = [turn.t("activity.held_here", what=words.line(turn.t, one)) for one in coming]
    return LiveAnswer("\n".join(lines), (turn.button("activities", "activity.all"),))


LIVE: dict[str, Callable[[Turn], Awaitable[LiveAnswer | None]]] = {
    "where_file": where_file,
    "missing": missing,
    "last_day": last_day,
    "points": points,
    "papers_end": papers_end,
    "officer": officer,
    "sent": sent,
    "in_list": in_list,
    "progress": progress,
    "not_registered": not_registered,
    "star": star,
    "waiting": waiting,
    "late": late,
    "this_duty": this_duty,
    "my_step": my_step,
    "my_asks": my_asks,
    "activities": activities,
}
"""Each live fact by the name that entries have; None where there is nothing to tell, and the written answer is said."""

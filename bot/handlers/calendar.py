"""The own calendar: what is open, what comes, how many days are left; as text, as a picture, on the phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers.naming import title
from bot.handlers.ports import NewCalendarAddress
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.duties.agenda import Task, When, tasks, where

LISTED = 6
"""Open matters that get a button."""
COMING = 4
"""Matters to come that are named."""


async def own_tasks(turn: Turn) -> list[Task]:
    """Every dated duty of this person, with the dates that hold for them."""
    facts = await turn.reads.facts(turn.person, turn.programme.id)
    moved = await turn.reads.moved(turn.programme.id)
    return tasks(turn.programme.occurrences, facts, moved, turn.areas.contains)


def open_now(found: Sequence[Task], today: date) -> list[Task]:
    """What may be done now and is not done."""
    return [task for task in found if not task.done and task.occurrence.opens <= today]


async def show(turn: Turn, start: int = 0) -> None:
    """What is open now by its last day, then what comes next."""
    t = turn.t
    found = await own_tasks(turn)
    now = open_now(found, turn.today)
    start = start if 0 <= start < len(now) else 0
    listed = now[start : start + LISTED]
    coming = [task for task in found if not task.done and task.occurrence.opens > turn.today][:COMING]
    lines = [t("calendar.today", day=t.day(turn.today))]
    heading: When | None = None
    for number, task in enumerate(listed, 1):
        if (here := where(task, turn.today)) is not heading:
            heading = here
            lines.append(t(f"calendar.{here}"))
        lines.append(f"{number}. {line(turn, task)}")
    if not now:
        lines.append(t("calendar.nothing"))
    if len(now) > start + LISTED:
        lines.append(t("calendar.more", count=len(now) - start - LISTED))
    elif coming:
        lines.append(t("calendar.coming"))
        lines += [_coming(turn, task) for task in coming]
    choices = [Choice(door(task), title(t, task.occurrence)) for task in listed]
    nav = [turn.button(f"calendar:{start + LISTED}", "nav.more")] if len(now) > start + LISTED else []
    nav += [turn.button("year", "calendar.picture"), turn.button("phone", "calendar.phone")]
    if not any(g.programme == turn.programme.id for g in turn.person.grants):
        nav.append(turn.button("papers", "menu.papers"))
    nav.append(turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("calendar.title"), tuple(choices), tuple(nav)))


def door(task: Task) -> str:
    """The button that opens a duty."""
    return f"duty:{task.occurrence.duty.id}:{task.occurrence.id}"


def line(turn: Turn, task: Task) -> str:
    """What, and by when."""
    return f"{title(turn.t, task.occurrence)} – {days(turn, task)}"


def days(turn: Turn, task: Task) -> str:
    """The last day, and how many days are left."""
    o = task.occurrence
    left = (o.announced - turn.today).days
    key = "past" if o.last_day < turn.today else "today" if left <= 0 else "left"
    past = (turn.today - o.last_day).days
    return turn.t(f"calendar.due_{key}", day=turn.t.day(o.announced), left=left, past=past)


def _coming(turn: Turn, task: Task) -> str:
    o = task.occurrence
    return "• " + turn.t(
        "calendar.opens", duty=title(turn.t, o), opens=f"{o.opens:%d/%m}", day=f"{o.announced:%d/%m/%Y}"
    )


async def picture(turn: Turn) -> None:
    """The year on one picture."""
    found = await own_tasks(turn)
    file = await turn.papers.timeline(found, name=turn.programme.name, today=turn.today, language=turn.person.language)
    turn.say(
        Reply(
            turn.t("calendar.picture_text", programme=turn.programme.name),
            choices=(turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back")),
            files=(file,),
        )
    )


async def phone(turn: Turn) -> None:
    """The calendar for the phone: a file, and an address that stays up to date."""
    found = await own_tasks(turn)
    moved = await turn.reads.moved(turn.programme.id)
    file = await turn.papers.calendar(
        found, moved, name=turn.programme.name, programme=turn.programme.id, language=turn.person.language
    )
    version = await turn.reads.calendar_version(turn.person.id)
    address = turn.papers.calendar_address(turn.person.id, version)
    key = "calendar.phone_text" if address else "calendar.phone_file"
    turn.say(
        Reply(
            turn.t(key, address=address),
            choices=(
                *((turn.button("newaddress", "calendar.new_address"),) if address else ()),
                turn.button("calendar", "menu.calendar"),
                turn.button("menu", "menu.back"),
            ),
            files=(file,),
        )
    )


async def new_address(turn: Turn) -> None:
    """A new private address: whoever has the old one sees nothing any more."""
    turn.do(NewCalendarAddress())
    version = await turn.reads.calendar_version(turn.person.id) + 1
    turn.tell(
        "calendar.changed_address",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        address=turn.papers.calendar_address(turn.person.id, version),
    )

"""Who is invited to an activity: in a list page by page, as a workbook, one guest by name."""

from __future__ import annotations

from bot.handlers.account import phones
from bot.handlers.activities import found
from bot.handlers.activities.answering import place_of
from bot.handlers.broadcast.compose import local
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.texts import Translator
from ocop_domain.activities import GOING, Activity, Attendance, Coming, Seats

NAMED = 30
"""Guests that are named on one screen."""


async def show(turn: Turn, activity_id: str, start: int = 0) -> None:
    """Who comes, by number; then who waits for a seat. From here more are invited, and callers' words written down."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return
    t, start = turn.t, max(0, start)
    going = await turn.reads.guests(here.id, GOING, NAMED + 1, start)
    lines = [f"{n}. {line(turn, one)}" for n, one in enumerate(going[:NAMED], start + 1)]
    text = "\n".join(lines) or t("activity.nobody_yet")
    turn.say(Reply(text, here.title, await _doors(turn, here, start), _nav(turn, here, start, going)))


async def _doors(turn: Turn, here: Activity, start: int) -> tuple[Choice, ...]:
    """What can be done with guests; from the second page on only what is done while one reads: a caller's words."""
    choices = []
    if here.awaits(turn.today):
        choices.append(turn.button(f"caller:{here.id}", "activity.caller"))
    if start:
        return tuple(choices)
    if here.awaits(turn.today):
        more = await found.uninvited(turn, here)
        label = turn.t("activity.invite_more", count=more) if more else turn.t("activity.whom")
        choices.append(Choice(f"whom:{here.id}", label))
    return (*choices, turn.button(f"guesttable:{here.id}", "activity.table"))


def _nav(turn: Turn, here: Activity, start: int, going: list[Attendance]) -> tuple[Choice, ...]:
    nav = [turn.button(f"guests:{here.id}:{start + NAMED}", "nav.more")] if len(going) > NAMED else []
    nav += [turn.button(f"guests:{here.id}:{max(0, start - NAMED)}", "nav.earlier")] if start else []
    return (*nav, turn.button(f"activity:{here.id}", "activity.open"), turn.button("menu", "menu.back"))


def place(turn: Turn, one: Attendance) -> str:
    """Where a guest is at home, or in office."""
    unit = turn.areas.find(one.area)
    return unit.name if unit else ""


def called(turn: Turn, one: Attendance) -> str:
    """A guest by name and place."""
    return ", ".join(part for part in (one.name, place(turn, one)) if part) or turn.t("who.unnamed")


def line(turn: Turn, one: Attendance) -> str:
    """A guest in a list; who comes instead, and who waits."""
    t, name = turn.t, called(turn, one)
    if one.answer is Coming.INSTEAD:
        name = t("activity.by_other", name=name, other=one.instead)
    return t("activity.waits", name=name) if one.waiting else name


async def one_of(turn: Turn, activity_id: str, person: int) -> tuple[Activity, Attendance] | None:
    """A guest of an activity that this person holds; else says that it is not theirs."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return None
    rows = await turn.reads.attendance(here.id, [person])
    if rows:
        return here, rows[0]
    found.refuse(turn)
    return None


async def one(turn: Turn, activity_id: str, person: int) -> None:
    """One guest, with what they have said."""
    both = await one_of(turn, activity_id, person)
    if both:
        await of(turn, *both)


async def of(turn: Turn, here: Activity, guest: Attendance) -> None:
    """The guest as they stand."""
    tell(turn, here, guest, await turn.reads.seats(here.id) if guest.waiting else Seats())


def tell(turn: Turn, here: Activity, guest: Attendance, seats: Seats, note: str = "") -> None:
    """The guest, and buttons to write down what they say on the phone."""
    t, own = turn.t, f"{here.id}:{guest.person}"
    lines = [note, t("activity.phone", phone=local(guest.phone)) if guest.phone else "", said(t, guest, seats)]
    choices = (
        turn.button(f"callersays:{own}:{Coming.YES}", "activity.caller_yes"),
        turn.button(f"callersays:{own}:{Coming.NO}", "activity.caller_no"),
        turn.button(f"callerother:{own}", "activity.caller_instead"),
    )
    may = here.awaits(turn.today) and not guest.came
    nav = (turn.button(f"guests:{here.id}", "activity.guests_all"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(filter(None, lines)), called(turn, guest), choices if may else (), nav))


def said(t: Translator, one: Attendance, seats: Seats) -> str:
    """What a guest has said."""
    if one.came:
        return t("activity.guest_came")
    if one.waiting:
        return t("activity.guest_waits", place=place_of(seats, one.person))
    return t(f"activity.guest_{one.answer or 'unsaid'}", other=one.instead)


async def table(turn: Turn, activity_id: str) -> None:
    """All who are invited as a workbook, in the order of the chat's lists, to print or to call from."""
    here = await found.to_hold(turn, activity_id)
    if here is None or phones.waits(turn):
        return
    going = await turn.reads.guests(here.id, GOING)
    others = await turn.reads.guests(here.id, (Coming.UNSAID, Coming.NO))
    file = await turn.papers.guests(here, [*going, *others], language=turn.person.language)
    nav = (turn.button(f"guests:{here.id}", "activity.guests_all"), turn.button("menu", "menu.back"))
    text = turn.t("activity.table_made", count=len(going), all=len(going) + len(others))
    turn.say(Reply(text, here.title, nav=nav, files=(file,), names=("danh-sach-moi",)))

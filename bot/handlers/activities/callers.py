"""Who is invited and has called: the officer types who it was, and writes down what they said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.form import Draft
from bot.conversations.forms.activities import CALLER, CALLER_INSTEAD
from bot.handlers.activities import answering, found, guests, words
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.people import Notify
from ocop_domain.activities import Activity, Attendance, Coming, Seats
from ocop_domain.callers import meant, said_by_caller

_OFFERED = 5
"""Guests among whom the caller is chosen."""


async def begin(turn: Turn, activity_id: str) -> None:
    """Asks who called: a name, a number, or the whole sentence."""
    here = await found.to_hold(turn, activity_id)
    if here and here.awaits(turn.today):
        draft = Draft(turn.new_id(), CALLER.id, CALLER.version, here.programme, subject=here.id)
        await filling.enter(turn, draft, here.title)
    elif here:
        await guests.show(turn, here.id)


async def named(turn: Turn, draft: Draft) -> None:
    """One guest is meant: what they said is written down. Several: one is chosen. None: it is asked again."""
    here = await found.to_hold(turn, draft.subject)
    if here is None:
        return
    text = str(draft.answers["act_caller"])
    everybody = await turn.reads.guests(here.id, tuple(Coming))
    who, said = meant(text, everybody, lambda one: guests.place(turn, one)), said_by_caller(text)
    if len(who.guests) != 1:
        _choose(turn, here, who.guests)
    elif who.surely and said and _may_say(turn, here, who.guests[0]):
        await _write_down(turn, here, who.guests[0], said)
    else:
        await guests.of(turn, here, who.guests[0])


def _choose(turn: Turn, here: Activity, hits: Sequence[Attendance]) -> None:
    doors = [Choice(f"guest:{here.id}:{one.person}", guests.called(turn, one)) for one in hits[:_OFFERED]]
    doors.append(turn.button(f"caller:{here.id}", "activity.caller_again"))
    text = turn.t("activity.caller_which" if hits else "activity.caller_unknown", count=len(hits))
    nav = (turn.button(f"guests:{here.id}", "activity.guests_all"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, here.title, tuple(doors), nav))


async def says(turn: Turn, activity_id: str, person: int, said: str) -> None:
    """The caller comes, or does not."""
    both = await _open(turn, activity_id, person)
    if both and said in {Coming.YES, Coming.NO}:
        await _write_down(turn, *both, Coming(said))
    elif both:
        await guests.of(turn, *both)


async def begin_instead(turn: Turn, activity_id: str, person: int) -> None:
    """Asks who comes in the caller's place."""
    both = await _open(turn, activity_id, person)
    if both:
        subject = f"{activity_id}:{person}"
        form = CALLER_INSTEAD
        draft = Draft(turn.new_id(), form.id, form.version, both[0].programme, subject=subject)
        await filling.enter(turn, draft, guests.called(turn, both[1]))


async def instead(turn: Turn, draft: Draft) -> None:
    """Another person comes in the caller's place."""
    activity_id, _, person = draft.subject.partition(":")
    both = await _open(turn, activity_id, int(person))
    if both:
        await _write_down(turn, *both, Coming.INSTEAD, str(draft.answers["act_instead"]))


async def _open(turn: Turn, activity_id: str, person: int) -> tuple[Activity, Attendance] | None:
    """The guest, where something may still be said; else it is shown how it is."""
    both = await guests.one_of(turn, activity_id, person)
    if both is None or _may_say(turn, *both):
        return both
    await guests.of(turn, *both)
    return None


def _may_say(turn: Turn, here: Activity, one: Attendance) -> bool:
    return here.awaits(turn.today) and not one.came


async def _write_down(turn: Turn, here: Activity, one: Attendance, said: Coming, other: str = "") -> None:
    """As if they had pressed it themselves; they hear what was written, so that a mistake does not stay."""
    own, seats = await answering.put(turn, here, one, said, other, for_caller=True)
    await _tell(turn, here, own, seats)
    guests.tell(turn, here, own, seats, turn.t("activity.caller_written"))


async def _tell(turn: Turn, here: Activity, own: Attendance, seats: Seats) -> None:
    told = await turn.reads.told_each([own.person])
    for recipient in told.get(own.person, ()):
        t = turn.texts[recipient.language]
        lines = [t("activity.notice_written", name=here.title), guests.said(t, own, seats), *words.facts(t, here)]
        notice = Reply("\n".join(lines), t("notice.title"), (Choice(f"activity:{here.id}", t("activity.open")),))
        key = f"caller:{here.id}:{turn.new_id()}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))

"""Another day, hour, place or number of places; called off. Everybody who is invited hears it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversations.form import SUMMARY, Draft
from bot.conversations.forms import activities as form
from bot.handlers.activities import found, notices, page, words
from bot.handlers.activities.answering import move_up
from bot.handlers.activities.making import last_day
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.writes.activities import ChangeActivity
from ocop_domain.activities import Activity, ActivityState, Attendance, moved_up


async def _open(turn: Turn, activity_id: str) -> Activity | None:
    """The activity that may still be changed; else it is shown as it is."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return None
    if here.state is ActivityState.PLANNED and turn.today <= here.ends:
        return here
    await page.of_holder(turn, here)
    return None


async def begin(turn: Turn, activity_id: str) -> None:
    """Shows how it is, each answer to be changed."""
    here = await _open(turn, activity_id)
    if here is None:
        return
    answers = {
        form.KIND: here.kind.value,
        form.BEGINS: here.starts,
        form.ENDS: here.ends.isoformat() if here.ends > here.day else None,
        form.PLACE: here.place,
        form.PLACES: here.places or None,
        form.BRING: here.bring or None,
    }
    chosen = form.CHANGE_ACTIVITY
    draft = Draft(turn.new_id(), chosen.id, chosen.version, here.programme, answers, at=SUMMARY, subject=here.id)
    await filling.enter(turn, draft, here.title)


async def changed(turn: Turn, draft: Draft) -> None:
    """It is as was said now; guests hear of another time, place or load, and of a seat that became free."""
    here = await _open(turn, draft.subject)
    if here is None:
        return
    a = draft.answers
    new = replace(
        here,
        starts=a[form.BEGINS],
        ends=_ends(here, a[form.BEGINS], a.get(form.ENDS)),
        place=a[form.PLACE],
        places=int(a.get(form.PLACES) or 0),
        bring=str(a.get(form.BRING) or ""),
    )
    seats = await turn.reads.seats(here.id)
    rows = moved_up(new.places, seats.taken, seats.queue)
    told = (new.starts, new.ends, new.place, new.bring) != (here.starts, here.ends, here.place, here.bring)
    if told and here.invited_at:
        await _tell(turn, here, new, rows)
    else:
        turn.do(ChangeActivity(new, rows))
    await move_up(turn, new, rows)
    note = turn.t("activity.changed_told" if told and here.invited_at else "activity.changed")
    await page.of_holder(turn, new, note)


def _ends(here: Activity, begins: str, ends: str | None) -> date:
    """The last day as it was shown; where only the first day moved beyond it, as many days as before."""
    first = last_day(begins, None)
    if ends == here.ends.isoformat() and here.ends < first:
        return first + (here.ends - here.day)
    return last_day(begins, ends)


async def _tell(turn: Turn, here: Activity, new: Activity, rows: tuple[Attendance, ...]) -> None:
    """Instead of a notice that has not left yet the new one comes alone: an invitation where that one was it."""
    unheard = await notices.unheard(turn, here)
    first = bool(unheard) and notices.is_invitation(here)
    id_ = turn.new_id()
    telling = replace(new, notice=f"{here.id}-{id_}" if first else id_)
    turn.do(ChangeActivity(telling, rows))
    if unheard:
        turn.do(unheard)
    turn.do(notices.to_guests(turn, telling, words.invitation if first else words.changed))


async def begin_off(turn: Turn, activity_id: str) -> None:
    """Asks why: guests hear it."""
    here = await _open(turn, activity_id)
    if here:
        draft = Draft(turn.new_id(), form.CALL_OFF.id, form.CALL_OFF.version, here.programme, subject=here.id)
        await filling.enter(turn, draft, here.title)


async def off(turn: Turn, draft: Draft) -> None:
    """It does not take place; whoever has not heard of it yet never does."""
    here = await _open(turn, draft.subject)
    if here is None:
        return
    new = replace(here, state=ActivityState.CANCELLED, reason=str(draft.answers["act_reason"]))
    unheard = await notices.unheard(turn, here)
    if unheard:
        turn.do(unheard)
    known = bool(here.invited_at) and not (unheard and notices.is_invitation(here))
    new = replace(new, notice=turn.new_id()) if known else new
    turn.do(ChangeActivity(new))
    if known:
        turn.do(notices.to_guests(turn, new, words.called_off))
    await page.of_holder(turn, new, turn.t("activity.off_told" if known else "activity.off_done"))

"""An activity is made, from a duty of the plan or of one's own; its guests are invited with one press."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.conversations.form import Draft
from bot.conversations.forms import activities as form
from bot.conversations.kinds.sending import ALL
from bot.handlers.activities import found, notices, page, words
from bot.handlers.broadcast import compose
from bot.handlers.forms import filling
from bot.handlers.shared.meant import means_plan_of
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.writes.activities import InviteGuests, PutActivity
from ocop_domain.activities import Activity, ActivityKind, kind_of
from ocop_domain.duties.agenda import Task
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act, Subject


async def begin(turn: Turn, duty: str = "", occurrence: str = "") -> None:
    """Asks for what is not known: of a duty its kind and its name are."""
    if not found.own_units(turn):
        found.refuse(turn)
        return
    task = await _task(turn, duty, occurrence)
    answers = _known(turn, task)
    subject = f"{duty}:{occurrence}:{task.scope}" if task else ""
    plan = task.occurrence.duty.programme if task else turn.programme.id
    draft = Draft(turn.new_id(), form.ACTIVITY.id, form.ACTIVITY.version, plan, answers, subject=subject)
    await filling.enter(turn, draft, turn.t("activity.for_duty", duty=title(turn.t, task.occurrence)) if task else "")


async def _task(turn: Turn, duty: str, occurrence: str) -> Task | None:
    """The own duty that it serves, in a unit for which the person may hold activities."""
    if not duty:
        return None
    own = await duties.tasks_of(turn, duty, occurrence)
    return next((task for task in own if turn.may(Act.HOLD_ACTIVITY, Subject(task.scope))), None)


def _known(turn: Turn, task: Task | None) -> dict[str, object]:
    answers: dict[str, object] = {}
    own = found.own_units(turn)
    if compose.one_place(turn, own):
        answers["cast_where"] = ALL
    if task:
        answers[form.TITLE] = title(turn.t, task.occurrence)
        kind = kind_of(task.occurrence.duty.title)
        answers |= {form.KIND: kind.value} if kind else {}
    return answers


async def made(turn: Turn, draft: Draft) -> None:
    """The activity is planned; who made it sees how many would be invited."""
    own = found.own_units(turn)
    if not own:
        found.refuse(turn)
        return
    duty, _, rest = draft.subject.partition(":")
    occurrence, _, scope = rest.partition(":")
    if duty:
        means_plan_of(turn, draft)
    task = await _task(turn, duty, occurrence)
    scope = scope if task else ""
    try:
        audience = compose.target_of(turn, draft)
    except Refusal as refusal:
        await filling.enter(turn, draft.with_(revision=0), turn.t(refusal.code, **refusal.params))
        return
    a = draft.answers
    here = Activity(
        id=turn.new_id(),
        unit=scope if turn.areas.find(scope) else own[0],
        programme=task.occurrence.duty.programme if task else draft.programme,
        kind=ActivityKind(a[form.KIND]),
        title=a[form.TITLE],
        starts=a[form.BEGINS],
        ends=last_day(a[form.BEGINS], a.get(form.ENDS)),
        place=a[form.PLACE],
        places=int(a.get(form.PLACES) or 0),
        bring=str(a.get(form.BRING) or ""),
        audience=(audience,),
        duty=duty if task else "",
        occurrence=occurrence if task else "",
        scope=scope,
        by=turn.person.me.id,
    )
    turn.do(PutActivity(here))
    await page.of_holder(turn, here)


def last_day(begins: str, ends: str | None) -> date:
    """The last day: never before the first."""
    first = datetime.fromisoformat(begins).date()
    return max(first, date.fromisoformat(ends)) if ends else first


async def invite(turn: Turn, activity_id: str) -> None:
    """The invitation leaves for everybody whom the activity is for and who has none yet."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return
    count = await found.uninvited(turn, here)
    if not count:
        await page.of_holder(turn, here)
        return
    inviting = replace(here, notice=turn.new_id() if here.invited_at else here.id)
    programme = found.programme_of(turn, here)
    turn.do(InviteGuests(inviting, programme, turn.areas, turn.counted(programme)))
    turn.do(notices.to_guests(turn, inviting, words.invitation, added=bool(here.invited_at)))
    doors = (turn.button(f"activity:{here.id}", "activity.open"), turn.button("activities", "activity.all"))
    turn.tell("activity.inviting", *doors, turn.button("menu", "menu.back"), count=count)

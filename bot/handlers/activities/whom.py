"""For whom an activity is: one audience beside another, whoever is meant by one of them."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.activities import ALSO
from bot.conversations.kinds.sending import ALL
from bot.handlers.activities import found
from bot.handlers.broadcast import compose
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.activities import ChangeAudience
from ocop_domain.activities import Activity
from ocop_domain.broadcasts import Target
from ocop_domain.errors import Refusal

_MOST = 4
"""Audiences of one activity."""


async def show(turn: Turn, activity_id: str) -> None:
    """The audiences; one more may be named, and one of several taken away: who was invited stays invited."""
    here = await found.to_hold(turn, activity_id)
    if here:
        await _show(turn, here)


async def _show(turn: Turn, here: Activity, note: str = "") -> None:
    t, count = turn.t, await found.uninvited(turn, here)
    named = [described(turn, target) for target in here.audience]
    lines = [note, *(f"{n}. {name}" for n, name in enumerate(named, 1))]
    lines.append(t("activity.would_invite", count=count) if count else "")
    choices = [turn.button(f"invite:{here.id}", "activity.invite", count=count)] if count else []
    if here.awaits(turn.today):
        choices += [turn.button(f"alsowhom:{here.id}", "activity.whom_more")] if len(named) < _MOST else []
        several = range(len(named)) if len(named) > 1 else ()
        choices += [
            turn.button(f"notwhom:{here.id}:{n}:{here.revision}", "activity.whom_less", number=n + 1) for n in several
        ]
    nav = (turn.button(f"activity:{here.id}", "activity.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(filter(None, lines)), t("activity.whom"), tuple(choices), nav))


def described(turn: Turn, target: Target) -> str:
    """An audience in words, as it was chosen."""
    t = turn.t
    if target.phones:
        return t("cast.phones", count=len(target.phones))
    role = "some" if target.state or target.group or target.star else target.role
    parts = [t(f"activity.whom_{role}")]
    parts += [t(f"q.cast_state.option.{target.state}")] if target.state else []
    parts += [target.group] if target.group else []
    parts += [t(f"q.cast_star.option.{target.star}")] if target.star else []
    return ", ".join([*parts, *(turn.areas.label(area) for area in target.areas)])


async def begin(turn: Turn, activity_id: str) -> None:
    """Asks who else is to come."""
    here = await _open(turn, activity_id)
    if here is None:
        return
    own = compose.own_areas(turn)
    answers = {"cast_where": ALL} if compose.one_place(turn, own) else {}
    draft = Draft(turn.new_id(), ALSO.id, ALSO.version, here.programme, answers, subject=here.id)
    await filling.enter(turn, draft, here.title)


async def _open(turn: Turn, activity_id: str) -> Activity | None:
    """The activity that awaits guests; else it is shown as it is."""
    here = await found.to_hold(turn, activity_id)
    if here is None or here.awaits(turn.today):
        return here
    await _show(turn, here)
    return None


async def added(turn: Turn, draft: Draft) -> None:
    """The activity is for these too; an audience that it has is not written twice."""
    here = await _open(turn, draft.subject)
    if here is None:
        return
    try:
        target = compose.target_of(turn, draft)
    except Refusal as refusal:
        await filling.enter(turn, draft.with_(revision=0), turn.t(refusal.code, **refusal.params))
        return
    if target in here.audience or len(here.audience) >= _MOST:
        await _show(turn, here)
        return
    await _change(turn, here, (*here.audience, target))


async def take_away(turn: Turn, activity_id: str, number: int, revision: int) -> None:
    """It is not for these any more; a button of an older list takes nothing away."""
    here = await _open(turn, activity_id)
    if here is None:
        return
    if revision != here.revision or len(here.audience) < 2 or not 0 <= number < len(here.audience):
        await _show(turn, here)
        return
    await _change(turn, here, (*here.audience[:number], *here.audience[number + 1 :]))


async def _change(turn: Turn, here: Activity, audience: tuple[Target, ...]) -> None:
    turn.do(ChangeAudience(replace(here, audience=audience)))
    await _show(turn, replace(here, audience=audience, revision=here.revision + 1))

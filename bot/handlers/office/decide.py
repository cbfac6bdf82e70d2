"""An officer decides: agree, return; the producer is told, and what waits next opens by itself."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.review import RETURN
from bot.conversations.kinds.marking import GIVEN
from bot.handlers.forms import filling
from bot.handlers.office import item, review
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.registration import MoveApplication
from ocop_domain.applications import Application, Move, after
from ocop_domain.eligibility import check


async def accept(turn: Turn, application_id: str, revision: int) -> None:
    """The commune agrees to put it on its list; the producer is told."""
    application = await review.to_check(turn, application_id, revision, Move.ACCEPT)
    if application:
        await move(turn, application, Move.ACCEPT)


async def begin_return(turn: Turn, application_id: str, revision: int) -> None:
    """Opens the form that marks what must be corrected, and asks why."""
    application = await review.to_check(turn, application_id, revision, Move.RETURN)
    if not application:
        return
    draft_id = _return_id(turn, application)
    begun = await turn.reads.draft(draft_id)
    draft = begun or _marking(turn, draft_id, application)
    beforehand = [turn.t(f"q.{mark}.label") for mark in (draft.partial or {}).get("marks", ())] if not begun else []
    await filling.enter(turn, draft, turn.t("marks.beforehand", what="; ".join(beforehand)) if beforehand else "")


def _marking(turn: Turn, draft_id: str, application: Application) -> Draft:
    """The form, in which what the law has something to say of is marked beforehand."""
    findings = check(application.answers, turn.programme_of(application))
    found = {finding.question for finding in findings if finding.question in application.answers}
    fresh = Draft(draft_id, RETURN.id, RETURN.version, application.programme, subject=application.id)
    return fresh.with_(at="marks", partial={"marks": sorted(found), GIVEN: True}) if found else fresh


def _return_id(turn: Turn, application: Application) -> str:
    """The marks of one officer on one version of a product: they say nothing of a later one."""
    return f"r{application.id}.{application.revision}.{turn.person.id}"


async def returned(turn: Turn, draft: Draft) -> None:
    """The form was sent: the product goes back with marks and a reason."""
    seen = await turn.reads.application(draft.subject)
    looked_at = seen.revision if seen and draft.id == _return_id(turn, seen) else 0
    application = await review.to_check(turn, draft.subject, looked_at, Move.RETURN)
    if application:
        await move(turn, application, Move.RETURN, tuple(draft.answers["marks"]), draft.answers["reason"])


async def move(
    turn: Turn,
    application: Application,
    step: Move,
    marked: tuple[str, ...] = (),
    reason: str = "",
    *,
    instead: str = "",
) -> None:
    """The product goes on, the producer is told, the officer sees what was done, and what waits next."""
    state = after(application.state, step)
    turn.do(MoveApplication(application.id, application.revision, state, turn.today, marked, reason))
    told = await review.tell_owner(turn, application, state, marked, reason, instead=instead)
    done = turn.t(f"review.{state}", product=called(turn.t, application), producer=application.producer_name)
    note = f"{done} {turn.t(f'review.told_{told}')}"
    undo = turn.button(f"slip:{application.id}:{application.revision + 1}", "slip.button")
    if await item.next_(turn, application.id, note, undo):
        return
    choices = (turn.button("queue", "menu.queue"), undo, turn.button("menu", "menu.back"))
    turn.say(Reply(f"{note}\n{turn.t('queue.all_done')}", choices=choices))

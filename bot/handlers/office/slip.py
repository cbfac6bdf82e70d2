"""A slip is taken back: the product waits again as before, and who was told hears why."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.slip import SLIP
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.office import review, slip_rules
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.people import Notify
from bot.writes.registration import UndoDecision
from ocop_domain.applications import Application, ApplicationState


async def begin(turn: Turn, application_id: str, revision: int) -> None:
    """Asks for the reason, where somebody has been told already; else it is taken back at once."""
    application = await _undoable(turn, application_id, revision)
    if application is None:
        return
    if not await turn.reads.told(application.owner):
        await _undo(turn, application, "")
        return
    draft_id = _id(turn, application)
    begun = await turn.reads.draft(draft_id)
    await filling.enter(
        turn, begun or Draft(draft_id, SLIP.id, SLIP.version, application.programme, subject=application.id)
    )


def _id(turn: Turn, application: Application) -> str:
    return f"u{application.id}.{application.revision}.{turn.person.id}"


async def said(turn: Turn, draft: Draft) -> None:
    """The reason was said."""
    seen = await turn.reads.application(draft.subject)
    revision = seen.revision if seen and draft.id == _id(turn, seen) else 0
    application = await _undoable(turn, draft.subject, revision)
    if application is not None:
        await _undo(turn, application, str(draft.answers["slip_reason"]))


async def _undoable(turn: Turn, application_id: str, revision: int) -> Application | None:
    """The product, when its last decision may be taken back by whoever presses; else says why not."""
    application = await turn.reads.application(application_id)
    if application is None or not await review.may_check(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    same = application.revision == revision and await slip_rules.slip(turn, application)
    if same and not await _followed(turn, application):
        return application
    turn.tell(
        "slip.too_late",
        turn.button(f"p:{application.id}", "product.open"),
        turn.button("queue", "menu.queue"),
        product=called(turn.t, application),
        state=turn.t(f"state.{application.state}"),
    )
    return None


async def _followed(turn: Turn, application: Application) -> bool:
    """Whether its product is on its way with another application: it has one at a time."""
    own = await turn.reads.applications_of(application.owner)
    return any(one.open and one.id != application.id and one.product == application.product for one in own)


async def _undo(turn: Turn, application: Application, reason: str) -> None:
    state = await slip_rules.slip(turn, application) or application.state
    since = await _since(turn, application, state)
    turn.do(UndoDecision(application.id, application.revision, state, since, reason))
    for recipient in await turn.reads.told(application.owner):
        t = turn.texts[recipient.language]
        words = t(
            "notice.undone",
            place=turn.areas.get(application.area).inline,
            product=called(t, application),
            state=t(f"state.{state}"),
            reason=reason,
        )
        reply = Reply(words, t("notice.title"), (Choice(f"p:{application.id}", t("product.open")),))
        key = f"undone:{application.id}:{application.revision}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
    door = f"filing:{application.id}" if state is ApplicationState.FILED else f"p:{application.id}"
    turn.tell(
        "slip.done",
        turn.button(door, "product.open"),
        turn.button("queue", "menu.queue"),
        turn.button("menu", "menu.back"),
        product=called(turn.t, application),
        state=turn.t(f"state.{state}"),
    )


async def _since(turn: Turn, application: Application, state: ApplicationState) -> date:
    """The day since which it waits: the commune's time is not given anew."""
    if state is not ApplicationState.FILED:
        return application.sent_on
    submissions = await turn.reads.submissions_of(application.id)
    return submissions[0].contents.day if submissions else application.updated_on

"""The officer asks the producer about one product; question and answer stand with it, and no time stops for them."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.clarify import CLARIFY
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.office import clarified, item, review
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.clarifications import Clarification
from bot.writes.clarifications import PutClarification, TakeClarification
from bot.writes.people import Notify
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.writing import quoted

MOST = 5
"""Questions about one product that may wait at the same time."""


async def begin(turn: Turn, application_id: str) -> None:
    """Asks for the question."""
    application = await _askable(turn, application_id)
    if application is None:
        return
    draft_id = f"clarify-{application.id}.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, CLARIFY.id, CLARIFY.version, application.programme, subject=application.id)
    name = turn.t("clarify.about", product=called(turn.t, application), producer=application.producer_name)
    await filling.enter(turn, begun or fresh, name)


async def asked(turn: Turn, draft: Draft) -> None:
    """The producer is asked; the product waits where it is, its last day stays, and the next one opens."""
    application = await _askable(turn, draft.subject)
    if application is None:
        return
    words = str(draft.answers["clarify_words"])
    one = Clarification(turn.new_id(), application.id, application.owner, turn.person.id, words, turn.now)
    turn.do(PutClarification(one))
    told = await _tell(turn, application, one)
    lines = [turn.t("clarify.sent" if told else "clarify.sent_nobody", producer=application.producer_name)]
    if left := await clarified.clock(turn, application):
        lines.append(left)
    note, undo = "\n".join(lines), turn.button(f"unask:{one.id}", "clarify.take_back")
    waits = application.state in {ApplicationState.SENT, ApplicationState.FILED}
    if waits and await item.next_(turn, application.id, note, undo):
        return
    open_ = turn.button(f"p:{application.id}", "product.open")
    turn.say(Reply(note, choices=(open_, undo, turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))))


async def take_back(turn: Turn, clarification_id: str) -> None:
    """The question was a slip, or is answered otherwise: the producer need not answer any more."""
    one = await turn.reads.clarification(clarification_id)
    if one is None:
        turn.tell("clarify.over", turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
        return
    application = await turn.reads.application(one.application)
    if application is None or not await review.may_check(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    buttons = (turn.button(f"p:{application.id}", "product.open"), turn.button("queue", "menu.queue"))
    if not one.waits:
        turn.tell("clarify.over" if one.taken_back else "clarify.was_answered", *buttons)
        return
    turn.do(TakeClarification(one.id, application.id))
    turn.tell("clarify.taken_back", *buttons, producer=application.producer_name)


async def files(turn: Turn, application_id: str) -> None:
    """The photos and papers with which the producer answered."""
    application = await turn.reads.application(application_id)
    if application is None or not await review.may_check(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    sent = tuple(id_ for one in await turn.reads.clarifications_of(application.id) for id_ in one.files)
    names = tuple(f"tra loi {application.name} {n}" for n, _ in enumerate(sent, 1))
    nav = (turn.button(f"p:{application.id}", "product.open"), turn.button("queue", "menu.queue"))
    text = turn.t("files.count", count=len(sent)) if sent else turn.t("clarify.no_files")
    choices = tuple(await item.deciding(turn, application))
    turn.say(Reply(text, called(turn.t, application), choices, nav, files=sent, names=names))


async def _askable(turn: Turn, application_id: str) -> Application | None:
    """The product, when this person may ask about it; else says why not."""
    application = await turn.reads.application(application_id)
    if application is None or not await clarified.may_ask(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    waiting = [one for one in await turn.reads.clarifications_of(application.id) if one.waits]
    if len(waiting) >= MOST:
        turn.tell("clarify.too_many", turn.button(f"p:{application.id}", "product.open"), count=MOST)
        return None
    return application


async def _tell(turn: Turn, application: Application, one: Clarification) -> int:
    """The producer, or the officer who helps one without a phone."""
    told = await turn.reads.told(application.owner)
    for recipient in told:
        t = turn.texts[recipient.language]
        place = turn.areas.get(application.area).inline
        text = t("notice.clarify", product=called(t, application), place=place, words=quoted(one.words))
        notice = Reply(text, t("notice.title"), (Choice(f"explain:{one.id}", t("clarify.answer")),))
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), f"clarify:{one.id}:{recipient.person}"))
    return len(told)

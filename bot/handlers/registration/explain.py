"""What the office asked about a product: its producer answers, at once or later."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.clarify import EXPLAIN
from bot.handlers.forms import filling
from bot.handlers.registration.gate import consented
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.clarifications import Clarification
from bot.texts import Translator
from bot.writes.clarifications import AnswerClarification
from ocop_domain.applications import Application
from ocop_domain.writing import quoted


async def asked(turn: Turn, application: Application) -> list[str]:
    """What waits for the producer's answer, as it stands on the product's page."""
    return [
        turn.t("clarify.you_were_asked", day=turn.t.day(one.asked_at.date()), words=quoted(one.words))
        for one in await turn.reads.clarifications_of(application.id)
        if one.waits
    ]


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The button that answers the oldest question."""
    waiting = [one for one in await turn.reads.clarifications_of(application.id) if one.waits]
    return [turn.button(f"explain:{waiting[0].id}", "clarify.answer")] if waiting else []


async def begin(turn: Turn, clarification_id: str) -> None:
    """Asks the producer for the answer: words, photos, papers."""
    if not await consented(turn):
        return
    found = await _waiting(turn, clarification_id)
    if found is None:
        return
    one, application = found
    draft_id = f"explain-{one.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, EXPLAIN.id, EXPLAIN.version, application.programme, subject=one.id)
    note = turn.t("clarify.asked", product=called(turn.t, application), words=quoted(one.words))
    await filling.enter(turn, begun or fresh, note)


async def answered(turn: Turn, draft: Draft) -> None:
    """The office has the answer; what else was asked comes next."""
    found = await _waiting(turn, draft.subject)
    if found is None:
        return
    one, application = found
    said = draft.answers["explain_answer"]
    words, files = str(said["words"]), tuple(said["files"])
    turn.do(AnswerClarification(one.id, application.id, words, files))
    await _tell(turn, application, one, words, files)
    left = [c for c in await turn.reads.asked_of(turn.person.id) if c.id != one.id]
    more = [turn.button(f"explain:{left[0].id}", "clarify.next")] if left else []
    buttons = (*more, turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    turn.tell("clarify.answered", *buttons, product=called(turn.t, application))


async def _tell(turn: Turn, application: Application, one: Clarification, words: str, files: tuple[str, ...]) -> None:
    def said(t: Translator) -> str:
        told = quoted(words) if words else t("files.count", count=len(files))
        return t(
            "clarify.came",
            product=called(t, application),
            producer=application.producer_name,
            words=quoted(one.words),
            answer=told,
        )

    await telling.tell_commune(turn, application, said, f"p:{application.id}", f"clarified:{one.id}")


async def _waiting(turn: Turn, clarification_id: str) -> tuple[Clarification, Application] | None:
    """The question with its product, if it is this producer's and still waits; else says how it is."""
    one = await turn.reads.clarification(clarification_id)
    application = await turn.reads.application(one.application) if one else None
    if one is None:
        turn.tell("clarify.over", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return None
    if application is None or application.owner != turn.person.id:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    if not one.waits:
        open_ = turn.button(f"p:{application.id}", "product.open")
        turn.tell("clarify.over" if one.taken_back else "clarify.already", open_, turn.button("menu", "menu.back"))
        return None
    return one, application

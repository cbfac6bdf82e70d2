"""What is wrong in a registration that the commune has accepted: its producer asks for the change, with a reason."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms import FORMS
from bot.conversations.forms.changes import ASK_CHANGE, NEW
from bot.handlers.forms import filling
from bot.handlers.registration import correct, course_words
from bot.handlers.registration.gate import consented
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.changes import COURSES, ChangeRequest
from bot.texts import Translator
from bot.writes.changes import PutChange
from ocop_domain.applications import RUNNING, Application
from ocop_domain.products import Made


def may_ask(turn: Turn, application: Application) -> bool:
    """Whether this is one's own, accepted and still on its way."""
    running = application.state in RUNNING
    return application.owner == turn.person.id and running and not application.closed


def door(turn: Turn, application: Application) -> list[Choice]:
    """The button on the product's page."""
    return [turn.button(f"askchange:{application.id}", "change.open")] if may_ask(turn, application) else []


async def begin(turn: Turn, application_id: str) -> None:
    """Asks what is wrong; what waits already is said."""
    if not await consented(turn):
        return
    application = await _own(turn, application_id)
    if application is None:
        return
    if not may_ask(turn, application):
        await correct.open_(turn, application)
        return
    draft_id = f"change-{application.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, ASK_CHANGE.id, ASK_CHANGE.version, application.programme, subject=application.id)
    waiting = [name(turn, one) for one in await turn.reads.changes_of(application.id)]
    note = turn.t("change.waits", what="; ".join(waiting)) if waiting else turn.t("change.intro")
    await filling.enter(turn, begun or fresh, note)


async def _own(turn: Turn, application_id: str) -> Application | None:
    application = await turn.reads.application(application_id)
    if application and application.owner == turn.person.id:
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


async def asked(turn: Turn, draft: Draft) -> None:
    """It waits for the officer, who is told; nothing changes before."""
    application = await _own(turn, draft.subject)
    if application is None:
        return
    question = str(draft.answers["change_what"])
    if not may_ask(turn, application):  # where it waits again nobody need be asked
        await correct.open_(turn, application, {question: draft.answers[NEW + question]})
        return
    was, value = application.answers.get(question), draft.answers[NEW + question]
    buttons = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    if was == value:
        turn.tell("change.same", *buttons)
        return
    if any(one.question == question for one in await turn.reads.changes_of(application.id)):
        turn.tell("change.waits", *buttons, what=turn.t(f"q.{question}.label"))
        return
    request = ChangeRequest(
        id=turn.new_id(),
        subject=application.id,
        person=application.owner,
        area=application.area,
        question=question,
        was=was,
        value=value,
        reason=str(draft.answers["change_reason"]),
        asked_at=turn.now,
    )
    turn.do(PutChange(request))
    told = await _tell(turn, application, request)
    change, place = line(turn, application, request), turn.areas.get(application.area).inline
    turn.tell("change.sent" if told else "change.sent_alone", *buttons, change=change, place=place)


def name(turn: Turn, request: ChangeRequest) -> str:
    """What is asked about, in two words."""
    if request.question in COURSES:
        return turn.t(f"life.name_{request.question}")
    return turn.t(f"q.{request.question}.label")


def registered(made: Made) -> Application:
    """What is asked to be corrected: an answer of a registration."""
    assert isinstance(made, Application), "what never took part has no answers to be corrected"
    return made


def line(turn: Turn, made: Made, request: ChangeRequest, language: str = "") -> str:
    """What it was and what it should be."""
    if request.question in COURSES:
        return course_words.line(turn, request, language)
    application = registered(made)
    question = FORMS[application.form].get(request.question)
    assert question, "only answers of a registration can be asked to be changed"
    context = turn.context(application, language)
    was, value = (
        "–" if answer is None else question.kind.show(answer, question, context)
        for answer in (request.was, request.value)
    )
    return context.t("change.line", label=question.label(context.t), was=was, value=value)


async def _tell(turn: Turn, application: Application, request: ChangeRequest) -> int:
    def words(t: Translator) -> str:
        return t(
            "notice.change_asked",
            product=called(t, application),
            producer=application.producer_name,
            change=line(turn, application, request, t.language),
        )

    return await telling.tell_commune(turn, application, words, f"change:{request.id}", f"change:{request.id}")

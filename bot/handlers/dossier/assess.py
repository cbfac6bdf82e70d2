"""The commune's own look at a product, content by content beside what its producer says; its paper says it."""

from __future__ import annotations

from bot.conversations.form import SUMMARY, Draft
from bot.conversations.forms import FORMS
from bot.conversations.forms.assess import ASSESS
from bot.handlers.forms import filling
from bot.handlers.office import review
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.assessments import Assessment
from bot.writes.assessments import PutAssessment
from ocop_domain.applications import TAKEN_ON, Application, ApplicationState

_ASSESSED = frozenset({*TAKEN_ON, ApplicationState.SENT})


async def may_assess(turn: Turn, application: Application) -> bool:
    """Whether this person assesses it for the commune: never the own, and as long as it is on its way."""
    running = application.state in _ASSESSED and application.state is not ApplicationState.JUDGED
    return running and not application.closed and await review.may_check(turn, application)


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The button that begins it, or changes what was said."""
    if not await may_assess(turn, application):
        return []
    known = await turn.reads.assessment(application.id)
    return [turn.button(f"assess:{application.id}", "assess.change" if known else "assess.open")]


async def begin(turn: Turn, application_id: str) -> None:
    """Asks content by content; what was said before stands in it."""
    application = await turn.reads.application(application_id)
    if application is None or not await may_assess(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    draft_id = f"assess-{application.id}.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    known = await turn.reads.assessment(application.id)
    fresh = Draft(draft_id, ASSESS.id, ASSESS.version, application.programme, subject=application.id)
    if known:
        fresh = fresh.with_(answers=dict(known.answers), at=SUMMARY)
    note = turn.t("assess.intro", product=called(turn.t, application), producer=application.producer_name)
    await filling.enter(turn, begun or fresh, note)


async def assessed(turn: Turn, draft: Draft) -> None:
    """It is kept: the commune's paper is filled with it."""
    application = await turn.reads.application(draft.subject)
    if application is None or not await may_assess(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    answers = {name: value for name, value in draft.answers.items() if value is not None}
    turn.do(PutAssessment(Assessment(application.id, application.owner, answers, turn.today, turn.person.id)))
    buttons = (
        turn.button(f"print:{application.id}", "dossier.print"),
        turn.button(f"p:{application.id}", "product.open"),
        turn.button("queue", "menu.queue"),
        turn.button("menu", "menu.back"),
    )
    turn.tell("assess.kept", *buttons, product=called(turn.t, application))


async def lines(turn: Turn, application: Application) -> list[str]:
    """What the commune has said of it, a line for each content; nothing where it has said nothing."""
    known = await turn.reads.assessment(application.id)
    if known is None:
        return []
    context = turn.context(application)
    told = [turn.t("assess.line", day=turn.t.day(known.on))]
    for question in FORMS[ASSESS.id].questions:
        value = known.answers.get(question.id)
        if value is not None:
            told.append(f"• {question.label(turn.t)}: {question.kind.show(value, question, context)}")
    return ["\n".join(told)]

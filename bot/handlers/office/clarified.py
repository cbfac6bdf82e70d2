"""What was asked of a producer about one product and what was answered, as the office sees it."""

from __future__ import annotations

from bot.handlers.office import review
from bot.handlers.office.waiting import days_left, last_day_of
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.clarifications import Clarification
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.writing import quoted

_CLOSED = frozenset({ApplicationState.WITHDRAWN, ApplicationState.REFUSED, ApplicationState.DUPLICATE})


async def may_ask(turn: Turn, application: Application) -> bool:
    """Whether this person may ask about it: who checks it, as long as it is on its way."""
    ended = application.closed or application.state in _CLOSED
    return not ended and await review.may_check(turn, application)


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The button that asks."""
    if not await may_ask(turn, application):
        return []
    return [turn.button(f"clarify:{application.id}", "clarify.button")]


async def sent_files(turn: Turn, application: Application) -> list[Choice]:
    """The way to the photos and papers with which the producer answered, where there are any."""
    if any(one.files for one in await turn.reads.clarifications_of(application.id)):
        return [turn.button(f"clarified:{application.id}", "clarify.files")]
    return []


async def lines(turn: Turn, application: Application) -> list[str]:
    """Every question about the product with its answer, as it stands in the officer's item."""
    t = turn.t
    found = await turn.reads.clarifications_of(application.id)
    told = [_line(turn, one) for one in found]
    if any(one.waits for one in found) and (stays := await clock(turn, application)):
        told.append(stays)
    return ["\n".join([t("clarify.title"), *told])] if told else []


def _line(turn: Turn, one: Clarification) -> str:
    t = turn.t
    question = t("clarify.line", day=t.day(one.asked_at.date()), words=quoted(one.words))
    if one.answered_at is None:
        return f"{question}\n{t('clarify.waits')}"
    said = [quoted(one.answer)] if one.answer else []
    said += [t("files.count", count=len(one.files))] if one.files else []
    return f"{question}\n{t('clarify.line_answer', day=t.day(one.answered_at.date()), answer=', '.join(said))}"


async def clock(turn: Turn, application: Application) -> str:
    """That asking stops no time: neither the law nor a plan says so; "" where there is no last day."""
    if application.state not in {ApplicationState.SENT, ApplicationState.FILED}:
        return ""
    left = days_left(turn, await last_day_of(turn, application))
    return turn.t("clarify.clock", left=left) if left else ""

"""A report with fields is answered as a short form; what was answered can be changed until it is closed."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.progress import asked_id, fields_id
from bot.handlers.forms import filling
from bot.handlers.reporting import on_demand, waiting
from bot.handlers.shared import telling
from bot.handlers.shared.meant import means_plan_of
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.messages import Choice
from bot.records.reports import ReportAnswer, ReportRequest, duty_report
from bot.texts import Translator
from bot.writes.progress import PutReportAnswer
from bot.writes.year import MarkDone
from ocop_domain.duties.agenda import Task
from ocop_domain.report_fields import form_for

_ASKED, _DUTY = "asked", "duty"


async def begin(turn: Turn, request_id: str) -> None:
    """Opens a request's form for the unit or the producer for whom this person answers."""
    own = [(request, scope) for request, scope in await waiting.to_answer(turn) if request.id == request_id]
    if not own:
        turn.tell("report.over", turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
        return
    unsaid = [pair for pair in own if await turn.reads.report_answer(request_id, pair[1]) is None]
    request, scope = (unsaid or own)[0]
    await filling.enter(turn, await _draft(turn, request, scope), request.title)


async def _draft(turn: Turn, request: ReportRequest, scope: str) -> Draft:
    """The form as this person began it; else with what was answered before, to be changed."""
    id_ = f"report-{request.id}.{scope}.{turn.person.id}"
    begun = await turn.reads.draft(id_)
    if begun:
        return begun
    before = await turn.reads.report_answer(request.id, scope)
    answers = dict(before.answers) if before else {}
    form, subject = asked_id(request.fields), f"{_ASKED}:{request.id}:{scope}"
    return Draft(id_, form, 1, request.programme, answers, subject=subject)


async def open_duty(turn: Turn, duty: str, occurrence: str) -> None:
    """Opens the report that a duty asks for: with the plan's fields where it has some, else as a text."""
    own = [task for task in await duties.tasks_of(turn, duty, occurrence) if not task.done]
    draft = await draft_of_duty(turn, own[0]) if own else None
    if draft is None:
        await duties.report(turn, duty, occurrence)
        return
    await filling.enter(turn, draft, title(turn.t, own[0].occurrence))


async def draft_of_duty(turn: Turn, task: Task) -> Draft | None:
    """The form of a plan's own report; None where the duty has no fields."""
    duty = task.occurrence.duty
    form = form_for(duty.programme, duty.id)
    if form is None:
        return None
    id_ = f"report-{duty.programme}.{turn.person.id}.{duty.id}.{task.occurrence.id}"
    subject = f"{_DUTY}:{duty.id}:{task.occurrence.id}"
    begun = await turn.reads.draft(id_)
    return begun or Draft(id_, fields_id(form.id), 1, duty.programme, subject=subject)


async def sent(turn: Turn, draft: Draft) -> None:
    """The answers are kept, counted, and the level above hears of them."""
    kind, _, rest = draft.subject.partition(":")
    if kind == _DUTY:
        await _of_duty(turn, draft, *rest.split(":", 1))
        return
    request_id, _, scope = rest.partition(":")
    own = [request for request, mine in await waiting.to_answer(turn) if (request.id, mine) == (request_id, scope)]
    if not own:
        turn.tell("report.over", turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
        return
    request = own[0]
    left = {one.id for one, mine in await waiting.unanswered(turn) if mine == scope}
    on_demand.answered(turn, request, scope, others=bool(left - {request.id}))
    area, name = await _of_scope(turn, scope, request.unit)
    turn.do(PutReportAnswer(ReportAnswer(request.id, scope, turn.person.id, area, name, _values(draft))))
    turn.tell(
        "report.answered",
        turn.button(f"answerreport:{request.id}", "report.change"),
        turn.button("menu", "menu.back"),
        name=request.title,
        day=turn.t.day(request.last_day),
    )


def _values(draft: Draft) -> dict[str, object]:
    return {name: value for name, value in draft.answers.items() if value is not None}


async def _of_scope(turn: Turn, scope: str, asked_by: str = "") -> tuple[str, str]:
    """Where an answer counts, and how whoever gave it is called: a unit, or a producer of it.

    Who makes something in several places answers for one that lies in the unit that asks.
    """
    unit = turn.areas.find(scope)
    if unit:
        return unit.code, unit.name
    own = await turn.reads.applications_over_years(turn.person.id)
    said = await turn.reads.producer_answers(turn.person.id)
    there = [one for one in own if asked_by and turn.reaches(asked_by, one.area)]
    return next((one.area for one in [*there, *own]), ""), str(said.get("producer_name") or "")


async def _of_duty(turn: Turn, draft: Draft, duty: str, occurrence: str) -> None:
    means_plan_of(turn, draft)
    own = [task for task in await duties.tasks_of(turn, duty, occurrence) if not task.done]
    if not own:
        await duties.show(turn, duty, occurrence, turn.t("duty.done_already"))
        return
    told = 0
    for task in own:
        told += await _keep(turn, draft, task)
    turn.tell(
        "report.filed" if told else "report.kept",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        duty=title(turn.t, own[0].occurrence),
    )


async def _keep(turn: Turn, draft: Draft, task: Task) -> int:
    """One time of the duty is done; returns how many of the level above are told."""
    here = task.occurrence
    area, name = await _of_scope(turn, task.scope)
    key = duty_report(here.duty.programme, here.duty.id, here.id)
    turn.do(
        PutReportAnswer(ReportAnswer(key, task.scope, turn.person.id, area, name, _values(draft))),
        MarkDone(here.duty.programme, here.duty.id, here.id, task.scope),
    )
    place = turn.areas.find(area)

    def words(t: Translator) -> str:
        return t("notice.report_fields", name=name, place=place.inline if place else "", duty=title(t, here))

    return telling.tell_staff(
        turn,
        await telling.staff_above(turn, area),
        words,
        lambda t: Choice(f"dutysum:{here.duty.id}:{here.id}:0{turn.programmes.mark(here.duty)}", t("report.sums")),
        stamp=f"report:{here.duty.id}:{here.id}:{task.scope}:{turn.now:%Y%m%d%H%M%S}",
    )

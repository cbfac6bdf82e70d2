"""A unit asks for a report: title, up to six questions, of whom, until when; those concerned are told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversations.form import Answers, Draft
from bot.conversations.forms.progress import ASK_REPORTS, SURVEY_DAY
from bot.handlers.forms import filling
from bot.handlers.progress.home import units
from bot.handlers.reporting import found, on_demand, waiting
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.broadcast import Broadcast
from bot.records.reports import ReportRequest
from bot.writes.broadcast import PutBroadcast
from bot.writes.progress import CloseReportRequest, PutReportRequest
from ocop_domain.broadcasts import Phase, ReplyWanted, Target
from ocop_domain.report_fields import ReportField, form_for, from_words, report_forms
from ocop_domain.rights import Act, Subject


async def begin(turn: Turn, unit: str = "") -> None:
    """Asks for title, questions and day."""
    own = units(turn)
    unit = unit or (own[0] if own else "")
    area = turn.areas.find(unit)
    if area is None or not turn.may(Act.OVERSEE, Subject(unit)):
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return
    form = ASK_REPORTS[area.level]
    await filling.enter(turn, Draft(turn.new_id(), form.id, form.version, turn.lead(unit).id, subject=unit))


async def begin_survey(turn: Turn, duty: str) -> None:
    """The same with the questions of a plan's own report: only the day is asked."""
    own = units(turn)
    form = next((f for plan in turn.programmes for f in [form_for(plan.id, duty)] if f), None)
    if not own or form is None:
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return
    draft = Draft(turn.new_id(), SURVEY_DAY.id, SURVEY_DAY.version, turn.lead(own[0]).id, subject=f"{own[0]}:{form.id}")
    await filling.enter(turn, draft)


async def asked(turn: Turn, draft: Draft) -> None:
    """The request stands, and those whom it concerns are told."""
    a = draft.answers
    fields = from_words(str(a["ask_report_fields"]))
    await _put(turn, _request(turn, draft.subject, str(a["ask_report_title"]), fields, a))


async def survey_asked(turn: Turn, draft: Draft) -> None:
    """The same of a plan's own report."""
    unit, _, name = draft.subject.partition(":")
    form = report_forms()[name]
    await _put(turn, _request(turn, unit, form.title, form.fields, draft.answers))


def _request(turn: Turn, unit: str, title: str, fields: Sequence[ReportField], answers: Answers) -> ReportRequest:
    return ReportRequest(
        id=turn.new_id(),
        unit=unit,
        programme=turn.lead(unit).id,
        title=title,
        fields=tuple(fields),
        whom=str(answers.get("ask_report_whom") or waiting.PRODUCER),
        last_day=date.fromisoformat(str(answers["ask_report_day"])),
        by=turn.person.me.id,
        made_at=turn.now,
    )


async def _put(turn: Turn, request: ReportRequest) -> None:
    if not turn.may(Act.OVERSEE, Subject(request.unit)):
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return
    turn.do(PutReportRequest(request), PutBroadcast(notice(turn, request), replies(turn, request)))
    await on_demand.opened(turn, request)
    turn.tell(
        "report.wanted",
        turn.button(f"reportsum:{request.id}:0", "report.sums"),
        turn.button("reports", "report.all"),
        turn.button("menu", "menu.back"),
        name=request.title,
        count=len(request.fields),
        day=turn.t.day(request.last_day),
        whom=turn.t(f"role.{request.whom}"),
    )


def notice(turn: Turn, request: ReportRequest) -> Broadcast:
    """It leaves as a notice to many does: whoever cannot be reached stands in its ledger."""
    return Broadcast(
        id=turn.new_id(),
        programme=request.programme,
        area=request.unit,
        phase=Phase.SCHEDULED,
        text=words(turn, request, turn.person.language),
        files=(),
        ask=ReplyWanted.NOTHING,
        official=True,
        target=Target(request.whom, (request.unit,)),
        person=turn.person.me.id,
        send_at=turn.now,
    )


def words(turn: Turn, request: ReportRequest, language: str) -> str:
    """What is asked, by whom, until when."""
    t = turn.texts[language]
    place = turn.areas.get(request.unit).name
    return t("notice.report_wanted", name=request.title, place=place, day=t.day(request.last_day))


def replies(turn: Turn, request: ReportRequest) -> dict[str, Reply]:
    """The same in each language, with the way to the answer."""
    door = f"answerreport:{request.id}"
    return {
        language: Reply(
            words(turn, request, language),
            turn.texts[language]("notice.title"),
            (Choice(door, turn.texts[language]("report.answer")),),
        )
        for language in turn.texts.languages
    }


async def close(turn: Turn, request: str) -> None:
    """Nobody answers to it any more; what was answered stays."""
    one = await found.seen(turn, request)
    if one is None:
        return
    if one.request and one.request.open:
        turn.do(CloseReportRequest(request))
    turn.tell(
        "report.closed",
        turn.button(f"reportsum:{request}:0", "report.sums"),
        turn.button("reports", "report.all"),
        name=one.title,
    )

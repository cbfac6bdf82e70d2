"""What reports with fields come to: how many have answered, each question summed up, who has not; as a file too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.handlers.progress.home import figures_of, units
from bot.handlers.reporting import found, waiting
from bot.handlers.reporting.found import OpenReport
from bot.handlers.reporting.wording import line
from bot.handlers.shared import dates
from bot.handlers.shared.naming import period
from bot.handlers.shared.paging import SHOWN, earlier, few, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.handlers.year import oversee
from bot.messages import Choice, Reply
from bot.records.progress import ProgressFigures
from bot.records.reports import ReportAnswer, ReportSums, UnitReport
from bot.texts import REFERENCE
from ocop_domain.areas import LEVELS, Area
from ocop_domain.duties.model import Duty, DutyKind
from ocop_domain.report_fields import form_for, summed
from ocop_domain.rights import Act, Subject
from ocop_domain.text import natural_key


async def home(turn: Turn, start: int = 0) -> None:
    """All reports of this person: to be answered, asked for, and those of the plan; the way to ask for one."""
    t, own = turn.t, units(turn)
    choices = [Choice(f"answerreport:{one.id}", f"✎ {one.title}") for one, _ in await waiting.unanswered(turn)]
    choices += [Choice(f"reportsum:{one.id}:0", one.title) for one in await turn.reads.report_requests(own)]
    choices += [Choice(f"dutysum:{duty}:{time}:0", name) for duty, time, name in await _of_plans(turn)]
    nav = list(earlier(turn, "reports", start))
    if own:
        nav += [turn.button("askreport", "report.ask"), turn.button(f"progressdoc:{own[0]}:0", "report.document")]
        nav.append(turn.button("progress", "progress.open"))
    text = t("report.which") if choices else t("report.none")
    shown = few(turn, choices, "reports", start_of(start, len(choices)))
    turn.say(Reply(text, t("report.all"), tuple(shown), (*nav, turn.button("menu", "menu.back"))))


async def _of_plans(turn: Turn) -> list[tuple[str, str, str]]:
    """The plan's own reports with fields that those below are asked for now, or were asked for last."""
    rows = []
    for here in await oversee.looked_after(turn):
        begun = here.opens <= turn.today
        if begun and form_for(here.duty.programme, here.duty.id) and here.duty.role == waiting.PRODUCER:
            one = await found.of_duty(turn, here.duty.id, here.id)
            rows += [(here.duty.id, here.id, one.title)] if one else []
    return rows[-3:]


async def of_request(turn: Turn, request: str, start: int) -> None:
    """The sums of a report that a unit asked for."""
    if one := await found.seen(turn, request):
        await _show(turn, one, start, f"reportsum:{request}")


async def of_duty(turn: Turn, duty: str, occurrence: str, start: int) -> None:
    """The sums of a plan's own."""
    if one := await found.of_duty(turn, duty, occurrence):
        await _show(turn, one, start, f"dutysum:{duty}:{occurrence}")


async def _show(turn: Turn, one: OpenReport, start: int, route: str) -> None:
    t = turn.t
    given, everybody = await found.answers(turn, one), await found.concerned(turn, one)
    scopes = {answer.scope for answer in given}
    missing = [name for scope, name in everybody.items() if scope not in scopes]
    start = start_of(start, len(missing))
    shown = missing[start : start + taken(start, len(missing))]
    lines = [t("report.far", done=len(given), all=len({*everybody, *scopes}), day=t.day(one.last_day))]
    lines += [] if start else [line(t, each) for each in summed(one.fields, [answer.answers for answer in given])]
    if shown:
        lines.append(t("report.missing", names=", ".join(shown), count=len(missing)))
    choices = more(turn, route, start, len(missing), SHOWN)
    kind = "request" if one.request else "duty"
    choices.append(turn.button(f"reportfile:{kind}:{one.at}", "report.files"))
    if one.request and one.request.open and missing:
        choices.append(turn.button(f"remindreport:{one.request.id}", "report.remind", count=len(missing)))
    if one.request and one.request.open and turn.may(Act.OVERSEE, Subject(one.unit)):
        choices.append(turn.button(f"closereport:{one.request.id}", "report.close"))
    nav = (*earlier(turn, route, start), turn.button("reports", "report.all"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), one.title, tuple(choices), nav))


async def files(turn: Turn, kind: str, first: str, second: str = "") -> None:
    """The sums with every answer, as a paper to be signed and as a workbook."""
    one = await (found.seen(turn, first) if kind == "request" else found.of_duty(turn, first, second))
    if one is None:
        return
    given = await found.answers(turn, one)
    missing = [name for scope, name in (await found.concerned(turn, one)).items() if scope not in _scopes(given)]
    made = await turn.papers.report_sums(
        ReportSums(one.title, one.unit, one.fields, tuple(given), tuple(missing), turn.today)
    )
    route = f"reportsum:{first}:0" if kind == "request" else f"dutysum:{first}:{second}:0"
    choices = (turn.button(route, "report.sums"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("report.files_made"), one.title, choices, files=made, names=("bao-cao", "so-lieu")))


def _scopes(given: list[ReportAnswer]) -> set[str]:
    return {answer.scope for answer in given}


async def document(turn: Turn, unit: str, plan: int) -> None:
    """The unit's report of today, with the figures filled in, to be edited and signed."""
    figures = await figures_of(turn, unit, plan)
    if figures is None:
        return
    file = await turn.papers.progress_report(await _with_held(turn, figures), turn.programmes, title="")
    choices = (turn.button(f"progress:{unit}:{plan}", "progress.open"), turn.button("menu", "menu.back"))
    name = f"bao-cao {turn.areas.get(unit).bare}"
    turn.say(Reply(turn.t("report.made"), turn.t("report.document"), choices, files=(file,), names=(name,)))


async def of_period(turn: Turn, duty: str, occurrence: str) -> None:
    """The report that a duty asks for, of its unit and period."""
    own = await _own_task(turn, duty, occurrence)
    area = turn.areas.find(own[1]) if own else None
    if own is None or area is None:
        turn.tell("report.not_yours", turn.button("menu", "menu.back"))
        return
    figures = await figures_of(turn, area.code, 0)
    if figures is None:
        return
    said = await below(turn, area, occurrence)
    whole = await _with_held(turn, figures)
    file = await turn.papers.progress_report(whole, turn.programmes, title=own[0], below=said)
    choices = (turn.button(f"duty:{duty}:{occurrence}", "remind.do.look"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("report.made"), own[0], choices, files=(file,), names=(f"bao-cao {area.bare}",)))


async def _with_held(turn: Turn, figures: ProgressFigures) -> ProgressFigures:
    """The same with what the unit, and those below it, have held in the year."""
    units = sorted(turn.areas.reach(figures.unit, turn.today))
    held = await turn.reads.activities_held(units, date(figures.year, 1, 1), turn.today)
    return replace(figures, held=tuple(held))


async def below(turn: Turn, unit: Area, period_id: str) -> list[UnitReport]:
    """What the units of the level below have reported of the same period in their own words, by their names."""
    reach = sorted(turn.areas.reach(unit.code, turn.today))
    found: dict[str, list[str]] = {}
    for programme in await dates.asking(turn):
        for here in programme.around(turn.today):
            if here.id == period_id and _asks_below(here.duty, unit.level):
                said = await turn.reads.reported_in(programme.id, here.duty.id, here.id, reach)
                for scope, text in said.items():
                    found.setdefault(scope, []).append(text)
    named = [UnitReport(turn.areas.get(scope).name, "\n".join(texts)) for scope, texts in found.items()]
    return sorted(named, key=lambda one: natural_key(one.unit))


def _asks_below(duty: Duty, level: str) -> bool:
    """Whether it is a report, in words, of offices that stand below a level."""
    if duty.kind is not DutyKind.REPORT or duty.role == "producer" or duty.level not in LEVELS:
        return False
    return LEVELS.index(duty.level) > LEVELS.index(level)


async def _own_task(turn: Turn, duty: str, occurrence: str) -> tuple[str, str] | None:
    """How the report of a duty is called, and the unit that reports."""
    own = await duties.tasks_of(turn, duty, occurrence)
    if not own:
        return None
    here, t = own[0].occurrence, turn.texts[REFERENCE]
    when = period(t, here)
    year = here.id[:4] if when else str(here.last_day.year)
    if when and year not in when:
        return t("report.period_title", period=when, year=year), own[0].scope
    whole = t("report.whole_title", period=when) if when else t("report.progress_title", year=year)
    return whole, own[0].scope

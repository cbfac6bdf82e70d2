"""The business plan of a product: a checklist of sections in any order, each a short form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.plan import PLAN_FORMS
from bot.handlers.dossier.contents import sections_of
from bot.handlers.evidence import checklist
from bot.handlers.forms import filling
from bot.handlers.plan import support
from bot.handlers.rounds import choosing
from bot.handlers.scoring import sheets
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import PlanPart
from bot.writes.dossier import KeepPart
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.criteria.words import item_title
from ocop_domain.plan import Dong, Section, finance, findings, investment, load_plan, state_of

PREFIX = "plan_"
_SHOWN = 5
_ANEW = frozenset({"target", "finance", "timetable"})
"""Sections that another star asks for anew."""
_FED = 3
"""Criteria that are named for a section."""


async def own_application(turn: Turn, application_id: str) -> Application | None:
    """The product, for its producer; else says that it is not theirs."""
    application = await turn.reads.application(application_id)
    if application and application.owner == turn.person.id:
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


def answers_of(plan: dict[str, PlanPart]) -> dict[str, Any]:
    """All answers of a plan together."""
    return {question: value for part in plan.values() for question, value in part.answers.items()}


async def show(turn: Turn, application_id: str, start: int = 0, *, note: str = "") -> None:
    """The checklist: what is done, what is begun, what cannot go on, and why."""
    application = await own_application(turn, application_id)
    if application is None:
        return
    t = turn.t
    plan = await turn.reads.plan_of(application.id)
    sections = sections_of(turn, application)
    begun = {d.id for d in await turn.reads.drafts_of(turn.person.id)}
    states = {s.id: state_of(s, *_kept(plan, s)) for s in sections}
    states |= {s.id: "doing" for s in sections if states[s.id] == "todo" and f"{application.id}.{s.id}" in begun}
    lines = [note, ""] if note else []
    lines += [t("plan.progress", done=sum(v == "done" for v in states.values()), all=len(sections))]
    lines += [
        # Without numbers: what is typed means the buttons below.
        f"{t(f'plan.mark.{states[s.id]}')} {t(f'plan.section.{s.id}')}" + _reason(plan, s)
        for s in sections
    ]
    lines += _money(turn, answers_of(plan))
    start = start if 0 <= start < len(sections) else 0
    open_first = [s for s in sections if states[s.id] != "done"] or list(sections)
    former = any(section not in plan and section not in _ANEW for section in await _former_plan(turn, application))
    room = _SHOWN - former
    shown = open_first[start : start + room] or open_first[:room]
    choices = _doors(turn, f"part:{application.id}", shown)
    if len(open_first) > start + room:
        choices.append(turn.button(f"plan:{application.id}:{start + room}", "nav.more"))
    if former:
        choices.insert(0, turn.button(f"takeover:{application.id}", "plan.take_over"))
    nav = [
        turn.button(f"cannot:{application.id}", "plan.cannot"),
        turn.button(f"dossier:{application.id}", "menu.dossier"),
    ]
    if any(state == "done" for state in states.values()):
        nav.insert(0, turn.button(f"parts:{application.id}", "plan.change"))
    if await choosing.may_send_plan(turn, application):
        nav.insert(0, turn.button(f"sendplan:{application.id}", "choosing.send_plan"))
    turn.say(Reply("\n".join(lines), t("plan.title", product=called(t, application)), tuple(choices), tuple(nav)))


def _kept(plan: dict[str, PlanPart], section: Section) -> tuple[dict[str, Any], str]:
    part = plan.get(section.id)
    return (dict(part.answers), part.reason) if part else ({}, "")


def _reason(plan: dict[str, PlanPart], section: Section) -> str:
    part = plan.get(section.id)
    return f": {part.reason}" if part and part.reason else ""


def _money(turn: Turn, answers: dict[str, Any]) -> list[str]:
    """What the years and the investment come to, where they are whole."""
    t = turn.t
    sums, put_in = finance(answers), investment(answers)
    lines = []
    if sums.whole:
        revenue, cost, profit = (t.money(m) for m in (sums.revenue, sums.cost, abs(sums.profit)))
        years = len(sums.whole)
        lines.append(
            t("plan.sums_loss", years=years, revenue=revenue, cost=cost, profit=profit)
            if sums.profit < 0
            else t("plan.sums", years=years, revenue=revenue, cost=cost, profit=profit)
        )
    if put_in.total:
        lines.append(t("plan.capital", total=t.money(put_in.total), found=t.money(put_in.found)))
    return ["", *lines] if lines else []


async def parts(turn: Turn, application_id: str, start: int = 0) -> None:
    """Every section, to look at or change."""
    application = await own_application(turn, application_id)
    if application is None:
        return
    sections = sections_of(turn, application)
    start = start if 0 <= start < len(sections) else 0
    choices = _doors(turn, f"part:{application.id}", sections[start : start + _SHOWN])
    if len(sections) > start + _SHOWN:
        choices.append(turn.button(f"parts:{application.id}:{start + _SHOWN}", "nav.more"))
    nav = (*earlier(turn, f"parts:{application.id}", start), turn.button(f"plan:{application.id}", "plan.open"))
    turn.say(
        Reply(turn.t("plan.choose"), turn.t("plan.title", product=called(turn.t, application)), tuple(choices), nav)
    )


async def part(turn: Turn, application_id: str, section_id: str) -> None:
    """Opens a section: what the registration knows already stands in it."""
    application = await own_application(turn, application_id)
    section = load_plan().get(section_id)
    if application is None:
        return
    if section is None:
        await show(turn, application.id, note=turn.t("plan.no_section"))
        return
    kept = (await turn.reads.plan_of(application.id)).get(section.id)
    former = {} if section.id in _ANEW else await _former_plan(turn, application)
    known = kept if kept and kept.answers else former.get(section.id)  # one that was only blocked knows nothing
    papers = await checklist.holding(turn, application)
    begun_with = {**section.from_registration(application.answers), **section.from_papers(papers)}
    answers = dict(known.answers) if known else begun_with
    form = PLAN_FORMS[PREFIX + section.id]
    draft_id = f"{application.id}.{section.id}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, form.id, form.version, application.programme, answers, subject=application.id)
    await filling.enter(turn, draft, _why(turn, application, section))


async def _former_plan(turn: Turn, application: Application) -> dict[str, PlanPart]:
    """The plan of the same product as it was registered before: an upgrade does not begin from nothing."""
    own = await turn.reads.applications_over_years(turn.person.id)
    same = [p for p in own if p.id != application.id and p.product == application.product]
    return await turn.reads.plan_of(same[0].id) if same else {}


async def take_over(turn: Turn, application_id: str) -> None:
    """Keeps what the former plan says of everything but the goal, the money and the time."""
    application = await own_application(turn, application_id)
    if application is None:
        return
    have, before = await turn.reads.plan_of(application.id), await _former_plan(turn, application)
    taken = [part for section, part in before.items() if section not in have and section not in _ANEW]
    if not taken:  # pressed twice
        await show(turn, application.id)
        return
    turn.do(*(KeepPart(application.id, part) for part in taken))
    turn.tell(
        "plan.taken_over",
        turn.button(f"plan:{application.id}", "plan.open"),
        turn.button(f"dossier:{application.id}", "menu.dossier"),
        count=len(taken),
    )


def _why(turn: Turn, application: Application, section: Section) -> str:
    """Which criteria of the product's set this section feeds, and how to say that it cannot be done."""
    t = turn.t
    sets = [criteria for _, criteria in sheets.decisions(turn, application)]
    fed = section.fed(sets[0])[:_FED] if sets else ()
    lines = [t("plan.feeds", items="; ".join(item_title(item, t.language) for item in fed))] if fed else []
    return "\n".join([*lines, *support.lines(turn, section.id, turn.programme_of(application), 1)])


async def kept(turn: Turn, draft: Draft) -> None:
    """A section is kept; what in it can hardly be meant is said."""
    application = await own_application(turn, draft.subject)
    section = load_plan().get(draft.form.removeprefix(PREFIX))
    if application is None:
        return
    if section is None:
        await show(turn, application.id, note=turn.t("plan.no_section"))
        return
    turn.do(KeepPart(application.id, PlanPart(section.id, draft.answers)))
    plan = await turn.reads.plan_of(application.id)
    plan[section.id] = PlanPart(section.id, draft.answers)
    t = turn.t
    lines = [t("plan.kept", section=t(f"plan.section.{section.id}"))]
    for finding in findings(answers_of(plan), section):
        params = {k: t.money(v) if isinstance(v, Dong) else v for k, v in finding.params.items()}
        lines.append("⚠ " + t(finding.code, **params))
    rest = [s for s in sections_of(turn, application) if state_of(s, *_kept(plan, s)) in {"todo", "doing"}]
    choices = _doors(turn, f"part:{application.id}", rest[:3])
    if len(lines) > 1:
        choices.insert(0, turn.button(f"part:{application.id}:{section.id}", "plan.again"))
    if application.state is ApplicationState.SUPPLEMENT:  # back to what the commune asked for
        choices.insert(0, turn.button(f"supplement:{application.id}", "dossier.supplement_button"))
    nav = (turn.button(f"plan:{application.id}", "plan.open"), turn.button(f"dossier:{application.id}", "menu.dossier"))
    turn.say(Reply("\n\n".join(lines), t("plan.title", product=called(t, application)), tuple(choices), nav))


async def cannot(turn: Turn, application_id: str, start: int = 0) -> None:
    """Which section cannot go on?"""
    application = await own_application(turn, application_id)
    if application is None:
        return
    plan = await turn.reads.plan_of(application.id)
    open_ = [s for s in sections_of(turn, application) if state_of(s, *_kept(plan, s)) != "done"]
    doors = _doors(turn, f"block:{application.id}", open_)
    start = start_of(start, len(doors))
    choices = few(turn, doors, f"cannot:{application.id}", start)
    nav = (*earlier(turn, f"cannot:{application.id}", start), turn.button(f"plan:{application.id}", "plan.open"))
    turn.say(Reply(turn.t("plan.which_blocked"), choices=tuple(choices), nav=nav))


def _doors(turn: Turn, route: str, sections: Sequence[Section]) -> list[Choice]:
    """A button for each section."""
    return [Choice(f"{route}:{s.id}", turn.t(f"plan.section.{s.id}")) for s in sections]


async def block(turn: Turn, application_id: str, section_id: str) -> None:
    """Asks why a section cannot go on."""
    application = await own_application(turn, application_id)
    if application is None:
        return
    if load_plan().get(section_id) is None:
        await show(turn, application.id, note=turn.t("plan.no_section"))
        return
    subject = f"{application.id}:{section_id}"
    await filling.enter(turn, Draft(turn.new_id(), BLOCKED.id, BLOCKED.version, turn.programme.id, subject=subject))


async def blocked(turn: Turn, draft: Draft) -> None:
    """The reason is kept with what was answered."""
    application_id, _, section_id = draft.subject.partition(":")
    application = await own_application(turn, application_id)
    if application is None:
        return
    before = (await turn.reads.plan_of(application.id)).get(section_id)
    reason = draft.answers["plan_blocked_reason"]
    turn.do(KeepPart(application.id, PlanPart(section_id, before.answers if before else {}, reason)))
    text = turn.t("plan.blocked", section=turn.t(f"plan.section.{section_id}"))
    choices = (turn.button(f"plan:{application.id}", "plan.open"), turn.button("menu", "menu.back"))
    turn.say(
        Reply("\n\n".join([text, *support.lines(turn, section_id, turn.programme_of(application))]), choices=choices)
    )

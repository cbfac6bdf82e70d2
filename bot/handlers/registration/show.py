"""How a product is shown: in a line, in full, and what comes next for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.conversations.engine import asked
from bot.conversations.form import Draft
from bot.conversations.forms import FORMS
from bot.conversations.screens import listing
from bot.handlers.shared.dates import holding
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import shortened
from bot.records.people import PRODUCER
from ocop_domain.applications import Application, ApplicationState, FiledFor, Holds, Upcoming, upcoming
from ocop_domain.duties.agenda import places
from ocop_domain.duties.model import Done, Occurrence
from ocop_domain.eligibility import check
from ocop_domain.filing_windows import windows_from
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act, roles_for
from ocop_domain.roles import duties_of
from ocop_domain.selection import Pick, What, chooser

_SHORT = 80
"""Letters of an answer on the first screen; the whole stands in its section."""
_FIRST = "product"
_ALSO = frozenset({"price"})
"""The section that is shown at once, and what is asked elsewhere of the same: what the officer decides about."""
_CHECKERS = duties_of(roles_for(Act.CHECK))


async def line(turn: Turn, application: Application) -> str:
    """Name, state and what comes next."""
    return f"{called(turn.t, application)}\n{await standing(turn, application)}"


async def standing(turn: Turn, application: Application) -> str:
    """State and what comes next."""
    declined = application.state is ApplicationState.REFUSED and await _declined_above(turn, application)
    name = turn.t("choosing.declined" if declined else f"state.{application.state}")
    state = turn.t("product.state", state=name)
    return "\n".join(part for part in (state, await next_line(turn, application)) if part)


async def _declined_above(turn: Turn, application: Application) -> bool:
    """Whether the level above has refused the idea: the commune had agreed to it."""
    said = (await turn.reads.selections_of_producer(application.owner)).get(application.id, {})
    idea = said.get(What.IDEA)
    return idea is not None and idea.outcome is Pick.REFUSED


async def draft_line(turn: Turn, name: str, since: date) -> str:
    """The same for a form that was not sent yet."""
    t = turn.t
    facts = await turn.reads.facts(turn.person, turn.counted(turn.programme))
    holds = await holding(turn, places(facts))
    step = upcoming(turn.programme, "draft", max(since, turn.today), holds)
    due = t("next.draft", day=t.day(step.last_day)) if step and step.last_day else ""
    if step and step.last_day and step.last_day < turn.today:
        due = f"{due} {t('next.late')}"
    return "\n".join(p for p in (name, t("product.state", state=t("state.draft")), due) if p)


async def next_line(turn: Turn, application: Application) -> str:
    """What comes next, who does it, and by when."""
    programme = turn.programme_of(application)
    if chosen := await _after_choice(turn, application, await holding(turn, (application.area,), programme)):
        return chosen
    step = await step_of(turn, application)
    if not step:
        return ""
    t = turn.t
    if step.actor == PRODUCER and application.owner == turn.person.id:
        return _own_turn(turn, application, step.last_day)
    if step.last_day is None:
        return t(f"next.{application.state}.{step.actor}.undated")
    if step.last_day < turn.today and step.actor in _CHECKERS and application.owner == turn.person.id:
        return _overdue(turn, programme, application, step.last_day)
    late = t("next.late") if step.last_day < turn.today else ""
    return " ".join(p for p in (t(f"next.{application.state}.{step.actor}", day=t.day(step.last_day)), late) if p)


def _own_turn(turn: Turn, application: Application, last_day: date | None) -> str:
    """What the producer has to do: who has to do it is spoken to, not told of."""
    t = turn.t
    if last_day is None:
        return t(f"next_own.{application.state}_undated")
    late = t("next.late") if last_day < turn.today else ""
    return " ".join(p for p in (t(f"next_own.{application.state}", day=t.day(last_day)), late) if p)


async def step_of(turn: Turn, application: Application) -> Upcoming | None:
    """The next step of an application, by the programme's own order; None where it names none."""
    waiting = {
        ApplicationState.SENT: application.sent_on,
        ApplicationState.FILED: application.updated_on,
    }  # the commune's time runs since then
    since = waiting.get(application.state, max(application.updated_on, turn.today))
    programme = turn.programme_of(application)
    holds = await holding(turn, (application.area,), programme)
    return upcoming(programme, application.state, since, holds, await _filed_for(turn, application))


async def _filed_for(turn: Turn, application: Application) -> FiledFor | None:
    """The round for which the dossier was handed in, once it was checked."""
    if application.state is not ApplicationState.CHECKED:
        return None
    return (await turn.reads.filed_for(application.owner)).get(application.id)


async def _after_choice(turn: Turn, application: Application, holds: Holds) -> str:
    """Once its idea was chosen it is the producer's turn: the plan, then the dossier; "" where it is not."""
    programme, t = turn.programme_of(application), turn.t
    if application.state is not ApplicationState.ACCEPTED or not chooser(programme):
        return ""
    said = (await turn.reads.selections_of_producer(application.owner)).get(application.id, {})
    idea, plan = said.get(What.IDEA), said.get(What.PLAN)
    if idea is None or idea.outcome is Pick.REFUSED:
        return ""
    if plan and plan.outcome is Pick.SENT:
        return t("next.plan_sent")
    around = programme.around(turn.today)
    if programme.asks_plan and (plan is None or plan.outcome is Pick.REFUSED):
        day = _ahead([holds(o) for o in around if o.duty.done is Done.PLAN], turn.today)
        return t("next.plan", day=t.day(day)) if day else t("next.plan.undated")
    day = _ahead(windows_from(around, turn.today, holds), turn.today)
    return t("next.accepted.producer", day=t.day(day)) if day else t("next.accepted.producer.undated")


def _ahead(times: Iterable[Occurrence], today: date) -> date | None:
    """The next last day of these times; None where none is to come."""
    return min((o.last_day for o in times if o.last_day >= today), default=None)


def _overdue(turn: Turn, programme: Programme, application: Application, last_day: date) -> str:
    """Said plainly to the producer: the commune is late, and whom one may ask."""
    step, day = programme.next.get(application.state), turn.t.day(last_day)
    days = step.due.working_days if step and step.due else 0
    return turn.t("next.overdue_days", days=days, day=day) if days else turn.t("next.overdue", day=day)


def answers(turn: Turn, application: Application) -> str:
    """All answers, numbered, with what the law says of them."""
    draft = Draft(
        application.id, application.form, application.form_version, application.programme, application.answers
    )
    context = turn.context(draft)
    questions = asked(FORMS[application.form], draft, context)
    others = application.owner != turn.person.id
    return "\n\n".join([listing(questions, draft, context, others=others), *findings(turn, application)])


def findings(turn: Turn, application: Application) -> list[str]:
    """What the law says of the answers."""
    return [turn.t(f.code, **f.params) for f in check(application.answers, turn.programme_of(application))]


def briefly(turn: Turn, application: Application) -> str:
    """The answers about the product, each in a line: what an official decides about."""
    context = turn.context(application)
    draft = Draft(
        application.id, application.form, application.form_version, application.programme, application.answers
    )
    lines = []
    for number, question in enumerate(asked(FORMS[application.form], draft, context), 1):
        value = application.answers.get(question.id)
        shown = question.section == _FIRST or question.id in _ALSO
        if not shown or value is None or question.id == "product_name":
            continue
        said = " ".join(question.kind.show(value, question, context).split())
        lines.append(f"{number}. {question.label(turn.t)}: {shortened(said, _SHORT)}")
    return "\n".join(lines)


def numbered(turn: Turn, application: Application) -> str:
    """What each number stands for, in few lines: the answers themselves were just looked at."""
    draft = Draft(
        application.id, application.form, application.form_version, application.programme, application.answers
    )
    questions = asked(FORMS[application.form], draft, turn.context(draft))
    sections: dict[str, list[str]] = {}
    for number, question in enumerate(questions, 1):
        sections.setdefault(question.section, []).append(f"{number} {question.label(turn.t)}")
    return "\n".join("; ".join(names) for names in sections.values())

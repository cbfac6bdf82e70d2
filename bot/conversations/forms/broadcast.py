"""A notice to many: what it says, whom it is for, when it leaves; ready-made ones; a correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.conversations.form import Answers, Context, Draft, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.files import PAPERS, Photos
from bot.conversations.kinds.sending import ALL, Group, Letter, Moment, Numbers, Undone, Within
from bot.conversations.kinds.typed import Day, Integer, Text
from ocop_domain.broadcasts import DRAFT, STATES, roles_of
from ocop_domain.duties.model import Done, DutyKind
from ocop_domain.programmes import Programme

PHONES = "phones"
SOME = "some"
"""Producers, narrowed by their products and by what they have done."""


def _roles(context: Context) -> tuple[str, ...]:
    producers, *officials = roles_of(context.programme)
    return (producers, SOME, *officials, PHONES)


def _by_role(answers: Answers, programme: Programme) -> bool:
    return answers.get("cast_to") != PHONES


def _by_phone(answers: Answers, programme: Programme) -> bool:
    return answers.get("cast_to") == PHONES


def _some(answers: Answers, programme: Programme) -> bool:
    return answers.get("cast_to") == SOME


def _chosen_by_deeds(answers: Answers, programme: Programme) -> bool:
    return answers.get("cast_to") not in {"producer", PHONES}


def _with_products(answers: Answers, programme: Programme) -> bool:
    """What was only begun has no group and no star yet."""
    return _some(answers, programme) and answers.get("cast_state") != DRAFT


_SECTION = "cast"
TEXT = Question("cast_text", Letter(), section=_SECTION)
BROADCAST = Form(
    "cast",
    1,
    (
        TEXT,
        Question("cast_files", Photos(types=PAPERS), required=False, section=_SECTION),
        Question("cast_to", ChoiceKind(_roles), section=_SECTION),
        Question("cast_phones", Numbers(), applies=_by_phone, section=_SECTION),
        Question("cast_where", Within(), applies=_by_role, section=_SECTION),
        Question("cast_state", ChoiceKind((ALL, *STATES)), applies=_some, section=_SECTION),
        Question("cast_group", Group(), applies=_with_products, section=_SECTION),
        Question("cast_star", ChoiceKind((ALL, "3", "4", "5")), applies=_with_products, section=_SECTION),
        Question("cast_undone", Undone(), applies=_chosen_by_deeds, section=_SECTION),
        Question("cast_kind", ChoiceKind(("official", "nudge")), section=_SECTION),
        Question("cast_ask", ChoiceKind(("nothing", "got", "yesno")), section=_SECTION),
        Question("cast_when", Moment(), section=_SECTION),
    ),
)


def _composed(draft: Draft) -> str:
    return f"editcast:{draft.subject.partition(':')[0]}"


_COUNT = Question("cast_count", Integer(0, 10_000_000), section=_SECTION)
CERTAIN = Form("cast_certain", 1, (_COUNT,), summary=False, behind=_composed)
AMEND = Form("cast_amend", 1, (TEXT,), summary=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A usual notice: its questions, and the days of the programme that are filled in by question id.

    What it says is `template.<id>.text`, filled with the answers; its name `template.<id>.name`.
    """

    id: str
    questions: tuple[str, ...]
    days: Callable[[Programme, date], dict[str, date]]

    @property
    def form(self) -> Form:
        return Form(f"template_{self.id}", 1, tuple(_FIELDS[q] for q in self.questions), texts="template")


def _field(id_: str, kind: Text | Day) -> tuple[str, Question]:
    return id_, Question(id_, kind, section="template")


_FIELDS = dict(
    [
        _field("when_opens", Day(past=False, ahead=True)),
        _field("when_ends", Day(past=False, ahead=True)),
        _field("when_held", Day(past=False, ahead=True)),
        _field("when_hour", Text(1, 40)),
        _field("where_held", Text(2, 200)),
        _field("what_about", Text(2, 200)),
    ]
)


def _round(programme: Programme, today: date) -> dict[str, date]:
    """When the next dossiers for a round are taken."""
    windows = [
        o
        for o in programme.around(today)
        if o.duty.role == "producer"
        and o.duty.kind is DutyKind.WINDOW
        and o.duty.step in {2, 5}
        and o.last_day >= today
    ]
    found = min(windows, key=lambda o: (o.opens < today, o.opens), default=None)
    if found is None:
        return {}
    return {"when_ends": found.announced} | ({"when_opens": found.opens} if found.opens >= today else {})


def _list(programme: Programme, today: date) -> dict[str, date]:
    """The next last day of the communes' lists."""
    days = [o.announced for o in programme.around(today) if o.duty.done is Done.LIST and o.announced >= today]
    return {"when_ends": min(days)} if days else {}


def _none(programme: Programme, today: date) -> dict[str, date]:
    return {}


def _results(programme: Programme, today: date) -> dict[str, date]:
    """The next day on which results are made known, or the last one of a council's round."""
    known = [
        o.announced
        for o in programme.around(today)
        if o.duty.step == 5
        and o.duty.kind is DutyKind.MILESTONE
        and o.duty.role in {"district_staff", "province_staff"}
    ]
    held = [o.announced for o in programme.around(today) if o.duty.kind is DutyKind.ROUND]
    days = [day for day in known if day >= today] or [day for day in held if day >= today]
    return {"when_held": min(days)} if days else {}


TEMPLATES = (
    Template("round", ("when_opens", "when_ends", "where_held"), _round),
    Template("list", ("when_ends", "where_held"), _list),
    Template("training", ("what_about", "when_held", "when_hour", "where_held"), _none),
    Template("results", ("when_held", "when_hour", "where_held"), _results),
)
TEMPLATE_FORMS = {template.form.id: template.form for template in TEMPLATES}
BROADCAST_FORMS = {form.id: form for form in (BROADCAST, CERTAIN, AMEND)} | TEMPLATE_FORMS

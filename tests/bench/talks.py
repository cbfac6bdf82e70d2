"""Registrations as scripts: every text and every press from /start to the summary, found by walking the form itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from typing import Any

from rehearsal.cast import Part, producers

from bot.conversations import engine
from bot.conversations.form import SUMMARY, Context, Draft, Form, Question, Said
from bot.conversations.forms import FORMS
from bot.conversations.forms.consent import CONSENT
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import PhoneKind
from bot.kit.clock import day_of, system_clock
from bot.messages import Reply
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas
from ocop_domain.law import law_on
from ocop_domain.programme_files import load_programme
from ocop_domain.text import fold

Json = dict[str, Any]
PROGRAMME = "camau-2022"
_BY_LAW = {"representative": "Trần Văn Ba", "position": "Chủ hộ", "identity": None, "samples": "10"}
"""What the law's form asks beside the list's."""


@dataclass(frozen=True)
class Move:
    """What the person says to the form, and the same as a step of the fake's script."""

    said: Said
    step: Json


def context(today: date | None = None) -> Context:
    """What the form may know; the day is today, as for the program itself where it is not told another.

    As there, the law leads where the plan does not hold.
    """
    day, plan = today or day_of(system_clock()), load_programme(PROGRAMME)
    programme = plan if plan.holds(day) else law_on(day)
    return Context(programme, day, load_areas(), Texts()[REFERENCE])


def form_of(around: Context) -> Form:
    """The registration of the programme that leads."""
    return FORMS[around.programme.form]


def empty_draft(around: Context) -> Draft:
    form = form_of(around)
    return Draft("bench", form.id, form.version, around.programme.id)


def scripts(count: int, today: date | None = None) -> list[list[Json]]:
    """So many registrations of the list of Cà Mau 2022, each by a new person, until the summary is shown."""
    around = context(today)
    opening: list[Json] = [
        {"text": "/start"},
        {"text": "/consent"},
        *({"press": 0} for _ in CONSENT.questions),
        {"press": 0},
    ]
    known = [[*opening, *(m.step for m in moves(part, around))] for parts in producers() for part in parts[:1]]
    for script in known:
        script[-1] = {**script[-1], "expect": around.t(f"form.{form_of(around).id}.summary")}
    return list(islice(cycle(known), count))


def moves(part: Part, around: Context) -> Iterator[Move]:
    """The answers of one product, from the first question to the summary."""
    form, answers = form_of(around), {**part.answers, **_BY_LAW}
    step = engine.open_draft(form, empty_draft(around), around)
    for _ in range(2 * len(form.questions)):
        if step.draft.at == SUMMARY:
            return
        question = form.get(step.draft.at)
        assert question
        move = _answer(question, step.reply, answers[question.id], around)
        if isinstance(question.kind, PhoneKind):
            move = Move(move.said, {**move.step, "news": 2})  # the contact button is taken away by a message
        yield move
        step = engine.turn(form, step.draft, around, move.said)
    raise AssertionError(f"the form never came to an end: {step.reply}")


def _answer(question: Question, shown: Reply, value: Any, around: Context) -> Move:
    if value is None or isinstance(question.kind, Photos):
        return _press("n:skip", shown)
    if isinstance(question.kind, YesNo):
        return _press("o:yes" if value else "o:no", shown)
    if isinstance(question.kind, ChoiceKind):
        # What the list says and the law of today does not know: the first that it knows.
        offered = [c.data for c in shown.choices]
        return _press(f"o:{value}" if f"o:{value}" in offered else offered[0], shown)
    if isinstance(question.kind, AreaKind):
        return _area(str(value), shown, around)
    if isinstance(question.kind, ProductSetKind):
        return _set(str(value), shown, around)
    typed = question.kind.show(value, question, around)
    return Move(Said(text=typed), {"text": typed})


def _area(code: str, shown: Reply, around: Context) -> Move:
    """The commune of the list, or what it is part of today: pressed where it is offered, otherwise typed."""
    if not around.areas.get(code).in_force(around.today):
        code = around.areas.successors(code)[0].code
    if any(c.data == f"o:{code}" for c in shown.choices):
        return _press(f"o:{code}", shown)
    typed = fold(around.areas.label(code))
    return Move(Said(text=typed), {"text": typed})


def _set(chosen: str, shown: Reply, around: Context) -> Move:
    """The set is pressed where it is proposed, otherwise typed; where a later law has others, the first proposed."""
    offered = [c.data for c in shown.choices]
    if f"o:{chosen}" in offered:
        return _press(f"o:{chosen}", shown)
    if around.programme.id != PROGRAMME and offered[0].startswith("o:"):
        return _press(offered[0], shown)
    name = around.programme.product_sets.get(chosen).name
    return Move(Said(text=name), {"text": name})


def _press(data: str, shown: Reply) -> Move:
    buttons = [c.data for c in (*shown.choices, *shown.nav)]
    return Move(Said(data=data), {"press": buttons.index(data)})

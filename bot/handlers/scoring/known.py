"""What is known fills a sheet: from the registration, the plan, papers of the wallet.

It is no verdict by itself: the producer sees it, and may answer otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations.form import FILLED, Draft
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.forms.scoring import SETTLED, points_of
from bot.conversations.kinds.levels import CASE
from bot.handlers.scoring.sheets import Sheet, scored
from bot.handlers.turn import Turn
from bot.messages import shortened
from bot.records.registration import SELF
from ocop_domain.applications import Application
from ocop_domain.criteria.known import LABOUR_SHARE, Known, case_of, contradicted, facts, filled, known
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.words import item_title
from ocop_domain.evidence import kinds_that_hold

_NAMED = 3
"""Items that are named in a line; the others are counted."""
REGISTRATION, PLAN, PAPER = "registration", "plan", "paper"
ORIGINS = (REGISTRATION, PLAN, PAPER)


async def facts_of(turn: Turn, application: Application | None = None) -> dict[str, Any]:
    """What was said of a product; of one that is not registered, what is known of its producer."""
    if application is None:
        papers = [paper for paper in await turn.reads.papers_of(turn.person.id) if not paper.products]
        answers, plan = await turn.reads.producer_answers(turn.person.id), {}
    else:
        papers = [p for p in await turn.reads.papers_of(application.owner) if p.is_for(application.product)]
        answers = dict(application.answers)
        parts = await turn.reads.plan_of(application.id)
        plan = {question: value for part in parts.values() for question, value in part.answers.items()}
    return facts(answers, plan, kinds_that_hold(papers, turn.today))


def origin(one: Known) -> str:
    """Where it is known from."""
    if one.fact == LABOUR_SHARE:
        return PLAN
    return one.fact.partition(":")[0]


def begun_with(criteria: CriteriaSet, said: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with what is known beside them: what was answered stays as it is."""
    found = filled(known(criteria, said), points_of(answers))
    cases = {CASE + i.code: case for i in criteria.items if i.cases and (case := case_of(i, criteria.decision, said))}
    together = {**cases, **answers, **{code: one.points for code, one in found.items()}}
    if found:
        together[FILLED] = sorted({*answers.get(FILLED, ()), *found})
    return together


async def completed(turn: Turn, application: Application, sheet: Sheet) -> Sheet:
    """A sheet of the producer with what has become known since."""
    if sheet.kept.kind != SELF:
        return sheet
    answers = begun_with(sheet.criteria, await facts_of(turn, application), sheet.kept.answers)
    score = scored(sheet.criteria, answers)
    return Sheet(replace(sheet.kept, answers=answers), sheet.criteria, score)


def in_use(criteria: CriteriaSet, said: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Known]:
    """What answers an item of this sheet, one for each, and was not answered otherwise since."""
    found: dict[str, Known] = {}
    for one in known(criteria, said):
        if one.points == answers.get(one.item) and one.item in answers.get(FILLED, ()):
            found.setdefault(one.item, one)
    return list(found.values())


def note(turn: Turn, criteria: CriteriaSet, said: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """What is known and not asked, and how to change it; "" where nothing is."""
    t, lines, own = turn.t, [], in_use(criteria, said, answers)
    for source in ORIGINS:
        labels = [item_title(criteria.item(one.item), turn.t.language) for one in own if origin(one) == source]
        if not labels:
            continue
        items = "; ".join(labels[:_NAMED])
        if more := len(labels) - _NAMED if len(labels) > _NAMED else 0:
            items = t("way.and_more", names=items, count=more)
        lines.append(t(f"known.from_{source}", items=items))
    if own:
        lines.append(t("known.change", item=item_title(criteria.item(own[0].item), turn.t.language).lower()))
    return "\n".join(lines)


def entered(turn: Turn, draft: Draft, criteria: CriteriaSet, said: Mapping[str, Any]) -> tuple[Draft, str]:
    """A form that begins with what is known, and what to say of it."""
    draft = draft.with_(answers=begun_with(criteria, said, draft.answers))
    return draft, note(turn, criteria, said, draft.answers)


def doubts(criteria: CriteriaSet, said: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Known]:
    """Answers with which something known does not agree, and nobody has said yet which is right: one for each item."""
    settled = answers.get(SETTLED, ())
    found: dict[str, Known] = {}
    for one in contradicted(known(criteria, said), points_of(answers)):
        if name_of(one) not in settled:
            found.setdefault(one.item, one)
    return list(found.values())


def name_of(one: Known) -> str:
    """What was said of which item: once it was settled it is not asked again, until it is said otherwise."""
    return f"{one.item}={one.fact}={one.value}"


def said_as(turn: Turn, one: Known, application: Application | None) -> str:
    """What was said, as the person reads it."""
    t, (source, _, name) = turn.t, one.fact.partition(":")
    if one.fact == LABOUR_SHARE:
        return t("known.labour_share", share=one.value)
    if source == PAPER:
        return t(f"q.paper_kind.option.{name}")
    question = QUESTIONS.get(name) or next((q for f in PLAN_FORMS.values() if (q := f.get(name))), None)
    assert question, "the rules name questions that there are"
    shown = question.kind.show(one.value, question, turn.context(application))
    return t("known.said", label=question.label(t), value=_short(shown))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return shortened(line, 60)


def level_of(turn: Turn, criteria: CriteriaSet, item: str, points: int | None) -> str:
    """The level that was chosen, in words."""
    level = criteria.item(item).level(points or 0)
    return level.label if level else turn.t("score.none_reached")

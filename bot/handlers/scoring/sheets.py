"""Score sheets of a product: which may be made, which were kept, what they say in words."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversations.forms.scoring import EXCLUSIONS, points_of
from bot.handlers.turn import Turn
from bot.records.registration import ScoreSheet
from ocop_domain.applications import HANDED_IN, Application
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score, score
from ocop_domain.criteria.words import item_title
from ocop_domain.errors import Refusal
from ocop_domain.law import criteria_on, estimated_on
from ocop_domain.product_sets import ProductSet, ProductSets, decision_of, same_under
from ocop_domain.rights import Act

STARS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kept score, computed again from its answers."""

    kept: ScoreSheet
    criteria: CriteriaSet
    score: Score


def scored(criteria: CriteriaSet, answers: Mapping[str, Any]) -> Score:
    """The score of what a scoring form kept."""
    return score(criteria, points_of(answers), answers.get(EXCLUSIONS) or ())


def may_score(turn: Turn, application: Application) -> bool:
    """The owner scores; the commune's officer may type a council's sheet for the producer, who is not their own."""
    mine = application.owner in turn.person.speaks_for and application.owner != turn.person.id
    return turn.may_on(Act.SCORE, application) and not mine


async def application_to_score(turn: Turn, application_id: str, *, own: bool = False) -> Application | None:
    """The product, when this person may score it (`own`: as its producer); else says that it is not theirs."""
    application = await turn.reads.application(application_id)
    if application and may_score(turn, application) and (application.owner == turn.person.id or not own):
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


def for_way(turn: Turn) -> str:
    """The decision by which the way to a star is told: that of today, or the newest one with estimates of the work."""
    return estimated_on(turn.today)


async def judged_on(turn: Turn, application: Application) -> date:
    """The day whose law judges a product: today, or the day on which its dossier was handed in."""
    if application.state not in HANDED_IN:
        return turn.today
    submissions = await turn.reads.submissions_of(application.id)
    return submissions[0].contents.day if submissions else turn.today


def decisions(turn: Turn, application: Application, day: date | None = None) -> list[tuple[str, CriteriaSet]]:
    """The decision by which the product is judged on a day and the one of the way, each with its set where we hold it.

    Where nobody knows which set of that decision the product is, the decision of its programme stands in.
    """
    sets = turn.programme_of(application).product_sets
    chosen = sets.find(application.answers.get("product_set") or "")
    return held_for(chosen, sets, day or turn.today, for_way(turn)) if chosen else []


def judged_by(turn: Turn, application: Application, day: date) -> tuple[str, CriteriaSet | None]:
    """The decision by which the product is judged on a day, with its set there: None where we do not hold it.

    No other decision stands in for it: not the one by which the way to a star is told.
    """
    sets = turn.programme_of(application).product_sets
    chosen = sets.find(application.answers.get("product_set") or "")
    if chosen is None:
        return criteria_on(day), None
    decision = _judging(chosen, sets, day)
    return decision, dict(held_for(chosen, sets, day)).get(decision)


def _judging(chosen: ProductSet, sets: ProductSets, day: date) -> str:
    """The decision of a day; its programme's where nobody knows which set of that one the product is."""
    judged = criteria_on(day)
    return judged if same_under(chosen, sets, judged) else decision_of(chosen, sets)


def held_for(chosen: ProductSet, sets: ProductSets, day: date, *also: str) -> list[tuple[str, CriteriaSet]]:
    """The decision of a day with the set that `chosen` is there, then the others, where we hold them."""
    found = []
    for decision in dict.fromkeys((_judging(chosen, sets, day), *also)):
        same = same_under(chosen, sets, decision)
        with suppress(Refusal):
            if same:
                found.append((decision, load_criteria(decision).set(same.id)))
    return found


async def newest(turn: Turn, application: Application, decision: str, kinds: tuple[str, ...]) -> Sheet | None:
    """The newest kept score by this decision."""
    for kept in await turn.reads.sheets_of(application.id):
        if kept.decision == decision and kept.kind in kinds:
            criteria = load_criteria(decision).set(kept.set_id)
            return Sheet(kept, criteria, scored(criteria, kept.answers))
    return None


def describe(turn: Turn, sheet: Sheet) -> str:
    """Stars, points by part, what holds it back; what would get the dossier refused comes first."""
    t, result, criteria = turn.t, sheet.score, sheet.criteria
    lines = [t("score.excluded", reasons="; ".join(e.text for e in result.exclusions))] if result.exclusions else []
    lines.append(stands(turn, sheet))
    parts = [t("score.part", part=p.label, points=result.parts[p.code], max=p.max) for p in criteria.parts]
    lines.append("\n".join(parts))
    if held := _held_back(turn, sheet):
        lines.append(held)
    lines.append(t("score.reference"))
    return "\n\n".join(lines)


def stands(turn: Turn, sheet: Sheet) -> str:
    """Points and star of a sheet; one that is not finished is no verdict."""
    result, t = sheet.score, turn.t
    if not result.unanswered:
        return t("way.stands", total=result.total, star=result.star)
    (low, high), count = result.points_range, len(sheet.criteria.items)
    return t("way.unfinished", answered=count - len(result.unanswered), count=count, low=low, high=high)


def _held_back(turn: Turn, sheet: Sheet) -> str:
    """The minima that keep the product below the star of its points."""
    t, result = turn.t, sheet.score
    lines = [
        t(
            "score.missed",
            star=star,
            items="; ".join(item_title(sheet.criteria.item(code), t.language) for code in codes),
        )
        for star, codes in sorted(result.missed_minima.items())
        if codes
    ]
    if not lines:
        return ""
    head = t("score.points_alone", star=result.star_by_points) if result.star_by_points > result.star else ""
    return "\n".join(line for line in (head, *lines) if line)

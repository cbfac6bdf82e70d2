"""Scoring forms, made from the criteria: the full sheet, the council's sheet, the quick check.

Ids name decision and set: "score:<decision>:s08", "council:<decision>:s08", "quick:<decision>:s08:4:6" (4 stars, until
six are answered). Official terms come from the data files. A first look asks what the product is before it goes on as a
quick check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from bot.conversations.form import FILLED, Answers, Condition, Form, Question, always
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.levels import CASE, Exclusions, LevelKind
from ocop_domain.criteria.effort import ItemEffort, load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet, Item, Part
from ocop_domain.criteria.quick import next_question
from ocop_domain.criteria.words import HOME, LANGUAGES, hint, item_title, part_title, question
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme

SCORE = "score"
COUNCIL = "council"
JUDGE = "judge"
"""A member's own sheet in a round."""
QUICK = "quick"
EXCLUSIONS = "exclusions"
PRODUCT = "product_name"
"""The answer of a first look that is no item's: how the product is called."""
SETTLED = "settled"
"""What was said elsewhere and differs from the sheet: the person has said that the sheet is right."""
_NO_ITEM = frozenset({EXCLUSIONS, PRODUCT, FILLED, SETTLED})
FEW = 6
"""Questions that a quick check asks at a time."""
VERSION = 1

LOOK = Form("look", VERSION, (QUESTIONS[PRODUCT], QUESTIONS["product_set"]), summary=False)
"""What the product is: all that is asked before a first look at its stars."""


@lru_cache(maxsize=128)
def scoring_form(form_id: str) -> Form | None:
    """The scoring form with this id; None when the id names none."""
    mode, _, rest = form_id.partition(":")
    decision, _, rest = rest.partition(":")
    set_id, _, rest = rest.partition(":")
    target, _, most = rest.partition(":")
    if mode not in {SCORE, COUNCIL, JUDGE, QUICK}:
        return None
    try:
        criteria = load_criteria(decision).set(set_id)
    except Refusal:
        return None
    questions = tuple(_questions(criteria, decision, mode))
    if mode != QUICK:
        return Form(form_id, VERSION, questions, texts=mode)
    next_ = _quick(criteria, int(target), int(most or FEW))
    return Form(form_id, VERSION, questions, summary=False, next=next_, texts=QUICK)


def quick_id(decision: str, set_id: str, target: int, most: int) -> str:
    """The quick check for a star that goes on until so many items were asked."""
    return f"{QUICK}:{decision}:{set_id}:{target}:{most}"


def points_of(answers: Answers) -> dict[str, int | None]:
    """The answers of a scoring form as the scoring wants them."""
    return {code: points for code, points in answers.items() if code not in _NO_ITEM and not code.startswith(CASE)}


def _quick(criteria: CriteriaSet, target: int, most: int) -> Callable[[Answers], str | None]:
    """Asks what decides most, so many items at a time; what one does not know stays open and is not asked again."""

    def next_(answers: Answers) -> str | None:
        points = points_of(answers)
        return next_question(criteria, points, target, points) if len(points) < most else None

    return next_


def _questions(criteria: CriteriaSet, decision: str, mode: str) -> list[Question]:
    efforts = _efforts(criteria, decision)
    questions = [
        Question(
            item.code,
            LevelKind(item, points_typed=mode in {COUNCIL, JUDGE}),
            required=False,
            applies=_counts(item),
            section=part.code,
            source=criteria.decision,
            words=_words(part, item, efforts.get(item.code), criteria, coded=mode == COUNCIL),
        )
        for part, _, item in criteria.walk()
    ]
    said = [e for e in criteria.exclusions if not e.at_zero]
    if mode == SCORE and said:
        questions.insert(0, Question(EXCLUSIONS, Exclusions(said), section="exclusions", source=criteria.decision))
    return questions


def _counts(item: Item) -> Condition:
    """An item that needs another (the parts of a story need a story) is asked only when that one has points."""
    if item.needs is None:
        return always
    needed = item.needs

    def applies(answers: Answers, programme: Programme) -> bool:
        return answers.get(needed) != 0

    return applies


def _efforts(criteria: CriteriaSet, decision: str) -> Mapping[str, ItemEffort]:
    try:
        return load_effort(decision).for_set(criteria)
    except Refusal:
        return {}


def _words(part: Part, item: Item, effort: ItemEffort | None, criteria: CriteriaSet, *, coded: bool) -> dict[str, str]:
    """The words of one item; its code stands only where somebody types from a printed sheet."""
    words: dict[str, str] = {}
    notes = [n.text for n in item.notes if n.kind in {"require", "applies_if", "exclude", "stop"}]
    for language in LANGUAGES:
        mark = "" if language == HOME else f".{language}"
        name = item_title(item, language)
        words[f"label{mark}"] = f"{item.code} {name}" if coded else name
        words[f"section{mark}"] = f"— {part.code}. {part_title(part.label, language)} ({part.max}) —"
        asked = [question(item, language), hint(item, language), *(f"• {note}" for note in notes)]
        words[f"ask{mark}"] = "\n".join(line for line in asked if line)
    if effort:
        table = load_effort(criteria.decision)
        words["why"] = effort.why
        words["proof"] = "; ".join(table.evidence[row] for row in effort.evidence)
        words["helps"] = ", ".join(table.helpers[name] for name in effort.helpers)
    return words

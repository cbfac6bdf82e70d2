"""What a registration, a business plan and the papers of a wallet say of the items: an answer is not asked twice.

Which answer says what stands in `data/known`, a file for each decision. A rule gives a level, or a bound, never more
than was said; whoever scores may answer otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ocop_domain.criteria.model import CriteriaSet, Item, Level
from ocop_domain.criteria.score import Answers
from ocop_domain.data import names, read_yaml

Raw = Mapping[str, Any]
Facts = Mapping[str, Any]

FOLDER = "known"
VERBS = ("is", "at_least", "not_below", "not_above")
NO_LEVEL = "none"
LABOUR_SHARE = "labour_share"
REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class Known:
    """What a fact says of an item: the points it can have by it, and those it has if nobody says otherwise.

    `points` is None where the fact is a bound alone. `fact` names the fact, `value` is what was said.
    """

    item: str
    low: int
    high: int
    points: int | None
    fact: str
    value: Any

    def allows(self, points: int) -> bool:
        """Whether an answer agrees with it."""
        return self.low <= points <= self.high


def facts(registration: Mapping[str, Any], plan: Mapping[str, Any], papers: Iterable[str]) -> dict[str, Any]:
    """What was said, by the names that the rules use; `papers` are kinds of papers that hold today."""
    found: dict[str, Any] = {f"paper:{kind}": True for kind in papers}
    found |= {f"registration:{name}": value for name, value in registration.items() if value not in (None, "", [])}
    found |= {f"plan:{name}": value for name, value in plan.items() if value not in (None, "", [])}
    if registration.get("registered") is True or "paper:registration" in found:
        found[REGISTERED] = True
    people, local = plan.get("plan_labour_people"), plan.get("plan_labour_local")
    if local is None:
        local = registration.get("local_labour")
    if people and local is not None and local <= people:
        found[LABOUR_SHARE] = local * 100 // people
    return found


def known(criteria: CriteriaSet, said: Facts) -> list[Known]:
    """What these facts say of the items of a set, in the order of the items; what a paper proves stands above words."""
    found: list[Known] = []
    for item in criteria.items:
        told = [one for rule in _rules(criteria.decision, item) if (one := _say(item, rule, said))]
        proven = [one for one in told if one.fact.startswith("paper:")]
        rest = [one for one in told if one not in proven and all(_agree(one, paper) for paper in proven)]
        found += [*proven, *rest]
    return found


def _agree(one: Known, other: Known) -> bool:
    return one.low <= other.high and other.low <= one.high


def filled(found: Iterable[Known], answers: Answers) -> dict[str, Known]:
    """What answers an item that has no answer yet: of several facts the one that says most."""
    best: dict[str, Known] = {}
    together = list(found)
    for one in together:
        if one.points is None or answers.get(one.item) is not None:
            continue
        if any(other.high < one.points for other in together if other.item == one.item):
            continue  # another fact says that it is less
        before = best.get(one.item)
        if before is None or (before.points or 0) < one.points:
            best[one.item] = one
    return best


def contradicted(found: Iterable[Known], answers: Answers) -> list[Known]:
    """The facts with which an answer does not agree."""
    return [one for one in found if (points := answers.get(one.item)) is not None and not one.allows(points)]


def case_of(item: Item, decision: str, said: Facts) -> str:
    """Which case of an item with two is theirs; "" where nobody knows."""
    for row in _table(decision)["cases"]:
        words = row["is"].get(said.get(row["from"]))
        if item.label in row["label"] and words:
            return next((case.code for case in item.cases if words in case.label), "")
    return ""


def known_problems(decision: str, sets: Iterable[CriteriaSet]) -> list[str]:
    """Rules that fit no item, and words that no level, or more than one, has."""
    problems, used = [], set()
    rows = _table(decision)["items"]
    for criteria in sets:
        for item in criteria.items:
            for number, row in enumerate(rows):
                if _fits(row, item):
                    used.add(number)
                    problems += [f"{criteria.id} {item.code}: {words}" for words in _unclear(row, item)]
    return problems + [f"unused: {row['label']}" for number, row in enumerate(rows) if number not in used]


def _unclear(row: Raw, item: Item) -> Iterator[str]:
    for rule in row["rules"]:
        for words in {words for verb in VERBS for words in rule.get(verb, {}).values()} - {NO_LEVEL}:
            if len({level.points for level in _levels(item, words)}) != 1:
                yield words


@cache
def _table(decision: str) -> Raw:
    if decision not in names(FOLDER):
        return {"items": (), "cases": ()}
    raw: Raw = read_yaml(FOLDER, f"{decision}.yaml")
    return raw


def _rules(decision: str, item: Item) -> Iterator[Raw]:
    for row in _table(decision)["items"]:
        if _fits(row, item):
            yield from row["rules"]


def _fits(row: Raw, item: Item) -> bool:
    """Whether a row is for an item: by its label, and by words that its levels have, or lack."""
    if item.label not in row["label"] or not item.levels:
        return False
    labels = [level.label for level in item.levels]
    has, lacks = row.get("has", ""), row.get("lacks")
    return any(has in label for label in labels) and not (lacks and any(lacks in label for label in labels))


def _say(item: Item, rule: Raw, said: Facts) -> Known | None:
    """What a rule says of an item by these facts; None where it says nothing."""
    name = rule["from"]
    if name not in said or any(said.get(other) not in values for other, values in rule.get("when", {}).items()):
        return None
    for verb in VERBS:
        words = _words(rule.get(verb, {}), said[name])
        points = _points(item, words)
        if points is None:
            continue
        low = 0 if verb == "not_above" else points
        high = points if verb in {"is", "not_above"} else item.max
        return Known(item.code, low, high, points if verb in {"is", "at_least"} else None, name, said[name])
    return None


def _words(levels: Mapping[Any, str], value: Any) -> str:
    """The words that are written for a value; "" for none."""
    if isinstance(value, bool):
        return levels.get(value, "")
    if isinstance(value, int | float):
        reached = [least for least in levels if not isinstance(least, bool) and least <= value]
        return levels[max(reached)] if reached else ""
    if isinstance(value, list):
        return next((words for all_, words in levels.items() if set(str(all_).split("+")) <= set(value)), "")
    return levels.get(value) or levels.get(True, "")


def _points(item: Item, words: str) -> int | None:
    if words == NO_LEVEL:
        return 0
    return next((level.points for level in _levels(item, words)), None)


def _levels(item: Item, words: str) -> list[Level]:
    """The level that is written so; else those that have the words."""
    whole = [level for level in item.levels if level.label == words]
    return whole or [level for level in item.levels if words and words in level.label]

"""Scoring, the way to a star, the picture, and loading: over random products of all sets in force."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from random import Random

from bench.table import Line
from bot.papers.pictures.score_card import score_card
from bot.texts import Texts
from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.path import cheapest_path
from ocop_domain.criteria.quick import is_decided, next_question
from ocop_domain.criteria.score import score

_LOAD = (
    "import time; from ocop_domain.criteria.load import all_criteria, load_criteria; began = time.perf_counter();"
    " [list(load_criteria(d).sets) for d in all_criteria()]; print((time.perf_counter() - began) * 1000)"
)


def measure(*, products: int) -> list[Line]:
    """Median times in milliseconds, and how many questions the quick check needs."""
    random, t = Random(1), Texts()["vi"]
    sets = list(load_criteria("26-2026").sets)
    efforts = {s.id: load_effort("26-2026").for_set(s) for s in sets}
    sheets = [(s, {i.code: random.choice(i.points) for i in s.items}) for _ in range(products) for s in sets]
    loads = [float(subprocess.check_output([sys.executable, "-c", _LOAD])) for _ in range(3)]
    few = sheets[: len(sets)]
    return [
        Line("score one sheet", _each(sheets, score), "ms", most=0.2, digits=3),
        Line(
            "way to 4 stars", _each(sheets, lambda s, a: cheapest_path(s, a, 4, efforts[s.id])), "ms", most=10, digits=2
        ),
        Line(
            "score card, picture",
            _each(
                few,
                lambda s, a: score_card(
                    s, score(s, a), product="Tôm", producer="X", day=date(2027, 1, 1), t=t, kind="self"
                ),
            ),
            "ms",
            most=300,
        ),
        Line("load all criteria", loads, "ms", most=300),
        Line(
            "quick check for 4 stars, share of items asked", [_asked(s, a) for s, a in sheets], "", most=0.5, digits=2
        ),
    ]


def _each(sheets: list, what: Callable) -> list[float]:  # type: ignore[type-arg]
    times = []
    for criteria, answers in sheets:
        began = time.perf_counter()
        what(criteria, answers)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _asked(criteria, answers) -> float:  # type: ignore[no-untyped-def]
    given: dict[str, int] = {}
    while not is_decided(score(criteria, given), 4) and (ask := next_question(criteria, given, 4, given)):
        given[ask] = answers[ask]
    return len(given) / len(criteria.items)

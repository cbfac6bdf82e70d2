"""Questions in free words, from the words to the answer; and what understanding adds to a turn."""

from __future__ import annotations

import time
from pathlib import Path

import yaml

from bench.table import Line
from bench.talks import context, empty_draft, form_of
from bot.conversations.framing import frame_of
from bot.conversations.understanding.frame import Heard
from bot.conversations.understanding.lexicon import lexicon_of
from bot.conversations.understanding.understand import understand
from ocop_domain.areas import load_areas
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Where, find
from ocop_domain.programme_files import load_programme

QUESTIONS = Path(__file__).parents[1] / "data" / "questions.yaml"
_SLOWEST = 0.99


def measure(*, rounds: int) -> list[Line]:
    """Every question of the tests, each answered once a round; what is searched was built before."""
    areas, rows = load_areas(), yaml.safe_load(QUESTIONS.read_text("utf-8"))
    asked = [(row["q"], Where(load_programme(row["programme"]), role=row.get("role", ""))) for row in rows]
    for text, where in asked:
        find(text, where)
    slowest = []
    for _ in range(rounds):
        took = []
        for text, where in asked:
            began = time.perf_counter()
            for entry in find(text, where).entries[:1]:
                answer_of(entry, where, areas, text)
            took.append((time.perf_counter() - began) * 1000)
        slowest.append(sorted(took)[int(_SLOWEST * len(took))])
    return [Line("a question answered, p99", slowest, "ms", most=20), _understood([text for text, _ in asked], rounds)]


class _NothingKnown:
    """The search has a line of its own."""

    def knows(self, text: str) -> bool:
        return False


def _understood(texts: list[str], rounds: int) -> Line:
    """What a text means at the first question of a registration: the search in the knowledge left out."""
    around = context()
    frame, lexicon = frame_of(form_of(around), empty_draft(around), around), lexicon_of(around.t)
    means = []
    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            understand(Heard(text), frame, lexicon, _NothingKnown())
        means.append((time.perf_counter() - began) * 1000 / len(texts))
    return Line("a text understood", means, "ms", most=0.2, digits=3)

"""docs/findings.md: each finding once, each with a test that exists or the issue that takes it up."""

from __future__ import annotations

import ast
import re
from functools import cache

from support.places import ROOT

PAGE = ROOT / "docs" / "findings.md"
_ROW = re.compile(r"^\| ((?:attack|foreign|cases|producer|officer|code|house) [A-K]?[0-9.]+) \| .+ \| (.*) \|$")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")

ATTACK = {1: 6, 2: 7, 3: 7, 4: 5, 5: 2, 6: 1}
"""Findings of each kind of attack."""
FOREIGN = {"A": (1, 3), "B": (1, 2), "C": (1, 5), "D": (1, 2), "E": (1, 2), "F": (0, 3)}
CASES = 47
PRODUCER = {1: 3, 2: 12, 3: 6, 4: 6, 5: 11, 6: 5, 7: 7, 8: 4, 9: 3}
"""Kinds of what a producer met on a phone."""
OFFICER = {"A": 9, "B": 11, "C": 9, "D": 9, "E": 4, "F": 10}
"""The work of officers by its kinds; F is installing and running."""
CODE = {1: 3, 2: 4, 3: 4, 4: 2, 5: 4, 6: 3, 7: 1, 8: 2, 9: 1, 10: 2}
"""Part A of the review of the code, by its kinds."""

HOUSE = 15
"""What was to be proved of the house of many years."""


def _rows() -> list[tuple[str, str]]:
    found = (_ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [(row[1], row[2]) for row in found if row]


def _expected() -> list[str]:
    attack = [f"attack {kind}.{n}" for kind, last in ATTACK.items() for n in range(1, last + 1)]
    foreign = [f"foreign {letter}{n}" for letter, (first, last) in FOREIGN.items() for n in range(first, last + 1)]
    cases = [f"cases C{n:02}" for n in range(1, CASES + 1)]
    producer = [f"producer K{kind}.{n}" for kind, last in PRODUCER.items() for n in range(1, last + 1)]
    officer = [f"officer {letter}{n}" for letter, last in OFFICER.items() for n in range(1, last + 1)]
    code = [f"code {kind}.{n}" for kind, last in CODE.items() for n in range(1, last + 1)]
    house = [f"house {n}" for n in range(1, HOUSE + 1)]
    return [*attack, *foreign, *cases, *producer, *officer, *code, *house]


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def test_the_page_names_every_finding_once() -> None:
    assert [id_ for id_, _ in _rows()] == _expected()


def test_every_finding_is_held_by_a_test_or_taken_up_by_an_issue() -> None:
    open_ones = [id_ for id_, held in _rows() if not _TEST.search(held) and not re.search(r"issue \d+", held)]
    assert not open_ones


def test_every_test_that_the_page_names_is_there() -> None:
    named = {found for _, held in _rows() for found in _TEST.findall(held)}
    missing = [f"{path}::{name}" for path, name in sorted(named) if name not in _tests_in(path)]
    assert not missing

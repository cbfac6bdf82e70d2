"""Promise 4: which decision holds follows from the day. No id of a decision and no date of a round stands in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from support.places import ROOT

from ocop_domain.criteria.load import all_criteria
from ocop_domain.law import laws
from ocop_domain.programme_files import all_plans

FILES = sorted(
    path
    for folder in ("bot", "ocop_domain")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and "data" not in path.parts
)
SAID = frozenset({"source", "help", "description", "metavar"})
"""Arguments that quote the law or give an example: they decide nothing."""
ALLOWED = {"camau-2022"}
"""The plan in which the demonstration begins, where no setting says another one."""
IDS = {*all_criteria(), *(law.id for law in laws()), *all_plans()} - ALLOWED
# The leap day is no day of a round.
MONTH_DAY = re.compile(r"(?!02-29)(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of the program that is no docstring and no quotation."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
        if isinstance(node, ast.keyword) and node.arg in SAID:
            silent.update(ast.walk(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    found = []
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        found += [(f"{path.relative_to(ROOT)}:{line}", text) for line, text in _texts(tree)]
    return found


def test_no_id_of_a_decision_or_of_a_plan_stands_in_code(texts: list[tuple[str, str]]) -> None:
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(IDS)))})(?![\w-])")
    found = [f"{where}: {text}" for where, text in texts if named.search(text)]
    assert found == []


def test_no_number_of_a_decision_is_compared_with(texts: list[tuple[str, str]]) -> None:
    numbers = re.compile(r"(1048|781|148|1489|26/2026)(/QĐ-TTg|/20\d\d)?")
    assert [f"{where}: {text}" for where, text in texts if numbers.fullmatch(text)] == []


def test_no_day_of_a_round_stands_in_code(texts: list[tuple[str, str]]) -> None:
    assert [f"{where}: {text}" for where, text in texts if MONTH_DAY.fullmatch(text)] == []


def test_no_term_of_the_law_is_a_number_in_code() -> None:
    """A recognition's months and the days of its renewal are read, and by the day."""
    for path in (ROOT / "ocop_domain" / "evidence.py", ROOT / "bot" / "reminders" / "rules" / "recognition.py"):
        numbers = {n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)}
        assert not numbers & {180, 120, 36}, path


def test_the_search_would_find_them() -> None:
    """Seen on a piece of the former code."""
    old = 'IN_FORCE = "26-2026"\nROUNDS = Due(before=("04-30", "10-30"))\n'
    found = [text for _, text in _texts(ast.parse(old))]
    assert "26-2026" in IDS.intersection(found)
    assert [text for text in found if MONTH_DAY.fullmatch(text)] == ["04-30", "10-30"]

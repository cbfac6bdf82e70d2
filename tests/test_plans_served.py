"""docs/plans.md: each row of the five plans once, and each thing that serves it is there and is reached."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.conversations.forms import FORMS
from bot.handlers.routes import BUTTONS
from ocop_domain.duties.model import Duty
from ocop_domain.knowledge.asking import Certainty, Where, find
from ocop_domain.law import laws
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.programmes import Programme

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "plans.md"
ROWS = 281
CANNOT = 10
"""So many rows may say why no assistant can serve them."""
_ROW = re.compile(r"^\| (\d+) \| (\S+) .*\| (.*) \|$")
_SERVES = re.compile(r"`(duty|screen|form|paper|asked) ([^`]+)`")
_ROLES = ("producer", "commune", "district", "province")


def _rows() -> list[tuple[int, str, str]]:
    found = (_ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [(int(row[1]), row[2], row[3]) for row in found if row]


def _named(kind: str) -> list[tuple[int, str, str]]:
    return [(n, plan, what) for n, plan, cell in _rows() for k, what in _SERVES.findall(cell) if k == kind]


@cache
def _programmes() -> tuple[Programme, ...]:
    return (*(load_programme(name) for name in all_programmes()), *laws())


@cache
def _duties() -> dict[str, tuple[Programme, Duty]]:
    return {duty.id: (programme, duty) for programme in _programmes() for duty in programme.duties}


@cache
def _sources() -> str:
    """What draws buttons; the registry that names them all is left out."""
    files = (path for path in (ROOT / "bot").rglob("*.py") if path.name != "registry.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_the_page_names_every_row_once() -> None:
    assert [n for n, _, _ in _rows()] == list(range(1, ROWS + 1))


def test_every_row_is_served_or_says_why_no_assistant_can() -> None:
    unserved = [(n, cell) for n, _, cell in _rows() if not _SERVES.search(cell)]
    assert all(re.search(r"cannot: \w", cell) for _, cell in unserved), [n for n, cell in unserved]
    assert len(unserved) <= CANNOT


def test_every_duty_that_is_named_is_in_its_programme() -> None:
    missing = [(n, what) for n, _, what in _named("duty") if what not in _duties()]
    assert missing == []


def test_every_screen_form_and_paper_that_is_named_is_there_and_some_button_leads_to_it() -> None:
    missing = [(n, what) for n, _, what in _named("screen") if what not in BUTTONS]
    undrawn = [(n, what) for n, _, what in _named("screen") if not re.search(rf"""["']{what}[:"'{{]""", _sources())]
    forms = [(n, what) for n, _, what in _named("form") if what not in FORMS]
    templates = {path.stem for path in (ROOT / "bot" / "papers").rglob("*.docx")}
    papers = [(n, what) for n, _, what in _named("paper") if what not in templates and what not in _sources()]
    assert (missing, undrawn, forms, papers) == ([], [], [], [])


@pytest.mark.parametrize("plan", sorted(all_programmes()))
def test_every_question_that_is_named_is_answered_surely_for_who_asks_it(plan: str) -> None:
    asked = [(n, *what.split(": ", 1)) for n, of, what in _named("asked") if of == plan]
    wrong = []
    for n, role, question in asked:
        assert role in _ROLES, (n, role)
        found = find(question, Where(load_programme(plan), None, role))
        if found.certainty is not Certainty.SURE:
            wrong.append((n, question, [entry.id for entry in found.entries]))
    assert wrong == []

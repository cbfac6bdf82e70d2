"""Every file of `data/questions`: asked in other words than the wordings of the entries, and what is right first."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from support.each import each
from support.places import TESTS

from ocop_domain.areas import load_areas
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Certainty, FoundEntries, Where, find
from ocop_domain.knowledge.files import all_entries
from ocop_domain.law import laws
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

FOLDER = TESTS / "data" / "questions"
RIGHT_FIRST = 0.92
"""So many of a file are answered right by the first entry, at least."""
WRONG_AND_SURE = 0.02
MOST = 70
"""So many of a file are asked, evenly spread; all of them take a minute (`ocop-bot ask --file`)."""

Row = dict[str, Any]


@cache
def programme_of(name: str) -> Programme:
    if name in all_programmes():
        return load_programme(name)
    return next(law for law in laws() if law.id == name)


def where_of(row: Row) -> Where:
    return Where(programme_of(row["programme"]), None, row.get("role", ""))


def rows_of(file: Path) -> list[Row]:
    rows: list[Row] = yaml.safe_load(file.read_text("utf-8"))
    return rows[:: -(-len(rows) // MOST)]


def is_right(row: Row, found: FoundEntries) -> bool:
    return bool(found.entries) and found.entries[0].id in row["entry"]


@each("file", sorted(FOLDER.glob("*.yaml")))
def test_what_people_ask_is_answered_right_first_and_chatter_never_surely(file: Path) -> None:
    rows = rows_of(file)
    asked = [(row, find(row["q"], where_of(row))) for row in rows]
    questions = [(row, found) for row, found in asked if row.get("entry")]
    wrong = [(row["q"], [entry.id for entry in found.entries]) for row, found in questions if not is_right(row, found)]
    surely_wrong = [
        row["q"] for row, found in questions if not is_right(row, found) and found.certainty is Certainty.SURE
    ]
    chatter = [row["q"] for row, found in asked if not row.get("entry") and found.certainty is Certainty.SURE]
    assert len(wrong) <= (1 - RIGHT_FIRST) * len(questions), wrong
    assert len(surely_wrong) <= WRONG_AND_SURE * len(questions), surely_wrong
    assert chatter == []


@each("file", sorted(FOLDER.glob("*.yaml")))
def test_the_answers_that_are_right_hold_what_must_be_said(file: Path) -> None:
    areas = load_areas()
    entries = {entry.id: entry for entry in all_entries()}
    for row in yaml.safe_load(file.read_text("utf-8")):
        must = row.get("must") or []
        right = [entries[id_] for id_ in row.get("entry") or [] if id_ in entries]
        if not must or not right:
            continue
        answers = [answer_of(entry, where_of(row), areas, row["q"]) for entry in right]
        texts = [fold(answer.text) for answer in answers if answer]
        assert any(all(fold(word) in text for word in must) for text in texts), (row["q"], must)


def test_no_question_has_the_words_of_a_wording() -> None:
    wordings = {fold(wording) for entry in all_entries() for wording in entry.asked}
    rows = [row for file in FOLDER.glob("*.yaml") for row in yaml.safe_load(file.read_text("utf-8"))]
    same = [row["q"] for row in rows if row.get("entry") and fold(row["q"]) in wordings]
    assert len(same) <= 0.01 * len(rows), same

"""Programme files: every mistake is told with its line, and a right file has none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.each import each

from ocop_domain.agencies import Leading
from ocop_domain.programme_files import (
    BadProgrammeError,
    UnknownProgrammeError,
    all_programmes,
    is_file,
    load_programme,
    mistakes,
    programme_text,
)

TEXT = programme_text("camau-2022")
DUE = "    due: 2022-03-31\n    source"
"""The end of the first duty, cm22-a1-1."""


def changed(old: str, new: str) -> tuple[str, int]:
    """The file with the first `old` replaced, and the line on which that is."""
    at = TEXT.index(old)
    return TEXT[:at] + new + TEXT[at + len(old) :], TEXT[:at].count("\n") + 1


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@each("programme", all_programmes())
def test_every_programme_of_the_assistant_has_no_mistake(programme: str) -> None:
    assert mistakes(programme_text(programme)) == []
    assert load_programme(programme).id == programme


# The line of the entry itself


@each(
    ("old", "new", "names"),
    [
        ("    role: province_staff\n", "    rolle: province_staff\n", "rolle"),
        ("    role: province_staff\n", "    role: provincial\n", "role"),
        ("    level: province\n", "    level: country\n", "level"),
        ("    kind: deadline\n", "    kind: dead-line\n", "kind"),
        ("    step: 0\n", "    step: 7\n", "step"),
        ("    step: 0\n", "    step: first\n", "step"),
        ("    opens: 2022-03-01\n", "    opens: 2022-02-30\n", "2022-02-30"),
        ("    opens: 2022-03-01\n", '    opens: "2022-02-30"\n', "2022-02-30"),
        ("    opens: 2022-03-01\n", "    opens: soon\n", "opens"),
        ("  - id: cm22-a1-2\n", "  - id: CM22\n", "id"),
        ('title: "Trình kế hoạch OCOP của tỉnh năm 2022"', 'title: "x"', "title"),
        ('title: "Trình kế hoạch OCOP của tỉnh năm 2022"', f'title: "{"x" * 71}"', "title"),
        ("    every: always\n", "    every: fortnight\n", "every"),
        ("    helps: [district_staff]\n", "    helps: [everybody]\n", "helps"),
        ('also: {cm22-a1-3: "2022-01-01/"}', 'also: {cm22-a1-3: "2022-01/"}', "cm22-a1-3"),
        ('also: {cm22-a1-3: "2022-01-01/"}', 'also: {cm22-a1-3: "2022-02-30/"}', "2022-02-30"),
        ("    remind: [7, 0]\n", "    remind: [7, -1]\n", "remind"),
        ("    remind: [7, 0]\n", "    remind: often\n", "remind"),
        ("decision: ", "decisions: ", "decisions"),
        ("levels: [commune, district, province]", "levels: []", "levels"),
        ("valid_from: 2022-01-01", "valid_from: next year", "valid_from"),
        ("  accepted: {actor", "  accept: {actor", "accept"),
        ("demo_date: 2022-02-15", "demo_date: 2023-02-15", "2023-02-15"),
        ("valid_to: 2022-12-31", "valid_to: 2021-12-31", "valid_to"),
        ("duties:\n", "duties: none\nmore:\n", "duties"),
        ("duty: cm22-x-41-district, s", 'due: {before: ["02-30"]}, s', "02-30"),
        ("duty: cm22-x-41-district, s", "due: {day: 2022-09-30, working_days: 3}, s", "working_days"),
        ("product_sets: 1048-2019", "product_sets: 1048-2099", "1048-2099"),
    ],
)
def test_a_mistake_in_an_entry_is_told_with_the_line_of_the_entry(old: str, new: str, names: str) -> None:
    text, line = changed(old, new)
    found = mistakes(text)
    assert [m.line for m in found if names in m.text and m.line == line] == [line], found


def test_a_level_that_is_missing_is_told_at_each_role_that_needs_it() -> None:
    text, _ = changed("levels: [commune, district, province]", "levels: [commune, province]")
    found = [m for m in mistakes(text) if "district_staff" in m.text and "duty" in m.text.lower()]
    staff = [n for n, line in enumerate(text.splitlines(), 1) if line == "    role: district_staff"]
    assert [m.line for m in found] == staff


@each(
    ("old", "new"),
    [
        ("  - id: cm22-a1-2\n", "  - id: cm22-a1-1\n"),
        ("also: {cm22-x-1: null}", "also: {cm22-a1-1: null}"),
    ],
)
def test_a_row_that_stands_in_two_duties_is_told_at_both(old: str, new: str) -> None:
    text, line = changed(old, new)
    found = [m for m in mistakes(text) if "cm22-a1-1" in m.text]
    lines = {m.line for m in found}
    assert line_of(text, "  - id: cm22-a1-1") in lines
    assert lines & {line - 1, line}, "the second duty, too"


def test_a_field_that_is_given_twice_is_told() -> None:
    text, line = changed(DUE, "    due: 2022-03-31\n    due: 2022-04-30\n    source")
    assert [m.line for m in mistakes(text)] == [line + 1]


# What is wrong with a duty as a whole stands where the duty begins


@each(
    ("old", "new", "names"),
    [
        (DUE, "    due: 2022-03-31\n    before: 2022-04-01\n    source", "before"),
        (DUE, "    due: 2022-02-28\n    source", "2022-02-28"),
        (DUE, "    before: 2022-03-01\n    source", "2022-02-28"),
        (DUE, "    days: 3\n    source", "days"),
        (DUE, "    working_days: 3\n    source", "days"),
        (DUE, "    times: 3\n    source", "every"),
        (DUE, "    before_day: 25\n    source", "every"),
        (DUE, "    concerns: everyone\n    source", "producers"),
        (DUE, "    remind: [1, 3]\n    source", "counts down"),
        (DUE, "    remind: [3, 3]\n    source", "counts down"),
        (DUE, '    every: year\n    yearly: [{id: "1", opens: 01-01, due: 02-01}]\n    source', "yearly"),
        ("    role: province_staff\n", "", "role"),
        ('    source: "Phụ lục 1.I.1"\n', "", "source"),
    ],
)
def test_a_mistake_of_a_whole_duty_is_told_within_the_duty(old: str, new: str, names: str) -> None:
    text, _ = changed(old, new)
    begins = line_of(text, "  - id: cm22-a1-1")
    (told,) = mistakes(text)
    assert names in told.text
    assert begins <= told.line < line_of(text, "  - id: cm22-a1-2")


@each(
    ("window", "names"),
    [
        ('{id: "1", opens: 02-01, due: 02-28, before: 03-01}', "before"),
        ('{id: "1", opens: 02-01}', "before"),
        ('{id: "1", opens: 13-01, due: 02-28}', "opens"),
        ('{id: "1", opens: 02-01, before: 02-30}', "02-30"),
        ('{id: "1", opens: 02-01, due: 04-31}', "04-31"),
        ('{id: "round one", opens: 02-01, due: 02-28}', "id"),
        ('{id: "1", opens: 02-01, due: 02-28, what: else}', "what"),
    ],
)
def test_a_mistake_in_a_yearly_window_is_told_with_its_line(window: str, names: str) -> None:
    text, line = changed(DUE, f"    yearly:\n      - {window}\n    source")
    found = mistakes(text)
    assert [m.line for m in found if names in m.text] == [line + 1], found


def test_a_duty_that_ends_before_the_programme_begins_is_told_at_its_day() -> None:
    text, line = changed("    opens: 2022-03-01\n    due: 2022-03-31\n", "    opens: 2021-03-01\n    due: 2021-03-31\n")
    found = mistakes(text)
    assert [m.line for m in found if "cm22-a1-1" in m.text and "2021-03-31" in m.text] == [line + 1], found


def test_a_state_without_a_next_step_is_told_at_next() -> None:
    start = TEXT.index("  returned: {actor")
    text = TEXT[:start] + TEXT[TEXT.index("\n", start) + 1 :]
    (told,) = mistakes(text)
    assert "returned" in told.text
    assert told.line == line_of(text, "next:\n")


def test_a_key_of_the_programme_that_is_missing_is_told() -> None:
    text, _ = changed("valid_from: 2022-01-01\n", "")
    (told,) = mistakes(text)
    assert "valid_from" in told.text
    assert told.line == 1


def test_all_mistakes_are_told_at_once_by_line() -> None:
    text, _ = changed("    step: 0\n", "    step: 9\n")
    text = text.replace("decision:", "decisions:", 1).replace("    every: always", "    every: sometimes", 1)
    found = mistakes(text)
    assert [m.line for m in found] == sorted(m.line for m in found)
    assert len(found) == 3, "decisions is unknown, and two entries are wrong; decision follows from the law"


# Broken YAML


@each(
    ("old", "new", "after"),
    [
        ("    step: 0\n", "    step: [0\n", 1),
        ("    step: 0\n", "    step: 0\n\tx: 1\n", 1),
        ("    step: 0\n", "   step: 0\n", 0),
        ("    kind: deadline\n", "    kind: dead: line\n", 0),
    ],
)
def test_broken_yaml_is_told_where_the_reader_stumbles(old: str, new: str, after: int) -> None:
    text, line = changed(old, new)
    (told,) = mistakes(text)
    assert "YAML" in told.text
    assert told.line == line + after


@each(
    "text",
    ["", "no mapping", "- a list\n", "id: x\n---\nid: y\n", "\x00", "? [1]\n: 2\n", "duties:\n  - id: 1\n", "a: *b\n"],
)
def test_what_is_no_programme_at_all_is_told_and_does_not_fall(text: str) -> None:
    found = mistakes(text)
    assert found
    assert all(m.line >= 1 for m in found)


# A file of one's own


def test_a_programme_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(TEXT.replace("id: camau-2022", "id: ours", 1), "utf-8")
    assert is_file(str(path))
    assert not is_file("camau-2022")
    ours = load_programme(str(path))
    assert ours.id == "ours"
    assert {duty.programme for duty in ours.duties} == {"ours"}
    # Whom the annex names beside the others stands in the agencies of the plan that ships.
    theirs = [replace(d, leading=Leading(), helps=(), programme="ours") for d in load_programme("camau-2022").duties]
    assert [replace(d, helps=()) for d in ours.duties] == theirs


def test_a_file_with_mistakes_is_refused_with_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    text, line = changed("    step: 0\n", "    step: 9\n")
    path.write_text(text, "utf-8")
    with pytest.raises(BadProgrammeError) as refused:
        load_programme(str(path))
    assert str(refused.value).startswith(f"{path}:{line}: ")
    assert "step" in str(refused.value)
    assert [m.line for m in refused.value.mistakes] == [line]


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("id: [", "utf-8")
    with pytest.raises(BadProgrammeError, match=r"ours\.yaml:\d+: .*YAML"):
        load_programme(str(path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "nowhere.yaml")
    with pytest.raises(UnknownProgrammeError, match=r"there is no file .*nowhere\.yaml"):
        load_programme(path)


@each("name", ["camau-1999", "", "../camau-2022", "camau-2022.yml"])
def test_a_programme_that_nobody_knows_is_told_with_those_that_are_there(name: str) -> None:
    with pytest.raises(UnknownProgrammeError, match="known: camau-2021-2025, camau-2022, "):
        load_programme(name)

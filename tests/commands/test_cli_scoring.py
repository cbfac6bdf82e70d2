"""`ocop-bot score` and `ocop-bot path`: the shapes that are promised, and faults that are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.each import each
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands.checking import _criteria
from ocop_domain.criteria.load import load_criteria

SCORE = {
    "total",
    "parts",
    "star",
    "star_by_points",
    "missed_minima",
    "unanswered",
    "points_range",
    "star_range",
}
PATH = {"reachable", "star_after", "total_after", "effort", "steps", "options"}
SHEET: dict[str, Any] = {"decision": "26/2026", "set": "s08", "answers": {}}
FRUIT = load_criteria("26-2026").set("s08")
FULL = {**SHEET, "answers": {item.code: item.points[-1] for item in FRUIT.items}}
LOW = {**SHEET, "answers": {item.code: item.points[len(item.points) // 2] for item in FRUIT.items}}


def run(*args: str, stdin: object = None) -> Result:
    text = stdin if isinstance(stdin, str | bytes) or stdin is None else json.dumps(stdin)
    return CliRunner().invoke(app, list(args), input=text)


def shape(*args: str, stdin: object) -> dict[str, Any]:
    done = run(*args, "--json", stdin=stdin)
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def refused(done: Result) -> str:
    """What is said of a fault: on stderr only, and with 2."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


# Score


def test_the_score_has_the_promised_shape() -> None:
    found = shape("score", "-", stdin=FULL)
    assert found.keys() == SCORE
    assert found["total"] == sum(found["parts"].values()) == 100
    assert found["parts"].keys() == {"A", "B", "C"}
    assert (found["star"], found["star_by_points"], found["missed_minima"], found["unanswered"]) == (5, 5, {}, [])
    assert (found["points_range"], found["star_range"]) == ([100, 100], [5, 5])


def test_a_file_is_read_like_the_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps(LOW), "utf-8")
    assert shape("score", str(file), stdin=None) == shape("score", "-", stdin=LOW)


def test_a_missed_minimum_and_open_items_are_named() -> None:
    sheet = {**SHEET, "answers": {c: n for c, n in FULL["answers"].items() if c != "1.1"} | {"2.3": 0}}
    found = shape("score", "-", stdin=sheet)
    assert found["unanswered"] == ["1.1"]
    assert "2.3" in found["missed_minima"]["3"]
    assert found["points_range"][0] < found["points_range"][1]


def test_without_json_the_score_is_told_in_lines() -> None:
    sheet = {**FULL, "answers": {**FULL["answers"], "2.3": 0, "1.1": None}, "exclusions": [FRUIT.exclusions[0].id]}
    done = run("score", "-", stdin=sheet)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"26/2026/QĐ-TTg · s08 · {FRUIT.name}"
    assert lines[1] == f"REFUSED: {FRUIT.exclusions[0].text}", "said before any points"
    assert any(line.startswith("Total:") for line in lines)
    assert any(FRUIT.by_code["2.3"].label in line and ": 0, needs " in line for line in lines)
    assert any(FRUIT.by_code["1.1"].label in line for line in lines)


def test_what_our_copy_of_the_criteria_lacks_is_told() -> None:
    sheet = {"decision": "148", "set": "s07", "answers": {}}
    assert "thiếu 1 điểm" in run("score", "-", stdin=sheet).stdout
    assert shape("score", "-", stdin=sheet)["gaps"]


# Path


def test_the_path_has_the_promised_shape() -> None:
    found = shape("path", "-", "--target", "4", stdin=LOW)
    assert found.keys() == PATH
    assert found["reachable"] is True
    assert found["star_after"] == 4
    assert found["total_after"] >= 70
    assert found["effort"] == sum(step["effort"] for step in found["steps"])
    assert all(s.keys() == {"item", "from", "to", "gain", "effort", "lead_days"} for s in found["steps"])
    assert all(
        o.keys() == {"item", "to", "points", "effort", "lead_days", "allowed"} and o["allowed"]
        for o in found["options"]
    )


def test_a_margin_aims_higher() -> None:
    assert shape("path", "-", "--target", "4", "--margin", "8", stdin=LOW)["total_after"] >= 78


def test_what_takes_too_long_is_not_allowed() -> None:
    dates = ("--today", "2026-11-22", "--by", "2026-12-22")
    found = shape("path", "-", "--target", "5", *dates, stdin=LOW)
    assert {o["allowed"] for o in found["options"]} == {True, False}
    assert all(o["allowed"] == (o["lead_days"] <= 30) for o in found["options"])
    other = ("--today", "22/11/2026", "--by", "22/12/2026")
    assert shape("path", "-", "--target", "5", *other, stdin=LOW) == found


@each(
    "without",
    [("--without", "1.1", "--without", "1.3"), ("--without", "1.1,1.3"), ("--without", "1.1", "1.3")],
)
def test_items_that_cannot_be_changed_are_left_out(without: tuple[str, ...]) -> None:
    found = shape("path", "-", "--target", "4", *without, stdin=LOW)
    assert {o["item"] for o in found["options"] if not o["allowed"]} <= {"1.1", "1.3"}
    assert not {"1.1", "1.3"} & {step["item"] for step in found["steps"]}


def test_without_json_the_path_is_told_in_lines() -> None:
    done = run("path", "-", "--target", "4", stdin=LOW)
    found = shape("path", "-", "--target", "4", stdin=LOW)
    assert done.exit_code == 0
    assert f"4 stars can be reached: {found['total_after']} points, {found['effort']} person-days" in done.stdout
    assert all(FRUIT.by_code[step["item"]].label in done.stdout for step in found["steps"])
    assert "our own estimates" in done.stdout


def test_a_star_out_of_reach_names_what_blocks_it() -> None:
    code = next(iter(FRUIT.required[5]))
    sheet = {**LOW, "answers": {**LOW["answers"], code: 0}}
    done = run("path", "-", "--target", "5", "--without", code, stdin=sheet)
    assert done.exit_code == 0
    assert "5 stars cannot be reached" in done.stdout
    assert f"Cannot reach its minimum: {code}" in done.stdout


# Faults


@each("command", [("score", "-"), ("path", "-", "--target", "4")])
@each(
    ("sheet", "named"),
    [
        ({**SHEET, "answers": {"1.99": 1}}, "1.99"),
        ({**SHEET, "answers": {"1.1": 77}}, "77"),
        ({**SHEET, "answers": {"1.1": "3"}}, "1.1"),
        ({**SHEET, "answers": {"1.1": True}}, "1.1"),
        ({**SHEET, "answers": {"1.1": 1.0}}, "1.1"),
        ({**SHEET, "decision": "999/2030"}, "999/2030"),
        ({**SHEET, "set": "s99"}, "s99"),
        ({"decision": "1048", "set": "s03", "answers": {}}, "s03"),
        ({"decision": "26/2026", "set": "s08"}, "answers"),
        ({**SHEET, "answers": []}, "answers"),
        ({**SHEET, "set": 8}, "set"),
        ([], "score file"),
        ("{", "JSON"),
        ("", "JSON"),
        ("[" * 100_000, "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        ('{"decision": "26/2026", "set": "s08", "answers": {"1.1": 1, "1.1": 2}}', "1.1"),
    ],
)
def test_what_cannot_be_scored_is_named(command: tuple[str, ...], sheet: object, named: str) -> None:
    assert named in refused(run(*command, "--json", stdin=sheet))


def test_an_exclusion_that_the_set_does_not_have_is_named() -> None:
    assert "no_such" in refused(run("score", "-", stdin={**SHEET, "exclusions": ["no_such"]}))


@each(
    ("options", "named"),
    [
        (("--target", "7"), "7"),
        (("--target", "4", "--margin", "-3"), "-3"),
        (("--target", "4", "--without", "1.99"), "1.99"),
        (("--target", "4", "--by", "2027-04-30"), "today"),
        (("--target", "4", "--by", "soon"), "soon"),
        (("--target", "4", "1.1"), "1.1"),
        ((), "--target"),
    ],
)
def test_an_option_that_cannot_be_is_named(options: tuple[str, ...], named: str) -> None:
    assert named in refused(run("path", "-", *options, stdin=LOW))


def test_an_old_decision_has_no_path() -> None:
    sheet = {"decision": "148", "set": "s01", "answers": {}}
    assert "148" in refused(run("path", "-", "--target", "4", stdin=sheet))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.json")
    assert "missing.json" in refused(run("score", missing)).replace("\n", "")


# Check


def test_check_tells_every_decision_with_its_known_gaps() -> None:
    lines = list(_criteria())
    assert all(line.ok for line in lines)
    told = "\n".join(line.text for line in lines)
    assert all(f"criteria of {n}" in told for n in ("26/2026/QĐ-TTg", "148/QĐ-TTg", "1048/QĐ-TTg"))
    assert all(f"known gap: {s}: " in told for s in ("s03", "s07", "s10", "s11", "s12", "s13", "s16", "s19"))
    assert "effort for 26/2026/QĐ-TTg" in told

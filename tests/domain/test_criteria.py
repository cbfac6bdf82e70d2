"""The decisions as files: found by name and by day, whole, and honest about what they lack."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from support.each import each

from ocop_domain.criteria.check import problems
from ocop_domain.criteria.load import all_criteria, decision_named, decision_on, load_criteria, read_decision
from ocop_domain.errors import Refusal
from ocop_domain.product_sets import load_product_sets

DECISIONS = ["26-2026", "148-2023", "1048-2019"]


def text_of(decision: str) -> bytes:
    return files("ocop_domain").joinpath("data", "criteria", f"{decision}.json").read_bytes()


def spoiled(change: Callable[[dict[str, Any]], None], decision: str = "26-2026") -> set[str]:
    """The codes of the problems found once the file was changed so."""
    raw = json.loads(text_of(decision))
    change(raw)
    return {problem.code for problem in problems(read_decision(json.dumps(raw)))}


def item(raw: dict[str, Any], code: str) -> dict[str, Any]:
    """An item of the first set of a raw file."""
    criteria = (c for part in raw["sets"][0]["parts"] for c in part["criteria"])
    return next(i for c in criteria for i in c["items"] if i["code"] == code)


def test_every_decision_has_a_file_and_nothing_in_it_fails_to_add_up() -> None:
    assert sorted(all_criteria()) == sorted(DECISIONS)
    assert [str(p) for d in DECISIONS for p in problems(load_criteria(d))] == []


@each(
    ("decision", "sets", "items", "levels"),
    [("26-2026", 26, 787, 2579), ("148-2023", 26, 795, 2632), ("1048-2019", 25, 751, 2688)],
)
def test_nothing_was_lost_on_the_way_from_the_facts(decision: str, sets: int, items: int, levels: int) -> None:
    held = list(load_criteria(decision).sets)
    assert len(held) == sets
    assert sum(len(s.items) for s in held) == items
    # Printed levels of both cases, so that none is counted twice.
    assert sum(len(i.all_levels) for s in held for i in s.items) == levels


@each(
    ("name", "decision"),
    [
        ("26/2026", "26-2026"),
        ("26/2026/QĐ-TTg", "26-2026"),
        ("148", "148-2023"),
        ("148/QĐ-TTg", "148-2023"),
        ("1048", "1048-2019"),
        ("1048/QĐ-TTg", "1048-2019"),
        ("1048-2019", "1048-2019"),
    ],
)
def test_a_decision_is_found_by_what_people_call_it(name: str, decision: str) -> None:
    assert decision_named(name).id == decision


@each(
    ("filed", "decision"),
    [
        (date(2019, 8, 21), "1048-2019"),
        (date(2023, 2, 23), "1048-2019"),
        (date(2023, 2, 24), "148-2023"),
        (date(2026, 5, 21), "148-2023"),
        (date(2026, 5, 22), "26-2026"),
        (date(2030, 1, 1), "26-2026"),
    ],
)
def test_the_day_of_filing_says_which_decision_counts(filed: date, decision: str) -> None:
    assert decision_on(filed).id == decision


def test_before_the_first_decision_there_is_none() -> None:
    with pytest.raises(Refusal) as refused:
        decision_on(date(2019, 8, 20))
    assert refused.value.code == "error.score_no_decision"


@each("name", ["", "147", "26/2025", "xyz"])
def test_an_unknown_decision_is_refused_by_name(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        decision_named(name)
    assert (refused.value.code, refused.value.params["decision"]) == ("error.score_decision", name)


@each(
    ("decision", "short"),
    [
        ("148-2023", {"s07": 1, "s11": 3, "s12": 3, "s13": 2}),
        ("1048-2019", {"s10": 2, "s16": 2, "s19": 2}),
        ("26-2026", {}),
    ],
)
def test_sets_that_fall_short_say_by_how_much_and_why(decision: str, short: dict[str, int]) -> None:
    sets = list(load_criteria(decision).sets)
    assert {s.id: s.short for s in sets if s.short} == short
    assert {s.id for s in sets if s.gaps} == set(short)


def test_the_set_nobody_found_is_refused_with_its_reason() -> None:
    with pytest.raises(Refusal) as refused:
        load_criteria("1048-2019").set("s03")
    assert refused.value.code == "error.score_set_missing"
    assert "chưa tìm thấy" in str(refused.value.params["reason"])


def test_a_set_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        load_criteria("26-2026").set("s27")
    assert refused.value.code == "error.score_set"


def test_no_label_has_an_abbreviation_a_producer_would_have_to_look_up() -> None:
    allowed = {"OCOP", "ISO", "HACCP", "GMP", "ASC", "BAP", "MSC", "GACP", "WHO"}
    found = {
        word.strip("(),.;:…”“")
        for decision in DECISIONS
        for s in load_criteria(decision).sets
        for i in s.items
        for text in (i.label, *(v.label for v in i.all_levels), *(n.text for n in i.notes))
        for word in text.replace("/", " ").replace("-", " ").split()
    }
    assert {w for w in found if len(w) > 1 and w.isalpha() and w.isupper()} <= allowed


def test_the_criteria_and_the_list_of_products_know_the_same_sets() -> None:
    for decision in DECISIONS:
        criteria = load_criteria(decision)
        ids = {*criteria.set_ids, *criteria.missing}
        assert ids == set(load_product_sets(decision).by_id)


SPOILS: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("bands_gap", lambda raw: raw["bands"][1].update(below=45)),
    ("bands_overlap", lambda raw: raw["bands"][1].update(below=55)),
    ("bands_end", lambda raw: raw["bands"][4].update(to=99)),
    ("bands_overlap", lambda raw: raw["bands"][1].update(star=1)),
    ("item_max", lambda raw: item(raw, "1.1").update(max=4)),
    ("criterion_sum", lambda raw: raw["sets"][0]["parts"][0]["criteria"][0].update(max=17)),
    ("part_sum", lambda raw: raw["sets"][0]["parts"][0].update(max=39)),
    ("set_sum", lambda raw: raw["sets"][0].update(short=1)),
    ("gap_unsaid", lambda raw: raw["sets"][0].update(short=1)),
    ("levels_order", lambda raw: item(raw, "1.1")["levels"].reverse()),
    ("levels_order", lambda raw: item(raw, "1.2")["levels"][1].update(p=0)),
    ("level_negative", lambda raw: item(raw, "1.2")["levels"][0].update(p=-1)),
    ("levels_none", lambda raw: item(raw, "1.1").update(levels=[])),
    ("id_twice", lambda raw: item(raw, "1.1").update(code="1.2")),
    ("minimum_item", lambda raw: raw["sets"][0]["minima"]["3"].update({"99": 1})),
    ("minimum_level", lambda raw: raw["sets"][0]["minima"]["3"].update({"5.3": 2})),
    ("minimum_mark", lambda raw: raw["sets"][0]["minima"]["3"].pop("2.2")),
    ("minimum_falls", lambda raw: item(raw, "4.1")["levels"][3].update(star=2)),
    ("star_unknown", lambda raw: raw["sets"][0]["minima"].update({"6": {}})),
    ("needs_item", lambda raw: item(raw, "1.1").update(needs="5.1")),
    ("exclusion_item", lambda raw: raw["sets"][0]["exclusions"][0].update(item="99")),
    ("sets_none", lambda raw: raw["sets"].clear()),
]


@each(("code", "change"), SPOILS)
def test_a_spoiled_file_is_noticed(code: str, change: Callable[[dict[str, Any]], Any]) -> None:
    def spoil(raw: dict[str, Any]) -> None:
        change(raw)

    assert code in spoiled(spoil)


def test_a_doubled_level_passes_only_where_the_file_names_the_defect() -> None:
    s07 = load_criteria("26-2026").set("s07").item("3.1")
    assert [level.points for level in s07.levels] == [1, 1, 3]
    assert s07.defect
    assert s07.points == (0, 1, 3)

"""The 26 product sets of each decision are found by what people call their product."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.areas import load_areas
from ocop_domain.errors import Refusal
from ocop_domain.product_names.words import product_words
from ocop_domain.product_sets import KeptSet, ProductSets, all_decisions, load_product_sets, same_under
from ocop_domain.programme_changes import as_of
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import load_programme
from ocop_domain.text import fold

DECISIONS = all_decisions()
LIST = Path(__file__).parent.parent / "data" / "products_camau_2022.csv"
OF_1048 = load_product_sets("1048-2019")
PRINTED = {  # as the list prints it → as the decision has it
    "Chế biến thịt, trứng, sữa": "Chế biến từ thịt, trứng, sữa",
    "Thủ công mỹ nghệ, gia dụng": "Thủ công mỹ nghệ gia dụng",
    "": "Chế biến từ thịt, trứng, sữa",
}


def _rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _official(row: dict[str, str]) -> str:
    printed = row["subgroup"] or (row["group"] if row["group"] in PRINTED else "")
    return next(s.id for s in OF_1048.sets if s.name == PRINTED.get(printed, printed))


def _found(sets: ProductSets, text: str) -> list[str]:
    return [offer.set.id for offer in sets.offers(text)]


@each("decision", DECISIONS)
def test_every_decision_has_its_26_sets_numbered(decision: str) -> None:
    sets = load_product_sets(decision)
    assert [s.num for s in sets.sets] == list(range(1, 27))
    assert len({s.id for s in sets.sets}) == 26
    assert all(s.sector and s.group and s.agencies for s in sets.sets)
    assert sum(s.tourism for s in sets.sets) == 1


@each("decision", DECISIONS)
def test_every_set_is_found_first_by_its_name_with_and_without_diacritics(decision: str) -> None:
    sets = load_product_sets(decision)
    for chosen in sets.sets:
        for typed in (chosen.name, fold(chosen.name), chosen.name.upper()):
            assert _found(sets, typed)[0] == chosen.id, typed


@each("decision", DECISIONS)
def test_every_kind_of_product_has_at_most_one_set_that_is_sure(decision: str) -> None:
    sets = load_product_sets(decision)
    for form in product_words().entries:
        sure = [offer for offer in sets.offers(" ".join(form.words)) if offer.sure]
        assert len(sure) <= 1, form.words


def test_every_kind_that_the_words_know_has_a_set_in_the_newest_decision() -> None:
    held = {kind for one in load_product_sets("26-2026").sets for kind in (*one.kinds, *one.near)}
    assert _kinds_of_words() <= held


@each("decision", DECISIONS)
def test_no_set_names_a_kind_that_no_word_leads_to(decision: str) -> None:
    for one in load_product_sets(decision).sets:
        assert {*one.kinds, *one.near} <= _kinds_of_words(), one.name


def _kinds_of_words() -> set[str]:
    kinds: set[str] = set()
    for entry in product_words().entries:
        if entry.form:
            kinds |= {entry.form.kind, *entry.form.also}
            kinds |= {kind for several in entry.form.of.values() for kind in several}
        if entry.material:
            kinds |= {entry.material.fresh, entry.material.processed, entry.material.ornamental or entry.material.fresh}
    return kinds


@each(
    ("typed", "part"),
    [
        ("tom kho", "thủy"),
        ("Tôm khô loại 1", "thủy"),
        ("ba khía", "thủy"),
        ("mắm ba khía", "thủy"),
        ("banh phong tom", "thủy"),
        ("khô cá bổi", "thủy"),
        ("nước mắm", "nước mắm"),
        ("mật ong rừng U Minh", "Mật ong"),
        ("rượu trái giác", "cồn"),
        ("ca phe", "à phê"),
        ("gạo ST25", "Gạo"),
        ("homestay", "du lịch"),
        ("chiếu lác", "Thủ công"),
    ],
)
@each("decision", DECISIONS)
def test_what_people_call_it_is_found(decision: str, typed: str, part: str) -> None:
    sets = load_product_sets(decision)
    assert any(part in sets.get(i).name for i in _found(sets, typed)), _found(sets, typed)


@each("decision", DECISIONS)
def test_a_word_that_several_sets_know_proposes_them_all(decision: str) -> None:
    names = [offer.set.name for offer in load_product_sets(decision).offers("mắm")]
    assert any("nước mắm" in n for n in names)
    assert any("Chế biến từ" in n for n in names)


@each(
    ("typed", "right"),
    [("bánh phồn tôm", "bánh phồng tôm"), ("mat onh", "mật ong"), ("ba khiaa", "ba khía")],
)
@each("decision", DECISIONS)
def test_a_slip_of_the_finger_is_forgiven(decision: str, typed: str, right: str) -> None:
    sets = load_product_sets(decision)
    assert _found(sets, typed)[0] == _found(sets, right)[0]


def test_every_product_of_the_list_proposes_its_official_set() -> None:
    wrong = {r["id"] for r in _rows() if _official(r) not in _found(OF_1048, r["product"])}
    assert wrong == set()


def test_the_same_without_diacritics() -> None:
    wrong = {r["id"] for r in _rows() if _official(r) not in _found(OF_1048, fold(r["product"]))}
    assert wrong == set()


@each("decision", DECISIONS)
@each("typed", ["", "m", "?", "🦐", "xyzzy qwfp", "123456"])
def test_nothing_is_proposed_for_nothing(decision: str, typed: str) -> None:
    assert load_product_sets(decision).offers(typed) == []


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_at_most_as_many_as_asked(typed: str) -> None:
    found = OF_1048.offers(typed, limit=4)
    assert len(found) <= 4
    assert len({offer.set.id for offer in found}) == len(found)
    assert not any(offer.sure for offer in found[1:])


def test_a_set_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        OF_1048.get("s99")
    assert refused.value.code == "error.product_set"


@each("decision", DECISIONS)
def test_the_groups_hold_every_set_once(decision: str) -> None:
    sets = load_product_sets(decision)
    assert [s.id for g in sets.groups for s in sets.in_group(g)] == [s.id for s in sets.sets]


def test_what_became_of_an_old_set_is_a_set_in_force() -> None:
    now = load_product_sets("26-2026").by_id
    for decision in ("1048-2019", "148-2023"):
        for old in load_product_sets(decision).sets:
            assert old.now is None or old.now in now
    assert [s.name for s in OF_1048.sets if s.now is None] == ["Trang thiết bị, dụng cụ y tế"]


def test_a_plan_that_outlives_its_decision_offers_the_sets_of_the_law_of_the_day_and_keeps_what_was_chosen() -> None:
    plan = load_programme("camau-2021-2025")
    for day, law in ((date(2023, 2, 23), "1048-2019"), (date(2023, 2, 24), "148-2023"), (date(2025, 8, 1), "148-2023")):
        sets = as_of(plan, day).product_sets
        assert sets.id == law
        offered = sets.offers("cà phê bột")[0].set
        assert offered.name == same_name(law, offered.id.rpartition(".")[2]), day
    now = as_of(plan, date(2023, 3, 7)).product_sets
    former = as_of(plan, date(2022, 3, 7)).product_sets
    for one in former.sets:
        kept = now.find(one.id)
        assert kept == one, "what was chosen before stays what it was"
        same = same_under(one, former, "148-2023")
        became = now.from_set(former, one.id)
        assert became == (f"148-2023.{same.id}" if same else None), one.id
    newest_sets = load_product_sets("26-2026")
    for one in now.sets:
        pure = load_product_sets("148-2023").by_id[one.id.rpartition(".")[2]]
        assert same_under(one, now, "148-2023") == pure, "criteria are found by the decision's own id"
        assert newest_sets.from_set(now, one.id) == newest_sets.from_set(load_product_sets("148-2023"), pure.id)
        assert former.find(one.id) == one, "also where the plan is looked at as it began"
    drinks = now.sets[13].group
    assert now.kept_in_group(drinks) == [*(one.id for one in now.in_group(drinks)), *_plain_ids("1048-2019", drinks)]


def _plain_ids(decision: str, group: str) -> list[str]:
    return [one.id for one in load_product_sets(decision).sets if one.group == group]


def test_a_group_is_asked_for_by_the_sets_of_each_programme_that_counts() -> None:
    """s14 is coffee under the plan and white spirit under the law of 2026: each is meant by its own programme."""
    programmes = Programmes([load_programme("camau-2021-2025")], load_areas())
    counted = programmes.counted("camau-2021-2025")
    coffee = OF_1048.get("s14")
    kept = counted.in_group(coffee.group)
    assert KeptSet("camau-2021-2025", "s14") in kept
    assert {one.programme for one in kept} <= set(counted.programmes)
    for programme, set_id in kept:
        own = programmes.find(programme)
        assert own is not None
        assert own.product_sets.get(set_id).group == coffee.group


def same_name(decision: str, set_id: str) -> str:
    return load_product_sets(decision).by_id[set_id].name

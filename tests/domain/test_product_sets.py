"""The 26 product sets of each decision are found by what people call their product."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_domain.errors import Refusal
from ocop_domain.product_sets import ProductSets, all_decisions, load_product_sets
from ocop_domain.text import fold

DECISIONS = all_decisions()
LIST = Path(__file__).parent.parent / "data" / "products_camau_2022.csv"
OF_1048 = load_product_sets("1048-2019")
PRINTED = {  # as the list prints it → as the decision has it
    "Chế biến thịt, trứng, sữa": "Chế biến từ thịt, trứng, sữa",
    "Thủ công mỹ nghệ, gia dụng": "Thủ công mỹ nghệ gia dụng",
    "": "Chế biến từ thịt, trứng, sữa",
}
EXCEPTIONS = {"cm22-p21": "Hạt nêm gạch tôm: the council put it to seafood, its name says seasoning"}


def _rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _official(row: dict[str, str]) -> str:
    printed = row["subgroup"] or (row["group"] if row["group"] in PRINTED else "")
    return next(s.id for s in OF_1048.sets if s.name == PRINTED.get(printed, printed))


def _found(sets: ProductSets, text: str) -> list[str]:
    return [s.id for s in sets.search(text, limit=5)]


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_decision_has_its_26_sets_numbered(decision: str) -> None:
    sets = load_product_sets(decision)
    assert [s.num for s in sets.sets] == list(range(1, 27))
    assert len({s.id for s in sets.sets}) == 26
    assert all(s.sector and s.group and s.agencies for s in sets.sets)
    assert sum(s.tourism for s in sets.sets) == 1


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_set_is_found_first_by_its_name_with_and_without_diacritics(decision: str) -> None:
    sets = load_product_sets(decision)
    for chosen in sets.sets:
        for typed in (chosen.name, fold(chosen.name), chosen.name.upper()):
            assert _found(sets, typed)[0] == chosen.id, typed


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_keyword_leads_to_its_set(decision: str) -> None:
    sets = load_product_sets(decision)
    for chosen in sets.sets:
        for word in chosen.keywords:
            assert chosen.id in _found(sets, fold(word)), (chosen.name, word)


@pytest.mark.parametrize(
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
@pytest.mark.parametrize("decision", DECISIONS)
def test_what_people_call_it_is_found(decision: str, typed: str, part: str) -> None:
    sets = load_product_sets(decision)
    assert any(part in sets.get(i).name for i in _found(sets, typed)), _found(sets, typed)


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_word_that_several_sets_know_proposes_them_all(decision: str) -> None:
    names = [s.name for s in load_product_sets(decision).search("mắm")]
    assert any("nước mắm" in n for n in names)
    assert any("Chế biến từ" in n for n in names)


@pytest.mark.parametrize(
    ("typed", "right"), [("bánh phồn tôm", "bánh phồng tôm"), ("mat onh", "mật ong"), ("ba khiaa", "ba khía")]
)
@pytest.mark.parametrize("decision", DECISIONS)
def test_a_slip_of_the_finger_is_forgiven(decision: str, typed: str, right: str) -> None:
    sets = load_product_sets(decision)
    assert _found(sets, typed)[0] == _found(sets, right)[0]


def test_every_product_of_the_list_proposes_its_official_set() -> None:
    wrong = {r["id"] for r in _rows() if _official(r) not in _found(OF_1048, r["product"])}
    assert wrong == set(EXCEPTIONS)


def test_the_same_without_diacritics() -> None:
    wrong = {r["id"] for r in _rows() if _official(r) not in _found(OF_1048, fold(r["product"]))}
    assert wrong == set(EXCEPTIONS)


def test_most_products_of_the_list_propose_it_first() -> None:
    first = [_found(OF_1048, r["product"])[:1] == [_official(r)] for r in _rows()]
    assert sum(first) >= 55, sum(first)


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("typed", ["", "m", "?", "🦐", "xyzzy qwfp", "123456"])
def test_nothing_is_proposed_for_nothing(decision: str, typed: str) -> None:
    assert load_product_sets(decision).search(typed) == []


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_at_most_as_many_as_asked(typed: str) -> None:
    found = OF_1048.search(typed, limit=4)
    assert len(found) <= 4
    assert len({s.id for s in found}) == len(found)


def test_the_order_of_what_is_found_does_not_change() -> None:
    words = [fold(w) for s in OF_1048.sets for w in s.keywords]
    for word in random.Random(1).sample(words, 20):
        assert _found(OF_1048, word) == _found(OF_1048, word)


def test_a_set_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        OF_1048.get("s99")
    assert refused.value.code == "error.product_set"


@pytest.mark.parametrize("decision", DECISIONS)
def test_the_groups_hold_every_set_once(decision: str) -> None:
    sets = load_product_sets(decision)
    assert [s.id for g in sets.groups for s in sets.in_group(g)] == [s.id for s in sets.sets]


def test_what_became_of_an_old_set_is_a_set_in_force() -> None:
    now = load_product_sets("26-2026").by_id
    for decision in ("1048-2019", "148-2023"):
        for old in load_product_sets(decision).sets:
            assert old.now is None or old.now in now
    assert [s.name for s in OF_1048.sets if s.now is None] == ["Trang thiết bị, dụng cụ y tế"]

"""Several items in one text: by number or name, with and without diacritics; what was not understood is said."""

from __future__ import annotations

from support.each import each

from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.named import named

CRITERIA = load_criteria("26-2026").set("s01")
LISTED = [item.code for item in CRITERIA.items]
NOTHING = dict.fromkeys(LISTED, 0)


@each(
    ("text", "codes"),
    [
        ("1,2", ["1.1", "1.2"]),
        ("1 và 3", ["1.1", "1.3"]),
        ("1 va 3.", ["1.1", "1.3"]),
        ("1, 2, 2", ["1.1", "1.2"]),
        ("1 2 5", ["1.1", "1.2", "1.5"]),
        ("2-4", ["1.2", "1.3", "1.4"]),
        ("1 đến 3", ["1.1", "1.2", "1.3"]),
        ("số 1, câu 4", ["1.1", "1.4"]),
        ("một và ba", ["1.1", "1.3"]),
        ("so huu tri tue", ["3.5"]),
        ("Sở hữu trí tuệ", ["3.5"]),
        ("1, hữu cơ", ["1.1", "1.2"]),
        ("huu co", ["1.2"]),
        ("dong goi, bao bi san pham va 2", ["2.2", "1.2"]),
        ("đóng gói; nhãn song ngữ", ["2.2", "2.4"]),
        ("quảng bá + sở hữu trí tuệ", ["4.3", "3.5"]),
    ],
)
def test_items_are_named_as_people_do(text: str, codes: list[str]) -> None:
    read = named(text, CRITERIA, LISTED, NOTHING)
    assert [hit.item for hit in read.found] == codes
    assert not read.unknown
    assert not read.unclear


def test_a_level_that_is_named_is_the_lowest_one_above_today() -> None:
    assert named("hữu cơ", CRITERIA, LISTED, NOTHING).found[0].points == 1
    assert named("hữu cơ", CRITERIA, LISTED, {**NOTHING, "1.2": 1}).found[0].points == 2


def test_what_is_not_understood_is_given_back_and_the_rest_is_done() -> None:
    read = named("99, xyz và 2", CRITERIA, LISTED, NOTHING)
    assert [hit.item for hit in read.found] == ["1.2"]
    assert read.unknown == ("99", "xyz")


def test_what_may_be_several_is_not_guessed() -> None:
    read = named("nguồn gốc", CRITERIA, LISTED, NOTHING)
    assert not read.found
    assert len(read.unclear[0][1]) > 1


@each("text", ["", " , ", "cảm ơn", "ok", "dạ", "sở hữu trí tuệ là gì?", "bao giờ nộp hồ sơ"])
def test_talk_names_nothing(text: str) -> None:
    read = named(text, CRITERIA, LISTED, NOTHING)
    assert not read.found
    assert not read.unclear


def test_every_item_of_every_set_is_found_by_its_name_alone_and_with_a_number() -> None:
    for decision in all_criteria():
        for criteria in load_criteria(decision).sets:
            codes = [item.code for item in criteria.items]
            labels = [item.label for item in criteria.items]
            for place, item in enumerate(criteria.items):
                if labels.count(item.label) > 1:
                    continue
                assert [hit.item for hit in named(item.label, criteria, codes, {}).found] == [item.code], item.label
                other = 2 if place == 0 else 1
                found = [hit.item for hit in named(f"{other}, {item.label}", criteria, codes, {}).found]
                assert found == [codes[other - 1], item.code], item.label

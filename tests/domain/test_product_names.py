"""From the name that a producer types the right product set comes first; what is no product's name finds none.

`product_names_of_plans.csv` has all 360 names of the plans with the set of each: "plan" where the plan itself says it,
else judged by the decision's groups. `product_names_unseen.yaml` has names of all regions; how many of them were right
when they were first tried is written there.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from support.each import each

from ocop_domain.product_sets import ProductSets, load_product_sets
from ocop_domain.spelling import left_out
from ocop_domain.text import fold

DATA = Path(__file__).parent.parent / "data"
OF_1048, OF_148, OF_26 = (load_product_sets(id_) for id_ in ("1048-2019", "148-2023", "26-2026"))
UNSEEN = yaml.safe_load((DATA / "product_names_unseen.yaml").read_text("utf-8"))


class Name(NamedTuple):
    """A product, and the sets that may stand first; "none" where the decision has no set for it."""

    name: str
    wanted: Sequence[str]


def _plans(column: str) -> list[Name]:
    with (DATA / "product_names_of_plans.csv").open(encoding="utf-8") as file:
        return [Name(row["name"], row[column].split()) for row in csv.DictReader(file)]


def _unseen(part: str, column: str) -> list[Name]:
    return [Name(name, row[column]) for row in UNSEEN[part] for name in row["names"]]


def _first(sets: ProductSets, typed: str) -> str:
    return next((offer.set.id for offer in sets.offers(typed)), "none")


def _wrong(sets: ProductSets, names: Sequence[Name], write: Callable[[str], str]) -> list[tuple[str, str]]:
    firsts = [(one, _first(sets, write(one.name))) for one in names]
    return [(one.name, first) for one, first in firsts if first not in one.wanted]


def _of_another_sector(sets: ProductSets, names: Sequence[Name], write: Callable[[str], str]) -> list[str]:
    wrong = []
    for one in names:
        first = _first(sets, write(one.name))
        wanted = {sets.get(id_).sector for id_ in one.wanted if id_ != "none"}
        if first != "none" and sets.get(first).sector not in wanted:
            wrong.append(one.name)
    return wrong


DECISIONS = [(OF_1048, "in_1048"), (OF_148, "in_26"), (OF_26, "in_26")]


@each(("sets", "column"), DECISIONS)
@each("write", [str, fold, str.upper])
def test_the_360_names_of_the_plans_find_their_set_first(
    sets: ProductSets, column: str, write: Callable[[str], str]
) -> None:
    names = _plans(column)
    assert len(names) == 360
    assert len(_wrong(sets, names, write)) <= 360 * 0.02, _wrong(sets, names, write)
    assert _of_another_sector(sets, names, write) == []


@each(("sets", "column"), DECISIONS)
@each("part", ["names", "second_names", "third_names"])
@each(("write", "share"), [(str, 0.97), (fold, 0.95)])
def test_names_of_all_regions_find_their_set_first(
    sets: ProductSets, column: str, part: str, write: Callable[[str], str], share: float
) -> None:
    names = _unseen(part, column)
    assert len(names) >= 100
    wrong = _wrong(sets, names, write)
    assert len(wrong) <= len(names) * (1 - share), wrong


@each(("sets", "column"), DECISIONS)
def test_with_diacritics_no_name_finds_another_sector(sets: ProductSets, column: str) -> None:
    for part in ("names", "second_names", "third_names"):
        assert _of_another_sector(sets, _unseen(part, column), str) == []


@each(("sets", "column"), DECISIONS)
def test_what_is_sure_is_right(sets: ProductSets, column: str) -> None:
    names = [*_plans(column), *_unseen("names", column), *_unseen("second_names", column)]
    sure = [one for one in names if any(offer.sure for offer in sets.offers(one.name))]
    assert len(sure) >= 0.8 * len(names), "who is always asked is not helped"
    assert len(_wrong(sets, sure, str)) <= 0.01 * len(sure)


@each("sets", [OF_1048, OF_148, OF_26])
def test_what_is_no_product_finds_nothing(sets: ProductSets) -> None:
    said = [write(words) for words in UNSEEN["no_product"] for write in (str, fold)]
    assert [words for words in said if sets.offers(words)] == []


@each("sets", [OF_1048, OF_148, OF_26])
@each(
    ("sentence", "name"),
    [
        ("em muốn đăng ký mật ong rừng", "mật ong rừng"),
        ("dạ nhà em làm khô cá sặc bổi", "khô cá sặc bổi"),
        ("tui bán mắm ba khía nha", "mắm ba khía"),
        ("sản phẩm của tôi là rượu ngô men lá", "rượu ngô men lá"),
        ("bánh phồng tôm ạ", "bánh phồng tôm"),
    ],
)
def test_words_around_a_name_change_nothing(sets: ProductSets, sentence: str, name: str) -> None:
    for write in (str, fold):
        assert _first(sets, write(sentence)) == _first(sets, name) != "none", write(sentence)


@each(
    ("typed", "right"),
    [
        ("khô cá sặt bổi", "khô cá sặc bổi"),
        ("bánh phòng tôm", "bánh phồng tôm"),
        ("nuoc mắm", "nước mắm"),
        ("mat onh", "mật ong"),
        ("homstay", "homestay"),
        ("tinh dâu sả", "tinh dầu sả"),
        ("chuoi say deo", "chuối sấy dẻo"),
        ("Thuỷ sản sấy", "thủy sản sấy"),
        ("cà fê bột", "cà phê bột"),
    ],
)
def test_typos_and_other_spellings_find_the_same(typed: str, right: str) -> None:
    for sets in (OF_1048, OF_148, OF_26):
        assert _first(sets, typed) == _first(sets, right) != "none", sets.id


@each(
    ("words", "sectors"),
    [
        ("rau sạch các loại", {"Thực phẩm"}),
        ("rau rừng", {"Thực phẩm"}),
        ("cam, sầu riêng, bơ, mít", {"Thực phẩm"}),
        ("chuối sấy, măng khô, khoai lang", {"Thực phẩm"}),
        ("rượu ngâm ủ", {"Đồ uống"}),
        ("rượu chưng cất", {"Đồ uống"}),
        ("rượu vang", {"Đồ uống"}),
        ("nước trái cây", {"Đồ uống"}),
        ("thuốc y học cổ truyền", {"Thảo dược"}),
        ("thực phẩm chức năng", {"Thảo dược"}),
        ("thuốc từ dược liệu", {"Thảo dược"}),
        ("mỹ phẩm từ thảo dược", {"Thảo dược"}),
        ("chế phẩm xua đuổi, diệt trừ côn trùng", {"Thảo dược"}),
        ("Vải và may mặc", {"Vải, may mặc"}),
        ("sản phẩm làm từ bông, sợi", {"Vải, may mặc"}),
        ("đan gùi", {"Thủ công mỹ nghệ, trang trí"}),
        ("Lưu niệm - Nội thất - trang trí", {"Thủ công mỹ nghệ, trang trí"}),
        ("đồ gia dụng", {"Thủ công mỹ nghệ, trang trí"}),
        ("đồ dùng nhà bếp", {"Thủ công mỹ nghệ, trang trí"}),
        ("đồ nội thất", {"Thủ công mỹ nghệ, trang trí"}),
        ("dệt thổ cẩm", {"Vải, may mặc", "Thủ công mỹ nghệ, trang trí"}),
        ("Dịch vụ du lịch nông thôn, bán hàng", {"Dịch vụ du lịch nông thôn và bán hàng"}),
        ("dịch vụ phục vụ khách tham quan", {"Dịch vụ du lịch nông thôn và bán hàng"}),
    ],
)
def test_the_words_of_the_six_groups_of_a_plan_find_their_sector(words: str, sectors: set[str]) -> None:
    for write in (str, fold):
        assert OF_1048.get(_first(OF_1048, write(words))).sector in sectors, write(words)


@each(
    ("typed", "meant", "lost"),
    [
        ("mat", "mật", 2),
        ("mât", "mật", 1),
        ("mật", "mật", 0),
        ("hoà", "hòa", 0),
        ("cảm", "cam", None),
        ("bơ", "bò", None),
        ("dua", "đũa", 2),
        ("ðũa", "đũa", 0),
    ],
)
def test_marks_may_be_left_out_but_not_changed(typed: str, meant: str, lost: int | None) -> None:
    assert left_out(typed, meant) == lost


def test_what_two_sets_may_hold_is_asked() -> None:
    for typed in ("rượu Hương Quê", "sò huyết đóng hộp", "mắm", "đông trùng hạ thảo", "trà gạo"):
        for sets in (OF_1048, OF_26):
            offers = sets.offers(typed)
            assert len(offers) > 1, typed
            assert not offers[0].sure, typed


SAID_INSTEAD = (
    "cho hỏi xíu", "bắt buộc hông", "lộn rồi", "bận quá", "mệt quá", "tui già rồi không biết chữ", "con tôi bệnh",
    "đau bụng", "đói bụng", "đang chạy xe", "từ từ", "khoan", "năm ngoái", "không nhớ tên", "cái này khó quá",
    "ông Ba Lựu",
    "chị Tư Bưởi", "số điện thoại 0912345678", "lát nữa", "để bữa khác", "hổng bít",
    "giải thích giùm",
)  # fmt: skip


@each("sets", [OF_1048, OF_26])
def test_talk_instead_of_a_name_has_no_set_with_or_without_its_marks(sets: ProductSets) -> None:
    offered = {typed: sets.offers(typed) for said in SAID_INSTEAD for typed in (said, fold(said))}
    assert {typed: [offer.set.id for offer in offers] for typed, offers in offered.items() if offers} == {}


def test_what_a_thing_is_for_decides_over_what_it_is_made_of() -> None:
    """Names whose first word is that of another sector: a mask of paper is no cosmetic, oil for the hair no food."""
    kinds = {
        "dầu dừa dưỡng tóc": "cosmetics",
        "mặt nạ giấy bồi": "craft_decor",
        "sáp thơm": "craft_decor",
        "nến thơm": "craft_household",
        "rượu mỏ quạ": "other_alcohol",
        "măng ớt": "produce_processed",
        "mắm bồ hóc": "seafood_processed",
    }
    found = {typed: OF_26.offers(typed)[0].set.kinds for name in kinds for typed in (name, fold(name))}
    wrong = {name: found[typed] for name in kinds for typed in (name, fold(name)) if kinds[name] not in found[typed]}
    assert wrong == {}

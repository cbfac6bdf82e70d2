"""Who helps: the data file, what it must not say, and a few rows by name."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from support.each import each

from ocop_domain.advisers import advisers, points_of
from ocop_domain.criteria.load import load_criteria
from ocop_domain.data import read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.evidence import KINDS
from ocop_domain.law import laws
from ocop_domain.plan import load_plan
from ocop_domain.product_sets import all_decisions, load_product_sets
from ocop_domain.programme_files import all_plans, all_programmes, load_programme
from ocop_domain.support import FILE, WHAT_MOST, WHO_MOST, Support, help_for, points, read_table
from ocop_domain.support_topics import Seeker

SECTIONS = tuple(section.id for section in load_plan().sections)
RAW = read_yaml(FILE)
ROWS = [(programme, row) for programme, rows in RAW.items() for row in rows]
HELP = [(p, point, h) for p in all_programmes() for point in sorted(points()) for h in help_for(point, p)]

CAPITALS = {"OCOP"}
NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ-]+")
"""The number of a decree ends in capitals, and is known by them."""
ROMAN = re.compile(r"\b[IVX]+\b")
POLICY = re.compile(r"(Nghị định \d+/\d{4}/NĐ-CP|Nghị quyết \d+/\d{4}/NQ-HĐND)(; (?!$)|$)")
SECTION = {
    "camau-2022": r"(II|III)\.\d+(\.\d+)?|Phụ lục 1\.[IVX]+\.\d+(\.\d+)?",
    "camau-2021-2025": r"(IV|VI?)\.\d+|Phụ lục 1\.[IVX]+\.\d+",
    "dakdoa-2022": r"IV\.\d|Phần 2\.II(\.\d)+(\.[abc])?|Bảng, dòng \d+",
    "khanhhoa-2020": r"V\.\d+|III\.B\.\d+(\.[abc])?|Phụ lục 3",
    "vietnam-2027": r"Điều 10\.4\.(c|a, b)",
}


def _row(**changed: Any) -> dict[str, Any]:
    return {"who": "Sở Y tế", "what": "Hướng dẫn", "source": "III.7", "points": ["quality"]} | changed


def _who(point: str, programme: str) -> list[str]:
    return [h.who for h in help_for(point, programme)]


def _abbreviations(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", ROMAN.sub("", NUMBER.sub("", text)))
    return {w for w in words if len(w) > 1 and w.isupper()} - CAPITALS


# The data


def test_every_programme_has_help_and_every_row_names_what_is_known() -> None:
    assert list(RAW) == ["camau-2022", "camau-2021-2025", "dakdoa-2022", "khanhhoa-2020", "vietnam-2027"]
    assert set(RAW) == {*all_plans(), laws()[-1].id}
    assert points() == {*SECTIONS, *KINDS}
    assert {point for _, row in ROWS for point in row["points"]} <= points()


def test_every_row_is_found_by_its_points() -> None:
    for programme, row in ROWS:
        for point in row["points"]:
            told = [(h.who, h.what, h.policy, h.source) for h in help_for(point, programme)]
            assert (row["who"], row["what"], row.get("policy", ""), row["source"]) in told


def test_all_is_said_shortly() -> None:
    assert HELP
    for _, _, h in HELP:
        assert 0 < len(h.who) <= WHO_MOST, h
        assert 0 < len(h.what) <= WHAT_MOST, h
        assert h.source, h
        assert h.what[0].isupper(), h
        assert not h.what.endswith("."), h


def test_nothing_is_abbreviated_and_letters_are_composed() -> None:
    for _, _, h in HELP:
        for text in (h.who, h.what, h.policy, h.source):
            assert _abbreviations(text) == set(), text
            assert unicodedata.is_normalized("NFC", text), text
            assert "  " not in text, text


@each("programme", SECTION)
def test_a_source_is_a_section_of_the_programmes_own_document(programme: str) -> None:
    for row in RAW[programme]:
        assert all(re.fullmatch(SECTION[programme], part) for part in row["source"].split("; ")), row


def test_the_same_is_not_told_twice_for_a_point() -> None:
    for programme in all_programmes():
        for point in points():
            told = [(h.who, h.what) for h in help_for(point, programme)]
            assert len(told) == len(set(told)), (programme, point)


# What may not be carried from one place to another


def test_only_the_plan_that_names_decrees_promises_them() -> None:
    policies = {(programme, row["policy"]) for programme, row in ROWS if row.get("policy")}
    assert {programme for programme, _ in policies} == {"camau-2021-2025"}
    assert all(re.fullmatch(f"({POLICY.pattern})+", policy) for _, policy in policies), policies


def test_the_decision_of_2026_names_only_the_commune() -> None:
    assert {(row["who"], row.get("policy", "")) for row in RAW["vietnam-2027"]} == {("Ủy ban nhân dân xã", "")}
    assert help_for("investment", "vietnam-2027") == ()
    assert help_for("finance", "vietnam-2027") == ()


def test_a_bank_of_one_province_is_not_named_in_another() -> None:
    places = {"camau-2022": "Khánh Hòa", "camau-2021-2025": "Khánh Hòa", "khanhhoa-2020": "Cà Mau"}
    for programme, other in places.items():
        assert [row for row in RAW[programme] if other in f"{row['who']} {row['what']}"] == []


# By name


def test_who_helps_in_ca_mau() -> None:
    assert help_for("trademark", "camau-2022")[0] == Support(
        "Sở Khoa học và Công nghệ",
        "Hướng dẫn xác lập quyền sở hữu trí tuệ cho sản phẩm",
        "",
        "III.6; Phụ lục 1.V.4",
        ("brand", "trademark"),
    )
    assert _who("declaration", "camau-2022")[0] == "Sở Y tế"
    assert _who("environment", "camau-2022") == ["Sở Tài nguyên và Môi trường"]
    assert _who("registration", "camau-2022") == ["Liên minh Hợp tác xã tỉnh"]


def test_which_decree_may_pay_for_a_loan_and_for_links() -> None:
    loan = help_for("investment", "camau-2021-2025")[0]
    assert (loan.policy, loan.source) == ("Nghị định 55/2015/NĐ-CP", "V.2; VI.14")
    links = help_for("material", "camau-2021-2025")[0]
    assert links.policy == "Nghị định 98/2018/NĐ-CP; Nghị quyết 17/2019/NQ-HĐND"


def test_who_helps_in_dak_doa() -> None:
    assert _who("facility", "dakdoa-2022") == [
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "Phòng Kinh tế và Hạ tầng",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện",
    ]
    assert _who("material_origin", "dakdoa-2022") == ["Ủy ban nhân dân xã, thị trấn"]
    assert help_for("trademark", "dakdoa-2022") == (), "the plan of the district does not say"


def test_who_helps_in_khanh_hoa() -> None:
    assert _who("investment", "khanhhoa-2020")[-1] == "Sở Công Thương"
    assert "Ngân hàng Nhà nước chi nhánh Khánh Hòa" in _who("investment", "khanhhoa-2020")
    assert _who("labour", "khanhhoa-2020") == ["Sở Lao động - Thương binh và Xã hội"]


def test_who_helps_under_the_decision_of_2026() -> None:
    (only,) = help_for("quality", "vietnam-2027")
    told = ("Ủy ban nhân dân xã", "Hỗ trợ hoàn thiện tiêu chí, nâng chất lượng sản phẩm", "", "Điều 10.4.c")
    assert (only.who, only.what, only.policy, only.source) == told


@each("point", ["other", "award", "growth"])
def test_where_nothing_is_known_nothing_is_said(point: str) -> None:
    assert help_for(point, "camau-2022") == ()


def test_a_programme_of_ones_own_has_no_help() -> None:
    assert help_for("quality", "tinh-minh.yaml") == ()
    assert help_for("no such point", "camau-2022") == ()


# Mistakes in the file


@each(
    ("raw", "told"),
    [
        ({"hanoi-1999": [_row()]}, "hanoi-1999: no such programme"),
        ({"camau-2022": [_row(points=["quality", "luck"])]}, "camau-2022, row 1: no such points: luck"),
        ({"camau-2022": [_row(source="")]}, "may not be empty"),
        ({"camau-2022": [_row(points=[])]}, "may not be empty"),
        ({"camau-2022": [_row(who=" Sở Y tế")]}, "without blanks at the ends"),
        ({"camau-2022": [_row(what=7)]}, "only texts"),
        ({"camau-2022": [_row(what="a" * (WHAT_MOST + 1))]}, "at most"),
        ({"camau-2022": [_row(who="a" * (WHO_MOST + 1))]}, "at most"),
        ({"camau-2022": [_row(pays="1 đồng")]}, "has ['pays'"),
        ({"camau-2022": [{"who": "Sở Y tế"}]}, "needs"),
        ({"camau-2022": [_row(), _row()]}, "told twice for quality"),
        ({"camau-2022": [_row(ministry="war")]}, "ministry is one of"),
        ({"camau-2022": [_row(only="cars")]}, "only is one of"),
        ({"camau-2022": [_row(forms=["bank"])]}, "no such legal forms: bank"),
        ({"camau-2022": [_row(stars=6)]}, "stars is a number up to 5"),
    ],
)
def test_a_mistake_in_the_file_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        read_table(raw)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ValueError, match="no such programme") as caught:
        read_table({"hanoi-1999": [_row(points=["luck"])], "camau-2022": [_row(source="")]})
    assert len(str(caught.value).splitlines()) == 3


def test_each_criterion_of_the_three_decisions_has_somebody_to_ask_under_the_plans_of_ca_mau() -> None:
    plans = [load_programme(id_) for id_ in ("camau-2022", "camau-2021-2025")]
    labels = set()
    for decision in all_decisions():
        for one in load_product_sets(decision).sets:
            with suppress(Refusal):
                labels |= {item.label for item in load_criteria(decision).set(one.id).items}
    assert len(labels) > 100
    for label in sorted(labels):
        assert set(points_of(label)) <= points(), label
        for plan in plans:
            asked = [row.who for row in advisers(label, plan, Seeker())]
            assert len(asked) == len(set(asked)) >= 2, (plan.id, label, asked)
            assert asked[-1] == "Tổ Tư vấn giúp việc Hội đồng tỉnh", "its members look after the criteria"


@each(
    ("criterion", "who"),
    [
        ("Sở hữu trí tuệ", "Sở Khoa học và Công nghệ"),
        ("Bảo vệ môi trường", "Sở Tài nguyên và Môi trường"),
        ("Công bố chất lượng sản phẩm", "Sở Y tế"),
        ("Quảng bá sản phẩm", "Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp"),
        ("Loại hình tổ chức", "Liên minh Hợp tác xã tỉnh"),
    ],
)
def test_the_department_whose_matter_a_criterion_is_comes_first(criterion: str, who: str) -> None:
    assert advisers(criterion, load_programme("camau-2022"), Seeker())[0].who == who

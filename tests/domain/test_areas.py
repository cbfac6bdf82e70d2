"""Administrative units: the whole data set, names as people type them, and what became of what."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from ocop_domain.areas import Area, Areas, UnknownArea, load_areas
from ocop_domain.text import fold

OLD, LAST_OLD, NEW = date(2022, 3, 2), date(2025, 6, 30), date(2025, 7, 1)
PROGRAMMES = Path(__file__).parents[1] / "data" / "programme_areas.csv"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load_areas()


def names(units: list[Area]) -> list[str]:
    return [unit.name for unit in units]


def day_of(area: Area) -> date:
    return area.valid_to or area.valid_from or NEW


# --- the whole set


def test_each_era_has_as_many_units_as_the_law_says(areas: Areas) -> None:
    assert Counter(a.level for a in areas if a.in_force(NEW)) == {"province": 34, "commune": 3321}
    assert Counter(a.level for a in areas if a.in_force(LAST_OLD)) == {
        "province": 63,
        "district": 696,
        "commune": 10035,
    }


def test_kinds_of_the_new_communes_add_up(areas: Areas) -> None:
    kinds = Counter(a.kind for a in areas if a.in_force(NEW) and a.level == "commune")
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_codes_are_unique_short_and_say_level_and_era(areas: Areas) -> None:
    letters = {"n", "o", "h"}
    length = {"province": 3, "district": 4, "commune": 6}
    for area in areas:
        assert area.code[0] in letters
        assert area.code[1:].isdecimal()
        assert len(area.code) == length[area.level]


def test_every_unit_lies_in_a_unit_of_the_level_above(areas: Areas) -> None:
    for area in areas:
        levels = [unit.level for unit in areas.path(area.code)]
        assert levels == list(areas.levels_on(day_of(area)))[: len(levels)]
        assert levels[-1] == area.level


def test_no_two_units_of_one_name_lie_in_the_same_place_at_the_same_time(areas: Areas) -> None:
    for on in (OLD, LAST_OLD, NEW):
        seen = Counter((a.parent, a.name) for a in areas if a.in_force(on))
        assert [key for key, times in seen.items() if times > 1] == []


def test_every_name_begins_with_its_kind(areas: Areas) -> None:
    for area in areas:
        assert area.name.casefold() == f"{area.kind} {area.bare}".casefold()
        assert area.name[0].isupper()


def test_an_unknown_code_is_found_by_find_as_none_and_refused_by_get(areas: Areas) -> None:
    assert areas.find("n99999") is None
    with pytest.raises(UnknownArea):
        areas.get("n99999")
    with pytest.raises(UnknownArea):
        areas.contains("n99999", "n96")
    with pytest.raises(UnknownArea):
        areas.children("", NEW)


# --- walking down and up


def test_districts_end_on_the_last_day_of_june_2025(areas: Areas) -> None:
    assert areas.levels_on(LAST_OLD) == ("province", "district", "commune")
    assert areas.levels_on(NEW) == ("province", "commune")
    assert areas.children("o96", NEW) == []
    assert {a.level for a in areas.children("n96", NEW)} == {"commune"}


def test_provinces_are_listed_by_their_bare_name(areas: Areas) -> None:
    assert names(areas.provinces(NEW))[:5] == [
        "Tỉnh An Giang",
        "Tỉnh Bắc Ninh",
        "Tỉnh Cà Mau",
        "Thành phố Cần Thơ",
        "Tỉnh Cao Bằng",
    ]
    assert len(areas.provinces(OLD)) == 63


def test_wards_with_numbers_come_first_and_in_order(areas: Areas) -> None:
    assert names(areas.children("o964", LAST_OLD)) == [
        *(f"Phường {n}" for n in (1, 2, 5, 6, 7, 8, 9)),
        "Xã An Xuyên",
        "Xã Định Bình",
        "Xã Hòa Tân",
        "Xã Hòa Thành",
        "Xã Lý Văn Lâm",
        "Xã Tắc Vân",
        "Phường Tân Thành",
        "Xã Tân Thành",
        "Phường Tân Xuyên",
    ]


def test_a_label_reads_from_the_unit_up_to_its_province(areas: Areas) -> None:
    assert areas.label("o32035") == "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"
    assert areas.label("n96") == "Tỉnh Cà Mau"


def test_a_unit_contains_itself_and_all_below_but_not_its_neighbour(areas: Areas) -> None:
    assert areas.contains("o96", "o32035")
    assert areas.contains("o32035", "o32035")
    assert not areas.contains("o32035", "o964")
    assert not areas.contains("o966", "o32035")
    assert not areas.contains("n96", "o32035")


CODES = st.deferred(lambda: st.sampled_from([a.code for a in load_areas()]))


@given(CODES, CODES)
def test_containing_agrees_with_the_path(outer: str, inner: str) -> None:
    areas = load_areas()
    top = areas.path(inner)[0].code
    assert areas.contains(top, inner)
    assert areas.contains(outer, inner) == (outer in [a.code for a in areas.path(inner)])


# --- what became of what


def test_every_old_unit_has_a_successor_in_force_now(areas: Areas) -> None:
    for old in areas:
        now = areas.successors(old.code)
        if old.valid_to is None:
            assert now == []
        else:
            assert now
            assert all(a.in_force(NEW) and a.valid_to is None for a in now)


def test_a_commune_stays_in_the_province_that_took_its_province_over(areas: Areas) -> None:
    for old in areas:
        if old.valid_to and old.level == "commune":
            (province,) = areas.successors(areas.path(old.code)[0].code)
            assert {a.parent for a in areas.successors(old.code)} == {province.code}


def test_split_communes_keep_all_their_candidates(areas: Areas) -> None:
    parts = Counter(len(areas.successors(a.code)) for a in areas if a.level == "commune" and a.in_force(LAST_OLD))
    assert parts == {1: 9590, 2: 373, 3: 56, 4: 15, 5: 1}
    assert names(areas.successors("o32035")) == ["Phường Hòa Thành", "Phường Tân Thành"]


def test_every_new_commune_comes_from_somewhere(areas: Areas) -> None:
    for new in areas:
        if new.in_force(NEW):
            before = areas.predecessors(new.code)
            assert before
            assert all(new in areas.successors(a.code) for a in before)


def test_two_provinces_became_one(areas: Areas) -> None:
    assert names(areas.predecessors("n96")) == ["Tỉnh Bạc Liêu", "Tỉnh Cà Mau"]


@pytest.mark.parametrize(
    ("code", "place", "now"),
    [
        ("o25462", "Phường 4, Thành phố Tây Ninh, Tỉnh Tây Ninh", "Phường Tân Ninh"),
        ("o27691", "Phường 4, Thành phố Tân An, Tỉnh Long An", "Phường Long An"),
        ("o28252", "Phường 4, Thành phố Mỹ Tho, Tỉnh Tiền Giang", "Phường Đạo Thạnh"),
    ],
)
def test_namesakes_in_one_new_province_keep_their_own_successors(areas: Areas, code: str, place: str, now: str) -> None:
    assert areas.label(code) == place
    assert names(areas.successors(code)) == [now]


@pytest.mark.parametrize(("code", "before", "after"), [("o96", 101, 100), ("o56", 139, 132), ("o64", 220, 218)])
def test_provinces_of_the_programmes_have_the_communes_that_the_decisions_of_2024_count(
    areas: Areas, code: str, before: int, after: int
) -> None:
    def communes(on: date) -> int:
        return sum(len(areas.children(district.code, on)) for district in areas.children(code, on))

    assert (communes(date(2024, 10, 31)), communes(LAST_OLD)) == (before, after)


def test_an_island_district_without_communes_became_a_special_zone(areas: Areas) -> None:
    (zone,) = areas.successors("o318")
    assert (zone.name, zone.kind) == ("Đặc khu Bạch Long Vĩ", "đặc khu")


def test_a_district_passes_on_all_that_its_communes_became(areas: Areas) -> None:
    below = {n.code for c in areas.children("o964", OLD) for n in areas.successors(c.code)}
    assert {a.code for a in areas.successors("o964")} == below


# --- units that ended before 2025


def test_a_ward_merged_in_2024_exists_until_then_and_leads_on(areas: Areas) -> None:
    (ward,) = areas.search("phuong 4", OLD, within="o964", limit=1)
    assert (ward.code, ward.name) == ("h32002", "Phường 4")
    assert areas.children("o964", date(2024, 11, 30)).count(ward) == 1
    assert areas.children("o964", date(2024, 12, 1)).count(ward) == 0
    assert {a.code for a in areas.successors("h32002")} == {
        a.code for before in ("o32002", "o32022") for a in areas.successors(before)
    }


def test_a_ward_established_in_2024_does_not_exist_before(areas: Areas) -> None:
    in_2020 = names(areas.children("o568", date(2020, 4, 16)))
    assert len(in_2020) == 27
    assert "Phường Tân Tiến" not in in_2020
    assert {"Phường Phước Tiến", "Phường Phước Tân", "Phường Tân Lập"} <= set(in_2020)
    assert len(areas.children("o568", LAST_OLD)) == 22


# --- names as people type them


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("xa dinh binh, ca mau", "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("Định Bình, TP Cà Mau", "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("tt song doc", "Thị trấn Sông Đốc, Huyện Trần Văn Thời, Tỉnh Cà Mau"),
        ("p7, tp ca mau", "Phường 7, Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("P.07, TP. Cà Mau", "Phường 7, Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("tp ca mau", "Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("Ca Mau city", "Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("ca mau", "Tỉnh Cà Mau"),
        ("xa tan hung, huyen cai nuoc", "Xã Tân Hưng, Huyện Cái Nước, Tỉnh Cà Mau"),
        ("xa tan hung huyen cai nuoc", "Xã Tân Hưng, Huyện Cái Nước, Tỉnh Cà Mau"),
        ("Ấp 2, xã Hàng Vịnh", "Xã Hàng Vịnh, Huyện Năm Căn, Tỉnh Cà Mau"),
        ("Ấp Tân Hưng, xã Hàng Vịnh, huyện Năm Căn", "Xã Hàng Vịnh, Huyện Năm Căn, Tỉnh Cà Mau"),
        ("106 Gành Hào, khóm 8, phường 7, TP Cà Mau, Việt Nam", "Phường 7, Thành phố Cà Mau, Tỉnh Cà Mau"),
        ("thi xa nnh hoa", "Thị xã Ninh Hòa, Tỉnh Khánh Hòa"),
        ("q1 tphcm", "Quận 1, Thành phố Hồ Chí Minh"),
        ("tran van", "Huyện Trần Văn Thời, Tỉnh Cà Mau"),
        ("Đăk Đoa", "Huyện Đak Đoa, Tỉnh Gia Lai"),
    ],
)
def test_a_name_is_found_as_people_type_it(areas: Areas, typed: str, label: str) -> None:
    assert areas.label(areas.search(typed, OLD)[0].code) == label


def test_a_name_typed_without_diacritics_is_found(areas: Areas) -> None:
    assert "o32035" in [a.code for a in areas.search("dinh binh", OLD)]


def test_of_two_names_that_fold_alike_the_one_typed_comes_first(areas: Areas) -> None:
    assert [a.name for a in areas.search("Ba Tô", NEW, level="commune")[:2]] == ["Xã Ba Tô", "Xã Ba Tơ"]
    assert [a.name for a in areas.search("Ba Tơ", NEW, level="commune")[:2]] == ["Xã Ba Tơ", "Xã Ba Tô"]


def test_a_search_keeps_to_its_day_its_place_and_its_level(areas: Areas) -> None:
    assert all(a.in_force(NEW) for a in areas.search("tan thanh", NEW, limit=50))
    assert {a.code for a in areas.search("tan thanh", LAST_OLD, within="o964")} >= {"o32025", "o32026"}
    assert all(areas.contains("o964", a.code) for a in areas.search("tan thanh", LAST_OLD, within="o964"))
    assert {a.level for a in areas.search("ca mau", OLD, level="district")} == {"district"}


def test_a_parent_that_is_typed_and_found_rules_out_other_places(areas: Areas) -> None:
    assert [a.code for a in areas.search("phuong 7, tp ca mau", OLD)] == ["o32020"]


def test_a_parent_that_exists_no_longer_does_no_harm(areas: Areas) -> None:
    assert areas.search("Xã Khánh An, huyện U Minh, Cà Mau", NEW)[0].name == "Xã Khánh An"


@pytest.mark.parametrize("typed", ["", "  ,; ", "asdfgh qwerty", "zzzz", "hello world", "!?", "Việt Nam", "12345"])
def test_nonsense_finds_nothing(areas: Areas, typed: str) -> None:
    assert areas.search(typed, OLD) == []
    assert areas.search(typed, NEW) == []


def test_no_more_results_than_asked_for(areas: Areas) -> None:
    assert len(areas.search("tan", OLD)) == 6
    assert len(areas.search("tan", OLD, limit=2)) == 2


def test_every_unit_is_found_by_its_folded_name_inside_its_parent(areas: Areas) -> None:
    for area in areas:
        hits = areas.search(fold(area.name), day_of(area), within=area.parent, level=area.level)
        assert fold(hits[0].name) == fold(area.name)
        assert area in hits


UNITS = st.deferred(lambda: st.sampled_from([a for a in load_areas() if len(fold(a.bare)) >= 6]))


@examples(200)
@given(UNITS, st.data())
def test_one_wrong_letter_still_finds_the_name_among_six(area: Area, data: st.DataObject) -> None:
    name = fold(area.bare)
    at = data.draw(st.sampled_from([i for i, letter in enumerate(name) if letter.isalpha()]))
    typed = name[:at] + data.draw(st.sampled_from("abcdeghiklmnopqrstuvxy")) + name[at + 1 :]
    assert area in load_areas().search(typed, day_of(area), within=area.parent, level=area.level)


@examples(200)
@given(st.text(max_size=60))
def test_whatever_is_typed_a_search_answers(text: str) -> None:
    assert len(load_areas().search(text, NEW)) <= 6


def test_a_long_pasted_text_is_read_from_its_end(areas: Areas) -> None:
    assert areas.search("xa a, " * 700 + "xã Hàng Vịnh, huyện Năm Căn", OLD)[0].name == "Xã Hàng Vịnh"
    assert areas.search(" xa a" * 800, OLD) == []


# --- the programmes that are loaded


def printed() -> list[dict[str, str]]:
    with PROGRAMMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_district_and_commune_that_a_programme_names_is_found(areas: Areas) -> None:
    rows = printed()
    assert Counter(row["programme"] for row in rows).keys() == {
        "camau-2022",
        "camau-2021-2025",
        "dakdoa-2022",
        "khanhhoa-2020",
    }
    for row in rows:
        on = date.fromisoformat(row["on"])
        (province,) = areas.search(row["province"], on, level="province", limit=1)
        district = areas.search(row["district"], on, within=province.code, level="district", limit=1)[0]
        assert fold(row["district"]) in {fold(district.name), fold(district.bare)}
        if row["commune"]:
            hits = areas.search(row["commune"], on, within=district.code, level="commune", limit=1)
            assert hits, row
            assert fold(row["commune"]).endswith(fold(hits[0].bare)), row

"""A commune typed as people type it comes first: with hamlet, street, kind, district or province, or without words.

The forms are tried on a sample that a seed draws; `python -m tests.torture.places` tries all communes in all forms.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from support.addresses import FORMS, FORMS_OF_FORMER, communes, expected_of_former, slipped
from support.each import each

from ocop_domain.areas import Area, load_areas
from ocop_domain.text import fold

AREAS = load_areas()
TODAY = date(2027, 3, 1)
EVE = date(2025, 6, 30)
NOW, BEFORE = communes(AREAS, TODAY), communes(AREAS, EVE)
SAMPLE = 60


def _labels(typed: str, within: str | None = None) -> list[str]:
    return [AREAS.label(unit.code) for unit in AREAS.read(typed, TODAY, within).units]


def _sample(units: list[Area], form: str) -> list[Area]:
    return random.Random(form).sample(units, SAMPLE)


@each("form", sorted(FORMS))
def test_every_commune_of_today_comes_first(form: str) -> None:
    missed, sure_and_wrong = [], []
    for unit in _sample(NOW, form):
        typed = FORMS[form](AREAS, unit, random.Random(unit.code))
        place = AREAS.read(typed, TODAY)
        first = place.units[0].code if place.units else ""
        is_right = fold(AREAS.label(first)) == fold(AREAS.label(unit.code)) if first else False
        if not is_right and not _is_namesake(typed, unit, place.units):
            missed.append((typed, _labels(typed)[:3]))
        if place.sure and not is_right:
            sure_and_wrong.append(typed)
    assert sure_and_wrong == []
    assert len(missed) <= 1, missed


def test_a_commune_with_a_wrong_letter_is_offered_and_never_taken_for_another() -> None:
    missed, wrong = [], []
    for unit in _sample(NOW, "slip"):
        typed = slipped(AREAS, unit, random.Random(unit.code))
        place = AREAS.read(typed, TODAY)
        if unit not in place.units:
            missed.append((typed, _labels(typed)[:3]))
        is_another = place.sure and place.units[0] != unit
        if is_another and not fold(typed).startswith(f"{fold(place.units[0].name)} "):  # "Ia Pa" is there too
            wrong.append(typed)
    assert wrong == []
    assert len(missed) <= 2, missed


def _is_namesake(typed: str, unit: Area, found: tuple[Area, ...]) -> bool:
    """Whether the text itself names several: "Xã Châu Thành, Huyện Châu Thành" is six, all of which are offered."""
    same = [one for one in found if fold(one.bare) == fold(unit.bare)]
    return unit in same and found[0] in same


@each("form", sorted(FORMS_OF_FORMER))
def test_every_commune_of_the_former_map_leads_to_what_it_is_now(form: str) -> None:
    missed, untrue = [], []
    for unit in _sample(BEFORE, form):
        typed = FORMS_OF_FORMER[form](AREAS, unit)
        place = AREAS.read(typed, TODAY)
        if not expected_of_former(AREAS, unit) <= {one.code for one in place.units}:
            missed.append((typed, _labels(typed)[:3]))
        if place.former and fold(place.former.bare) != fold(unit.bare):
            untrue.append((typed, place.former.name))
    assert untrue == [], "nothing is said of another commune"
    assert len(missed) <= 1, missed


@each(
    ("typed", "first"),
    [
        ("Ấp 3, Xã Đức Phú, Thành phố Đà Nẵng", "Xã Đức Phú, Thành phố Đà Nẵng"),
        ("123 đường Trần Phú, Ba Đình, Hà Nội", "Phường Ba Đình, Thành phố Hà Nội"),
        ("dat mui ngoc hien", "Xã Đất Mũi, Tỉnh Cà Mau"),
        ("Khánh An U Minh Cà Mau", "Xã Khánh An, Tỉnh Cà Mau"),
        ("dạ em ở ấp 5 xã Khánh An", "Xã Khánh An, Tỉnh Cà Mau"),
        ("Ðất Mũi", "Xã Đất Mũi, Tỉnh Cà Mau"),
        ("P. Sài Gòn, TP.HCM", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("P Sài Gòn HCM", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("x. Đất Mũi, Cà mau", "Xã Đất Mũi, Tỉnh Cà Mau"),
        ("Xã Bình Xa Hàm Yên", "Xã Bình Xa, Tỉnh Tuyên Quang"),
        ("Xã Xuân Nha, Huyện Vân Hồ, Tỉnh Sơn La", "Xã Xuân Nha, Tỉnh Sơn La"),
        ("Đặc khu Côn Đảo, BRVT", "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        ("Cà mau", "Tỉnh Cà Mau"),
        ("Hà Nội", "Thành phố Hà Nội"),
    ],
)
def test_what_is_told_is_taken(typed: str, first: str) -> None:
    place = AREAS.read(typed, TODAY)
    assert AREAS.label(place.units[0].code) == first
    assert place.sure


def test_a_name_that_is_a_former_district_too_is_asked() -> None:
    for typed in ("em ở Năm Căn", "Năm Căn", "nam can"):
        place = AREAS.read(typed, TODAY)
        assert not place.sure, typed
        assert {"Xã Năm Căn, Tỉnh Cà Mau", "Xã Đất Mới, Tỉnh Cà Mau"} <= set(_labels(typed)), typed


@each(
    ("typed", "ward", "province"),
    [
        ("Long An", "Phường Long An", "Tỉnh Tây Ninh"),
        ("Bến Tre", "Phường Bến Tre", "Tỉnh Vĩnh Long"),
        ("Bạc Liêu", "Phường Bạc Liêu", "Tỉnh Cà Mau"),
        ("kon tum", "Phường Kon Tum", "Tỉnh Quảng Ngãi"),
    ],
)
def test_a_former_province_is_not_taken_for_a_ward_of_its_town(typed: str, ward: str, province: str) -> None:
    place = AREAS.read(typed, TODAY)
    assert not place.sure
    assert [unit.name for unit in place.units][:2] == [ward, province]


@each(
    ("typed", "district", "first"),
    [
        ("TP Tuy Hòa, Phú Yên", "Thành phố Tuy Hòa", "Phường Tuy Hòa"),
        ("huyện Vĩnh Lợi, Bạc Liêu", "Huyện Vĩnh Lợi", "Xã Vĩnh Lợi"),
        ("huyện Kon Rẫy, Kon Tum", "Huyện Kon Rẫy", "Xã Đăk Kôi"),
        ("TP Bạc Liêu, Bạc Liêu", "Thành phố Bạc Liêu", "Phường Bạc Liêu"),
        ("thị xã Ninh Hòa", "Thị xã Ninh Hòa", "Phường Ninh Hòa"),
        ("Yên Thế Pleiku", "Phường Yên Thế", "Phường Thống Nhất"),
        ("phường Hoa Lư Pleiku", "Phường Hoa Lư", "Phường Pleiku"),
        ("xã cũ là Tân Hưng Đông", "Xã Tân Hưng Đông", "Xã Cái Nước"),
    ],
)
def test_an_ended_unit_with_its_former_district_or_province_is_that_one(typed: str, district: str, first: str) -> None:
    place = AREAS.read(typed, TODAY)
    assert place.former
    assert (place.former.name, place.units[0].name) == (district, first)
    assert not place.sure


@each("typed", ["Tân Thành", "tan an", "Tân Tiến", "Vĩnh Thạnh", "Bình Minh"])
def test_all_namesakes_are_offered(typed: str) -> None:
    wanted = {unit.code for unit in NOW if fold(unit.bare) == fold(typed)}
    found = {unit.code for unit in AREAS.read(fold(typed), TODAY).units}
    assert len(wanted) > 6
    assert wanted <= found


def test_a_typed_district_or_province_is_never_overruled() -> None:
    pairs = random.Random(7)
    for unit in pairs.sample(NOW, 40):
        other = pairs.choice([one for one in AREAS.provinces(TODAY) if one.code != unit.parent])
        if other.code in {one.parent for one in NOW if fold(one.bare) == fold(unit.bare)}:
            continue
        for typed in (f"{unit.name}, {other.name}", f"Ấp 3, {unit.name}, {other.name}"):
            place = AREAS.read(typed, TODAY)
            assert all(AREAS.contains(other.code, one.code) for one in place.units), (typed, _labels(typed))
            assert not place.sure, typed


@each(
    ("typed", "inside"),
    [
        ("Xã Đông Xuân, Huyện Đông Hưng, Tỉnh Thái Bình", "huyện Đông Hưng"),
        ("Xã Minh Phú, Huyện Đoan Hùng, Tỉnh Phú Thọ", "huyện Đoan Hùng"),
        ("Xã ABC, tỉnh Cà Mau", "tỉnh Cà Mau"),
    ],
)
def test_a_commune_that_is_not_known_is_called_unknown(typed: str, inside: str) -> None:
    place = AREAS.read(typed, TODAY)
    assert place.inside
    assert place.inside.inline == inside
    assert place.former is None
    assert not place.sure
    assert place.units, "what is there today can be chosen"


def test_what_may_be_chosen_lies_in_the_programme_s_province() -> None:
    camau = AREAS.search("Tỉnh Cà Mau", TODAY, level="province", limit=1)[0].code
    for unit in random.Random(3).sample(BEFORE, 40):
        place = AREAS.read(f"Ấp 3, {AREAS.label(unit.code)}", TODAY, camau)
        assert all(AREAS.contains(camau, one.code) for one in place.units), unit.name


@each("typed", ["", "?", "12", "chưa biết", "em không biết", "không", "xyzzy qwfp", "🦐", "a" * 500])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert AREAS.read(typed, TODAY).units == ()


@each(
    "write",
    [str, fold, str.upper, lambda text: text.replace(",", ""), lambda text: text.replace(", ", " - ")],
)
def test_how_it_is_written_changes_nothing(write: Callable[[str], str]) -> None:
    for unit in random.Random(9).sample(NOW, 30):
        typed = write(f"{unit.name}, {AREAS.get(unit.parent or '').name}")
        assert fold(_labels(typed)[0]) == fold(AREAS.label(unit.code)), typed


def test_before_the_merger_the_units_of_that_day_are_found() -> None:
    day = date(2022, 2, 15)
    for typed in ("Ấp 2, xã Hàng Vịnh, huyện Năm Căn, Cà Mau", "Hàng Vịnh Năm Căn", "hang vinh nam can"):
        place = AREAS.read(typed, day)
        assert place.sure
        assert AREAS.label(place.units[0].code) == "Xã Hàng Vịnh, Huyện Năm Căn, Tỉnh Cà Mau"
    both = [unit.name for unit in AREAS.read("Năm Căn", day).units]
    assert both == ["Thị trấn Năm Căn", "Huyện Năm Căn"]


def test_a_former_commune_is_found_with_the_province_that_it_lies_in_now() -> None:
    """People write the commune on their old card with the new province."""
    wanted = {
        "xã Lộc Hòa, Đồng Nai": "Xã Lộc Thạnh, Tỉnh Đồng Nai",
        "xã Tân Thành, Bù Đốp, Đồng Nai": "Xã Tân Tiến, Tỉnh Đồng Nai",
        "xã Vĩnh Mỹ A, Cà Mau": "Xã Hòa Bình, Tỉnh Cà Mau",
        "xa Glar gia lai": "Xã Đak Đoa, Tỉnh Gia Lai",
    }
    assert {typed: _labels(typed)[:1] for typed in wanted} == {typed: [label] for typed, label in wanted.items()}


def test_an_unknown_commune_told_with_its_kind_is_never_the_district_or_province_behind_it() -> None:
    for typed in ("xã Minh Phú, Đoan Hùng, Phú Thọ", "xã Minh Phú, Phú Thọ", "xã Ấy, Năm Căn, Cà Mau"):
        place = AREAS.read(typed, TODAY)
        assert place.inside, typed
        assert not place.sure, typed
    assert _labels("nhà chị Phương Lan, Đất Mũi")[:1] == ["Xã Đất Mũi, Tỉnh Cà Mau"], "no ward is told here"

"""Folding: people type without diacritics, and Vietnamese has two ways to write many letters."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.text import fold, natural_key


@each(
    ("typed", "folded"),
    [
        ("Xã Đất  Mũi,", "xa dat mui"),
        ("Tp. Hồ Chí Minh", "tp ho chi minh"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Đắk R'Lấp", "dak r lap"),
        ("HOÀ THÀNH", "hoa thanh"),
        ("đường Ươm Tơ_7", "duong uom to 7"),
        ("  \t\n", ""),
        ("...", ""),
    ],
)
def test_diacritics_case_and_punctuation_do_not_count(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_letter_composed_or_decomposed_folds_the_same() -> None:
    name = "Thị trấn Cái Đôi Vàm, Nguyễn Việt Khái"
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_has_single_spaces_and_none_outside(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


def test_numbers_sort_as_numbers_and_before_words() -> None:
    names = ["Phường 10", "Phường Tân Xuyên", "Phường 2", "Phường An Xuyên", "Phường 1"]
    assert sorted(names, key=natural_key) == [
        "Phường 1",
        "Phường 2",
        "Phường 10",
        "Phường An Xuyên",
        "Phường Tân Xuyên",
    ]


def test_d_with_a_stroke_sorts_with_d() -> None:
    assert sorted(["Em", "Đông", "Du", "Dinh"], key=natural_key) == ["Dinh", "Đông", "Du", "Em"]

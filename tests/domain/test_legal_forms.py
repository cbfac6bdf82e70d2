"""A legal form is understood as people write it; what names none or several, denies it or asks, is not guessed."""

from __future__ import annotations

from typing import get_args

from support.each import each

from ocop_domain.data import read_yaml
from ocop_domain.legal_forms import legal_form_named
from ocop_domain.programme_rows import LegalForm
from ocop_domain.text import fold


@each(
    ("form", "written"),
    [
        (
            "household",
            ["HKD", "hkd cá thể", "hộ kd", "hộ gia đình", "ho gia dinh", "hộ", "CSSX", "cơ sở", "cơ sở sản xuất"],
        ),
        ("household", ["cá nhân có đăng ký", "em là hộ kinh doanh", "lam gia dinh", "nhà em làm ở nhà", "HKD Ba Tư"]),
        (
            "household",
            ["hộ sx", "ho kinh doanh ca the", "Hộ sản xuất kinh doanh Kim Quyên"],
        ),
        (
            "company",
            ["cty TNHH", "cty", "công ty tnhh mtv", "Công ty cổ phần", "CTCP", "DNTN", "doanh nghiệp tư nhân", "DN"],
        ),
        ("company", ["cong ty co phan", "Cty TNHH MTV Viễn Phú", "dạ công ty ạ", "công ty trách nhiệm hữu hạn"]),
        ("cooperative", ["HTX", "htx nông nghiệp", "hop tac xa", "Hợp tác xã Minh Đức", "liên hiệp HTX"]),
        ("cooperative_group", ["THT", "tổ hợp tác", "to hop tac", "tổ hợp", "THT nuôi sò huyết"]),
        ("farm", ["trang trại", "trang trai", "nông trại 3 Tinh"]),
        ("association", ["hiệp hội", "hội quán", "trung tâm điều hành"]),
    ],
)
def test_a_form_is_understood_as_it_is_written(form: str, written: list[str]) -> None:
    assert {words: legal_form_named(words) for words in written} == dict.fromkeys(written, form)


@each(
    "text",
    [
        "",
        "tôm khô",
        "chưa biết",
        "em hỏi chút",
        "họ nói chưa cần",
        "HTX là gì",
        "công ty có được không?",
        "chưa có công ty",
        "không phải HTX",
        "hộ kinh doanh hay công ty",
        "HTX và công ty",
        "cảm ơn",
        "bàn với gia đình đã",
    ],
)
def test_what_names_none_or_several_is_asked(text: str) -> None:
    assert legal_form_named(text) is None


def test_each_phrase_belongs_to_one_form_that_there_is() -> None:
    forms = read_yaml("legal_forms.yaml")["forms"]
    phrases = [fold(phrase) for several in forms.values() for phrase in several]
    assert len(phrases) == len(set(phrases))
    assert set(forms) == set(get_args(LegalForm))

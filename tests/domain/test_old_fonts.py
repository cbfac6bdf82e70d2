"""Text of the time before Unicode is recognised, and nothing else is taken for it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.forms import AREAS, TEXTS

from ocop_domain.old_fonts import recovered
from ocop_domain.programme_files import all_programmes, load_programme

_TCVN3 = {
    "HTX N«ng nghiÖp §Êt Mòi": "HTX Nông nghiệp Đất Mũi",
    "MËt ong rõng trµm": "Mật ong rừng tràm",
    "N\u00adíc m¾m Phó Quèc": "Nước mắm Phú Quốc",
    "R\u00adîu nÕp c¸i hoa vµng": "Rượu nếp cái hoa vàng",
    "HéI N¤NG D¢N": "HỘI NÔNG DÂN",
    "B¸nh phång t«m, kh« c¸ lãc": "Bánh phồng tôm, khô cá lóc",
}
_VNI = {
    "Ñaát Muõi": "Đất Mũi",
    "Nöôùc maém Phuù Quoác": "Nước mắm Phú Quốc",
    "Baùnh phoàng toâm": "Bánh phồng tôm",
    "HOÄI NOÂNG DAÂN": "HỘI NÔNG DÂN",
}
_OTHERS = (
    "Müller", "Häagen-Dazs", "Café Noël", "naïve Zoë", "Crème brûlée", "São Tomé", "Straße nach Übersee", "20 µg/kg",
    "½ kg bột", "© 2020 Công ty", "«Mật ong»", "25 °C, 5 m²", "Toà nhà Hoà Bình", "Quà quý", "Bò bía, bánh pía",
    "Núi Bà Đen", "ÍT MÀ TỐT", "Piñata", "Île de Ré", "Ångström", "Motörhead", "100 £", "Æble",
)  # fmt: skip


@each(("typed", "meant"), [*_TCVN3.items(), *_VNI.items()])
def test_an_old_font_is_recognised(typed: str, meant: str) -> None:
    assert recovered(typed) == meant


@each("typed", _OTHERS)
def test_other_languages_and_signs_are_no_old_font(typed: str) -> None:
    assert recovered(typed) == ""


def test_no_name_or_text_of_our_own_is_taken_for_one() -> None:
    names = {area.name for area in AREAS} | {AREAS.label(area.code) for area in AREAS}
    texts = {text for language in TEXTS.languages for text in TEXTS[language].texts.values()}
    words = {word for text in texts for word in re.findall(r"[^\s|]+(?: [^\s|]+)?", text)}
    sets = {s.name for p in all_programmes() for s in load_programme(p).product_sets.sets}
    pairs = {" ".join(pair) for name in names | sets for pair in zip(name.split(), name.split()[1:], strict=False)}
    found = names | texts | words | sets | pairs
    assert len(found) > 30_000
    assert [text for text in found if recovered(text)] == []


@given(st.text())
def test_whatever_is_typed_is_read_or_left(text: str) -> None:
    assert isinstance(recovered(text), str)

"""Texts by key and language; days, numbers and money as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.each import each

from bot.texts import LOCALES, Texts

TEXTS = Texts()


def test_the_reference_language_comes_first() -> None:
    assert TEXTS.languages[0] == "vi"
    assert set(TEXTS.languages) == {p.name for p in LOCALES.iterdir() if p.is_dir()}


@each("language", ["fr", "", "VI", "../vi"])
def test_an_unknown_language_falls_back_to_the_reference(language: str) -> None:
    assert TEXTS[language] is TEXTS["vi"]


def test_each_language_says_its_own_name() -> None:
    assert [TEXTS[name]("language.own") for name in ("vi", "en")] == ["Tiếng Việt", "English"]


def test_parameters_are_filled_in() -> None:
    assert "Tôm khô {Cà Mau}" in TEXTS["vi"]("menu.resume", name="Tôm khô {Cà Mau}")


def test_a_key_that_no_catalogue_has_is_a_fault() -> None:
    t = TEXTS["vi"]
    assert not t.has("no.such.key")
    with pytest.raises(KeyError):
        t("no.such.key")


def test_words_are_parted() -> None:
    assert "có" in TEXTS["vi"].words("option.yes.words")
    assert "yes" in TEXTS["en"].words("option.yes.words")


@each(
    ("language", "day", "shown"),
    [
        ("vi", date(2022, 5, 30), "thứ Hai 30/05/2022"),
        ("vi", date(2022, 2, 5), "thứ Bảy 05/02/2022"),
        ("vi", date(2026, 11, 22), "chủ nhật 22/11/2026"),
        ("en", date(2022, 5, 30), "Monday 30/05/2022"),
        ("en", date(2026, 11, 22), "Sunday 22/11/2026"),
    ],
)
def test_a_day_has_its_weekday_and_four_digits_of_the_year(language: str, day: date, shown: str) -> None:
    assert TEXTS[language].day(day).casefold() == shown.casefold()
    assert TEXTS[language].day(day)[0] == shown[0]


@each(
    ("language", "number", "shown"),
    [
        ("vi", 1500, "1.500"),
        ("vi", Decimal("1234567.5"), "1.234.567,5"),
        ("vi", "0.25", "0,25"),
        ("vi", 0, "0"),
        ("en", 1500, "1,500"),
        ("en", Decimal("1234567.5"), "1,234,567.5"),
        ("en", "0.25", "0.25"),
    ],
)
def test_numbers_are_written_as_in_the_country(language: str, number: Decimal | int | str, shown: str) -> None:
    assert TEXTS[language].number(number) == shown


@each(
    ("language", "dong", "shown"),
    [("vi", 85_000, "85.000 đ"), ("vi", 1_500_000_000, "1.500.000.000 đ"), ("en", 85_000, "85,000 đ")],
)
def test_money_is_in_dong(language: str, dong: int, shown: str) -> None:
    assert TEXTS[language].money(dong) == shown


def test_a_language_is_a_folder(tmp_path: Path) -> None:
    for name, word in (("vi", "Chào"), ("km", "សួស្តី")):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (folder / "ocop.po").write_text(f'{head}msgid "hello"\nmsgstr "{word}"\n', encoding="utf-8")
    texts = Texts(tmp_path)
    assert texts.languages == ("vi", "km")
    assert [texts[name]("hello") for name in ("km", "vi", "en")] == ["សួស្តី", "Chào", "Chào"]

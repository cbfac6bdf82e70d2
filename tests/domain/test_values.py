"""What people type is read as they mean it, or refused with a reason: never read as something else, never a fault."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.forms import context

from bot.conversations.form import Question
from bot.conversations.kinds.typed import Day, Integer, Money, Percent, PhoneKind, Quantity, Typed
from ocop_domain import values
from ocop_domain.errors import Refusal
from ocop_domain.values import TextRule

TODAY = date(2022, 2, 15)


def _refusal(read: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        read()
    return refused.value.code


# Money


@each(
    ("typed", "dong", "per"),
    [
        ("150tr", 150_000_000, ""),
        ("150 triệu", 150_000_000, ""),
        ("1,5 tỷ", 1_500_000_000, ""),
        ("1.5 ty", 1_500_000_000, ""),
        ("2 tỷ đồng", 2_000_000_000, ""),
        ("150.000.000", 150_000_000, ""),
        ("150,000,000 VND", 150_000_000, ""),
        ("150.000.000đ", 150_000_000, ""),
        ("85000", 85_000, ""),
        ("85.000 đ/hộp", 85_000, "hộp"),
        ("85.000đ/kg", 85_000, "kg"),
        ("85k/hộp", 85_000, "hộp"),
        ("85K / hộp", 85_000, "hộp"),
        ("85 nghìn một hộp", 85_000, "hộp"),
        ("85 nghin moi hop", 85_000, "hộp"),
        ("85 ngàn đồng/kg", 85_000, "kg"),
        ("85k một hộp 500 g", 85_000, "hộp 500 g"),
        ("khoảng 85k/hộp", 85_000, "hộp"),
        ("giá 1,2 triệu/kg", 1_200_000, "kg"),
        ("1.200.000/kg", 1_200_000, "kg"),
        ("85,5k", 85_500, ""),
        ("500", 500, ""),
        ("10.000.000.000.000", 10**13, ""),
    ],
)
def test_money_is_read_as_people_type_it(typed: str, dong: int, per: str) -> None:
    assert values.read_money(typed) == {"dong": dong, "per": per}


@each(
    ("typed", "code"),
    [
        ("", "error.money"),
        ("rẻ thôi", "error.money"),
        ("²", "error.money"),
        ("0", "error.positive"),
        ("-85k", "error.positive"),
        ("85", "error.money_small"),
        ("499", "error.money_small"),
        ("85 kg", "error.money_small"),
        ("10000000000001", "error.money_large"),
        ("11.000 tỷ", "error.money_large"),
        ("100 triệu + 50 triệu", "error.money_reckoned"),
        ("5tr x 12", "error.money_reckoned"),
        ("5000 usd", "error.money_foreign"),
        ("$5000", "error.money_foreign"),
    ],
)
def test_what_is_no_price_is_refused_with_its_reason(typed: str, code: str) -> None:
    assert _refusal(lambda: values.read_money(typed)) == code


@each(
    ("typed", "dong"),
    [
        ("1tr2", 1_200_000),
        ("2tr5/kg", 2_500_000),
        ("1 triệu 2", 1_200_000),
        ("1 triệu rưỡi", 1_500_000),
        ("2 triệu 500", 2_500_000),
        ("1 tỷ 2", 1_200_000_000),
    ],
)
def test_money_in_two_steps_is_read_as_people_say_it(typed: str, dong: int) -> None:
    assert values.read_money(typed)["dong"] == dong


# Numbers


@each(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1500", "1500"),
        ("1.500", "1500"),
        ("1,500", "1500"),
        ("12 500", "12500"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0,5", "0.5"),
        ("0.500", "0.500"),
        ("1,5", "1.5"),
        ("1.25", "1.25"),
        ("-3", "-3"),
        ("+5", "5"),
    ],
)
def test_numbers_are_read_the_vietnamese_and_the_english_way(typed: str, number: str) -> None:
    assert values.read_number(typed) == Decimal(number)


@each("typed", ["", "..", "abc", "1-2", "--5"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert _refusal(lambda: values.read_number(typed)) == "error.number"


@given(st.integers(0, 10**15), st.integers(0, 99))
def test_a_number_means_the_same_in_both_ways_of_writing_it(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"
    vietnamese = english.replace(",", "x").replace(".", ",").replace("x", ".")
    expected = Decimal(f"{whole}.{cents:02}")
    assert values.read_number(english) == expected
    assert values.read_number(vietnamese) == expected


@each(("typed", "number"), [("12", 12), ("khoảng 12 người", 12), ("1.500", 1500), ("0", 0)])
def test_a_whole_number_may_stand_among_words(typed: str, number: int) -> None:
    assert values.read_integer(typed, 0, 5000) == number


@each(
    ("typed", "code"),
    [("12,5", "error.whole_number"), ("-1", "error.range"), ("5001", "error.range"), ("nhiều", "error.number")],
)
def test_a_whole_number_within_bounds_is_asked_for(typed: str, code: str) -> None:
    assert _refusal(lambda: values.read_integer(typed, 0, 5000)) == code


@each(
    ("typed", "share"),
    [
        ("80%", 80),
        ("80 %", 80),
        ("80", 80),
        ("khoảng 80 phần trăm", 80),
        ("0", 0),
        ("100", 100),
        ("hết", 100),
        ("toàn bộ", 100),
        ("TOAN BO", 100),
        ("không có", 0),
        ("99,5", 100),
        ("80,4", 80),
    ],
)
def test_a_share_is_read(typed: str, share: int) -> None:
    assert values.read_percent(typed) == share


@each(("typed", "code"), [("101", "error.percent"), ("-1", "error.percent"), ("nhiều", "error.number")])
def test_a_share_is_of_a_hundred(typed: str, code: str) -> None:
    assert _refusal(lambda: values.read_percent(typed)) == code


@each(
    ("typed", "amount", "unit"),
    [
        ("1500 kg", "1500", "kg"),
        ("1.500kg", "1500", "kg"),
        ("1,5 tấn", "1.5", "tấn"),
        ("khoảng 2 tấn", "2", "tấn"),
        ("20 nghìn gói", "20000", "gói"),
        ("1500 kg/năm", "1500", "kg/năm"),
        ("12 hộp 500 g", "12", "hộp 500 g"),
        ("100 000 con", "100000", "con"),
    ],
)
def test_a_quantity_keeps_the_unit_it_was_typed_with(typed: str, amount: str, unit: str) -> None:
    assert values.read_quantity(typed) == {"amount": amount, "unit": unit}


@each(
    ("typed", "code"),
    [
        ("1500", "error.unit_missing"),
        ("1500 ...", "error.unit_missing"),
        ("nhiều", "error.number"),
        ("0 kg", "error.positive"),
        ("-5 kg", "error.positive"),
        ("9999999999999 kg", "error.quantity"),
        ("5 " + "rất " * 20, "error.quantity"),
    ],
)
def test_a_quantity_without_number_or_unit_is_refused(typed: str, code: str) -> None:
    assert _refusal(lambda: values.read_quantity(typed)) == code


def test_a_missing_unit_is_asked_for_with_the_number_that_was_typed() -> None:
    with pytest.raises(Refusal) as refused:
        values.read_quantity("1.500")
    assert refused.value.params == {"number": "1500"}


# Dates


@each(
    "typed",
    [
        "15/03/2021",
        "15/3/2021",
        "15-3-2021",
        "15.3.2021",
        "15 3 2021",
        "15/3/21",
        "2021-03-15",
        "15 tháng 3 năm 2021",
        "ngày 15 tháng 3 năm 2021",
    ],
)
def test_a_day_is_read_day_first(typed: str) -> None:
    assert values.read_date(typed, TODAY, past=True) == "2021-03-15"


@each(
    ("typed", "code"),
    [
        ("31/02/2021", "error.date_none"),
        ("29/02/2021", "error.date_none"),
        ("03/15/2021", "error.date_none"),
        ("3/2021", "error.date_no_day"),
        ("tuần trước", "error.date"),
        ("15/03/1944", "error.date"),
        ("15/03/1021", "error.date"),
        ("0/0/0", "error.date"),
        ("9" * 5000 + "/1/2021", "error.date_none"),
        ("16/02/2022", "error.date_future"),
    ],
)
def test_a_day_that_is_none_or_still_to_come_is_refused(typed: str, code: str) -> None:
    assert _refusal(lambda: values.read_date(typed, TODAY, past=True)) == code


def test_today_is_not_in_the_future_and_leap_days_exist() -> None:
    assert values.read_date("15/02/2022", TODAY, past=True) == "2022-02-15"
    assert values.read_date("29/02/2020", TODAY, past=True) == "2020-02-29"
    assert values.read_date("16/02/2022", TODAY) == "2022-02-16", "where days to come are allowed"


# Phones and e-mail


@each(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345 678",
        "+84912345678",
        "84912345678",
        "+84 912 345 678",
        "0084912345678",
        "số của tôi 0912345678",
    ],
)
def test_a_vietnamese_number_is_read_however_it_is_written(typed: str) -> None:
    assert values.read_phone(typed) == "+84912345678"


@each(
    ("typed", "number"),
    [("0290 3831 234", "+842903831234"), ("+1 650 253 0000", "+16502530000"), ("+886 912 345 678", "+886912345678")],
)
def test_landlines_and_foreign_numbers_are_read(typed: str, number: str) -> None:
    assert values.read_phone(typed) == number


@each(
    "typed",
    [
        "01612345678",
        "0163 234 5678",
        "0121 234 5678",
        "091234567",
        "09123456789",
        "113",
        "abc",
        "",
        "0912345678/0987654321",
    ],
)
def test_old_numbers_of_eleven_digits_and_broken_ones_are_refused(typed: str) -> None:
    assert _refusal(lambda: values.read_phone(typed)) == "error.phone"


def test_an_address_is_kept_in_lower_case() -> None:
    assert values.read_email("  LienHe@Example.VN ") == "lienhe@example.vn"


@each("typed", ["", "lan", "a@b", "a b@c.vn", "a@@b.vn", "a@b..vn", "x" * 120 + "@b.vn"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert _refusal(lambda: values.read_email(typed)) == "error.email"


# Texts


def test_a_text_loses_stray_blanks_and_control_characters_only() -> None:
    assert values.read_text("  Tôm   khô \r\n\r\n  Đất\tMũi ", TextRule(lines=True)) == "Tôm khô\nĐất Mũi"
    assert values.read_text("a\x00b\u202ec", TextRule()) == "abc"
    assert values.read_text("Tôm 🦐 <b>&amp;", TextRule()) == "Tôm 🦐 <b>&amp;", "nothing is escaped in the data"


@each("typed", ["", "a", "   ", "???", "🦐🦐🦐", "\u202e\u202e"])
def test_a_text_without_a_word_is_too_short(typed: str) -> None:
    assert _refusal(lambda: values.read_text(typed, TextRule(2, 10))) == "error.text_short"


def test_the_number_of_a_paper_has_a_digit() -> None:
    rule = TextRule(1, 60, digit=True)
    assert values.read_text(" số 128/2021 ", rule) == "số 128/2021"
    assert _refusal(lambda: values.read_text("mắm cá lóc", rule)) == "error.needs_digit"
    for counted in ("12 người", "3000 cái", "85 ngàn", "12.000 đồng"):
        assert _refusal(lambda said=counted: values.read_paper_number(said, rule)) == "error.paper_counted"
    for number in ("61G8001234", "12 GCN", "12 345 678", "2000123456"):
        assert values.read_paper_number(number, rule) == number


def test_a_long_text_is_refused_with_both_numbers() -> None:
    with pytest.raises(Refusal) as refused:
        values.read_text("đ" * 11, TextRule(2, 10))
    assert refused.value.params == {"max": 10, "length": 11}


# Whatever is typed

READERS: list[Callable[[str], Any]] = [
    values.read_money,
    values.read_number,
    values.read_percent,
    values.read_quantity,
    values.read_phone,
    values.read_email,
    lambda raw: values.read_integer(raw, 0, 100),
    lambda raw: values.read_text(raw, TextRule()),
    lambda raw: values.read_date(raw, TODAY, past=True),
]
TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,-+/ ktrđtỷ%", max_size=40),
    st.from_regex(r"[0-9٠-٩.,]{1,12} ?(k|tr|tỷ|kg|%|/hộp)?", fullmatch=True),
)


@given(TYPED)
def test_nothing_that_is_typed_is_a_fault(typed: str) -> None:
    for read in READERS:
        with suppress(Refusal):
            read(typed)


@each("typed", ["9" * 5000, "1," * 3000, "." * 5000, "9" * 5000 + "k", "9" * 5000 + " kg"])
def test_not_even_something_very_long(typed: str) -> None:
    for read in READERS:
        with suppress(Refusal):
            read(typed)


# What is shown is read as the same

WHOLE = st.integers(1, 10**9)
AMOUNTS = st.builds(
    lambda whole, cents: str((Decimal(whole) + Decimal(cents) / 100).normalize()), WHOLE, st.integers(0, 99)
)
UNITS = st.sampled_from(["kg", "tấn", "hộp", "hộp 500 g", "gói", "lít", "con", "cái/năm"])
SHOWN: dict[str, tuple[Typed, st.SearchStrategy[Any]]] = {
    "money": (
        Money(),
        st.fixed_dictionaries({"dong": st.integers(500, 10**13), "per": st.sampled_from(["", "kg", "hộp"])}),
    ),
    "quantity": (
        Quantity(),
        st.fixed_dictionaries({"amount": AMOUNTS.map(lambda a: format(Decimal(a), "f")), "unit": UNITS}),
    ),
    "percent": (Percent(), st.integers(0, 100)),
    "integer": (Integer(0, 10**9), st.integers(0, 10**9)),
    "day": (Day(), st.dates(date(1945, 1, 1), TODAY).map(date.isoformat)),
    "phone": (PhoneKind(), st.integers(0, 9_999_999).map(lambda n: f"+8491{n:07}")),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", SHOWN)
@given(data=st.data())
def test_reading_what_we_show_gives_the_same_value(kind: str, language: str, data: st.DataObject) -> None:
    shows, strategy = SHOWN[kind]
    value = data.draw(strategy)
    around = context(language=language)
    shown = shows.show(value, Question("x", shows), around)
    assert shows.parse(shown, around) == value, shown


@each("typed", ["từ 80k đến 90k", "1.500 - 2.000 kg", "80-90", "5 tới 7 người"])
def test_a_span_is_not_guessed_at(typed: str) -> None:
    for read in (values.read_money, values.read_quantity, lambda raw: values.read_integer(raw, 0, 5000)):
        assert _refusal(lambda: read(typed)) == "error.one_number"  # noqa: B023 - called at once


def test_thousands_of_people_are_read_as_such() -> None:
    assert values.read_integer("2 nghìn người", 0, 5000) == 2000

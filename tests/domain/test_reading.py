"""Answers with numbers are read whole, in words too, or asked about: never the first number of a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from ocop_domain import values
from ocop_domain.errors import Refusal
from ocop_domain.reading.lunar import lunar_to_solar
from ocop_domain.reading.tokens import tokens
from ocop_domain.text import fold
from ocop_domain.values import Unsure

TODAY = date(2022, 2, 15)


def heard(read: Callable[..., Any], typed: str, *more: Any, **named: Any) -> Any:
    """The value; a list of what may be meant; the code of the refusal."""
    try:
        return read(typed, *more, **named)
    except Unsure as unsure:
        return list(unsure.candidates)
    except Refusal as refusal:
        return refusal.code


COUNTS: dict[str, Any] = {
    "bốn người": 4,
    "bon nguoi": 4,
    "mười lăm người": 15,
    "hai mươi lăm": 25,
    "tám lăm": 85,
    "một chục": 10,
    "nhà tôi có 4 người": 4,
    "dạ 4 người ạ": 4,
    "khoảng mười hai": 12,
    "không có": 0,
    "vợ chồng tôi với 3 nhân công": [5, 3],
    "vo chong toi voi 3 nhan cong": [5, 3],
    "tui, vợ với 2 đứa con": [4, 2],
    "hai vợ chồng": [2],
    "4 nam và 8 nữ": [12, 4, 8],
    "5 chính thức 10 thời vụ": [15, 5, 10],
    "3+2": [5, 3, 2],
    "5 hộ x 3 người": [15, 5, 3],
    "hai ba người": [2, 3],
    "hơn 10 người": [10],
    "12 người dễ thương": [12],
    "5 tới 7 người": [5, 7],
    "nhiều lắm": "error.number",
}


def test_people_are_counted_as_they_are_named() -> None:
    assert {typed: heard(values.read_integer, typed, 0, 5000) for typed in COUNTS} == COUNTS


SHARES: dict[str, Any] = {
    "8 chục phần trăm": 80,
    "tám chục phần trăm": 80,
    "tam chuc phan tram": 80,
    "8 phần 10": 80,
    "8/10": 80,
    "một nửa": 50,
    "1/2": 50,
    "trăm phần trăm": 100,
    "toàn bộ": 100,
    "2/3": [67],
    "hai phần ba": [67],
    "0,8": [80, 1],
    "gần hết": [100],
    "ko có hợp đồng": [0],
    "80% mua, 20% nhà trồng": [80, 20],
    "80-90%": [80, 90],
    "101": "error.percent",
}


def test_shares_are_read_in_words_and_in_parts() -> None:
    assert {typed: heard(values.read_percent, typed) for typed in SHARES} == SHARES


def _amounts(found: Any) -> Any:
    if isinstance(found, list):
        return [_amounts(one) for one in found]
    return f"{found['amount']} {found['unit']}" if isinstance(found, dict) else found


QUANTITIES: dict[str, Any] = {
    "2 tấn 500 ký": "2.5 tấn",
    "2 tan 500 ky": "2.5 tấn",
    "nửa ký": "0.5 kg",
    "1/2 kg": "0.5 kg",
    "1 ký rưỡi": "1.5 kg",
    "ký rưỡi": "1.5 kg",
    "hai trăm ký": "200 kg",
    "mỗi năm năm trăm ký": "500 kg",
    "500 bịch nửa ký": "500 bịch 0,5 kg",
    "một năm 2 tấn": "2 tấn",
    "mỗi tháng 200 ký": ["2400 kg", "200 kg"],
    "500 chai một tháng": ["6000 chai", "500 chai"],
    "năm 2024 là 500kg": ["500 kg"],
    "500 bịch, 200 hộp": ["500 bịch", "200 hộp"],
    "1500 kg ngon lắm": ["1500 kg"],
    "500 thẩu": ["500 thẩu"],
    "1 vụ 2 tấn": ["2 tấn/vụ"],
    "từ 500 đến 600 kg": ["500 kg", "600 kg"],
    "1500": "error.unit_missing",
}


def test_quantities_are_read_with_their_unit_and_a_month_is_asked_about() -> None:
    assert {typed: _amounts(heard(values.read_quantity, typed)) for typed in QUANTITIES} == QUANTITIES


def _prices(found: Any) -> Any:
    if isinstance(found, list):
        return [_prices(one) for one in found]
    return f"{found['dong']}/{found['per']}" if isinstance(found, dict) else found


PRICES: dict[str, Any] = {
    "bịch 500gr giá 85k": "85000/bịch 500 g",
    "hộp 500g: 80k": "80000/hộp 500 g",
    "80.000đ (hộp 500g)": "80000/hộp 500 g",
    "500ml giá 80k": "80000/500 ml",
    "1 chai 80k": "80000/chai",
    "85k 1 bịch nửa ký": "85000/bịch 0,5 kg",
    "tám lăm ngàn một ký": "85000/kg",
    "tam lam ngan mot ky": "85000/kg",
    "một trăm hai mươi lăm nghìn đồng một chai 500 ml": "125000/chai 500 ml",
    "hai trăm triệu": "200000000/",
    "trăm tám triệu": "180000000/",
    "một trăm tám mươi triệu": "180000000/",
    "nửa triệu": "500000/",
    ".5tr": "500000/",
    "500g 85k": ["85000/500 g"],
    "nhỏ 50k, lớn 80k": ["50000/", "80000/"],
    "bịch nhỏ 50k": ["50000/bịch nhỏ"],
    "10 bịch 850k": ["85000/bịch", "850000/10 bịch"],
    "85k ngon lắm": ["85000/"],
    "mỗi tháng 20 triệu": ["240000000/", "20000000/tháng"],
    "85": ["85000/"],
    "từ 80k đến 90k": ["80000/", "90000/"],
    "5000 usd": "error.money_foreign",
}


def test_prices_are_read_with_the_pack_before_or_behind_them() -> None:
    assert {typed: _prices(heard(values.read_money, typed)) for typed in PRICES} == PRICES


DAYS: dict[str, Any] = {
    "12/5/98": "1998-05-12",
    "15022022": "2022-02-15",
    "ngày mười lăm tháng ba năm 2021": "2021-03-15",
    "ngày mười lăm tháng ba năm hai không hai mốt": "2021-03-15",
    "cấp ngày 12/5/1998": "1998-05-12",
    "hôm qua": "2022-02-14",
    "mùng 5 tháng giêng": ["2022-02-05", "2021-02-16"],
    "mung 5 thang gieng nam 2022": ["2022-02-05"],
    "16/1/2022 (âm lịch)": "error.date_future",
    "15/12/2021 âm lịch": ["2022-01-17"],
    "rằm tháng bảy": ["2021-08-22"],
    "mùng 2 tháng 9": ["2021-09-02", "2021-10-07"],
    "15 tháng 3": ["2021-03-15"],
    "03/15/2021": ["2021-03-15"],
    "12/5/98, 13/6/2020": ["1998-05-12", "2020-06-13"],
    "12/5/1998 tại Cà Mau": ["1998-05-12"],
    "30/2/2022": "error.date_none",
}


def test_days_are_read_in_words_and_a_lunar_day_is_shown_as_a_date() -> None:
    assert {typed: heard(values.read_date, typed, TODAY, past=True) for typed in DAYS} == DAYS


def test_months_are_read_in_words() -> None:
    months = {"tháng chín": (2022, 9), "tháng 1": (2023, 1), "9/2027": (2027, 9), "tháng tư sang năm": (2023, 4)}
    assert {typed: heard(values.read_month, typed, TODAY) for typed in months} == months
    assert heard(values.read_month, "tháng 9 gì đó", TODAY) == [(2022, 9)]


def test_the_lunar_calendar_is_vietnams() -> None:
    """New years as they were announced; in 1985 and 2007 they were not China's."""
    new_years = {
        1985: date(1985, 1, 21),
        2007: date(2007, 2, 17),
        2020: date(2020, 1, 25),
        2021: date(2021, 2, 12),
        2022: date(2022, 2, 1),
        2023: date(2023, 1, 22),
        2024: date(2024, 2, 10),
        2025: date(2025, 1, 29),
        2026: date(2026, 2, 17),
    }
    assert {year: lunar_to_solar(1, 1, year) for year in new_years} == new_years
    assert lunar_to_solar(15, 8, 2023) == date(2023, 9, 29)
    assert lunar_to_solar(1, 2, 2023, leap=True) == date(2023, 3, 22)
    assert lunar_to_solar(30, 12, 2024) is None, "that year had no thirtieth of the last month"


@given(st.integers(1950, 2060), st.integers(1, 12), st.integers(1, 29))
@examples(60)
def test_lunar_days_follow_each_other(year: int, month: int, day: int) -> None:
    on, new = lunar_to_solar(day, month, year), lunar_to_solar(1, month, year)
    assert on
    assert new
    assert (on - new).days == day - 1


PHONES: dict[str, Any] = {
    "0912345678 (Zalo)": "+84912345678",
    "dạ 0912.345.678 ạ": "+84912345678",
    "không chín một hai ba bốn năm sáu bảy tám": "+84912345678",
    "0912345678 gặp chị Lan": ["+84912345678"],
    "0912345678 / 0987654321": ["+84912345678", "+84987654321"],
    "0912345678;0987654321": ["+84912345678", "+84987654321"],
    "0168 234 5678": ["+84382345678"],
    "1900 1234": "error.phone",
    "091234567": "error.phone",
}
MAILS: dict[str, Any] = {
    "\u200blan@gmail.com": "lan@gmail.com",
    "<lan@gmail.com>": "lan@gmail.com",
    "mailto:lan@gmail.com": "lan@gmail.com",
    "email của tôi là lan@gmail.com": "lan@gmail.com",
    "lân@gmail.com": ["lan@gmail.com"],
    "lan@gmail": ["lan@gmail.com"],
    "lan a còng gmail chấm com": ["lan@gmail.com"],
    "lan@gmail.com, tu@gmail.com": ["lan@gmail.com", "tu@gmail.com"],
    "không có": "error.email",
}


def test_phones_and_addresses_are_read_with_words_beside_them_and_two_are_asked() -> None:
    assert {typed: heard(values.read_phone, typed) for typed in PHONES} == PHONES
    assert {typed: heard(values.read_email, typed) for typed in MAILS} == MAILS


def test_a_unit_alone_is_read() -> None:
    units = {"một bịch 500gr": "bịch 500 g", "ký": "kg", "hop": "hộp", "bịch nhỏ": ["bịch nhỏ"], "12": "error.unit"}
    assert {typed: heard(values.read_unit, typed) for typed in units} == units


# What is not understood is never dropped

READERS: dict[str, tuple[Callable[[str], Any], tuple[str, ...]]] = {
    "count": (lambda raw: values.read_integer(raw, 0, 10**6), ("12", "bốn người", "2 nghìn")),
    "share": (values.read_percent, ("80%", "một nửa", "8 phần 10")),
    "quantity": (values.read_quantity, ("1500 kg", "2 tấn 500 ký", "hai trăm hộp")),
    "price": (values.read_money, ("85k/hộp", "bịch 500g giá 85k", "tám lăm ngàn một ký")),
    "day": (lambda raw: values.read_date(raw, TODAY, past=True), ("12/5/1998", "15 tháng 3 năm 2021")),
    "phone": (values.read_phone, ("0912 345 678", "+84 912 345 678")),
    "mail": (values.read_email, ("lan@gmail.com",)),
}
STRANGE = st.text(alphabet="bcdghklmnpqrstvwz", min_size=5, max_size=9)


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data(), word=STRANGE, before=st.booleans())
@examples(40)
def test_a_word_that_nobody_understands_is_asked_about(kind: str, data: st.DataObject, word: str, before: bool) -> None:
    read, typed = READERS[kind]
    text = data.draw(st.sampled_from(typed))
    assert not isinstance(heard(read, text), str) or kind in {"day", "phone", "mail"}, "the answer alone is read"
    with pytest.raises(Refusal):
        read(f"{word} {text}" if before else f"{text} {word}")


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@examples(25)
def test_two_answers_in_one_are_asked_about(kind: str, data: st.DataObject) -> None:
    read, typed = READERS[kind]
    one, other = data.draw(st.sampled_from(typed)), data.draw(st.sampled_from(typed))
    joint = data.draw(st.sampled_from([", ", " với ", " / ", "; ", " rồi "]))
    if kind == "quantity" and one == "2 tấn 500 ký":
        return
    if fold(one) == fold(other):
        return
    with pytest.raises(Refusal):
        read(f"{one}{joint}{other}")


@given(st.integers(0, 999), st.sampled_from(["nghìn", "triệu", "tỷ"]), st.booleans())
@examples(200)
def test_numbers_in_words_are_the_numbers(number: int, scale: str, bare: bool) -> None:
    """Spelled out by the rules of the language, with and without diacritics."""
    text = f"{_spelled(number)} {scale}" if number else "không"
    factor = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[scale]
    if number:
        found = heard(values.read_money, fold(text) if bare else text)
        assert found == {"dong": number * factor, "per": ""}, text


_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _spelled(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds else []
    if not tens and unit and hundreds:
        return " ".join([*words, "lẻ", _DIGITS[unit]])
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm" if tens else "năm"}
    return " ".join([*words, *([last.get(unit, _DIGITS[unit])] if unit else [])])


def test_diacritics_count_where_there_are_any() -> None:
    assert tokens("bốn người").marked
    assert not tokens("85000đ mot hop").marked, "who writes so has đ on the keyboard only for money"
    assert heard(values.read_integer, "tam muoi lam cong nhan", 0, 10**6) == 85
    assert heard(values.read_integer, "5 thợ nam", 0, 10**6) == [5], "nam is a man here, and not five"

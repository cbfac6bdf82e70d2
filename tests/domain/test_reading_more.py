"""Numbers and days as people of all regions type and dictate them: what was wrong once, kind by kind.

A list is what is asked (the likeliest first), a word with a dot the reason why it is asked again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from test_reading import _amounts, _prices, heard

from ocop_domain import values

TODAY = date(2026, 11, 30)  # a Monday

COUNTS: dict[str, Any] = {
    # two numbers said in a row are a span
    "năm bảy người": [5, 7],
    "ba bốn chục người": [30, 40],
    "5-7 người": [5, 7],
    "7 hoặc 8": [7, 8],
    "7,8 người": [7, 8],
    "bảy tám người": [7, 8],
    # words of the South, dozens, "ng" for người
    "hăm mốt": 21,
    "băm hai": 32,
    "6 người gì đó": [6],
    "nửa chục": 5,
    "1 tá": 12,
    "4ng": 4,
    "20 ng": 20,
    "chục rưỡi": 15,
    # who is there
    "có mỗi mình tôi": [1],
    "3 cặp vợ chồng": [6, 3],
    "12 người trong đó có 8 nữ": [12, 8],
    "chưa có ai": 0,
    "hổng có ai": 0,
    "không thuê ai": 0,
    "tui với ông xã": [2],
    "mười hai đứa": 12,
    "có 3 thôi á": 3,
    "hổng mướn ai hết": 0,
    # nobody knows how many
    "vài chục": "error.number",
    "một ít": "error.number",
    "khoảng mười mấy người": [10],
}
SHARES: dict[str, Any] = {
    "ba phần tư": 75,
    "một phần tư": 25,
    "hết trơn": 100,
    "bảy tám chục phần trăm": [70, 80],
    "từ 60 đến 70": [60, 70],
    "một ít": "error.number",
    "hổng có": 0,
    "hông có chút nào": 0,
}
QUANTITIES: dict[str, Any] = {
    "2 tấn rưỡi": "2.5 tấn",
    "hai mươi rưỡi tấn": ["20 tấn"],
    "hai chục rưỡi tấn": "25 tấn",
    "tấn hai": "1.2 tấn",
    "một tấn hai": "1.2 tấn",
    "2kg5": "2.5 kg",
    "lít rưỡi": "1.5 lít",
    "ngàn lít": "1000 lít",
    "một ngàn hai trăm chai": "1200 chai",
    "mot ngan hai tram chai": "1200 chai",
    "1 năm bán được 600 ký": "600 kg",
    "tùy năm": "error.quantity",
    "hai ba tấn": ["2 tấn", "3 tấn"],
    "2-3 tấn": ["2 tấn", "3 tấn"],
    "500-600 hộp một tháng": ["6000 hộp", "7200 hộp", "500 hộp", "600 hộp"],
    "6 tháng 1 tấn": ["2 tấn", "1 tấn"],
    "2 vụ mỗi vụ 5 tấn": ["10 tấn", "5 tấn/vụ"],
    "1 tấn 1 năm": "1 tấn",
    "hai thiên bánh phồng": ["2000 bánh phồng"],
    "một thiên": "error.unit_missing",
    "3000 quả trứng": ["3000 quả trứng", "3000 quả"],
    "500 bịch x 500g": "500 bịch 500 g",
    "200 hủ": "200 hũ",
    "200 bịt": "200 bịch",
    "20000sp/nam": "20000 sản phẩm/năm",
    "100 giạ": "100 giạ",
    "2m3": "2 m³",
    "vài trăm ký": "error.number",
}
PRICES: dict[str, Any] = {
    "85k/500gr": "85000/500 g",
    "năm nay 90 ngàn": ["90000/"],
    "35k một chục": "35000/chục",
    "35 ngàn 1 chục trứng": ["35000/chục trứng"],
    "900k một thiên": "900000/thiên",
    "65 ngàn 1 bịt": "65000/bịch",
    "65 ngàn 1 thẩu": ["65000/"],
    "120k một keo 1 lít": "120000/keo 1 lít",
    "80k 1/2kg": ["80000/0,5 kg"],
    "tám chục một ký": ["80000/kg"],
    "hai trăm rưởi một ký": ["250000/kg"],
    "một triệu mốt một ký": "1100000/kg",
    "hai triệu tám một ký": "2800000/kg",
    "trăm hai một ký": ["120000/kg"],
    "trăm rưỡi một hộp": ["150000/hộp"],
    "bịch 65": ["65000/bịch"],
    "80-90k": ["80000/", "90000/"],
    "80k-90k/kg": ["80000/kg", "90000/kg"],
    "tám chín chục ngàn": ["80000/", "90000/"],
    "800 - 1tr2": ["800000/", "1200000/"],
    "sỉ 80 lẻ 90": ["80000/", "90000/"],
    "80k/kg khô": ["80000/kg khô"],
    "1kg=85k": "85000/kg",
    "100usd": "error.money_foreign",
    "một triệu rưỡi": "1500000/",
    "hai ngàn hai": "2200/",
    "2 tỷ 3": "2300000000/",
    "1tr2/hộp": "1200000/hộp",
}
PAST: dict[str, Any] = {
    "bữa kia": "2026-11-28",
    "3 ngày trước": "2026-11-27",
    "cách đây 2 tuần": ["2026-11-16"],
    "thứ sáu tuần trước": "2026-11-27",
    "cuối năm ngoái": ["2025-12-31"],
    "mùng 5 tết": ["2026-02-21", "2025-02-02"],
    "rằm tháng giêng năm ngoái": ["2025-02-12"],
    "mùng 2 tết 2024": ["2024-02-11"],
    "ba mươi tết 2022": ["2022-01-31"],
    "ngày hai mươi chín tết 2022": ["2022-01-30"],
    "28 tết 2024": ["2024-02-07"],
    "mùng 10 tháng ba âm lịch 2022": ["2022-04-10"],
    "tháng tư năm 2019, ngày mười hai": "2019-04-12",
    "12 thg 5, 2017": "2017-05-12",
    "tháng 3 ngày 5 năm 2019": "2019-03-05",
    "hai mươi tháng mười một năm hai không mười tám": "2018-11-20",
    "12 tháng 5 năm 21": "2021-05-12",
    "mười hai tháng năm năm hai ngàn hai mốt": "2021-05-12",
    "ngày một tháng sáu năm hai ngàn hai mươi": "2020-06-01",
    "12/5/27": "error.date_future",
    "tháng 5/2021": "error.date_no_day",
    "năm 2021": "error.date_no_day",
    "năm ngoái": "error.date",
    "12,5,2021": "2021-05-12",
    "8h30 ngày 12/5/2021": ["2021-05-12"],
}
AHEAD: dict[str, Any] = {
    "thứ hai tuần sau": "2026-12-07",
    "t6 tuần này": "2026-12-04",
    "chủ nhật này": ["2026-12-06"],
    "ngày mốt": "2026-12-02",
    "ba ngày nữa": "2026-12-03",
    "ngày 15 tháng sau": "2026-12-15",
    "15 tháng sau": "2026-12-15",
    "cuối tháng này": ["2026-11-30"],
    "đầu tháng sau": ["2026-12-01"],
    "cuối năm": ["2026-12-31"],
    "15/1": ["2027-01-15", "2026-01-15"],
    "15-17/12": ["2026-12-15", "2026-12-17"],
    "14h30 15/12/2026": ["2026-12-15"],
    "mùng 5 tháng giêng": ["2027-02-10"],
    "sau tết": "error.date",
    "30/2": "error.date_none",
}
MONTHS: dict[str, Any] = {
    "tháng sau": (2026, 12),
    "tháng tới": (2026, 12),
    "cuối năm": [(2026, 12)],
    "đầu năm sau": [(2027, 1)],
    "giữa năm sau": [(2027, 6)],
    "3 tháng nữa": [(2027, 2)],
    "tháng chín sang năm": (2027, 9),
    "9": (2027, 9),
}
PHONES: dict[str, Any] = {
    "không chín mười hai ba bốn năm sáu bảy tám": "+84912345678",
    "0912 ba bốn năm sáu bảy tám": "+84912345678",
    "số cũ 0912345678 số mới 0987654321": ["+84912345678", "+84987654321"],
}
MAILS: dict[str, Any] = {
    "lan@gmai.com": ["lan@gmail.com", "lan@gmai.com"],
    "lan@gmail.con": ["lan@gmail.com", "lan@gmail.con"],
    "lan gmail.com": ["lan@gmail.com"],
    "lan 87@gmail.com": ["lan87@gmail.com", "87@gmail.com"],
    "lan anh 87 a còng gmail chấm com": ["lananh87@gmail.com", "87@gmail.com"],
    "htx@camau.gov.vn": "htx@camau.gov.vn",
}


def test_people_and_shares() -> None:
    assert {typed: heard(values.read_integer, typed, 0, 5000) for typed in COUNTS} == COUNTS
    assert {typed: heard(values.read_percent, typed) for typed in SHARES} == SHARES


def test_quantities_and_prices() -> None:
    assert {typed: _amounts(heard(values.read_quantity, typed)) for typed in QUANTITIES} == QUANTITIES
    assert {typed: _prices(heard(values.read_money, typed)) for typed in PRICES} == PRICES


def test_days_said_from_today_on() -> None:
    assert {typed: heard(values.read_date, typed, TODAY, past=True) for typed in PAST} == PAST
    assert {typed: heard(values.read_date, typed, TODAY) for typed in AHEAD} == AHEAD


def test_months_said_from_today_on() -> None:
    assert {typed: heard(values.read_month, typed, TODAY) for typed in MONTHS} == MONTHS


def test_phones_and_addresses() -> None:
    assert {typed: heard(values.read_phone, typed) for typed in PHONES} == PHONES
    assert {typed: heard(values.read_email, typed) for typed in MAILS} == MAILS

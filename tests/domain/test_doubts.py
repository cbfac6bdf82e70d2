"""What would be printed and is hardly meant is asked; what is meant is left alone."""

from __future__ import annotations

from typing import Any

from support.each import each

from ocop_domain.doubts import doubts


@each(
    ("question", "value", "code"),
    [
        ("producer_name", "HO BA TU LAM BANH PHONG", "bare"),
        ("difference", "ban duoc nhieu hon", "bare"),
        ("registration_number", "so 128/2021", "prefix"),
        ("registration_number", "Số: 61A8012345", "prefix"),
        ("paper_number", "no 12/2020", "prefix"),
        ("phone", "091234567", "phone"),
        ("product_name", "Tôm khô " * 9, "long"),
        ("price", {"dong": 85, "per": "kg"}, "price"),
        ("price", {"dong": 85_000_000, "per": "kg"}, "price"),
        ("plan_finance_revenue_1", {"dong": 90_000, "per": ""}, "year"),
    ],
)
def test_what_is_hardly_meant_is_asked(question: str, value: Any, code: str) -> None:
    assert [(one.code, one.question) for one in doubts({question: value})] == [(code, question)]


@each(
    ("question", "value"),
    [
        ("producer_name", "Hộ Ba Tư làm bánh phồng"),
        ("representative", "Lan Anh"),
        ("brand", "Green Farm Coffee"),
        ("email", "ba.tu.lam.banh@gmail.com"),
        ("legal_form", "cooperative_group"),
        ("registration_number", "61A8012345"),
        ("phone", "0912345678"),
        ("phone", "+84912345678"),
        ("price", {"dong": 85_000, "per": "hộp"}),
        ("plan_finance_revenue_1", {"dong": 90_000_000, "per": ""}),
        ("plan_finance_cost_2", {"dong": 0, "per": ""}),
        ("local_labour", 12),
        ("photos", ["a.jpg"]),
        ("quality", None),
    ],
)
def test_what_is_meant_is_left_alone(question: str, value: Any) -> None:
    assert doubts({question: value}) == []


def test_two_prices_of_one_product_far_apart_are_asked_and_those_for_another_amount_are_not() -> None:
    price = {"dong": 85_000, "per": "hộp"}
    assert [one.code for one in doubts({"price": price, "plan_market_price": {"dong": 850_000, "per": "hộp"}})] == [
        "far"
    ]
    assert doubts({"price": price, "plan_market_price": {"dong": 850_000, "per": "thùng"}}) == []
    assert doubts({"price": price, "plan_market_price": {"dong": 90_000, "per": "hộp"}}) == []

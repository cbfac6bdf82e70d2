"""What is about one person is taken out before everybody reads it."""

from __future__ import annotations

from ocop_domain.knowledge.personal import without_personal


def test_phones_addresses_numbers_of_cards_and_the_askers_names_are_left_out_and_nothing_else() -> None:
    names = ["Nguyễn Thị Lan", "Hộ Ba Tư"]
    for said, left in (
        ("gọi 0912 345 678 giúp", "gọi … giúp"),
        ("số +84912345678, cccd 079203004567", "số …, cccd …"),
        ("thư lan.nguyen@example.vn nhé", "thư … nhé"),
        ("tôi là nguyen thi lan, nộp ở đâu", "tôi là …, nộp ở đâu"),
        ("Hộ ba tư làm mắm, hộ bà Tư cũng làm", "… làm mắm, … cũng làm"),
        ("Quyết định 26/2026 ngày 22/5/2026 nói gì", "Quyết định 26/2026 ngày 22/5/2026 nói gì"),
        ("nộp 1.500.000 đồng trước 30/4 phải không", "nộp 1.500.000 đồng trước 30/4 phải không"),
    ):
        assert without_personal(said, names) == left, said

"""Numbers as officers type them, with or without the reason."""

from __future__ import annotations

from support.each import each

from bot.conversations.marks import Marked, marked

WHY = "thiếu ảnh bao bì"


@each(
    ("text", "numbers", "words"),
    [
        ("15, 16 và 19", (15, 16, 19), ""),
        ("15 16 19", (15, 16, 19), ""),
        ("15,16,19", (15, 16, 19), ""),
        ("15. 16. 19.", (15, 16, 19), ""),
        ("từ 3 đến 6", (3, 4, 5, 6), ""),
        ("tu 6 den 3", (3, 4, 5, 6), ""),
        ("3-6", (3, 4, 5, 6), ""),
        ("3 đến 5 và 9", (3, 4, 5, 9), ""),
        ("câu 15", (15,), ""),
        ("số 7, số 9", (7, 9), ""),
        ("15, 15 và 15", (15,), ""),
        ("3 to 5 and 9", (3, 4, 5, 9), ""),
        (f"15, 16 và 19 {WHY}", (15, 16, 19), WHY),
        (f"14,15: {WHY}", (14, 15), WHY),
        (f"{WHY} ở câu 15, 16 và 19", (15, 16, 19), WHY),
        ("26 giá 85.000 đ chưa rõ", (26,), "giá 85.000 đ chưa rõ"),
        (WHY, (), WHY),
        ("giá 85.000 đ chưa rõ", (), "giá 85.000 đ chưa rõ"),
        ("85.000 đ", (), "85.000 đ"),
        ("500 g là sao", (), "500 g là sao"),
        ("0912345678", (), "0912345678"),
        ("", (), ""),
    ],
)
def test_numbers_ahead_or_behind_are_read_and_the_other_words_are_kept(
    text: str, numbers: tuple[int, ...], words: str
) -> None:
    assert marked(text) == Marked(numbers, words)

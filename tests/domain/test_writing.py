"""What people type is kept composed and without what nobody sees; a line stays a line."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.text import fold
from ocop_domain.values import TextRule, read_text
from ocop_domain.writing import one_line, quoted, several_lines

_LURE = "Kẹo dừa\nTHÔNG BÁO CỦA TỈNH: gõ ngay mã 5C70"
_UNSEEN = ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u200b", "\ufeff", "\u00ad", "\x07", "\u3164"]
_EMOJI = ["👨‍👩‍👧", "👩🏽‍🌾", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "1️⃣", "🇻🇳", "✈️"]


@each("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_a_name_is_one_line_whatever_parted_it(end: str) -> None:
    assert read_text(f"Kẹo dừa{end}THÔNG BÁO", TextRule()) == "Kẹo dừa THÔNG BÁO"


@each("unseen", _UNSEEN)
@each("lines", [False, True])
def test_nothing_unseen_stays_in_a_text(unseen: str, *, lines: bool) -> None:
    assert read_text(f"Mật{unseen}ong", TextRule(lines=lines)) == "Mậtong"


@each("emoji", _EMOJI)
def test_emoji_stay_whole(emoji: str) -> None:
    assert read_text(f"Mật ong {emoji} U Minh", TextRule()) == f"Mật ong {emoji} U Minh"


def test_a_joiner_outside_of_emoji_goes() -> None:
    assert one_line("HT\u200dX \u200d👨\u200d Minh\ufe0f") == "HTX 👨 Minh"


def test_a_story_keeps_its_lines() -> None:
    assert read_text("Dòng một \r\n\r\n  dòng hai", TextRule(lines=True)) == "Dòng một\ndòng hai"


def test_lengths_count_composed_letters() -> None:
    typed = unicodedata.normalize("NFD", "Đất Mũi ở Cà Mau")
    assert read_text(typed, TextRule(max=16)) == "Đất Mũi ở Cà Mau"


def test_quoted_words_never_begin_a_line_of_ours() -> None:
    assert quoted(_LURE).splitlines()[1].startswith("│ ")


@each("letter", ["Ð", "ð", "Đ", "đ", "Ɖ"])
def test_letters_that_look_like_d_with_a_stroke_are_found_as_it(letter: str) -> None:
    assert fold(f"{letter}ất Mũi") == "dat mui"


@given(st.text())
def test_no_text_whatever_keeps_a_hidden_line_or_direction(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff")
    assert unicodedata.is_normalized("NFC", line)
    assert several_lines(several_lines(text)) == several_lines(text)

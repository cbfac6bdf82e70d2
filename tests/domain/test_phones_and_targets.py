"""Pasted phone numbers, targets as plain data, and what counts of several tries."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.broadcasts import SURELY_NOT, Fate, Target, best, read_phones

mobile = st.builds(lambda head, rest: f"{head}{rest:07d}", st.sampled_from(("91", "98", "35")), st.integers(0, 9999999))
MARKS = (" ", ".", "-", "")
BETWEEN = (", ", "\n", "; ", " ", " và ", "\t", " | ")


@st.composite
def pasted(draw: st.DrawFn) -> tuple[list[str], str]:
    """Numbers as they are kept, and a text as somebody pastes them."""
    numbers = draw(st.lists(mobile, max_size=6))
    parts = []
    for n in numbers:
        head = draw(st.sampled_from(("0", "+84", "84", "0084", "(+84) ", "+84 0", "")))
        mark = draw(st.sampled_from(MARKS))
        parts.append(draw(st.sampled_from(("", "Cô Lan: ", "số "))) + head + mark.join((n[:2], n[2:5], n[5:])))
    return [f"+84{n}" for n in numbers], draw(st.sampled_from(BETWEEN)).join(parts)


@given(pasted())
def test_numbers_are_read_however_they_are_pasted(what: tuple[list[str], str]) -> None:
    numbers, text = what
    assert read_phones(text) == (tuple(dict.fromkeys(numbers)), ())


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_pasted(text: str) -> None:
    found, _ = read_phones(text)
    assert all(phone.startswith("+84") for phone in found)
    assert len(set(found)) == len(found)


def test_what_looks_like_a_number_and_is_none_is_said() -> None:
    assert read_phones("0912 345 678, 091234, 1234567890123") == (("+84912345678",), ("091234", "1234567890123"))
    assert read_phones("Tổ 12, ấp 3: 0290 383 1234") == (("+842903831234",), ())
    assert read_phones("không có số") == ((), ())


@each(
    "target",
    [Target(), Target("", phones=("+84912345678",)), Target("council", ("o96",)), Target(star=3, group="G")],
)
def test_a_target_is_plain_data_and_back(target: Target) -> None:
    assert Target.from_json(json.loads(json.dumps(target.to_json()))) == target


def test_of_several_tries_the_best_counts_and_unknown_is_never_surely_not() -> None:
    assert best(["blocked", "sent", "unknown"]) is Fate.SENT
    assert best(["refused", "unknown"]) is Fate.UNKNOWN
    assert best(["waiting", "unknown"]) is Fate.WAITING
    assert Fate.UNKNOWN not in SURELY_NOT

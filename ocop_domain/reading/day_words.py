"""What days and months are said with: a part of a text, the month and the year that stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_domain.reading.items import NUMBER, SaidItem, unread
from ocop_domain.reading.numerals import numeral_at
from ocop_domain.reading.tokens import Tokens

LISTS = ("lunar", "day_words", "month_word", "polite", "about", "small")
"""What may stand beside a day."""


def part(pieces: Tokens, start: int, end: int) -> Tokens:
    return Tokens(pieces.raw, pieces.all[start:end], pieces.marked, pieces.words)


def is_read(found: Sequence[SaidItem]) -> bool:
    return not unread(found, "lunar", "day_words", "polite", "about") and not any(i.is_(NUMBER) for i in found)


def month_at(pieces: Tokens, i: int) -> tuple[int, int]:
    """The month that begins here, and the piece behind it; one word, so that "ba năm hai nghìn" is March of 2000."""
    token = pieces.at(i)
    if token is None:
        return 0, i
    if token.number is not None:
        return (int(token.number), i + 1) if token.digits < 3 and token.number == int(token.number) else (0, i)
    if pieces.value(i, "ten"):
        more = None if pieces.value(i + 1, "year_word") else pieces.value(i + 1, "digits")
        return (10 + more, i + 2) if more in {1, 2} else (10, i + 1)
    for name in ("month_names", "digits", "last_digits"):
        if (found := pieces.value(i, name)) is not None:
            return int(found), i + 1
    return 0, i


def year_at(pieces: Tokens, i: int) -> tuple[int, int]:
    named = bool(pieces.value(i, "year_word"))
    start = i + 1 if named else i
    token = pieces.at(start)
    if token is not None and token.low in {"/", "-", ","}:
        start += 1
    found = numeral_at(pieces, start)
    if found is None:
        return 0, i
    if found.value == 20 and (ten := numeral_at(pieces, found.end)) and 10 <= ten.value <= 99:
        return 2000 + int(ten.value), ten.end  # "hai không mười tám"
    if named and 10 <= found.value <= 99:
        return 2000 + int(found.value), found.end  # "năm 21"
    if 2200 < found.value < 3000 and found.value % 100:
        return 2000 + (int(found.value) - 2000) // 10, found.end  # "hai ngàn hai mốt"
    return (int(found.value), found.end) if 1900 <= found.value <= 2200 else (0, i)

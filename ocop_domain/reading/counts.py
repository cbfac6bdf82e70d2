"""Whole numbers and shares: "bốn người", "vợ chồng tôi với 3 nhân công", "8 chục phần trăm"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, SIGN, SaidItem, items, span_of, unread
from ocop_domain.reading.tokens import tokens

_SMALL = ("about", "polite", "small")
_IN_COUNTS = (
    "span",
    "of_these",
    "bounded",
    "about",
    "people",
    "joins",
    "persons",
    "counted",
    "polite",
    "small",
    "reckons",
)
_IN_SHARES = ("per_cent", "span", "bounded", "about", "polite", "small", "none_of_it", "all_of_it", "nobody")
_MINUS = frozenset("-–—−")
_PERSONS = re.compile(r"(\d)\s*(?:ng|n|lđ|ld|nc|nv)\b", re.IGNORECASE)
""" "4ng" are four people here, though "85ng" is a price."""
_TWO_DIGITS = re.compile(r"(?<![\d.,/])(\d)\s?[,/]\s?(\d)(?![\d.,/])")


def read_integer(raw: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`: the only one in the text, all of whose words are understood."""
    pieces = tokens(_PERSONS.sub(r"\1 người", raw))
    found = items(pieces, _IN_COUNTS, first=("pairs", "couples"))
    numbers = [item.value for item in found if item.is_(NUMBER)]
    if ends := span_of(found):
        raise _one_of(_fitting(ends, low, high))
    if not numbers and low == 0 and _is_nothing(raw):
        return 0
    if len(numbers) == 1 and (either := _either(raw)):
        raise _one_of(_fitting(either, low, high))
    reckoned = Decimal(0) if _is_of_one(found) else _reckoned(found)
    if not numbers and not reckoned:
        raise Refusal("error.number")
    if len(numbers) == 1 and _is_plain(found):
        return _within(_signed(found, numbers[0]), low, high)
    fitting = _fitting((*([reckoned] if reckoned else ()), *numbers), low, high)
    if not fitting:
        _within(numbers[0] if numbers else reckoned, low, high)
    raise Unsure("error.number", *fitting)


def _signed(found: Sequence[SaidItem], number: Decimal) -> Decimal:
    return -number if found[0].is_("span", SIGN) and found[0].text in _MINUS else number


def _is_plain(found: Sequence[SaidItem]) -> bool:
    """Whether nothing stands beside the number but words that change nothing."""
    counted = [item for n, item in enumerate(found) if not (n == 0 and item.text in _MINUS)]
    people = any(item.is_("people", "counted") for item in found)
    known = ("people", "counted", *_SMALL, *(("persons",) if people else ()))
    return not unread(counted, *known)


def _one_of(numbers: Sequence[int]) -> Refusal:
    """Which of several numbers is meant is asked; where none of them may stand here only that one is wanted."""
    return Unsure("error.one_number", *numbers) if numbers else Refusal("error.one_number")


def _is_of_one(found: Sequence[SaidItem]) -> bool:
    """Whether the numbers are not to be added: side by side ("7, 8 người"), or some of the others ("trong đó 8 nữ")."""
    beside = any(one.is_(NUMBER) and other.is_(NUMBER) for one, other in pairwise(found))
    return beside or any(item.is_("of_these") for item in found)


def _either(raw: str) -> tuple[Decimal, Decimal] | None:
    """Both numbers of "7,8 người" and "7/8 người": of people there are no parts."""
    found = _TWO_DIGITS.search(raw)
    one, other = (Decimal(found[1]), Decimal(found[2])) if found else (Decimal(0), Decimal(0))
    return (one, other) if other == one + 1 else None


def _reckoned(found: Sequence[SaidItem]) -> Decimal:
    """All of them together: "vợ chồng tôi với 3 nhân công" is 5; "5 hộ x 3 người" is 15. 0 where nobody is named."""
    if any(item.is_("reckons") and item.text != "+" for item in found):
        product = Decimal(1)
        for item in found:
            product *= item.value if item.is_(NUMBER) else 1
        return product
    total = Decimal(0)
    segment: list[SaidItem] = []
    for item in found:
        if item.is_("joins", "reckons"):
            total += _counted(segment)
            segment = []
        else:
            segment.append(item)
    return total + _counted(segment)


def _counted(segment: Iterable[SaidItem]) -> Decimal:
    segment = list(segment)
    numbers = [item.value for item in segment if item.is_(NUMBER)]
    if numbers:
        return sum(numbers, Decimal(0)) * (2 if any(item.is_("couples") for item in segment) else 1)
    pairs = sum(item.is_("pairs") for item in segment)
    return Decimal(2 * pairs or sum(item.is_("persons") for item in segment))


def _within(number: Decimal, low: int, high: int) -> int:
    if number != number.to_integral_value():
        raise Refusal("error.whole_number")
    if not low <= number <= high:
        raise Refusal("error.range", low=low, high=high)
    return int(number)


def _fitting(numbers: Iterable[Decimal], low: int, high: int) -> list[int]:
    whole = (int(n) for n in numbers if n == n.to_integral_value() and low <= n <= high)
    return list(dict.fromkeys(whole))[:4]


def _is_nothing(raw: str) -> bool:
    """Whether no, and nothing else, was said."""
    found = items(tokens(raw), ("none_of_it", "nobody", "polite", "people"), first=("none_of_it",))
    return any(item.is_("none_of_it") for item in found) and not unread(
        found, "none_of_it", "nobody", "polite", "people"
    )


def read_percent(raw: str) -> int:
    """A share of 0 to 100; "hết", "toàn bộ", "không", "một nửa" and "8 phần 10" are understood."""
    found = items(tokens(raw), _IN_SHARES, first=("all_of_it", "none_of_it"))
    numbers = [item for item in found if item.is_(NUMBER)]
    if ends := span_of(found):
        raise _one_of(_fitting([end * 100 if 0 < end < 1 else end for end in ends], 0, 100))
    if not numbers:
        return _in_a_word(found)
    shares = [share for item in numbers for share in _shares(item, found)]
    fitting = [share for share in dict.fromkeys(shares) if 0 <= share <= 100]
    if not fitting:
        raise Refusal("error.percent")
    rest = [item for item in unread(found, "per_cent", *_SMALL) if not item.is_("all_of_it")]
    if rest and rest[0].text in _MINUS and rest[0] is found[0]:
        raise Refusal("error.percent")
    if len(numbers) == 1 and not rest and len(shares) == 1 and _is_exact(numbers[0]):
        return fitting[0]
    raise Unsure("error.number", *fitting[:4])


def _is_exact(item: SaidItem) -> bool:
    return item.numeral is None or item.numeral.exact


def _shares(item: SaidItem, found: Sequence[SaidItem]) -> list[int]:
    """What a number may mean as a share: "0,8" is 80 or 1 of a hundred, "1/2" is 50."""
    value: Decimal = item.value
    per_cent = any(other.is_("per_cent") for other in found)
    if item.numeral and item.numeral.fraction and not per_cent:
        return [_rounded(value * 100)]
    if 0 < value < 1 and not per_cent:
        return [_rounded(value * 100), _rounded(value)]
    return [_rounded(value)] if value < 10**6 else [10**6]


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _in_a_word(found: Sequence[SaidItem]) -> int:
    for name, share, beside in (("all_of_it", 100, ()), ("none_of_it", 0, ("nobody",))):
        if any(item.is_(name) for item in found):
            if unread(found, name, *beside, *_SMALL):
                raise Unsure("error.number", share)
            return share
    raise Refusal("error.number")

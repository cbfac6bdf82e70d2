"""Numbers in digits and in words, as they are said: "tám lăm ngàn", "1tr2", "hai trăm triệu", "nửa".

A number is a part below a thousand ("hai trăm năm mươi"), then scales with what stands behind them ("triệu hai").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ocop_domain.reading.tokens import Tokens

_HUNDREDTH = Decimal("0.01")
_HALF = Decimal("0.5")
_COUNTED = ("units", "people", "periods", "year_word")
"""Behind one of these a number counts something: it does not belong to the scale before it."""
_BESIDE = ("currency", "each", "polite", "about", "small", "span", "bounded", "price", "joins", "per_cent")
"""What may stand behind a sum; any other word is what the number before it counts: "65 ngàn 1 bọc"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that was found, and the piece behind it."""

    value: Decimal
    end: int
    scaled: bool = False
    """Said with a scale: a sum of money, most likely."""
    fraction: bool = False
    """Said as a part of a whole: "nửa", "1/2", "8 phần 10"."""
    exact: bool = True
    """False for a fraction that does not come out even: "hai phần ba"."""


def numeral_at(pieces: Tokens, i: int) -> Numeral | None:
    """The number that begins here; None where none does."""
    if _is_bare_scale(pieces, i):
        return _with_scales(pieces, Decimal(1), i)
    part = _part(pieces, i)
    if part is None:
        return None
    value, j = part
    if fraction := _fraction(pieces, value, j):
        return fraction
    if tally := _tally(pieces, j):
        return _with_scales(pieces, value * tally, j + 1)
    found = _with_scales(pieces, value, j)
    return replace(found, fraction=value == _HALF and not found.scaled and pieces.all[i].number is None)


def _is_bare_scale(pieces: Tokens, i: int) -> bool:
    """Whether a scale stands alone and more of the number follows, or what it counts: "triệu hai", "ngàn lít"."""
    token = pieces.at(i)
    if token is None or len(token.low) < 3 or not pieces.value(i, "scales") or _is_vague(pieces, i):
        return False
    more = any(pieces.value(i + 1, name) for name in ("and_half", "digits", "last_digits"))
    return more or pieces.phrase(i + 1, "units")[0] is not None


def _is_vague(pieces: Tokens, i: int) -> bool:
    """Whether nobody knows how many: "vài trăm" is no hundred, and "mấy chục" no ten."""
    return pieces.value(i - 1, "several") is not None


def _tally(pieces: Tokens, j: int) -> int:
    """How many pieces a dozen or a "thiên" has; 0 where none stands here. "ta" without its mark is mostly "we"."""
    token = pieces.at(j)
    if token is None or token.low == "ta":
        return 0
    return int(pieces.value(j, "tallies") or 0)


def _digit(pieces: Tokens, i: int, *, last: bool = False) -> int | None:
    """One digit as a word; `last` also in the forms that only end a number."""
    token = pieces.at(i)
    if token is None or token.number is not None:
        return None
    found = pieces.value(i, "digits")
    if found is None and last:
        found = pieces.value(i, "last_digits")
    after = pieces.at(i + 1)
    if found == 5 and not last and after is not None and after.number is not None:
        return None  # "năm 2024" is a year
    return None if found is None else int(found)


def _part(pieces: Tokens, i: int) -> tuple[Decimal, int] | None:
    """A number below a thousand, or any number in digits."""
    token = pieces.at(i)
    if token is None:
        return None
    if token.number is not None:
        return _in_digits(pieces, token.number, i + 1)
    if pieces.phrase(i, "half")[0]:
        return _half(pieces, pieces.phrase(i, "half")[1])
    if pieces.value(i, "digits") == 1 and pieces.phrase(i + 1, "half")[0]:
        return _half(pieces, pieces.phrase(i + 1, "half")[1])
    if pieces.value(i, "ten"):
        unit = _digit(pieces, i + 1, last=True)
        return (Decimal(10), i + 1) if unit is None else (Decimal(10 + unit), i + 2)
    if tens := pieces.value(i, "joined_tens"):
        return _behind_tens(pieces, Decimal(tens), i + 1)
    if pieces.value(i, "hundred") and not _is_vague(pieces, i):
        return _behind_hundred(pieces, Decimal(100), i + 1)
    if pieces.value(i, "tens") and token.low not in _ONLY_BEHIND and not _is_vague(pieces, i):
        return _behind_tens(pieces, Decimal(10), i + 1)
    return _in_words(pieces, i)


_ONLY_BEHIND = frozenset({"mươi", "muoi"})
"""Tens that are never said alone."""


def _half(pieces: Tokens, j: int) -> tuple[Decimal, int]:
    """ "nửa", "nửa chục", "nửa trăm"."""
    for name, value in (("tens", 5), ("hundred", 50)):
        if pieces.value(j, name):
            return Decimal(value), j + 1
    return _HALF, j


def _in_digits(pieces: Tokens, value: Decimal, j: int) -> tuple[Decimal, int]:
    if pieces.value(j, "tens"):
        return _behind_tens(pieces, value * 10, j + 1)
    if pieces.value(j, "hundred") and not _is_per_cent(pieces, j):
        return _behind_hundred(pieces, value * 100, j + 1)
    return value, j


def _is_per_cent(pieces: Tokens, j: int) -> bool:
    return pieces.phrase(j - 1, "per_cent")[0] is not None


def _in_words(pieces: Tokens, i: int) -> tuple[Decimal, int] | None:
    first = _digit(pieces, i)
    if first is None or (first == 1 and pieces.value(i + 1, "little")):
        return None  # "một ít" is no one
    run = [first]
    while (more := _digit(pieces, i + len(run), last=True)) is not None:
        run.append(more)
    if len(run) > 2:  # a year or a phone, digit by digit
        return Decimal("".join(map(str, run))), i + len(run)
    if _counts(pieces, i + len(run) - 1) and len(run) > 1:
        run.pop()  # "tám một ký" is 8 for one kilogram
    if len(run) == 1 and _counts(pieces, i + 1):
        return (Decimal(first), i + 1) if first else None
    if len(run) == 2 and pieces.value(i + 1, "year_word"):
        return Decimal(first), i + 1  # "một năm" is a year, "một lăm" is 15
    behind = i + len(run)
    if _is_either(run) and pieces.value(i + 1, "digits"):
        return Decimal(first), i + 1  # "hai ba người" is two or three, not 23
    if len(run) == 2 and not (pieces.value(behind, "tens") or pieces.value(behind, "hundred")):
        return Decimal(first * 10 + run[1]), behind
    if pieces.value(i + 1, "tens"):
        return _behind_tens(pieces, Decimal(first * 10), i + 2)
    if pieces.value(i + 1, "hundred"):
        return _behind_hundred(pieces, Decimal(first * 100), i + 2)
    if pieces.value(i + 1, "point") and (digit := _digit(pieces, i + 2)) is not None:
        return Decimal(f"{first}.{digit}"), i + 3
    return (Decimal(first), i + 1) if first or pieces.value(i + 1, "scales") else None


def _is_either(run: list[int]) -> bool:
    """Whether two digits are one or the other: "hai ba", and "năm bảy", which is said so too."""
    return len(run) == 2 and (run[1] == run[0] + 1 or run == [5, 7])


def _counts(pieces: Tokens, j: int) -> bool:
    """Whether "một" begins what is counted: "tám chục một ký" is 80 for one kilogram. 81 ends with "mốt"."""
    return pieces.value(j, "digits") == 1 and pieces.phrase(j + 1, "units")[0] is not None


def _behind_tens(pieces: Tokens, value: Decimal, j: int) -> tuple[Decimal, int]:
    """ "hai mươi lăm", "tám chục rưỡi"; "hai mươi năm" is twenty years, "hai mươi rưỡi" 20.5 or 25: not read."""
    if pieces.value(j, "and_half"):
        return (value, j) if pieces.all[j - 1].low in _ONLY_BEHIND else (value + 5, j + 1)
    unit = _digit(pieces, j, last=True)
    if unit is None or pieces.value(j, "year_word") or _counts(pieces, j):
        return value, j
    if pieces.value(j + 1, "tens") or pieces.value(j + 1, "hundred"):
        return value, j
    return value + unit, j + 1


def _behind_hundred(pieces: Tokens, value: Decimal, j: int) -> tuple[Decimal, int]:
    """ "hai trăm rưỡi", "hai trăm lẻ năm", "hai trăm tám" (280), "hai trăm tám mươi lăm"."""
    if pieces.value(j, "and_half"):
        return value + 50, j + 1
    if pieces.value(j, "odd") and (unit := _digit(pieces, j + 1, last=True)) is not None:
        return value + unit, j + 2
    if pieces.value(j, "ten") or (pieces.value(j + 1, "tens") and _digit(pieces, j) is not None):
        rest = _part(pieces, j)
        return (value + rest[0], rest[1]) if rest else (value, j)
    unit = _digit(pieces, j, last=True)
    if unit is None or _counts(pieces, j):
        return value, j
    second = _digit(pieces, j + 1, last=True)
    if second is not None and not _counts(pieces, j + 1):
        return value + unit * 10 + second, j + 2
    if pieces.value(j, "year_word") and not pieces.value(j + 1, "scales"):
        return value, j  # "hai trăm năm …" may be years
    return value + unit * 10, j + 1


def _fraction(pieces: Tokens, value: Decimal, j: int) -> Numeral | None:
    """ "1/2", "hai phần ba", "8 phần 10"."""
    token, then = pieces.at(j), pieces.at(j + 1)
    if token is None or then is None or value != value.to_integral_value():
        return None
    if token.low == "/" and then.number is not None:
        following = pieces.at(j + 2)
        if following is not None and following.low == "/":
            return None
        below, end = then.number, j + 2
    elif token.low in {"phần", "phan"} and (part := _part(pieces, j + 1)):
        below, end = part
    elif token.low in {"phần", "phan"} and (last := _digit(pieces, j + 1, last=True)):
        below, end = Decimal(last), j + 2  # "ba phần tư"
    else:
        return None
    if not 0 < value < below <= 100 or below != below.to_integral_value():
        return None
    found = value / below
    return Numeral(found, end, fraction=True, exact=found == found.quantize(_HUNDREDTH))


def _with_scales(pieces: Tokens, value: Decimal, j: int) -> Numeral:
    """The number with its scales: each smaller one adds to it."""
    total, scaled = Decimal(0), False
    while True:
        scale = _scale(pieces, j)
        if scale is None:
            return Numeral(total + value, j, scaled)
        scaled, j = True, j + 1
        while (again := _scale(pieces, j)) is not None:  # "nghìn tỷ"
            scale, j = scale * again, j + 1
        whole = value * scale
        if pieces.value(j, "and_half"):
            return Numeral(total + whole + scale / 2, j + 1, scaled=True)
        rest = _part(pieces, j) or _last(pieces, j)
        if rest is None:
            return Numeral(total + whole, j, scaled=True)
        below = _scale(pieces, rest[1])
        if below is not None and below < scale:
            total, value, j = total + whole, rest[0], rest[1]
            continue
        if below is not None:
            return Numeral(total + whole, j, scaled=True)
        return _ended(pieces, total + whole, scale, rest, j)


def _last(pieces: Tokens, j: int) -> tuple[Decimal, int] | None:
    """The digit that ends "một triệu tư", "triệu mốt"."""
    digit = _digit(pieces, j, last=True)
    return None if digit is None else (Decimal(digit), j + 1)


def _scale(pieces: Tokens, j: int) -> Decimal | None:
    found = pieces.value(j, "scales")
    token, before = pieces.at(j), pieces.at(j - 1)
    if found is None or token is None:
        return None
    if token.low in pieces.words.attached and (before is None or before.number is None or before.end != token.start):
        return None
    return Decimal(found)


def _ended(pieces: Tokens, whole: Decimal, scale: Decimal, rest: tuple[Decimal, int], j: int) -> Numeral:
    """What is said behind a scale without one of its own: "2 triệu 500", "một triệu hai"; not "85k 1 bịch"."""
    more, end = rest
    token = pieces.at(j)
    if _is_another(pieces, more, j, end):
        return Numeral(whole, j, scaled=True)
    if token is not None and token.number is not None:
        if more >= 1000 and more < scale:
            return Numeral(whole + more, end, scaled=True)
        if more != more.to_integral_value() or not 0 < token.digits <= 3 or scale < 1000:
            return Numeral(whole, j, scaled=True)
        return Numeral(whole + scale * more / 10**token.digits, end, scaled=True)
    if pieces.value(j, "digits") == 0:
        return Numeral(whole + more, end, scaled=True)  # "hai nghìn không trăm hai mươi"
    if more < 10:
        return Numeral(whole + scale * more / 10, end, scaled=True)
    if more % 100 == 0 or more > 99 or _is_spelled_out(pieces, j, end):
        return Numeral(whole + scale * more / 1000, end, scaled=True)
    return Numeral(whole + scale * more / 100, end, scaled=True)


def _is_another(pieces: Tokens, more: Decimal, j: int, end: int) -> bool:
    """Whether the number behind a sum is not a part of it: it counts something, or is a part of a whole itself."""
    if any(pieces.phrase(end, name)[0] is not None for name in _COUNTED):
        return not _goes_on(pieces, more, j, end)
    if more == 10 and pieces.value(end - 1, "tens"):
        return True  # "35k một chục"
    then = pieces.at(end)
    if then is None:
        return False
    if then.low == "/" and (below := pieces.at(end + 1)) is not None and below.number is not None:
        return True  # "80k 1/2 kg"
    unknown = then.is_word and all(pieces.phrase(end, name)[0] is None for name in (*_BESIDE, "scales"))
    return more < 10 and unknown and pieces.all[j].start > pieces.all[j - 1].end


def _goes_on(pieces: Tokens, more: Decimal, j: int, end: int) -> bool:
    """Whether hundreds in words go on behind a thousand: "một ngàn hai trăm chai"; not "80 ngàn hai trăm gam"."""
    unit = pieces.phrase(end, "units")[0]
    return more >= 100 and pieces.all[j].number is None and unit not in pieces.words.sizes


def _is_spelled_out(pieces: Tokens, j: int, end: int) -> bool:
    """Whether tens are said in full: "hai ngàn hai mươi" is 2,020, "hai ngàn hai" 2,200."""
    return any(pieces.value(k, "ten") or pieces.all[k].low in _ONLY_BEHIND for k in range(j, end))

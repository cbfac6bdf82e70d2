"""Đồng, alone or for something: "85k/hộp", "bịch 500gr giá 85k", "tám lăm ngàn một ký", "trăm tám triệu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, WORD, SaidItem, items, span_of
from ocop_domain.reading.measures import Measure, joined, pack
from ocop_domain.reading.tokens import tokens
from ocop_domain.reading.vocabulary import vocabulary
from ocop_domain.writing import one_line

MAX_MONEY = 10**13
"""10,000 billion đồng: more than any OCOP producer has; a slip of the finger, not a price."""
SMALLEST = 500
Money = dict[str, object]

_LISTS = (
    "currency",
    "price",
    "units",
    "yearly",
    "this_year",
    "loose_periods",
    "periods",
    "each",
    "span",
    "bounded",
    "about",
    "polite",
    "small",
)
_NO_MATTER = ("about", "polite", "small", "price", "currency", "each")
_RECKONED = re.compile(r"\d\s*[^\W\d]{0,6}\s*(?:đồng|đ)?\s*[+*×]\s*\d|\d\s*[^\W\d]{0,6}\s+x\s*\d|\dx\d", re.IGNORECASE)
_FOREIGN = re.compile(r"[$€¥£]|(?<![^\W\d])(?:usd|eur|euro|đô|đô la|do la|dollars?)\b", re.IGNORECASE)


@dataclass
class _Reading:
    """What was found: sums, and what they are for."""

    prices: list[SaidItem] = field(default_factory=list)
    bare: list[Decimal] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    named: bool = False
    """"giá" or "bán" was said, or a stroke stands behind the sum: what is beside it is the pack."""
    period: str = ""
    times: int = 1


def read_money(raw: str) -> Money:
    """A sum, perhaps for a unit: {"dong": 85000, "per": "hộp"}; two sums or words left over are asked about."""
    raw = one_line(raw)
    if _RECKONED.search(raw.partition("/")[0]):
        raise Refusal("error.money_reckoned")
    if _FOREIGN.search(raw):
        raise Refusal("error.money_foreign")
    found = items(tokens(raw), _LISTS, first=("yearly", "this_year"))
    if not any(item.is_(NUMBER) for item in found):
        raise Refusal("error.money")
    if found[0].text in {"-", "–", "—", "−"}:
        raise Refusal("error.positive")
    reading = _read(_with_tallies(found))
    if ends := span_of(found):
        raise _one_of(reading, [_whole(end) for end in ends])
    return _value(reading)


def _one_of(reading: _Reading, ends: Sequence[int]) -> Refusal:
    """Both ends of "80-90k/kg" are asked about: taking one of them would be a guess."""
    per, sure = _per(reading)
    fitting = [_money(dong, per if sure else "") for dong in ends if SMALLEST <= dong <= MAX_MONEY]
    return Unsure("error.one_number", *fitting) if fitting else Refusal("error.one_number")


def _with_tallies(found: Sequence[SaidItem]) -> list[SaidItem]:
    """Beside a sum "một chục" and "một thiên" are what it is for, and no number of đồng."""
    scaled = any(item.numeral is not None and item.numeral.scaled for item in found)
    if not scaled:
        return list(found)
    known = vocabulary()
    full = []
    for item in found:
        last = item.text.split()[-1].casefold() if item.is_(NUMBER) else ""
        ten = 10 if known["tens"].get(last, marked=False) else 0
        each = known["tallies"].get(last, marked=False) or ten
        if item.numeral is not None and not item.numeral.scaled and each and item.value == each:
            full.append(SaidItem("units", known["units"].get(last, marked=False) or last, item.text))
        else:
            full.append(item)
    return full


def _read(found: Sequence[SaidItem]) -> _Reading:
    reading, n = _Reading(), 0
    while n < len(found):
        n = _take(reading, found, n)
    if not reading.prices:  # "80000 hộp": the largest number is the money
        _money_among_measures(reading)
    return reading


def _take(reading: _Reading, found: Sequence[SaidItem], n: int) -> int:
    item = found[n]
    then = found[n + 1] if n + 1 < len(found) else None
    if item.is_(NUMBER):
        return _number(reading, item, then, n)
    if item.is_("units"):
        reading.measures.append(Measure(item.value))
    elif item.is_("yearly"):
        reading.period = "năm"
    elif item.is_("periods", "loose_periods"):
        reading.period, reading.times = item.text, item.value if item.is_("periods") else 1
    elif item.text == "/":
        reading.named = reading.named or bool(reading.prices)
    elif item.is_(WORD) and reading.measures and found[n - 1].is_("units"):
        reading.measures[-1] = Measure(f"{reading.measures[-1].unit} {item.text}", reading.measures[-1].count)
        reading.left.append(item.text)  # "bịch nhỏ": asked
    elif not item.is_(*_NO_MATTER) and item.text != "=":
        reading.left.append(item.text)
    reading.named = reading.named or item.is_("price")
    return n + 1


def _number(reading: _Reading, item: SaidItem, then: SaidItem | None, n: int) -> int:
    assert item.numeral is not None, "a number item has its numeral"
    if then is not None and then.is_("units") and not item.numeral.scaled:
        reading.measures.append(Measure(then.value, item.value))
        return n + 2
    if item.numeral.scaled or (then is not None and then.is_("currency")):
        reading.prices.append(item)
    else:
        reading.bare.append(item.value)
        reading.prices.append(item)
    return n + 1


def _money_among_measures(reading: _Reading) -> None:
    large = [m for m in reading.measures if m.count is not None and m.count >= 1000]
    if len(large) != 1:
        found = next((m for m in reading.measures if m.count is not None), None)
        dong = int(found.count) if found and found.count is not None else 0
        raise Refusal("error.money_small" if 0 < dong < SMALLEST else "error.money", dong=dong)
    (price,) = large
    reading.measures = [Measure(m.unit) if m is price else m for m in reading.measures]
    reading.left.append(price.unit)  # never sure: it may be so many boxes
    reading.prices.append(SaidItem(NUMBER, price.count, ""))


def _value(reading: _Reading) -> Money:
    prices = list(dict.fromkeys(item.value for item in reading.prices))
    sums = [_whole(price) for price in prices]
    per, sure = _per(reading)
    if len(reading.prices) == 1 and not reading.left and sure:
        _check(sums[0], per)
        if reading.times > 1:
            part = _money(sums[0], reading.period)
            raise Unsure("error.money", _money(sums[0] * reading.times, ""), part, yearly=True)
        return _money(sums[0], per)
    fitting = [dong for dong in sums if SMALLEST <= dong <= MAX_MONEY]
    if not fitting:
        _check_all(sums, per if sure else "")
    if len(fitting) > 1:
        raise Unsure("error.money", *(_money(dong, "") for dong in fitting[:4]))
    raise Unsure("error.money", *_packs(fitting[0], per, reading))


def _packs(dong: int, per: str, reading: _Reading) -> list[Money]:
    """For "10 bịch 850k" also what one costs."""
    first = reading.measures[0] if reading.measures else None
    if first is None or first.count is None or first.count <= 1 or first.is_size or dong % first.count:
        return [_money(dong, per)]
    return [_money(int(dong / first.count), first.unit), _money(dong, per)]


def _per(reading: _Reading) -> tuple[str, bool]:
    """What the money is for, and whether that is sure."""
    measures = joined(reading.measures)
    if reading.period:
        return reading.period, not measures
    things = [m for m in measures if not m.is_size]
    sizes = [m for m in measures if m.is_size]
    sure = len(things) <= 1 and len(sizes) <= 1 and all(m.count in {None, 1} for m in things)
    if not things and sizes and sizes[0].count not in {None, 1}:
        sure = sure and reading.named  # "500g 85k" is asked, "500ml giá 80k" is plain
    return pack([*things, *sizes])[:40], sure


def _whole(price: Decimal) -> int:
    return int(price) if price < 10**20 else 10**20


def _check_all(sums: Sequence[int], per: str) -> None:
    """Several sums of which none can be one: "sỉ 80 lẻ 90" is meant in thousands."""
    small = [dong for dong in sums if 0 < dong < SMALLEST]
    if len(small) > 1:
        raise Unsure("error.money_small", *(_money(dong * 1000, per) for dong in small[:4]), dong=small[0])
    _check(max(sums), per)


def _check(dong: int, per: str) -> None:
    if dong <= 0:
        raise Refusal("error.positive")
    if dong > MAX_MONEY:
        raise Refusal("error.money_large")
    if dong < SMALLEST:
        raise Unsure("error.money_small", _money(dong * 1000, per), dong=dong)


def _money(dong: int, per: str) -> Money:
    return {"dong": dong, "per": per}

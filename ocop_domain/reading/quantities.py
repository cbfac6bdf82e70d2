"""How much in a year, with its unit: "1500 kg", "2 tấn 500 ký", "500 bịch nửa ký", "mỗi tháng 200 ký"."""

from __future__ import annotations

from decimal import Decimal

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, SIGN, WORD, Item, items, refuse_span
from ocop_domain.reading.measures import Measure, joined, pack, plain
from ocop_domain.reading.tokens import tokens

_LISTS = (
    "and_half",
    "units",
    "yearly",
    "loose_periods",
    "periods",
    "each",
    "span",
    "bounded",
    "about",
    "polite",
    "small",
)
_NO_MATTER = ("about", "polite", "small", "price", "each")
LONGEST_UNIT = 40
MOST = Decimal(10) ** 12

Quantity = dict[str, str]


def read_quantity(raw: str) -> Quantity:
    """A positive number and its unit: {"amount": "1500", "unit": "kg"}; a month's quantity is asked about."""
    found = items(tokens(raw), _LISTS, first=("yearly",))
    refuse_span(found)
    if not any(item.is_(NUMBER) for item in found) and not any(item.is_("and_half") for item in found):
        raise Refusal("error.number")
    if found[0].is_("span", SIGN) and found[0].text in "-–—−":
        raise Refusal("error.positive")
    return _Reading(found).value()


class _Reading:
    """One quantity on its way: its measures, for how long it is, and what is left."""

    def __init__(self, found: list[Item]) -> None:
        self.measures: list[list[Measure]] = []
        """Each with the size of its pack."""
        self.bare: list[Decimal] = []
        self.left: list[str] = []
        self.times = 0
        self.loose = ""
        self.yearly = False
        n = 0
        while n < len(found):
            n = self._take(found, n)

    def _take(self, found: list[Item], n: int) -> int:
        """Reads what stands here, and says where to go on."""
        item = found[n]
        then = found[n + 1] if n + 1 < len(found) else None
        if item.is_(NUMBER):
            if then is None or not then.is_("units"):
                self.bare.append(item.value)
                return n + 1
            half = n + 2 < len(found) and found[n + 2].is_("and_half")
            self._add(Measure(then.value, item.value + (Decimal("0.5") if half else 0)))
            return n + 2 + half
        if item.is_("units") and then is not None and then.is_("and_half"):
            self._add(Measure(item.value, Decimal("1.5")))
            return n + 2
        if item.is_("periods"):
            self.times = item.value
        elif item.is_("loose_periods"):
            self.loose = item.value
        elif item.is_("yearly"):
            self.yearly = self.yearly or (n > 0 and found[n - 1].text == "/")
        elif not item.is_(*_NO_MATTER) and item.text != "/":
            self.left.append(item.text)
        return n + 1

    def _add(self, measure: Measure) -> None:
        last = self.measures[-1] if self.measures else []
        if last and len(last) == 1 and not last[0].is_size and measure.fits_a_pack and not self.left:
            last.append(measure)  # the size of the pack
        elif last and len(last) == 1 and len(joined([*last, measure])) == 1:
            self.measures[-1] = joined([*last, measure])
        else:
            self.measures.append([measure])

    def value(self) -> Quantity:
        if not self.measures:
            return self._without_unit()
        amounts = [self._amount(measures, 1) for measures in self.measures]
        if self.loose:
            raise Unsure("error.quantity", *(self._kept(a["amount"], f"{a['unit']}/{self.loose}") for a in amounts))
        if self.times:
            yearly = [self._amount(measures, self.times) for measures in self.measures]
            raise Unsure("error.quantity", *yearly, *amounts, yearly=len(amounts) == 1)
        if len(amounts) > 1 or self.bare or self.left:
            raise Unsure("error.quantity", *amounts[:4])
        return amounts[0]

    def _amount(self, measures: list[Measure], times: int) -> Quantity:
        first, *size = measures
        assert first.count is not None, "a measure of a quantity was counted"
        unit = " ".join(part for part in (first.unit, pack(size)) if part)
        return self._kept(plain(first.count * times), f"{unit}/năm" if self.yearly and times == 1 else unit)

    @staticmethod
    def _kept(amount: str, unit: str) -> Quantity:
        if Decimal(amount) <= 0:
            raise Refusal("error.positive")
        if Decimal(amount) >= MOST or len(unit) > LONGEST_UNIT:
            raise Refusal("error.quantity")
        return {"amount": amount, "unit": unit}

    def _without_unit(self) -> Quantity:
        """A number alone wants its unit; words behind it may be a unit that is not known."""
        if not self.bare:
            raise Refusal("error.number")
        if self.bare[0] <= 0:
            raise Refusal("error.positive")
        if self.bare[0] >= MOST:
            raise Refusal("error.quantity")
        unit = " ".join(word for word in self.left if any(c.isalpha() for c in word))
        if len(unit) > LONGEST_UNIT:
            raise Refusal("error.quantity")
        if unit and len(self.bare) == 1 and len(self.left) <= 3:
            raise Unsure("error.quantity", self._kept(plain(self.bare[0]), unit))
        raise Refusal("error.unit_missing", number=plain(self.bare[0]))


def read_unit(raw: str) -> str:
    """What is counted, without a number of it: "bịch 500 g"; `Refusal` where it is none that is known."""
    found = [
        item for item in items(tokens(raw), ("units", "each", "polite", "price")) if not item.is_("polite", "price")
    ]
    if found and found[0].is_("each", NUMBER) and (found[0].is_("each") or found[0].value == 1):
        found = found[1:]
    known: list[Measure] = []
    n = 0
    while n < len(found):
        item, then = found[n], found[n + 1] if n + 1 < len(found) else None
        if item.is_(NUMBER) and then is not None and then.is_("units"):
            known.append(Measure(then.value, item.value))
            n += 2
        elif item.is_("units"):
            known.append(Measure(item.value))
            n += 1
        elif item.text == "/":
            n += 1
        else:
            return _unknown_unit(raw, found)
    counted = any(not m.is_size and m.count not in {None, 1} for m in known)
    if not known or len(known) > 2 or counted:
        return _unknown_unit(raw, found)
    return pack(known)[:LONGEST_UNIT]


def _unknown_unit(raw: str, found: list[Item]) -> str:
    words = " ".join(raw.split()).strip(" ./")
    if not words or len(found) > 4 or len(words) > LONGEST_UNIT or any(item.is_(NUMBER, SIGN) for item in found):
        raise Refusal("error.unit")
    if any(item.is_(WORD) for item in found):
        raise Unsure("error.unit", words)
    raise Refusal("error.unit")

"""How much in a year, with its unit: "1500 kg", "2 tấn 500 ký", "500 bịch nửa ký", "mỗi tháng 200 ký"."""

from __future__ import annotations

from decimal import Decimal

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, SIGN, WORD, SaidItem, items
from ocop_domain.reading.measures import Measure, joined, pack, plain
from ocop_domain.reading.tokens import tokens
from ocop_domain.reading.vocabulary import vocabulary

_LISTS = (
    "and_half",
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
_NO_MATTER = ("this_year", "about", "polite", "small", "price", "each")
_TIMES = frozenset({"x", "×", "*"})
LONGEST_UNIT = 40
MOST = Decimal(10) ** 12

Quantity = dict[str, str]


def read_quantity(raw: str) -> Quantity:
    """A positive number and its unit: {"amount": "1500", "unit": "kg"}; a month's quantity is asked about."""
    found = _with_units(items(tokens(raw), _LISTS, first=("yearly", "this_year")))
    if not any(item.is_(NUMBER) for item in found) and not any(item.is_("and_half") for item in found):
        raise Refusal("error.number")
    if found[0].is_("span", SIGN) and found[0].text in "-–—−":
        raise Refusal("error.positive")
    return _Reading(found).value()


def _with_units(found: list[SaidItem]) -> list[SaidItem]:
    """Both ends of a span with the unit that stands behind the second: "2-3 tấn" is 2 tấn or 3 tấn."""
    full: list[SaidItem] = []
    for n, item in enumerate(found):
        full.append(item)
        behind = found[n + 1 : n + 4]
        if item.is_(NUMBER) and len(behind) == 3:
            between, other, unit = behind
            if between.is_("span") and other.is_(NUMBER) and unit.is_("units"):
                full.append(unit)
    return full


class _Reading:
    """One quantity on its way: its measures, for how long it is, and what is left."""

    def __init__(self, found: list[SaidItem]) -> None:
        self.measures: list[list[Measure]] = []
        """Each with the size of its pack."""
        self.bare: list[Decimal] = []
        self.left: list[str] = []
        self.times = Decimal(0)
        """How often a year has what the amounts are said of."""
        self.loose = ""
        self.seasons = Decimal(1)
        self.worded: list[list[Measure]] = []
        """Amounts with a word behind the unit, which may belong to it: "3000 quả trứng"."""
        self.behind: list[str] = []
        """Words behind a number without a unit: they may be one; words in front of it are none ("tùy năm")."""
        self.apart = False
        self.yearly = False
        n = 0
        while n < len(found):
            n = self._take(found, n)

    def _take(self, found: list[SaidItem], n: int) -> int:
        """Reads what stands here, and says where to go on."""
        item = found[n]
        then = found[n + 1] if n + 1 < len(found) else None
        if item.is_(NUMBER):
            return self._number(item, found, n)
        if item.is_("units") and then is not None:
            part = _part_of_unit(item.value, found[n + 1 : n + 3])
            if part and not (n > 0 and found[n - 1].is_(NUMBER)):
                self._add(Measure(item.value, 1 + part))
                return n + 2
        if item.is_("periods"):
            self.times = Decimal(item.value)
        elif item.is_("loose_periods"):
            self.loose = item.value
        elif item.is_("yearly"):
            self.yearly = self.yearly or (n > 0 and found[n - 1].text == "/")
        elif item.is_("span"):
            self.apart = True
        elif item.text in _TIMES and self.measures and then is not None and then.is_(NUMBER):
            pass  # "500 bịch x 500 g"
        elif not item.is_(*_NO_MATTER) and item.text != "/":
            self._leave(item, found, n)
        return n + 1

    def _number(self, item: SaidItem, found: list[SaidItem], n: int) -> int:
        """A number with what it counts: a unit, a part of the year, or nothing that is known."""
        then = found[n + 1] if n + 1 < len(found) else None
        if then is not None and then.is_("units"):
            part = _part_of_unit(then.value, found[n + 2 : n + 4])
            self._add(Measure(then.value, item.value + part))
            return n + 2 + bool(part)
        if then is not None and then.is_("periods"):
            self.times = Decimal(then.value) / item.value if item.value else Decimal(0)
            return n + 2
        if then is not None and then.is_("yearly"):
            self.times = self.times if item.value == 1 else 1 / item.value if item.value else Decimal(0)
            return n + 2
        if then is not None and then.is_("loose_periods"):
            self.seasons = item.value
            return n + 1
        self.bare.append(item.value)
        return n + 1

    def _leave(self, item: SaidItem, found: list[SaidItem], n: int) -> None:
        """A word that is not understood; right behind what is counted it may say of what."""
        joins = vocabulary()["joins"].get(item.text.casefold(), marked=False)
        if joins:
            pass
        elif item.is_(WORD) and n > 0 and found[n - 1].is_("units") and len(self.measures) == 1 and not self.left:
            (measure,) = self.measures[0][:1]
            if not measure.is_size:
                self.worded = [[Measure(f"{measure.unit} {item.text}", measure.count)]]
        elif item.is_(WORD) and self.worded and found[n - 1].text == self.left[-1]:
            self.worded = [[Measure(f"{self.worded[0][0].unit} {item.text}", self.worded[0][0].count)]]
        self.left.append(item.text)
        if self.bare and not item.is_("and_half"):
            self.behind.append(item.text)

    def _add(self, measure: Measure) -> None:
        last = self.measures[-1] if self.measures else []
        if self.apart:
            self.measures.append([measure])
        elif last and len(last) == 1 and not last[0].is_size and measure.fits_a_pack and not self.left:
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
            whole = [self._amount(m, self.seasons) for m in self.measures] if self.seasons > 1 else []
            each = (self._kept(a["amount"], f"{a['unit']}/{self.loose}") for a in amounts)
            raise Unsure("error.quantity", *whole, *each)
        if self.times:
            yearly = [self._amount(measures, self.times) for measures in self.measures]
            raise Unsure("error.quantity", *yearly, *amounts, yearly=len(amounts) == 1)
        if len(amounts) > 1 or self.bare or self.left:
            worded = [self._amount(measures, 1) for measures in self.worded if len(pack(measures)) <= LONGEST_UNIT]
            code = "error.one_number" if self.apart else "error.quantity"
            raise Unsure(code, *worded, *amounts[:4])
        return amounts[0]

    def _amount(self, measures: list[Measure], times: Decimal | int) -> Quantity:
        first, *size = measures
        assert first.count is not None, "a measure of a quantity was counted"
        unit = " ".join(part for part in (first.unit, pack(size)) if part)
        amount = first.count * times
        if amount >= MOST:
            raise Refusal("error.quantity")
        return self._kept(plain(round(amount, 3)), f"{unit}/năm" if self.yearly and times == 1 else unit)

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
        if self.apart and len(self.bare) > 1:
            raise Refusal("error.one_number")
        if self.bare[0] <= 0:
            raise Refusal("error.positive")
        if self.bare[0] >= MOST:
            raise Refusal("error.quantity")
        unit = " ".join(word for word in self.behind if any(c.isalpha() for c in word))
        if len(unit) > LONGEST_UNIT or (self.left and not unit):
            raise Refusal("error.quantity")
        if unit and len(self.bare) == 1 and len(self.left) <= 3:
            raise Unsure("error.quantity", self._kept(plain(self.bare[0]), unit))
        raise Refusal("error.unit_missing", number=plain(self.bare[0]))


def _part_of_unit(unit: str, behind: list[SaidItem]) -> Decimal:
    """What a unit is followed by of itself: "2 tấn rưỡi", "một ký hai", "2kg5"; 0 where nothing of it."""
    if not behind or not Measure(unit).is_size:
        return Decimal("0.5") if behind and behind[0].is_("and_half") else Decimal(0)
    then, after = behind[0], behind[1] if len(behind) > 1 else None
    if then.is_("and_half"):
        return Decimal("0.5")
    counts = after is not None and not after.is_("polite", SIGN)
    if not then.is_(NUMBER) or counts or then.value not in range(1, 10) or not _is_one_digit(then):
        return Decimal(0)
    return Decimal(then.value) / 10


def _is_one_digit(item: SaidItem) -> bool:
    return len(item.text) == 1 or item.text.isalpha()


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


def _unknown_unit(raw: str, found: list[SaidItem]) -> str:
    words = " ".join(raw.split()).strip(" ./")
    if not words or len(found) > 4 or len(words) > LONGEST_UNIT or any(item.is_(NUMBER, SIGN) for item in found):
        raise Refusal("error.unit")
    if any(item.is_(WORD) for item in found):
        raise Unsure("error.unit", words)
    raise Refusal("error.unit")

"""Numbers with the unit behind them, as prices and quantities are made of: "hộp 500 g", "2 tấn 500 ký", "1 ký rưỡi"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocop_domain.reading.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Measure:
    """So many of a unit; `count` is None where none was said: "hộp" in "85k một hộp" has one, in "/hộp" none."""

    unit: str
    count: Decimal | None = None

    @property
    def is_size(self) -> bool:
        """Whether it says how much is in a pack, or can be weighed."""
        return self.unit in vocabulary().sizes

    @property
    def fits_a_pack(self) -> bool:
        """Whether so much can be in one pack: 1500 kg is another quantity."""
        most = LARGEST_PACK.get(self.unit)
        return most is not None and self.count is not None and self.count <= most


LARGEST_PACK = {"g": 20_000, "lạng": 500, "kg": 100, "ml": 20_000, "lít": 200}


def joined(measures: Sequence[Measure]) -> list[Measure]:
    """Weights that belong together made one: 2 tấn 500 kg are 2,5 tấn; "chai 500 ml" stays two."""
    weights = vocabulary().weights
    found: list[Measure] = []
    for measure in measures:
        last = found[-1] if found else None
        if last and last.count and measure.count and 0 < weights.get(measure.unit, 0) < weights.get(last.unit, 0):
            share = measure.count * weights[measure.unit] / Decimal(weights[last.unit])
            found[-1] = Measure(last.unit, last.count + share)
        else:
            found.append(measure)
    return found


def plain(number: Decimal) -> str:
    """A number as it is kept: "1.5"."""
    return format(number.normalize(), "f")


def written(number: Decimal) -> str:
    """A number as it is written in a unit: "0,5"."""
    return plain(number).replace(".", ",")


def pack(measures: Sequence[Measure]) -> str:
    """What a price is for, or what is counted: "bịch 500 g"; one of it is not counted."""
    parts: list[str] = []
    for measure in measures:
        count = measure.count
        is_size = bool(parts) and measure.is_size and count is not None  # "keo 1 lít"
        plain_one = count is None or (count == 1 and not is_size)
        parts.append(measure.unit if plain_one or count is None else f"{written(count)} {measure.unit}")
    return " ".join(parts)

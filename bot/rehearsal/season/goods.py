"""What the producers of the season make: the plan's own list, or what its product sets are called."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

from ocop_domain.programmes import Programme

_MOST_NAME = 80


@dataclass(frozen=True, slots=True)
class SeasonGood:
    """One product, and who makes it."""

    name: str
    producer: str


def goods(programme: Programme, count: int) -> list[SeasonGood]:
    """As many as are wanted: products of the plan's list, each once; then those that its sets are called after."""
    listed = [SeasonGood(one.product, one.producer or f"Hộ {one.product}") for one in programme.planned]
    sets = [one.name.split(",")[0].split("(")[0].strip() for one in programme.product_sets.sets if not one.tourism]
    named = [SeasonGood(name, f"Tổ hợp tác {name}") for name in dict.fromkeys(sets)]
    found = list(dict.fromkeys([*(one for one in listed if len(one.name) < _MOST_NAME), *named]))
    endless = cycle(found)
    return [next(endless) for _ in range(count)]


def told_of(good: SeasonGood) -> dict[str, str]:
    """What its producer says of it: words that fit whatever it is."""
    return {
        "description": f"{good.name} làm tại cơ sở theo cách quen thuộc trong vùng, mỗi mẻ ghi ngày làm, hạn dùng.",
        "packaging": "Túi 500 g có nhãn, ghi ngày làm và hạn dùng",
        "quality": "Đã tự công bố chất lượng, có sổ ghi từng mẻ",
        "material_source": "Mua của các hộ trong xã, có sổ ghi từng lần",
        "identity": "Cách làm của người trong vùng, truyền qua nhiều đời",
        "difference": "Nguyên liệu trong vùng, làm trong ngày, ghi rõ nơi làm",
    }

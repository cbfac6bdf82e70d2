"""What is wished of the way to a star, as it travels in a button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.handlers.scoring.sheets import STARS
from ocop_domain.criteria.model import CriteriaSet

NONE = "-"
MOST = 24
"""Characters of a list of items in a button: twelve items, or six changes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished: "4" stars, "1" in time for the next round ("2": for the one after it), "05" points of margin,
    then two digits for each item that cannot be done ("-" for none)."""

    target: int
    round: int = 0
    margin: int = 0
    without: str = ""

    @classmethod
    def read(cls, text: str) -> Wish:
        """The wish in a button; one that cannot be read is the plain one for the highest star."""
        head, rest = text[:4], text[4:].removeprefix(NONE)
        if not (len(head) == 4 and head.isdecimal() and int(head[0]) in STARS and (rest == "" or rest.isdecimal())):
            return cls(STARS[-1])
        return cls(int(head[0]), int(head[1]), min(int(head[2:]), 20), rest)

    def data(self, key: str, name: str = "way", **changes: Any) -> str:
        """The wish in the data of a button that does `name` for the sheet with this key."""
        wish = replace(self, **changes)
        return f"{name}:{key}:{wish.target}{wish.round}{wish.margin:02d}{wish.without or NONE}"

    def codes(self, criteria: CriteriaSet) -> list[str]:
        """The items that cannot be done."""
        numbers = [int(self.without[i : i + 2]) for i in range(0, len(self.without) - 1, 2)]
        return [criteria.items[n].code for n in numbers if n < len(criteria.items)]

    def left_out(self, criteria: CriteriaSet, code: str) -> str:
        """`without` with one item more."""
        place = next(n for n, item in enumerate(criteria.items) if item.code == code)
        return f"{self.without}{place:02d}"

"""What an address of the dashboard asks for: read once, and refused where it names what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from bot.handlers.dashboard.page import NotThere
from ocop_domain.applications import ApplicationState
from ocop_domain.eligibility import RECOGNISED

KINDS = ("first", *sorted(RECOGNISED, reverse=True))
"""What an application is made for."""
STARS = ("5", "4", "3", "0")
"""Stars that the state recognised; "0" is none."""
SORTS = ("product", "producer", "unit", "step", "star", "day")
_LONGEST = 100
"""Letters of what is looked for."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """To what a list is narrowed, how it is ordered, and where the page begins; "" for everything."""

    words: str = ""
    unit: str = ""
    state: str = ""
    star: str = ""
    group: str = ""
    form: str = ""
    kind: str = ""
    programme: str = ""
    late: str = ""
    sort: str = "day"
    back: str = ""
    """"1": from the last to the first."""
    start: int = 0

    def query(self, **changes: str | int) -> dict[str, str]:
        """The same as it stands in an address, with some of it changed; what is usual is left out."""
        now = replace(self, **changes)  # type: ignore[arg-type]
        return {f.name: str(value) for f in fields(now) if (value := getattr(now, f.name)) != f.default}


def read(query: Mapping[str, str]) -> ListQuery:
    """What was asked for; names that we do not know are left alone, values that cannot be are not there."""
    given = {f.name: query.get(f.name, "").strip() for f in fields(ListQuery)}
    _known(given["state"], tuple(ApplicationState))
    _known(given["star"], STARS)
    _known(given["kind"], KINDS)
    _known(given["late"], ("1",))
    _known(given["back"], ("1",))
    _known(given["sort"], SORTS)
    start = given.pop("start") or "0"
    if not (start.isascii() and start.isdecimal() and len(start) < 8):
        raise NotThere
    sort = given.pop("sort") or "day"
    return ListQuery(**{**given, "words": given["words"][:_LONGEST]}, sort=sort, start=int(start))


def _known(value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise NotThere

"""The pages of the dashboard in their order, and who finds each: a list that is read by a loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.handlers.dashboard import asked, door, overview, products, progress, rounds, staff, waiting, year
from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import DashboardPage, NotThere
from bot.handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: the text that names it, who finds it, and what makes it."""

    name: str
    label: str
    admits: Callable[[Turn], bool]
    make: Callable[[Turn, ListQuery], Awaitable[DashboardPage]]


PAGES = (
    PageSpec(overview.NAME, "dashboard.overview", door.admits, overview.page),
    PageSpec(products.NAME, "dashboard.products", door.admits, products.page),
    PageSpec(progress.NAME, "progress.open", door.admits, progress.page),
    PageSpec(waiting.NAME, "dashboard.waiting", door.admits, waiting.page),
    PageSpec(rounds.NAME, "rounds.title", rounds.admits, rounds.page),
    PageSpec(staff.NAME, "people.title", staff.admits, staff.page),
    PageSpec(year.NAME, "dashboard.year", door.admits, year.page),
)


def found_by(turn: Turn) -> list[PageSpec]:
    """The pages that this person has."""
    return [spec for spec in PAGES if spec.admits(turn)]


async def made(turn: Turn, name: str, query: Mapping[str, str]) -> DashboardPage:
    """The page of this name, as it was asked for; `NotThere` where there is none for this person."""
    spec = next((spec for spec in found_by(turn) if spec.name == name), None)
    if spec is None:
        raise NotThere
    return await spec.make(turn, asked.read(query))

"""What a rehearsal came to, counted from its database: applications by step, stars, lists, rounds, results, quotas."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.storage.store import Store
from ocop_domain.areas import Areas
from ocop_domain.planned import PlannedUnits
from ocop_domain.programmes import Programme
from ocop_domain.progress import ProgressEntry, by_step, quota_progress


@dataclass(frozen=True)
class QuotaLine:
    """One unit's number of a year beside what was registered there."""

    unit: str
    year: int
    new: int
    upgrade: int
    wanted_new: int
    wanted_upgrade: int


@dataclass(frozen=True)
class StarCounts:
    """The counts of one rehearsal."""

    programme: str
    applications: Mapping[str, int] = field(default_factory=dict)
    """By the step at which they are now."""
    out: int = 0
    """Refused, withdrawn, or ended without a result."""
    stars: Mapping[int, int] = field(default_factory=dict)
    chosen: Mapping[str, int] = field(default_factory=dict)
    lists: int = 0
    listed: int = 0
    rounds: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, int] = field(default_factory=dict)
    """Told, by the level of their council."""
    notices: int = 0
    """Producers to whom a result was told."""
    quotas: tuple[QuotaLine, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same for a program that reads it."""
        quotas = [
            {
                "unit": one.unit,
                "year": one.year,
                "new": [one.new, one.wanted_new],
                "upgrade": [one.upgrade, one.wanted_upgrade],
            }
            for one in self.quotas
        ]
        return {
            "programme": self.programme,
            "applications": dict(self.applications),
            "out": self.out,
            "stars": {str(star): count for star, count in self.stars.items()},
            "chosen": dict(self.chosen),
            "lists": self.lists,
            "listed": self.listed,
            "rounds": dict(self.rounds),
            "results": dict(self.results),
            "notices": self.notices,
            "quotas": quotas,
        }

    def lines(self) -> Iterator[str]:
        """The same for somebody who reads it."""
        yield f"applications: {_named(self.applications)}" + (f", out {self.out}" if self.out else "")
        yield f"stars given: {_named({f'{star} stars': count for star, count in self.stars.items()})}"
        yield f"lists handed up: {self.lists} with {self.listed} products; chosen: {_named(self.chosen)}"
        yield f"rounds: {_named(self.rounds)}; results told: {_named(self.results)}, {self.notices} notices"
        for one in self.quotas:
            upgrades = f"{one.upgrade} of {one.wanted_upgrade} upgrades"
            yield f"  {one.unit} {one.year}: {one.new} of {one.wanted_new} new, {upgrades}"
        if self.quotas:
            registered = sum(one.new + one.upgrade for one in self.quotas)
            wanted = sum(one.wanted_new + one.wanted_upgrade for one in self.quotas)
            yield f"registered in all: {registered}, against quotas of {wanted}"


def _named(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


async def counts_of(store: Store, programme: Programme, areas: Areas) -> StarCounts:
    """Counts everything that is in the database: it is the rehearsal's alone."""
    entries = await _entries(store)
    (lists,) = await store.database.fetch("SELECT count(*) FROM product_list WHERE taken_back_at = ''")
    (listed,) = await store.database.fetch("SELECT count(*) FROM product_list_item")
    told = "SELECT level, count(*) FROM result WHERE told_at <> '' GROUP BY level ORDER BY level"
    rounds = "SELECT level, count(*) FROM round WHERE state = 'told' GROUP BY level ORDER BY level"
    chosen = (
        "SELECT what, count(*) FROM selection WHERE outcome IN ('chosen', 'conditional') GROUP BY what ORDER BY what"
    )
    (notices,) = await store.database.fetch("SELECT count(*) FROM outbox WHERE key LIKE 'result:%'")
    stars = Counter(entry.star for entry in entries if entry.recognised)
    return StarCounts(
        programme=programme.id,
        applications={step.value: count for step, count in by_step(entries).items()},
        out=sum(entry.out for entry in entries),
        stars=dict(sorted(stars.items())),
        chosen=dict(await store.database.fetch(chosen)),  # type: ignore[arg-type]
        lists=lists[0],
        listed=listed[0],
        rounds=dict(await store.database.fetch(rounds)),  # type: ignore[arg-type]
        results=dict(await store.database.fetch(told)),  # type: ignore[arg-type]
        notices=notices[0],
        quotas=tuple(_quotas(programme, areas, entries)),
    )


async def _entries(store: Store) -> list[ProgressEntry]:
    """Every application, programme by programme."""
    by_programme: dict[str, list[str]] = defaultdict(list)
    for id_, area in await store.database.fetch("SELECT DISTINCT programme, area FROM application ORDER BY 1, 2"):
        by_programme[id_].append(area)
    return [entry for id_, units in by_programme.items() for entry in await store.progress_in(units, id_)]


def _quotas(programme: Programme, areas: Areas, entries: Sequence[ProgressEntry]) -> Iterator[QuotaLine]:
    """The plan's numbers of each year, unit by unit."""
    if not programme.quotas or not programme.province:
        return
    day = programme.issued or programme.valid_from
    top = areas.search(programme.province, day, level="province", limit=1)[0].code
    places = PlannedUnits(areas, top, day)
    for year in sorted({programme.quota_year(quota) for quota in programme.quotas}):
        for one in quota_progress(programme, places, entries, year, lambda unit: frozenset(areas.reach(unit, day))):
            yield QuotaLine(one.quota.area, year, one.new, one.upgrade, one.quota.new, one.quota.upgrade)

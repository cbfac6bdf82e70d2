"""Every programme's years from idea to certificate, on both engines; annex 2 of Cà Mau 2022 is held to its lists."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.rehearsal.to_stars.cast import products_of
from bot.rehearsal.to_stars.counts import StarCounts
from bot.rehearsal.to_stars.opened import house_in, play_to_stars
from bot.settings.config import Settings
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from rehearsal.annex import differences
from rehearsal.year import quick_folder

YEARS = {
    "camau-2022": (date(2022, 1, 1), date(2022, 12, 31)),
    "dakdoa-2022": (date(2022, 1, 1), date(2022, 12, 31)),
    "khanhhoa-2020": (date(2020, 1, 1), date(2020, 12, 31)),
    "vietnam-2027": (date(2026, 5, 22), date(2027, 12, 31)),
}
"""The years that are played; those under Decision 26/2026 are two."""


def all_to_stars(fresh: Callable[[], str], only: str = "") -> bool:
    """Plays and prints them all; True when nothing is wrong."""
    right = True
    for name in [name for name in YEARS if only in {"", name}]:
        for engine in ("SQLite", "PostgreSQL"):
            url = fresh() if engine == "PostgreSQL" else None
            with quick_folder() as folder:
                right &= asyncio.run(_played(name, engine, folder, url))
    return right


async def _played(name: str, engine: str, folder: Path, url: str | None) -> bool:
    programme, areas, began = load_programme(name), load_areas(), time.monotonic()
    settings = Settings(demo=False, data=folder, database_url=url)  # type: ignore[arg-type]
    async with house_in(folder / "house", settings, programme, areas, YEARS[name][0]) as house:
        counts = await play_to_stars(house, *YEARS[name])
        wrong = await differences(house) if name == "camau-2022" else []
    wrong += _missing(counts, len(products_of(programme, areas)))
    print(f"{name}, {engine}, in {time.monotonic() - began:.0f} s; {len(wrong)} differences", flush=True)
    for line in (*counts.lines(), *wrong[:20]):
        print("   ", line, flush=True)
    return not wrong


def _missing(counts: StarCounts, products: int) -> list[str]:
    """What did not come to an end: every product has a result, and every result was told."""
    ended = counts.applications.get("recognised", 0) + counts.applications.get("judged", 0)
    found = [] if ended == products else [f"{ended} of {products} products came to a result: {counts.applications}"]
    if counts.notices != sum(counts.results.values()):
        found.append(f"{counts.notices} notices of {sum(counts.results.values())} results")
    return found

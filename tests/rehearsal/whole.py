"""The whole year in every way: plainly, jumping, killed, with one process and with two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.storage.engine.opening import open_postgres, open_sqlite
from rehearsal.lives import lives
from rehearsal.year import camau, down, quick_folder, year

SEEDS = (0, 1, 2)
KILLS = 150


def years(fresh: Callable[[], str]) -> bool:
    """Plays and prints them all; True when nothing is wrong. Killed processes come again by day and by night."""
    with quick_folder() as folder:
        return _years(folder, fresh)


def _years(folder: Path, fresh: Callable[[], str]) -> bool:
    found = []
    for seed in SEEDS:
        place = folder / f"plain{seed}"
        place.mkdir(parents=True)
        script = camau(seed=seed)
        found.append(asyncio.run(year(script, lambda place=place: open_sqlite(place), name=f"year, seed {seed}")))
        print(found[-1], flush=True)
    script = camau(seed=2)
    weeks = [
        (date(2022, 3, 28), date(2022, 4, 3)),
        (date(2022, 6, 27), date(2022, 7, 3)),
        (date(2022, 12, 24), date(2022, 12, 30)),
    ]
    place = folder / "jumps"
    place.mkdir()
    found.append(asyncio.run(year(down(script, *weeks), lambda: open_sqlite(place), name="three weeks jumped over")))
    print(found[-1], flush=True)
    url = fresh()
    found.append(asyncio.run(year(script, lambda: open_postgres(url), name="PostgreSQL")))
    print(found[-1], flush=True)
    for name, url_, processes, kills in (
        ("SQLite, kill -9", None, 1, KILLS),
        ("two processes on one PostgreSQL", fresh(), 2, 0),
        ("two processes on one PostgreSQL, kill -9", fresh(), 2, KILLS),
    ):
        place = folder / str(len(found))
        found.append(lives(script, place, url_, processes=processes, kills=kills, seed=7, name=name))
        print(found[-1], flush=True)
    return not any(f.faults for f in found)

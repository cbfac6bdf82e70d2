"""A list of ten thousand rows with three hundred bad ones, imported beside a conversation that goes on."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from support.databases import with_tables
from support.imports import a_long_list

from bench.table import Line
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Reply
from bot.operation.importing import by_command
from bot.records.imports import ImportFile
from bot.settings.config import Settings
from bot.storage.engine.opening import open_database
from bot.storage.store import Store


def measure(folder: Path, *, rows: int, bad: int) -> list[Line]:
    """Seconds of the import in a process of its own, and milliseconds of turns that are written meanwhile."""
    place = folder / "imports"
    (place / "live").mkdir(parents=True)
    with_tables(place / "live")
    return asyncio.run(_measured(place, a_long_list(rows, bad, datetime.now(UTC).date()), rows, bad))


async def _measured(place: Path, data: bytes, rows: int, bad: int) -> list[Line]:
    settings = Settings(demo=False, data=place, secret="x" * 32)  # type: ignore[arg-type]
    read = by_command(settings)
    file = ImportFile("bench", 0, "n96", "list.xlsx", "")
    now = datetime.now(UTC)
    store = Store(await open_database(None, settings.folder))
    try:
        turns: list[float] = []
        talking = asyncio.create_task(_talk(store, turns))
        began = time.perf_counter()
        told, _ = await read(data, file, ["n96"], now=now, language="vi", take=True)
        took = time.perf_counter() - began
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
    finally:
        await store.close()
    if (told["errors"], told["new"]) != (bad, rows - bad):
        sys.stderr.write(json.dumps({name: told[name] for name in ("errors", "new", "rows")}) + "\n")
        raise AssertionError("the list was not imported as it should be")
    name = f"import of {rows:,} rows, {bad} of them bad"
    return [
        Line(name, [took], "s", most=10, digits=1),
        Line("a turn written meanwhile, median", turns, "ms", most=50),
        Line("a turn written meanwhile, slowest", [max(turns)], "ms", most=2000),
    ]


async def _talk(store: Store, turns: list[float]) -> None:
    """One conversation, a turn every twentieth of a second."""
    number = 0
    while True:
        number += 1
        now = datetime.now(UTC)
        arrival = Arrival("web", "lan", str(number), "{}")
        began = time.perf_counter()
        await store.intake([arrival], now)
        person = await store.person("web", "lan", "vi", now)
        await store.commit(arrival, Outcome(person.id, (), (Reply("vâng"),)), now)
        turns.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.05)

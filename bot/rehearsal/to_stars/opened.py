"""The assistant of a play: the real one, live, on a database of its own, with a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path

from bot.app import open_assistant
from bot.kit.clock import VIETNAM
from bot.rehearsal.stage import HandClock
from bot.rehearsal.to_stars.cast import products_of
from bot.rehearsal.to_stars.counts import StarCounts, counts_of
from bot.rehearsal.to_stars.house import PlayedHouse
from bot.rehearsal.to_stars.play import StarPlay
from bot.settings.config import Settings
from bot.settings.plans import programmes_of
from bot.storage.engine.statements import Statement
from ocop_domain.areas import Areas
from ocop_domain.programmes import Programme

KIND = "rehearsal"
"""What a database is marked as in which anything was played: no assistant opens it afterwards."""


@asynccontextmanager
async def house_in(
    folder: Path, settings: Settings, programme: Programme, areas: Areas, first: date, *, file: str | None = None
) -> AsyncIterator[PlayedHouse]:
    """The house on the first morning: in PostgreSQL where the settings say so, else in the folder.

    `file` is the programme's own one where it does not ship. No channel is served but the web chat, and files
    stay in the folder.
    """
    own = settings.model_copy(
        update={
            "demo": False,
            "data": folder,
            "programmes": settings.programmes_folder,
            "programme": file,
            "telegram_token": None,
            "telegram_webhook_url": None,
            "files_url": None,
            "web_url": None,
        }
    )
    clock = HandClock(datetime.combine(first, time(8), VIETNAM))
    async with open_assistant(own, clock, ticks=False) as assistant:
        mark = Statement("UPDATE meta SET value = ? WHERE key = 'kind'", (KIND,))
        await assistant.store.database.write([mark])
        yield PlayedHouse(assistant, programme, programmes_of(own), areas, clock)


async def play_to_stars(
    house: PlayedHouse, first: date, last: date, lists: Sequence[Path] = (), take: int = 0
) -> StarCounts:
    """All the time from the first day to the last; what it came to."""
    products = products_of(house.programme, house.areas, lists, take)
    await StarPlay(house, products).play(first, last)
    return await counts_of(house.assistant.store, house.programme, house.areas)

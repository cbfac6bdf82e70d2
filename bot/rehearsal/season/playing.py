"""Plays the season of a demonstration: beforehand, to be copied, or in a demonstration that found none."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import Assistant, open_assistant
from bot.bootstrap import clock_of, files_of
from bot.demonstration import windows_of
from bot.kit.clock import DemoClock
from bot.messages import Upload
from bot.rehearsal.season.prepared import PLAYING, prepared, shelf
from bot.rehearsal.season.script import WHOLE, Keep, Season, SeasonSize
from bot.settings.config import Settings
from bot.storage.engine.migrate import migrate
from bot.storage.engine.opening import FILE
from ocop_domain.areas import load_areas

_OWN = ("secret", "serving")
"""Of the place where it was made only."""


async def prepare(settings: Settings, *, size: SeasonSize = WHOLE) -> Path:
    """Plays the season beside the environment, if it is not there; older ones of the programme go."""
    made = prepared(settings)
    if (made / FILE).exists():
        return made
    part = made.with_name(f".{made.name}.{os.getpid()}")
    own = Settings(demo=True, data=part, demo_programme=settings.programme_id, demo_season=False)
    try:
        own.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        await migrate(f"sqlite+aiosqlite:///{own.folder / FILE}")
        async with open_assistant(own, clock_of(own), ticks=False) as assistant:
            await play(assistant, size=size)
        for name in _OWN:
            (own.folder / name).unlink(missing_ok=True)
        for old in shelf().glob(f"{settings.programme_id}-*"):
            shutil.rmtree(old, ignore_errors=True)
        own.folder.replace(made)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return made


async def play(assistant: Assistant, *, size: SeasonSize = WHOLE) -> None:
    """Plays the season in an open demonstration; the page says so as long as it lasts."""
    playing = assistant.settings.folder / PLAYING
    await asyncio.to_thread(playing.touch)
    async with _files(assistant) as keep:
        season = Season(
            assistant=assistant,
            programme=assistant.programme,
            areas=load_areas(),
            windows=windows_of(assistant.programme),
            keep=keep,
            move=lambda moment: _move(assistant, moment),
            size=size,
        )
        assert assistant.demo is not None
        assistant.demo.preparing.now = True
        try:
            await season.play()
        finally:
            assistant.demo.preparing.now = False
    await asyncio.to_thread(playing.unlink)


async def _move(assistant: Assistant, moment: datetime) -> None:
    """Another moment, with what became due; messages of the days between are left out, but for the last."""
    assert isinstance(assistant.clock, DemoClock)
    assistant.clock.advance_to(moment)
    await assistant.endings.tick()
    await assistant.reminders.tick()
    await assistant.broadcasts.tick()
    await assistant.idle()


@asynccontextmanager
async def _files(assistant: Assistant) -> AsyncIterator[Keep]:
    files = files_of(assistant.settings)

    async def keep(data: bytes, name: str) -> Upload:
        return await files.put(data, name)

    try:
        yield keep
    finally:
        await files.aclose()

"""The season beside the environment: played once, copied by every demonstration that begins; anew after any change."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import ocop_domain
from bot.app import Assistant, open_assistant
from bot.bootstrap import clock_of, files_of
from bot.demonstration import windows_of
from bot.kit.clock import DemoClock, system_clock
from bot.messages import Upload
from bot.rehearsal.season.script import WHOLE, Keep, Season, SeasonSize
from bot.settings.config import Settings
from bot.storage.engine.migrate import migrate
from bot.storage.engine.opening import FILE
from ocop_domain.areas import load_areas

_CODE = (Path(ocop_domain.__file__).parent, Path(__file__).parents[2])
"""The folders of which any change makes the season anew."""
_PLAYING = "playing"
"""The file that is there as long as a season is being played."""
_OWN = ("secret", "serving")
"""Of the place where it was made only."""


def fingerprint(settings: Settings) -> str:
    """Of the programme, and of every file of code and data: name, size and when it was written."""
    digest = hashlib.sha256(settings.programme_id.encode())
    for root in _CODE:
        for folder, inner, names in os.walk(root, followlinks=True):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            for name in sorted(names):
                about = (Path(folder) / name).stat()
                digest.update(f"{folder}/{name}:{about.st_size}:{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def shelf() -> Path:
    """Where prepared seasons are: in the environment, which is thrown away with them."""
    return Path(sys.prefix) / "demo"


def prepared(settings: Settings) -> Path:
    """The prepared season of these settings, whether it is there or not."""
    return shelf() / f"{settings.programme_id}-{fingerprint(settings)}"


def clear_unfinished(settings: Settings) -> bool:
    """A season that was not played to its end is thrown away, to be made anew; whether there was one."""
    if settings.database_url or not (settings.folder / _PLAYING).exists():
        return False
    shutil.rmtree(settings.folder)
    return True


def place(settings: Settings) -> bool:
    """An empty demonstration takes the prepared season; False where there is none, or the demonstration has begun."""
    made, folder = prepared(settings), settings.folder
    if settings.database_url or (folder / FILE).exists() or not (made / FILE).exists():
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    # The clock goes on from where the season ends, however long it has been kept.
    (folder / "began").write_text(system_clock().isoformat())
    return True


def has_begun(settings: Settings) -> bool:
    """Whether this demonstration was ever opened, or took a season."""
    return bool(settings.database_url) or (settings.folder / FILE).exists()


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
    playing = assistant.settings.folder / _PLAYING
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

"""One process that serves an embedded database: SQLite takes many, but each would think that what waits is its own."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from bot.ports.database import UnusableDatabase
from bot.storage.engine.sqlite_faults import trouble_of_disk

LOCK = "serving.lock"
LOOKS = 20
"""Tenths of a second: so long a process that was just killed may take to go."""


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[None]:
    """Holds the folder for this process; `UnusableDatabase` when another one serves it, or it cannot be written.

    The system lets go of the lock when the process ends, however it ends: none is ever left behind. Tools that only
    look or write a row (check, invite, outbox, backup) need it not.
    """
    with _opened(folder) as file:
        for look in range(LOOKS + 1):
            if _taken(file):
                break
            if look == LOOKS:
                file.seek(0)
                who = file.read(20).strip() or "unknown"
                raise UnusableDatabase(
                    f"OCOP_DATA: {folder} is served by another process (number {who}). Stop that one, or use another"
                    " folder. One process serves an embedded database; more need PostgreSQL (OCOP_DATABASE_URL)."
                )
            await asyncio.sleep(0.1)
        with suppress(OSError):  # a full disk: the lock holds without its number
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
        yield


def _opened(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / LOCK).open("a+")
    except OSError as error:
        words = trouble_of_disk(folder) or f"{folder} cannot be used: {error.strerror}"
        raise UnusableDatabase(f"OCOP_DATA: {words}.") from None


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: nobody can be kept out
    return True

"""Brings the database to today's tables when the program starts."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.ports.database import UnusableDatabase

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

log = structlog.get_logger(__name__)

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def head() -> str:
    """The newest revision: the versions are numbered files."""
    return max(p.name.split("_")[0] for p in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def config(connection: Connection) -> Config:
    """Alembic's settings for this connection; there is no ini file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


async def migrate(url: str) -> None:
    """Runs the missing steps; `url` is SQLAlchemy's, with an async driver.

    Alembic and SQLAlchemy are imported here: a start without a missing step does without them.
    """
    from alembic import command
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            # One at a time, all steps or none: an assistant that was killed leaves its migration running.
            lock = "BEGIN IMMEDIATE" if url.startswith("sqlite") else "SELECT pg_advisory_xact_lock(20220215)"
            await connection.exec_driver_sql(lock)
            await connection.run_sync(lambda c: command.upgrade(config(c), "head"))
    finally:
        await engine.dispose()


async def migrate_aside(url: str) -> None:
    """The same in a process of its own: the memory that Alembic takes goes away with it. The URL goes by stdin."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.storage.engine.migrate",
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=MIGRATIONS.parents[2],
    )
    _, told = await process.communicate(url.encode())
    if process.returncode:
        lines = told.decode(errors="replace").strip().splitlines() or [f"it ended with {process.returncode}"]
        raise UnusableDatabase(f"The database could not be migrated, and is as it was: {lines[-1]}")
    log.info("database migrated", revision=head())


def _main() -> None:
    if sys.platform == "linux":  # PR_SET_PDEATHSIG: an assistant that is killed takes its migration along, undone
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    try:
        asyncio.run(migrate(sys.stdin.read().strip()))
    except Exception as error:  # whatever it is: the administrator must know it, in a line
        first = getattr(error, "orig", None) or error
        sys.exit(f"{type(first).__name__}: {str(first).strip().partition(chr(10))[0]}")


if __name__ == "__main__":
    _main()

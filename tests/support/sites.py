"""A place where the program is to be installed, good or bad, and what its commands say there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from alembic import command
from click.testing import Result
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from typer.testing import CliRunner

from bot.app import open_assistant
from bot.cli import app, go
from bot.storage.engine.migrate import config
from bot.storage.engine.opening import FILE
from support.assistants import settings_for
from support.databases import sqlalchemy_url

LETTER = "letter.txt"


class Site:
    """A folder and, perhaps, a PostgreSQL database: what the commands are told to use."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.url = url
        self.file = folder / "live" / FILE
        self.letter = folder / LETTER
        self.letter.write_text("Kính gửi bà con")

    @property
    def sqlalchemy(self) -> str:
        return sqlalchemy_url(self.url) if self.url else f"sqlite+aiosqlite:///{self.file}"

    def type(self, *words: str, **settings: str) -> Result:
        """Types a command."""
        given = {"OCOP_DATA": str(self.folder), "OCOP_PROGRAMME": "camau-2022", "OCOP_DATABASE_URL": self.url}
        typed = [str(self.letter) if word == LETTER else word for word in words]
        return CliRunner().invoke(app, typed, env=given | settings)

    def serve(self) -> Result:
        """What is said where the assistant is to be opened for serving, and cannot be."""
        only = typer.Typer()
        only.command()(lambda: go(self._open()))
        return CliRunner().invoke(only, [])

    async def _open(self) -> None:
        async with open_assistant(settings_for(self.folder, database_url=self.url or None)):
            pass

    def upgrade(self, revision: str) -> None:
        self.file.parent.mkdir(exist_ok=True)
        asyncio.run(self._on(lambda c: command.upgrade(config(c), revision)))

    def execute(self, sql: str) -> None:
        asyncio.run(self._on(lambda c: c.execute(text(sql))))

    def revision(self) -> str:
        version = text("SELECT version_num FROM alembic_version")
        return str(asyncio.run(self._on(lambda c: c.execute(version).scalar())))

    async def _on(self, act: Callable[[Connection], Any]) -> Any:
        engine = create_async_engine(self.sqlalchemy)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(act)
        finally:
            await engine.dispose()


def plain(shown: Result, *words: str) -> None:
    """It ended with 1 and one line that says these words."""
    told = shown.stderr.strip()
    assert shown.exit_code == 1, shown.output
    assert len(told.splitlines()) == 1, told
    assert all(word in told for word in words), told

"""A database that is not of today: only `run` and `upgrade` may change it, and everybody says plainly what it is."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer
from alembic import command
from click.testing import Result
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from support.databases import ENGINES, sqlalchemy_url, with_tables
from support.houses import settings_for
from typer.testing import CliRunner

from bot.app import open_house
from bot.cli import app, go
from bot.storage.migrate import config, head
from bot.storage.opening import FILE

LETTER = "letter.txt"
TOOLS = (
    ["check"],
    ["export"],
    ["outbox"],
    ["invite", "--role", "admin"],
    ["broadcast", LETTER, "--to", "role=producer", "--dry-run"],
)
CHANGING = [tool for tool in TOOLS if tool != ["check"]]


class Place:
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
        """What is said where the house is to be opened for serving, and cannot be."""
        only = typer.Typer()
        only.command()(lambda: go(self._open()))
        return CliRunner().invoke(only, [])

    async def _open(self) -> None:
        async with open_house(settings_for(self.folder, database_url=self.url or None)):
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


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty database, on each engine in turn."""
    return Place(tmp_path, request.getfixturevalue("fresh_postgres")() if request.param == "postgres" else "")


def plain(shown: Result, *words: str) -> None:
    """It ended with 1 and one line that says these words."""
    told = shown.stderr.strip()
    assert shown.exit_code == 1, shown.output
    assert len(told.splitlines()) == 1, told
    assert all(word in told for word in words), told


def test_no_tool_makes_a_database_that_is_missing(place: Place) -> None:
    for tool in CHANGING:
        plain(place.type(*tool), "no database", "ocop-bot run")
    checked = place.type("check")
    assert "database: none yet" in checked.output
    assert not place.file.exists()


def test_no_tool_changes_an_older_database(place: Place) -> None:
    place.upgrade("0012")
    for tool in CHANGING:
        plain(place.type(*tool), "older version", "0012", "ocop-bot upgrade")
    assert "revision 0012" in place.type("check").output
    assert place.revision() == "0012"


def test_a_database_of_a_newer_version_is_said_to_be_one_and_left_alone(place: Place) -> None:
    place.upgrade("head")
    place.execute("UPDATE alembic_version SET version_num = '9999'")
    for shown in (place.serve(), *(place.type(*tool) for tool in CHANGING)):
        plain(shown, "newer version", "9999", head())
    checked = place.type("check")
    assert checked.exit_code == 1
    assert "PROBLEM database" in checked.output
    assert "newer version" in checked.output
    assert place.revision() == "9999"


def test_a_tool_marks_no_database(tmp_path: Path) -> None:
    with_tables(tmp_path / "live")
    place = Place(tmp_path)
    for tool in TOOLS:
        shown = place.type(*tool)
        assert shown.exit_code == 0, shown.output
    with closing(sqlite3.connect(place.file)) as connection:
        assert connection.execute("SELECT key FROM meta").fetchall() == []

"""`ocop-bot upgrade`, and `run` on an older database: a verified copy, the steps, a look; else all is as it was."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from support.assistants import settings_for
from support.databases import sqlalchemy_url
from support.places import ROOT
from support.postgres import tools_folder

from bot.commands.upgrading import GIVEN_UP, Upgrade, UpgradeFailed
from bot.settings.config import Settings
from bot.storage.backup.manifest import read_manifest
from bot.storage.engine.migrate import MIGRATIONS, config, head, migrate
from bot.storage.engine.opening import FILE, look

OLD = "0013"


def _older(url: str) -> None:
    """Tables of an older revision, with somebody in them."""

    async def make() -> None:
        from alembic import command
        from sqlalchemy import text
        from sqlalchemy.ext.asyncio import create_async_engine

        engine = create_async_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(lambda c: command.upgrade(config(c), OLD))
            await connection.execute(text("INSERT INTO meta (key, value) VALUES ('kind', 'live')"))
            await connection.execute(text("INSERT INTO person (id, language) VALUES (7, 'vi')"))
        await engine.dispose()

    asyncio.run(make())


def _of_sqlite(folder: Path) -> str:
    (folder / "live").mkdir(parents=True, exist_ok=True)
    return f"sqlite+aiosqlite:///{folder / 'live' / FILE}"


@pytest.fixture(params=["sqlite", "postgres"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a live installation whose database is older than the program."""
    if request.param == "sqlite":
        _older(_of_sqlite(tmp_path / "data"))
        return settings_for(tmp_path / "data")
    url = request.getfixturevalue("fresh_postgres")()
    _older(sqlalchemy_url(url))
    return settings_for(tmp_path / "data", database_url=url, postgres_tools=tools_folder())


def _revision(settings: Settings) -> str:
    url = settings.database_url.get_secret_value() if settings.database_url else None
    return asyncio.run(look(url, settings.folder)).revision


def _copies(settings: Settings) -> list[Path]:
    return sorted(settings.backups_folder.glob("before-upgrade-*.zip"))


def _people(settings: Settings) -> int:
    if settings.database_url:

        async def count() -> int:
            connection = await asyncpg.connect(settings.database_url.get_secret_value())  # type: ignore[union-attr]
            try:
                return int(await connection.fetchval("SELECT count(*) FROM person"))
            finally:
                await connection.close()

        return asyncio.run(count())
    with closing(sqlite3.connect(settings.folder / FILE)) as database:
        return int(database.execute("SELECT count(*) FROM person").fetchone()[0])


def test_an_upgrade_copies_migrates_looks_and_says_each_step(older: Settings) -> None:
    said: list[str] = []
    assert asyncio.run(Upgrade(older, said.append)())
    assert _revision(older) == head()
    assert _people(older) == 1
    (copy,) = _copies(older)
    assert OLD in copy.name
    with zipfile.ZipFile(copy) as archive:
        manifest = read_manifest(archive.read("manifest.json"))
    assert (manifest.revision, manifest.counts["person"], manifest.with_files) == (OLD, 1, False)
    assert [line[:2] for line in said] == ["Th", "1.", "  ", "2.", "3.", "Do"]
    again: list[str] = []
    assert not asyncio.run(Upgrade(older, again.append)())
    assert again == []


def test_what_lost_rows_is_put_back_as_it_was(older: Settings) -> None:
    url = older.database_url.get_secret_value() if older.database_url else ""

    async def bad() -> None:
        """A migration with a mistake in it."""
        await migrate(sqlalchemy_url(url) if url else f"sqlite+aiosqlite:///{older.folder / FILE}")
        if url:
            connection = await asyncpg.connect(url)
            await connection.execute("DELETE FROM person")
            await connection.close()
        else:
            with closing(sqlite3.connect(older.folder / FILE)) as database:
                database.execute("DELETE FROM person")
                database.commit()

    with pytest.raises(UpgradeFailed, match=r"rows are missing in person.*put back"):
        asyncio.run(Upgrade(older, lambda line: None)(bad))
    assert (_revision(older), _people(older)) == (OLD, 1)
    assert asyncio.run(Upgrade(older, lambda line: None)())
    assert (_revision(older), _people(older)) == (head(), 1)


def test_a_migration_that_breaks_off_changes_nothing(older: Settings) -> None:
    async def broken() -> None:
        raise RuntimeError("the database could not be migrated")

    with pytest.raises(UpgradeFailed, match="changed nothing"):
        asyncio.run(Upgrade(older, lambda line: None)(broken))
    assert (_revision(older), _people(older)) == (OLD, 1)


def test_without_the_programs_of_postgresql_nothing_is_migrated_unless_asked(
    fresh_postgres: object, tmp_path: Path
) -> None:
    url = fresh_postgres()  # type: ignore[operator]
    _older(sqlalchemy_url(url))
    (tmp_path / "none").mkdir()
    settings = settings_for(tmp_path / "data", database_url=url, postgres_tools=tmp_path / "none")
    with pytest.raises(UpgradeFailed, match=r"nothing was changed.*postgresql-client-.*--without-copy"):
        asyncio.run(Upgrade(settings, lambda line: None)())
    assert _revision(settings) == OLD
    assert asyncio.run(Upgrade(settings, lambda line: None, without_copy=True)())
    assert _revision(settings) == head()
    assert _copies(settings) == []


def test_what_migrations_take_away_is_named_by_revisions_that_exist() -> None:
    known = {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    assert set(GIVEN_UP) <= known


def _start(folder: Path, *words: str) -> subprocess.Popen[str]:
    env = {"OCOP_DATA": str(folder), "OCOP_PROGRAMME": "camau-2022", "OCOP_WEB_PORT": "0", "PATH": os.defpath}
    command = [sys.executable, "-u", "-m", "bot.cli", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def test_run_makes_the_copy_before_it_migrates_and_then_serves(tmp_path: Path) -> None:
    _older(_of_sqlite(tmp_path))
    with _start(tmp_path, "run") as process:
        told = ""
        assert process.stdout
        while "Ctrl+C" not in told and (line := process.stdout.readline()):
            told += line
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
    assert told.index("1. A copy") < told.index("2. The steps") < told.index("Ctrl+C")
    settings = settings_for(tmp_path)
    assert (_revision(settings), len(_copies(settings)), _people(settings)) == (head(), 1, 1)


@pytest.mark.parametrize("word", ["2. The steps", "3. A look"])
def test_an_upgrade_that_is_killed_leaves_a_database_that_opens(tmp_path: Path, word: str) -> None:
    _older(_of_sqlite(tmp_path))
    with _start(tmp_path, "upgrade") as process:
        assert process.stdout
        while (line := process.stdout.readline()) and word not in line:
            pass
        process.kill()
    settings = settings_for(tmp_path)
    assert _revision(settings) in {OLD, head()}
    assert _people(settings) == 1
    with closing(sqlite3.connect(settings.folder / FILE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with _start(tmp_path, "upgrade") as process:
        process.communicate()
    assert process.returncode == 0
    assert (_revision(settings), _people(settings)) == (head(), 1)

"""Backups: made while others write, read back, put in place again; every mismatch is one plain line."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from support.databases import copied_sqlite
from support.people import PNG
from support.postgres import tools_folder

from bot.storage.backup.engines import Engine
from bot.storage.backup.making import BackupSource, make_backup
from bot.storage.backup.manifest import MANIFEST, BadBackup
from bot.storage.backup.postgres_copy import PostgresCopies
from bot.storage.backup.restoring import RestoreTarget, restore_backup
from bot.storage.backup.sqlite_copy import SQLiteCopies
from bot.storage.engine.opening import FILE
from bot.storage.files.folder import Folder
from bot.storage.files.kept import FileStore
from bot.storage.files.naming import NAMING
from bot.storage.tables import metadata

NOW = datetime(2027, 3, 1, 19, 0, tzinfo=UTC)
WORDS = "mật khẩu của xã"


class Home:
    """An installation on one of the engines: its folder, its database, its files."""

    def __init__(self, folder: Path, url: str, tools: Path | None) -> None:
        self.folder = folder
        self.url = url
        self.engine: Engine = PostgresCopies(url, tools) if url else SQLiteCopies(folder)
        self.files = FileStore(folder / "files")

    @property
    def source(self) -> BackupSource:
        return BackupSource(self.engine, Folder(self.folder / "files"), self.folder, "vietnam-2027")

    @property
    def target(self) -> RestoreTarget:
        return RestoreTarget(self.engine, Folder(self.folder / "files"), self.folder, "live")

    async def run(self, *statements: str) -> list[tuple[object, ...]]:
        """SQL as somebody else's connection does it."""
        if self.url:
            connection = await asyncpg.connect(self.url)
            try:
                rows = [await connection.fetch(statement) for statement in statements]
            finally:
                await connection.close()
            return [tuple(row) for row in rows[-1]]
        with closing(sqlite3.connect(self.folder / FILE, isolation_level=None)) as connection:
            return [tuple(row) for row in [connection.execute(s).fetchall() for s in statements][-1]]

    async def lives(self) -> str:
        """Somebody who has sent a photo; returns its id."""
        kept = await self.files.put(PNG, "anh.png")
        (self.folder / "secret").write_text("s" * 64)
        await self.run(
            "INSERT INTO meta (key, value) VALUES ('kind', 'live')",
            "INSERT INTO person (id, language, created_at) VALUES (7, 'vi', '2027-01-02')",
            "INSERT INTO file (id, person_id, name, content_type, size, created_at)"
            f" VALUES ('{kept.id}', 7, 'anh.png', 'image/png', {kept.size}, '2027-01-02')",
        )
        return kept.id


@pytest.fixture(params=["sqlite", "postgres"])
def homes(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Callable[..., Home]:
    """Makes installations on one engine: with tables, or with nothing."""
    numbers = iter(range(100))
    if request.param == "postgres":
        bare_url, ready_url = request.getfixturevalue("fresh_postgres"), request.getfixturevalue("ready_postgres")

    def make(*, bare: bool = False) -> Home:
        folder = tmp_path / f"home{next(numbers)}" / "live"
        if request.param == "postgres":
            url = bare_url() if bare else ready_url()
            folder.mkdir(parents=True)
            return Home(folder, url, tools_folder())
        if not bare:
            copied_sqlite(migrated_sqlite, folder)
        return Home(folder, "", None)

    return make


@pytest.fixture
def home(tmp_path: Path, migrated_sqlite: Path) -> Home:
    """An installation on SQLite: for what does not hang on the engine."""
    copied_sqlite(migrated_sqlite, tmp_path / "home" / "live")
    return Home(tmp_path / "home" / "live", "", None)


async def test_a_backup_gives_back_database_files_and_secret(homes: Callable[..., Home], tmp_path: Path) -> None:
    here, there = homes(), homes(bare=True)
    photo = await here.lives()
    made = await make_backup(here.source, tmp_path / "b.zip", NOW)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert (made.manifest.kind, made.manifest.counts["person"], made.manifest.missing) == ("live", 1, ())
    await restore_backup(made.path, there.target)
    assert await there.run("SELECT id, language FROM person") == [(7, "vi")]
    assert (await there.files.get(photo))[0] == PNG
    assert (there.folder / "secret").read_text() == "s" * 64
    assert stat.S_IMODE((there.folder / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".*")] == []


async def test_what_is_in_place_is_overwritten_only_on_request_and_kept_aside(
    homes: Callable[..., Home], tmp_path: Path
) -> None:
    here, there = homes(), homes()
    await here.lives()
    await there.lives()
    await there.run("UPDATE person SET language = 'en'")
    made = await make_backup(here.source, tmp_path / "b.zip", NOW)
    with pytest.raises(BadBackup, match="--replace"):
        await restore_backup(made.path, there.target)
    assert await there.run("SELECT language FROM person") == [("en",)]
    done = await restore_backup(made.path, there.target, aside="before-restore-1")
    assert await there.run("SELECT language FROM person") == [("vi",)]
    (former,) = done.former
    if there.url:
        assert await there.run(f"SELECT language FROM {former.removeprefix('schema ')}.person") == [("en",)]
        # The next backup is of what is in place now.
        again = await make_backup(there.source, tmp_path / "c.zip", NOW)
        assert again.manifest.counts == made.manifest.counts
    else:
        with closing(sqlite3.connect(former)) as kept:
            assert kept.execute("SELECT language FROM person").fetchall() == [("en",)]


async def test_a_backup_is_of_one_moment_while_others_write(homes: Callable[..., Home], tmp_path: Path) -> None:
    here = homes()
    await here.lives()
    # A pair is written in one transaction by a process of its own: whoever sees one of them sees both.
    where = here.url or str(here.folder / FILE)
    writer = await asyncio.create_subprocess_exec(sys.executable, "-c", _WRITER, where)
    try:
        while (await here.run("SELECT count(*) FROM mute"))[0][0] == 0:
            await asyncio.sleep(0.01)
        for number in range(3):
            made = await make_backup(here.source, tmp_path / f"{number}.zip", NOW)
            assert made.manifest.counts["mute"] * 2 == made.manifest.counts["pace"], made.manifest.counts
    finally:
        writer.kill()
        await writer.wait()
    assert (await here.run("SELECT count(*) FROM mute"))[0][0] > made.manifest.counts["mute"]


_WRITER = """
import asyncio, itertools, sqlite3, sys
where = sys.argv[1]
words = ["INSERT INTO mute (person_id, duty, at) VALUES (7, 'd{0}', '')",
         "INSERT INTO pace (channel) VALUES ('a{0}'), ('b{0}')"]
async def postgres():
    import asyncpg
    connection = await asyncpg.connect(where)
    for n in itertools.count():
        async with connection.transaction():
            for word in words:
                await connection.execute(word.format(n))
def sqlite():
    connection = sqlite3.connect(where, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    for n in itertools.count():
        connection.execute("BEGIN IMMEDIATE")
        for word in words:
            connection.execute(word.format(n))
        connection.execute("COMMIT")
asyncio.run(postgres()) if where.startswith("postgres") else sqlite()
"""


async def test_what_stands_only_in_the_write_ahead_log_is_in_the_backup(home: Home, tmp_path: Path) -> None:
    await home.lives()
    with closing(sqlite3.connect(home.folder / FILE, isolation_level=None)) as busy:
        busy.execute("PRAGMA journal_mode=WAL")
        busy.execute("PRAGMA wal_autocheckpoint=0")
        busy.execute("INSERT INTO person (id, language) VALUES (8, 'en')")
        shutil.copy(home.folder / FILE, tmp_path / "cp.db")
        made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    with closing(sqlite3.connect(tmp_path / "cp.db")) as copied:
        assert copied.execute("SELECT count(*) FROM person").fetchone() == (1,)  # what `cp` loses
    assert made.manifest.counts["person"] == 2


async def test_a_file_that_rows_know_and_the_store_lacks_is_named(homes: Callable[..., Home], tmp_path: Path) -> None:
    here, there = homes(), homes(bare=True)
    photo = await here.lives()
    path = here.folder / "files" / photo[:2] / photo
    path.write_bytes(b"")  # damaged: its name says that it held something else
    damaged = await make_backup(here.source, tmp_path / "b.zip", NOW)
    path.unlink()
    made = await make_backup(here.source, tmp_path / "c.zip", NOW)
    assert damaged.manifest.missing == made.manifest.missing == (photo,)
    done = await restore_backup(made.path, there.target)
    assert done.manifest.missing == (photo,)


async def test_a_picture_that_was_only_shown_in_a_chat_is_taken_along(home: Home, tmp_path: Path) -> None:
    await home.lives()
    shown = await home.files.put(PNG + b"2", "bang.png", made=True)
    payload = json.dumps({"text": "", "files": [shown.id]})
    await home.run(f"INSERT INTO web_message (address, direction, payload) VALUES ('a', 'out', '{payload}')")
    made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    assert shown.id in made.manifest.files


def test_every_column_that_may_name_a_file_is_looked_at() -> None:
    holding = {"answers", "partial", "files", "answer_files", "parts", "payload", "replies"}
    found = {(t.name, c.name) for t in metadata.tables.values() for c in t.columns if c.name in holding}
    assert found - {("inbox", "payload"), ("outbox", "parts")} == {*NAMING}


async def test_a_backup_never_replaces_a_file(home: Home, tmp_path: Path) -> None:
    await home.lives()
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BadBackup, match="there already"):
        await make_backup(home.source, tmp_path / "b.zip", NOW)
    assert (tmp_path / "b.zip").read_text() == "mine"


async def test_without_a_database_nothing_is_made(homes: Callable[..., Home], tmp_path: Path) -> None:
    bare = homes(bare=True)
    with pytest.raises(BadBackup, match="nothing to back up"):
        await make_backup(bare.source, tmp_path / "b.zip", NOW)
    assert not (tmp_path / "b.zip").exists()
    assert not (bare.folder / FILE).exists()


async def test_a_damaged_database_is_not_backed_up_as_if_it_were_good(home: Home, tmp_path: Path) -> None:
    await home.lives()
    path = home.folder / FILE
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * (path.stat().st_size - 8192))
    with pytest.raises(BadBackup, match="damaged"):
        await make_backup(home.source, tmp_path / "b.zip", NOW)
    assert not (tmp_path / "b.zip").exists()


async def test_a_passphrase_seals_everything(home: Home, tmp_path: Path) -> None:
    await home.lives()
    made = await make_backup(home.source, tmp_path / "b.zip", NOW, passphrase=WORDS)
    content = made.path.read_bytes()
    assert b"s" * 64 not in content
    assert MANIFEST.encode() not in content
    there = Home(tmp_path / "there" / "live", "", None)
    for wrong, told in (("", "--passphrase-file"), ("sai", "does not open")):
        with pytest.raises(BadBackup, match=told):
            await restore_backup(made.path, there.target, passphrase=wrong)
    (tmp_path / "cut.zip").write_bytes(content[:2000] + b"x" + content[2001:])
    with pytest.raises(BadBackup, match="damaged"):
        await restore_backup(tmp_path / "cut.zip", there.target, passphrase=WORDS)
    assert not (there.folder / FILE).exists()
    await restore_backup(made.path, there.target, passphrase=WORDS)
    assert await there.run("SELECT id FROM person") == [(7,)]


# What does not fit


def _rewritten(path: Path, out: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out


def _says(**changes: object) -> Callable[[dict[str, bytes]], None]:
    """A manifest that says something else."""

    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | changes).encode()

    return change


def _adds(name: str, *, named: bool) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[name] = b"x"
        manifest = json.loads(members[MANIFEST])
        if named:
            manifest["members"][name] = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
        members[MANIFEST] = json.dumps(manifest).encode()

    return change


def _lacks(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        del members[next(found for found in members if found.startswith(name))]

    return change


def _swaps(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[next(found for found in members if found.startswith(name))] += b"!"

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_says(revision="9999"), "newer program"),
        (_says(version=2), "newer version"),
        (_says(format="other"), "no backup"),
        (_says(kind="demo"), "OCOP_DEMO=1"),
        (_says(engine="postgresql"), "damaged"),
        (_says(counts={"person": 12}), "other numbers of rows"),
        (_adds("../evil", named=True), "'../evil'"),
        (_adds("/etc/passwd", named=True), "passwd"),
        (_adds("files/..", named=True), "files/.."),
        (_adds("extra", named=False), "extra"),
        (_lacks("files/"), "1 of its files are missing"),
        (_lacks("ocop.db"), "missing"),
        (_lacks(MANIFEST), "no backup"),
        (_swaps("files/"), "not what was written"),
        (_swaps("ocop.db"), "not what was written"),
        (_swaps("secret"), "not what was written"),
    ],
)
async def test_a_backup_that_does_not_fit_is_refused_in_one_line_and_nothing_is_touched(
    home: Home, tmp_path: Path, change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    await home.lives()
    made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    wrong = _rewritten(made.path, tmp_path / "wrong.zip", change)
    there = Home(tmp_path / "there" / "live", "", None)
    with pytest.raises(BadBackup) as refused:
        await restore_backup(wrong, there.target)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(there.folder.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"home", "there", "b.zip", "wrong.zip"}


async def test_no_part_of_a_backup_is_taken_for_a_whole_one(home: Home, tmp_path: Path) -> None:
    await home.lives()
    made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    content = made.path.read_bytes()
    there = Home(tmp_path / "there" / "live", "", None)
    for size in (0, 1, 100, len(content) // 2, len(content) - 1):
        (tmp_path / "cut.zip").write_bytes(content[:size])
        with pytest.raises(BadBackup):
            await restore_backup(tmp_path / "cut.zip", there.target)
    for at in range(0, len(content), len(content) // 40):
        (tmp_path / "bit.zip").write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
        try:
            await restore_backup(tmp_path / "bit.zip", there.target)
        except BadBackup:
            assert not (there.folder / FILE).exists(), at
        else:  # a bit that means nothing, as in the time of a member
            assert await there.run("SELECT id FROM person") == [(7,)]
            shutil.rmtree(there.folder)


async def test_a_zip_of_somebody_else_is_no_backup(home: Home, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("anh.txt", "x")
    there = Home(tmp_path / "there" / "live", "", None)
    with pytest.raises(BadBackup, match="no backup"):
        await restore_backup(tmp_path / "other.zip", there.target)
    with pytest.raises(BadBackup, match="no such file"):
        await restore_backup(tmp_path / "none.zip", there.target)


async def test_another_engine_is_named(home: Home, tmp_path: Path, ready_postgres: Callable[[], str]) -> None:
    await home.lives()
    made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    there = Home(tmp_path / "there" / "live", ready_postgres(), tools_folder())
    with pytest.raises(BadBackup, match="of SQLite, the settings are for PostgreSQL: unset OCOP_DATABASE_URL"):
        await restore_backup(made.path, there.target)


async def test_another_secret_would_make_everybody_a_stranger_and_is_refused(home: Home, tmp_path: Path) -> None:
    await home.lives()
    made = await make_backup(home.source, tmp_path / "b.zip", NOW)
    there = Home(tmp_path / "there" / "live", "", None)
    with pytest.raises(BadBackup, match="OCOP_SECRET"):
        await restore_backup(made.path, replace(there.target, secret="x" * 32))
    assert list(there.folder.iterdir()) == []
    await restore_backup(made.path, replace(there.target, secret="s" * 64))
    assert not (there.folder / "secret").exists()


async def test_programs_of_postgresql_that_are_too_old_or_missing_are_named(
    homes: Callable[..., Home], tmp_path: Path
) -> None:
    here = homes()
    if not here.url:
        return
    await here.lives()
    (tmp_path / "none").mkdir()
    here.engine = PostgresCopies(here.url, tmp_path / "none")
    with pytest.raises(BadBackup, match=r"postgresql-client-\d+.*OCOP_POSTGRES_TOOLS"):
        await make_backup(here.source, tmp_path / "b.zip", NOW)
    old = tmp_path / "old"
    old.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (old / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
        (old / name).chmod(0o755)
    here.engine = PostgresCopies(here.url, old)
    with pytest.raises(BadBackup, match="found: 9"):
        await make_backup(here.source, tmp_path / "b.zip", NOW)

"""A database that cannot be used is called what it is, in a line: nobody is told to throw good data away."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from support.assistants import free_port, settings_for
from support.databases import locked, with_tables
from support.sites import Site, plain

from bot.app import open_assistant
from bot.ports.database import UnusableDatabase
from bot.storage.engine.serving import LOCK

# The embedded one


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A good, empty database in a folder."""
    with_tables(tmp_path / "live")
    return Site(tmp_path)


def said_everywhere(site: Site, *words: str) -> None:
    """What serves, what writes and what checks all say it, and nobody speaks of another program's."""
    for shown in (site.serve(), site.type("export")):
        plain(shown, *words)
        assert "another program" not in shown.stderr
    checked = site.type("check")
    assert checked.exit_code == 1
    (line,) = [line for line in checked.output.splitlines() if line.startswith("PROBLEM database")]
    assert all(word in line for word in words), line


@pytest.mark.parametrize("at", [0, 40, 100])
def test_a_damaged_database_is_called_damaged_and_left_as_it_is(site: Site, at: int) -> None:
    data = bytearray(site.file.read_bytes())
    data[at : at + 60] = os.urandom(60)
    site.file.write_bytes(data)
    said_everywhere(site, "damaged", "ocop-bot restore")
    assert site.file.read_bytes() == data


def test_check_finds_damage_that_a_start_does_not_meet(site: Site) -> None:
    data = bytearray(site.file.read_bytes())
    data[-4096:] = bytes(4096)
    data[-8192 + 8 : -8192 + 200] = b"\xff" * 192
    site.file.write_bytes(data)
    assert "PROBLEM database: OCOP_DATA" in site.type("check").output


def test_a_database_that_somebody_locks_is_called_locked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.engine.sqlite.PATIENCE", 0.1)
    monkeypatch.setattr("bot.storage.engine.sqlite._LOOK", 0.05)
    with locked(site.file):
        plain(site.serve(), "another process holds its lock")
    assert site.serve().exit_code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a disk (root)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(ballast: Path) -> None:
    """Takes all the room that is left on its disk."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(1024)):
            pass


def test_a_full_disk_is_called_full(small_disk: Path) -> None:
    with_tables(small_disk / "live")
    site = Site(small_disk)
    ballast = small_disk / "ballast"
    fill(ballast)
    said_everywhere(site, "is full")
    ballast.unlink()
    assert site.type("export").exit_code == 0


def test_a_folder_that_may_only_be_read_is_called_so(small_disk: Path) -> None:
    with_tables(small_disk / "live")
    site = Site(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    said_everywhere(site, "only be read")


async def test_one_folder_is_served_by_one_process_and_tools_work_beside_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.serving.LOOKS", 1)
    settings = settings_for(site.folder)
    async with open_assistant(settings):
        with pytest.raises(UnusableDatabase, match=f"served by another process .number {os.getpid()}."):
            async with open_assistant(settings):
                pass
        for words in (("export",), ("check",), ("invite", "--role", "admin")):
            shown = await asyncio.to_thread(site.type, *words)
            assert shown.exit_code == 0, shown.output
    async with open_assistant(settings):
        assert (site.folder / "live" / LOCK).exists(), "what is left behind is a file, not a lock"


# PostgreSQL


def _named(url: str, *, user: str = "", database: str = "") -> str:
    """The address with another user or database in it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(
        netloc=f"{user or parts.username or ''}@{host}", path=f"/{database}" if database else parts.path
    ).geturl()


def _on(url: str, *statements: str) -> list[object]:
    async def execute() -> list[object]:
        connection = await asyncpg.connect(url)
        try:
            return [await connection.fetchval(statement) for statement in statements]
        finally:
            await connection.close()

    return asyncio.run(execute())


def test_a_wrong_password_is_called_one(fresh_postgres: Callable[..., str], tmp_path: Path) -> None:
    url = fresh_postgres()
    (hba,) = _on(url, "SHOW hba_file")
    rules = Path(str(hba))
    rules.write_text("local all mallory scram-sha-256\nhost all mallory all scram-sha-256\n" + rules.read_text())
    _on(url, "CREATE ROLE mallory LOGIN PASSWORD 'right'", "SELECT pg_reload_conf()")
    said_everywhere(Site(tmp_path, _named(url, user="mallory:verywrong")), "OCOP_DATABASE_URL", "password")
    shown = Site(tmp_path, _named(url, user="mallory:verywrong")).serve()
    assert "verywrong" not in shown.output


def test_a_database_that_is_not_there_is_named(fresh_postgres: Callable[..., str], tmp_path: Path) -> None:
    said_everywhere(Site(tmp_path, _named(fresh_postgres(), database="nosuch")), "nosuch", "CREATE DATABASE")


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    port = free_port()
    said_everywhere(Site(tmp_path, f"postgresql://somebody:secretword@127.0.0.1:{port}/x"), f"127.0.0.1:{port}")


def test_who_may_make_no_tables_is_told_the_right_that_is_missing(
    fresh_postgres: Callable[..., str], tmp_path: Path
) -> None:
    url = fresh_postgres()
    _on(url, "CREATE ROLE poor LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    said_everywhere(Site(tmp_path, _named(url, user="poor")), "GRANT CREATE ON SCHEMA public", "poor")


def test_a_database_without_vietnamese_letters_is_refused(fresh_postgres: Callable[..., str], tmp_path: Path) -> None:
    url = fresh_postgres()
    _on(url, "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    _on(url, "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    said_everywhere(Site(tmp_path, _named(url, database="latin")), "LATIN1", "UTF8")
    assert "database: none yet" in Site(tmp_path, _named(url, database="ascii")).type("check").output

"""Files that stay whole: damage is healed, leftovers of kills go, nobody else reads them, S3 gets what was sent."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any, Literal

import pytest
from fakes.raw_s3 import RawS3, raw_s3
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.databases import with_tables
from support.people import PNG
from support.waiting import until

from bot.app import Assistant
from bot.bootstrap import files_of
from bot.commands.backing_up import backup, restore
from bot.commands.checking import check_all
from bot.messages import Arrival
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.files.kept import FileStore
from bot.storage.files.places import FilesDown
from bot.storage.files.remote import Remote
from bot.storage.web import WebMessages


def _path(folder: Path, file_id: str) -> Path:
    return folder / file_id[:2] / file_id


# A folder


@pytest.mark.parametrize("harmed", [b"", PNG[:30], b"0" * len(PNG)], ids=["empty", "short", "other"])
async def test_a_damaged_file_is_healed_by_sending_it_again(tmp_path: Path, harmed: bytes) -> None:
    files = FileStore(tmp_path)
    kept = await files.put(PNG, "x.png")
    _path(tmp_path, kept.id).write_bytes(harmed)
    again = await files.put(PNG, "x.png")
    assert again.id == kept.id
    assert await files.get(kept.id) == (PNG, "image/png")


async def test_the_name_of_a_kept_file_is_on_the_disk_before_it_is_called_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    really = os.fsync

    def fsync(number: int) -> None:
        mode = os.fstat(number).st_mode
        target = Path(f"/proc/self/fd/{number}").resolve() if stat.S_ISDIR(mode) else None
        synced.append(str(target) if target else "file")
        really(number)

    monkeypatch.setattr(os, "fsync", fsync)
    kept = await FileStore(tmp_path / "files").put(PNG, "x.png")
    folder = _path(tmp_path / "files", kept.id).parent.resolve()
    assert synced.index("file") < synced.index(str(folder)), "first the content, then its name"
    assert str(folder.parent) in synced, "a new folder has a name too"


def _modes(folder: Path) -> dict[str, int]:
    """Everything in the folder that somebody else could open."""
    found = [folder, *folder.rglob("*")]
    return {str(p.relative_to(folder)): stat.S_IMODE(p.stat().st_mode) for p in found if p.stat().st_mode & 0o077}


async def test_nobody_else_on_the_machine_can_read_the_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = os.umask(0o022)
    try:
        async with assistant_on(settings_for(data, secret=None)) as assistant:
            kept = await files_of(assistant.settings).put(PNG, "x.png")
            assert _path(data / "live" / "files", kept.id).exists()
            assert (data / "live" / "ocop.db-wal").exists()
            assert _modes(data) == {}
    finally:
        os.umask(before)


async def test_what_an_earlier_version_left_open_is_closed_at_the_start(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data")
    async with assistant_on(settings):
        kept = await files_of(settings).put(PNG, "x.png")
    folder = settings.folder
    for path in (folder, folder / "files", _path(folder / "files", kept.id).parent):
        path.chmod(0o755)
    (folder / "ocop.db").chmod(0o644)
    settings.data.chmod(0o755)
    async with assistant_on(settings):
        assert _modes(settings.data) == {}


async def test_a_folder_that_others_use_too_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    tmp_path.chmod(0o755)
    async with assistant_on(settings_for(tmp_path)):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


# What nobody knows


DAYS = 2 * 24 * 3600


def _aged(folder: Path) -> None:
    """Everything here was kept two days ago."""
    for path in folder.rglob("*"):
        at = path.stat().st_mtime - DAYS
        os.utime(path, (at, at))


@pytest.fixture
async def assistant(tmp_path: Path) -> AsyncIterator[Assistant]:
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        yield assistant


async def _sent(assistant: Assistant, address: str, *ids: str, direction: Literal["in", "out"] = "out") -> None:
    """A message of a web chat that shows these files."""
    shown = {"text": "x", "files": [{"id": i, "type": "image/png"} for i in ids]}
    await WebMessages(assistant.store.database).add(address, direction, shown, assistant.clock())


async def test_what_a_kill_left_is_swept_and_what_anybody_knows_stays(assistant: Assistant) -> None:
    files, folder = files_of(assistant.settings), assistant.settings.folder / "files"
    row, shown, waiting, left = [(await files.put(PNG + bytes([n]), "x.png")).id for n in range(4)]
    await assistant.store.database.write(
        [
            Statement("INSERT INTO person (id, created_at) VALUES (900, '')"),
            Statement("INSERT INTO file (id, person_id) VALUES (?, 900)", (row,)),
        ]
    )
    await _sent(assistant, "w1", shown)
    await assistant.store.intake(
        [Arrival("web", "w1", "1", json.dumps({"files": [[waiting, "x", "", 1]]}))], assistant.clock()
    )
    (folder / "tmp123.part").write_bytes(b"half")
    assert await assistant.leftovers.sweep() == 0, "all of it is fresh"
    assert (folder / "tmp123.part").exists()
    _aged(folder)
    assert await assistant.leftovers.sweep() == 1
    assert {path.name for path in folder.rglob("*") if path.is_file()} == {row, shown, waiting}
    with pytest.raises(FileNotFoundError):
        await files.get(left)


async def test_with_the_wrong_database_no_file_is_taken_away(assistant: Assistant) -> None:
    files = files_of(assistant.settings)
    kept = [await files.put(PNG + bytes([n]), "x.png") for n in range(60)]
    _aged(assistant.settings.folder / "files")
    assert await assistant.leftovers.sweep() == 0
    assert await files.get(kept[0].id)


# An S3 server that knows nothing of checksums in trailers


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawS3]:
    with raw_s3(tmp_path_factory.mktemp("s3")) as fake:
        yield fake


@pytest.fixture
def settings(server: RawS3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(server.certificate))
    own: dict[str, Any] = {"files_url": "s3://ocop", "files_endpoint": server.url, "files_region": "ap-southeast-1"}
    return settings_for(tmp_path, files_key="a", files_secret="b", **own)


def _cut(content: bytes) -> bytes:
    return content[:-1]


def _turned(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


@pytest.fixture
async def files(settings: Settings) -> AsyncIterator[FileStore]:
    async with aclosing(files_of(settings)) as files:
        yield files


async def test_an_older_s3_server_keeps_what_was_sent(server: RawS3, files: FileStore) -> None:
    kept = await files.put(PNG, "x.png")
    assert list(server.objects.values()) == [PNG]
    assert await files.get(kept.id) == (PNG, "image/png")
    assert await files.check()


@pytest.mark.parametrize("harm", [_cut, _turned], ids=["short", "other"])
async def test_what_arrives_otherwise_is_never_called_kept(
    server: RawS3, files: FileStore, harm: Callable[[bytes], bytes]
) -> None:
    server.harm = harm
    with pytest.raises(FilesDown, match="otherwise"):
        await files.put(PNG, "x.png")
    assert server.objects == {}, "what is damaged is not left behind"


async def test_a_server_whose_tags_are_no_digests_is_read_back(server: RawS3, files: FileStore) -> None:
    server.etag = lambda content: "0" * 32
    assert not (await files.put(PNG, "x.png")).refused
    server.harm = _turned
    with pytest.raises(FilesDown, match="otherwise"):
        await files.put(PNG + b"2", "y.png")


async def test_an_assistant_does_not_start_on_a_store_that_harms_files(
    server: RawS3, settings: Settings, files: FileStore
) -> None:
    server.harm = _turned
    with pytest.raises(FilesDown, match="otherwise"):
        await files.check()
    with pytest.raises(BadSettings, match="OCOP_FILES_URL"):
        async with assistant_on(settings):
            pytest.fail("it would lose every photo")


async def test_an_assistant_starts_while_its_store_is_away(settings: Settings, server: RawS3) -> None:
    """Words need no store: who only answers questions is served."""
    away = settings.model_copy(update={"files_endpoint": "http://127.0.0.1:9"})
    async with assistant_on(away) as assistant:
        assert assistant.channels


async def _assistant(settings: Settings) -> None:
    async with assistant_on(settings):
        pass


async def _refused_assistant(settings: Settings) -> None:
    """Its files are there; its database is that of a demonstration."""
    with_tables(settings.folder)
    with closing(sqlite3.connect(settings.folder / FILE)) as database, database:
        database.execute("INSERT INTO meta (key, value) VALUES ('kind', 'demo')")
    with pytest.raises(BadSettings, match="OCOP_DEMO"):
        await _assistant(settings)


async def _check(settings: Settings) -> None:
    assert any(line.text.startswith("files: s3:") for line in await check_all(settings))


async def _backup(settings: Settings) -> None:
    """One file is in it, and comes back."""
    async with assistant_on(settings) as assistant, aclosing(files_of(settings)) as files:
        kept = await files.put(PNG, "x.png")
        await _sent(assistant, "w1", kept.id)
    path = settings.data / "all.zip"
    await backup(settings, path, "")
    with zipfile.ZipFile(path) as archive:
        assert f"files/{kept.id}" in archive.namelist()
    await restore(settings, path, "", replace=True, other_secret=False)


@pytest.mark.parametrize("act", [_assistant, _refused_assistant, _check, _backup])
async def test_whoever_speaks_with_the_store_ends_its_connections(
    server: RawS3, settings: Settings, act: Callable[[Settings], Awaitable[None]]
) -> None:
    """Not whenever memory is taken back: that may be in a loop that cannot end them, and is told there as its fault."""
    await act(settings)
    assert server.answered
    await until(lambda: not server.visitors)


async def test_options_of_the_settings_are_joined_with_our_patience() -> None:
    place = Remote("s3://ocop", {"config_kwargs": {"request_checksum_calculation": "when_required"}})
    assert place._fs.config_kwargs["request_checksum_calculation"] == "when_required"
    assert place._fs.config_kwargs["connect_timeout"] > 0

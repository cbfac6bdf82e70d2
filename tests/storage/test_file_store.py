"""Where files lie: one suite for a folder, for fsspec, and for an S3 server that is really spoken to."""

from __future__ import annotations

import asyncio
import io
import itertools
import os
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from support.assistants import free_port, settings_for
from support.pictures import heavy, plain

from bot.commands.checking import CheckLine, check_all
from bot.ports.files import MAX_FILE
from bot.settings.config import BadSettings, Settings, load_settings
from bot.storage.files import places, remote
from bot.storage.files.folder import Folder
from bot.storage.files.kept import FileStore
from bot.storage.files.places import ContentStore, FilesDown
from bot.storage.files.remote import Remote

PNG = heavy()
BUCKET = "ocop"
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[dict[str, Any]]:
    """A server that speaks S3, with an empty bucket; the options that lead to it.

    A process of its own, so that what it holds in memory is not taken for ours.
    """
    port = free_port()
    options = {"endpoint_url": f"http://127.0.0.1:{port}", "key": "a", "secret": "b"}
    options["client_kwargs"] = {"region_name": "ap-southeast-1"}
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                assert server.poll() is None
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.05)
            with closing(Remote(f"s3://{BUCKET}/", options)) as bucket:
                bucket._fs.mkdir(BUCKET)
            yield options
        finally:
            server.terminate()


@pytest.fixture(params=["folder", "memory", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ContentStore]:
    with closing(_place(request, tmp_path)) as place:
        yield place


def _place(request: pytest.FixtureRequest, tmp_path: Path) -> ContentStore:
    if request.param == "folder":
        return Folder(tmp_path)
    if request.param == "memory":
        return Remote(f"memory://files{next(NUMBERS)}")
    return Remote(f"s3://{BUCKET}/files{next(NUMBERS)}", request.getfixturevalue("s3_server"))


@pytest.fixture
def files(place: ContentStore) -> FileStore:
    return FileStore(place)


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Every file is old from now on."""
    return lambda: monkeypatch.setattr(places, "FRESH", -3600)


def _names(place: ContentStore) -> list[str]:
    """Everything that lies there."""
    if isinstance(place, Folder):
        return [name for _, _, names in os.walk(place._folder) for name in names]
    assert isinstance(place, Remote)
    return [path.rpartition("/")[2] for path in place._fs.find(place._root)]


async def _pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (plain("JPEG"), "image/jpeg"),
        (plain("PNG"), "image/png"),
        (plain("WEBP"), "image/webp"),
        (b"%PDF-1.7 pdf", "application/pdf"),
    ],
    ids=["jpeg", "png", "webp", "pdf"],
)
async def test_a_file_is_typed_by_its_first_bytes_and_comes_back_whole(
    files: FileStore, content: bytes, kind: str
) -> None:
    kept = await files.put(content, "../../etc/ảnh.exe")
    assert (kept.content_type, kept.size, kept.refused) == (kind, len(content), "")
    assert kept.name == "ảnh.exe", "names lead nowhere"
    assert await files.get(kept.id) == (content, kind)
    assert await files.kind(kept.id) == kind
    assert b"".join([piece async for piece in files.pieces(kept.id)]) == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "error.file_empty"),
        (b"MZ\x90", "error.file_type"),
        (b"<svg onload=alert(1)>", "error.file_type"),
        (b"RIFF1234AVI ", "error.file_type"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MAX_FILE, "error.file_large"),
    ],
    ids=["empty", "program", "svg", "video", "large"],
)
async def test_a_file_that_is_not_taken_says_why_and_leaves_nothing(
    place: ContentStore, files: FileStore, content: bytes, code: str
) -> None:
    kept = await files.put(content, "x.jpg")
    assert (kept.id, kept.refused) == ("", code)
    assert _names(place) == []


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns far more often than they do: what may happen between them happens."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hurried")
async def test_the_same_content_is_kept_once_however_many_send_it_at_once(
    place: ContentStore, files: FileStore
) -> None:
    kept = await asyncio.gather(*(files.put(PNG, f"{n}.png") for n in range(8)))
    assert len({k.id for k in kept}) == 1
    assert _names(place) == [kept[0].id]
    assert await files.get(kept[0].id) == (PNG, "image/png")


@pytest.mark.parametrize("file_id", ["", "x", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 30 + "/.", "0" * 33])
async def test_no_id_leads_out_of_the_place(files: FileStore, file_id: str) -> None:
    for ask in (files.get, files.drop, lambda i: anext(files.pieces(i))):
        with pytest.raises(ValueError, match="not a file id"):
            await ask(file_id)
    assert await files.kind(file_id) == ""


async def test_a_file_that_is_gone_is_told_as_gone(files: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        await files.get("a" * 32)
    with pytest.raises(FileNotFoundError):
        await anext(files.pieces("a" * 32))
    assert await files.kind("a" * 32) == ""
    assert await files.drop("a" * 32), "nothing is as good as taken away"


@pytest.mark.parametrize("place", ["folder", "s3"], indirect=True)
async def test_what_is_made_piece_by_piece_is_never_whole_in_memory(place: ContentStore, files: FileStore) -> None:
    piece, many = os.urandom(1 << 20), 60
    await files.put(PNG, "warm.png")  # what the clients load once is not what is measured
    tracemalloc.start()
    try:
        kept = await files.put_stream(_pieces(b"%PDF-1.7\n", *[piece] * many), "lớn.pdf", 100 << 20)
        size = 0
        async for part in files.pieces(kept.id):
            size += len(part)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (size, kept.size, kept.content_type) == (many * len(piece) + 9, size, "application/pdf")
    assert peak < 35 << 20
    assert (await files.put_stream(_pieces(piece, piece), "x", len(piece))).refused == "error.file_large"
    assert len(_names(place)) == 2


async def test_what_was_just_sent_again_is_not_taken_away(
    place: ContentStore, files: FileStore, aged: Callable[[], None]
) -> None:
    kept = await files.put(PNG, "x.png")
    assert not await files.drop(kept.id), "it may be somebody's in a moment"
    aged()
    assert await files.drop(kept.id)
    assert _names(place) == []


async def test_a_stream_that_breaks_leaves_nothing(place: ContentStore, files: FileStore) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7"
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        await files.put_stream(broken(), "x.pdf", 100)
    assert _names(place) == []


async def test_a_place_says_where_it_is_and_leaves_nothing_of_the_trial(place: ContentStore, files: FileStore) -> None:
    assert await files.check()
    assert _names(place) == []


# A store that is down


async def test_a_store_that_does_not_answer_is_one_kind_of_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", {"retries": {"max_attempts": 0}})
    options = {"endpoint_url": f"http://127.0.0.1:{free_port()}", "key": "a", "secret": "b"}
    async with aclosing(FileStore(Remote(f"s3://{BUCKET}", options))) as files:
        for act in (
            files.put(PNG, "x.png"),
            files.get("a" * 32),
            files.kind("a" * 32),
            files.drop("a" * 32),
            files.check(),
        ):
            with pytest.raises(FilesDown):
                await act


def test_a_read_that_breaks_on_the_way_is_that_error_too() -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise TimeoutError("the line is dead")

    with pytest.raises(FilesDown, match="TimeoutError"), remote._Watched(Breaking()) as file:
        file.read(5)


# Settings


async def _line_of(some: Settings) -> CheckLine:
    """What the check says of the files."""
    return next(line for line in await check_all(some) if line.text.startswith(("files", "OCOP_FILES")))


async def test_the_check_says_where_files_are_and_when_they_cannot_be_reached(
    tmp_path: Path, s3_server: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", {"retries": {"max_attempts": 0}})

    def settings(**changes: Any) -> Settings:
        return settings_for(tmp_path, files_key="a", files_secret="b", **changes)

    url = f"s3://{BUCKET}/hồ-sơ"
    good = settings(files_url=url, files_endpoint=s3_server["endpoint_url"], files_region="ap-southeast-1")
    assert (await _line_of(good)).text == f"files: {url}/live"
    for bad in (
        settings(files_url=url, files_endpoint=f"http://127.0.0.1:{free_port()}"),
        settings(files_url="s3://no-such-bucket", files_endpoint=s3_server["endpoint_url"]),
    ):
        line = await _line_of(bad)
        assert not line.ok
        assert "cannot be used" in line.text
    assert (await _line_of(settings_for(tmp_path))).text == f"files: {tmp_path / 'live' / 'files'}"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"OCOP_FILES_URL": "ftp://x/y"}, "OCOP_FILES_URL"),
        ({"OCOP_FILES_URL": "s3://x", "OCOP_FILES_KEY": "a"}, "OCOP_FILES_SECRET"),
    ],
)
def test_settings_that_do_not_fit_are_told(given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=told):
        load_settings()


async def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    line = await _line_of(settings_for(tmp_path, files_url=f"s3://{BUCKET}"))
    assert not line.ok
    assert "ocop-bot[s3]" in line.text

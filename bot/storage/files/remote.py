"""Files in a store that fsspec reaches (S3). What it keeps is compared with what it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import IO, Any, cast
from weakref import WeakValueDictionary

from bot.kit.clock import system_clock
from bot.storage.files import places
from bot.storage.files.places import FilesDown, FilesHarmed

_BLOCK = 1024 * 1024
"""Bytes that are fetched ahead while a file is read."""
_PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 3}}
"""How long an S3 server is waited for, as botocore takes it."""
_SENDING = {"chunksize": 8 * _BLOCK, "max_concurrency": 2}
"""How a large file goes to S3: in parts of which two are in memory."""
_CLOSING = 10
"""Seconds that connections have to end."""
_OTHERWISE = "what was written came back otherwise"
_TRIAL = b"ok " * 3000
"""Long enough to be sent as photos are."""


class Remote:
    """A store that fsspec reaches: `url` is s3://bucket/prefix, `options` are those of its file system."""

    def __init__(self, url: str, options: Mapping[str, Any] | None = None) -> None:
        # Only here: who keeps files in a folder need not wait for it, nor have s3fs.
        from fsspec.core import url_to_fs  # noqa: PLC0415

        self._url = url.rstrip("/")
        s3 = url.startswith("s3://")
        given = dict(options or {})
        if s3:
            given["config_kwargs"] = {**_PATIENCE, **given.get("config_kwargs", {})}
            given |= {"use_listings_cache": False, "skip_instance_cache": True}
        self._fs, self._root = url_to_fs(self._url, **given)
        self._sending = _SENDING if s3 else {}
        self._locks: WeakValueDictionary[str, _Alone] = WeakValueDictionary()
        self._locking = Lock()
        if s3:
            # s3fs ends its connections when its memory is taken back, in whichever loop happens to run there: that
            # loop cannot end them. `close` does it in the loop that made them.
            self._fs.close_session = _left_to_close

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"

    @contextmanager
    def part(self) -> Iterator[IO[bytes]]:
        with NamedTemporaryFile(suffix=".part") as part:
            yield cast(IO[bytes], part)

    def keep(self, part: IO[bytes], name: str) -> None:
        part.flush()
        path = self._path(name)
        # S3 puts a file in its place at once, other stores bit by bit: whoever sends the same file meanwhile would
        # find half of it, and take it away.
        alone = self._alone(name)
        with alone.lock, reached():
            # Sent even when it is there: its age begins anew, so that nobody drops it before it is somebody's.
            self._fs.put_file(part.name, path, **self._sending)
            if self._same(part, path):
                return
            self._fs.rm_file(path)
        raise FilesHarmed(_OTHERWISE)

    def _alone(self, name: str) -> _Alone:
        with self._locking:
            return self._locks.setdefault(name, _Alone())

    def _same(self, part: IO[bytes], path: str) -> bool:
        """Whether the store has what was sent. Its tag tells it without reading, where the tag is the MD5 digest."""
        found = self._fs.info(path)
        if found["size"] != part.seek(0, 2):
            return False
        if found.get("ETag", "").strip('"') == _digest(part, "md5"):
            return True
        with self._fs.open(path, "rb", block_size=_BLOCK) as kept:
            return _digest(kept, "sha256") == _digest(part, "sha256")

    def open(self, name: str) -> IO[bytes]:
        with reached():
            return cast(IO[bytes], _Watched(self._fs.open(self._path(name), "rb", block_size=_BLOCK)))

    def drop(self, name: str) -> bool:
        with reached(), suppress(FileNotFoundError):
            if _age(self._fs.modified(self._path(name))) < places.FRESH:
                return False
            self._fs.rm_file(self._path(name))
        return True

    def older(self, seconds: float) -> list[str]:
        with reached():
            found = self._fs.find(self._root, detail=True)
            return [path.rpartition("/")[2] for path, told in found.items() if _age(_kept_at(told)) > seconds]

    def free(self) -> int | None:
        return None

    def check(self) -> str:
        path = f"{self._root}/check"
        with reached():
            self._fs.pipe_file(path, _TRIAL)
            read = self._fs.cat_file(path)
            self._fs.rm_file(path)
        if read != _TRIAL:
            raise FilesHarmed(_OTHERWISE)
        return self._url

    def close(self) -> None:
        """May be called again; what still reads from here is told that the store is down."""
        client = getattr(self._fs, "_s3creator", None)
        if client is None:
            return
        from fsspec.asyn import sync  # noqa: PLC0415

        with suppress(OSError):  # its TimeoutError too: the process goes on without them
            sync(self._fs.loop, client.__aexit__, None, None, None, timeout=_CLOSING)


class _Alone:
    """Who sends a file waits here for the others that send the same one."""

    def __init__(self) -> None:
        self.lock = Lock()


def _left_to_close(loop: object, client: object) -> None: ...


def _digest(file: IO[bytes], name: str) -> str:
    file.seek(0)
    return hashlib.file_digest(file, lambda: hashlib.new(name, usedforsecurity=False)).hexdigest()  # type: ignore[arg-type]


def _kept_at(told: Mapping[str, Any]) -> datetime:
    """When a file was kept, as S3 and fsspec's own stores tell it; now where nobody tells."""
    return cast(datetime, told.get("LastModified") or told.get("created") or system_clock())


def _age(since: datetime) -> float:
    since = since if since.tzinfo else since.replace(tzinfo=UTC)
    return (system_clock() - since).total_seconds()


class _Watched:
    """A file that is being read from afar: what goes wrong is told as `FilesDown`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        with reached():
            return bytes(self._file.read(size))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@contextmanager
def reached() -> Iterator[None]:
    """Whatever a platform's client raises is one of two things: there is no such file, or the store is down."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:  # each client has errors of its own, and botocore's are made while it runs
        raise FilesDown(f"{type(error).__name__}: {error}") from error

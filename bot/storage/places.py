"""Where the content of files lies: a folder of this machine, or any store that fsspec reaches (S3)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, Protocol, cast

from bot.clock import system_clock

FRESH = 600
"""Seconds after which a file that was sent has become somebody's, or never will."""
_BLOCK = 1024 * 1024
"""Bytes that are fetched ahead while a file is read."""
_PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 3}}
"""How long an S3 server is waited for, as botocore takes it."""
_SENDING = {"chunksize": 8 * _BLOCK, "max_concurrency": 2}
"""How a large file goes to S3: in parts of which two are in memory."""


class FilesDown(OSError):  # noqa: N818 - said as it is, like BadSettings
    """The store of files does not answer, or refuses us."""


class Place(Protocol):
    """Contents by name. All of it blocks: it is called from a thread."""

    def part(self) -> AbstractContextManager[IO[bytes]]:
        """A file on this machine to write into, as long as the name is not known; gone afterwards."""

    def keep(self, part: IO[bytes], name: str) -> None:
        """Keeps what was written, durably and whole or not at all; the same may be there already."""

    def open(self, name: str) -> IO[bytes]:
        """A content to read; FileNotFoundError when there is none."""

    def drop(self, name: str) -> bool:
        """Takes it away; False when it was kept so lately that it may be somebody's in a moment."""

    def check(self) -> str:
        """Where this is, once something could be kept, read and dropped there; else an OSError."""


class Folder:
    """A folder of this machine. Not by fsspec: its local file system knows no fsync."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    @contextmanager
    def part(self) -> Iterator[IO[bytes]]:
        self._folder.mkdir(parents=True, exist_ok=True)
        # A name of its own for each writer: two people may send the same picture at the same moment.
        with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as part:
            try:
                yield cast(IO[bytes], part)
            finally:
                Path(part.name).unlink(missing_ok=True)

    def keep(self, part: IO[bytes], name: str) -> None:
        path = self._path(name)
        if path.exists():
            path.touch()  # so that nobody drops it before it is somebody's
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part.flush()
        os.fsync(part.fileno())
        Path(part.name).replace(path)

    def open(self, name: str) -> IO[bytes]:
        return self._path(name).open("rb")

    def drop(self, name: str) -> bool:
        path = self._path(name)
        if path.exists() and system_clock().timestamp() - path.stat().st_mtime < FRESH:
            return False
        path.unlink(missing_ok=True)
        return True

    def check(self) -> str:
        with self.part() as part:
            part.write(b"ok")
        return str(self._folder)


class Remote:
    """A store that fsspec reaches: `url` is s3://bucket/prefix, `options` are those of its file system."""

    def __init__(self, url: str, options: Mapping[str, Any] | None = None) -> None:
        # Only here: who keeps files in a folder need not wait for it, nor have s3fs.
        from fsspec.core import url_to_fs  # noqa: PLC0415

        self._url = url.rstrip("/")
        s3 = url.startswith("s3://")
        more = {"config_kwargs": _PATIENCE, "use_listings_cache": False, "skip_instance_cache": True} if s3 else {}
        self._fs, self._root = url_to_fs(self._url, **more, **(options or {}))
        self._sending = _SENDING if s3 else {}

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name}"

    @contextmanager
    def part(self) -> Iterator[IO[bytes]]:
        with NamedTemporaryFile(suffix=".part") as part:
            yield cast(IO[bytes], part)

    def keep(self, part: IO[bytes], name: str) -> None:
        part.flush()
        with _reached():
            # Sent even when it is there: its age begins anew, so that nobody drops it before it is somebody's.
            self._fs.put_file(part.name, self._path(name), **self._sending)

    def open(self, name: str) -> IO[bytes]:
        with _reached():
            return cast(IO[bytes], _Watched(self._fs.open(self._path(name), "rb", block_size=_BLOCK)))

    def drop(self, name: str) -> bool:
        with _reached(), suppress(FileNotFoundError):
            since = self._fs.modified(self._path(name))
            since = since if since.tzinfo else since.replace(tzinfo=UTC)
            if (system_clock() - since).total_seconds() < FRESH:
                return False
            self._fs.rm_file(self._path(name))
        return True

    def check(self) -> str:
        path = f"{self._root}/check"
        with _reached():
            self._fs.pipe_file(path, b"ok")
            read = self._fs.cat_file(path)
            self._fs.rm_file(path)
        if read != b"ok":
            raise FilesDown("what was written came back otherwise")
        return self._url


class _Watched:
    """A file that is being read from afar: what goes wrong is told as `FilesDown`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        with _reached():
            return bytes(self._file.read(size))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


@contextmanager
def _reached() -> Iterator[None]:
    """Whatever a platform's client raises is one of two things: there is no such file, or the store is down."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:  # each client has errors of its own, and botocore's are made while it runs
        raise FilesDown(f"{type(error).__name__}: {error}") from error


def place_of(url: str | None, folder: Path, options: Mapping[str, Any]) -> Place:
    """The place that the settings name: a folder, without a URL."""
    return Remote(url, options) if url else Folder(folder)

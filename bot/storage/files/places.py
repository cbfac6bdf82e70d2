"""What a place for the content of files must do; a folder and S3 are beside this file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import IO, Protocol

FRESH = 600
"""Seconds after which a file that was sent has become somebody's, or never will."""
SMALL = ".small"
"""Behind the name of a picture: the small one that is made of it."""


class FilesDown(OSError):  # noqa: N818 - said as it is, like BadSettings
    """The store of files does not answer, or refuses us."""


class FilesHarmed(FilesDown):
    """The store of files answers, and keeps something else than it was given."""


class ContentStore(Protocol):
    """Contents by name. All of it blocks: it is called from a thread."""

    def part(self) -> AbstractContextManager[IO[bytes]]:
        """A file on this machine to write into, as long as the name is not known; gone afterwards."""

    def keep(self, part: IO[bytes], name: str) -> None:
        """Keeps what was written, durably and whole or not at all; the same may be there already, or damaged."""

    def open(self, name: str) -> IO[bytes]:
        """A content to read; FileNotFoundError when there is none."""

    def drop(self, name: str) -> bool:
        """Takes it away; False when it was kept so lately that it may be somebody's in a moment."""

    def older(self, seconds: float) -> list[str]:
        """Names of what has lain here so long; what broken writes left is taken away on the way."""

    def free(self) -> int | None:
        """Bytes that are free where this process writes; None where nobody can say."""

    def check(self) -> str:
        """Where this is, once something could be kept, read and dropped there; else an OSError."""

    def close(self) -> None:
        """Ends what is open towards it; nothing is asked of it any more."""

"""What a backup wants of a database engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Copied:
    """What a consistent copy holds; `sure` are files that have a row of their own, `named` those in documents."""

    revision: str
    kind: str
    counts: Mapping[str, int]
    sure: frozenset[str]
    named: frozenset[str]


class Engine(Protocol):
    """One of SQLite and PostgreSQL."""

    name: str

    async def copy(self, target: Path) -> Copied:
        """Writes a consistent copy while others write; `BadBackup` when there is nothing to copy, or no means."""

    async def look(self, room: Path) -> Copied:
        """What the database holds, read from end to end; `room` is a folder for what that needs."""

    async def check(self, copy: Path, counts: Mapping[str, int]) -> None:
        """Opens a copy and counts; `BadBackup` says what is wrong."""

    async def empty(self) -> bool:
        """Whether nothing is there that a restore could overwrite."""

    async def put(self, copy: Path, aside: str) -> str:
        """Puts a copy in place, all or nothing; what is there is kept under the name `aside`.

        Returns where the former data are, "" when there were none.
        """

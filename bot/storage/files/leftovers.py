"""Files that nobody knows: what a kill left between the disk and the database. They are looked for and taken away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Protocol

import structlog

from bot.storage.engine.statements import Database
from bot.storage.files.naming import LONG, NAMING, named_in

log = structlog.get_logger(__name__)

SAFE = 24 * 3600
"""Seconds after which a file that was sent is in the database, even where that was away for a night."""
_SOME = 50
"""So many unknown files may be an accident each. If they are most of all files, it is the database that is wrong."""
_PAGE = 2000
_NAMED = f'%"{"_" * 32}"%'
"""What is stored as JSON and names a file looks so."""


class SweptFiles(Protocol):
    """What is asked of the place of files."""

    async def older(self, seconds: float) -> set[str]: ...

    async def drop(self, file_id: str) -> bool: ...


class Leftovers:
    """Compares what lies there with what the database names."""

    def __init__(self, database: Database, files: SweptFiles) -> None:
        self._db = database
        self._files = files

    async def sweep(self) -> int:
        """Takes away what has been there for a day and is named nowhere; returns how many."""
        there = await self._files.older(SAFE)
        unknown = set(there)
        async for known in self._known():
            unknown -= known
            if not unknown:
                return 0
        if len(unknown) > _SOME and 2 * len(unknown) > len(there):
            log.warning("most files are unknown to this database: none was taken away", unknown=len(unknown))
            return 0
        gone = [await self._files.drop(file_id) for file_id in sorted(unknown)]
        log.info("files that nobody knew were taken away", files=sum(gone))
        return sum(gone)

    async def _known(self) -> AsyncIterator[set[str]]:
        """Ids that the database names, the cheapest to find first."""
        yield {row[0] for row in await self._db.fetch("SELECT DISTINCT id FROM file")}
        for table, column in NAMING:
            if table not in LONG:
                rows = await self._db.fetch(f"SELECT {column} FROM {table} WHERE {column} LIKE ?", (_NAMED,))
                yield _named(row[0] for row in rows)
        for table in LONG:
            last = 0
            asked = f"SELECT id, payload FROM {table} WHERE id > ? ORDER BY id LIMIT {_PAGE}"
            while rows := await self._db.fetch(asked, (last,)):
                last = rows[-1][0]
                yield _named(row[1] for row in rows)


def _named(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in named_in(text)}

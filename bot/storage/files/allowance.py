"""Whether a file may be kept: the person agreed, has not sent too much already, and there is room."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.conversations.forms.consent import DOSSIER
from bot.ports.files import UNASKED, FileLimits
from bot.storage.engine.statements import Database
from bot.storage.files.dropped import DROPPED, DROPPED_PRINT
from bot.storage.files.unasked import UnaskedFiles

_RECOUNT = 600.0
"""Seconds after which all files are counted again; what comes meanwhile is added."""
_MADE = ("application/zip", DROPPED, DROPPED_PRINT)
"""Rows of what was not sent, or is on its way out."""


class Allowance:
    """Asked before a file is kept. `folder` lies on the disk that the database needs too."""

    def __init__(self, database: Database, limits: FileLimits, folder: Path, unasked: UnaskedFiles) -> None:
        self._db = database
        self._limits = limits
        self._folder = folder
        self._unasked = unasked
        self._total = 0
        self._counted = -_RECOUNT

    async def refusal(self, channel: str, address: str, size: int) -> str:
        """The key of the text that says why not; "" when it may be kept."""
        rows = await self._db.fetch(
            "SELECT a.person_id, (SELECT granted FROM consent c WHERE c.person_id = a.person_id AND c.purpose = ?),"
            " EXISTS (SELECT 1 FROM role r WHERE r.person_id = a.person_id)"
            " FROM address a WHERE a.channel = ? AND a.address = ?",
            (DOSSIER, channel, address),
        )
        person, agreed, official = rows[0] if rows else (0, None, False)
        if not official and not agreed:
            return UNASKED if agreed is None else "consent.photo_refused"
        if await self._has_much(person, size):
            return "error.quota_person"
        return await self._no_room(size)

    def hold(self, channel: str, address: str, data: bytes, name: str, text: str = "") -> None:
        """In memory, until the person says whether it may be kept."""
        self._unasked.hold(channel, address, data, name, text)

    async def _has_much(self, person: int, size: int) -> bool:
        """Whether this file would be more than one person may have here."""
        marks = ", ".join("?" * len(_MADE))
        rows = await self._db.fetch(
            f"SELECT count(*), coalesce(sum(size), 0) FROM file WHERE person_id = ? AND content_type NOT IN ({marks})",
            (person, *_MADE),
        )
        files, kept = rows[0]
        return int(files) >= self._limits.person_files or int(kept) + size > self._limits.person_bytes

    async def _no_room(self, size: int) -> str:
        """Whether the assistant has enough, or the disk is nearly full: the database must never meet its end."""
        now = asyncio.get_running_loop().time()
        if now - self._counted >= _RECOUNT:
            rows = await self._db.fetch("SELECT coalesce(sum(size), 0) FROM file")
            self._total, self._counted = int(rows[0][0]), now
        if self._total + size > self._limits.total_bytes:
            return "error.quota_house"
        if await asyncio.to_thread(self._free) - size < self._limits.reserve_bytes:
            return "error.disk_full"
        self._total += size
        return ""

    def _free(self) -> int:
        there = next(p for p in (self._folder.absolute(), *self._folder.absolute().parents) if p.exists())
        return shutil.disk_usage(there).free

"""Who reads a list that was sent: in a process of its own, so that nobody waits for a large one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.records.imports import ImportFile


class ReadList(Protocol):
    """Reads a list for units, and imports what is right where it is to `take` it; `Refusal` says why it cannot."""

    async def __call__(
        self, data: bytes, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], bytes]:
        """What it comes to, and a workbook with what is to be mended (empty where nothing is)."""

"""Who reads lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.commands.importing import Order, import_list
from bot.records.imports import ImportFile
from bot.settings.config import Settings


def a_list(folder: Path, data: bytes) -> Path:
    file = folder / "danh-sach.xlsx"
    file.write_bytes(data)
    return file


class Reader:
    """Reads a list in this process: what a process of its own does is the same command."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder

    async def __call__(
        self, data: bytes, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], bytes]:
        place, mend = a_list(self.folder, data), self.folder / "mend.xlsx"
        order = Order(place, units, dict(file.columns), file.person, file.id, not take, now, mend, language, file.name)
        return await import_list(self.settings, order), mend.read_bytes()

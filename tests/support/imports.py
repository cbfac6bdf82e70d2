"""Who reads lists."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from bot.commands.importing import Order, import_list
from bot.records.imports import ImportFile
from bot.settings.config import Settings
from ocop_domain.areas import load_areas

_LONG = ("TT", "Tên sản phẩm", "Bộ sản phẩm", "Loại hình", "Chủ thể", "Xã", "Địa chỉ", "Điện thoại", "Sao", "Ngày QĐ")


def a_list(folder: Path, data: bytes) -> Path:
    file = folder / "danh-sach.xlsx"
    file.write_bytes(data)
    return file


def a_long_list(rows: int, bad: int, day: date) -> bytes:
    """So many products of Cà Mau as a province keeps them, three a producer; the first `bad` with a wrong star."""
    communes = [one.name for one in load_areas().below("n96") if one.level == "commune" and one.in_force(day)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(_LONG)
    for n in range(rows):
        place, star = f"{communes[n % len(communes)]}, Tỉnh Cà Mau", "bảy" if n < bad else "3 sao"
        who = f"Hộ {n // 3}", place, "Ấp 1", f"09{10_000_000 + n}"
        sheet.append([n, f"Mắm số {n}", "9", "HKD", *who, star, "14/3/2025"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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

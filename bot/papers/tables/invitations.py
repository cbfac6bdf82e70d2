"""Codes for many communes: QR codes to print and cut, and a table with a text to forward to each."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

from bot.papers.pictures.qr_sheet import qr_sheet
from bot.papers.tables.cells import cell, head_cell
from bot.records.invitations import MadeCode
from bot.texts import Translator


def invitation_sheets(made: Sequence[MadeCode], links: Sequence[str], t: Translator) -> tuple[bytes, bytes]:
    """The PDF and the workbook; where there is no link the code itself stands in its place."""
    ways = [link or one.code for one, link in zip(made, links, strict=True)]
    sheet = io.BytesIO()
    below = [f"{t(f'account.role.{one.role}')}\n{one.place}\n{one.code}" for one in made]
    qr_sheet(sheet, list(zip(ways, below, strict=True)))
    return sheet.getvalue(), _book(made, ways, t)


def _book(made: Sequence[MadeCode], ways: Sequence[str], t: Translator) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(t("invite.sheet"))
    for letter, width in zip("ABCDEF", (32, 28, 24, 40, 14, 90), strict=True):
        page.column_dimensions[letter].width = width
    heads = [t(f"invite.column_{name}") for name in ("place", "whom", "role", "link", "until")]
    page.append([head_cell(page, head) for head in (*heads, t("invite.text"))])
    for one, way in zip(made, ways, strict=True):
        role, until = t(f"account.role.{one.role}"), f"{one.until:%d/%m/%Y}"
        whom = one.whom or t("invite.anybody")
        text = t("invite.message", whom=whom, role=f"{role}, {one.place}", link=way, until=until)
        page.append([cell(page, value) for value in (one.place, one.whom, role, way, one.until, text)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

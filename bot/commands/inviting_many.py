"""Many invitations at once: a table of communes in; links, a sheet of QR codes and texts to forward out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook

from bot.bootstrap import clock_of, open_store
from bot.commands.inviting import InvitationRequest, MadeInvitation, make, role_of, unit_of
from bot.kit.clock import VIETNAM, day_of
from bot.papers.pictures.qr_sheet import qr_sheet
from bot.papers.tables.cells import cell, head_cell
from bot.settings.config import BadSettings, Settings
from bot.texts import REFERENCE, Texts, Translator
from ocop_domain.agencies import agency_named
from ocop_domain.rights import Role, role_at
from ocop_domain.text import fold
from ocop_domain.writing import one_line

LINKS, SHEET, MESSAGES = "links.xlsx", "qr.pdf", "messages.txt"
_MOST = 1000
"""Rows of one table: a province has a few hundred communes."""
_HEADS = frozenset({"xa", "don vi", "xa phuong", "ten xa", "dia ban", "commune", "area", "unit"})


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One line of the table: the unit as it was written, for whom the link is, and for which agency they speak."""

    number: int
    area: str
    whom: str = ""
    agency: str = ""


async def invite_many(settings: Settings, table: Path, out: Path, role: str, holds: timedelta) -> list[MadeInvitation]:
    """One invitation a row, all of them or none: each row must name exactly one unit."""
    chosen, today = role_of(role), day_of(clock_of(settings)())
    wanted = _wanted(read_rows(table), chosen, today)
    store = await open_store(settings)
    try:
        made = await make(store, settings, wanted, holds)
    finally:
        await store.close()
    await asyncio.to_thread(_write, out, made)
    return made


def _write(out: Path, made: Sequence[MadeInvitation]) -> None:
    """The three files; the links are known to nobody else and stand in them only."""
    out.mkdir(parents=True, exist_ok=True)
    t = Texts()[REFERENCE]
    _write_links(out / LINKS, made, t)
    qr_sheet(out / SHEET, [(one.link, f"{t(f'account.role.{one.role}')}\n{one.place}") for one in made])
    (out / MESSAGES).write_text("\n\n———\n\n".join(_message(one, t) for one in made) + "\n", encoding="utf-8")


def read_rows(table: Path) -> list[InvitationRow]:
    """The rows of the first sheet: unit (name or code), for whom, which agency; a head is left out."""
    try:
        book = load_workbook(table, read_only=True)
    except Exception as error:
        raise BadSettings(f"{table}: not a workbook that can be read (XLSX): {error}") from None
    rows = list(_filled(book.worksheets[0].iter_rows(values_only=True, max_row=_MOST + 1)))
    book.close()
    if not rows:
        raise BadSettings(
            f"{table}: no rows. Write one unit a row in the first column, in the second for whom,"
            " in the third the agency for which they speak, if any."
        )
    return rows[1:] if fold(rows[0].area) in _HEADS else rows


def _filled(rows: Iterator[tuple[object, ...]]) -> Iterator[InvitationRow]:
    for number, values in enumerate(rows, 1):
        texts = [one_line(str(value)) if value is not None else "" for value in values]
        if texts and texts[0]:
            yield InvitationRow(number, *texts[:3])


def _wanted(rows: Sequence[InvitationRow], role: Role, today: date) -> list[InvitationRequest]:
    """What to make; every row that is not clear is named at once."""
    wanted, unclear = [], []
    for row in rows:
        try:
            wanted.append(_one(row, role, today))
        except BadSettings as error:
            unclear.append(f"Row {row.number}: {error}")
    if unclear:
        raise BadSettings("\n".join([*unclear, "Nothing was made."]))
    return wanted


def _one(row: InvitationRow, role: Role, today: date) -> InvitationRequest:
    """Whoever speaks for an agency holds the role of the agency's level, whatever the others get."""
    if not row.agency:
        return InvitationRequest(role, unit_of(row.area, role, today), row.whom)
    agency = agency_named(row.agency)
    if agency is None:
        raise BadSettings(f"nobody speaks for “{row.agency}”; the agencies page and `agencies --out` name them")
    theirs = role_at(agency.level)
    return InvitationRequest(theirs, unit_of(row.area, theirs, today), row.whom, agency=agency.id)


def _write_links(file: Path, made: Sequence[MadeInvitation], t: Translator) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("invite.sheet"))
    sheet.append([head_cell(sheet, t(f"invite.column_{name}")) for name in ("place", "whom", "role", "link", "until")])
    for one in made:
        role, until = t(f"account.role.{one.role}"), one.expires.astimezone(VIETNAM).date()
        sheet.append([cell(sheet, value) for value in (one.place, one.whom, role, one.link, until)])
    book.save(file)


def _message(one: MadeInvitation, t: Translator) -> str:
    until = f"{one.expires.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    role = f"{t(f'account.role.{one.role}')}, {one.place}"
    return t("invite.message", whom=one.whom or t("invite.anybody"), role=role, link=one.link, until=until)

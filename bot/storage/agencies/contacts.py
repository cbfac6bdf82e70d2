"""Where to ask agencies, as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.records.agencies import AgencyContact
from bot.storage.engine.statements import Database, Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.storage.year.audiences import marks
from bot.writes.agencies import PutAgencyContact


async def contacts_in(database: Database, areas: Sequence[str]) -> list[AgencyContact]:
    """What was filled in for these units, by unit and agency."""
    if not areas:
        return []
    rows = await database.fetch(
        f"SELECT area, agency, post, phone, place FROM agency_contact WHERE area IN ({marks(areas)})"
        " ORDER BY area, agency",
        tuple(areas),
    )
    return [AgencyContact(*row) for row in rows]


@statements.register
def _(write: PutAgencyContact, by: By) -> Iterator[Statement]:
    c = write.contact
    was = Before(
        "SELECT post || ', ' || phone || ', ' || place FROM agency_contact WHERE area = ? AND agency = ?",
        (c.area, c.agency),
    )
    yield audit(by, "agency.said", f"{c.area}:{c.agency}", was=was, became=f"{c.post}, {c.phone}, {c.place}")
    yield Statement(
        "INSERT INTO agency_contact (area, agency, post, phone, place, at, by_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (area, agency) DO UPDATE SET post = excluded.post, phone = excluded.phone,"
        " place = excluded.place, at = excluded.at, by_id = excluded.by_id",
        (c.area, c.agency, c.post, c.phone, c.place, by.at, by.person),
    )

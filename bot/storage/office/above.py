"""What waits where nobody in the unit may check it: the level above sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.storage.engine.statements import Database, Row
from bot.storage.registration.changes import WAITS
from bot.storage.year.audiences import CHECKERS, marks
from ocop_domain.applications import TO_CHECK

Seats = Mapping[str, Sequence[str]]
"""For each unit those whose officers see to what lies in it."""


async def waiting_areas(database: Database, areas: Sequence[str]) -> list[str]:
    """Those of the units in which something waits for a check."""
    if not areas:
        return []
    rows = await database.fetch(
        f"SELECT DISTINCT area FROM application WHERE area IN ({marks(areas)}) AND state IN ({marks(TO_CHECK)})"
        " ORDER BY area",
        (*areas, *TO_CHECK),
    )
    return [row[0] for row in rows]


async def change_areas(database: Database, areas: Sequence[str]) -> list[str]:
    """Those of the units in which a request of change waits."""
    if not areas:
        return []
    rows = await database.fetch(
        f"SELECT DISTINCT area FROM change_request WHERE {WAITS} AND area IN ({marks(areas)}) ORDER BY area",
        tuple(areas),
    )
    return [row[0] for row in rows]


async def left_to_above(database: Database, seats: Seats) -> list[str]:
    """What waits in these units and nobody there may check: no officer, or only who speaks for the producer."""
    if not seats:
        return []
    found = await database.fetch(
        f"SELECT id, area, person_id FROM application WHERE area IN ({marks(list(seats))})"
        f" AND state IN ({marks(TO_CHECK)}) ORDER BY id",
        (*seats, *TO_CHECK),
    )
    return await _of_nobody(database, seats, found)


async def changes_left(database: Database, seats: Seats) -> list[str]:
    """The same of requests of change."""
    if not seats:
        return []
    found = await database.fetch(
        f"SELECT id, area, person_id FROM change_request WHERE {WAITS} AND area IN ({marks(list(seats))}) ORDER BY id",
        tuple(seats),
    )
    return await _of_nobody(database, seats, found)


async def _of_nobody(database: Database, seats: Seats, found: Sequence[Row]) -> list[str]:
    """Those of the rows (id, unit, whose) that nobody who sits there may check."""
    sitting = sorted({seat for units in seats.values() for seat in units})
    rows = await database.fetch(
        f"SELECT area, person_id FROM role WHERE role IN ({marks(CHECKERS)}) AND area IN ({marks(sitting)})",
        (*CHECKERS, *sitting),
    )
    officers: dict[str, set[int]] = {}
    for unit, person in rows:
        officers.setdefault(unit, set()).add(person)
    there = {area: {one for seat in units for one in officers.get(seat, ())} for area, units in seats.items()}
    speakers = await _speakers(database, {row[2] for row in found if there[row[1]]})
    return [row[0] for row in found if not there[row[1]].difference(speakers.get(row[2], ()))]


async def _speakers(database: Database, accounts: set[int]) -> dict[int, set[int]]:
    """Who speaks for each of these accounts."""
    found = {account: {account} for account in accounts}
    if accounts:
        rows = await database.fetch(
            f"SELECT account_id, person_id FROM member WHERE account_id IN ({marks(list(accounts))}) AND ended_at = ''",
            tuple(sorted(accounts)),
        )
        for account, person in rows:
            found[account].add(person)
    return found

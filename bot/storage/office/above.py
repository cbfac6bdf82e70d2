"""What waits where nobody in the unit may check it: the level above sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.storage.engine.statements import Database
from bot.storage.year.audiences import CHECKERS, marks
from ocop_domain.applications import TO_CHECK


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


async def left_to_above(database: Database, seats: Mapping[str, Sequence[str]]) -> list[str]:
    """What waits in these units and nobody there may check: there is no officer, or only who speaks for the producer.

    `seats` are the units whose officers see to what lies in each.
    """
    if not seats:
        return []
    sitting = sorted({seat for units in seats.values() for seat in units})
    rows = await database.fetch(
        f"SELECT area, person_id FROM role WHERE role IN ({marks(CHECKERS)}) AND area IN ({marks(sitting)})",
        (*CHECKERS, *sitting),
    )
    officers: dict[str, set[int]] = {}
    for unit, person in rows:
        officers.setdefault(unit, set()).add(person)
    there = {area: {one for seat in units for one in officers.get(seat, ())} for area, units in seats.items()}
    found = await database.fetch(
        f"SELECT id, area, person_id FROM application WHERE area IN ({marks(list(seats))})"
        f" AND state IN ({marks(TO_CHECK)}) ORDER BY id",
        (*seats, *TO_CHECK),
    )
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

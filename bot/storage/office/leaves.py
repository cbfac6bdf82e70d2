"""Leaves and calls, as SQL.

Who is away keeps the role: they may still look. `role.away` only says that nothing is told to them, and that others
see to what waits. Who stands in holds the role until the last day, given for this leave; or held it before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.kit.clock import day_of
from bot.records.leaves import OVER, Leave
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.year.audiences import marks
from bot.writes.leaves import BeginLeave, EndLeave, MarkCalled, PlanLeave, SetDeputy
from ocop_domain.rights import Grant, Role

_COLUMNS = "id, person_id, deputy_id, role, area, from_on, until_on, by_id, token, state"


def _leave(row: Row) -> Leave:
    return Leave(
        id=row[0],
        person=row[1],
        grant=Grant(Role(row[3]), row[4]),
        since=date.fromisoformat(row[5]),
        until=date.fromisoformat(row[6]),
        by=row[7],
        deputy=row[2],
        token=row[8],
        state=row[9],
    )


async def running(database: Database) -> list[Leave]:
    """All that are not over."""
    rows = await database.fetch(f"SELECT {_COLUMNS} FROM leave WHERE state <> '{OVER}' ORDER BY from_on, id")
    return [_leave(row) for row in rows]


async def taken_by(database: Database, token: str) -> int:
    """Who came by a code to stand in; 0 for nobody yet."""
    rows = await database.fetch(
        # Whoever stands in for somebody else already keeps the code of that role; a role that was taken away is over.
        "SELECT i.used_by FROM invitation i WHERE i.token_hash = ? AND i.used_by <> 0 AND NOT EXISTS (SELECT 1"
        " FROM past_role p WHERE p.person_id = i.used_by AND p.role = i.role AND p.area = i.area"
        " AND p.ended_at >= i.used_at AND p.how <> 'until')",
        (token,),
    )
    return int(rows[0][0]) if rows else 0


class StoredLeaves:
    """The part of `Reads` that is about leaves and calls."""

    _db: Database

    async def leave(self, leave: str) -> Leave | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM leave WHERE id = ?", (leave,))
        return _leave(rows[0]) if rows else None

    async def leave_of(self, person: int, grant: Grant) -> Leave | None:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM leave WHERE person_id = ? AND role = ? AND area = ? AND state <> ?"
            " ORDER BY from_on, id LIMIT 1",
            (person, grant.role.value, grant.area, OVER),
        )
        return _leave(rows[0]) if rows else None

    async def called(self, matter: str) -> dict[int, date]:
        rows = await self._db.fetch(
            "SELECT person_id, at FROM call_made WHERE matter = ? ORDER BY person_id", (matter,)
        )
        return {row[0]: day_of(datetime.fromisoformat(row[1])) for row in rows}

    async def seen_reminder(self, programme: str, duty: str, occurrence: str, people: Sequence[int]) -> set[int]:
        rows = await self._db.fetch(
            "SELECT DISTINCT m.person_id FROM reminder m JOIN address a ON a.person_id = m.person_id"
            f" WHERE m.person_id IN ({marks(people) or 'NULL'}) AND m.programme = ? AND m.duty = ?"
            " AND m.occurrence = ? AND m.state = 'sent' AND a.last_seen >= m.closed_at",
            (*people, programme, duty, occurrence),
        )
        return {row[0] for row in rows}


@statements.register
def _(write: PlanLeave, by: By) -> Iterator[Statement]:
    one = write.leave
    yield audit(by, "leave.planned", one.grant.area, became=f"{one.since} {one.until}")
    yield Statement(
        "UPDATE leave SET state = 'over' WHERE person_id = ? AND role = ? AND area = ? AND state = 'planned'",
        (one.person, one.grant.role.value, one.grant.area),
    )
    yield Statement(
        f"INSERT INTO leave ({_COLUMNS}, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?)",
        (
            *(one.id, one.person, one.deputy, one.grant.role.value, one.grant.area, one.since.isoformat()),
            *(one.until.isoformat(), by.actor, one.token, by.at),
        ),
    )


@statements.register
def _(write: SetDeputy, by: By) -> Iterator[Statement]:
    one = write.leave
    yield audit(by, "leave.deputy", one.grant.area, became=str(one.deputy))
    yield Statement(
        "UPDATE leave SET deputy_id = ?, token = ? WHERE id = ? AND state = 'planned'",
        (one.deputy, one.token, one.id),
        changes=1,
    )


@statements.register
def _(write: BeginLeave, by: By) -> Iterator[Statement]:
    one = write.leave
    yield audit(by, "leave.begun", one.grant.area, became=str(one.deputy))
    yield Statement(
        "UPDATE leave SET state = 'on', deputy_id = ? WHERE id = ? AND state = 'planned'",
        (one.deputy, one.id),
        changes=1,
    )
    yield _away(one, 1)
    yield Statement(
        "INSERT INTO role (person_id, role, area, granted_at, given_by, invitation, until_on, agency)"
        " SELECT CAST(? AS BIGINT), r.role, r.area, CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT),"
        " CAST(? AS TEXT), r.agency FROM role r WHERE r.person_id = ? AND r.role = ? AND r.area = ?"
        " ON CONFLICT (person_id, role, area) DO NOTHING",
        (
            *(one.deputy, by.at, one.by, _given_for(one), one.until.isoformat()),
            *(one.person, one.grant.role.value, one.grant.area),
        ),
    )


_ANOTHER = (
    "FROM leave l WHERE l.deputy_id = role.person_id AND l.role = role.role AND l.area = role.area AND l.state = 'on'"
    " ORDER BY l.until_on DESC, l.id LIMIT 1"
)
"""The last of the leaves that go on and for which the holder of a role stands in."""


def _given_for(leave: Leave) -> str:
    """How the role of who stands in is known to be given for this leave only."""
    return leave.token or f"leave:{leave.id}"


def _away(leave: Leave, away: int) -> Statement:
    return Statement(
        "UPDATE role SET away = ? WHERE person_id = ? AND role = ? AND area = ?",
        (away, leave.person, leave.grant.role.value, leave.grant.area),
    )


@statements.register
def _(write: EndLeave, by: By) -> Iterator[Statement]:
    one = write.leave
    yield audit(by, "leave.over", one.grant.area)
    yield Statement("UPDATE leave SET state = 'over' WHERE id = ? AND state <> 'over'", (one.id,), changes=1)
    yield _away(one, 0)
    where = (one.deputy, one.grant.role.value, one.grant.area, _given_for(one))
    # Who stands in for somebody else there, too, keeps the role for that leave.
    yield Statement(
        f"UPDATE role SET until_on = (SELECT l.until_on {_ANOTHER}), invitation = (SELECT CASE l.token WHEN ''"
        f" THEN 'leave:' || l.id ELSE l.token END {_ANOTHER})"
        f" WHERE person_id = ? AND role = ? AND area = ? AND invitation = ? AND EXISTS (SELECT 1 {_ANOTHER})",
        where,
    )
    yield Statement(
        "INSERT INTO past_role (person_id, role, area, granted_at, given_by, ended_at, ended_by, how, agency)"
        " SELECT person_id, role, area, granted_at, given_by, CAST(? AS TEXT), CAST(? AS BIGINT), 'until', agency"
        " FROM role WHERE person_id = ? AND role = ? AND area = ? AND invitation = ?",
        (by.at, by.actor, *where),
    )
    yield Statement(
        "DELETE FROM role WHERE person_id = ? AND role = ? AND area = ? AND invitation = ?",
        where,
    )


@statements.register
def _(write: MarkCalled, by: By) -> Iterator[Statement]:
    yield audit(by, "phone.called", write.matter, became=str(write.person))
    yield Statement(
        "INSERT INTO call_made (matter, person_id, by_id, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (matter, person_id) DO UPDATE SET by_id = excluded.by_id, at = excluded.at",
        (write.matter, write.person, by.actor, by.at),
    )

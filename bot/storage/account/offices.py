"""Roles: who holds what, since when and by whose invitation; how they end; what officials say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.kit.clock import day_of
from bot.records.offices import Holding, Official, OpenInvitation
from bot.storage.engine.encoding import day_or_none
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.year.audiences import marks
from bot.writes.people import EndGrant, PutOfficial, SucceedUnit
from ocop_domain.applications import ApplicationState
from ocop_domain.rights import Act, Grant, Role, roles_for
from ocop_domain.writing import one_line

_HELD = (
    "r.person_id, r.role, r.area, r.agency, r.granted_at, r.given_by, {}, COALESCE(o.name, ''), COALESCE(o.post, ''),"
    " COALESCE(o.phone, ''), COALESCE((SELECT g.name FROM official g WHERE g.person_id = r.given_by), '')"
)

_UNDER_WAY = f"closed_as = '' AND state <> '{ApplicationState.JUDGED}'"
"""What still has somewhere to go: a checked dossier too, which its council or its commune's list is waiting for."""


# Asked


async def held(database: Database) -> list[Holding]:
    """Every role that is held, by role and unit."""
    columns = _HELD.format("r.until_on, '', ''")
    rows = await database.fetch(
        f"SELECT {columns} FROM role r LEFT JOIN official o ON o.person_id = r.person_id"
        " ORDER BY r.role, r.area, r.granted_at, r.person_id"
    )
    return [_holding(row) for row in rows]


async def holdings(database: Database, roles: Sequence[Role], areas: Sequence[str] | None) -> list[Holding]:
    """Who holds one of the roles in one of the units, or anywhere (None); by unit."""
    if not roles or (areas is not None and not areas):
        return []
    columns = _HELD.format("r.until_on, '', ''")
    there = f" AND r.area IN ({marks(areas)})" if areas is not None else ""
    rows = await database.fetch(
        f"SELECT {columns} FROM role r LEFT JOIN official o ON o.person_id = r.person_id"
        f" WHERE r.role IN ({marks(roles)}){there} ORDER BY r.role, r.area, r.granted_at, r.person_id",
        (*(role.value for role in roles), *(areas or ())),
    )
    return [_holding(row) for row in rows]


async def formerly_held(database: Database) -> list[Holding]:
    """Every role that has ended, the last first."""
    columns = _HELD.format("'', r.ended_at, r.how")
    rows = await database.fetch(
        f"SELECT {columns} FROM past_role r LEFT JOIN official o ON o.person_id = r.person_id ORDER BY r.id DESC"
    )
    return [_holding(row) for row in rows]


def _holding(row: Row) -> Holding:
    person, role, area, agency, since, by, until, ended, how, name, post, phone, inviter = row
    return Holding(
        person=person,
        grant=Grant(Role(role), area, day_or_none(until), agency),
        since=datetime.fromisoformat(since) if since else None,
        by=by,
        by_name=one_line(inviter),
        ended=day_of(datetime.fromisoformat(ended)) if ended else None,
        how=how,
        official=Official(one_line(name), one_line(post), phone),
    )


async def invitations(database: Database) -> list[OpenInvitation]:
    """Every invitation to a role: those that can be taken, those that were, those that are over."""
    rows = await database.fetch(
        "SELECT i.token_hash, i.role, i.area, i.whom, i.made_at, i.expires_at, i.used_at, i.used_by,"
        " COALESCE((SELECT o.name FROM official o WHERE o.person_id = i.used_by), ''), i.agency FROM invitation i"
        " WHERE i.role <> '' ORDER BY i.expires_at DESC, i.token_hash"
    )
    return [
        OpenInvitation(
            id=row[0],
            grant=Grant(Role(row[1]), row[2], agency=row[9]),
            whom=one_line(row[3]),
            made=datetime.fromisoformat(row[4]) if row[4] else None,
            expires=datetime.fromisoformat(row[5]),
            used=datetime.fromisoformat(row[6]) if row[6] else None,
            used_by=row[7],
            used_name=one_line(row[8]),
        )
        for row in rows
    ]


async def official_of(database: Database, person: int) -> Official | None:
    rows = await database.fetch("SELECT name, post, phone FROM official WHERE person_id = ?", (person,))
    return Official(one_line(rows[0][0]), one_line(rows[0][1]), rows[0][2]) if rows else None


async def officials_for(database: Database, areas: Sequence[str]) -> list[Official]:
    """Whom producers of these units may ask: who looks after them, and has said a name or a phone."""
    roles = roles_for(Act.CHECK)
    rows = await database.fetch(
        "SELECT DISTINCT o.person_id, o.name, o.post, o.phone FROM role r JOIN official o ON o.person_id = r.person_id"
        f" WHERE r.role IN ({marks(roles)}) AND r.area IN ({marks(areas) or 'NULL'})"
        " AND r.away = 0 AND (o.name <> '' OR o.phone <> '') ORDER BY o.name, o.person_id",
        (*roles, *areas),
    )
    return [Official(one_line(row[1]), one_line(row[2]), row[3]) for row in rows]


# Written


def still_holds(person: int, grants: Sequence[Grant]) -> Statement:
    """Refused when one of the roles with which a turn was played was taken away meanwhile."""
    held = tuple(f"{grant.role}:{grant.area}" for grant in grants)
    return Statement(
        f"UPDATE role SET until_on = until_on WHERE person_id = ? AND role || ':' || area IN ({marks(held)})",
        (person, *held),
        changes=len(held),
    )


def end(write: EndGrant, at: str) -> Iterator[Statement]:
    """The role goes among those that were held; whoever helped a producer by it helps no more."""
    where = (write.person, write.grant.role.value, write.grant.area)
    yield Statement(
        "INSERT INTO past_role (person_id, role, area, granted_at, given_by, ended_at, ended_by, how, agency)"
        " SELECT person_id, role, area, granted_at, given_by, CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT),"
        " agency"
        " FROM role WHERE person_id = ? AND role = ? AND area = ?",
        (at, write.by, write.how, *where),
    )
    yield Statement("DELETE FROM role WHERE person_id = ? AND role = ? AND area = ?", where, changes=1)
    yield Statement(
        "INSERT INTO audit (at, person_id, kind, subject, reason, on_behalf) VALUES (?, ?, ?, ?, ?, ?)",
        (at, write.by, f"ended.{write.grant.role.value}", write.grant.area, write.how, write.person),
    )


def succeed(write: SucceedUnit) -> Iterator[Statement]:
    """What is under way in the former unit, who is helped and banned there; what was decided stays where it was."""
    yield Statement(
        f"UPDATE application SET area = ? WHERE area = ? AND {_UNDER_WAY}",
        (write.new, write.old),
    )
    yield Statement("UPDATE assist SET area = ? WHERE area = ?", (write.new, write.old))
    yield Statement(
        "UPDATE ban SET area = ? WHERE area = ? AND NOT EXISTS (SELECT 1 FROM ban b WHERE b.person_id = ban.person_id"
        " AND b.area = ?)",
        (write.new, write.old, write.new),
    )


async def under_way_in(database: Database, units: Sequence[str]) -> list[str]:
    """Those of the units in which something is under way, or somebody is helped."""
    if not units:
        return []
    rows = await database.fetch(
        f"SELECT area FROM application WHERE area IN ({marks(units)}) AND {_UNDER_WAY}"
        f" UNION SELECT area FROM assist WHERE area IN ({marks(units)}) ORDER BY 1",
        (*units, *units),
    )
    return [row[0] for row in rows]


def put_official(write: PutOfficial, person: int, at: str) -> Iterator[Statement]:
    o = write.official
    yield Statement(
        "INSERT INTO official (person_id, name, post, phone, updated_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, post = excluded.post, phone = excluded.phone,"
        " updated_at = excluded.updated_at",
        (person, o.name, o.post, o.phone, at),
    )


def cancel(token_hash: str, at: str) -> Statement:
    """An invitation that nobody has taken cannot be taken any more; refused when it was."""
    return Statement(
        "UPDATE invitation SET used_at = ? WHERE token_hash = ? AND used_at = ''", (at, token_hash), changes=1
    )

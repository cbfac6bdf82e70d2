"""Accounts that are given back after a phone was lost, as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.records.account import Recovery
from bot.storage.account.accounts import end_phone
from bot.storage.dashboard.writes import end_all
from bot.storage.engine.statements import Database, Row, Statement
from ocop_domain.errors import Refusal
from ocop_domain.text import fold
from ocop_domain.values import read_phone

_COLUMNS = "token_hash, person_id, by_id, area, how, note, at, taken_at, channel, address, objected_at"


# Asked


async def recovery(database: Database, token_hash: str) -> Recovery | None:
    rows = await database.fetch(f"SELECT {_COLUMNS} FROM recovery WHERE token_hash = ?", (token_hash,))
    return _recovery(rows[0]) if rows else None


async def last_recovery(database: Database, person: int) -> Recovery | None:
    """The last one by which a phone came into the account."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM recovery WHERE person_id = ? AND taken_at <> '' ORDER BY taken_at DESC LIMIT 1",
        (person,),
    )
    return _recovery(rows[0]) if rows else None


async def people_called(database: Database, words: str) -> list[int]:
    """Whom a name, a phone number or "#number" means; the oldest first."""
    wanted = words.strip()
    if wanted.removeprefix("#").isdecimal() and wanted.startswith("#"):
        rows = await database.fetch("SELECT id FROM person WHERE id = ?", (int(wanted[1:]),))
        return [row[0] for row in rows]
    phone, name = _phone(wanted), fold(wanted)
    column, value = ("phone", phone) if phone else ("name_folded", name)
    rows = await database.fetch(f"SELECT DISTINCT person_id FROM producer WHERE {column} = ?", (value,))
    officials = await database.fetch("SELECT person_id, name, phone FROM official")
    named = {row[0] for row in officials if (phone and row[2] == phone) or (row[1] and fold(row[1]) == name)}
    return sorted({row[0] for row in rows} | named)


def _phone(words: str) -> str:
    """The number as it is kept; "" where the words are none."""
    try:
        return read_phone(words)
    except Refusal:
        return ""


def _recovery(row: Row) -> Recovery:
    token, person, by, area, how, note, at, taken, channel, address, objected = row
    return Recovery(
        token_hash=token,
        person=person,
        by=by,
        area=area,
        how=how,
        note=note,
        at=datetime.fromisoformat(at),
        taken=datetime.fromisoformat(taken) if taken else None,
        channel=channel,
        address=address,
        objected=bool(objected),
    )


# Written


def keep(recovery: Recovery, at: str) -> Statement:
    return Statement(
        "INSERT INTO recovery (token_hash, person_id, by_id, area, how, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (recovery.token_hash, recovery.person, recovery.by, recovery.area, recovery.how, recovery.note, at),
    )


def take(token_hash: str, person: int, channel: str, address: str, at: str) -> Iterator[Statement]:
    """The new phone is in; all others may only read until the time to object is over."""
    yield Statement(
        "UPDATE recovery SET taken_at = ?, channel = ?, address = ? WHERE token_hash = ? AND person_id = ?"
        " AND taken_at = ''",
        (at, channel, address, token_hash, person),
        changes=1,
    )
    yield Statement(
        "UPDATE address SET read_only_since = ? WHERE person_id = ? AND NOT (channel = ? AND address = ?)",
        (at, person, channel, address),
    )
    yield end_all(person, at)
    # What still waits for a phone that was lost goes to the new one.
    yield Statement(
        "UPDATE outbox SET channel = ?, address = ? WHERE state = 'waiting' AND lane IN ('notice', 'bulk')"
        " AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = ? AND a.read_only_since <> ''"
        " AND a.channel = outbox.channel AND a.address = outbox.address)",
        (channel, address, person),
    )


def object_to(recovery: Recovery, at: str) -> Iterator[Statement]:
    """All as it was: the phone that came in goes, the others may write again; refused when somebody was quicker."""
    yield Statement(
        "UPDATE recovery SET objected_at = ? WHERE token_hash = ? AND taken_at <> '' AND objected_at = ''",
        (at, recovery.token_hash),
        changes=1,
    )
    yield from end_phone(recovery.person, recovery.channel, recovery.address, "objected", at)
    yield Statement("UPDATE address SET read_only_since = '' WHERE person_id = ?", (recovery.person,))


def end_read_only(before: str, at: str) -> Iterator[Statement]:
    """Phones that nobody objected with in time leave the account: they were lost."""
    late = "read_only_since <> '' AND read_only_since < ?"
    yield Statement(
        "INSERT INTO past_address (channel, address, person_id, kind, since, ended_at, how)"
        f" SELECT channel, address, person_id, kind, since, CAST(? AS TEXT), 'lost' FROM address WHERE {late}",
        (at, before),
    )
    yield Statement(f"DELETE FROM address WHERE {late}", (before,))

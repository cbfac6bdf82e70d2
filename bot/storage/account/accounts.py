"""Accounts and the phones that use them: what is asked, and what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.conversations.forms.consent import CONSENT_FORMS
from bot.records.account import Account, Phone, WrongCodes
from bot.storage.dashboard.writes import end_of_phone
from bot.storage.delivery.address import chosen, reaches
from bot.storage.engine.encoding import day_or_none
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.year.audiences import marks
from ocop_domain.rights import Grant, Role

_CONSENTS = ", ".join(f"'{form.id}'" for form in CONSENT_FORMS)
_COUNTED = {
    "application": "",
    "draft": f" AND x.form NOT IN ({_CONSENTS}) AND x.answers <> '{{}}'",
    "paper": "",
    "paper_version": "",
    "role": "",
    "producer": "",
    "member": " AND x.ended_at = ''",
}
"""What an account holds: a form in which nothing was answered, and consent, are nothing that could be lost."""
_HELPED = "EXISTS (SELECT 1 FROM assist h WHERE h.ward_id = {} AND h.ended_at = '')"
_UNKNOWN = datetime(2020, 1, 1, tzinfo=UTC)
"""Stands for a moment that nobody noted."""


def _holds(who: str) -> str:
    """Whether the person in `who` has something that must never go into another account."""
    kept = [f"EXISTS (SELECT 1 FROM {table} x WHERE x.person_id = {who}{more})" for table, more in _COUNTED.items()]
    return " OR ".join([*kept, _HELPED.format(who)])


HOLDS = _holds("?")
"""The same as a condition with the arguments of `held_by`."""


def held_by(person: int) -> tuple[int, ...]:
    """The arguments of HOLDS."""
    return (person,) * (len(_COUNTED) + 1)


# Asked


async def account(database: Database, person: int) -> Account | None:
    """The account as it is at this moment; None for nobody."""
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} x WHERE x.person_id = p.id{_COUNTED[table]})"
        for table in ("application", "draft", "paper")
    )
    rows = await database.fetch(
        f"SELECT p.language, p.created_at, {counts}, ({_holds('p.id')}),"
        " (SELECT o.name FROM producer o WHERE o.person_id = p.id ORDER BY o.updated_at DESC LIMIT 1),"
        " (SELECT h.name FROM assist h WHERE h.ward_id = p.id) FROM person p WHERE p.id = ?",
        (person,),
    )
    if not rows:
        return None
    language, created, products, drafts, papers, holds, named, called = rows[0]
    if not named and drafts:
        named = await _begun_as(database, person)
    roles = await database.fetch(
        "SELECT role, area, until_on, agency FROM role WHERE person_id = ? ORDER BY granted_at, role, area", (person,)
    )
    return Account(
        person=person,
        language=language,
        since=_moment(created),
        name=named or called or "",
        grants=tuple(Grant(Role(role), area, day_or_none(until), agency) for role, area, until, agency in roles),
        products=products,
        drafts=drafts,
        papers=papers,
        holds=bool(holds),
        phones=tuple(await phones_of(database, person)),
    )


async def _begun_as(database: Database, person: int) -> str:
    """The name in the newest form that has one; "" where none has."""
    rows = await database.fetch("SELECT answers FROM draft WHERE person_id = ? ORDER BY updated_at DESC", (person,))
    names = (json.loads(row[0]).get("producer_name") for row in rows)
    return next((name for name in names if isinstance(name, str) and name), "")


async def phones_of(database: Database, person: int) -> list[Phone]:
    """All addresses of a person, the first to come first."""
    rows = await database.fetch(
        "SELECT channel, address, kind, since, last_seen, joined_at, preferred FROM address WHERE person_id = ?"
        " ORDER BY since, channel, address",
        (person,),
    )
    return [_phone(row) for row in rows]


def _phone(row: Row) -> Phone:
    channel, address, kind, since, seen, joined, preferred = row
    came = datetime.fromisoformat(joined) if joined else None
    return Phone(channel, address, kind, _moment(since), _moment(seen), came, bool(preferred))


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at) if at else _UNKNOWN


async def wrong_codes(database: Database, keys: Sequence[str]) -> dict[str, WrongCodes]:
    """How often codes were typed that open nothing, by key; keys without any are left out."""
    rows = await database.fetch(f"SELECT key, times, last_at FROM wrong_code WHERE key IN ({marks(keys)})", tuple(keys))
    return {row[0]: WrongCodes(row[1], _moment(row[2])) for row in rows}


# Written


def move_address(person: int, former: int, channel: str, address: str, at: str) -> Iterator[Statement]:
    """Brings an address from an empty account into another; refused (`Conflict`) when the former holds something.

    A phone that comes to one that is there already is new for a while (`joined_at`).
    """
    yield Statement(
        "UPDATE address SET person_id = ?, last_seen = ?, since = ?, preferred = 0, works_for = "
        " COALESCE((SELECT o.works_for FROM address o WHERE o.person_id = ?"
        " ORDER BY o.last_seen DESC, o.channel, o.address LIMIT 1), 0),"
        " joined_at = CASE WHEN EXISTS"
        " (SELECT 1 FROM address o WHERE o.person_id = ?) THEN CAST(? AS TEXT) ELSE '' END"
        f" WHERE channel = ? AND address = ? AND person_id = ? AND NOT ({HOLDS})",
        (person, at, at, person, person, at, channel, address, former, *held_by(former)),
        changes=1,
    )
    yield from _goes_along(person, former, at)


def _goes_along(person: int, former: int, at: str) -> Sequence[Statement]:
    """What else stands under the number of an empty account, once its last phone has left."""
    gone = "NOT EXISTS (SELECT 1 FROM address WHERE address.person_id = ?)"
    old, new = str(former), str(person)
    return [
        Statement(
            f"UPDATE file SET person_id = ? WHERE person_id = ? AND {gone}"
            " AND NOT EXISTS (SELECT 1 FROM file own WHERE own.id = file.id AND own.person_id = ?)",
            (person, former, former, person),
        ),
        Statement(
            "UPDATE done SET scope = ?, person_id = ? WHERE scope = ? AND NOT EXISTS (SELECT 1 FROM done own"
            " WHERE own.programme = done.programme AND own.duty = done.duty AND own.occurrence = done.occurrence"
            f" AND own.scope = ?) AND {gone}",
            (new, person, old, new, former),
        ),
        Statement(
            "UPDATE started SET scope = ?, person_id = ? WHERE person_id = ? AND scope = ? AND NOT EXISTS"
            " (SELECT 1 FROM started own WHERE own.programme = started.programme AND own.duty = started.duty"
            f" AND own.occurrence = started.occurrence AND own.scope = ?) AND {gone}",
            (new, person, former, old, new, former),
        ),
        Statement(
            "UPDATE mute SET person_id = ? WHERE person_id = ? AND NOT EXISTS"
            " (SELECT 1 FROM mute own WHERE own.person_id = ? AND own.duty = mute.duty"
            f" AND own.programme = mute.programme) AND {gone}",
            (person, former, person, former),
        ),
        Statement(
            "UPDATE reminder SET person_id = ?, scope = CASE WHEN scope = ? THEN CAST(? AS TEXT) ELSE scope END"
            f" WHERE person_id = ? AND state = 'planned' AND {gone}",
            (person, old, new, former, former),
        ),
        Statement(
            f"UPDATE outbox SET person_id = ? WHERE person_id = ? AND broadcast_id <> '' AND {gone}",
            (person, former, former),
        ),
        Statement(  # both were to get the same notice: one of them does
            "UPDATE outbox SET state = 'stopped' WHERE person_id = ? AND broadcast_id <> '' AND revision = 0"
            " AND state = 'waiting' AND EXISTS (SELECT 1 FROM outbox o WHERE o.broadcast_id = outbox.broadcast_id"
            " AND o.broadcast_id <> '' AND o.person_id = outbox.person_id AND o.revision = 0 AND o.id <> outbox.id"
            " AND (o.state IN ('sent', 'kept', 'attempting', 'claimed')"
            " OR (o.state = 'waiting' AND o.id < outbox.id)))",
            (person,),
        ),
    ]


def end_phone(person: int, channel: str, address: str, how: str, at: str) -> Iterator[Statement]:
    """Takes an address out of an account; what was said there stays the account's (`past_address`)."""
    here = "channel = ? AND address = ? AND person_id = ?"
    yield Statement(
        "INSERT INTO past_address (channel, address, person_id, kind, since, ended_at, how)"
        " SELECT channel, address, person_id, kind, since, CAST(? AS TEXT), CAST(? AS TEXT) FROM address"
        f" WHERE {here}",
        (at, how, channel, address, person),
    )
    yield Statement(
        f"DELETE FROM address WHERE {here} AND (NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = ?)"
        " OR EXISTS (SELECT 1 FROM address o WHERE o.person_id = ? AND NOT (o.channel = ? AND o.address = ?)))",
        (channel, address, person, person, person, channel, address),
        changes=1,
    )
    yield end_of_phone(person, channel, address, at)
    # What is still to be told goes to a phone that stays; without one nobody is told.
    waiting = "channel = ? AND address = ? AND state = 'waiting' AND lane <> 'reply'"
    yield Statement(
        f"UPDATE outbox SET channel = {chosen('channel', '?')}, address = {chosen('address', '?')}"
        f" WHERE {waiting} AND {reaches('?')}",
        (person, person, channel, address, person),
    )
    yield Statement(f"UPDATE outbox SET state = 'stopped' WHERE {waiting}", (channel, address))


def count_wrong_code(key: str, at: str) -> Statement:
    return Statement(
        "INSERT INTO wrong_code (key, times, last_at) VALUES (?, 1, ?)"
        " ON CONFLICT (key) DO UPDATE SET times = wrong_code.times + 1, last_at = excluded.last_at",
        (key, at),
    )


def forget_wrong_codes(before: str) -> Statement:
    return Statement("DELETE FROM wrong_code WHERE last_at < ?", (before,))

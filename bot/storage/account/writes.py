"""The phones that use an account, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.messages import Reply
from bot.storage.account import recovery
from bot.storage.account.accounts import count_wrong_code, end_phone
from bot.storage.delivery.address import HEARS
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import OUTGOING, By, audit, statements
from bot.writes.account import (
    CountWrongCode,
    EndPhone,
    KeepRecovery,
    ObjectRecovery,
    TakeRecovery,
    TellAt,
    TellPhones,
)


@statements.register
def _(write: TellPhones, by: By) -> Iterator[Statement]:
    by = by.own
    yield Statement(
        "INSERT INTO outbox (channel, address, lane, payload, key, created_at)"
        " SELECT a.channel, a.address, 'notice', CAST(? AS TEXT), CAST(? AS TEXT) || ':' || a.channel || ':' ||"
        f" a.address, CAST(? AS TEXT) FROM address a WHERE a.person_id = ? AND {HEARS}"
        " AND NOT (a.channel = ? AND a.address = ?)"
        f" ON CONFLICT (key) DO NOTHING RETURNING {OUTGOING}",
        (dump(write.reply.to_json()), write.key, by.at, write.person, by.channel, by.address),
        rows=True,
    )


@statements.register
def _(write: EndPhone, by: By) -> Iterator[Statement]:
    by = by.own
    yield from end_phone(by.person, write.channel, write.address, write.how, by.at)
    if write.farewell:
        yield _said_to(write.channel, write.address, write.farewell, by)
    yield audit(by, f"phone.{write.how}", write.channel)


@statements.register
def _(write: TellAt, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE address SET preferred = 0 WHERE person_id = ? AND preferred = 1", (by.actor,))
    if write.channel:
        yield Statement(
            "UPDATE address SET preferred = 1 WHERE person_id = ? AND channel = ? AND address = ?",
            (by.actor, write.channel, write.address),
            changes=1,
        )
    yield audit(by, "phone.told", write.channel)


@statements.register
def _(write: CountWrongCode, by: By) -> Iterator[Statement]:
    for key in write.keys:
        yield count_wrong_code(key, by.at)


@statements.register
def _(write: KeepRecovery, by: By) -> Iterator[Statement]:
    yield recovery.keep(write.recovery, by.at)
    yield audit(by, "phone.offered", f"person:{write.recovery.person}", write.recovery.how)


@statements.register
def _(write: TakeRecovery, by: By) -> Iterator[Statement]:
    by = by.own
    yield from recovery.take(write.token_hash, by.person, by.channel, by.address, by.at)
    yield audit(by, "phone.recovered", f"person:{by.person}")


@statements.register
def _(write: ObjectRecovery, by: By) -> Iterator[Statement]:
    by = by.own
    yield from recovery.object_to(write.recovery, by.at)
    yield _said_to(write.recovery.channel, write.recovery.address, write.farewell, by)
    yield audit(by, "phone.objected", f"person:{by.person}")


def _said_to(channel: str, address: str, reply: Reply, by: By) -> Statement:
    """A reply at an address that is no longer the account's."""
    return Statement(
        "INSERT INTO outbox (channel, address, lane, payload, created_at) VALUES (?, ?, 'reply', ?, ?)"
        f" RETURNING {OUTGOING}",
        (channel, address, dump(reply.to_json()), by.at),
        rows=True,
    )

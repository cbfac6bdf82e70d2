"""What moves a broadcast by itself: planned in chunks; its corrections let go once it is known who has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.messages import Reply
from bot.storage.broadcast.reads import FIRST, THEIRS
from bot.storage.delivery.address import chosen
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.year.audiences import Query

HELD = "held"
"""A correction that waits until it is known what became of the message itself."""
KEY = "'broadcast:' || CAST(? AS TEXT) || ':' || CAST({} AS TEXT)"


def replies_json(replies: Mapping[str, Reply]) -> str:
    return dump({language: reply.to_json() for language, reply in replies.items()})


def plan(broadcast_id: str, audience: Query, now: datetime) -> Statement:
    """A row for each of these people, nobody twice, however often it is said; `advance` comes first."""
    return Statement(
        "INSERT INTO outbox (channel, address, lane, payload, key, state, created_at, person_id, broadcast_id)"
        f" SELECT COALESCE({chosen('channel', 'g.person_id')}, ''), COALESCE({chosen('address', 'g.person_id')}, ''),"
        f" 'bulk', '{{}}', {KEY.format('g.person_id')},"
        f" {FIRST.format('g.person_id')}, CAST(? AS TEXT), g.person_id, CAST(? AS TEXT)"
        f" FROM ({audience.sql}) g WHERE true ON CONFLICT (key) DO NOTHING",
        (broadcast_id, moment(now), broadcast_id, *audience.args),
    )


def advance(broadcast_id: str, was: int, upto: int, *, complete: bool) -> Statement:
    """Remembers how far the planning has come.

    Refused (`Conflict`) when it was stopped, or planned further, meanwhile.
    """
    return Statement(
        "UPDATE broadcast SET upto = ?, complete = ? WHERE id = ? AND upto = ? AND complete = 0 AND state = 'sending'",
        (upto, int(complete), broadcast_id, was),
        changes=1,
    )


def let_go(broadcast_id: str) -> list[Statement]:
    """Corrections that waited for the message itself: sent after it, or dropped with it.

    A message that came back undelivered when all was taken back waits for nothing.
    """
    own = (
        "(SELECT {} FROM outbox o WHERE o.key = substr(outbox.key, 1, length(outbox.key)"
        " - length(':r' || CAST(outbox.revision AS TEXT))))"
    )
    state = own.format("o.state")
    held = f"{THEIRS} AND revision > 0 AND state = '{HELD}'"
    return [
        Statement(
            f"UPDATE outbox SET state = 'stopped' WHERE {THEIRS} AND revision = 0 AND state = 'waiting'"
            " AND EXISTS (SELECT 1 FROM broadcast b WHERE b.id = outbox.broadcast_id AND b.taken_at <> '')",
            (broadcast_id,),
        ),
        Statement(
            "UPDATE outbox SET state = 'waiting', channel = " + own.format("o.channel") + ", address = "
            f'{own.format("o.address")}, payload = \'{{"edit":"\' || {own.format("o.message_ref")} ||'
            f" '\",\"only_edit\":true}}' WHERE {held} AND {state} IN ('sent', 'kept')"
            f" AND {own.format('o.message_ref')} <> ''",
            (broadcast_id,),
        ),
        # It will leave, or has left, with the new words; or nobody has it.
        Statement(
            f"UPDATE outbox SET state = 'stopped' WHERE {held} AND {state} NOT IN ('claimed', 'attempting')",
            (broadcast_id,),
        ),
    ]

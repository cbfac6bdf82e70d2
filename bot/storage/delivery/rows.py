"""Rows of the outbox as messages, and the last notice of an address."""

from __future__ import annotations

import json
from datetime import datetime

from bot.messages import Outgoing, Reply
from bot.storage.engine.statements import Database, Row
from bot.storage.engine.writing import OUTGOING

TEXT = (
    "(SELECT b.replies FROM broadcast b WHERE b.id = outbox.broadcast_id),"
    " (SELECT p.language FROM person p WHERE p.id = outbox.person_id)"
)
"""What a broadcast says, and the language of whom it is said to: it stands once, not in every row."""


async def last_notice(database: Database, channel: str, address: str) -> Reply | None:
    """What came to an address unasked, the last that was delivered there."""
    rows = await database.fetch(
        f"SELECT {OUTGOING}, {TEXT} FROM outbox WHERE channel = ? AND address = ? AND lane <> 'reply'"
        " AND state IN ('sent', 'kept', 'unknown') ORDER BY id DESC LIMIT 1",
        (channel, address),
    )
    return whole_of(rows[0]).reply if rows else None


def whole_of(row: Row) -> Outgoing:
    """A claimed row; what a broadcast says comes from there, in the person's language, under what is the row's own."""
    *own, replies, language = row
    if not replies:
        return outgoing_of(own)
    said = json.loads(replies)
    payload = {**(said.get(language) or next(iter(said.values()))), **json.loads(own[4])}
    own[4] = json.dumps(payload)
    return outgoing_of(own)


def outgoing_of(row: Row) -> Outgoing:
    """A row of OUTGOING."""
    id_, channel, address, lane, payload, attempts, parts, created = row
    reply = Reply.from_json(json.loads(payload))
    return Outgoing(id_, channel, address, lane, reply, attempts, parts, datetime.fromisoformat(created))

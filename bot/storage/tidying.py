"""Forgets what was kept long enough, a little at a time: nobody waits for a large deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversations.forms.consent import DOSSIER
from bot.kit.keeping import Keeps
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Statement
from bot.storage.year.audiences import marks

_BATCH = 1000
_AT_ONCE = 250
"""Rows that are deleted in one transaction."""
_ANSWERED = "SELECT id, received_at, done_at <> '' FROM inbox ORDER BY id LIMIT ?"
_ENDED = (
    "SELECT id, created_at, state NOT IN ('waiting', 'claimed', 'attempting') FROM outbox WHERE lane = 'reply'"
    " ORDER BY id LIMIT ?"
)
_NOBODYS = (
    "SELECT d.id FROM draft d WHERE d.updated_at < ? AND (d.answers = '{}'"
    " OR NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = d.person_id AND c.purpose = ? AND c.granted = 1)"
    " AND NOT EXISTS (SELECT 1 FROM application p WHERE p.person_id = d.person_id)"
    " AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = d.person_id)"
    " AND NOT EXISTS (SELECT 1 FROM assist a WHERE a.ward_id = d.person_id))"
    " ORDER BY d.updated_at LIMIT ?"
)


async def forget(database: Database, now: datetime, keeps: Keeps) -> None:
    """What the settings do not keep any longer."""
    if keeps.chats:
        while await _chats(database, moment(now - timedelta(days=keeps.chats))):
            pass
    if keeps.drafts:
        while await _drafts(database, moment(now - timedelta(days=keeps.drafts))):
            pass


async def forget_delivered(database: Database, old: str) -> None:
    """Updates that were answered, and replies that came to an end, before this moment."""
    while await _oldest(database, _ANSWERED, "inbox", old):
        pass
    while await _oldest(database, _ENDED, "outbox", old):
        pass


async def _oldest(database: Database, oldest: str, table: str, old: str) -> bool:
    """A batch of the oldest rows, which were written in the order of their numbers; True while there may be more."""
    rows = await database.fetch(oldest, (_BATCH,))
    past = tuple(id_ for id_, at, over in rows if over and at < old)
    for start in range(0, len(past), _AT_ONCE):
        some = past[start : start + _AT_ONCE]
        await database.write([Statement(f"DELETE FROM {table} WHERE id IN ({marks(some)})", some)])
    return bool(past) and len(rows) == _BATCH


async def _chats(database: Database, old: str) -> bool:
    """The oldest messages of the web chat; True while there may be more.

    They were written in the order of their numbers, so that nothing else need be looked at. The last row stays: SQLite
    would give its number to the next, and an open page asks for higher ones.
    """
    rows = await database.fetch(
        "SELECT id, at FROM web_message WHERE id < (SELECT max(id) FROM web_message) ORDER BY id LIMIT ?", (_BATCH,)
    )
    past = [row[0] for row in rows if row[1] < old]
    if past:
        await database.write([Statement("DELETE FROM web_message WHERE id <= ? AND at < ?", (max(past), old))])
    return len(past) == _BATCH


async def _drafts(database: Database, old: str) -> bool:
    rows = await database.fetch(_NOBODYS, (old, DOSSIER, _BATCH))
    ids = tuple(row[0] for row in rows)
    if ids:
        # What was changed meanwhile stays.
        gone = f"id IN ({marks(ids)}) AND updated_at < ?"
        await database.write(
            [
                Statement(
                    "UPDATE address SET draft_id = '' WHERE draft_id <> ''"
                    f" AND draft_id IN (SELECT id FROM draft WHERE {gone})",
                    (*ids, old),
                ),
                Statement(f"DELETE FROM draft WHERE {gone}", (*ids, old)),
            ]
        )
    return len(ids) == _BATCH

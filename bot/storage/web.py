"""What was said in the web chat: kept by address, shown again after a reload."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Row, Statement

Direction = Literal["in", "out", "edit"]
"""Who said it; an "edit" tells open pages that an earlier message was changed, and is shown to nobody later."""

_COLUMNS = "id, address, direction, payload, at"
_NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class WebMessage:
    """One bubble of a chat; `direction` is "in" for what the person said."""

    id: int
    address: str
    direction: Direction
    payload: dict[str, Any]
    at: str


@dataclass(frozen=True, slots=True)
class WebSession:
    """What is known of a chat beyond its cookie; `ended` says how it left its account, "" while it has not."""

    spoken: bool
    renewed: bool
    ended: str


class WebMessages:
    """The chats of all addresses, numbered in one row."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, address: str, direction: Direction, payload: dict[str, Any], at: datetime) -> int:
        """Keeps a message; returns its number."""
        rows = await self._db.write(
            [
                Statement(
                    "INSERT INTO web_message (address, direction, payload, at) VALUES (?, ?, ?, ?) RETURNING id",
                    (address, direction, dump(payload), moment(at)),
                    rows=True,
                )
            ]
        )
        return int(rows[0][0][0])

    async def edit(self, address: str, message: int, payload: dict[str, Any], at: datetime) -> bool:
        """Changes a message of ours, and tells open pages; False when this chat has no such message."""
        results = await self._db.write(
            [
                Statement(
                    "UPDATE web_message SET payload = ?"
                    " WHERE id = ? AND address = ? AND direction = 'out' RETURNING id",
                    (dump(payload), message, address),
                    rows=True,
                ),
                Statement(
                    "INSERT INTO web_message (address, direction, payload, at) SELECT CAST(? AS TEXT), 'edit',"
                    " CAST(? AS TEXT), CAST(? AS TEXT) FROM web_message WHERE id = ? AND address = ?"
                    " AND direction = 'out'",
                    (address, dump({"edits": message, **payload}), moment(at), message, address),
                ),
            ]
        )
        return bool(results[0])

    async def add_once(self, address: str, update: str, payload: dict[str, Any], at: datetime) -> WebMessage:
        """Keeps what a person said; the same update said again is the message that is known already.

        Two that come at one moment are told apart by the table itself. What was kept before it knew the updates has
        them first in the document, so that its beginning tells it.
        """
        beginning = dump({"update": update})[:-1]
        known = (address, len(beginning), beginning)
        await self._db.write(
            [
                Statement(
                    "INSERT INTO web_message (address, direction, payload, at, update_id) SELECT ?, 'in', ?, ?, ?"
                    " WHERE NOT EXISTS (SELECT 1 FROM web_message"
                    " WHERE address = ? AND direction = 'in' AND substr(payload, 1, ?) = ?)"
                    " ON CONFLICT (address, update_id) WHERE update_id <> '' DO NOTHING",
                    (address, dump({"update": update, **payload}), moment(at), update, *known),
                )
            ]
        )
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM web_message"
            " WHERE address = ? AND direction = 'in' AND substr(payload, 1, ?) = ? ORDER BY id LIMIT 1",
            known,
        )
        return _message(rows[0])

    async def since(self, addresses: Sequence[str], after: int, limit: int) -> list[WebMessage]:
        """What came after a message, oldest first."""
        marks = ", ".join("?" * len(addresses))
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM web_message WHERE address IN ({marks}) AND id > ? ORDER BY id LIMIT {int(limit)}",
            (*addresses, after),
        )
        return [_message(row) for row in rows]

    async def latest(self, address: str, limit: int, before: int = 0) -> list[WebMessage]:
        """The last page of a chat, or the page before a message; oldest first."""
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM web_message WHERE address = ? AND id < ? AND direction <> 'edit'"
            f" ORDER BY id DESC LIMIT {int(limit)}",
            (address, before or _NEWEST),
        )
        return [_message(row) for row in reversed(rows)]

    async def taken(self, addresses: Sequence[str], upto: int, at: datetime) -> None:
        """A page has taken these chats up to this message: what was kept for it has arrived."""
        marks = ", ".join("?" * len(addresses))
        kept = f"state = 'kept' AND channel = 'web' AND address IN ({marks}) AND CAST(message_ref AS BIGINT) <= ?"
        waits = await self._db.fetch(f"SELECT 1 FROM outbox WHERE {kept} LIMIT 1", (*addresses, upto))
        if waits:
            await self._db.write(
                [
                    Statement(
                        f"UPDATE outbox SET state = 'sent', sent_at = ? WHERE {kept}", (moment(at), *addresses, upto)
                    )
                ]
            )

    async def newest(self, addresses: Sequence[str]) -> int:
        """The number of the newest message of these chats; 0 when there is none."""
        marks = ", ".join("?" * len(addresses))
        rows = await self._db.fetch(
            f"SELECT max(id) FROM web_message WHERE address IN ({marks})",
            tuple(addresses),
        )
        return int(rows[0][0] or 0)

    async def file_name(self, address: str, file_id: str) -> str | None:
        """What a file is called that a message of this chat shows, in the newest of them; None when none shows it.

        `file_id` has been checked: hexadecimal.
        """
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM web_message WHERE address = ? AND payload LIKE ? ORDER BY id DESC",
            (address, f'%"{file_id}"%'),
        )
        shown = (file for row in rows for file in _message(row).payload.get("files", ()) if file["id"] == file_id)
        return next((str(file.get("name", "")) for file in shown), None)

    async def session(self, address: str) -> WebSession:
        """Whether somebody speaks at this address, and whether the address left its account for good."""
        rows = await self._db.fetch(
            "SELECT (SELECT renewed_at FROM address WHERE channel = 'web' AND address = ?),"
            " (SELECT how FROM past_address WHERE channel = 'web' AND address = ? ORDER BY id DESC LIMIT 1)",
            (address, address),
        )
        renewed, how = rows[0]
        return WebSession(spoken=renewed is not None, renewed=bool(renewed), ended=how or "")

    async def renewed(self, address: str, at: datetime) -> None:
        """The browser has a cookie that carries a time; an older one is good no longer."""
        await self._db.write(
            [
                Statement(
                    "UPDATE address SET renewed_at = ? WHERE channel = 'web' AND address = ? AND renewed_at = ''",
                    (moment(at), address),
                )
            ]
        )

    async def language(self, address: str) -> str:
        """The language of the person at this address; "" when nobody has spoken there."""
        rows = await self._db.fetch(
            "SELECT p.language FROM address a JOIN person p ON p.id = a.person_id"
            " WHERE a.channel = 'web' AND a.address = ?",
            (address,),
        )
        return str(rows[0][0]) if rows else ""


def _message(row: Row) -> WebMessage:
    return WebMessage(row[0], row[1], row[2], json.loads(row[3]), row[4])

"""What is kept of one person, collected as plain data."""

from __future__ import annotations

import json
from typing import Any

from bot.storage.account.held import PARTS, HeldPart
from bot.storage.account.traces import PersonTraces, shown_to
from bot.storage.engine.statements import Database, Row

_DOCUMENTS = frozenset(
    {
        *("answers", "choices", "partial", "talk", "marked", "files", "products", "parts", "payload", "said"),
        *("by_part", "by_item", "points", "missed", "wrong", "answer_files"),
    }
)


_FLAGS = frozenset({"held", "preferred", "granted", "returning_", "official", "on_behalf"})


async def collect(database: Database, person: int) -> dict[str, list[dict[str, Any]]]:
    """All that the tables hold of this person, as plain data: lists by name, times in ISO form."""
    who = await shown_to(database, person)
    return {part.name: [_plain(part, row) for row in await _rows(database, part, who)] for part in PARTS}


async def held(database: Database, person: int) -> dict[str, int]:
    """How much of each list there is."""
    who = await shown_to(database, person)
    counts = {}
    for part in PARTS:
        where = part.where(who)
        rows = await database.fetch(f"SELECT count(*) FROM {part.table} WHERE {where.sql}", where.args)
        counts[part.name] = int(rows[0][0])
    return counts


async def _rows(database: Database, part: HeldPart, who: PersonTraces) -> list[Row]:
    where = part.where(who)
    columns = ", ".join(part.columns)
    return await database.fetch(
        f"SELECT {columns} FROM {part.table} WHERE {where.sql} ORDER BY {part.order}", where.args
    )


def _plain(part: HeldPart, row: Row) -> dict[str, Any]:
    return {
        name: json.loads(value) if column in _DOCUMENTS else bool(value) if column in _FLAGS else value
        for (column, name), value in zip(part.columns.items(), row, strict=True)
    }

"""Looks at how SQLite finds the rows of every statement that the suite runs: none may walk through a large table."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from bot.storage.engine import sqlite as engine
from bot.storage.engine.statements import Row, Statement

_TESTS = str(Path(__file__).parents[1])

WATCHED = {
    "test_writes",
    "test_stale_writes",
    "test_arrivals",
    "test_outbox_rows",
    "test_listed_products",
    "test_conversations",
    "test_casting_walk",
    "test_personal_data",
    "test_where_messages_go",
    "test_former_databases",
    "test_queries_of_a_screen",
    "test_officers_queue",
    "test_dashboard",
}
"""Their tests fail when a statement walks through a table; between them they run most of what the program asks."""

SMALL = {
    "alembic_version": "one row",
    "meta": "a row for each setting of the assistant itself",
    "served_channel": "a row for each channel",
    "pace": "a row for each channel",
    "broadcast": "a few hundred a year, and a list of its own for what is being sent",
    "moved": "a row for each date that an office moved",
    "role": "officials: a few for each commune",
    "official": "a row for each official",
    "round": "a few a year for each council",
    "round_member": "a few for each round",
    "past_role": "a row for each role that ended",
    "recovery": "a row for each phone that was lost",
    "wrong_code": "forgotten after a day",
}
"""Tables that may be walked through because they stay small, each with its reason."""

ONCE = {
    "SELECT 1 FROM person LIMIT 1": "the first row only",
    "SELECT DISTINCT person_id FROM producer WHERE name_folded = ?": "an administrator looks for somebody by name",
    "SELECT coalesce(sum(size), 0) FROM file": "once, when the program starts",
}
"""Statements that may walk through a table, each with its reason."""

LEFT = (
    # A rehearsal reads all that it told, in a database of its own.
    "SELECT id, address, payload, message_ref, key, state, created_at FROM outbox WHERE lane = 'notice'",
    "SELECT id, rule, kind, duty, occurrence, person_id, scope, mark, day, official, closed_at FROM reminder",
    # Every ten minutes, for a file that an erased person left: whether anything that is kept names it.
    "SELECT 1 FROM file WHERE id = ? AND content_type NOT IN (?, ?) UNION ALL",
    # Once for a wave of reminders: all whom a duty concerns.
    "SELECT DISTINCT p.area FROM (SELECT x.id AS person_id",
)
"""How statements begin that still walk through a table: none may be added."""

_FEW = ("WHERE 1 = 0", "ORDER BY id LIMIT ?")
"""Signs that no row is looked at, or only the first of a table."""

_NAMED = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO|,)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.IGNORECASE)
_SCAN = re.compile(r"^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_WORDS = {
    "where",
    "on",
    "set",
    "order",
    "group",
    "values",
    "select",
    "limit",
    "using",
    "union",
    "join",
    "cross",
    "left",
}

seen: set[str] = set()
found: dict[str, str] = {}
"""Statements that walk through a table, and which one."""


def scans(connection: sqlite3.Connection, sql: str, count: int) -> str:
    """The large table that this statement would walk through; "" where it finds its rows."""
    names = _tables(connection)
    aliases = {name: name for name in names}
    for table, alias in _NAMED.findall(sql):
        if table in names and alias and alias.lower() not in _WORDS:
            aliases[alias] = table
    plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * count).fetchall()
    for *_, detail in plan:
        matched = _SCAN.match(detail)
        table = aliases.get(matched[1], "") if matched else ""
        if matched and table and table not in SMALL and not _partial(connection, matched[2] or ""):
            return f"{table}: {detail}"
    return ""


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {row[0] for row in rows}


def _partial(connection: sqlite3.Connection, index: str) -> bool:
    """An index over the few rows that still wait may be walked through."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (index,)).fetchall()
    return bool(rows and rows[0][0] and " WHERE " in rows[0][0])


def watch() -> None:
    """From now on every statement of the program is looked at when it is run for the first time."""
    one, fetch, write = engine._Connection._one, engine.SQLite.fetch, engine.SQLite.write

    def looked_at(cursor: sqlite3.Cursor, statement: Statement) -> list[Row]:
        _look(cursor.connection, statement.sql, len(statement.args))
        return one(cursor, statement)

    async def fetched(self: engine.SQLite, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        if sql not in seen and not _of_a_test(sys._getframe(1)):
            await self._reader._execute(_look, self._reader._conn, sql, len(args))
        return await fetch(self, sql, args)

    async def written(self: engine.SQLite, unit: Sequence[Statement]) -> list[list[Row]]:
        if _of_a_test(sys._getframe(1)):
            seen.update(statement.sql for statement in unit)
        return await write(self, unit)

    engine._Connection._one = staticmethod(looked_at)  # type: ignore[method-assign]
    engine.SQLite.fetch = fetched  # type: ignore[method-assign]
    engine.SQLite.write = written  # type: ignore[method-assign]


def _of_a_test(caller: FrameType | None) -> bool:
    """What a test asks of the tables, or puts there, is its own affair."""
    return caller is not None and caller.f_code.co_filename.startswith(_TESTS)


def _look(connection: sqlite3.Connection, sql: str, count: int) -> None:
    if sql in seen or sql in ONCE or sql.startswith(LEFT) or any(sign in sql for sign in _FEW):
        return
    seen.add(sql)
    try:
        scanned = scans(connection, sql, count)
    except sqlite3.Error:
        return  # the statement itself will say what is wrong
    if scanned:
        found[sql] = scanned

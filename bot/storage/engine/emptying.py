"""Takes everything out of a database that was only played in."""

from __future__ import annotations

from bot.storage.engine.statements import Database, Statement
from bot.storage.tables import metadata


async def empty(database: Database) -> None:
    """Every table of ours is empty afterwards; what names others goes first."""
    tables = reversed(metadata.sorted_tables)
    await database.write([Statement(f"DELETE FROM {table.name}") for table in tables])

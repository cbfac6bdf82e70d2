"""Tables of the assistant itself: its own facts, and who did what."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import Id, metadata, number, words

meta = Table("meta", metadata, Column("key", Text, primary_key=True), words("value"))

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("at"),
    number("person_id"),
    *(words(name) for name in ("kind", "subject", "reason")),
    words("marked", "[]"),
    number("on_behalf"),
    *(words(name) for name in ("was", "became")),
    *(Index(None, name) for name in ("subject", "person_id", "on_behalf")),
)
"""Who did what, for whom, old and new. Written by the storage with each act; `person_id` 0 is the command line."""

"""Tables of what is sent to many."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import flag, metadata, number, words

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("programme", "area", "state", "text")),
    words("files", "[]"),
    words("ask"),
    flag("official"),
    words("target", "{}"),
    words("replies", "{}"),
    words("unmatched", "[]"),
    number("person_id"),
    *(words(name) for name in ("send_at", "created_at", "began_at", "done_at")),
    number("upto"),
    flag("complete"),
    number("revision"),
    words("taken_at"),
    words("changed_at"),
    Index(None, "state"),
    Index(None, "person_id"),
)

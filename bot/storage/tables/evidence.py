"""Tables of files and papers of people."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.storage.tables.columns import Id, metadata, number, of_person, only_where, words

file = Table(
    "file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    words("name"),
    words("content_type"),
    number("size"),
    words("created_at"),
    Index("ix_file_dropped", "content_type", **only_where("content_type IN ('dropped', 'dropped:print')")),
    Index(None, "person_id"),
)

_PAPER = ("kind", "name", "number", "issuer", "issued_on", "expires_on")

paper = Table(
    "paper",
    metadata,
    Column("id", Text, primary_key=True),
    of_person(),
    *(words(name) for name in _PAPER),
    number("star"),
    words("products", "[]"),
    words("files", "[]"),
    number("revision"),
    words("updated_at"),
    Index(None, "person_id"),
    Index(None, "expires_on"),
)

paper_version = Table(
    "paper_version",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("paper_id"),
    of_person(),
    *(words(name) for name in _PAPER),
    number("star"),
    words("products", "[]"),
    words("files", "[]"),
    number("revision"),
    words("updated_at"),
    words("until"),
    Index(None, "paper_id"),
    Index(None, "person_id"),
)
"""Papers as they were before they were changed, renewed or dropped: added, never overwritten."""

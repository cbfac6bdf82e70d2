"""Tables of producers who are helped."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from bot.storage.tables.columns import metadata, number, words

assist = Table(
    "assist",
    metadata,
    Column("ward_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    number("helper_id"),
    *(words(name) for name in ("area", "name", "phone", "how")),
    words("files", "[]"),
    number("guest_id"),
    *(words(name) for name in ("began_at", "confirmed_at", "ended_at")),
    Index(None, "area"),
    Index(None, "helper_id"),
    Index(None, "guest_id"),
)

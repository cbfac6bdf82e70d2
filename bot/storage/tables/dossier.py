"""Tables of plans, dossiers and communes' assessments."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.storage.tables.columns import Id, metadata, number, of_person, words

plan_part = Table(
    "plan_part",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("application_id", Text, ForeignKey("application.id"), nullable=False),
    of_person(),
    words("section"),
    words("answers", "{}"),
    words("reason"),
    words("at"),
    Index(None, "application_id"),
    Index(None, "person_id"),
)

submission = Table(
    "submission",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    of_person(),
    *(words(name) for name in ("filed_on", "at", "duty", "occurrence")),
    words("answers", "{}"),
    words("parts", "{}"),
    *(words(name) for name in ("verdict", "decided_on")),
    words("marked", "[]"),
    words("reason"),
    Index(None, "person_id"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("application_id", Text, primary_key=True),
    number("person_id"),
    words("answers", "{}"),
    *(words(name) for name in ("on_day", "at")),
    number("by_id"),
    Index(None, "person_id"),
    Index(None, "by_id"),
)
"""What a commune says of a product before it goes up: `answers` by the questions of its form."""

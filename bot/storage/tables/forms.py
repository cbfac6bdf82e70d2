"""Tables of forms that were begun."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import flag, metadata, number, of_person, words

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    of_person(),
    words("form"),
    number("version"),
    words("programme"),
    words("answers", "{}"),
    words("at"),
    words("partial", "null"),
    number("page"),
    flag("returning_"),
    words("marked", "[]"),
    words("subject"),
    number("revision"),
    words("updated_at"),
    words("area"),
    words("talk", "{}"),
    Index(None, "person_id"),
    Index(None, "area"),
    Index(None, "updated_at"),
    Index(None, "subject"),
)

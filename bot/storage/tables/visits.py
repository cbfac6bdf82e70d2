"""Tables of visits to producers."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import metadata, number, only_where, words

visit = Table(
    "visit",
    metadata,
    Column("id", Text, primary_key=True),
    words("application_id"),
    number("person_id"),
    *(words(name) for name in ("area", "made_on")),
    number("by_id"),
    words("wrong", "[]"),
    *(words(name) for name in ("present", "note", "at")),
    Index(None, "application_id"),
    Index(None, "person_id"),
    Index(None, "by_id"),
)
"""Officers (`by_id`) have looked at the place that makes a product; `wrong` are the points at which something is."""

visit_finding = Table(
    "visit_finding",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("visit_id", "application_id")),
    number("person_id"),
    *(words(name) for name in ("area", "point", "what", "due_on")),
    words("files", "[]"),
    *(words(name) for name in ("state", "answer")),
    words("answer_files", "[]"),
    *(words(name) for name in ("answered_at", "note", "closed_at")),
    number("closed_by"),
    Index(None, "visit_id"),
    Index(None, "application_id"),
    Index(None, "person_id"),
    Index("ix_visit_finding_open", "area", "due_on", **only_where("state <> 'closed'")),
)
"""What is to be mended: `state` is open, answered by its producer, or closed by the officer."""

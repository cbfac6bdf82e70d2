"""Tables of what was asked of officials."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text

from bot.storage.tables.columns import metadata, number, only_where, words

inquiry = Table(
    "inquiry",
    metadata,
    Column("id", Text, primary_key=True),
    number("person_id"),
    *(words(name) for name in ("area", "programme", "asked_at", "words", "answer", "entry", "answered_at")),
    number("closed_by"),
    *(words(name) for name in ("kind", "unit", "agency", "about", "outcome")),
    Index(None, "person_id"),
    Index("ix_inquiry_waiting", "unit", "asked_at", **only_where("answered_at = ''")),
    Index("ix_inquiry_needs", "area", "agency", **only_where("kind = 'need'")),
    Index("ix_inquiry_answered", "area", **only_where("kind = '' AND entry = '' AND answered_at <> ''")),
)
"""What was asked of officials: a question (no `kind`), a difficulty or a need; `unit` is where it waits."""

inquiry_pass = Table(
    "inquiry_pass",
    metadata,
    Column("inquiry_id", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    *(words(name) for name in ("former", "unit", "agency")),
    number("by_id"),
    words("at"),
    Index(None, "by_id"),
)
"""Each time that an inquiry was passed on: to another unit, or to an agency."""

unit_answer = Table(
    "unit_answer",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("unit", "question", "answer", "approved_on", "until", "inquiry_id", "withdrawn_at")),
    number("by_id"),
    number("withdrawn_by"),
    Index("ix_unit_answer_unit", "unit", **only_where("withdrawn_at = ''")),
    Index(None, "inquiry_id"),
    Index(None, "by_id"),
    Index(None, "withdrawn_by"),
)
"""Answers of officers that are given to everybody of a unit; nothing personal stands in them."""

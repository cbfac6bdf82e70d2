"""Tables of lists of offices that were imported."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import metadata, number, only_where, words

import_file = Table(
    "import_file",
    metadata,
    Column("id", Text, primary_key=True),
    number("person_id"),
    *(words(name) for name in ("area", "name", "file_id")),
    words("columns", "{}"),
    words("seen", "{}"),
    *(words(name) for name in ("state", "at", "taken_at")),
    Index(None, "person_id"),
)
"""Lists that offices sent to be imported. `columns`: what a person said that columns are; `seen`: what it came to."""

imported_producer = Table(
    "imported_producer",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("area", "key", "name_key", "name")),
    words("answers", "{}"),
    words("phone"),
    number("person_id"),
    words("claimed_at"),
    number("by_id"),
    *(words(name) for name in ("code_hash", "code_until", "at")),
    UniqueConstraint("area", "key"),
    Index(None, "name_key"),
    Index("ix_imported_producer_phone", "phone", **only_where("phone <> ''")),
    Index(None, "person_id"),
    Index("ix_imported_producer_code_hash", "code_hash", **only_where("code_hash <> ''")),
)
"""Producers of imported lists. Nobody speaks for them (`person_id` 0) until somebody has claimed them. `key` is the
legal form and the name as lists of every wording have it, `name_key` the name alone."""

imported_product = Table(
    "imported_product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("imported_producer.id"), nullable=False),
    *(words(name) for name in ("area", "name", "key", "certificate", "product_set")),
    words("said", "{}"),
    *(words(name) for name in ("import_id", "at")),
    UniqueConstraint("key"),
    Index(None, "producer_id"),
    Index("ix_imported_product_certificate", "certificate", **only_where("certificate <> ''")),
)
"""Products of imported lists; the id is the product's for life. `said` is the row as it was read last."""

imported_recognition = Table(
    "imported_recognition",
    metadata,
    Column("product_id", Text, ForeignKey("imported_product.id"), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    number("star"),
    *(words(name) for name in ("issued_on", "expires_on", "number", "decision", "level")),
)
"""What the state's lists say that products hold or held, the oldest first."""

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("imported_producer.id"), nullable=False),
    number("person_id"),
    *(words(name) for name in ("area", "asked_at", "verdict", "decided_at")),
    number("closed_by"),
    Index(None, "person_id"),
    Index(None, "producer_id"),
    Index("ix_claim_waiting", "area", "asked_at", **only_where("verdict = ''")),
    Index("ix_claim_open", "producer_id", "person_id", unique=True, **only_where("verdict = ''")),
)
"""Who says to speak for an imported producer; an officer confirms it or denies it."""

"""Tables of who speaks for a producer."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from bot.storage.tables.columns import metadata, number, words

member = Table(
    "member",
    metadata,
    Column("account_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(words(name) for name in ("part", "name", "since")),
    number("by_id"),
    words("ended_at"),
    Index(None, "person_id"),
)
"""Who speaks for a producer. All that a producer has stands under the number of its account; that is also the number of
whoever began it, until they leave. `part` is owner or helper, `name` how the member is called there, `by_id` let them
in. A row whose `person_id` is its `account_id` is whoever began the account."""

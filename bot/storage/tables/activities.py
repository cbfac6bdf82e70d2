"""Tables of activities, and who comes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text

from bot.storage.tables.columns import metadata, number, only_where, words

activity = Table(
    "activity",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("unit", "programme", "kind", "title", "starts", "ends", "place")),
    number("places"),
    words("bring"),
    words("audience", "{}"),
    *(words(name) for name in ("duty", "occurrence", "scope", "state")),
    number("by_id"),
    *(words(name) for name in ("invited_at", "notice", "code", "found")),
    number("others"),
    *(words(name) for name in ("reason", "at")),
    number("revision"),
    Index(None, "unit", "ends"),
    Index(None, "by_id"),
    Index("ix_activity_starts", "starts", **only_where("state = 'planned'")),
    Index("ix_activity_code", "code", **only_where("code <> ''")),
)
"""What a unit holds for a duty of a plan or of its own: a class, a fair, an inspection. `code` is shown at the door."""

attendance = Table(
    "attendance",
    metadata,
    Column("activity_id", Text, primary_key=True),
    Column("person_id", BigInteger, primary_key=True),
    *(words(name) for name in ("answer", "instead", "waiting_since", "came_at", "answered_at", "notice")),
    Index(None, "person_id"),
    Index(None, "activity_id", "answer", "waiting_since"),
)
"""Who is invited to an activity (a producer's account, or an official), what they said, and when they came."""

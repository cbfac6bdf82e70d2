"""Tables of councils, and what they are given."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.storage.tables.columns import metadata, number, of_person, words

selection = Table(
    "selection",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("what", Text, primary_key=True),
    of_person(),
    *(words(name) for name in ("outcome", "reason", "at")),
    number("by_id"),
    Index(None, "person_id"),
)
"""What the level above the commune said of an idea or of a plan (`what`); a plan that waits for it is "sent"."""

round_ = Table(
    "round",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("programme", "unit", "level", "duty", "occurrence", "held_on", "place", "state")),
    number("sheets"),
    *(words(name) for name in ("decision", "decided_on")),
    number("by_id"),
    *(words(name) for name in ("made_at", "closed_at", "told_at")),
    Index(None, "unit", "state"),
)
"""Meetings of councils. `sheets` counts what members have sent: whoever closes a round has seen as many."""


def _round() -> Column[str]:
    return Column("round_id", Text, ForeignKey("round.id"), primary_key=True)


def _judged() -> Column[str]:
    return Column("application_id", Text, ForeignKey("application.id"), primary_key=True)


round_member = Table(
    "round_member",
    metadata,
    _round(),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(words(name) for name in ("name", "part", "reason", "at")),
    number("by_id"),
    Index(None, "person_id"),
)
"""Who was excused from a round; once it is closed also who was there. Until then its members are who hold the role."""

round_application = Table(
    "round_application",
    metadata,
    _round(),
    _judged(),
    of_person(),
    number("samples"),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What is on the agenda of a round; `person_id` is whose product it is."""

round_sheet = Table(
    "round_sheet",
    metadata,
    _round(),
    _judged(),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(words(name) for name in ("total", "decision", "set_id")),
    words("points", "{}"),
    words("comment"),
    number("typed_by"),
    words("at"),
    number("revision"),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What a member (`person_id`) gave a product; `typed_by` typed it from paper. Sealed until the round is closed."""

result = Table(
    "result",
    metadata,
    _round(),
    _judged(),
    of_person(),
    *(words(name) for name in ("level", "unit")),
    number("members"),
    words("total"),
    number("proposed"),
    number("star"),
    *(words(name) for name in ("verdict", "criteria", "set_id")),
    *(words(name, "{}") for name in ("by_part", "by_item")),
    words("missed", "[]"),
    *(words(name) for name in ("reason", "comment", "decision", "decided_on", "certificate", "expires_on")),
    *(words(name) for name in ("at", "told_at")),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What a round concluded of a product: `proposed` by the average, `star` by the council; told with a decision."""

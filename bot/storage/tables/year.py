"""Tables of the programme year: what was done, moved, and reminders."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import Id, flag, metadata, number, of_person, only_where, words

done = Table(
    "done",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("programme", "duty", "occurrence", "scope")),
    of_person(),
    words("at"),
    words("note"),
    words("files", "[]"),
    Index(None, "person_id"),
    Index(None, "scope"),
)

started = Table(
    "started",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("programme", "duty", "occurrence", "scope")),
    number("person_id"),
    *(words(name) for name in ("last_day", "about", "subject", "at")),
    number("by_id"),
    Index(None, "scope"),
    Index(None, "person_id"),
    Index(None, "last_day"),
)
"""Duties that began by something that happened: for which producer (`person_id`) or unit (`scope`), by what (`about`,
`subject`), and who did it (`by_id`). Their days stand in the occurrence; `last_day` is "" where the plan names none."""

moved = Table(
    "moved",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    *(words(name) for name in ("programme", "duty", "occurrence", "area", "was", "last_day", "reason")),
    of_person(),
    words("at"),
    Index(None, "person_id"),
)

mute = Table(
    "mute",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("programme", Text, primary_key=True, server_default=""),
    Column("duty", Text, primary_key=True),
    words("at"),
)
"""Duties of which somebody wants to hear no more, by the programme that declares them; "" is every one."""

wave = Table(
    "wave",
    metadata,
    Column("key", Text, primary_key=True),
    words("programme"),
    words("on_day"),
    number("upto"),
    flag("complete"),
    Index(None, "programme", "on_day"),
)

reminder = Table(
    "reminder",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("key"),
    *(words(name) for name in ("programme", "rule", "kind", "duty", "occurrence")),
    of_person(),
    *(words(name) for name in ("scope", "mark", "day", "on_day", "at")),
    words("state", "planned"),
    flag("official"),
    words("closed_at"),
    UniqueConstraint("key"),
    Index("ix_reminder_planned", "at", "person_id", **only_where("state = 'planned'")),
    Index("ix_reminder_person", "person_id", **only_where("state = 'planned'")),
    Index("ix_reminder_sent", "person_id", "closed_at", **only_where("state = 'sent'")),
    Index(None, "person_id"),
)

"""Tables of what plans count, and reports."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.storage.tables.columns import flag, metadata, number, of_person, words

producer_mark = Table(
    "producer_mark",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("what", Text, primary_key=True),
    flag("value"),
    number("by_id"),
    words("at"),
)
"""What a plan counts of a producer (`person_id` is its account): trained, sells through a modern channel, and so on."""

report_request = Table(
    "report_request",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("unit", "programme", "title")),
    words("fields", "[]"),
    *(words(name) for name in ("whom", "last_day", "made_at", "closed_at")),
    number("by_id"),
    Index(None, "unit", "closed_at"),
    Index(None, "by_id"),
)
"""Reports that a unit asks for: its questions (`fields`), of whom (`whom`, a role), and until when."""

report_answer = Table(
    "report_answer",
    metadata,
    Column("report", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    of_person(),
    *(words(name) for name in ("area", "name")),
    words("answers", "{}"),
    number("by_id"),
    words("at"),
    Index(None, "person_id"),
)
"""What was answered to a report with fields. `report` is a request's id, or "programme:duty:occurrence"; `scope` a
unit's code or a producer's account, which is then `person_id`; `area` where it is counted."""

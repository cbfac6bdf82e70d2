"""Activities: classes, fairs, inspections; who is invited to them and who came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("unit", "programme", "kind", "title", "starts", "ends", "place")),
        _number("places"),
        _text("bring"),
        _text("audience", "{}"),
        *(_text(name) for name in ("duty", "occurrence", "scope", "state")),
        _number("by_id"),
        *(_text(name) for name in ("invited_at", "notice", "code", "code_on", "found")),
        _number("others"),
        *(_text(name) for name in ("reason", "at")),
        _number("revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_unit_ends"), "activity", ["unit", "ends"])
    op.create_index(op.f("ix_activity_by_id"), "activity", ["by_id"])
    for name, column, condition in (("starts", "starts", "state = 'planned'"), ("code", "code", "code <> ''")):
        there = sa.text(condition)
        op.create_index(f"ix_activity_{name}", "activity", [column], sqlite_where=there, postgresql_where=there)
    op.create_table(
        "attendance",
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("answer", "instead", "waiting_since", "came_at", "answered_at")),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"])
    op.create_index(
        op.f("ix_attendance_activity_id_answer_waiting_since"), "attendance", ["activity_id", "answer", "waiting_since"]
    )

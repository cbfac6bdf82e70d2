"""What plans count of producers, and reports with fields: asked for by a unit, answered, summed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "producer_mark",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.SmallInteger(), server_default="0", nullable=False),
        _number("by_id"),
        _text("at"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_producer_mark_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "what", name=op.f("pk_producer_mark")),
    )
    op.create_table(
        "report_request",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("unit", "programme", "title")),
        _text("fields", "[]"),
        *(_text(name) for name in ("whom", "last_day", "made_at", "closed_at")),
        _number("by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_request")),
    )
    op.create_index(op.f("ix_report_request_unit_closed_at"), "report_request", ["unit", "closed_at"])
    op.create_index(op.f("ix_report_request_by_id"), "report_request", ["by_id"])
    op.create_table(
        "report_answer",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("area", "name")),
        _text("answers", "{}"),
        _number("by_id"),
        _text("at"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_answer_person_id_person")),
        sa.PrimaryKeyConstraint("report", "scope", name=op.f("pk_report_answer")),
    )
    op.create_index(op.f("ix_report_answer_person_id"), "report_answer", ["person_id"])

"""Visits to places that make recognised products, and what was found there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Text(), nullable=False),
        _text("application_id"),
        _number("person_id"),
        *(_text(name) for name in ("area", "made_on")),
        _number("by_id"),
        _text("wrong", "[]"),
        *(_text(name) for name in ("present", "note", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_table(
        "visit_finding",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("visit_id", "application_id")),
        _number("person_id"),
        *(_text(name) for name in ("area", "point", "what", "due_on")),
        _text("files", "[]"),
        *(_text(name) for name in ("state", "answer")),
        _text("answer_files", "[]"),
        *(_text(name) for name in ("answered_at", "note", "closed_at")),
        _number("closed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_finding")),
    )
    for table, columns in (
        ("visit", ("application_id", "person_id", "by_id")),
        ("visit_finding", ("visit_id", "person_id")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(op.f("ix_visit_finding_application_id"), "visit_finding", ["application_id"])
    open_ = sa.text("state <> 'closed'")
    op.create_index(
        "ix_visit_finding_open",
        "visit_finding",
        ["area", "due_on"],
        sqlite_where=open_,
        postgresql_where=open_,
    )

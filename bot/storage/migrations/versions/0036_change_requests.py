"""What a producer asks to be corrected after the commune has accepted it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

_TEXTS = ("application_id", "area", "question", "was", "value", "reason", "asked_at", "verdict", "note", "decided_at")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "change_request",
        sa.Column("id", sa.Text(), nullable=False),
        _number("person_id"),
        *(_text(name) for name in _TEXTS),
        _number("closed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )
    op.create_index(op.f("ix_change_request_person_id"), "change_request", ["person_id"])
    waiting = sa.text("verdict = ''")
    op.create_index(
        "ix_change_request_waiting",
        "change_request",
        ["area", "asked_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index(
        "ix_change_request_open",
        "change_request",
        ["application_id", "question"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )

"""What people ask is kept until an officer has answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Text(), nullable=False),
        _number("person_id"),
        *(_text(name) for name in ("area", "programme", "asked_at", "words", "answer", "entry", "answered_at")),
        _number("closed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    op.create_index(op.f("ix_inquiry_person_id"), "inquiry", ["person_id"])
    waiting = sa.text("answered_at = ''")
    op.create_index(
        "ix_inquiry_waiting", "inquiry", ["area", "asked_at"], sqlite_where=waiting, postgresql_where=waiting
    )

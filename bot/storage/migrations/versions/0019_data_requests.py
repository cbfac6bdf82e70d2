"""Requests about personal data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    texts = ("kind", "asked_at", "due_on", "purpose", "words", "name", "phone", "note", "closed_at")
    op.create_table(
        "data_request",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("person_id", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in texts),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("held", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("closed_by", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.create_index("ix_data_request_person_id", "data_request", ["person_id"])
    waiting = sa.text("closed_at = ''")
    op.create_index(
        "ix_data_request_waiting", "data_request", ["due_on"], sqlite_where=waiting, postgresql_where=waiting
    )

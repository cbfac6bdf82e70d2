"""Duties that begin by something that happened: a refusal, a result, a report that was asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    keys = ("programme", "duty", "occurrence", "scope")
    op.create_table(
        "started",
        *(sa.Column(name, sa.Text(), nullable=False) for name in keys),
        sa.Column("person_id", sa.BigInteger(), server_default="0", nullable=False),
        *(_text(name) for name in ("last_day", "about", "subject", "at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_started")),
    )
    for column in ("scope", "person_id", "last_day"):
        op.create_index(op.f(f"ix_started_{column}"), "started", [column])

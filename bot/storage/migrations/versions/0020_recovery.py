"""A lost phone: how identity was checked, and which phones may only read until the time to object is over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("address", sa.Column("read_only_since", sa.Text(), server_default="", nullable=False))
    texts = ("area", "how", "note", "at", "taken_at", "channel", "address", "objected_at")
    op.create_table(
        "recovery",
        sa.Column("token_hash", sa.Text(), primary_key=True),
        sa.Column("person_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in texts),
    )
    op.create_index("ix_recovery_person_id", "recovery", ["person_id"])
    read_only = sa.text("read_only_since <> ''")
    op.create_index(
        "ix_address_read_only", "address", ["read_only_since"], sqlite_where=read_only, postgresql_where=read_only
    )

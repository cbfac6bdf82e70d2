"""Officers who type for producers without a phone: for whom, how it was agreed to, and both in every event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("person", sa.Column("assists", sa.BigInteger(), server_default="0", nullable=False))
    somebody = sa.text("assists <> 0")
    op.create_index(op.f("ix_person_assists"), "person", ["assists"], sqlite_where=somebody, postgresql_where=somebody)
    op.add_column("event", sa.Column("on_behalf", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "assist",
        sa.Column("ward_id", sa.BigInteger(), nullable=False),
        sa.Column("helper_id", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(n, sa.Text(), server_default="", nullable=False) for n in ("area", "name", "phone", "how")),
        sa.Column("files", sa.Text(), server_default="[]", nullable=False),
        sa.Column("guest_id", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(n, sa.Text(), server_default="", nullable=False) for n in ("began_at", "confirmed_at", "ended_at")),
        sa.PrimaryKeyConstraint("ward_id", name=op.f("pk_assist")),
        sa.ForeignKeyConstraint(["ward_id"], ["person.id"], name=op.f("fk_assist_ward_id")),
    )
    op.create_index(op.f("ix_assist_area"), "assist", ["area"])

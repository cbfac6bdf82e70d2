"""Which phones use an account: what kind they are, since when; those that left; and wrong codes that were typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    for name in ("kind", "since", "joined_at", "renewed_at"):
        op.add_column("address", sa.Column(name, sa.Text(), server_default="", nullable=False))
    # Nobody noted when a phone came: the day on which the account began is the best that is known.
    op.execute(
        "UPDATE address SET since = (SELECT p.created_at FROM person p WHERE p.id = address.person_id),"
        " kind = CASE WHEN channel = 'telegram' THEN 'telegram' ELSE '' END"
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "past_address",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(sa.Column(n, sa.Text(), server_default="", nullable=False) for n in ("kind", "since", "ended_at", "how")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_address")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_past_address_person_id")),
    )
    op.create_index(op.f("ix_past_address_person_id"), "past_address", ["person_id"])
    op.create_index(op.f("ix_past_address_channel"), "past_address", ["channel", "address"])
    op.create_table(
        "wrong_code",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wrong_code")),
    )

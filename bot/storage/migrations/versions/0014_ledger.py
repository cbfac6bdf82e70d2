"""What a broadcast's ledger counts, what was taken back, and the set of a product where a query finds it."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for name in ("taken_at", "changed_at"):
        op.add_column("broadcast", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("revision", sa.BigInteger(), server_default="0", nullable=False))
    op.drop_index("ix_outbox_broadcast", table_name="outbox")
    theirs = sa.text("broadcast_id <> ''")
    op.create_index(
        "ix_outbox_broadcast",
        "outbox",
        ["broadcast_id", "person_id", "revision", "state", "answer"],
        sqlite_where=theirs,
        postgresql_where=theirs,
    )
    op.add_column("product", sa.Column("product_set", sa.Text(), server_default="", nullable=False))
    _sets()


def _sets() -> None:
    """The set stands in the answers of each product."""
    connection = op.get_bind()
    for id_, answers in connection.execute(sa.text("SELECT id, answers FROM product")).fetchall():
        if chosen := json.loads(answers).get("product_set"):
            connection.execute(
                sa.text("UPDATE product SET product_set = :chosen WHERE id = :id"), {"chosen": str(chosen), "id": id_}
            )

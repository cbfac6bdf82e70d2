"""The audit keeps what was and what became of it, and also acts of the command line, which is no person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

KEPT = "id, at, person_id, kind, subject, reason, marked, on_behalf"


def upgrade() -> None:
    texts = ("at", "kind", "subject", "reason")
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in texts),
        sa.Column("person_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("marked", sa.Text(), server_default="[]", nullable=False),
        sa.Column("on_behalf", sa.BigInteger(), server_default="0", nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("was", "became")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.execute(f"INSERT INTO audit ({KEPT}) SELECT {KEPT} FROM event")
    if op.get_bind().dialect.name == "postgresql":  # the next number follows those that were brought along
        op.execute("SELECT setval(pg_get_serial_sequence('audit', 'id'), COALESCE(max(id), 0) + 1, false) FROM audit")
    op.drop_table("event")
    for column in ("subject", "person_id", "on_behalf"):
        op.create_index(op.f(f"ix_audit_{column}"), "audit", [column])

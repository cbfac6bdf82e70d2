"""Difficulties and needs beside questions: which kind, where it waits, who is to help, and how it was passed on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

_NEW = ("kind", "unit", "agency", "about", "outcome")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.drop_index("ix_inquiry_waiting", "inquiry")
    with op.batch_alter_table("inquiry") as inquiry:
        for name in _NEW:
            inquiry.add_column(_text(name))
    op.execute("UPDATE inquiry SET unit = area")
    waiting = sa.text("answered_at = ''")
    op.create_index(
        "ix_inquiry_waiting", "inquiry", ["unit", "asked_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    needs = sa.text("kind = 'need'")
    op.create_index("ix_inquiry_needs", "inquiry", ["area", "agency"], sqlite_where=needs, postgresql_where=needs)
    op.create_table(
        "inquiry_pass",
        sa.Column("inquiry_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("former", "unit", "agency")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        _text("at"),
        sa.PrimaryKeyConstraint("inquiry_id", "number", name=op.f("pk_inquiry_pass")),
    )
    op.create_index(op.f("ix_inquiry_pass_by_id"), "inquiry_pass", ["by_id"])

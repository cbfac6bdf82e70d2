"""Answers of officers that are given to everybody of a unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "unit_answer",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("unit", "question", "answer", "approved_on", "until", "inquiry_id", "withdrawn_at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("withdrawn_by", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_answer")),
    )
    given = sa.text("withdrawn_at = ''")
    op.create_index("ix_unit_answer_unit", "unit_answer", ["unit"], sqlite_where=given, postgresql_where=given)
    for column in ("inquiry_id", "by_id", "withdrawn_by"):
        op.create_index(op.f(f"ix_unit_answer_{column}"), "unit_answer", [column])
    answered = sa.text("kind = '' AND entry = '' AND answered_at <> ''")
    op.create_index("ix_inquiry_answered", "inquiry", ["area"], sqlite_where=answered, postgresql_where=answered)

"""What a commune says of a product before it goes up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("application_id", sa.Text(), nullable=False),
        _number("person_id"),
        _text("answers", "{}"),
        *(_text(name) for name in ("on_day", "at")),
        _number("by_id"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_assessment")),
    )
    op.create_index(op.f("ix_assessment_person_id"), "assessment", ["person_id"])
    op.create_index(op.f("ix_assessment_by_id"), "assessment", ["by_id"])

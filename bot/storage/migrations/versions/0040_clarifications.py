"""What the office asks a producer about a product, and the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "clarification",
        sa.Column("id", sa.Text(), nullable=False),
        _number("person_id"),
        *(_text(name) for name in ("application_id", "words", "asked_at", "answer")),
        _text("files", "[]"),
        *(_text(name) for name in ("answered_at", "taken_back_at")),
        *(_number(name) for name in ("asked_by", "answered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification")),
    )
    op.create_index(op.f("ix_clarification_application_id"), "clarification", ["application_id"])
    op.create_index(op.f("ix_clarification_person_id"), "clarification", ["person_id"])

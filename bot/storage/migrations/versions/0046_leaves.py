"""Officials who are away, and who stands in; people who were called by phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str, default: str | None = "0") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False, autoincrement=False)


def upgrade() -> None:
    op.add_column("role", sa.Column("away", sa.SmallInteger(), server_default="0", nullable=False))
    op.create_table(
        "leave",
        _text("id", None),
        *(_number(name) for name in ("person_id", "deputy_id")),
        *(_text(name) for name in ("role", "area", "from_on", "until_on")),
        _number("by_id"),
        *(_text(name) for name in ("token", "state", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index(op.f("ix_leave_person_id"), "leave", ["person_id"])
    op.create_index(op.f("ix_leave_deputy_id"), "leave", ["deputy_id"])
    op.create_table(
        "call_made",
        _text("matter", None),
        _number("person_id", None),
        _number("by_id"),
        _text("at"),
        sa.PrimaryKeyConstraint("matter", "person_id", name=op.f("pk_call_made")),
    )
    op.create_index(op.f("ix_call_made_person_id"), "call_made", ["person_id"])

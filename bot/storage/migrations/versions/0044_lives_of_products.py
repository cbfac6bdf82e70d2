"""Products that are made no more, and products that are offered to another producer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.add_column("product", sa.Column("stopped_on", sa.Text(), server_default="", nullable=False))
    op.add_column("change_request", sa.Column("code", sa.Text(), server_default="", nullable=False))
    op.add_column("change_request", sa.Column("taker_id", sa.BigInteger(), server_default="0", nullable=False))
    for name, column, condition in (
        ("code", "code", "code <> ''"),
        ("offered", "application_id", "verdict = 'offered'"),
    ):
        there = sa.text(condition)
        op.create_index(
            f"ix_change_request_{name}", "change_request", [column], sqlite_where=there, postgresql_where=there
        )
    op.create_index(op.f("ix_change_request_taker_id"), "change_request", ["taker_id"])

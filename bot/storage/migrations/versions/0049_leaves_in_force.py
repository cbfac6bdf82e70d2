"""Leaves that are not over yet, found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    some = sa.text("state <> 'over'")
    op.create_index("ix_leave_running", "leave", ["from_on"], sqlite_where=some, postgresql_where=some)

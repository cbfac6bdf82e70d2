"""A form remembers how its last question went: what was answered last, what was in doubt, how often it failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("draft", sa.Column("talk", sa.Text, nullable=False, server_default="{}"))

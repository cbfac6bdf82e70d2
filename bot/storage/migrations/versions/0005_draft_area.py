"""Where a draft's product is made, as soon as it is known: a moved date may hold there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("draft", sa.Column("area", sa.Text(), server_default="", nullable=False))

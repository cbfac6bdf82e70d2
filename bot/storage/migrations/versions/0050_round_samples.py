"""How many samples of each product came to a council's round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    samples = sa.Column("samples", sa.BigInteger(), server_default="0", nullable=False)
    op.add_column("round_application", samples)

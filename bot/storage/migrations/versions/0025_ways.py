"""Where a message goes: which channels are served, which address a person prefers; what a page has not taken yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table("served_channel", sa.Column("channel", sa.Text(), nullable=False, primary_key=True))
    op.add_column("address", sa.Column("preferred", sa.SmallInteger(), server_default="0", nullable=False))
    for name, columns, condition in (
        ("ix_outbox_channel", ["channel", "id"], "state = 'waiting'"),
        ("ix_outbox_kept", ["address"], "state = 'kept'"),
    ):
        those = sa.text(condition)
        op.create_index(name, "outbox", columns, sqlite_where=those, postgresql_where=those)

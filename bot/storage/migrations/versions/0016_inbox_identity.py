"""Ids of updates start anew on Telegram: what tells two of one id apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.drop_index("ix_inbox_waiting", table_name="inbox")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.add_column(sa.Column("identity", sa.Text(), server_default="", nullable=False))
        batch_op.drop_constraint("uq_inbox_channel_update_id", type_="unique")
        batch_op.create_unique_constraint("uq_inbox_channel_update_id_identity", ["channel", "update_id", "identity"])
    waiting = sa.text("done_at = ''")
    op.create_index("ix_inbox_waiting", "inbox", ["id"], sqlite_where=waiting, postgresql_where=waiting)

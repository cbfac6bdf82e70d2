"""What a person said in the web chat is kept once, also where the same words arrive twice at one moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("web_message", sa.Column("update_id", sa.Text, nullable=False, server_default=""))
    op.create_index(
        "ix_web_message_said",
        "web_message",
        ["address", "update_id"],
        unique=True,
        postgresql_where=sa.text("update_id <> ''"),
        sqlite_where=sa.text("update_id <> ''"),
    )

"""Reminders that were sent and drafts of an area are found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    sent = sa.text("state = 'sent'")
    op.create_index(
        "ix_reminder_sent", "reminder", ["person_id", "closed_at"], sqlite_where=sent, postgresql_where=sent
    )
    op.create_index(op.f("ix_draft_area"), "draft", ["area"])

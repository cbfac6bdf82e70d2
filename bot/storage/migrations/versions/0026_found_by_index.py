"""What one person has, was told and said is found by indexes: nobody waits while another's is looked for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

INDEXES = (
    ("ix_outbox_channel_address", "outbox", ["channel", "address", "id"], ""),
    ("ix_outbox_person", "outbox", ["person_id"], "person_id <> 0"),
    ("ix_outbox_replies", "outbox", ["id"], "lane = 'reply'"),
    ("ix_reminder_person_id", "reminder", ["person_id"], ""),
    ("ix_done_person_id", "done", ["person_id"], ""),
    ("ix_done_scope", "done", ["scope"], ""),
    ("ix_moved_person_id", "moved", ["person_id"], ""),
    ("ix_invitation_person_id", "invitation", ["person_id"], ""),
    ("ix_invitation_used_by", "invitation", ["used_by"], ""),
    ("ix_plan_part_person_id", "plan_part", ["person_id"], ""),
    ("ix_score_person_id", "score", ["person_id"], ""),
    ("ix_submission_person_id", "submission", ["person_id"], ""),
    ("ix_draft_subject", "draft", ["subject"], ""),
    ("ix_application_producer_id", "application", ["producer_id"], ""),
    ("ix_application_area", "application", ["area"], ""),
    ("ix_file_dropped", "file", ["content_type"], "content_type IN ('dropped', 'dropped:print')"),
    ("ix_assist_helper_id", "assist", ["helper_id"], ""),
    ("ix_assist_guest_id", "assist", ["guest_id"], ""),
)


def upgrade() -> None:
    for name, table, columns, condition in INDEXES:
        those: dict[str, Any] = (
            {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)} if condition else {}
        )
        op.create_index(name, table, columns, **those)
    # An update that was answered is only known by its id.
    op.execute("UPDATE inbox SET address = '' WHERE done_at <> ''")

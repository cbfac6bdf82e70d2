"""How much one person has sent is asked before each file."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("ix_file_person_id", "file", ["person_id"])

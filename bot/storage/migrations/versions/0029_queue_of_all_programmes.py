"""What waits in a commune is found whatever programme it belongs to."""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_index(op.f("ix_application_area_state"), "application", ["area", "state"])

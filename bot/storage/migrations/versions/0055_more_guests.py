"""An activity may be for several audiences, and each guest keeps by which notice they were invited; the code at the
door is one for all days of an activity.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    op.add_column("attendance", sa.Column("notice", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE activity SET audience = '[' || audience || ']'")
    op.drop_column("activity", "code_on")

"""Duties that begin by something that happened; roles that speak for an agency, and where to ask one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    keys = ("programme", "duty", "occurrence", "scope")
    op.create_table(
        "started",
        *(sa.Column(name, sa.Text(), nullable=False) for name in keys),
        sa.Column("person_id", sa.BigInteger(), server_default="0", nullable=False),
        *(_text(name) for name in ("last_day", "about", "subject", "at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_started")),
    )
    for column in ("scope", "person_id", "last_day"):
        op.create_index(op.f(f"ix_started_{column}"), "started", [column])
    for table in ("role", "past_role", "invitation"):
        op.add_column(table, _text("agency"))
    some = sa.text("agency <> ''")
    op.create_index("ix_role_agency", "role", ["area", "agency"], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "agency_contact",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("area", "agency")),
        *(_text(name) for name in ("post", "phone", "place", "at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("area", "agency", name=op.f("pk_agency_contact")),
    )

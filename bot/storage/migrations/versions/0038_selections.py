"""Selections: what the level above the commune said of ideas and of plans that were handed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "selection",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("outcome", "reason", "at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_selection_application_id_application")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_selection_person_id_person")),
        sa.PrimaryKeyConstraint("application_id", "what", name=op.f("pk_selection")),
    )
    op.create_index(op.f("ix_selection_person_id"), "selection", ["person_id"])

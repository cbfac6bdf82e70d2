"""The dashboard: one-time links that open it, and the browsers that are signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

_TEXTS = ("channel", "address", "made_at", "expires_at", "cookie_hash", "kind")
_MOMENTS = ("opened_at", "seen_at", "until_at", "ended_at")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "dashboard_session",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in (*_TEXTS, *_MOMENTS)),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dashboard_session_person_id_person")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_dashboard_session")),
    )
    op.create_index(op.f("ix_dashboard_session_person_id"), "dashboard_session", ["person_id"])
    op.create_index(op.f("ix_dashboard_session_made_at"), "dashboard_session", ["made_at"])
    only = sa.text("cookie_hash <> ''")
    op.create_index(
        "ix_dashboard_session_cookie_hash",
        "dashboard_session",
        ["cookie_hash"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )

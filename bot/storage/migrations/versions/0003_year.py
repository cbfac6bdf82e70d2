"""The programme year: what was done, dates that were moved, reminders, papers that run out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _id() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", kind, autoincrement=True, nullable=False)


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger(), server_default="0", nullable=False)


def _person(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column = sa.Column("person_id", sa.BigInteger(), nullable=False)
    return column, sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"))


def upgrade() -> None:
    op.create_table(
        "done",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("programme", "duty", "occurrence", "scope")),
        *_person("done"),
        _text("at"),
        _text("note"),
        _text("files", "[]"),
        sa.PrimaryKeyConstraint("programme", "duty", "occurrence", "scope", name=op.f("pk_done")),
    )
    op.create_table(
        "moved",
        _id(),
        *(_text(name) for name in ("programme", "duty", "occurrence", "area", "was", "last_day", "reason")),
        *_person("moved"),
        _text("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved")),
    )
    op.create_table(
        "mute",
        *_person("mute"),
        sa.Column("duty", sa.Text(), nullable=False),
        _text("at"),
        sa.PrimaryKeyConstraint("person_id", "duty", name=op.f("pk_mute")),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Text(), nullable=False),
        *_person("paper"),
        *(_text(name) for name in ("kind", "name", "number", "issuer", "issued_on", "expires_on")),
        _number("star"),
        _text("product_id"),
        _text("file_id"),
        _number("revision"),
        _text("updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_person_id"), "paper", ["person_id"])
    op.create_index(op.f("ix_paper_expires_on"), "paper", ["expires_on"])
    op.create_table(
        "wave",
        sa.Column("key", sa.Text(), nullable=False),
        _text("programme"),
        _text("on_day"),
        _number("upto"),
        _flag("complete"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wave")),
    )
    op.create_index(op.f("ix_wave_programme_on_day"), "wave", ["programme", "on_day"])
    op.create_table(
        "reminder",
        _id(),
        _text("key"),
        *(_text(name) for name in ("programme", "rule", "kind", "duty", "occurrence")),
        *_person("reminder"),
        *(_text(name) for name in ("scope", "mark", "day", "on_day", "at")),
        _text("state", "planned"),
        _flag("official"),
        _text("closed_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
    )
    planned = sa.text("state = 'planned'")
    op.create_index(
        "ix_reminder_planned", "reminder", ["at", "person_id"], sqlite_where=planned, postgresql_where=planned
    )
    op.create_index("ix_reminder_person", "reminder", ["person_id"], sqlite_where=planned, postgresql_where=planned)
    op.add_column("person", sa.Column("calendar", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("leased_until", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_draft_updated_at"), "draft", ["updated_at"])
    op.create_index(op.f("ix_product_programme_state_updated_on"), "product", ["programme", "state", "updated_on"])

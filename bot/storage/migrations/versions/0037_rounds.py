"""Rounds of councils: who judges what, each member's sheet, the conclusion; a recognition may end before its day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

OPEN = sa.text("product_id <> '' AND closed_as = '' AND state NOT IN ('checked', 'judged')")


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whose() -> sa.Column[int]:
    return sa.Column("person_id", sa.BigInteger(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "round",
        _key("id"),
        *(_text(name) for name in ("programme", "unit", "level", "duty", "occurrence", "held_on", "place", "state")),
        _number("sheets"),
        *(_text(name) for name in ("decision", "decided_on")),
        _number("by_id"),
        *(_text(name) for name in ("made_at", "closed_at", "told_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_index(op.f("ix_round_unit_state"), "round", ["unit", "state"])
    op.create_table(
        "round_member",
        _key("round_id"),
        _whose(),
        *(_text(name) for name in ("name", "part", "reason", "at")),
        _number("by_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_member_round_id_round")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_member_person_id_person")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_round_member")),
    )
    op.create_index(op.f("ix_round_member_person_id"), "round_member", ["person_id"])
    op.create_table(
        "round_application",
        _key("round_id"),
        _key("application_id"),
        _whose(),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_application_round_id_round")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_round_application_application_id_application")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_application_person_id_person")),
        sa.PrimaryKeyConstraint("round_id", "application_id", name=op.f("pk_round_application")),
    )
    op.create_index(op.f("ix_round_application_person_id"), "round_application", ["person_id"])
    op.create_index(op.f("ix_round_application_application_id"), "round_application", ["application_id"])
    op.create_table(
        "round_sheet",
        _key("round_id"),
        _key("application_id"),
        _whose(),
        *(_text(name) for name in ("total", "decision", "set_id")),
        _text("points", "{}"),
        _text("comment"),
        _number("typed_by"),
        _text("at"),
        _number("revision"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_sheet_round_id_round")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_round_sheet_application_id_application")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_round_sheet_person_id_person")),
        sa.PrimaryKeyConstraint("round_id", "application_id", "person_id", name=op.f("pk_round_sheet")),
    )
    op.create_index(op.f("ix_round_sheet_person_id"), "round_sheet", ["person_id"])
    op.create_index(op.f("ix_round_sheet_application_id"), "round_sheet", ["application_id"])
    op.create_table(
        "result",
        _key("round_id"),
        _key("application_id"),
        _whose(),
        *(_text(name) for name in ("level", "unit")),
        _number("members"),
        _text("total"),
        _number("proposed"),
        _number("star"),
        *(_text(name) for name in ("verdict", "criteria", "set_id")),
        *(_text(name, "{}") for name in ("by_part", "by_item")),
        _text("missed", "[]"),
        *(_text(name) for name in ("reason", "comment", "decision", "decided_on", "certificate", "expires_on")),
        *(_text(name) for name in ("at", "told_at")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_result_round_id_round")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_result_application_id_application")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_result_person_id_person")),
        sa.PrimaryKeyConstraint("round_id", "application_id", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_person_id"), "result", ["person_id"])
    op.create_index(op.f("ix_result_application_id"), "result", ["application_id"])
    for name in ("ended_on", "ended_as", "ended_why"):
        op.add_column("recognition", _text(name))
    op.drop_index("ix_application_open", "application")
    op.create_index(
        "ix_application_open", "application", ["product_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )

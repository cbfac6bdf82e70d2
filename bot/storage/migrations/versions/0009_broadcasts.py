"""Broadcasts, whose recipients are rows of the outbox; the rate that all senders share; a queue with lanes."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0005"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("programme", "area", "state", "text")),
        _text("files", "[]"),
        _text("ask"),
        _flag("official"),
        _text("target", "{}"),
        _text("replies", "{}"),
        _text("unmatched", "[]"),
        _number("person_id"),
        *(_text(name) for name in ("send_at", "created_at", "began_at", "done_at")),
        _number("upto"),
        _flag("complete"),
        _number("revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index(op.f("ix_broadcast_state"), "broadcast", ["state"])
    op.create_index(op.f("ix_broadcast_person_id"), "broadcast", ["person_id"])
    op.create_table(
        "pace",
        sa.Column("channel", sa.Text(), nullable=False),
        _text("state", "{}"),
        _number("version"),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_pace")),
    )
    op.add_column("outbox", _number("person_id"))
    op.add_column("outbox", _text("broadcast_id"))
    op.add_column("outbox", _text("answer"))
    op.add_column("outbox", _text("answered_at"))
    op.add_column("outbox", _text("claimed_by"))
    op.add_column("outbox", _number("parts"))
    op.drop_index("ix_outbox_waiting", table_name="outbox")
    for name, columns, where in (
        ("ix_outbox_waiting", ["lane", "id"], "state = 'waiting'"),
        ("ix_outbox_bulk", ["broadcast_id", "id"], "state = 'waiting' AND broadcast_id <> ''"),
        ("ix_outbox_going", ["id"], "state IN ('claimed', 'attempting')"),
        ("ix_outbox_broadcast", ["broadcast_id", "person_id"], "broadcast_id <> ''"),
    ):
        condition = sa.text(where)
        op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)
    op.add_column("producer", _text("phone"))
    op.create_index(op.f("ix_producer_phone"), "producer", ["phone"])
    _phones()


def _phones() -> None:
    """Whom a pasted list of numbers means: the number stands in the answers of each producer."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, answers FROM producer")).fetchall()
    for id_, answers in rows:
        if phone := json.loads(answers).get("phone"):
            connection.execute(
                sa.text("UPDATE producer SET phone = :phone WHERE id = :id"), {"phone": str(phone), "id": id_}
            )

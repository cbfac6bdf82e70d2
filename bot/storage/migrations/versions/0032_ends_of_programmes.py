"""What was not handed in goes on in the next programme, what it was before stays; what is muted has a programme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "past_application",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        _text("application_id"),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id"), nullable=False),
        *(_text(name) for name in ("programme", "successor", "area", "name", "producer_name")),
        _text("answers", "{}"),
        _text("form"),
        _number("form_version"),
        _text("state"),
        _text("marked", "[]"),
        *(_text(name) for name in ("reason", "sent_on", "updated_on", "until_on")),
    )
    op.create_index("ix_past_application_application_id", "past_application", ["application_id"])
    op.create_index("ix_past_application_person_id", "past_application", ["person_id"])
    _mute()


def _mute() -> None:
    # What was silenced before is silenced in every programme: "" stands for all.
    op.execute("CREATE TABLE mute_aside AS SELECT person_id, duty, at FROM mute")
    op.drop_table("mute")
    op.create_table(
        "mute",
        sa.Column("person_id", sa.BigInteger, nullable=False),
        _text("programme"),
        sa.Column("duty", sa.Text, nullable=False),
        _text("at"),
        sa.PrimaryKeyConstraint("person_id", "programme", "duty", name="pk_mute"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mute_person_id"),
    )
    op.execute("INSERT INTO mute (person_id, duty, at) SELECT person_id, duty, at FROM mute_aside")
    op.drop_table("mute_aside")


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")

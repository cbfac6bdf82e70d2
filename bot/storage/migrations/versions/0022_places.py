"""What belongs to one chat moves to its address: the menu shown, the form being filled in, the producer helped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_LAST = (
    "NOT EXISTS (SELECT 1 FROM address o WHERE o.person_id = address.person_id AND (o.last_seen > address.last_seen OR"
    " (o.last_seen = address.last_seen AND o.channel || ':' || o.address < address.channel || ':' || address.address)))"
)
"""The address that was seen last: what stood at the person was shown there."""


def _of_person(column: str) -> str:
    return f"(SELECT p.{column} FROM person p WHERE p.id = address.person_id)"


def upgrade() -> None:
    op.add_column("address", sa.Column("menu", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("address", sa.Column("choices", sa.Text(), server_default="[]", nullable=False))
    op.add_column("address", sa.Column("draft_id", sa.Text(), server_default="", nullable=False))
    op.add_column("address", sa.Column("asked", sa.Text(), server_default="", nullable=False))
    op.add_column("address", sa.Column("assists", sa.BigInteger(), server_default="0", nullable=False))
    # The number of the menu goes to every address: a button of an old screen must stay old.
    op.execute(f"UPDATE address SET menu = {_of_person('menu')}")
    moved = ", ".join(f"{column} = {_of_person(column)}" for column in ("choices", "draft_id", "assists"))
    op.execute(f"UPDATE address SET {moved} WHERE {_LAST}")
    op.execute(
        "UPDATE address SET asked = COALESCE((SELECT d.at FROM draft d WHERE d.id = address.draft_id), '')"
        " WHERE draft_id <> ''"
    )
    for name, column, condition in (
        ("ix_address_assists", "assists", sa.text("assists <> 0")),
        ("ix_address_draft_id", "draft_id", sa.text("draft_id <> ''")),
    ):
        op.create_index(name, "address", [column], sqlite_where=condition, postgresql_where=condition)
    op.drop_index("ix_person_assists", "person")
    for column in ("menu", "choices", "draft_id", "assists"):
        op.drop_column("person", column)

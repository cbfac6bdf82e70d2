"""From where a product was sent, as long as nobody has decided on it; and whom a commune takes nothing new from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("product", sa.Column("origin", sa.Text(), server_default="", nullable=False))
    kept = sa.text("origin <> ''")
    op.create_index("ix_product_origin", "product", ["sent_on"], sqlite_where=kept, postgresql_where=kept)
    op.create_table(
        "ban",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("name", "at", "asked_at")),
        sa.Column("by_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ban_person_id"),
        sa.PrimaryKeyConstraint("person_id", "area", name="pk_ban"),
    )
    op.create_index("ix_ban_area", "ban", ["area"])

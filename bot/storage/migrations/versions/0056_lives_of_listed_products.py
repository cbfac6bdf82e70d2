"""A product of the state's list knows where it is made, and may be asked about though it never took part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    op.execute("ALTER TABLE change_request RENAME COLUMN application_id TO subject")
    op.add_column("product", sa.Column("area", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE product SET area = (SELECT i.area FROM imported_product i WHERE i.id = product.id)"
        " WHERE id IN (SELECT i.id FROM imported_product i)"
    )
    op.create_index("ix_product_area", "product", ["area"])

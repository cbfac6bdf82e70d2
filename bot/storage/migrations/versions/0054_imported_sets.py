"""The product set of an imported product names its decision: the one whose law held when the list was taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"

_DECISION = (
    "CASE WHEN at < '2023-02-23T17:00' THEN '1048-2019' WHEN at < '2026-05-21T17:00' THEN '148-2023' ELSE '26-2026' END"
)
"""The law changed on 24 February 2023 and on 22 May 2026, at midnight in Vietnam."""


def upgrade() -> None:
    # The row as it was read last is compared with the next reading of it: it must say the same.
    statement = f"""
        UPDATE imported_product SET
            said = replace(said, :before || product_set || '"', :before || {_DECISION} || '.' || product_set || '"'),
            product_set = {_DECISION} || '.' || product_set
        WHERE product_set <> '' AND product_set NOT LIKE '%.%'
    """
    op.get_bind().execute(sa.text(statement), {"before": '"product_set":"'})

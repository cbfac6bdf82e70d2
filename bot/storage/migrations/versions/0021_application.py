"""What was called a product is an application: one product's way through one programme. A filing is a submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

TABLES = (("product", "application"), ("filing", "submission"))
COLUMNS = ("score", "plan_part", "submission")
INDEXES = {
    "application": (
        ("product", ("person_id",)),
        ("product", ("programme", "area", "state")),
        ("product", ("programme", "state", "updated_on")),
    ),
    "score": (("score", ("product_id",)),),
    "plan_part": (("plan_part", ("product_id",)),),
}
CONSTRAINTS = (
    ("application", "pk_product", "pk_application"),
    ("application", "fk_product_person_id", "fk_application_person_id"),
    ("application", "fk_product_producer_id", "fk_application_producer_id"),
    ("submission", "pk_filing", "pk_submission"),
    ("submission", "fk_filing_person_id", "fk_submission_person_id"),
    ("submission", "fk_filing_product_id", "fk_submission_application_id"),
    ("score", "fk_score_product_id", "fk_score_application_id"),
    ("plan_part", "fk_plan_part_product_id", "fk_plan_part_application_id"),
)
KEPT = sa.text("origin <> ''")


def upgrade() -> None:
    for old, new in TABLES:
        op.rename_table(old, new)
    for table in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN product_id TO application_id")
    for table, indexes in INDEXES.items():
        for former, columns in indexes:
            op.drop_index(f"ix_{former}_{'_'.join(columns)}", table)
            now = ["application_id" if column == "product_id" else column for column in columns]
            op.create_index(op.f(f"ix_{table}_{'_'.join(now)}"), table, now)
    op.drop_index("ix_product_origin", "application")
    op.create_index("ix_application_origin", "application", ["sent_on"], sqlite_where=KEPT, postgresql_where=KEPT)
    if op.get_bind().dialect.name == "postgresql":  # SQLite cannot rename a constraint, and never asks for its name
        for table, old, new in CONSTRAINTS:
            op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")

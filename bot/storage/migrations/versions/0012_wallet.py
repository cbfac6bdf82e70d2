"""Papers of several pages, for certain products, and as they were before each change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TEXTS = ("kind", "name", "number", "issuer", "issued_on", "expires_on")


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.add_column("paper", _text("products", "[]"))
    op.add_column("paper", _text("files", "[]"))
    for listed, single in (("products", "product_id"), ("files", "file_id")):
        op.execute(f"UPDATE paper SET {listed} = '[\"' || {single} || '\"]' WHERE {single} <> ''")
        op.drop_column("paper", single)
    op.create_table(
        "paper_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _text("paper_id"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in TEXTS),
        _number("star"),
        _text("products", "[]"),
        _text("files", "[]"),
        _number("revision"),
        _text("updated_at"),
        _text("until"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_version_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_version")),
    )
    op.create_index(op.f("ix_paper_version_paper_id"), "paper_version", ["paper_id"])
    op.create_index(op.f("ix_paper_version_person_id"), "paper_version", ["person_id"])

"""Lists of products that offices import, and claims to what stands in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def _partly(name: str, table: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.create_table(
        "import_file",
        sa.Column("id", sa.Text(), nullable=False),
        _number("person_id"),
        *(_text(name) for name in ("area", "name", "file_id")),
        _text("columns", "{}"),
        _text("seen", "{}"),
        *(_text(name) for name in ("state", "at", "taken_at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    op.create_index(op.f("ix_import_file_person_id"), "import_file", ["person_id"])
    op.create_table(
        "imported_producer",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in ("area", "key", "name_key", "name")),
        _text("answers", "{}"),
        _text("phone"),
        _number("person_id"),
        _text("claimed_at"),
        _number("by_id"),
        *(_text(name) for name in ("code_hash", "code_until", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_producer")),
        sa.UniqueConstraint("area", "key", name=op.f("uq_imported_producer_area_key")),
    )
    op.create_index(op.f("ix_imported_producer_name_key"), "imported_producer", ["name_key"])
    _partly("ix_imported_producer_phone", "imported_producer", ["phone"], "phone <> ''")
    op.create_index(op.f("ix_imported_producer_person_id"), "imported_producer", ["person_id"])
    _partly("ix_imported_producer_code_hash", "imported_producer", ["code_hash"], "code_hash <> ''")
    op.create_table(
        "imported_product",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("producer_id", sa.Text(), nullable=False),
        *(_text(name) for name in ("area", "name", "key", "certificate", "product_set")),
        _text("said", "{}"),
        *(_text(name) for name in ("import_id", "at")),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["imported_producer.id"], name=op.f("fk_imported_product_producer_id_imported_producer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_product")),
        sa.UniqueConstraint("key", name=op.f("uq_imported_product_key")),
    )
    op.create_index(op.f("ix_imported_product_producer_id"), "imported_product", ["producer_id"])
    _partly("ix_imported_product_certificate", "imported_product", ["certificate"], "certificate <> ''")
    op.create_table(
        "imported_recognition",
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        _number("star"),
        *(_text(name) for name in ("issued_on", "expires_on", "number", "decision", "level")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["imported_product.id"], name=op.f("fk_imported_recognition_product_id_imported_product")
        ),
        sa.PrimaryKeyConstraint("product_id", "position", name=op.f("pk_imported_recognition")),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("producer_id", sa.Text(), nullable=False),
        _number("person_id"),
        *(_text(name) for name in ("area", "asked_at", "verdict", "decided_at")),
        _number("closed_by"),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["imported_producer.id"], name=op.f("fk_claim_producer_id_imported_producer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_person_id"), "claim", ["person_id"])
    op.create_index(op.f("ix_claim_producer_id"), "claim", ["producer_id"])
    _partly("ix_claim_waiting", "claim", ["area", "asked_at"], "verdict = ''")
    _partly("ix_claim_open", "claim", ["producer_id", "person_id"], "verdict = ''", unique=True)

"""What products hold: from the certificates among the papers, and from the council's points that were typed in.

Certificates, and points that the producer typed, are declared; points that an official typed are a result.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

MONTHS = 36
"""How long a recognition held when this was written."""


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "recognition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _text("product_id"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("star", sa.BigInteger(), server_default="0", nullable=False),
        *(_text(name) for name in ("source", "number", "decision", "issued_on", "expires_on")),
        *(_text(name) for name in ("paper_id", "application_id", "at")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recognition_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
    )
    for columns in (["person_id"], ["product_id"], ["paper_id"], ["application_id"]):
        op.create_index(op.f(f"ix_recognition_{columns[0]}"), "recognition", columns)
    found = [*_certificates(), *_points()]
    if found:
        op.get_bind().execute(
            sa.text(
                "INSERT INTO recognition (product_id, person_id, star, source, number, decision, issued_on, expires_on,"
                " paper_id, application_id, at) VALUES (:product, :person, :star, :source, :number, :decision, :issued,"
                " :expires, :paper, :application, :at)"
            ),
            found,
        )


def _certificates() -> list[dict[str, Any]]:
    rows = op.get_bind().execute(
        sa.text(
            "SELECT id, person_id, number, issued_on, expires_on, star, products, updated_at FROM paper"
            " WHERE kind = 'recognition' AND star > 0"
        )
    )
    return [
        {
            "product": product,
            "person": row.person_id,
            "star": row.star,
            "source": "declared",
            "number": row.number,
            "decision": "",
            "issued": row.issued_on,
            "expires": row.expires_on,
            "paper": row.id,
            "application": "",
            "at": row.updated_at,
        }
        for row in rows.all()
        for product in json.loads(row.products)
    ]


def _points() -> list[dict[str, Any]]:
    """The last council's sheet of each application, where it comes to a star that is recognised."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT s.application_id, s.person_id AS typed_by, p.person_id, p.product_id, s.star, s.decision, s.at"
            " FROM score s JOIN application p ON p.id = s.application_id WHERE s.kind = 'council' AND s.id ="
            " (SELECT max(n.id) FROM score n WHERE n.application_id = s.application_id AND n.kind = 'council')"
        )
    )
    return [
        {
            "product": row.product_id,
            "person": row.person_id,
            "star": row.star,
            "source": "declared" if row.typed_by == row.person_id else "result",
            "number": "",
            "decision": row.decision,
            "issued": row.at[:10],
            "expires": _end(row.at[:10]),
            "paper": "",
            "application": row.application_id,
            "at": row.at,
        }
        for row in rows.all()
        if row.star >= 3
    ]


def _end(day: str) -> str:
    if not day:
        return ""
    year, month, rest = day.split("-")
    return f"{int(year) + MONTHS // 12:04d}-{month}-{'28' if (month, rest) == ('02', '29') else rest}"

"""Dossiers as they were handed in: what was filed before is taken as it stands now."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def upgrade() -> None:
    op.create_table(
        "filing",
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("filed_on", "at", "duty", "occurrence")),
        _text("answers", "{}"),
        _text("parts", "{}"),
        *(_text(name) for name in ("verdict", "decided_on")),
        _text("marked", "[]"),
        _text("reason"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_filing_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_filing_product_id")),
        sa.PrimaryKeyConstraint("product_id", "number", name=op.f("pk_filing")),
    )
    for product in _rows(
        "SELECT p.id, p.person_id, p.answers, p.updated_on, p.programme, p.producer_id AS producer, p.area, p.name,"
        " p.form, p.form_version, p.state, p.revision, p.sent_on, o.name AS producer_name"
        " FROM product p JOIN producer o ON o.id = p.producer_id WHERE p.state = 'filed'"
    ):
        _file(product)


def _rows(sql: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(sql), values).mappings()]


def _file(product: dict[str, Any]) -> None:
    """Nobody kept what was handed in: what stands there now is what the commune has been shown up to now."""
    id_, owner, answers = product["id"], product.pop("person_id"), product.pop("answers")
    plan = _rows("SELECT section, answers, reason FROM plan_part WHERE product_id = :id ORDER BY id", id=id_)
    sheets = _rows(
        'SELECT product_id, kind, decision, set_id, answers, total, star, at AS "on" FROM score'
        " WHERE product_id = :id AND kind = 'self' ORDER BY id DESC",
        id=id_,
    )
    papers = _rows(
        "SELECT id, person_id AS owner, kind, name, number, issuer, issued_on AS issued, expires_on AS expires, star,"
        " files, products, revision FROM paper WHERE person_id = :owner ORDER BY expires_on = '', expires_on, name",
        owner=owner,
    )
    at = _rows("SELECT at FROM event WHERE subject = :id AND kind = 'filed' ORDER BY id DESC LIMIT 1", id=id_)
    for row in (*plan, *sheets):
        row["answers"] = json.loads(row["answers"])
    for row in papers:
        row |= {name: json.loads(row[name]) for name in ("files", "products")}
    parts = {
        "product": {**product, "owner": owner},
        "plan": list({row["section"]: row for row in plan}.values()),
        "sheets": sheets,
        "papers": papers,
    }
    op.get_bind().execute(
        sa.text(
            "INSERT INTO filing (product_id, number, person_id, filed_on, at, answers, parts)"
            " VALUES (:id, 1, :owner, :on, :at, :answers, :parts)"
        ),
        {
            "id": id_,
            "owner": owner,
            "on": product["updated_on"],
            "at": at[0]["at"] if at else "",
            "answers": answers,
            "parts": json.dumps(parts, ensure_ascii=False, separators=(",", ":")),
        },
    )

"""A product has an id for life: applications of one producer and one name belong to one product, once and for all.

A product never has two open applications. One that was followed by an upgrade or a re-evaluation of itself is closed.
What pointed at an application as a product (papers, papers being typed, upgrades being typed) points at the product.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

OPEN = sa.text("product_id <> '' AND closed_as = '' AND state <> 'checked'")
FOLLOWED = "followed"
AGAIN = ("upgrade", "reevaluation")


class Known(NamedTuple):
    """An application as the grouping sees it; `again`: it was registered for another star or because one ends."""

    id: str
    open: bool
    again: bool = False


def grouped(own: Iterable[Known]) -> tuple[list[list[Known]], set[str]]:
    """The products behind the applications of one name, the oldest first; and which of them are closed by it."""
    products: list[list[Known]] = []
    closed: set[str] = set()
    for one in own:
        if products and one.again:
            closed |= {former.id for former in products[-1] if former.open}
            products[-1].append(one)
        elif free := [product for product in products if not (one.open and _is_open(product, closed))]:
            free[-1].append(one)
        else:
            products.append([one])
    return products, closed


def _is_open(product: Sequence[Known], closed: set[str]) -> bool:
    return any(one.open and one.id not in closed for one in product)


def upgrade() -> None:
    _tables()
    products = _group()
    _papers(products)
    _submissions(products.by_application)
    _drafts(products)
    op.create_index(op.f("ix_application_product_id"), "application", ["product_id"])
    op.create_index(
        "ix_application_open", "application", ["product_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _tables() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("producer_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _text("name"),
        _text("created_on"),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name=op.f("fk_product_producer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_product_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
    )
    op.create_index(op.f("ix_product_person_id"), "product", ["person_id"])
    op.create_index(op.f("ix_product_producer_id"), "product", ["producer_id"])
    op.create_table(
        "product_name",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _text("product_id"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _text("name"),
        _text("until_on"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_product_name_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_name")),
    )
    op.create_index(op.f("ix_product_name_person_id"), "product_name", ["person_id"])
    op.create_index(op.f("ix_product_name_product_id"), "product_name", ["product_id"])
    op.add_column("application", _text("product_id"))
    op.add_column("application", _text("closed_as"))


class Products:
    """Which product an application belongs to; and all of a person that have a name."""

    def __init__(self) -> None:
        self.by_application: dict[str, str] = {}
        self.by_name: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        self.name_of: dict[str, tuple[int, str]] = {}

    def named_like(self, application: str) -> list[str]:
        """Until now a paper counted for every product of the person that had the name of its own."""
        return self.by_name[self.name_of[application]] if application in self.name_of else []


def _group() -> Products:
    found = Products()
    own: defaultdict[tuple[str, str], list[tuple[Known, Any]]] = defaultdict(list)
    for row in _rows(
        "SELECT id, producer_id, person_id, name, name_folded, state, sent_on, answers FROM application"
        " ORDER BY sent_on, id"
    ):
        again = json.loads(row.answers).get("registration_kind") in AGAIN
        about = (row.id, row.producer_id, row.person_id, row.name, row.name_folded, row.sent_on)
        own[row.producer_id, row.name_folded].append((Known(row.id, row.state != "checked", again), about))
    made, joined = [], []
    for (producer, folded), applications in own.items():
        about_of = {one.id: about for one, about in applications}
        products, closed = grouped(one for one, _ in applications)
        for product in products:
            first, last = about_of[product[0].id], about_of[product[-1].id]
            id_, person = f"p{first[0]}", first[2]
            made.append({"id": id_, "producer": producer, "person": person, "name": last[3], "on": first[5]})
            found.by_name[person, folded].append(id_)
            for one in product:
                found.by_application[one.id] = id_
                found.name_of[one.id] = person, folded
                joined.append({"id": one.id, "product": id_, "closed": FOLLOWED if one.id in closed else ""})
    _many("INSERT INTO product (id, producer_id, person_id, name, created_on)"
          " VALUES (:id, :producer, :person, :name, :on)", made)  # fmt: skip
    _many("UPDATE application SET product_id = :product, closed_as = :closed WHERE id = :id", joined)
    return found


def _papers(products: Products) -> None:
    """A certificate without a product was one of the product whose name it has."""
    for table in ("paper", "paper_version"):
        changed = []
        for row in _rows(f"SELECT id, person_id, kind, name, products FROM {table}"):
            ids = json.loads(row.products)
            now = _unique(new for id_ in ids for new in products.named_like(id_) or [id_])
            if not ids and row.kind == "recognition":
                now = products.by_name.get((row.person_id, _fold(row.name)), [])
            if list(now) != ids:
                changed.append({"id": row.id, "products": _dump(now)})
        _many(f"UPDATE {table} SET products = :products WHERE id = :id", changed)


def _submissions(by_application: Mapping[str, str]) -> None:
    """The papers of a dossier that was handed in: told apart from today's by what they are for."""
    changed = []
    for row in _rows("SELECT application_id, number, parts FROM submission"):
        parts = json.loads(row.parts)
        for paper in parts.get("papers", ()):
            paper["products"] = _unique(by_application.get(id_, id_) for id_ in paper.get("products") or ())
        if (now := _dump(parts)) != row.parts:
            changed.append({"id": row.application_id, "number": row.number, "parts": now})
    _many("UPDATE submission SET parts = :parts WHERE application_id = :id AND number = :number", changed)


def _drafts(products: Products) -> None:
    changed = []
    for row in _rows("SELECT id, person_id, form, subject, at, answers, partial FROM draft"):
        answers, partial, subject = json.loads(row.answers), json.loads(row.partial), row.subject
        if row.form == "paper":
            if isinstance(chosen := answers.get("paper_products"), list):
                answers["paper_products"] = _mapped(chosen, products)
            if row.at == "paper_products" and isinstance(partial, list):
                partial = _mapped(partial, products)
        elif answers.get("registration_kind") in AGAIN and not subject:
            named = products.by_name.get((row.person_id, _fold(str(answers.get("product_name") or ""))), ())
            subject = named[-1] if named else ""
        now = {"id": row.id, "answers": _dump(answers), "partial": _dump(partial), "subject": subject}
        if (json.loads(row.answers), json.loads(row.partial), row.subject) != (answers, partial, subject):
            changed.append(now)
    _many("UPDATE draft SET answers = :answers, partial = :partial, subject = :subject WHERE id = :id", changed)


def _mapped(ids: Sequence[str], products: Products) -> list[str]:
    return _unique(products.by_application.get(id_, id_) for id_ in ids)


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _rows(sql: str) -> Iterator[Any]:
    yield from op.get_bind().execute(sa.text(sql)).all()


def _many(sql: str, values: list[dict[str, Any]]) -> None:
    if values:
        op.get_bind().execute(sa.text(sql), values)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fold(text: str) -> str:
    """Names as they were compared when this was written."""
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    plain = "".join(c for c in marked if not unicodedata.combining(c)).translate(str.maketrans("đðɖ", "ddd"))
    return " ".join(re.findall(r"[^\W_]+", plain))

"""A list that a commune hands up is kept as a thing, with its products.

Of a list that went up before, the duty was marked as done with a note that has a line for each product ("1. Mắm tôm –
Hộ Ba Khía"). Where every line is so, it becomes a list with those products of the commune that are named; the note
stays as it was written. The mark stays too: the duty is done as before, until the next list or until this one is taken
back.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_LINE = re.compile(r"(\d+)\. (.+?) – (.+?)( \([^()]*\))?")
_KEY = ("unit", "programme", "duty", "occurrence")
_SAID = (
    *("producer_name", "legal_form", "representative", "position", "phone", "area", "address"),
    *("product_name", "product_set", "registration_kind", "current_star"),
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "product_list",
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in _KEY),
        _number("number"),
        _number("person_id"),
        _text("at"),
        _text("taken_back_at"),
        _number("taken_back_by"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_list")),
        sa.UniqueConstraint(*_KEY, "number", name=op.f("uq_product_list_unit_programme_duty_occurrence_number")),
    )
    op.create_index(op.f("ix_product_list_person_id"), "product_list", ["person_id"])
    op.create_index(op.f("ix_product_list_unit_at"), "product_list", ["unit", "at"])
    op.create_table(
        "product_list_item",
        sa.Column("list_id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        *(_text(name) for name in ("application_id", "name")),
        sa.Column("said", sa.Text(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("list_id", "position", name=op.f("pk_product_list_item")),
    )
    op.create_index(op.f("ix_product_list_item_application_id"), "product_list_item", ["application_id"])
    _carry(op.get_bind())


def _carry(bind: sa.Connection) -> None:
    """What was handed up before, from the notes of the duties that were marked as done."""
    columns = "programme, duty, occurrence, scope, person_id, at, note"
    rows = bind.execute(sa.text(f"SELECT {columns} FROM done WHERE note <> '' AND files = '[]'"))
    for row in [tuple(found) for found in rows]:
        if (named := _named(row[6])) is not None:
            _keep(bind, row, named)


def _named(note: str) -> set[tuple[str, str]] | None:
    """Product and producer of every line; None where the note is no list."""
    found = [_LINE.fullmatch(line) for line in note.split("\n")]
    numbered = [int(line[1]) if line else 0 for line in found]
    if numbered != list(range(1, len(found) + 1)):
        return None
    plain = {(line[2], line[3]) for line in found if line}
    # What stands in brackets is how far the check was, or belongs to the producer's name.
    return plain | {(line[2], f"{line[3]}{line[4]}") for line in found if line and line[4]}


def _keep(bind: sa.Connection, done: tuple[Any, ...], named: set[tuple[str, str]]) -> None:
    programme, duty, occurrence, unit, person, at, note = done
    known = bind.execute(
        sa.text(
            "SELECT p.id, p.name, o.name, p.answers FROM application p JOIN producer o ON o.id = p.producer_id"
            " WHERE p.area = :unit ORDER BY p.sent_on, p.name, p.id"
        ),
        {"unit": unit},
    )
    lines = [(line[0], line[1], line[3]) for line in known if (line[1], line[2]) in named]
    if not lines:
        return
    id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{programme}:{duty}:{occurrence}:{unit}"))
    about = {"id": id_, "unit": unit, "programme": programme, "duty": duty, "occurrence": occurrence}
    bind.execute(
        sa.text(
            "INSERT INTO product_list (id, unit, programme, duty, occurrence, number, person_id, at, note)"
            " VALUES (:id, :unit, :programme, :duty, :occurrence, 1, :person, :at, :note)"
        ),
        {**about, "person": person, "at": at, "note": note},
    )
    for position, (application, name, answers) in enumerate(lines, 1):
        known_answers = json.loads(answers)
        said = {question: known_answers[question] for question in _SAID if known_answers.get(question) is not None}
        bind.execute(
            sa.text(
                "INSERT INTO product_list_item (list_id, position, application_id, name, said)"
                " VALUES (:id, :position, :application, :name, :said)"
            ),
            {"id": id_, "position": position, "application": application, "name": name, "said": json.dumps(said)},
        )

"""Roles are given for a unit, without a programme; what ended stays readable; officials have a name, a post, a phone.

Roles of one unit in several programmes become one: the earliest granting wins.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _roles()
    _officials()
    op.add_column("address", _text("face"))
    with op.batch_alter_table("invitation") as invitation:
        invitation.drop_column("programme")
        invitation.add_column(sa.Column("by_id", sa.BigInteger, nullable=False, server_default="0"))
        for name in ("until_on", "whom", "made_at"):
            invitation.add_column(_text(name))


def _roles() -> None:
    # The constraints of the former table keep their names as long as it is there: its rows are set aside.
    op.execute(
        "CREATE TABLE role_aside AS SELECT person_id, role, area, min(granted_at) AS granted_at FROM role"
        " GROUP BY person_id, role, area"
    )
    op.drop_table("role")
    op.create_table(
        "role",
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        _text("granted_at"),
        sa.Column("given_by", sa.BigInteger, nullable=False, server_default="0"),
        _text("invitation"),
        _text("until_on"),
        sa.PrimaryKeyConstraint("person_id", "role", "area", name="pk_role"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_role_person_id"),
    )
    op.execute("INSERT INTO role (person_id, role, area, granted_at) SELECT * FROM role_aside")
    op.drop_table("role_aside")
    op.create_index("ix_role_role_area", "role", ["role", "area"])


def _officials() -> None:
    op.create_table(
        "past_role",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id"), nullable=False),
        *(_text(name) for name in ("role", "area", "granted_at")),
        sa.Column("given_by", sa.BigInteger, nullable=False, server_default="0"),
        _text("ended_at"),
        sa.Column("ended_by", sa.BigInteger, nullable=False, server_default="0"),
        _text("how"),
    )
    op.create_index("ix_past_role_person_id", "past_role", ["person_id"])
    op.create_table(
        "official",
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
        *(_text(name) for name in ("name", "post", "phone", "updated_at")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")

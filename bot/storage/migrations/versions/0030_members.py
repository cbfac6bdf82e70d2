"""Who speaks for a producer: several people for one account, one person for several."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("account_id", sa.BigInteger, sa.ForeignKey("person.id", name="fk_member_account_id"), nullable=False),
        sa.Column("person_id", sa.BigInteger, sa.ForeignKey("person.id", name="fk_member_person_id"), nullable=False),
        sa.Column("part", sa.Text, nullable=False, server_default=""),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("since", sa.Text, nullable=False, server_default=""),
        sa.Column("by_id", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("ended_at", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("account_id", "person_id", name="pk_member"),
    )
    op.create_index("ix_member_person_id", "member", ["person_id"])
    op.add_column("address", sa.Column("works_for", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("invitation", sa.Column("account_id", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("invitation", sa.Column("part", sa.Text, nullable=False, server_default=""))
    for table, column in (("address", "works_for"), ("invitation", "account_id")):
        some = sa.text(f"{column} <> 0")
        op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=some, postgresql_where=some)
    # Whoever is here for a producer today owns it; of a producer who is helped nobody does before they have agreed.
    op.execute(
        "INSERT INTO member (account_id, person_id, part, since) SELECT p.id, p.id, 'owner', p.created_at"
        " FROM person p WHERE EXISTS (SELECT 1 FROM producer o WHERE o.person_id = p.id)"
        " AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = p.id)"
    )

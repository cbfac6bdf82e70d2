"""What all tables are made of: columns of one kind, and the collection in which tables stand.

Times are ISO text in UTC, documents are JSON text: the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, SmallInteger, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")


def words(name: str, default: str | None = "") -> Column[str]:
    """Text; never NULL unless `default` is None."""
    return Column(name, Text, nullable=default is None, server_default=default)


def flag(name: str) -> Column[int]:
    """0 or 1."""
    return Column(name, SmallInteger, nullable=False, server_default="0")


def number(name: str) -> Column[int]:
    """A whole number, 0 at first."""
    return Column(name, BigInteger, nullable=False, server_default="0")


def only_where(condition: str) -> dict[str, Any]:
    """An index over the few rows that still wait: the many that are done cost nothing."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def of_person() -> Column[int]:
    """Whose the row is."""
    return Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False)

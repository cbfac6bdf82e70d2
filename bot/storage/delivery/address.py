"""`choose_address` as SQL: every statement that sends something unasked takes the address from here."""

from __future__ import annotations

ORDER = "ORDER BY a.preferred DESC, a.last_seen DESC, a.channel, a.address"


def served(channel: str) -> str:
    """Whether the channel in this column is served; any may be while nobody has said which are."""
    return f"({channel} IN (SELECT s.channel FROM served_channel s) OR NOT EXISTS (SELECT 1 FROM served_channel))"


HEARS = f"a.blocked_at = '' AND {served('a.channel')}"
"""Whether a message can reach the address `a`: also one of a phone that was lost, which may only read and object."""
TAKES = f"a.read_only_since = '' AND {HEARS}"
"""Whether a person is told things at the address `a`."""


def reaches(person: str) -> str:
    """Whether the person in this column has an address that a message can reach."""
    return f"EXISTS (SELECT 1 FROM address a WHERE a.person_id = {person} AND {TAKES})"


def chosen(column: str, person: str, more: str = "") -> str:
    """A column of the chosen address of the person in `person`; `more` narrows the addresses `a`."""
    return f"(SELECT a.{column} FROM address a WHERE a.person_id = {person} AND {TAKES}{more} {ORDER} LIMIT 1)"


def chosen_row(columns: str, person: str = "?", more: str = "") -> str:
    """SELECT of these columns from the chosen address `a`: a row, or none when no message can reach the person.

    `more` is a further condition.
    """
    return f"SELECT {columns} FROM address a WHERE a.person_id = {person} AND {TAKES} {more} {ORDER} LIMIT 1"

"""Tables of accounts: people, their addresses, codes and consents."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from bot.storage.tables.columns import Id, flag, metadata, number, of_person, only_where, words

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("language"),
    words("created_at"),
    number("calendar"),
)

address = Table(
    "address",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    of_person(),
    words("last_seen"),
    words("blocked_at"),
    *(words(name) for name in ("kind", "since", "joined_at", "renewed_at", "read_only_since", "face")),
    number("menu"),
    words("choices", "[]"),
    words("draft_id"),
    words("asked"),
    number("assists"),
    number("works_for"),
    flag("preferred"),
    Index(None, "person_id"),
    Index("ix_address_read_only", "read_only_since", **only_where("read_only_since <> ''")),
    Index("ix_address_assists", "assists", **only_where("assists <> 0")),
    Index("ix_address_works_for", "works_for", **only_where("works_for <> 0")),
    Index("ix_address_draft_id", "draft_id", **only_where("draft_id <> ''")),
)
"""Where somebody talks. `joined_at`: came into the account by a code; `renewed_at`: its cookie carries a time;
`read_only_since`: another phone got the account back through an official, and this one may object.

What was shown there belongs to it alone: `menu` and `choices` of the last screen, the form that is being filled in
(`draft_id`) with the question that was shown (`asked`), the producer for whom an officer works there (`assists`),
the account for whom a member works there (`works_for`, 0: the own one).
`preferred`: the person wants to be told things there.
`face`: as what the person works there, a role or "producer".
"""

recovery = Table(
    "recovery",
    metadata,
    Column("token_hash", Text, primary_key=True),
    number("person_id"),
    number("by_id"),
    *(words(name) for name in ("area", "how", "note", "at", "taken_at", "channel", "address", "objected_at")),
    Index(None, "person_id"),
)
"""Accounts given back after a phone was lost: by whom (0: an administrator), and how they made sure who it is."""

past_address = Table(
    "past_address",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    *(words(name) for name in ("channel", "address")),
    of_person(),
    *(words(name) for name in ("kind", "since", "ended_at", "how")),
    Index(None, "person_id"),
    Index("ix_past_address_channel", "channel", "address"),
)
"""Addresses that left an account, or were ended by another of its phones; what was said there stays the account's."""

wrong_code = Table(
    "wrong_code",
    metadata,
    Column("key", Text, primary_key=True),
    number("times"),
    words("last_at"),
)
"""How often codes were typed that open nothing: by address, by machine and by code, each as a digest."""

consent = Table(
    "consent",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("purpose", Text, primary_key=True),
    flag("granted"),
    words("at"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", Text, primary_key=True),
    words("role"),
    words("area"),
    number("person_id"),
    words("expires_at"),
    words("used_at"),
    number("used_by"),
    number("by_id"),
    *(words(name) for name in ("until_on", "whom", "made_at")),
    number("account_id"),
    *(words(name) for name in ("part", "agency")),
    Index(None, "person_id"),
    Index(None, "used_by"),
    Index("ix_invitation_account_id", "account_id", **only_where("account_id <> 0")),
)
"""One-time codes, as digests. `account_id` is the producer that lets somebody in as `part`; with a role, who holds it
now and hands it over."""

data_request = Table(
    "data_request",
    metadata,
    Column("id", Text, primary_key=True),
    number("person_id"),
    *(words(name) for name in ("kind", "asked_at", "due_on", "purpose", "words", "name", "phone", "note", "closed_at")),
    number("by_id"),
    flag("held"),
    number("closed_by"),
    Index(None, "person_id"),
    Index("ix_data_request_waiting", "due_on", **only_where("closed_at = ''")),
)

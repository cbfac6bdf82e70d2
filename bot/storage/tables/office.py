"""Tables of officials: roles, leaves, whom they call or ban, lists they hand up."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import Id, flag, metadata, number, of_person, only_where, words

role = Table(
    "role",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("area", Text, primary_key=True),
    words("granted_at"),
    number("given_by"),
    *(words(name) for name in ("invitation", "until_on", "agency")),
    flag("away"),
    Index(None, "role", "area"),
    Index("ix_role_agency", "area", "agency", **only_where("agency <> ''")),
)
"""Roles that are held; `agency`: the one for which they speak there, "" the office of OCOP itself. `given_by` invited
(0: at the machine), `invitation` is the link; `until_on` the last day. `away`: who holds it is on leave, and nothing is
told to them."""

past_role = Table(
    "past_role",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    of_person(),
    *(words(name) for name in ("role", "area", "granted_at")),
    number("given_by"),
    words("ended_at"),
    number("ended_by"),
    *(words(name) for name in ("how", "agency")),
    Index(None, "person_id"),
)
"""Roles that were held. `how` they ended: removed, until (its last day), level (the level of administration ended)."""

leave = Table(
    "leave",
    metadata,
    Column("id", Text, primary_key=True),
    *(number(name) for name in ("person_id", "deputy_id")),
    *(words(name) for name in ("role", "area", "from_on", "until_on")),
    number("by_id"),
    *(words(name) for name in ("token", "state", "at")),
    Index(None, "person_id"),
    Index(None, "deputy_id"),
    Index("ix_leave_running", "from_on", **only_where("state <> 'over'")),
)
"""Officials who are away from a day to a day, and who stands in; `token` of a code by which somebody will."""

call_made = Table(
    "call_made",
    metadata,
    Column("matter", Text, primary_key=True),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    number("by_id"),
    words("at"),
    Index(None, "person_id"),
)
"""Who was called by phone because of a notice to many, or of a duty."""

official = Table(
    "official",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    *(words(name) for name in ("name", "post", "phone", "updated_at")),
)
"""What officials say of themselves: shown to producers as whom to ask."""

agency_contact = Table(
    "agency_contact",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("area", "agency")),
    *(words(name) for name in ("post", "phone", "place", "at")),
    number("by_id"),
)
"""Where to ask an agency of a unit: a post, a phone and a place of the office, as a province or district filled in."""

ban = Table(
    "ban",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("area", Text, primary_key=True),
    *(words(name) for name in ("name", "at", "asked_at")),
    number("by_id"),
    Index(None, "area"),
)

product_list = Table(
    "product_list",
    metadata,
    Column("id", Text, primary_key=True),
    *(words(name) for name in ("unit", "programme", "duty", "occurrence")),
    number("number"),
    number("person_id"),
    *(words(name) for name in ("at", "taken_back_at")),
    number("taken_back_by"),
    words("note"),
    UniqueConstraint("unit", "programme", "duty", "occurrence", "number"),
    Index(None, "person_id"),
    Index(None, "unit", "at"),
)
"""Lists of products that units handed up. `programme` declares the duty ("": there is none); `number` counts those of
one time of it. `taken_back_at`: it does not stand any more. `note` is of a list from before lists were kept."""

product_list_item = Table(
    "product_list_item",
    metadata,
    Column("list_id", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    *(words(name) for name in ("application_id", "name")),
    words("said", "{}"),
    Index(None, "application_id"),
)
"""What stands in a list, in its order: `name` and `said` (answers) are as they were when it went up."""

"""The tables, declared once: for migrations and reports. The turn's own SQL stands beside what it does.

Times are ISO text in UTC, documents are JSON text: the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=default is None, server_default=default)


def _flag(name: str) -> Column[int]:
    return Column(name, SmallInteger, nullable=False, server_default="0")


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _where(condition: str) -> dict[str, Any]:
    """An index over the few rows that still wait: the many that are done cost nothing."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _person() -> Column[int]:
    return Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("language"),
    _text("created_at"),
    _number("calendar"),
)

address = Table(
    "address",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    _person(),
    _text("last_seen"),
    _text("blocked_at"),
    *(_text(name) for name in ("kind", "since", "joined_at", "renewed_at", "read_only_since", "face")),
    _number("menu"),
    _text("choices", "[]"),
    _text("draft_id"),
    _text("asked"),
    _number("assists"),
    _number("works_for"),
    _flag("preferred"),
    Index(None, "person_id"),
    Index("ix_address_read_only", "read_only_since", **_where("read_only_since <> ''")),
    Index("ix_address_assists", "assists", **_where("assists <> 0")),
    Index("ix_address_works_for", "works_for", **_where("works_for <> 0")),
    Index("ix_address_draft_id", "draft_id", **_where("draft_id <> ''")),
)
"""Where somebody talks. `joined_at`: came into the account by a code; `renewed_at`: its cookie carries a time;
`read_only_since`: another phone got the account back through an official, and this one may object.

What was shown there belongs to it alone: `menu` and `choices` of the last screen, the form that is being filled in
(`draft_id`) with the question that was shown (`asked`), the producer for whom an officer works there (`assists`),
the account for whom a member works there (`works_for`, 0: the own one).
`preferred`: the person wants to be told things there.
`face`: as what the person works there, a role or "producer".
"""

served_channel = Table("served_channel", metadata, Column("channel", Text, primary_key=True))
"""The channels that the assistant serves now. None: it is not known, and any may be."""

recovery = Table(
    "recovery",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _number("person_id"),
    _number("by_id"),
    *(_text(name) for name in ("area", "how", "note", "at", "taken_at", "channel", "address", "objected_at")),
    Index(None, "person_id"),
)
"""Accounts given back after a phone was lost: by whom (0: an administrator), and how they made sure who it is."""

past_address = Table(
    "past_address",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    *(_text(name) for name in ("channel", "address")),
    _person(),
    *(_text(name) for name in ("kind", "since", "ended_at", "how")),
    Index(None, "person_id"),
    Index("ix_past_address_channel", "channel", "address"),
)
"""Addresses that left an account, or were ended by another of its phones; what was said there stays the account's."""

wrong_code = Table(
    "wrong_code",
    metadata,
    Column("key", Text, primary_key=True),
    _number("times"),
    _text("last_at"),
)
"""How often codes were typed that open nothing: by address, by machine and by code, each as a digest."""

consent = Table(
    "consent",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("purpose", Text, primary_key=True),
    _flag("granted"),
    _text("at"),
)

role = Table(
    "role",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("area", Text, primary_key=True),
    _text("granted_at"),
    _number("given_by"),
    *(_text(name) for name in ("invitation", "until_on", "agency")),
    _flag("away"),
    Index(None, "role", "area"),
    Index("ix_role_agency", "area", "agency", **_where("agency <> ''")),
)
"""Roles that are held; `agency`: the one for which they speak there, "" the office of OCOP itself. `given_by` invited
(0: at the machine), `invitation` is the link; `until_on` the last day. `away`: who holds it is on leave, and nothing is
told to them."""

past_role = Table(
    "past_role",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _person(),
    *(_text(name) for name in ("role", "area", "granted_at")),
    _number("given_by"),
    _text("ended_at"),
    _number("ended_by"),
    *(_text(name) for name in ("how", "agency")),
    Index(None, "person_id"),
)
"""Roles that were held. `how` they ended: removed, until (its last day), level (the level of administration ended)."""

leave = Table(
    "leave",
    metadata,
    Column("id", Text, primary_key=True),
    *(_number(name) for name in ("person_id", "deputy_id")),
    *(_text(name) for name in ("role", "area", "from_on", "until_on")),
    _number("by_id"),
    *(_text(name) for name in ("token", "state", "at")),
    Index(None, "person_id"),
    Index(None, "deputy_id"),
    Index("ix_leave_running", "from_on", **_where("state <> 'over'")),
)
"""Officials who are away from a day to a day, and who stands in; `token` of a code by which somebody will."""

call_made = Table(
    "call_made",
    metadata,
    Column("matter", Text, primary_key=True),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    _number("by_id"),
    _text("at"),
    Index(None, "person_id"),
)
"""Who was called by phone because of a notice to many, or of a duty."""

official = Table(
    "official",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    *(_text(name) for name in ("name", "post", "phone", "updated_at")),
)
"""What officials say of themselves: shown to producers as whom to ask."""

agency_contact = Table(
    "agency_contact",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("area", "agency")),
    *(_text(name) for name in ("post", "phone", "place", "at")),
    _number("by_id"),
)
"""Where to ask an agency of a unit: a post, a phone and a place of the office, as a province or district filled in."""

assist = Table(
    "assist",
    metadata,
    Column("ward_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    _number("helper_id"),
    *(_text(name) for name in ("area", "name", "phone", "how")),
    _text("files", "[]"),
    _number("guest_id"),
    *(_text(name) for name in ("began_at", "confirmed_at", "ended_at")),
    Index(None, "area"),
    Index(None, "helper_id"),
    Index(None, "guest_id"),
)

member = Table(
    "member",
    metadata,
    Column("account_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(_text(name) for name in ("part", "name", "since")),
    _number("by_id"),
    _text("ended_at"),
    Index(None, "person_id"),
)
"""Who speaks for a producer. All that a producer has stands under the number of its account; that is also the number of
whoever began it, until they leave. `part` is owner or helper, `name` how the member is called there, `by_id` let them
in. A row whose `person_id` is its `account_id` is whoever began the account."""

invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _text("role"),
    _text("area"),
    _number("person_id"),
    _text("expires_at"),
    _text("used_at"),
    _number("used_by"),
    _number("by_id"),
    *(_text(name) for name in ("until_on", "whom", "made_at")),
    _number("account_id"),
    *(_text(name) for name in ("part", "agency")),
    Index(None, "person_id"),
    Index(None, "used_by"),
    Index("ix_invitation_account_id", "account_id", **_where("account_id <> 0")),
)
"""One-time codes, as digests. `account_id` is the producer that lets somebody in as `part`; with a role, who holds it
now and hands it over."""

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    _text("form"),
    _number("version"),
    _text("programme"),
    _text("answers", "{}"),
    _text("at"),
    _text("partial", "null"),
    _number("page"),
    _flag("returning_"),
    _text("marked", "[]"),
    _text("subject"),
    _number("revision"),
    _text("updated_at"),
    _text("area"),
    _text("talk", "{}"),
    Index(None, "person_id"),
    Index(None, "area"),
    Index(None, "updated_at"),
    Index(None, "subject"),
)

producer = Table(
    "producer",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    _text("name"),
    _text("name_folded"),
    _text("answers", "{}"),
    _text("updated_at"),
    _text("phone"),
    UniqueConstraint("person_id", "name_folded"),
    Index(None, "phone"),
)

product = Table(
    "product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("producer.id"), nullable=False),
    _person(),
    _text("name"),
    _text("created_on"),
    _text("stopped_on"),
    Index(None, "person_id"),
    Index(None, "producer_id"),
)
"""What a producer makes, for life: applications, papers and recognitions point at it. `stopped_on`: it is made no more
since that day."""

product_name = Table(
    "product_name",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("product_id"),
    _person(),
    *(_text(name) for name in ("name", "until_on")),
    Index(None, "product_id"),
    Index(None, "person_id"),
)
"""What products were called before."""

recognition = Table(
    "recognition",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("product_id"),
    _person(),
    _number("star"),
    *(_text(name) for name in ("source", "number", "decision", "issued_on", "expires_on")),
    *(_text(name) for name in ("paper_id", "application_id", "at")),
    *(_text(name) for name in ("ended_on", "ended_as", "ended_why")),
    *(Index(None, name) for name in ("person_id", "product_id", "paper_id", "application_id")),
)
"""What products hold, and who says so: `paper_id` is the certificate, `application_id` the points it stands on.
`ended_on`: it ended before its day, `ended_as` says how: the case of the law by which it
was revoked, or paused, as long as the product is made no more."""

application = Table(
    "application",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("producer.id"), nullable=False),
    _person(),
    _text("programme"),
    _text("area"),
    _text("name"),
    _text("name_folded"),
    _text("answers", "{}"),
    _text("form"),
    _number("form_version"),
    _text("state"),
    _number("revision"),
    _text("marked", "[]"),
    _text("reason"),
    _text("sent_on"),
    _text("updated_on"),
    _text("product_set"),
    _text("origin"),
    Index(None, "person_id"),
    Index(None, "programme", "area", "state"),
    Index(None, "area", "state"),
    Index(None, "programme", "state", "updated_on"),
    _text("product_id"),
    _text("closed_as"),
    Index(None, "product_id"),
    Index(
        "ix_application_open",
        "product_id",
        unique=True,
        **_where("product_id <> '' AND closed_as = '' AND state NOT IN ('checked', 'judged')"),
    ),
    Index("ix_application_origin", "sent_on", **_where("origin <> ''")),
    Index(None, "producer_id"),
    Index(None, "area"),
)

past_application = Table(
    "past_application",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("application_id"),
    _person(),
    *(_text(name) for name in ("programme", "successor", "area", "name", "producer_name")),
    _text("answers", "{}"),
    _text("form"),
    _number("form_version"),
    _text("state"),
    _text("marked", "[]"),
    *(_text(name) for name in ("reason", "sent_on", "updated_on", "until_on")),
    Index(None, "application_id"),
    Index(None, "person_id"),
)
"""What applications were under programmes that are over, before they went on in the next one under their id;
and as they were before a correction: then the successor is of the same programme."""

ban = Table(
    "ban",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("area", Text, primary_key=True),
    *(_text(name) for name in ("name", "at", "asked_at")),
    _number("by_id"),
    Index(None, "area"),
)

score = Table(
    "score",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("application_id", Text, ForeignKey("application.id"), nullable=False),
    _person(),
    _text("kind"),
    _text("decision"),
    _text("set_id"),
    _text("answers", "{}"),
    _number("total"),
    _number("star"),
    _text("at"),
    Index(None, "application_id"),
    Index(None, "person_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("at"),
    _number("person_id"),
    *(_text(name) for name in ("kind", "subject", "reason")),
    _text("marked", "[]"),
    _number("on_behalf"),
    *(_text(name) for name in ("was", "became")),
    *(Index(None, name) for name in ("subject", "person_id", "on_behalf")),
)
"""Who did what, for whom, old and new. Written by the storage with each act; `person_id` 0 is the command line."""

file = Table(
    "file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    _text("name"),
    _text("content_type"),
    _number("size"),
    _text("created_at"),
    Index("ix_file_dropped", "content_type", **_where("content_type IN ('dropped', 'dropped:print')")),
    Index(None, "person_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("channel"),
    _text("update_id"),
    _text("address"),
    _text("payload"),
    _text("received_at"),
    _text("done_at"),
    _text("identity"),
    UniqueConstraint("channel", "update_id", "identity"),
    Index("ix_inbox_waiting", "id", **_where("done_at = ''")),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("channel"),
    _text("address"),
    _text("lane"),
    _text("payload"),
    _text("key", None),
    _text("state", "waiting"),
    _number("attempts"),
    _text("not_before"),
    _text("created_at"),
    _text("sent_at"),
    _text("message_ref"),
    _text("error"),
    _text("leased_until"),
    _number("person_id"),
    _text("broadcast_id"),
    _text("answer"),
    _text("answered_at"),
    _text("claimed_by"),
    _number("parts"),
    _number("revision"),
    UniqueConstraint("key"),
    Index("ix_outbox_waiting", "lane", "id", **_where("state = 'waiting'")),
    Index("ix_outbox_bulk", "broadcast_id", "id", **_where("state = 'waiting' AND broadcast_id <> ''")),
    Index("ix_outbox_channel", "channel", "id", **_where("state = 'waiting'")),
    Index("ix_outbox_kept", "address", **_where("state = 'kept'")),
    Index("ix_outbox_going", "id", **_where("state IN ('claimed', 'attempting')")),
    # Holds all that the ledger counts, so that counting reads nothing else.
    Index(
        "ix_outbox_broadcast",
        *("broadcast_id", "person_id", "revision", "state", "answer"),
        **_where("broadcast_id <> ''"),
    ),
    Index("ix_outbox_channel_address", "channel", "address", "id"),
    Index("ix_outbox_person", "person_id", **_where("person_id <> 0")),
    Index("ix_outbox_replies", "id", **_where("lane = 'reply'")),
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("programme", "area", "state", "text")),
    _text("files", "[]"),
    _text("ask"),
    _flag("official"),
    _text("target", "{}"),
    _text("replies", "{}"),
    _text("unmatched", "[]"),
    _number("person_id"),
    *(_text(name) for name in ("send_at", "created_at", "began_at", "done_at")),
    _number("upto"),
    _flag("complete"),
    _number("revision"),
    _text("taken_at"),
    _text("changed_at"),
    Index(None, "state"),
    Index(None, "person_id"),
)

pace = Table(
    "pace",
    metadata,
    Column("channel", Text, primary_key=True),
    _text("state", "{}"),
    _number("version"),
)

done = Table(
    "done",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("programme", "duty", "occurrence", "scope")),
    _person(),
    _text("at"),
    _text("note"),
    _text("files", "[]"),
    Index(None, "person_id"),
    Index(None, "scope"),
)

started = Table(
    "started",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("programme", "duty", "occurrence", "scope")),
    _number("person_id"),
    *(_text(name) for name in ("last_day", "about", "subject", "at")),
    _number("by_id"),
    Index(None, "scope"),
    Index(None, "person_id"),
    Index(None, "last_day"),
)
"""Duties that began by something that happened: for which producer (`person_id`) or unit (`scope`), by what (`about`,
`subject`), and who did it (`by_id`). Their days stand in the occurrence; `last_day` is "" where the plan names none."""

product_list = Table(
    "product_list",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("unit", "programme", "duty", "occurrence")),
    _number("number"),
    _number("person_id"),
    *(_text(name) for name in ("at", "taken_back_at")),
    _number("taken_back_by"),
    _text("note"),
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
    *(_text(name) for name in ("application_id", "name")),
    _text("said", "{}"),
    Index(None, "application_id"),
)
"""What stands in a list, in its order: `name` and `said` (answers) are as they were when it went up."""

moved = Table(
    "moved",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    *(_text(name) for name in ("programme", "duty", "occurrence", "area", "was", "last_day", "reason")),
    _person(),
    _text("at"),
    Index(None, "person_id"),
)

mute = Table(
    "mute",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("programme", Text, primary_key=True, server_default=""),
    Column("duty", Text, primary_key=True),
    _text("at"),
)
"""Duties of which somebody wants to hear no more, by the programme that declares them; "" is every one."""

_PAPER = ("kind", "name", "number", "issuer", "issued_on", "expires_on")

paper = Table(
    "paper",
    metadata,
    Column("id", Text, primary_key=True),
    _person(),
    *(_text(name) for name in _PAPER),
    _number("star"),
    _text("products", "[]"),
    _text("files", "[]"),
    _number("revision"),
    _text("updated_at"),
    Index(None, "person_id"),
    Index(None, "expires_on"),
)

paper_version = Table(
    "paper_version",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("paper_id"),
    _person(),
    *(_text(name) for name in _PAPER),
    _number("star"),
    _text("products", "[]"),
    _text("files", "[]"),
    _number("revision"),
    _text("updated_at"),
    _text("until"),
    Index(None, "paper_id"),
    Index(None, "person_id"),
)
"""Papers as they were before they were changed, renewed or dropped: added, never overwritten."""

plan_part = Table(
    "plan_part",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("application_id", Text, ForeignKey("application.id"), nullable=False),
    _person(),
    _text("section"),
    _text("answers", "{}"),
    _text("reason"),
    _text("at"),
    Index(None, "application_id"),
    Index(None, "person_id"),
)

submission = Table(
    "submission",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _person(),
    *(_text(name) for name in ("filed_on", "at", "duty", "occurrence")),
    _text("answers", "{}"),
    _text("parts", "{}"),
    *(_text(name) for name in ("verdict", "decided_on")),
    _text("marked", "[]"),
    _text("reason"),
    Index(None, "person_id"),
)

wave = Table(
    "wave",
    metadata,
    Column("key", Text, primary_key=True),
    _text("programme"),
    _text("on_day"),
    _number("upto"),
    _flag("complete"),
    Index(None, "programme", "on_day"),
)

reminder = Table(
    "reminder",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("key"),
    *(_text(name) for name in ("programme", "rule", "kind", "duty", "occurrence")),
    _person(),
    *(_text(name) for name in ("scope", "mark", "day", "on_day", "at")),
    _text("state", "planned"),
    _flag("official"),
    _text("closed_at"),
    UniqueConstraint("key"),
    Index("ix_reminder_planned", "at", "person_id", **_where("state = 'planned'")),
    Index("ix_reminder_person", "person_id", **_where("state = 'planned'")),
    Index("ix_reminder_sent", "person_id", "closed_at", **_where("state = 'sent'")),
    Index(None, "person_id"),
)

data_request = Table(
    "data_request",
    metadata,
    Column("id", Text, primary_key=True),
    _number("person_id"),
    *(_text(name) for name in ("kind", "asked_at", "due_on", "purpose", "words", "name", "phone", "note", "closed_at")),
    _number("by_id"),
    _flag("held"),
    _number("closed_by"),
    Index(None, "person_id"),
    Index("ix_data_request_waiting", "due_on", **_where("closed_at = ''")),
)

inquiry = Table(
    "inquiry",
    metadata,
    Column("id", Text, primary_key=True),
    _number("person_id"),
    *(_text(name) for name in ("area", "programme", "asked_at", "words", "answer", "entry", "answered_at")),
    _number("closed_by"),
    *(_text(name) for name in ("kind", "unit", "agency", "about", "outcome")),
    Index(None, "person_id"),
    Index("ix_inquiry_waiting", "unit", "asked_at", **_where("answered_at = ''")),
    Index("ix_inquiry_needs", "area", "agency", **_where("kind = 'need'")),
    Index("ix_inquiry_answered", "area", **_where("kind = '' AND entry = '' AND answered_at <> ''")),
)
"""What was asked of officials: a question (no `kind`), a difficulty or a need; `unit` is where it waits."""

inquiry_pass = Table(
    "inquiry_pass",
    metadata,
    Column("inquiry_id", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    *(_text(name) for name in ("former", "unit", "agency")),
    _number("by_id"),
    _text("at"),
    Index(None, "by_id"),
)
"""Each time that an inquiry was passed on: to another unit, or to an agency."""

unit_answer = Table(
    "unit_answer",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("unit", "question", "answer", "approved_on", "until", "inquiry_id", "withdrawn_at")),
    _number("by_id"),
    _number("withdrawn_by"),
    Index("ix_unit_answer_unit", "unit", **_where("withdrawn_at = ''")),
    Index(None, "inquiry_id"),
    Index(None, "by_id"),
    Index(None, "withdrawn_by"),
)
"""Answers of officers that are given to everybody of a unit; nothing personal stands in them."""

selection = Table(
    "selection",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("what", Text, primary_key=True),
    _person(),
    *(_text(name) for name in ("outcome", "reason", "at")),
    _number("by_id"),
    Index(None, "person_id"),
)
"""What the level above the commune said of an idea or of a plan (`what`); a plan that waits for it is "sent"."""

round_ = Table(
    "round",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("programme", "unit", "level", "duty", "occurrence", "held_on", "place", "state")),
    _number("sheets"),
    *(_text(name) for name in ("decision", "decided_on")),
    _number("by_id"),
    *(_text(name) for name in ("made_at", "closed_at", "told_at")),
    Index(None, "unit", "state"),
)
"""Meetings of councils. `sheets` counts what members have sent: whoever closes a round has seen as many."""


def _round() -> Column[str]:
    return Column("round_id", Text, ForeignKey("round.id"), primary_key=True)


def _judged() -> Column[str]:
    return Column("application_id", Text, ForeignKey("application.id"), primary_key=True)


round_member = Table(
    "round_member",
    metadata,
    _round(),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(_text(name) for name in ("name", "part", "reason", "at")),
    _number("by_id"),
    Index(None, "person_id"),
)
"""Who was excused from a round; once it is closed also who was there. Until then its members are who hold the role."""

round_application = Table(
    "round_application",
    metadata,
    _round(),
    _judged(),
    _person(),
    _number("samples"),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What is on the agenda of a round; `person_id` is whose product it is."""

round_sheet = Table(
    "round_sheet",
    metadata,
    _round(),
    _judged(),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    *(_text(name) for name in ("total", "decision", "set_id")),
    _text("points", "{}"),
    _text("comment"),
    _number("typed_by"),
    _text("at"),
    _number("revision"),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What a member (`person_id`) gave a product; `typed_by` typed it from paper. Sealed until the round is closed."""

result = Table(
    "result",
    metadata,
    _round(),
    _judged(),
    _person(),
    *(_text(name) for name in ("level", "unit")),
    _number("members"),
    _text("total"),
    _number("proposed"),
    _number("star"),
    *(_text(name) for name in ("verdict", "criteria", "set_id")),
    *(_text(name, "{}") for name in ("by_part", "by_item")),
    _text("missed", "[]"),
    *(_text(name) for name in ("reason", "comment", "decision", "decided_on", "certificate", "expires_on")),
    *(_text(name) for name in ("at", "told_at")),
    Index(None, "person_id"),
    Index(None, "application_id"),
)
"""What a round concluded of a product: `proposed` by the average, `star` by the council; told with a decision."""
change_request = Table(
    "change_request",
    metadata,
    Column("id", Text, primary_key=True),
    _number("person_id"),
    *(_text(name) for name in ("application_id", "area", "question", "was", "value", "reason", "asked_at")),
    *(_text(name) for name in ("verdict", "note", "decided_at")),
    _number("closed_by"),
    _text("code"),
    _number("taker_id"),
    Index(None, "person_id"),
    Index("ix_change_request_waiting", "area", "asked_at", **_where("verdict = ''")),
    Index("ix_change_request_open", "application_id", "question", unique=True, **_where("verdict = ''")),
    Index("ix_change_request_code", "code", **_where("code <> ''")),
    Index(None, "taker_id"),
    Index("ix_change_request_offered", "application_id", **_where("verdict = 'offered'")),
)
"""What a producer asks an officer for: an answer that is wrong, or what shall become of a product (`question`).
`code` is of one that is offered to another producer, `taker_id` whoever agreed to have it."""

visit = Table(
    "visit",
    metadata,
    Column("id", Text, primary_key=True),
    _text("application_id"),
    _number("person_id"),
    *(_text(name) for name in ("area", "made_on")),
    _number("by_id"),
    _text("wrong", "[]"),
    *(_text(name) for name in ("present", "note", "at")),
    Index(None, "application_id"),
    Index(None, "person_id"),
    Index(None, "by_id"),
)
"""Officers (`by_id`) have looked at the place that makes a product; `wrong` are the points at which something is."""

visit_finding = Table(
    "visit_finding",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("visit_id", "application_id")),
    _number("person_id"),
    *(_text(name) for name in ("area", "point", "what", "due_on")),
    _text("files", "[]"),
    *(_text(name) for name in ("state", "answer")),
    _text("answer_files", "[]"),
    *(_text(name) for name in ("answered_at", "note", "closed_at")),
    _number("closed_by"),
    Index(None, "visit_id"),
    Index(None, "application_id"),
    Index(None, "person_id"),
    Index("ix_visit_finding_open", "area", "due_on", **_where("state <> 'closed'")),
)
"""What is to be mended: `state` is open, answered by its producer, or closed by the officer."""

assessment = Table(
    "assessment",
    metadata,
    Column("application_id", Text, primary_key=True),
    _number("person_id"),
    _text("answers", "{}"),
    *(_text(name) for name in ("on_day", "at")),
    _number("by_id"),
    Index(None, "person_id"),
    Index(None, "by_id"),
)
"""What a commune says of a product before it goes up: `answers` by the questions of its form."""

import_file = Table(
    "import_file",
    metadata,
    Column("id", Text, primary_key=True),
    _number("person_id"),
    *(_text(name) for name in ("area", "name", "file_id")),
    _text("columns", "{}"),
    _text("seen", "{}"),
    *(_text(name) for name in ("state", "at", "taken_at")),
    Index(None, "person_id"),
)
"""Lists that offices sent to be imported. `columns`: what a person said that columns are; `seen`: what it came to."""

imported_producer = Table(
    "imported_producer",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("area", "key", "name_key", "name")),
    _text("answers", "{}"),
    _text("phone"),
    _number("person_id"),
    _text("claimed_at"),
    _number("by_id"),
    *(_text(name) for name in ("code_hash", "code_until", "at")),
    UniqueConstraint("area", "key"),
    Index(None, "name_key"),
    Index("ix_imported_producer_phone", "phone", **_where("phone <> ''")),
    Index(None, "person_id"),
    Index("ix_imported_producer_code_hash", "code_hash", **_where("code_hash <> ''")),
)
"""Producers of imported lists. Nobody speaks for them (`person_id` 0) until somebody has claimed them. `key` is the
legal form and the name as lists of every wording have it, `name_key` the name alone."""

imported_product = Table(
    "imported_product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("imported_producer.id"), nullable=False),
    *(_text(name) for name in ("area", "name", "key", "certificate", "product_set")),
    _text("said", "{}"),
    *(_text(name) for name in ("import_id", "at")),
    UniqueConstraint("key"),
    Index(None, "producer_id"),
    Index("ix_imported_product_certificate", "certificate", **_where("certificate <> ''")),
)
"""Products of imported lists; the id is the product's for life. `said` is the row as it was read last."""

imported_recognition = Table(
    "imported_recognition",
    metadata,
    Column("product_id", Text, ForeignKey("imported_product.id"), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    _number("star"),
    *(_text(name) for name in ("issued_on", "expires_on", "number", "decision", "level")),
)
"""What the state's lists say that products hold or held, the oldest first."""

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("imported_producer.id"), nullable=False),
    _number("person_id"),
    *(_text(name) for name in ("area", "asked_at", "verdict", "decided_at")),
    _number("closed_by"),
    Index(None, "person_id"),
    Index(None, "producer_id"),
    Index("ix_claim_waiting", "area", "asked_at", **_where("verdict = ''")),
    Index("ix_claim_open", "producer_id", "person_id", unique=True, **_where("verdict = ''")),
)
"""Who says to speak for an imported producer; an officer confirms it or denies it."""
dashboard_session = Table(
    "dashboard_session",
    metadata,
    Column("code_hash", Text, primary_key=True),
    _person(),
    *(_text(name) for name in ("channel", "address", "made_at", "expires_at", "cookie_hash", "kind")),
    *(_text(name) for name in ("opened_at", "seen_at", "until_at", "ended_at")),
    Index(None, "person_id"),
    Index(None, "made_at"),
    Index("ix_dashboard_session_cookie_hash", "cookie_hash", unique=True, **_where("cookie_hash <> ''")),
)
"""Links to the dashboard, and the browsers that were opened by them: both known by digests. `channel`, `address`: where
the link was asked for. A browser is signed in from `opened_at` until `until_at`, or `ended_at`."""

clarification = Table(
    "clarification",
    metadata,
    Column("id", Text, primary_key=True),
    _number("person_id"),
    *(_text(name) for name in ("application_id", "words", "asked_at", "answer")),
    _text("files", "[]"),
    *(_text(name) for name in ("answered_at", "taken_back_at")),
    *(_number(name) for name in ("asked_by", "answered_by")),
    Index(None, "application_id"),
    Index(None, "person_id"),
)
"""What the office asks a producer about a product, and what the producer answers."""

producer_mark = Table(
    "producer_mark",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("what", Text, primary_key=True),
    _flag("value"),
    _number("by_id"),
    _text("at"),
)
"""What a plan counts of a producer (`person_id` is its account): trained, sells through a modern channel, and so on."""

report_request = Table(
    "report_request",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("unit", "programme", "title")),
    _text("fields", "[]"),
    *(_text(name) for name in ("whom", "last_day", "made_at", "closed_at")),
    _number("by_id"),
    Index(None, "unit", "closed_at"),
    Index(None, "by_id"),
)
"""Reports that a unit asks for: its questions (`fields`), of whom (`whom`, a role), and until when."""

report_answer = Table(
    "report_answer",
    metadata,
    Column("report", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    _person(),
    *(_text(name) for name in ("area", "name")),
    _text("answers", "{}"),
    _number("by_id"),
    _text("at"),
    Index(None, "person_id"),
)
"""What was answered to a report with fields. `report` is a request's id, or "programme:duty:occurrence"; `scope` a
unit's code or a producer's account, which is then `person_id`; `area` where it is counted."""

activity = Table(
    "activity",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("unit", "programme", "kind", "title", "starts", "ends", "place")),
    _number("places"),
    _text("bring"),
    _text("audience", "{}"),
    *(_text(name) for name in ("duty", "occurrence", "scope", "state")),
    _number("by_id"),
    *(_text(name) for name in ("invited_at", "notice", "code", "found")),
    _number("others"),
    *(_text(name) for name in ("reason", "at")),
    _number("revision"),
    Index(None, "unit", "ends"),
    Index(None, "by_id"),
    Index("ix_activity_starts", "starts", **_where("state = 'planned'")),
    Index("ix_activity_code", "code", **_where("code <> ''")),
)
"""What a unit holds for a duty of a plan or of its own: a class, a fair, an inspection. `code` is shown at the door."""

attendance = Table(
    "attendance",
    metadata,
    Column("activity_id", Text, primary_key=True),
    Column("person_id", BigInteger, primary_key=True),
    *(_text(name) for name in ("answer", "instead", "waiting_since", "came_at", "answered_at", "notice")),
    Index(None, "person_id"),
    Index(None, "activity_id", "answer", "waiting_since"),
)
"""Who is invited to an activity (a producer's account, or an official), what they said, and when they came."""

web_message = Table(
    "web_message",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    _text("address"),
    _text("direction"),
    _text("payload"),
    _text("at"),
    _text("update_id"),
    Index(None, "address", "id"),
    Index("ix_web_message_said", "address", "update_id", unique=True, **_where("update_id <> ''")),
)
"""The web chats. `update_id` is of what a person said, "" of the rest: it is kept once, however often it comes."""

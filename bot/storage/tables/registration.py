"""Tables of producers, products and applications."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import Id, metadata, number, of_person, only_where, words

producer = Table(
    "producer",
    metadata,
    Column("id", Text, primary_key=True),
    of_person(),
    words("name"),
    words("name_folded"),
    words("answers", "{}"),
    words("updated_at"),
    words("phone"),
    UniqueConstraint("person_id", "name_folded"),
    Index(None, "phone"),
)

product = Table(
    "product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("producer_id", Text, ForeignKey("producer.id"), nullable=False),
    of_person(),
    words("name"),
    words("created_on"),
    words("stopped_on"),
    words("area"),
    Index(None, "person_id"),
    Index(None, "producer_id"),
    Index(None, "area"),
)
"""What a producer makes, for life: applications, papers and recognitions point at it. `stopped_on`: it is made no more
since that day. `area`: where a list of the state says that it is made, until it takes part."""

product_name = Table(
    "product_name",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("product_id"),
    of_person(),
    *(words(name) for name in ("name", "until_on")),
    Index(None, "product_id"),
    Index(None, "person_id"),
)
"""What products were called before."""

recognition = Table(
    "recognition",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("product_id"),
    of_person(),
    number("star"),
    *(words(name) for name in ("source", "number", "decision", "issued_on", "expires_on")),
    *(words(name) for name in ("paper_id", "application_id", "at")),
    *(words(name) for name in ("ended_on", "ended_as", "ended_why")),
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
    of_person(),
    words("programme"),
    words("area"),
    words("name"),
    words("name_folded"),
    words("answers", "{}"),
    words("form"),
    number("form_version"),
    words("state"),
    number("revision"),
    words("marked", "[]"),
    words("reason"),
    words("sent_on"),
    words("updated_on"),
    words("product_set"),
    words("origin"),
    Index(None, "person_id"),
    Index(None, "programme", "area", "state"),
    Index(None, "area", "state"),
    Index(None, "programme", "state", "updated_on"),
    words("product_id"),
    words("closed_as"),
    Index(None, "product_id"),
    Index(
        "ix_application_open",
        "product_id",
        unique=True,
        **only_where("product_id <> '' AND closed_as = '' AND state NOT IN ('checked', 'judged')"),
    ),
    Index("ix_application_origin", "sent_on", **only_where("origin <> ''")),
    Index(None, "producer_id"),
    Index(None, "area"),
)

past_application = Table(
    "past_application",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("application_id"),
    of_person(),
    *(words(name) for name in ("programme", "successor", "area", "name", "producer_name")),
    words("answers", "{}"),
    words("form"),
    number("form_version"),
    words("state"),
    words("marked", "[]"),
    *(words(name) for name in ("reason", "sent_on", "updated_on", "until_on")),
    Index(None, "application_id"),
    Index(None, "person_id"),
)
"""What applications were under programmes that are over, before they went on in the next one under their id;
and as they were before a correction: then the successor is of the same programme."""

score = Table(
    "score",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("application_id", Text, ForeignKey("application.id"), nullable=False),
    of_person(),
    words("kind"),
    words("decision"),
    words("set_id"),
    words("answers", "{}"),
    number("total"),
    number("star"),
    words("at"),
    Index(None, "application_id"),
    Index(None, "person_id"),
)

change_request = Table(
    "change_request",
    metadata,
    Column("id", Text, primary_key=True),
    number("person_id"),
    *(words(name) for name in ("subject", "area", "question", "was", "value", "reason", "asked_at")),
    *(words(name) for name in ("verdict", "note", "decided_at")),
    number("closed_by"),
    words("code"),
    number("taker_id"),
    Index(None, "person_id"),
    Index("ix_change_request_waiting", "area", "asked_at", **only_where("verdict = ''")),
    Index("ix_change_request_open", "subject", "question", unique=True, **only_where("verdict = ''")),
    Index("ix_change_request_code", "code", **only_where("code <> ''")),
    Index(None, "taker_id"),
    Index("ix_change_request_offered", "subject", **only_where("verdict = 'offered'")),
)
"""What a producer asks an officer for: an answer that is wrong, or what shall become of a product (`question`).
`subject` is the application, or the product where it never took part.
`code` is of one that is offered to another producer, `taker_id` whoever agreed to have it."""

clarification = Table(
    "clarification",
    metadata,
    Column("id", Text, primary_key=True),
    number("person_id"),
    *(words(name) for name in ("application_id", "words", "asked_at", "answer")),
    words("files", "[]"),
    *(words(name) for name in ("answered_at", "taken_back_at")),
    *(number(name) for name in ("asked_by", "answered_by")),
    Index(None, "application_id"),
    Index(None, "person_id"),
)
"""What the office asks a producer about a product, and what the producer answers."""

"""Tables of what came, what leaves, and what the web chat shows."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from bot.storage.tables.columns import Id, metadata, number, only_where, words

served_channel = Table("served_channel", metadata, Column("channel", Text, primary_key=True))
"""The channels that the assistant serves now. None: it is not known, and any may be."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("channel"),
    words("update_id"),
    words("address"),
    words("payload"),
    words("received_at"),
    words("done_at"),
    words("identity"),
    UniqueConstraint("channel", "update_id", "identity"),
    Index("ix_inbox_waiting", "id", **only_where("done_at = ''")),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("channel"),
    words("address"),
    words("lane"),
    words("payload"),
    words("key", None),
    words("state", "waiting"),
    number("attempts"),
    words("not_before"),
    words("created_at"),
    words("sent_at"),
    words("message_ref"),
    words("error"),
    words("leased_until"),
    number("person_id"),
    words("broadcast_id"),
    words("answer"),
    words("answered_at"),
    words("claimed_by"),
    number("parts"),
    number("revision"),
    UniqueConstraint("key"),
    Index("ix_outbox_waiting", "lane", "id", **only_where("state = 'waiting'")),
    Index("ix_outbox_bulk", "broadcast_id", "id", **only_where("state = 'waiting' AND broadcast_id <> ''")),
    Index("ix_outbox_channel", "channel", "id", **only_where("state = 'waiting'")),
    Index("ix_outbox_kept", "address", **only_where("state = 'kept'")),
    Index("ix_outbox_going", "id", **only_where("state IN ('claimed', 'attempting')")),
    # Holds all that the ledger counts, so that counting reads nothing else.
    Index(
        "ix_outbox_broadcast",
        *("broadcast_id", "person_id", "revision", "state", "answer"),
        **only_where("broadcast_id <> ''"),
    ),
    Index("ix_outbox_channel_address", "channel", "address", "id"),
    Index("ix_outbox_person", "person_id", **only_where("person_id <> 0")),
    Index("ix_outbox_replies", "id", **only_where("lane = 'reply'")),
)

pace = Table(
    "pace",
    metadata,
    Column("channel", Text, primary_key=True),
    words("state", "{}"),
    number("version"),
)

web_message = Table(
    "web_message",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    words("address"),
    words("direction"),
    words("payload"),
    words("at"),
    words("update_id"),
    Index(None, "address", "id"),
    Index("ix_web_message_said", "address", "update_id", unique=True, **only_where("update_id <> ''")),
)
"""The web chats. `update_id` is of what a person said, "" of the rest: it is kept once, however often it comes."""

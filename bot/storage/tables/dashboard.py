"""Tables of sessions of the dashboard."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.storage.tables.columns import metadata, of_person, only_where, words

dashboard_session = Table(
    "dashboard_session",
    metadata,
    Column("code_hash", Text, primary_key=True),
    of_person(),
    *(words(name) for name in ("channel", "address", "made_at", "expires_at", "cookie_hash", "kind")),
    *(words(name) for name in ("opened_at", "seen_at", "until_at", "ended_at")),
    Index(None, "person_id"),
    Index(None, "made_at"),
    Index("ix_dashboard_session_cookie_hash", "cookie_hash", unique=True, **only_where("cookie_hash <> ''")),
)
"""Links to the dashboard, and the browsers that were opened by them: both known by digests. `channel`, `address`: where
the link was asked for. A browser is signed in from `opened_at` until `until_at`, or `ended_at`."""

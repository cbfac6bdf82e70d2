"""The tables, declared once: for migrations and reports. The turn's own SQL stands beside what it does.

A file a feature; each stands in the list here, so that `metadata` has all.
"""

from __future__ import annotations

from bot.storage.tables import (
    account,
    activities,
    assistance,
    broadcast,
    dashboard,
    delivery,
    dossier,
    evidence,
    forms,
    imports,
    knowledge,
    members,
    office,
    progress,
    registration,
    rounds,
    system,
    visits,
    year,
)
from bot.storage.tables.columns import metadata

__all__ = [
    "account",
    "activities",
    "assistance",
    "broadcast",
    "dashboard",
    "delivery",
    "dossier",
    "evidence",
    "forms",
    "imports",
    "knowledge",
    "members",
    "metadata",
    "office",
    "progress",
    "registration",
    "rounds",
    "system",
    "visits",
    "year",
]

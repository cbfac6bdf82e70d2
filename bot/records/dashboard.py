"""The dashboard: who is signed in on a browser, and what its tables are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ocop_domain.applications import ApplicationState
from ocop_domain.product_sets import KeptSet

OFFER = timedelta(minutes=10)
"""How long a link opens the dashboard: it is pressed at once, or asked for again."""
SIGNED_IN = timedelta(hours=8)
"""How long a browser stays signed in: a day at the office."""
DASHBOARD = "dashboard"
"""In the list of one's phones: what the channel of a browser with the dashboard is called."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that shows the dashboard to `person`; the link was asked for at `address` of `channel`."""

    code_hash: str
    person: int
    channel: str
    address: str
    until: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """To what the products are narrowed, as far as the database does it; "" and none for everything.

    `sets` are product sets of one group; `kind` is what it is registered for: first, upgrade, reevaluation.
    """

    words: str = ""
    state: str = ""
    programme: str = ""
    legal_form: str = ""
    kind: str = ""
    sets: tuple[KeptSet, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackedProduct:
    """One application as far as the tables need it. `since` is when it came where it is; `folded` is its name for
    ordering.

    `star` is what the state recognised and still holds, `declared` what its producer says; 0 for none.
    """

    id: str
    name: str
    folded: str
    producer: str
    owner: int
    area: str
    programme: str
    state: ApplicationState
    since: date
    product_set: str
    closed: str
    star: int
    declared: int

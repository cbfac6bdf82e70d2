"""The dashboard: a link that opens it once, and a browser that is signed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OfferDashboard:
    """A one-time code opens the dashboard of whoever acts, until then; an earlier one opens nothing any more."""

    code_hash: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class EndDashboard:
    """A browser of whoever acts shows the dashboard no longer. Refused (`Conflict`) when it does not any more."""

    code_hash: str

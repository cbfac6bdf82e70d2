"""An official is away from a day to a day, and somebody stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop_domain.rights import Grant

PLANNED, ON, OVER = "planned", "on", "over"


@dataclass(frozen=True, slots=True)
class Leave:
    """Who (`person`) is away from which role, and who stands in (`deputy`, 0: nobody is named yet).

    `token` is the digest of the code by which a newcomer comes to stand in, "" for whoever has an account here.
    """

    id: str
    person: int
    grant: Grant
    since: date
    until: date
    by: int
    deputy: int = 0
    token: str = ""
    state: str = PLANNED

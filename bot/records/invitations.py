"""Codes that were made together, as they are given away: they are known to nobody else, and shown once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop_domain.rights import Role


@dataclass(frozen=True, slots=True)
class MadeCode:
    """One code: for which place, and for whom it is."""

    code: str
    role: Role
    place: str
    until: date
    whom: str = ""

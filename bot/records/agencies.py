"""Where to ask an agency of a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgencyContact:
    """A post, a phone and a place of the office of an agency in a unit; each may be ""."""

    area: str
    agency: str
    post: str = ""
    phone: str = ""
    place: str = ""

    @property
    def said(self) -> str:
        """In one line; "" where nothing was filled in."""
        return ", ".join(part for part in (self.post, self.phone, self.place) if part)

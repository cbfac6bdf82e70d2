"""Agencies: where to ask them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.agencies import AgencyContact


@dataclass(frozen=True, slots=True)
class PutAgencyContact:
    """Where to ask an agency of a unit, in place of what was said before."""

    contact: AgencyContact

"""A line of what was looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at."""

    ok: bool
    text: str

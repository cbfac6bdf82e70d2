"""Products are shown to customers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakeShowcase:
    """A list of products was taken along to show them; for what, and which products stand in it."""

    id: str
    purpose: str
    products: tuple[str, ...]

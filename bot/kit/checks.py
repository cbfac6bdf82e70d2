"""What `/readyz` looks at: each part of the assistant that can be ill brings a check of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`look` returns plain words that say what is wrong; "" when the part is well. It may raise: then it is ill too."""

    name: str
    look: Callable[[], Awaitable[str]]
    vital: bool = True
    """Whether nobody should be sent here while it is ill (503); otherwise the page only tells it."""

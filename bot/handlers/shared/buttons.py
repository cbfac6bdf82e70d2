"""What a button is: what pressing it does, who may press it, and which arguments its data carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversations.form import Draft
from bot.handlers.shared.policy import Policy
from bot.handlers.turn import Turn

Sent = dict[str, Callable[[Turn, Draft], Awaitable[None]]]
"""What becomes of a form when it is sent, by the id of the form."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does, and what pressing it means: its data is a name and, after colons, these arguments.

    One that `stays` does not lead out of the form that is being filled in.
    """

    action: Callable[..., Awaitable[None]]
    policy: Policy
    arguments: tuple[type[str] | type[int], ...] = ()
    optional: bool = False
    optional_last: bool = False
    stays: bool = False

    def read(self, rest: str) -> list[str | int] | None:
        """The arguments in `rest`; None when they do not fit."""
        parts = rest.split(":") if rest else []
        fewest = 0 if self.optional else len(self.arguments) - self.optional_last
        if not fewest <= len(parts) <= len(self.arguments) or (self.optional and 0 < len(parts) < len(self.arguments)):
            return None
        numbers = (p for p, kind in zip(parts, self.arguments, strict=False) if kind is int)
        if not all(n.isdecimal() and len(n) < 10 for n in numbers):
            return None
        return [kind(part) for part, kind in zip(parts, self.arguments, strict=False)]

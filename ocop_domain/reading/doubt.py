"""What is asked when an answer could be read, but not surely."""

from __future__ import annotations

from typing import Any

from ocop_domain.errors import Refusal


class Unsure(Refusal):
    """What was said may mean one of `candidates`, the likeliest first: the person says which.

    Where nobody can be asked it is a refusal like any other, with its code.
    """

    def __init__(self, code: str, *candidates: Any, yearly: bool = False, **params: object) -> None:
        super().__init__(code, **params)
        self.candidates = candidates
        self.yearly = yearly
        """The first is for a year, reckoned from the second, which was said of a month, a week or a day."""

"""Who knows the answer to some questions."""

from __future__ import annotations


class Knows:
    """Somebody who knows the answer to some questions."""

    def __init__(self, *known: str) -> None:
        self.known = known

    def knows(self, text: str) -> bool:
        return text in self.known

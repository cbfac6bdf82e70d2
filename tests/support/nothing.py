"""Parts of the assistant that do nothing."""

from __future__ import annotations


class NoPapers:
    """Nobody asks for a paper here."""

    async def score_card(self, *_: object, **__: object) -> str:
        raise NotImplementedError

"""What handlers may ask of the database about papers."""

from __future__ import annotations

from typing import Protocol

from bot.records.dossier import FormerPaper
from ocop_domain.evidence import Paper


class EvidenceReads(Protocol):
    """What handlers may ask of the database about papers."""

    async def papers_of(self, person: int) -> list[Paper]:
        """The own papers, the first to run out first."""

    async def former_papers(self, person: int, paper_id: str) -> list[FormerPaper]:
        """One of the own papers as it was before each change, the last first; one that was dropped as well."""

    async def sent_file(self, person: int, file_id: str) -> bool:
        """Whether this person has sent this file."""

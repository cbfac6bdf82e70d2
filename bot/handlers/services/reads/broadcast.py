"""What handlers may ask of the database about broadcasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records.broadcast import Broadcast, LedgerLine, Reach, Tally
from ocop_domain.areas import Areas
from ocop_domain.broadcasts import Fate, Target
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme


class BroadcastReads(Protocol):
    """What handlers may ask of the database about broadcasts."""

    async def reach(
        self, target: Target, programme: Programme, areas: Areas, *, official: bool, counted: Counted | None = None
    ) -> Reach:
        """Whom a broadcast would reach at this moment; `counted`: whose applications count for the programme."""

    async def broadcast(self, broadcast_id: str) -> Broadcast | None: ...

    async def broadcasts_in(self, areas: Sequence[str], person: int, start: int, limit: int) -> list[Broadcast]:
        """Those that were sent from these areas, or by this person; the newest first."""

    async def tally(self, broadcast_id: str) -> Tally: ...

    async def again(self, broadcast_id: str, *, elsewhere: bool = False) -> int:
        """How many could get it once more: surely not reached but reachable now; or by a channel not tried yet."""

    async def ledger(
        self,
        broadcast_id: str,
        fates: Sequence[Fate] = (),
        *,
        unanswered: bool = False,
        uncalled: str = "",
        limit: int = 0,
        after: int = 0,
    ) -> list[LedgerLine]:
        """The recipients, all or only those of some fates, all or only those who did not answer; by pages after one.

        `uncalled`: those who were not here since it came, and were not called because of this matter.
        """

    async def answer_of(self, broadcast_id: str, person: int) -> str | None:
        """What a recipient answered ("" for nothing yet); None for somebody who is none."""

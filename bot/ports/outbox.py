"""The account that is kept of everything that leaves, and its pace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal, Protocol

from bot.messages import Outgoing

DOWN = "down: "
"""How the error of a row begins that waits for its platform."""


RowState = Literal[
    "waiting",
    "claimed",
    "attempting",
    "sent",
    "kept",
    "blocked",
    "refused",
    "unknown",
    "stopped",
    "unreachable",
    "nowhere",
]
"""What became of a row. Rows of a broadcast are claimed by a process before they are attempted; `kept` lies in a chat
of ours until a page takes it, `stopped` was taken back before it left, `unreachable` was for a channel that is not
served any more, `nowhere` is somebody without an address."""


class OutboxMemory(Protocol):
    """Rows to deliver, and what became of them."""

    async def waiting(self, now: datetime, *, restarted: bool = False) -> list[Outgoing]:
        """Replies and single notices whose time has come, oldest first; no reply before an earlier one of its
        address that must wait."""

    async def serve(self, channels: Collection[str], now: datetime) -> int:
        """These channels are served from now on; rows of others go to another address of the person, or end as
        unreachable. Returns how many there were."""

    async def held(self, now: datetime) -> set[tuple[str, str]]:
        """Channel and address of replies whose time has not come: what is said later must wait behind them."""

    async def interrupted(self, now: datetime, *, restarted: bool = False) -> int:
        """Marks as unknown the notices whose sender ended while it was sending them; returns how many.

        Replies that were taken up by a sweep, and what was only claimed, wait again. `restarted` says that this
        process has just begun.
        """

    async def take(self, channel: str, now: datetime, until: datetime, limit: int) -> list[Outgoing]:
        """Claims waiting rows of running broadcasts for this process; a broadcast never waits for another to end."""

    async def claim(self, row: Outgoing, now: datetime, until: datetime) -> Outgoing | None:
        """The row as it must be sent now, by us alone until then; None when another has it or it is gone."""

    async def mark(
        self,
        row: Outgoing,
        state: RowState,
        now: datetime,
        *,
        ref: str = "",
        error: str = "",
        not_before: datetime | None = None,
        tried: bool = True,
        parts: int = 0,
    ) -> None:
        """What became of it; `tried` counts, `parts` messages of it have arrived by now."""

    async def release(self) -> None:
        """What this process claimed and did not attempt waits again."""

    async def platform_back(self, channel: str) -> None:
        """What waits because the platform was down need not wait any longer."""


class Pacing(Protocol):
    """The pace of one channel, kept by one process or shared by several: seconds until something may leave."""

    async def reply(self, cost: int) -> float: ...

    async def notice(self, cost: int) -> float: ...

    async def hold(self, seconds: float) -> None:
        """Nothing leaves for so long."""

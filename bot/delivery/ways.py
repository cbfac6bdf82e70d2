"""What belongs to one channel: its pace, its chats, whether it is down, who sends its notices."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

from bot.delivery.breaker import Breaker
from bot.delivery.floods import Floods
from bot.delivery.sender import Sender
from bot.kit.pace import Chats, Pace
from bot.messages import Outgoing
from bot.ports.channels import Channel
from bot.ports.outbox import Pacing

PLACES = 16
"""Notices of one channel that may be on their way at the same time: so many a kill leaves unknown at most."""


class OwnPace:
    """`Pacing` of a process that is alone."""

    def __init__(self, rate: float, most: float) -> None:
        self._pace = Pace(rate, most)

    async def reply(self, cost: int) -> float:
        now = moment()
        return self._pace.reply(now, cost) - now

    async def notice(self, cost: int) -> float:
        now = moment()
        return self._pace.notice(now, cost) - now

    async def hold(self, seconds: float) -> None:
        self._pace.hold(moment() + seconds)


class ChannelWay:
    """The way to one platform. `take` claims the next rows of its broadcasts, `serve` delivers one and never raises."""

    def __init__(
        self,
        channel: Channel,
        pace: Pacing,
        *,
        take: Callable[[ChannelWay], Awaitable[Sequence[Outgoing]]],
        serve: Callable[[Outgoing], Awaitable[None]],
        places: int,
    ) -> None:
        self.channel = channel
        self.pace = pace
        self.chats = Chats()
        self.breaker = Breaker(lambda: random.uniform(0.8, 1.2))  # noqa: S311 - spreads tries, hides nothing
        self.floods = Floods()
        self.sender = Sender(
            take=lambda: take(self),
            chat_wait=self.chat_wait,
            leave=lambda row: self.pace.notice(self.cost(row)),
            down=lambda: self.breaker.wait(moment()),
            serve=serve,
            places=places,
        )

    def cost(self, row: Outgoing) -> int:
        """Messages of the platform that are still to be sent of this row."""
        return max(1, self.channel.cost(row.reply) - row.parts)

    def gap(self, address: str) -> float:
        return self.channel.capabilities.gap(address)

    def chat_wait(self, row: Outgoing) -> float:
        """Seconds until a notice may leave for its chat; 0: it is counted, and leaves."""
        now = moment()
        return self.chats.notice(row.address, now, self.gap(row.address), self.cost(row)) - now

    async def reply_leaves(self, row: Outgoing) -> None:
        """Returns when the chat and the channel have room."""
        now, cost = moment(), self.cost(row)
        burst = self.channel.capabilities.burst(row.address)
        at = self.chats.reply(row.address, now, self.gap(row.address), burst, cost)
        await asyncio.sleep(at - now)
        await asyncio.sleep(await self.pace.reply(cost))


def moment() -> float:
    """Seconds on the clock by which messages are paced."""
    return asyncio.get_running_loop().time()

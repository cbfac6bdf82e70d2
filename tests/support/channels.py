"""A channel whose messages land in a list, and that fails when it is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque

from starlette.routing import BaseRoute

from bot.kit.clock import system_clock
from bot.kit.reception import Reception
from bot.messages import Arrival, Incoming, Reply
from bot.ports.channels import Capabilities


class PostChannel:
    """Keeps what was delivered: `delivered` holds (address, text) in the order of arrival."""

    def __init__(self, name: str = "telegram", *, per_second: float = 10_000) -> None:
        self.name = name
        self.reception = Reception(name, system_clock)
        self.capabilities = Capabilities(per_second=per_second)
        self.delivered: list[tuple[str, str]] = []
        self.tries: list[tuple[str, str]] = []
        self.times: list[float] = []
        """When each try came, by the clock of the loop."""
        self.takes = 0.0
        self._faults: defaultdict[str, deque[tuple[Exception, bool]]] = defaultdict(deque)

    def fail(self, address: str, error: Exception, *, times: int = 1, delivered: bool = False) -> None:
        """The next sends to `address` end in `error`; `delivered`: the message arrives all the same."""
        self._faults[address].extend([(error, delivered)] * times)

    def texts(self, address: str) -> list[str]:
        return [text for to, text in self.delivered if to == address]

    def at(self, opening: str) -> str:
        return ""

    def link(self, code: str) -> str:
        return ""

    def cost(self, reply: Reply) -> int:
        return 1

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        self.tries.append((address, reply.text))
        self.times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.takes)
        if self._faults[address]:
            error, delivered = self._faults[address].popleft()
            if delivered:
                self._arrives(address, reply)
            raise error
        self._arrives(address, reply)
        return str(len(self.delivered))

    def _arrives(self, address: str, reply: Reply) -> None:
        self.delivered.append((address, reply.text))

    async def translate(self, arrival: Arrival) -> Incoming | None:
        raise NotImplementedError

    def routes(self) -> list[BaseRoute]:
        return []

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def close(self) -> None: ...

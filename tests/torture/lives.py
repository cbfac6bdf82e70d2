"""Assistants that are killed and born again, all on one database."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from fakes.telegram import BOT_TOKEN, FakeTelegram
from support.assistants import free_port
from support.broadcasts import TEXT

from torture.kills import Nursery, Peek

HURRY = {"lease": 4.0, "sweep": 1.0}
"""Seconds after which the rows of a killed assistant are taken up where another lives on (in production two minutes),
and between two looks at what waits (in production five)."""


class Platform(Protocol):
    """The other end of a channel: it knows what was delivered, whatever the assistant believes."""

    name: str

    def people(self, count: int) -> list[str]:
        """Addresses of people who may be written to."""

    def settings(self, rate: float) -> dict[str, Any]:
        """What the assistant must be told to reach it, with so many messages a second."""

    async def got(self, peek: Peek) -> Counter[str]:
        """How often each address got the broadcast."""

    async def count(self, peek: Peek) -> int:
        """How many messages were delivered so far."""


class OnTelegram:
    """The strict fake, its limits in proportion to the rate."""

    name = "telegram"

    def __init__(self, tg: FakeTelegram) -> None:
        self.tg = tg

    def people(self, count: int) -> list[str]:
        return [str(self.tg.user(first_name=f"R{n}", started=True).id) for n in range(count)]

    def settings(self, rate: float) -> dict[str, Any]:
        self.tg.keep_log = self.tg.webhook.keep_attempts = False
        self.tg.keep_deliveries = self.tg.enforce_limits = True
        self.tg.limits.factor = rate / 28
        return {
            "telegram_token": BOT_TOKEN,
            "telegram_api_url": self.tg.api_url,
            "telegram_rate": rate,
        }

    async def got(self, peek: Peek) -> Counter[str]:
        return Counter(str(d.chat) for d in self.tg.deliveries.kept if TEXT in d.text)

    async def count(self, peek: Peek) -> int:
        return self.tg.deliveries.count


class OnTheWeb:
    """The web chat, read in its database: what stands there is what the pages show."""

    name = "web"

    def people(self, count: int) -> list[str]:
        return [f"visitor{n}" for n in range(count)]

    def settings(self, rate: float) -> dict[str, Any]:
        return {}

    async def got(self, peek: Peek) -> Counter[str]:
        rows = await peek(
            "SELECT address, count(*) FROM web_message WHERE direction = 'out' AND payload LIKE ? GROUP BY address",
            f"%{TEXT}%",
        )
        return Counter({address: int(times) for address, times in rows or ()})

    async def count(self, peek: Peek) -> int:
        return int((await peek("SELECT count(*) FROM web_message WHERE direction = 'out'") or [(0,)])[0][0])

    async def times(self, peek: Peek) -> list[tuple[float, bool]]:
        """When each message came, in seconds, and whether it was the broadcast's."""
        rows = await peek("SELECT at, payload LIKE ? FROM web_message WHERE direction = 'out' ORDER BY at", f"%{TEXT}%")
        return [(datetime.fromisoformat(at).timestamp(), bool(its)) for at, its in rows or ()]


class Life:
    """An assistant in a process of its own; each time it is born it begins with what is in the database."""

    def __init__(
        self,
        cradle: Nursery,
        folder: Path,
        url: str | None,
        *,
        webhook: bool = False,
        hurry: bool = False,
        flaw: str = "",
        patience: dict[str, float] | None = None,
        **settings: Any,
    ) -> None:
        self._cradle = cradle
        self._pid = 0
        self.log = folder / "assistant.log"
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        values: dict[str, Any] = {"demo": False, "programme": "camau-2022", "data": str(folder), "database_url": url}
        if webhook:
            values["telegram_webhook_url"] = f"http://127.0.0.1:{port}"
        birth = {
            "settings": values | settings,
            "port": port,
            "log": str(self.log),
            "flaw": flaw,
            "hurry": HURRY if hurry else None,
            "patience": patience,
        }
        self._birth = json.dumps(birth)

    @property
    def pid(self) -> int:
        """Its process; 0 while it does not live."""
        return self._pid

    async def begins(self) -> None:
        self._pid = (await self._cradle.ask(self._birth))["pid"]

    async def is_killed(self) -> None:
        """SIGKILL; an assistant that had ended by itself is a fault."""
        if not self._pid:
            return
        pid, self._pid = self._pid, 0
        os.kill(pid, signal.SIGKILL)
        ended = await self._cradle.ask("reap")
        if ended["signal"] != signal.SIGKILL:
            raise AssertionError(f"the assistant ended by itself: {self.log.read_text()[-1500:]}")

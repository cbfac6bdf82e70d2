"""How long people waited for the bot: from the delivery of an update to the next word in that chat."""

import math
import time

from .params import Json
from .updates import Update


class Stats:
    """Latencies of webhook deliveries; the first attempt counts, however often it is repeated."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start anew."""
        self.began = time.perf_counter()
        self.latencies: list[float] = []
        self._waiting: dict[int, list[float]] = {}
        self._seen: set[int] = set()

    def on_attempt(self, update: Update) -> None:
        """An update leaves for the bot."""
        if update.id in self._seen:
            return
        self._seen.add(update.id)
        body = update.body
        chat = body.get("chat") or body.get("message", {}).get("chat") or {}
        self._waiting.setdefault(chat.get("id", 0), []).append(time.perf_counter())

    def on_bot_message(self, chat_id: int) -> None:
        """The bot sent or edited something in a chat."""
        if waiting := self._waiting.pop(chat_id, None):
            now = time.perf_counter()
            self.latencies.extend(now - at for at in waiting)

    def report(self) -> Json:
        """Numbers so far, in milliseconds."""
        return {
            "seconds": time.perf_counter() - self.began,
            "delivered": len(self._seen),
            "replied": len(self.latencies),
            "waiting": sum(map(len, self._waiting.values())),
            "latency_ms": percentiles(self.latencies),
        }


def percentiles(seconds: list[float]) -> Json:
    """p50, p95, p99 and the longest, in milliseconds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    ranks = {name: ordered[math.ceil(len(ordered) * q) - 1] for name, q in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return {name: round(value * 1000, 3) for name, value in {**ranks, "max": ordered[-1]}.items()}

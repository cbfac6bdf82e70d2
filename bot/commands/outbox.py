"""What waits to be delivered, what could not be, and why: counts only, no names and no texts."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from bot.bootstrap import clock_of, open_store
from bot.kit.clock import VIETNAM
from bot.settings.config import Settings
from bot.storage.delivery.queues import Queues

_STATES = {
    "waiting": "waits",
    "claimed": "about to leave",
    "attempting": "on its way",
    "stopped": "its broadcast is stopped",
    "blocked": "does not want messages",
    "unreachable": "is on a channel that is not served any more",
    "nowhere": "has no address",
    "refused": "refused by the platform, or given up",
    "unknown": "nobody knows whether it arrived",
}


async def outbox(settings: Settings, *, days: int, as_json: bool) -> str:
    """The queues as they are, and the failures of so many days."""
    now = clock_of(settings)()
    store = await open_store(settings)
    try:
        queues = Queues(store.database)
        waiting, blocked = await queues.waiting(), await queues.blocked()
        failures = await queues.failures(now - timedelta(days=days))
    finally:
        await store.close()
    if as_json:
        found = {
            "waiting": [asdict(q) for q in waiting],
            "failures": [asdict(f) for f in failures],
            "blocked": dict(blocked),
        }
        return json.dumps(found, default=_moment, indent=2, ensure_ascii=False)
    lines = ["Nothing waits." if not waiting else "Waiting:"]
    for queue in waiting:
        later = f", tried again {_clock(queue.next)}" if queue.next and queue.next > now else ""
        lines.append(
            f"  {queue.channel} {queue.lane}: {queue.rows:,} · {_STATES[queue.state]}"
            f" · the oldest since {_clock(queue.oldest)}{later}"
        )
    lines.append(
        f"\nNot delivered in the last {days} days:" if failures else f"\nAll delivered in the last {days} days."
    )
    lines += [
        f"  {f.channel or 'no channel'} {f.lane}: {f.rows:,} · {_STATES[f.state]}"
        f"{f' · {f.error}' if f.error else ''} · last written {_clock(f.last)}"
        for f in failures
    ]
    lines += [f"\n{count:,} addresses of {channel} do not want messages." for channel, count in blocked]
    return "\n".join(lines)


def _clock(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)

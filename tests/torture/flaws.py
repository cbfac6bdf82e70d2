"""Assistants that break a promise on purpose: a torture that does not find them out proves nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.delivery.outbox import Outbox
from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Outgoing
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.statements import Statement
from bot.storage.store import Store

_background: set[asyncio.Task[Any]] = set()


def acknowledge_first() -> None:
    """Tells Telegram "we have it" and stores afterwards."""
    receive = Dispatcher.receive

    async def later(dispatcher: Dispatcher, arrivals: Sequence[Arrival]) -> None:
        async def store() -> None:
            await asyncio.sleep(0.005)
            await receive(dispatcher, arrivals)

        task = asyncio.create_task(store())
        _background.add(task)
        task.add_done_callback(_background.discard)

    Dispatcher.receive = later  # type: ignore[method-assign]


def forget_inbox() -> None:
    """Does not take up what a former process had stored and not answered."""

    async def nothing(dispatcher: Dispatcher) -> None:
        pass

    Dispatcher.recover = nothing  # type: ignore[method-assign]


def forget_outbox() -> None:
    """Does not send what a former process had answered and not delivered."""

    async def nothing(outbox: Outbox) -> None:
        pass

    Outbox.recover = Outbox.sweep = nothing  # type: ignore[method-assign]


def answer_apart() -> None:
    """Says "done" in one transaction and writes the answers in the next."""
    commit = Store.commit

    async def twice(store: Store, arrival: Arrival, outcome: Outcome, now: datetime) -> list[Outgoing]:
        await commit(store, arrival, Outcome(outcome.person, (), ()), now)
        await asyncio.sleep(0.005)
        undone = Statement("UPDATE inbox SET done_at = '' WHERE update_id = ?", (arrival.update_id,))
        await store.database.write([undone])
        return await commit(store, arrival, outcome, now)

    Store.commit = twice  # type: ignore[method-assign]


FLAWS = {f.__name__: f for f in (acknowledge_first, forget_inbox, forget_outbox, answer_apart)}


def say_again() -> None:
    """Sends once more what a former process was sending when it ended."""

    async def interrupted(memory: StoredOutbox, now: datetime, *, restarted: bool = False) -> int:
        again = "UPDATE outbox SET state = 'waiting', claimed_by = '' WHERE state IN ('claimed', 'attempting')"
        if restarted:
            await memory._db.write([Statement(again)])
        return 0

    StoredOutbox.interrupted = interrupted  # type: ignore[method-assign]


def call_it_sent() -> None:
    """Says of what a former process was sending that it arrived."""

    async def interrupted(memory: StoredOutbox, now: datetime, *, restarted: bool = False) -> int:
        if restarted:
            for was, now_is in (("claimed", "waiting"), ("attempting", "sent")):
                await memory._db.write([Statement("UPDATE outbox SET state = ? WHERE state = ?", (now_is, was))])
        return 0

    StoredOutbox.interrupted = interrupted  # type: ignore[method-assign]


IN_BROADCASTS = {f.__name__: f for f in (say_again, call_it_sent)}
"""Flaws that only a broadcast shows."""

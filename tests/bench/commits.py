"""The commit path alone: whole turns written to SQLite (WAL, synchronous=FULL) by 64 writers at once."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bench.table import Line
from bench.talks import context, empty_draft
from bot.dispatch.ports import Outcome
from bot.kit.clock import system_clock
from bot.messages import Arrival, Choice, Reply
from bot.storage.engine.opening import open_sqlite
from bot.storage.store import Store
from bot.writes.forms import SaveDraft

WRITERS = 64
_REPLY = Reply("Câu hỏi " * 20, title="Câu 1/29", choices=(Choice("o:yes", "Có"), Choice("o:no", "Không")))


async def measure(folder: Path, *, rounds: int, commits: int) -> list[Line]:
    """`commits` by each writer; every one is an update done, a draft kept, a menu and a reply."""
    store = Store(await open_sqlite(folder))
    rates = []
    try:
        people = [(await store.person("bench", str(n), "vi", system_clock())).id for n in range(WRITERS)]
        for number in range(rounds):
            arrivals = [
                [Arrival("bench", str(n), f"{number}-{n}-{turn}", "{}") for turn in range(commits)]
                for n in range(WRITERS)
            ]
            await store.intake([a for own in arrivals for a in own], system_clock())
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                for person, own in zip(people, arrivals, strict=True):
                    group.create_task(_write(store, person, own, f"{number}-{person}"))
            rates.append(WRITERS * commits / (time.perf_counter() - began))
    finally:
        await store.close()
    return [Line(f"Store.commit, {WRITERS} writers", rates, "per s")]


async def _write(store: Store, person: int, arrivals: list[Arrival], draft_id: str) -> None:
    draft = empty_draft(context()).with_(id=draft_id)
    for turn, arrival in enumerate(arrivals):
        draft = draft.with_(revision=turn, answers={**draft.answers, f"q{turn % 29}": "một câu trả lời"})
        outcome = Outcome(person, (SaveDraft(draft),), (_REPLY.with_(menu=turn + 1),), turn + 1)
        await store.commit(arrival, outcome, system_clock())

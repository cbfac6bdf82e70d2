"""Plays the whole list through the Telegram channel over HTTP, then compares the database with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fakes.telegram import FakeTelegram
from support.assistants import assistant_on, free_port, settings_for

from bot.storage.store import Store
from rehearsal.cast import Part, producers
from rehearsal.player import Player

PROGRAMME = "camau-2022"


@dataclass(frozen=True)
class Result:
    """What a rehearsal came to."""

    producers: int
    products: int
    steps: int
    seconds: float
    differences: Sequence[str]


async def rehearse(
    folder: Path,
    *,
    take: int | None = None,
    database_url: str | None = None,
    webhook: bool = True,
    mischief: float = 0.5,
) -> Result:
    """Plays `take` producers (all of them by default) at the same time."""
    cast = producers()[:take]
    port = free_port()
    loop = asyncio.get_running_loop()
    async with FakeTelegram() as tg:
        settings = settings_for(
            folder,
            tg,
            database_url=database_url,
            telegram_webhook_url=f"http://127.0.0.1:{port}" if webhook else None,
        )
        async with assistant_on(settings, port=port) as assistant:
            players = [
                Player(tg.user(first_name=f"P{n}", language_code="vi"), parts, n, mischief=mischief)
                for n, parts in enumerate(cast)
            ]
            began = loop.time()
            async with asyncio.TaskGroup() as group:
                for player in players:
                    group.create_task(player.play())
            seconds = loop.time() - began
            await assistant.idle()
            differences = await compare(assistant.store, cast)
            count = len(await assistant.store.all_applications(PROGRAMME))
    steps = sum(p.steps for p in players)
    return Result(len(cast), count, steps, seconds, differences)


async def compare(store: Store, cast: Sequence[Sequence[Part]]) -> list[str]:
    """What the database has otherwise than the list: nothing, when all is well."""
    products = await store.all_applications(PROGRAMME)
    found = {(p.area, p.producer_name, p.name): p for p in products}
    differences = (
        [f"{len(products)} products instead of {sum(map(len, cast))}"] if len(products) != sum(map(len, cast)) else []
    )
    if len({p.producer for p in products}) != len(cast):
        differences.append(f"{len({p.producer for p in products})} producers instead of {len(cast)}")
    for part in (part for parts in cast for part in parts):
        wanted = part.answers
        application = found.get((wanted["area"], wanted["producer_name"], wanted["product_name"]))
        if application is None:
            differences.append(f"{part.row['id']}: missing")
            continue
        for question, value in wanted.items():
            if question == "photos":
                got: object = bool(application.answers.get("photos"))
            elif question in {"registered", "registration_number", "registration_date"} and (
                wanted["legal_form"] == "cooperative_group"
            ):
                continue
            else:
                got = application.answers.get(question)
            if got != value:
                differences.append(f"{part.row['id']} {question}: {got!r} instead of {value!r}")
    return differences

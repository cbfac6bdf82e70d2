"""How often a screen asks the database: however much somebody has, the number stays small."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage

from bot.dispatch.remembered import remembered
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.statements import Row, Statement
from ocop_domain.programme_files import load_programme

DAY = load_programme("camau-2022").demo_date
_COPIES = 7


class Asked:
    """Counts the questions to the database."""

    def __init__(self) -> None:
        self.statements: list[str] = []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    counted, fetch = Asked(), SQLite.fetch

    async def fetched(self: SQLite, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        counted.statements.append(sql)
        return await fetch(self, sql, args)

    monkeypatch.setattr(SQLite, "fetch", fetched)
    return counted


@pytest.fixture
async def lan(tmp_path: Path) -> AsyncIterator[Stage]:
    """Somebody with eight products and two forms that were begun."""
    async with Stage(settings_for(tmp_path), WebTown(), DAY) as stage:
        await _plays(stage)
        yield stage


async def _plays(stage: Stage) -> None:
    for part in ("consent", "producer", "product"):
        stage._speaker = "Lan"
        stage._phones.setdefault("Lan", stage._town.phone("vi"))
        await stage.play(FOLDER / "parts" / f"{part}.txt")
    await stage._act(stage._phones["Lan"], "[Gửi cho xã]")
    await stage._town.settled(stage.assistant)
    database = stage.assistant.store.database
    columns = "person_id, programme, area, answers, form, form_version, state, revision, marked, reason, sent_on"
    columns += ", updated_on, product_set, origin, producer_id"
    unit = [
        Statement(
            f"INSERT INTO application (id, name, name_folded, {columns})"
            f" SELECT id || ?, name || ?, name_folded || ?, {columns} FROM application LIMIT 1",
            (f"x{n}", f" {n}", f" {n}"),
        )
        for n in range(_COPIES)
    ]
    await database.write(unit)


async def _counted(stage: Stage, asked: Asked, text: str) -> list[str]:
    asked.statements.clear()
    await stage._phones["Lan"].say(text)
    await stage._town.settled(stage.assistant)
    page = ("web_message", "past_address", "heartbeat", "outbox")
    return [sql for sql in asked.statements if not any(f"FROM {table}" in sql for table in page)]


@pytest.mark.parametrize(("screen", "most"), [("/products", 10), ("/register", 10), ("/menu", 10), ("/calendar", 14)])
async def test_a_screen_asks_the_database_a_few_times(lan: Stage, asked: Asked, screen: str, most: int) -> None:
    found = await _counted(lan, asked, screen)
    assert len(found) <= most, "\n".join(found)


async def test_a_turn_asks_the_same_once_and_gives_nobody_else_s_list() -> None:
    class Reads:
        times = 0

        async def papers_of(self, person: int) -> list[int]:
            self.times += 1
            return [person]

    reads: Any = Reads()
    turn = remembered(reads)
    first = await turn.papers_of(1)
    first.append("x")  # type: ignore[arg-type]
    assert await turn.papers_of(1) == [1]
    assert await turn.papers_of(2) == [2]
    assert reads.times == 2

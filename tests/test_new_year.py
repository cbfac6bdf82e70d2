"""A programme ends, another one leads: nobody becomes a stranger, and nothing goes out of sight."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage

from bot.storage.engine.opening import FILE
from ocop_domain.programme_files import load_programme

OFFICER = "Cán bộ Định Bình"


class Years:
    """One database over the years; the law leads when the plan of Cà Mau 2022 is over."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def does(self, name: str, *acts: str) -> str:
        """Types, or presses [labels]; returns what is shown after the last, buttons included."""
        phone = self.stage._phones[name]
        self.stage._speaker = name
        for act in acts:
            await self.stage._act(phone, act)
            await self.stage._town.settled(self.stage.assistant)
        return "\n".join("\n".join((text, *labels)) for text, labels in await phone.seen())

    async def next_programme(self, programme: str | None) -> None:
        """The program is started anew in January, with another programme named, or none."""
        await self.stage._open.aclose()
        self.stage._settings = self.stage._settings.model_copy(update={"programme": programme})
        self.stage.clock.now = self.stage.clock.now.replace(year=2023, month=1, day=5)
        self.stage.clock.move(seconds=1)
        await self.stage._enter()


@pytest.fixture
async def years(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Years]:
    settings = settings_for(tmp_path)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        await stage.play(FOLDER / "dossier.txt")
        yield Years(stage)


async def test_officer_and_producer_are_known_after_new_year_and_their_things_are_in_sight(years: Years) -> None:
    """The plan is over and the law leads: the dossier that was handed in is checked under its own programme."""
    await years.next_programme(None)
    assert "cán bộ phụ trách OCOP ở xã Định Bình" in await years.does(OFFICER, "/start")
    queue = await years.does(OFFICER, "/queue")
    assert "Chờ kiểm tra: 1 hồ sơ" in queue
    assert "Bánh phồng tôm" in await years.does(OFFICER, "[Bánh phồng tôm]")
    assert "1. Bánh phồng tôm" in await years.does("Lan", "/products")
    shown = await years.does("Lan", "[Bánh phồng tôm]")
    assert "đã nộp hồ sơ" in shown
    (entry,) = await years.stage.assistant.store.database.fetch("SELECT programme FROM application", ())
    assert entry[0] == "camau-2022", "what was handed in keeps its programme"

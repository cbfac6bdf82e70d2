"""A programme ends, another one leads: nobody becomes a stranger, and nothing goes out of sight."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage, lines_of

from bot.handlers.registration import carry
from bot.messages import Incoming
from bot.storage.engine.opening import FILE
from ocop_domain.programme_files import load_programme

OFFICER = "Cán bộ Định Bình"


class Years:
    """One database over the years; the plan of five years leads when that of Cà Mau 2022 is over."""

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
        yield Years(stage)


async def test_officer_and_producer_are_known_after_new_year_and_their_things_are_in_sight(years: Years) -> None:
    """The plan is over and another one leads: the dossier that was handed in is checked under its own programme."""
    await years.stage.play(FOLDER / "dossier.txt")
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


BEGUN = ("consent", "producer")
"""Parts of a transcript up to the name of the product."""


async def test_a_registration_that_was_begun_goes_on_in_the_programme_that_leads(years: Years) -> None:
    years.stage._phones["Lan"] = years.stage._town.phone("vi")
    years.stage._speaker = "Lan"
    for part in BEGUN:
        for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
            await years.stage._line(line)
    await years.next_programme(None)
    told = await years.does("Lan", "Bánh phồng tôm")
    assert "đã hết hạn. Đăng ký này đi tiếp trong “OCOP tỉnh Cà Mau giai đoạn 2021-2025”" in told
    assert "Tên sản phẩm" in told, "asked again: what was typed belonged to the former form"
    (row,) = await years.stage.assistant.store.database.fetch(
        "SELECT programme, answers FROM draft WHERE form = 'idea'", ()
    )
    kept = json.loads(row[1])
    assert row[0] == "camau-2021-2025"
    assert kept["producer_name"] == "Hộ kinh doanh Ba Khía Năm Căn"
    assert "area" in kept
    for line in lines_of(FOLDER / "parts" / "product.txt"):
        await years.stage._line(line)
    assert "đã được gửi đến" in await years.does("Lan", "[Gửi cho xã]")


async def test_what_cannot_be_chosen_today_is_read_back_and_asked_again(years: Years) -> None:
    """A commune that ended with the merger of 2025: the form goes on, and asks for the place of today."""
    years.stage._phones["Lan"] = years.stage._town.phone("vi")
    years.stage._speaker = "Lan"
    for part in BEGUN:
        for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
            await years.stage._line(line)
    store = years.stage.assistant.store
    (row,) = await store.database.fetch("SELECT channel, address FROM address", ())
    person = await store.person(row[0], row[1], "vi", years.stage.clock())
    draft = await store.draft(person.draft)
    assert draft
    years.stage.clock.now = years.stage.clock.now.replace(year=2026, month=6, day=1)
    dispatcher = years.stage.assistant.dispatcher
    turn = dispatcher._turn(Incoming(row[0], row[1], "u", "text", text="x"), person, years.stage.clock())
    turn.programme = load_programme("vietnam-2027")
    went, told = carry.carried(turn, draft)
    assert went.programme == "vietnam-2027"
    assert "area" not in went.answers
    assert "Xã, phường: Xã Định Bình" in told
    assert went.answers["producer_name"] == draft.answers["producer_name"]

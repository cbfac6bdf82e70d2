"""Accounts that are given back after a phone was lost: by administrators, by the level above, when the time is over."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage, lines_of

from bot.commands.recovering import recover
from bot.settings.config import BadSettings
from bot.storage.engine.opening import FILE
from ocop_domain.programme_files import load_programme

CHECKED = "Gặp tại Ủy ban, đã xem căn cước"
NAME = "Hộ kinh doanh Ba Khía Năm Căn"


class Play:
    """An assistant whose people use the web chat."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def does(self, name: str, *acts: str) -> str:
        """Types, or presses [labels]; returns what is shown after the last."""
        phone = self.stage._phones.setdefault(name, self.stage._town.phone("vi"))
        self.stage._speaker = name
        for act in acts:
            await self.stage._act(phone, act)
            await self.stage._town.settled(self.stage.assistant)
            self.stage._keep_codes(await phone.seen())
        return "\n".join(text for text, _ in await phone.seen())

    async def sends(self, name: str) -> None:
        """A producer whose product is with the commune."""
        self.stage._phones.setdefault(name, self.stage._town.phone("vi"))
        self.stage._speaker = name
        for part in ("consent", "producer", "product"):
            for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
                await self.stage._line(line)
        await self.does(name, "[Gửi cho xã]")

    async def takes(self, name: str, role: str, place: str) -> None:
        await self.stage._direct(f"invitation for {role} in {place}")
        await self.does(name, f"/start join-{self.stage._words['invitation']}", "[Nhận việc này]")

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in await self.stage.assistant.store.database.fetch(sql, ())]

    async def application(self) -> str:
        ((id_,),) = await self.rows("SELECT id FROM application")
        return str(id_)


@pytest.fixture
async def play(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Play]:
    settings = settings_for(tmp_path)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        yield Play(stage)


async def test_an_administrator_gives_an_officers_account_back(play: Play) -> None:
    await play.takes("Cán bộ", "commune_officer", "Xã Định Bình, Thành phố Cà Mau")
    ((person,),) = await play.rows("SELECT person_id FROM role")
    made = await recover(play.stage.assistant.settings, f"#{person}", CHECKED)
    assert "commune_officer" in made.who
    shown = await play.does("Máy mới", f"mã {made.code}", "[Đúng, hồ sơ của tôi]")
    assert "Máy cũ từ giờ chỉ xem được" in shown
    assert "Không có hồ sơ nào chờ kiểm tra" in await play.does("Máy mới", "/queue")
    assert "Máy này chỉ xem được" in await play.does("Cán bộ", "/queue")
    ((how, note, by),) = await play.rows("SELECT how, note, by_id FROM recovery")
    assert (how, note, by) == ("administrator", CHECKED, 0)


async def test_of_several_with_one_name_the_numbers_are_listed_and_a_note_is_needed(play: Play) -> None:
    settings = play.stage.assistant.settings
    await play.sends("Lan")
    await play.sends("Minh")
    with pytest.raises(BadSettings, match="may be several") as several:
        await recover(settings, NAME.upper(), CHECKED)
    numbers = [line.split()[0] for line in str(several.value).splitlines() if line.startswith("  #")]
    assert len(numbers) == 2
    made = await recover(settings, numbers[1], CHECKED)
    assert NAME in made.who
    with pytest.raises(BadSettings, match="--checked"):
        await recover(settings, numbers[0], "ok")
    with pytest.raises(BadSettings, match="nobody found"):
        await recover(settings, "Hợp tác xã Không Có", CHECKED)


async def test_where_the_commune_has_no_officer_the_level_above_gives_it_back(play: Play) -> None:
    await play.sends("Lan")
    await play.takes("Cán bộ tỉnh", "province_staff", "Tỉnh Cà Mau")
    await play.does("Cán bộ tỉnh", f"<forged button acts:{await play.application()}>")
    shown = await play.stage._phones["Cán bộ tỉnh"].seen()
    assert any("Chủ thể mất máy" in label for _, labels in shown for label in labels)
    await play.takes("Cán bộ", "commune_officer", "Xã Định Bình, Thành phố Cà Mau")
    refused = await play.does("Cán bộ tỉnh", f"<forged button lostphone:{await play.application()}>")
    assert "không mở được hồ sơ này" in refused


async def test_a_producer_gives_nobody_an_account_back_and_an_official_none_of_an_official(play: Play) -> None:
    await play.sends("Lan")
    application = await play.application()
    assert "không mở được hồ sơ này" in await play.does("Lan", f"<forged button lostphone:{application}>")
    await play.takes("Cán bộ", "commune_officer", "Xã Định Bình, Thành phố Cà Mau")
    await play.takes("Lan", "council_member", "Tỉnh Cà Mau")
    assert "quản trị" in await play.does("Cán bộ", f"<forged button lostphone:{application}>")


async def test_phones_that_did_not_object_leave_when_the_time_is_over(play: Play) -> None:
    await play.sends("Lan")
    made = await recover(play.stage.assistant.settings, NAME, CHECKED)
    await play.does("Máy mới", f"mã {made.code}", "[Đúng, hồ sơ của tôi]")
    store = play.stage.assistant.store
    play.stage.clock.move(hours=71)
    await store.tidy(play.stage.clock())
    assert await play.rows("SELECT count(*) FROM address WHERE read_only_since <> ''") == [(1,)]
    play.stage.clock.move(hours=2)
    await store.tidy(play.stage.clock())
    assert await play.rows("SELECT how FROM past_address") == [("lost",)]
    assert "Bánh phồng tôm" in await play.does("Máy mới", "/products")
    assert "Bánh phồng tôm" not in await play.does("Lan", "/products"), "a phone that was found is a stranger's"

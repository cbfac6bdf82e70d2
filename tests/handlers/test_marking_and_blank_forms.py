"""An official marks what a plan counts of producers; anybody gets an official form with nothing in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.tracked import put_products
from support.transcripts import Line, Stage

from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.texts import Texts
from ocop_domain.programme_files import load_programme

T = Texts()["vi"]
STAFF, SOMEBODY = "Cán bộ tỉnh", "Người lạ"
PROGRAMME = load_programme("camau-2021-2025")
PLACE = "Xã Đất Mũi, Huyện Ngọc Hiển, Tỉnh Cà Mau"


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    """A province in a plan that counts who was trained and who sells through modern channels."""
    settings = settings_for(tmp_path / "data", programme=PROGRAMME.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), PROGRAMME.demo_date) as stage:
        await put_products(stage.assistant, PLACE, ["Tôm khô"])
        await stage.assistant.store.database.write([Statement("UPDATE application SET programme = ?", (PROGRAMME.id,))])
        await stage._line(Line("#", STAFF, ""))
        await stage._line(Line("*", "invitation for province_staff in Tỉnh Cà Mau", ""))
        await does(stage, STAFF, "> /start join-{invitation}", "> [Nhận việc này]")
        yield stage


async def does(stage: Stage, who: str, *lines: str) -> None:
    await stage._line(Line("#", who, ""))
    stage._seen = None
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign == ">":
            stage._seen = {}
        await stage._line(Line(sign, text, line))


async def test_what_a_plan_counts_is_marked_once_by_who_looks_after_the_place(stage: Stage) -> None:
    database = stage.assistant.store.database
    ((producer, name),) = await database.fetch("SELECT person_id, name FROM producer")
    await does(
        stage, STAFF, "> <forged button progress>", "> [Chỉ tiêu, mục tiêu]", f"> [{T('progress.to_mark', count=1)}]"
    )
    await does(stage, STAFF, "< chưa biết của 1 chủ thể", f"> [{name}]", "< đã học lớp tập huấn OCOP chưa?")
    await does(stage, SOMEBODY, f"> <forged button markone:{producer}>", "<! đã học lớp tập huấn")
    await does(stage, STAFF, "> [Có]", "< siêu thị, cửa hàng OCOP", "> [Không]", "< Phụ phẩm", "> [Có]")
    await does(stage, STAFF, "< Đã ghi. Số liệu của kế hoạch được đếm lại ngay")
    marks = dict(await database.fetch("SELECT what, value FROM producer_mark WHERE person_id = ?", (producer,)))
    assert marks == {"trained": 1, "modern": 0, "circular": 1}
    audited = await database.fetch("SELECT count(*) FROM audit WHERE kind LIKE 'numbered.%'")
    assert audited == [(3,)]
    await does(stage, STAFF, f"> <forged button markone:{producer}>", "< Không còn điều nào phải điền")


async def test_anybody_gets_an_official_form_with_nothing_in_it(stage: Stage) -> None:
    await does(stage, SOMEBODY, "> <forged button blankforms>", "< Anh/Chị muốn in mẫu nào?")
    titles = [label for _, labels in await stage._shown() for label in labels]
    await does(stage, SOMEBODY, f"> [{titles[0]}]", "< Mẫu trống để in ra, điền bằng bút")
    assert await stage._phones[SOMEBODY].photos() >= 1, "as a file"
    await does(stage, SOMEBODY, "> <forged button blankform:khong-co>", "< Anh/Chị muốn in mẫu nào?")

"""A round with whole sheets: items on the phone, an item that is left out, a member who is removed in the middle."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.storage.engine.encoding import DRAFT, draft_of
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import Item
from ocop_domain.programme_files import load_programme

TOTAL = ("> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua")
HAI, BA, STAFF, LAN = "Ủy viên Hai", "Ủy viên Ba", "Cán bộ tỉnh", "Lan"


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    programme = load_programme("vietnam-2027")
    settings = settings_for(tmp_path / "data", programme=programme.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), programme.demo_date) as stage:
        await stage.play(FOLDER / "parts" / "round_open.txt")
        yield stage


async def does(stage: Stage, who: str, *lines: str) -> None:
    """What somebody does and sees, as lines of a transcript."""
    await stage._line(Line("#", who, ""))
    stage._seen = None
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign == ">":
            stage._seen = {}
        await stage._line(Line(sign, text, line))


async def given(stage: Stage, who: str, *, leaves_out: int = -1) -> None:
    """Types the most points of each item; one may be left out."""
    for number in range(80):
        rows = await stage.assistant.store.database.fetch(f"SELECT {DRAFT} FROM draft WHERE form LIKE 'judge:%'")
        draft = draft_of(rows[0])
        if draft.at == "=":
            return
        _, decision, set_id = draft.form.split(":")
        item: Item = load_criteria(decision).set(set_id).item(draft.at)
        if item.cases and not draft.partial:
            await does(stage, who, f"> {item.cases[0].label}")
            continue
        case = next((one for one in item.cases if one.code == draft.partial), None)
        most = max(level.points for level in case.levels) if case else max(item.points)
        await does(stage, who, "> bỏ qua" if number == leaves_out else f"> {most}")
    raise AssertionError("the sheet has no end")


async def test_a_member_scores_every_item_and_the_producer_sees_them(stage: Stage) -> None:
    await does(stage, HAI, "> [Mở đợt đánh giá]", "> [Mật ong]", "> [Chấm từng tiêu chí (32)]")
    await given(stage, HAI, leaves_out=3)
    await does(stage, HAI, "> [Gửi phiếu]", "< Còn 1 tiêu chí chưa chấm")
    await given(stage, HAI)
    await does(stage, HAI, "> [Gửi phiếu]", "< Đã giữ phiếu “Mật ong”")
    for who in (BA, "Ủy viên Tư"):
        await does(
            stage, who, "> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua"
        )
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Khóa điểm]")
    await does(stage, STAFF, "> [Đồng ý khóa điểm]", "> [Kết luận]", "> [Mật ong]")
    await does(stage, STAFF, "< Có phiếu chỉ ghi tổng điểm", "> [Kết luận khác]", "> 3 sao", "> Nhãn thiếu hạn dùng")
    await does(stage, STAFF, "> bỏ qua", "> [Ghi kết luận]", "> [Mở đợt đánh giá]", "> [Ghi quyết định, báo kết quả]")
    await does(stage, STAFF, "> 112/2026", "> 23/11/2026", "> bỏ qua", "> [Báo kết quả]")
    await does(stage, LAN, "< “Mật ong” đạt 3 sao", "> [Xem kết quả Hội đồng]", "< Lý do: Nhãn thiếu hạn dùng")
    await does(stage, LAN, "> [Xem bảng điểm]", "< Trung bình")


async def test_a_member_who_is_removed_in_the_middle_counts_no_more(stage: Stage) -> None:
    for who in (HAI, BA):
        await does(
            stage, who, "> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua"
        )
    store = stage.assistant.store
    ((person,),) = await store.database.fetch("SELECT min(person_id) FROM round_sheet")
    await store.database.write([Statement("DELETE FROM role WHERE person_id = ?", (person,))])
    await does(stage, HAI, "> /menu", "<! [Chấm điểm sản phẩm]")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Khóa điểm]")
    await does(stage, STAFF, "< Mới có 1/2 thành viên chấm; cần ít nhất 2", "<! [Đồng ý khóa điểm]")

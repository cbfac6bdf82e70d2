"""Writing to many as officials do it: every choice, many confirmed by number, rights, ledger, what goes stale."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes.telegram import FakeTelegram
from openpyxl import load_workbook
from support.assistants import settings_for
from support.bulk import go_out
from support.crowds import Somebody, Thing, settle
from support.people import TelegramTown, Town, WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.conversations.forms.broadcast import TEMPLATES
from bot.conversations.kinds.sending import read_moment
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.files.kept import FileStore
from bot.texts import Texts
from ocop_domain.broadcasts import Phase
from ocop_domain.errors import Refusal
from ocop_domain.programme_files import load_programme

CHANNELS = ("telegram", "web")
COMMUNE, OTHER = "o32035", "o32038"
HERE = load_programme("camau-2022")
GROUP = HERE.product_sets.groups[0]
SET = HERE.product_sets.in_group(GROUP)[0].id
MAKER = Somebody(products=(Thing(COMMUNE, "accepted", SET, 3),), dossier=True, phone="+84912345678", addresses=())
ON_WEB = Somebody(products=MAKER.products, dossier=True, phone="+84912345678", addresses=(("web", False),))
VI = Texts()["vi"]
FIRST = 1000
"""The number of the first of a made-up crowd."""


class Walk:
    """An assistant on one channel, and people who act as lines of a transcript say."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def plays(self, text: str) -> None:
        for number, raw in enumerate(text.strip().splitlines(), 1):
            sign, _, said = raw.strip().partition(" ")
            if not sign:
                continue
            if said.startswith("as in "):
                await self.stage.play(FOLDER / said.removeprefix("as in "))
                continue
            try:
                await self.stage._line(Line(sign, said.strip(), f"line {number}"))
            except AssertionError as error:
                raise AssertionError(f"{raw.strip()}\n{error}") from None

    async def forges(self, name: str, data: str) -> str:
        """What is shown to somebody who sends a button that was never shown."""
        phone = self.stage._phones[name]
        await phone.forge(data)
        await self.stage._town.settled(self.stage.assistant)
        return " ".join(text for text, _ in await phone.seen())

    async def crowd(self, *people: Somebody, first: int = FIRST) -> None:
        await settle(self.stage.assistant.store, self.stage.assistant.settings.programme_id, people, first)

    async def rows(self, sql: str, *args: Any) -> list[Any]:
        return [tuple(row) for row in await self.stage.assistant.store.database.fetch(sql, args)]

    async def sql(self, sql: str, *args: Any) -> None:
        await self.stage.assistant.store.database.write([Statement(sql, args)])

    async def offered(self, label: str) -> str:
        """The data of a button that is offered now."""
        for (choices,) in await self.rows("SELECT choices FROM address"):
            for data, text in json.loads(choices):
                if text == label:
                    return str(data)
        raise AssertionError(f"no button [{label}]")

    async def sent(self) -> tuple[str, dict[str, Any]]:
        """The id and the target of the broadcast that was sent last."""
        ((id_, target),) = await self.rows("SELECT id, target FROM broadcast ORDER BY created_at DESC LIMIT 1")
        return id_, json.loads(target)


@asynccontextmanager
async def _walk(channel: str, folder: Path, migrated: Path) -> AsyncIterator[Walk]:
    async with FakeTelegram() as tg:
        settings = settings_for(folder, tg if channel == "telegram" else None)
        settings.folder.mkdir(parents=True)
        shutil.copy(migrated, settings.folder / FILE)
        town: Town = TelegramTown(tg) if channel == "telegram" else WebTown()
        async with Stage(settings, town, HERE.demo_date) as stage:
            yield Walk(stage)


@pytest.fixture(params=CHANNELS)
async def walk(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with _walk(request.param, tmp_path / "assistant", migrated_sqlite) as found:
        yield found


@pytest.fixture
async def web(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with _walk("web", tmp_path / "assistant", migrated_sqlite) as found:
        yield found


BEGIN = """
> menu
> [Gửi thông báo]
> [Viết thông báo mới]
> Mời bà con dự tập huấn.
> bỏ qua
"""
DISTRICT = "* as in parts/district.txt"
OFFICER = "* as in parts/officer.txt"


async def test_every_choice_narrows_whom_it_is_for(walk: Walk) -> None:
    await walk.crowd(
        MAKER,
        Somebody(products=(Thing(OTHER, "accepted", SET, 3),), dossier=True, addresses=()),
        Somebody(products=(Thing(COMMUNE, "sent", SET, 3),), dossier=True, addresses=()),
        Somebody(products=(Thing(COMMUNE, "accepted", SET),), dossier=True, addresses=()),
        Somebody(products=(Thing(COMMUNE, "accepted", SET, 3),), dossier=True, reminders=False, addresses=()),
        Somebody(begun=(COMMUNE,), dossier=True, addresses=()),
    )
    await walk.plays(f"""
        {DISTRICT}
        {BEGIN}
        < Gửi cho ai?
        < [Cán bộ huyện]
        > [Một số chủ thể, tôi chọn]
        < Gửi cho nơi nào
        < [Tất cả địa bàn của tôi]
        > dinh binh
        < sản phẩm đang ở bước nào
        > [Xã đã đồng ý]
        < nhóm sản phẩm nào
        > [{GROUP}]
        < mấy sao
        > 3 sao
        < chưa làm một việc
        < [Tất cả, đã làm hay chưa]
        > 1
        > [Lời nhắc]
        > [Bấm Có hoặc Không]
        > 7h30 20/2
        < 07:30 chủ nhật 20/02/2022
        < Xã đã đồng ý
        > [Xem trước]
        < [Có]
        < [Không]
        < Sẽ gửi cho 1 người
        < Chủ thể 1000, Xã Định Bình
        < 1 người không còn kênh nhắn tin
        < Sẽ gửi lúc 07:30 chủ nhật 20/02/2022
        < người đã tắt nhắc việc không nhận
        > [Gửi cho 1 người]
        < Đã hẹn gửi lúc 07:30
        < [Bỏ, không gửi nữa]
        """)
    _, target = await walk.sent()
    assert target == {"role": "producer", "areas": [COMMUNE], "group": GROUP, "star": 3, "state": "accepted"}
    assert await walk.rows("SELECT state, ask, official, send_at FROM broadcast") == [
        ("scheduled", "yesno", 0, "2022-02-20T00:30:00.000+00:00")
    ]


async def test_those_who_have_not_done_it_and_the_officers_of_an_area(web: Walk) -> None:
    officer = Somebody(roles=(("commune_officer", COMMUNE),), addresses=())
    await web.crowd(officer, Somebody(roles=(("commune_officer", OTHER),), done=(("cm22-x-41-commune", OTHER),)))
    await web.plays(f"""
        {DISTRICT}
        {BEGIN}
        > [Cán bộ xã]
        > [Tất cả địa bàn của tôi]
        < Chỉ gửi cho người chưa làm
        > Gửi danh mục ý tưởng của xã lên huyện
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > [Gửi ngay]
        > [Xem trước]
        < Sẽ gửi cho 1 người
        < Xã Định Bình
        > [Gửi cho 1 người]
        """)
    _, target = await web.sent()
    assert (target["role"], target["duty"], target["occurrence"]) == ("commune_officer", "cm22-x-41-commune", "once")


async def test_a_pasted_list_names_the_numbers_of_nobody_and_never_leaves_the_own_area(web: Walk) -> None:
    stranger = Somebody(products=(Thing("o32242", "sent"),), phone="+84987654321", addresses=())
    await web.crowd(MAKER, stranger)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        > [Theo danh sách số điện thoại]
        > danh sách để ở nhà
        < Chưa thấy số điện thoại nào
        > Cô Lan 0912.345.678; +84 987 654 321, 0912345678 và 12345678
        < 2 số điện thoại; không đọc được: 12345678
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > [Gửi ngay]
        > [Xem trước]
        < Sẽ gửi cho 1 người
        < 1 số điện thoại chưa ai dùng với trợ lý ở địa bàn này: 0987654321
        > [Gửi cho 1 người]
        """)
    id_, _ = await web.sent()
    await go_out(web.stage.assistant, web.stage.clock)
    await web.plays("""
        > [Thông báo đã gửi]
        > 1
        < Không còn kênh nhắn tin: 1
        < Số điện thoại chưa ai dùng: 1
        > [Danh sách gọi điện]
        < Chủ thể 1000, Xã Định Bình: 0912345678 (không còn kênh nhắn tin)
        < 0987654321
        """)
    assert await web.rows("SELECT state FROM outbox WHERE broadcast_id = ?", id_) == [("nowhere",)]


TO_ALL = """
> [Mọi chủ thể trong địa bàn]
> [Thông báo chính thức]
> [Không cần trả lời]
> [Gửi ngay]
> [Xem trước]
"""


async def test_many_are_confirmed_by_their_number(walk: Walk) -> None:
    await walk.crowd(*[MAKER] * 120)
    await walk.plays(f"""
        {OFFICER}
        {BEGIN}
        {TO_ALL}
        < Sẽ gửi cho 120 người
        < Trong đó 120 người không còn kênh nhắn tin
        """)
    send = await walk.offered("Gửi cho 120 người")
    await walk.plays("""
        > [Gửi cho 120 người]
        < Thông báo này gửi cho 120 người
        < Gõ lại đúng số người nhận ở trên
        > 12
        < Số vừa gõ là 12, chưa khớp nên chưa gửi
        > [⬅ Quay lại]
        < Thông báo sắp gửi
        > [Xem trước]
        > [Gửi cho 120 người]
        > 120
        < Đã bắt đầu gửi
        """)
    assert len(await walk.rows("SELECT id FROM broadcast")) == 1
    # Pressed once more, it is shown as it stands.
    assert "đã được gửi rồi, không gửi lần nữa" in await walk.forges("Cán bộ Định Bình", send)
    assert len(await walk.rows("SELECT id FROM broadcast")) == 1


async def test_what_was_shown_is_what_is_sent(walk: Walk) -> None:
    await walk.crowd(MAKER)
    await walk.plays(f"""
        {OFFICER}
        {BEGIN}
        {TO_ALL}
        < Sẽ gửi cho 1 người
        """)
    await walk.crowd(MAKER, first=FIRST + 500)
    await walk.plays("""
        > [Gửi cho 1 người]
        < vừa đổi từ 1 thành 2
        < Mời bà con dự tập huấn
        < [Gửi cho 2 người]
        """)
    send = await walk.offered("Gửi cho 2 người")
    await walk.plays("""
        > [Sửa lại]
        > sửa nội dung thông báo
        > Hoãn tập huấn.
        < Hoãn tập huấn
        """)
    shown = await walk.forges("Cán bộ Định Bình", send)
    assert "đã đổi sau lần xem trước đó" in shown
    assert "Hoãn tập huấn." in shown
    await walk.plays("""
        > [Bỏ, không gửi]
        < Chưa gửi cho ai
        """)
    assert "không còn nữa" in await walk.forges("Cán bộ Định Bình", send)
    assert await walk.rows("SELECT id FROM broadcast") == []


async def test_nobody_to_write_to_and_a_time_that_has_passed(web: Walk) -> None:
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > 30/2
        < Chưa rõ lúc nào
        > 7h30 14/2/2022
        < Ngày này đã qua
        > 22h hôm nay
        > [Xem trước]
        < Không có ai hợp với lựa chọn này
        <! [Gửi cho 0 người]
        """)
    await web.crowd(MAKER)
    await web.plays("""
        > [Sửa lại]
        > [Xem trước]
        < Ban đêm không gửi
        < Sẽ gửi lúc 06:30 thứ Tư 16/02/2022
        > menu
        > [Gửi thông báo]
        > [Viết tiếp thông báo dở]
        < 22:00 thứ Ba 15/02/2022
        """)


async def test_whatever_was_left_in_the_middle_is_found_again(web: Walk) -> None:
    await web.plays(f"""
        {OFFICER}
        > menu
        > [Gửi thông báo]
        > [Dùng mẫu có sẵn]
        > [Mời tập huấn]
        > Cách làm hồ sơ
        > [Lưu, để sau]
        > [Gửi thông báo]
        > [Viết tiếp thông báo dở]
        < Câu 2/4
        < Tổ chức ngày nào?
        > menu
        > [Gửi thông báo]
        > [Viết thông báo mới]
        > Mời bà con dự họp tại trụ sở xã.
        > menu
        > [Gửi thông báo]
        > [Viết thông báo mới]
        > menu
        > [Gửi thông báo]
        < [Viết tiếp: Mời tập huấn]
        > [Viết tiếp: Mời bà con dự họp…]
        < Câu 2/8
        """)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mai 7h", "2022-02-16T07:00"),
        ("ngày 25/2 lúc 7 giờ 30 phút", "2022-02-25T07:30"),
        ("7 gio ruoi sang mai", "2022-02-16T07:30"),
        ("7h ngày 25 tháng 2 năm 2022", "2022-02-25T07:00"),
        ("chiều nay 3h", "2022-02-15T15:00"),
        ("8 giờ tối nay", "2022-02-15T20:00"),
        ("tomorrow 8pm", "2022-02-16T20:00"),
        ("11h đêm 20/2", "2022-02-20T23:00"),
        ("1h đêm mai", "2022-02-16T01:00"),
        ("20/2/22", "2022-02-20T07:30"),
        ("7h kém 15 mai", ""),
        ("12h đêm mai", ""),
        ("20.2.2022 8.30", ""),
        ("20/2 17", ""),
        ("thứ hai", ""),
    ],
)
def test_a_moment_is_what_people_mean_or_it_is_asked_again(typed: str, meant: str) -> None:
    if meant:
        assert read_moment(typed, HERE.demo_date) == meant
        return
    with pytest.raises(Refusal):
        read_moment(typed, HERE.demo_date)


@pytest.mark.parametrize(
    "template", ["Mở đợt nhận hồ sơ", "Đến hạn gửi danh sách", "Mời tập huấn", "Ngày công bố kết quả"]
)
async def test_a_ready_made_notice_asks_what_it_needs_and_can_be_changed(web: Walk, template: str) -> None:
    await web.plays(f"""
        {OFFICER}
        > menu
        > [Gửi thông báo]
        > [Dùng mẫu có sẵn]
        > [{template}]
        """)
    phone = web.stage._phones["Cán bộ Định Bình"]
    said = {"Về việc gì": "chụp ảnh sản phẩm", "ngày nào": "20/3/2022", "Mấy giờ": "8 giờ", "Ở đâu": "Nhà văn hóa"}
    for _ in range(6):
        shown = " ".join(text for text, _ in await phone.seen())
        asked = next((answer for words, answer in said.items() if words in shown), None)
        if asked is None:
            break
        await web.plays(f"> {asked}")
    await web.plays("""
        < Nhà văn hóa
        > [Soạn thông báo]
        < Đây là thông báo theo mẫu
        < Nhà văn hóa
        > giữ nguyên
        < Ảnh, văn bản kèm theo
        """)


def test_the_dates_of_the_programme_are_filled_in() -> None:
    found = {t.id: {k: f"{d:%d/%m}" for k, d in t.days(HERE, HERE.demo_date).items()} for t in TEMPLATES}
    assert found["round"] == {"when_opens": "01/05", "when_ends": "31/05"}
    assert found["list"] == {"when_ends": "31/03"}
    assert "when_held" in found["results"]
    assert found["training"] == {}


STRANGERS = ("Nông dân", "Cán bộ Tắc Vân")
BUTTONS = (
    "newcast",
    "sentcasts",
    "sendcast:{id}:00000000:1",
    "cast:{id}",
    "halt:{id}",
    "goon:{id}",
    "amend:{id}",
    "takeback:{id}",
    "takenback:{id}",
    "ledger:{id}",
    "ledgerfiles:{id}",
    "silent:{id}",
    "phoning:{id}",
    "resend:{id}",
    "elsewhere:{id}",
    "byother:{id}",
)


async def test_only_those_of_the_area_may_see_and_steer(web: Walk) -> None:
    await web.crowd(MAKER)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        {TO_ALL}
        > [Gửi cho 1 người]
        # Nông dân
        > /start
        # Cán bộ Tắc Vân
        * invitation for commune_officer in Xã Tắc Vân, Thành phố Cà Mau
        > /start join-{{invitation}}
        > [Nhận việc này]
        {DISTRICT}
        """)
    id_, _ = await web.sent()
    await web.stage.assistant.broadcasts.tick()
    for name in STRANGERS:
        for button in BUTTONS:
            if name == "Cán bộ Tắc Vân" and ":" not in button:
                continue  # that officer may write to the own commune
            shown = await web.forges(name, button.format(id=id_))
            assert "tập huấn" not in shown, (name, button)
            assert "Chủ thể 1000" not in shown, (name, button)
    ((state, taken),) = await web.rows("SELECT state, taken_at FROM broadcast")
    assert (state in {"sending", "done"}, taken) == (True, "")
    # The district sees what its communes send.
    await web.plays("""
        > menu
        > [Gửi thông báo]
        > [Thông báo đã gửi]
        < Mời bà con dự tập huấn
        """)


async def test_who_lost_the_office_meanwhile_sends_nothing_and_loses_nothing(web: Walk) -> None:
    await web.crowd(MAKER)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > [Gửi ngay]
        """)
    held = await web.rows("SELECT person_id, role, area FROM role")
    await web.sql("DELETE FROM role")
    await web.plays("""
        > [Xem trước]
        <! [Gửi cho 1 người]
        """)
    for row in held:
        await web.sql("INSERT INTO role (person_id, role, area) VALUES (?, ?, ?)", *row)
    await web.plays("""
        > menu
        > [Gửi thông báo]
        > [Viết tiếp thông báo dở]
        > [Xem trước]
        > [Gửi cho 1 người]
        < Đã bắt đầu gửi
        """)


async def test_who_works_elsewhere_by_now_is_told_why_it_cannot_be_sent(web: Walk) -> None:
    await web.crowd(MAKER)
    await web.plays(f"""
        {DISTRICT}
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > Định Bình
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > [Gửi ngay]
        > [Xem trước]
        < [Gửi cho 1 người]
        """)
    await web.sql("UPDATE role SET area = ?", OTHER)
    await web.plays("""
        > [Gửi cho 1 người]
        < Nơi đã chọn không thuộc địa bàn
        < [Sửa lại]
        """)
    assert await web.rows("SELECT id FROM broadcast") == []


async def test_stopped_resumed_and_sent_again_in_one_conversation(web: Walk) -> None:
    await web.crowd(ON_WEB, ON_WEB, ON_WEB)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        {TO_ALL}
        > [Gửi cho 3 người]
        """)
    assistant = web.stage.assistant
    await assistant.broadcasts.tick()
    await assistant.idle()
    await web.plays("""
        < Chờ gửi: 3
        > [Dừng gửi]
        < Đã dừng
        > [[Dừng gửi]]
        < Thông báo đang ở tình trạng này
        > [Gửi tiếp]
        < không nhận lại
        """)
    await web.sql("UPDATE outbox SET state = 'refused' WHERE broadcast_id <> '' AND person_id = ?", FIRST)
    await web.sql("UPDATE outbox SET state = 'unknown' WHERE broadcast_id <> '' AND person_id = ?", FIRST + 1)
    await go_out(assistant, web.stage.clock)
    await web.plays("""
        > menu
        > [Gửi thông báo]
        > [Thông báo đã gửi]
        > 1
        < Chưa rõ đã đến hay chưa: 1
        < Không gửi được: 1
        > [Gửi lại cho 1 người]
        < Đang gửi lại cho 1 người
        """)
    await go_out(assistant, web.stage.clock)
    states = await web.rows("SELECT state FROM outbox WHERE broadcast_id <> '' ORDER BY person_id")
    assert states == [("kept",), ("unknown",), ("kept",)]
    await web.plays("""
        > [Sổ theo dõi]
        <! [Gửi lại cho 1 người]
        > [Danh sách gọi điện]
        < chưa rõ đã đến hay chưa
        """)


async def test_by_another_channel_it_is_said_that_some_may_get_it_twice(web: Walk) -> None:
    both = (("telegram", False), ("web", False))
    await web.crowd(Somebody(products=MAKER.products, dossier=True, addresses=both))
    await web.sql("INSERT INTO served_channel (channel) VALUES ('telegram')")
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        {TO_ALL}
        > [Gửi cho 1 người]
        """)
    await web.stage.assistant.broadcasts.tick()
    await web.sql("UPDATE outbox SET state = 'unknown' WHERE broadcast_id <> ''")
    await go_out(web.stage.assistant, web.stage.clock)
    await web.plays("""
        > [Thông báo đã gửi]
        > 1
        > [Gửi qua kênh khác (1)]
        < Người chưa rõ có thể nhận hai lần
        > [Gửi qua kênh khác]
        < Đang gửi lại cho 1 người
        """)
    await go_out(web.stage.assistant, web.stage.clock)
    await web.plays("""
        > [Sổ theo dõi]
        < Người nhận: 1
        < Đã để ở trang chat, người nhận chưa mở: 1
        <! Chưa rõ
        > [Danh sách cần gọi]
        < Chưa thấy mở xem. Bấm số để gọi
        """)
    ((cast, person),) = await web.rows("SELECT DISTINCT broadcast_id, person_id FROM outbox WHERE broadcast_id <> ''")
    await web.plays(f"""
        > <forged button calledup:{cast}:{person}>
        < Đã ghi là đã gọi
        > [Gọi người tiếp theo]
        < Không còn ai cần gọi
        < Đã gọi 1 người
        """)


async def test_the_table_has_a_row_for_each_recipient_and_runs_no_formula(web: Walk) -> None:
    await web.crowd(ON_WEB, ON_WEB)
    await web.sql("UPDATE producer SET name = '=1+1' WHERE person_id = ?", FIRST + 1)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > [Thông báo chính thức]
        > [Bấm nút Đã nhận]
        > [Gửi ngay]
        > [Xem trước]
        > [Gửi cho 2 người]
        """)
    await go_out(web.stage.assistant, web.stage.clock)
    await web.sql("UPDATE outbox SET state = 'sent' WHERE state = 'kept'")  # their pages took it
    await web.sql(
        "UPDATE outbox SET answer = 'got', answered_at = '2022-02-15T03:00:00.000+00:00' WHERE person_id = ?", FIRST
    )
    await web.plays("""
        > [Sổ theo dõi]
        < Đã bấm nhận: 1
        < Chưa trả lời: 1
        > [Ai chưa trả lời?]
        < =1+1, Xã Định Bình
        <! Chủ thể 1000
        > [Ảnh và bảng tính]
        """)
    assistant = web.stage.assistant
    state = await web.stage._phones["Cán bộ Định Bình"]._messages()  # type: ignore[attr-defined]
    files = [f["id"] for message in state for f in message.get("files", ())]
    store = FileStore(assistant.settings.folder / "files")
    content = [await store.get(file) for file in files[-2:]]
    assert [kind.rpartition(".")[2] for _, kind in content] == ["image/png", "sheet"]
    sheet = load_workbook(io.BytesIO(content[1][0])).active
    rows = list(sheet.iter_rows(values_only=True))
    place = "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"
    answered = datetime(2022, 2, 15, 10)
    assert rows[0][:3] == ("Tên", "Địa bàn", "Điện thoại")
    assert [tuple(value or "" for value in row) for row in rows[1:]] == [
        ("Chủ thể 1000", place, "0912345678", "Trang web", "đã gửi đến", rows[1][5], "Đã nhận", answered),
        ("=1+1", place, "0912345678", "Trang web", "đã gửi đến", rows[2][5], "", ""),
    ]
    assert sheet["A3"].data_type == "s"


async def test_an_answer_does_not_lead_out_of_a_form(walk: Walk) -> None:
    await walk.plays(f"""
        {OFFICER}
        # Lan
        * as in parts/consent.txt
        * as in parts/producer.txt
        * as in parts/product.txt
        > [Gửi cho xã]
        # Cán bộ Định Bình
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > [Thông báo chính thức]
        > [Bấm Có hoặc Không]
        > [Gửi ngay]
        > [Xem trước]
        > [Gửi cho 1 người]
        # Lan
        > menu
        > [Đăng ký ý tưởng sản phẩm]
        """)
    before = await walk.rows("SELECT draft_id FROM address WHERE draft_id <> ''")
    await go_out(walk.stage.assistant, walk.stage.clock)
    await walk.plays("""
        < Mời bà con dự tập huấn
        > [Không]
        < cơ quan đã nhận được trả lời
        > [Có]
        < Đã đổi câu trả lời
        """)
    assert await walk.rows("SELECT draft_id FROM address WHERE draft_id <> ''") == before
    assert await walk.rows("SELECT answer FROM outbox WHERE broadcast_id <> ''") == [("yes",)]


async def test_whom_no_message_reaches_is_marked_where_officers_look(web: Walk) -> None:
    await web.crowd(
        Somebody(products=(Thing(COMMUNE, "sent"),), begun=(COMMUNE,), dossier=True, addresses=(("web", True),))
    )
    await web.sql("UPDATE application SET sent_on = '2022-02-14', updated_on = '2022-02-14'")
    await web.plays(f"""
        {OFFICER}
        > menu
        > [Theo dõi tiến độ]
        > Nộp phiếu đăng ký ý tưởng sản phẩm
        < Chủ thể 1000, Xã Định Bình (không nhắn tin được)
        """)
    await web.sql("UPDATE address SET blocked_at = '' WHERE person_id = ?", FIRST)
    await web.plays("""
        > [Theo dõi tiến độ]
        > Nộp phiếu đăng ký ý tưởng sản phẩm
        <! không nhắn tin được
        """)


async def test_a_scheduled_one_can_be_cancelled_and_corrected_before_it_leaves(web: Walk) -> None:
    await web.crowd(MAKER)
    await web.plays(f"""
        {OFFICER}
        {BEGIN}
        > [Mọi chủ thể trong địa bàn]
        > [Thông báo chính thức]
        > [Không cần trả lời]
        > [Sáng mai, 7 giờ 30]
        > [Xem trước]
        > [Gửi cho 1 người]
        < 07:30 thứ Tư 16/02/2022
        > [Sửa chữ]
        < Mời bà con dự tập huấn
        > Hoãn tập huấn.
        < Chưa ai nhận bản cũ
        > [Xem tiến độ]
        < Hoãn tập huấn
        < Chưa đến giờ gửi
        > [Bỏ, không gửi nữa]
        < Chưa ai nhận thông báo này
        <! 0 người
        > [Thu hồi thông báo này]
        """)
    web.stage.clock.now += timedelta(days=2)
    await go_out(web.stage.assistant, web.stage.clock)
    assert await web.rows("SELECT state FROM broadcast") == [(Phase.TAKEN_BACK.value,)]
    assert await web.rows("SELECT 1 FROM outbox WHERE broadcast_id <> ''") == []

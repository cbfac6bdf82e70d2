"""An officer types for a producer: on the web for somebody on Telegram, and what nobody may do there."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fakes.telegram import FakeTelegram
from support.assistants import settings_for
from support.people import Phone, TelegramTown, WebPhone, WebTown
from support.transcripts import FOLDER, Line, Stage
from support.waiting import until

from bot.app import Assistant
from bot.conversations.form import Draft
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Choice, Reply, Upload
from bot.papers.assistance.sheet import consent_sheet
from bot.papers.templates.make import BESIDE, made
from bot.records.people import Person, Recipient
from bot.storage.account.collecting import collect
from bot.storage.account.erase import erasure
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.storage.year.reminders import StoredReminders
from bot.writes import Write
from bot.writes.assistance import BeginHelp, SetHelp
from bot.writes.forms import KeepFile, SaveDraft
from bot.writes.people import AddGrant, MoveAddress
from bot.writes.registration import AddAuditEntry
from ocop_domain.areas import load_areas
from ocop_domain.duties.audience import Audience, Open, Wave
from ocop_domain.duties.model import Done
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Grant, Role

NOW = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)
PLACE = load_areas().territory("o96")
DINH_BINH = Grant(Role.COMMUNE_OFFICER, "o32035")
ON_TELEGRAM = ("Lan", "Minh")
NAME = "Hộ kinh doanh Ba Khía Năm Căn"

BEGIN = f"""
* as in parts/officer.txt
> [Làm giúp chủ thể]
> [Chủ thể mới]
> {NAME}
> bỏ qua
> [Bà con xác nhận trên máy]
> [Bắt đầu làm giúp]
"""
REGISTER = """
> [Đăng ký ý tưởng sản phẩm]
> hộ kinh doanh
> [Đã có]
> Số 25, ấp Cây Trâm
> 0912 345 678
> 61A8012345
* as in parts/product.txt
> [Gửi cho xã]
< đã nhập đủ, chưa gửi
"""
GIVE_CODE = """
> [Sự đồng ý của bà con]
> [Mã cho bà con xác nhận]
< mã
"""
OPEN = "# Lan\n> mã {code}\n< Cán bộ OCOP xã Định Bình\n< 85.000 đ/hộp\n"
AGREE = """
> [Đúng, tôi đồng ý]
< Cảm ơn Anh/Chị
> có
> không
"""


class Both:
    """Producers at their telephones, officers at their dispatchers."""

    def __init__(self, tg: FakeTelegram) -> None:
        self.telegram, self.web = TelegramTown(tg), WebTown()
        self.next = ""

    def phone(self, language: str) -> Phone:
        return (self.telegram if self.next in ON_TELEGRAM else self.web).phone(language)

    async def settled(self, assistant: Assistant) -> None:
        await self.telegram.settled(assistant)

    def enter(self, assistant: Assistant) -> None:
        self.web.enter(assistant)


class Play:
    """A stage on which both channels play."""

    def __init__(self, stage: Stage, town: Both) -> None:
        self.stage = stage
        self.town = town

    async def plays(self, text: str) -> None:
        for number, raw in enumerate(text.strip().splitlines(), 1):
            sign, _, said = raw.strip().partition(" ")
            if not sign:
                continue
            if said.startswith("as in "):
                self.town.next = "Cán bộ Định Bình"
                await self.stage.play(FOLDER / said.removeprefix("as in "))
                continue
            self.town.next = said if sign == "#" else ""
            await self.stage._line(Line(sign, said.strip(), f"line {number}"))

    async def forges(self, name: str, data: str) -> str:
        phone = self.stage._phones[name]
        await phone.forge(data)
        await self.town.settled(self.stage.assistant)
        return " ".join(text for text, _ in await phone.seen())

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.stage.assistant.store.database.fetch(sql, args)]

    async def ward(self) -> int:
        return int((await self.rows("SELECT ward_id FROM assist ORDER BY ward_id DESC"))[0][0])


@pytest.fixture
async def play(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Play]:
    programme = load_programme("camau-2022")
    async with FakeTelegram() as tg:
        settings = settings_for(tmp_path, tg, web_url="http://ocop.example.vn")
        settings.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated_sqlite, settings.folder / FILE)
        town = Both(tg)
        async with Stage(settings, town, programme.demo_date) as stage:
            yield Play(stage, town)


async def test_a_producer_on_telegram_confirms_what_an_officer_typed_on_the_web(play: Play) -> None:
    """Whoever has begun something on the phone keeps it, and works for both from now on. The audit names both."""
    await play.plays(BEGIN + REGISTER + GIVE_CODE)
    assert await play.rows("SELECT count(*) FROM application") == [(0,)], "nothing is sent before the producer agrees"
    await play.plays(
        """
# Lan
> /start
> /consent
> có
> không
> không
> [Đăng ký ý tưởng sản phẩm]
> Tổ hợp tác Mắm Ruốc
> [Lưu, để sau]
"""
    )
    await play.plays(OPEN + "> [Đúng, tôi đồng ý]\n< Cảm ơn Anh/Chị\n")
    ward = await play.ward()
    own = await play.rows("SELECT person_id, state FROM application")
    assert own == [(ward, "sent")]
    assert await play.rows("SELECT name FROM producer WHERE person_id = ?", ward) == [(NAME,)]
    officer = (await play.rows("SELECT person_id FROM role"))[0][0]
    told = await play.rows("SELECT kind, person_id, on_behalf FROM audit WHERE on_behalf <> 0 ORDER BY id")
    assert ("helped.began", officer, ward) in told
    assert ("ready", officer, ward) in told
    ((lan,),) = await play.rows("SELECT person_id FROM member WHERE account_id = ?", ward)
    assert await play.rows("SELECT person_id, on_behalf FROM audit WHERE kind = 'sent'") == [(lan, ward)]
    consent = await play.rows("SELECT granted FROM consent WHERE person_id = ? AND purpose = 'consent_dossier'", lan)
    assert consent == [(1,)]
    await play.plays(
        """
# Lan
> /products
< Tôi đang làm cho: Hộ kinh doanh Ba Khía
< Bánh phồng tôm
> /menu
> [Đổi chủ thể]
> [chủ thể chưa có tên]
< [Làm tiếp: sản phẩm chưa có tên]
"""
    )


async def test_the_code_is_given_with_an_address_for_each_channel_and_the_one_of_telegram_opens_it(play: Play) -> None:
    await until(lambda: play.stage.assistant.channels["telegram"].link("x"))
    await play.plays(
        BEGIN
        + REGISTER
        + GIVE_CODE
        + """
< Hoặc mở địa chỉ này
< http://ocop.example.vn/join/{code}
< Trên Telegram: https://t.me/fake_test_bot?start=join-{code}
* 1 photos arrived
# Lan
> /start join-{code}
< Cán bộ OCOP xã Định Bình
< 85.000 đ/hộp
"""
        + AGREE
    )
    assert await play.rows("SELECT state FROM application") == [("sent",)]


async def test_only_officers_of_the_commune_and_only_the_guest_come_near(play: Play) -> None:
    await play.plays(BEGIN + REGISTER + GIVE_CODE)
    ward = await play.ward()
    await play.plays(
        """
# Cán bộ Đất Mũi
* invitation for commune_officer in Xã Đất Mũi, Huyện Ngọc Hiển, Tỉnh Cà Mau
> /start join-{invitation}
> [Nhận việc này]
> [Làm giúp chủ thể]
< Bà con nào không có điện thoại
# Minh
> /start
# Lan
> mã {code}
< Bánh phồng tôm
"""
    )
    refused = "chỉ người gửi và cán bộ phụ trách mới xem được"
    for name, data in (
        ("Cán bộ Đất Mũi", f"for:{ward}"),
        ("Cán bộ Đất Mũi", "newward:o32035"),
        ("Minh", f"for:{ward}:mine"),
        ("Minh", "assist"),
        ("Minh", "signed"),
    ):
        assert refused in await play.forges(name, data), data
    assert "mở lại chủ thể đó trước" in await play.forges("Cán bộ Đất Mũi", "ward"), "they work for nobody"
    for data in (f"agree:{ward}:00000000", f"look:{ward}", f"wrong:{ward}"):
        assert "Mã này đã cũ" in await play.forges("Minh", data), "the link was opened on another phone"
    assert "Hiện không có cán bộ nào nhập giúp" in await play.forges("Minh", "alone")
    # Nobody agrees, withdraws or links a phone in the producer's place.
    for data in ("consent", "nudges:on", "link", "alone"):
        assert "chỉ bà con quyết định được" in await play.forges("Cán bộ Định Bình", data), data
    assert await play.rows("SELECT count(*) FROM consent WHERE person_id = ?", ward) == [(0,)]
    # An officer who was invited elsewhere meanwhile gets the role, not the producer.
    await play.plays(
        """
# Cán bộ Định Bình
* invitation for commune_officer in Xã Tân Thành, Thành phố Cà Mau
> /start join-{invitation}
> [Nhận việc này]
< cán bộ phụ trách OCOP
"""
    )
    assert await play.rows("SELECT count(*) FROM role WHERE person_id = ?", ward) == [(0,)]
    # A role that ends, ends the help, in the middle of a form.
    await play.plays(f"> [Làm giúp chủ thể]\n> [{NAME}]\n> [Làm tiếp: Bánh phồng tôm]\n< 85.000 đ/hộp")
    officer = (await play.rows("SELECT helper_id FROM assist"))[0][0]
    await play.stage.assistant.store.database.write(
        [Statement("DELETE FROM role WHERE person_id = ? AND area = 'o32035'", (officer,))]
    )
    await play.plays(f"> [Gửi cho xã]\n< không còn làm giúp {NAME} được nữa\n<! Đang làm giúp")


async def test_a_product_made_elsewhere_is_not_sent_by_the_officer(play: Play) -> None:
    await play.plays(BEGIN + REGISTER)
    await play.plays(
        """
> /menu
> [Làm tiếp: Bánh phồng tôm]
> sửa xã
> tan thanh
> [Xã Tân Thành]
> [Gửi cho xã]
< Anh/Chị chỉ nhập giúp sản phẩm ở xã Định Bình
"""
    )
    assert await play.rows("SELECT count(*) FROM application") == [(0,)]
    assert len(await play.rows("SELECT id FROM draft WHERE form = 'idea'")) == 1, "nothing typed is lost"


async def test_a_reminder_about_the_producer_reaches_the_officer_once(play: Play) -> None:
    """Also where an update comes twice, and when the officer's own notice is opened in between."""
    await play.plays(BEGIN + REGISTER + "> [Thôi làm giúp]\n* 3 days pass")
    key = "SELECT payload FROM outbox WHERE lane = 'notice' AND payload LIKE ? ORDER BY id"
    told = await play.rows(key, f"%Về {NAME}%")
    assert len(told) == 1
    await play.plays(
        f"""
< Về {NAME}, Anh/Chị đang làm giúp
> [Viết tiếp]
< Đang làm giúp: {NAME}
< 85.000 đ/hộp
"""
    )
    phone = play.stage._phones["Cán bộ Định Bình"]
    assert isinstance(phone, WebPhone)
    before = await play.rows("SELECT revision FROM draft WHERE form = 'idea'")
    for _ in range(2):
        await phone._ask("POST", "/api/send", json={"id": "message-twice", "kind": "text", "text": "sửa giá"})
        await play.town.settled(play.stage.assistant)
    after = await play.rows("SELECT revision FROM draft WHERE form = 'idea'")
    assert after[0][0] == before[0][0] + 1


# What is kept, on both engines


class Office:
    """An officer and a producer, told from the side of the database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._number = 0

    async def turn(self, who: str, *unit: Write, replies: tuple[Reply, ...] = ()) -> Person:
        person = await self.store.person("web", who, "vi", NOW)
        self._number += 1
        arrival = Arrival("web", who, f"w{self._number}", "{}")
        await self.store.intake([arrival], NOW)
        await self.store.commit(arrival, Outcome(person.id, unit, replies, helper=person.helper), NOW)
        return await self.store.person("web", who, "vi", NOW)


async def test_what_was_typed_for_a_producer_is_given_out_and_goes(store: Store) -> None:
    office = Office(store)
    paper, photo = (Upload(c * 32, f"{c}.jpg", "image/jpeg", 5) for c in "ab")
    begin = BeginHelp("k", DINH_BINH.area, "Cơ sở Ba Khía", "+84912345678", "paper", (paper.id,), {"x": True})
    ward = await office.turn("officer", AddGrant(DINH_BINH), KeepFile(paper), begin)
    await office.turn(
        "officer",
        KeepFile(photo),
        AddAuditEntry("p", "ready", "lời của bà con"),
        replies=(Reply("Đang làm giúp: Cơ sở Ba Khía", choices=(Choice("menu", "Về"),)),),
    )
    await WebMessages(store.database).add("officer", "in", {"text": "0912345678"}, NOW)
    told = await collect(store.database, ward.id)
    assert [(row["name"], row["phone"], row["files"]) for row in told["help"]] == [
        ("Cơ sở Ba Khía", "+84912345678", [paper.id])
    ]
    assert {row["id"] for row in told["files"]} == {paper.id, photo.id}
    assert sorted(row["kind"] for row in told["acts"] if row["helped"]) == ["agreed.on_paper", "helped.began", "ready"]
    officers = await collect(store.database, ward.helper)
    assert "Ba Khía" not in str(officers["helps"])
    assert officers["files"] == []

    await office.turn("officer", await erasure(store.database, ward.id))
    left = {name: await store.database.fetch(f"SELECT * FROM {name}") for name in ("assist", "web_message", "outbox")}
    assert "Ba Khía" not in str([tuple(r) for rows in left.values() for r in rows])
    assert "0912345678" not in str([tuple(r) for r in left["web_message"]])
    assert left["assist"] == []
    assert [r[0] for r in await store.database.fetch("SELECT reason FROM audit WHERE kind = 'ready'")] == [""]
    officer = await store.person("web", "officer", "vi", NOW + timedelta(minutes=1))
    assert (officer.id, officer.help, officer.draft, officer.grants) == (ward.helper, None, "", (DINH_BINH,))


async def test_the_officer_goes_and_the_producer_stays(store: Store) -> None:
    office = Office(store)
    begin = BeginHelp("k", DINH_BINH.area, "Cơ sở Ba Khía", "", "own")
    ward = await office.turn("officer", AddGrant(DINH_BINH), begin)
    second = await office.turn("second", AddGrant(DINH_BINH))
    await office.turn("officer", SetHelp(0))
    await office.turn("officer", await erasure(store.database, ward.helper))
    (told,) = await store.told(ward.id)
    assert (told.person, told.ward) == (second.id, ward.id), "another officer of the commune hears of the producer"
    found = await store.help_of(ward.id)
    assert found
    assert found.helper == 0


async def test_what_is_due_for_a_producer_without_a_phone_goes_to_the_officer_once(store: Store) -> None:
    office = Office(store)
    begin = BeginHelp("k", DINH_BINH.area, "Cơ sở Ba Khía", "", "paper", (), {"consent_dossier": True})
    ward = await office.turn("officer", AddGrant(DINH_BINH), begin)
    draft = Draft("d1", "idea", 1, "camau-2022", {"product_name": "Mắm", "area": DINH_BINH.area})
    await office.turn("officer", SaveDraft(draft), SetHelp(0))
    programme = load_programme("camau-2022")
    here = next(o for o in programme.occurrences if o.duty.role == "producer" and o.duty.done is Done.REGISTERED)
    (holder,) = await store.holders(here, PLACE.part((DINH_BINH.area,)), programme.id)
    assert (holder.person, holder.helped, holder.done) == (ward.id, True, False)

    reminders = StoredReminders(store.database, programme.id)
    wave = Wave("nudge", "w1", NOW.date(), here.key, Open(here, PLACE), here.announced)
    assert await reminders.plan(wave, NOW, 100)
    (due,) = await reminders.due(NOW, 100)
    assert (due.person, due.told) == (ward.id, (Recipient(ward.helper, "vi", ward=ward.id, name="Cơ sở Ba Khía"),))
    audiences: dict[int, Audience | None] = {r.id: Open(here, PLACE) for r in due.reminders}
    (sent,) = await reminders.claim_due(due, [Reply("Sắp đến hạn")], audiences, [], NOW)
    assert sent.address == "officer"
    assert await reminders.due(NOW, 100) == []
    # Whoever has a phone of their own is told there.
    await office.turn("lan", MoveAddress(ward.id, (await store.person("web", "lan", "vi", NOW)).id))
    assert await reminders.plan(replace(wave, key="w2"), NOW, 100)
    (due,) = await reminders.due(NOW, 100)
    assert [recipient.ward for recipient in due.told] == [0]
    (sent,) = await reminders.claim_due(due, [Reply("Sắp đến hạn")], {r.id: None for r in due.reminders}, [], NOW)
    assert sent.address == "lan"


# The sheet to sign


def test_the_sheet_of_consent_asks_what_the_chat_asks_and_leaves_room_to_sign() -> None:
    """For anybody, and with the name of whoever is helped."""
    for name, phone in (("", ""), ("Hộ Bảy Tấn & con", "0912345678")):
        paper = Document(io.BytesIO(consent_sheet(load_areas().get(DINH_BINH.area), name, phone)))
        told = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*told, *(paragraph.text for paragraph in paper.paragraphs)])
        for word in ("GIẤY ĐỒNG Ý", "XÃ ĐỊNH BÌNH", "xã Định Bình", "91/2025/QH15", "NGƯỜI ĐỒNG Ý", name, phone):
            assert word in text, word
        assert text.count("☐ Đồng ý") == 3, "keeping, reminders, promotion"


def test_the_sheet_and_the_list_are_made_of_their_sources() -> None:
    for place in BESIDE:
        for source in place.glob("*.yaml"):
            assert source.with_suffix(".docx").read_bytes() == made(source)

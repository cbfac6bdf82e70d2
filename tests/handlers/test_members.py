"""Several people for one producer, one person for several: who comes in, who goes, and what stays whose."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage, lines_of

from bot.storage.account.collecting import collect
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from ocop_domain.programme_files import load_programme

PLACE = "Xã Định Bình, Thành phố Cà Mau"
NAME = "Hộ kinh doanh Ba Khía Năm Căn"
PRODUCT = "Bánh phồng tôm"


class Village:
    """People at their web chats; each says and presses what stands in a line."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.store = stage.assistant.store

    async def does(self, name: str, *acts: str) -> str:
        """Types, or presses [labels]; returns what is shown after the last, with its buttons."""
        phone = self.stage._phones.setdefault(name, self.stage._town.phone("vi"))
        self.stage._speaker = name
        for act in acts:
            await self.stage._act(phone, self.stage._filled(act))
            await self.stage._town.settled(self.stage.assistant)
            self.stage._keep_codes(await phone.seen())
        return "\n".join(f"{text} {' '.join(f'[{label}]' for label in labels)}" for text, labels in await phone.seen())

    async def told(self, name: str) -> str:
        """What has come to a phone that was left alone."""
        return "\n".join(text for text, _ in await self.stage._phones[name].seen())

    async def plays(self, name: str, *parts: str) -> None:
        self.stage._phones.setdefault(name, self.stage._town.phone("vi"))
        self.stage._speaker = name
        for part in parts:
            for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
                await self.stage._line(line)

    async def sends(self, name: str) -> None:
        """A producer whose product is with the commune."""
        await self.plays(name, "consent", "producer", "product")
        await self.does(name, "[Gửi cho xã]")

    async def lets_in(self, owner: str, member: str, part: str = "Người giúp") -> str:
        """The owner makes a code, the other types it; returns what the other is shown."""
        await self.does(owner, "/products", "[Người cùng làm]", "[Mời thêm người]", member, f"[{part}]")
        return await self.does(member, "mã {code}", "[Đúng, tôi cùng làm]")

    async def agrees(self, name: str) -> str:
        return await self.does(name, "có", "có", "không")

    async def officer(self, name: str) -> None:
        await self.stage._direct(f"invitation for commune_officer in {PLACE}")
        await self.does(name, f"/start join-{self.stage._words['invitation']}", "[Nhận việc này]")

    async def rows(self, sql: str, *args: object) -> list[tuple[object, ...]]:
        return [tuple(row) for row in await self.store.database.fetch(sql, args)]


@pytest.fixture
async def village(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Village]:
    settings = settings_for(tmp_path)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        yield Village(stage)


async def test_two_people_work_for_one_producer_and_each_is_told_once(village: Village) -> None:
    await village.sends("Chị Ba")
    shown = await village.lets_in("Chị Ba", "kế toán Lan")
    assert f"Từ giờ Anh/Chị làm cho {NAME}, là người giúp" in shown
    assert "Cho phép giữ thông tin" in shown, "who comes in is asked for the own consent"
    assert "kế toán Lan đã vào cùng làm" in await village.told("Chị Ba")
    await village.agrees("kế toán Lan")
    assert PRODUCT in await village.does("kế toán Lan", "/products")
    listed = await village.does("kế toán Lan", "[Người cùng làm]")
    assert "Người mở hồ sơ đầu tiên: chủ" in listed
    assert "Anh/Chị: người giúp" in listed
    assert "[Mời thêm người]" not in listed
    account, lan = await _two(village)
    assert await village.rows("SELECT person_id FROM consent WHERE purpose = 'consent_dossier'") == [(account,), (lan,)]

    await village.officer("Cán bộ")
    await village.does("Cán bộ", "/queue", f"[{PRODUCT}]", "[Đồng ý đưa vào danh mục]")
    for name in ("Chị Ba", "kế toán Lan"):
        assert PRODUCT in await village.told(name), f"{name} hears that the commune took it"
    keys = await village.rows("SELECT key FROM outbox WHERE key LIKE 'accepted:%'")
    assert len(keys) == 2
    assert await village.rows("SELECT person_id, on_behalf FROM audit WHERE kind = 'sent'") == [(account, 0)]


async def _two(village: Village) -> tuple[int, int]:
    """The account of the only producer, and who came in."""
    ((account, member),) = await village.rows("SELECT account_id, person_id FROM member WHERE account_id <> person_id")
    return int(str(account)), int(str(member))


async def test_what_a_member_types_is_the_producers_and_names_the_member(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "con gái Mai")
    await village.agrees("con gái Mai")
    await village.does("con gái Mai", "/products", f"[{PRODUCT}]")
    await village.does("con gái Mai", "/register", "Mắm ruốc", "[Lưu, để sau]")
    account, mai = await _two(village)
    begun = await village.rows("SELECT person_id, answers FROM draft WHERE form = 'idea'")
    assert [row[0] for row in begun] == [account]
    assert "Mắm ruốc" in await village.does("Chị Ba", "/products"), "the other goes on with it"
    await village.does("Chị Ba", "/menu")
    shown = await village.does("con gái Mai", "/privacy")
    assert "Sản phẩm" in shown
    held = await collect(village.store.database, mai)
    assert [row["name"] for row in held["products"]] == [PRODUCT], "who works for it takes along what they may see"
    assert [row["purpose"] for row in held["consents"]].count("consent_dossier") == 1
    assert {row["channel"] for row in held["addresses"]} == {"web"}
    assert len(held["addresses"]) == 1, "but not what is the other's own"


async def test_two_members_at_one_form_lose_no_answer_without_a_word(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "con gái Mai")
    await village.agrees("con gái Mai")
    await village.does("Chị Ba", "/register")
    ((begun,),) = await village.rows("SELECT id FROM draft WHERE form = 'idea'")
    await village.does("con gái Mai", f"<forged button draft:{begun}>")
    await village.does("Chị Ba", "Mắm ruốc")
    shown = await village.does("con gái Mai", "Khô cá")
    assert "Khô cá" in shown, "what was said to a question that the other has answered is given back"
    drafts = await village.rows("SELECT answers FROM draft WHERE form = 'idea'")
    assert "Mắm ruốc" in str(drafts)
    assert "Khô cá" not in str(drafts)


async def test_a_removed_member_is_out_at_once_also_in_the_middle_of_a_form(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "kế toán Lan")
    await village.agrees("kế toán Lan")
    await village.does("kế toán Lan", "/register")
    shown = await village.does("Chị Ba", "/products", "[Người cùng làm]", "[kế toán Lan]", "[Cho thôi làm]")
    assert "Cho kế toán Lan thôi làm?" in shown
    assert "đã thôi làm" in await village.does("Chị Ba", "[Đúng, cho thôi]")
    assert f"không còn làm cho {NAME}" in await village.told("kế toán Lan")
    shown = await village.does("kế toán Lan", "Mắm ruốc")
    assert PRODUCT not in shown
    assert "Mắm ruốc" not in str(await village.rows("SELECT answers FROM draft"))
    assert PRODUCT not in await village.does("kế toán Lan", "/products")
    account, lan = await _two(village)
    assert [told.person for told in await village.store.told(account)] == [account], "a removed member hears nothing"
    assert PRODUCT not in str((await collect(village.store.database, lan))["products"])


async def test_the_last_owner_says_who_takes_over_before_leaving(village: Village) -> None:
    await village.sends("Chị Ba")
    assert "Chỉ có Anh/Chị làm ở đây" in await village.does("Chị Ba", "<forged button askleaveteam>")
    await village.lets_in("Chị Ba", "kế toán Lan")
    await village.agrees("kế toán Lan")
    shown = await village.does("Chị Ba", "/products", "[Người cùng làm]", "[Tôi thôi làm ở đây]")
    assert "Anh/Chị là chủ duy nhất" in shown
    assert "Anh/Chị là chủ duy nhất" in await village.does("Chị Ba", "<forged button leaveteam>")
    account, lan = await _two(village)
    assert "đã thôi làm" in await village.does("Chị Ba", "[Giao cho kế toán Lan]")
    assert PRODUCT not in await village.does("Chị Ba", "/products")
    assert "là chủ ở" in await village.told("kế toán Lan")
    assert [member.person for member in await village.store.members(account)] == [lan]
    assert PRODUCT in await village.does("kế toán Lan", "/products")
    ((former,),) = await village.rows(
        "SELECT person_id FROM consent WHERE person_id NOT IN (?, ?) LIMIT 1", account, lan
    )
    assert former != account, "who goes keeps what is their own, under another number"


async def test_erasing_one_of_several_leaves_the_producer_to_the_others(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "kế toán Lan")
    await village.agrees("kế toán Lan")
    account, lan = await _two(village)
    shown = await village.does("Chị Ba", "/privacy", "[Xóa dữ liệu của tôi]")
    assert "hồ sơ ở lại, vì còn người khác cùng làm" in shown
    assert "Người cùng làm lâu nhất sẽ làm chủ" in shown
    await village.does("Chị Ba", "[Xóa hẳn]")
    assert PRODUCT in await village.does("kế toán Lan", "/products")
    assert [(m.person, m.part) for m in await village.store.members(account)] == [(lan, "owner")]
    assert await village.rows("SELECT 1 FROM consent WHERE person_id = ?", account) == []
    assert await village.rows("SELECT phone FROM producer") == [("+84912345678",)], "the producer's own data stay"
    await village.does("kế toán Lan", "/privacy", "[Xóa dữ liệu của tôi]", "[Xóa hẳn]")
    assert await village.rows("SELECT 1 FROM application") == [], "with the last one goes what need not be kept"
    assert await village.rows("SELECT phone FROM producer WHERE phone <> ''") == []


async def test_one_person_works_for_two_producers_and_sees_which(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.does("Chị Ba", "<forged button producers>", "[Thêm chủ thể khác]")
    shown = await village.does("Chị Ba", "/products")
    assert PRODUCT not in shown
    assert "Tôi đang làm cho: chủ thể chưa có tên" in shown
    await village.does("Chị Ba", "/register", "Hợp tác xã Mắm Đất Mũi", "[Lưu, để sau]")
    shown = await village.does("Chị Ba", "/menu", "[Đổi chủ thể]", f"[{NAME}]")
    assert f"Anh/Chị làm cho: {NAME}" in shown
    shown = await village.does("Chị Ba", "/products")
    assert PRODUCT in shown
    assert "Mắm Đất Mũi" not in shown
    people = await village.rows("SELECT DISTINCT person_id FROM draft WHERE form = 'idea'")
    owners = await village.rows("SELECT DISTINCT person_id FROM application")
    assert people != owners, "two producers, two accounts"


async def test_an_old_screen_of_another_producer_leads_to_that_one(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.does("Chị Ba", "<forged button producers>", "[Thêm chủ thể khác]")
    ((application,),) = await village.rows("SELECT id FROM application")
    shown = await village.does("Chị Ba", f"<forged button p:{application}>")
    assert PRODUCT in shown
    assert "không phải của Anh/Chị" not in shown
    assert await village.rows("SELECT works_for FROM address WHERE works_for <> 0") == []


async def test_an_officer_who_is_a_member_never_checks_what_is_the_producers(village: Village) -> None:
    await village.officer("Cán bộ")
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "Cán bộ")
    await village.agrees("Cán bộ")
    shown = await village.does("Cán bộ", "/menu")
    assert "[Sang việc cán bộ xã]" in shown or "cán bộ xã" in shown
    assert PRODUCT not in await village.does("Cán bộ", "/queue"), "the queue leaves out what is one's producer's"
    ((application, revision),) = await village.rows("SELECT id, revision FROM application")
    await village.does("Cán bộ", f"<forged button accept:{application}:{revision}>")
    assert await village.rows("SELECT state FROM application") == [("sent",)]
    account, _ = await _two(village)
    await village.officer("Cán bộ khác")
    assert PRODUCT in await village.does("Cán bộ khác", "/queue")
    assert account


async def test_a_code_of_somebody_who_is_no_owner_any_more_opens_nothing(village: Village) -> None:
    await village.sends("Chị Ba")
    await village.lets_in("Chị Ba", "kế toán Lan", "Chủ")
    await village.agrees("kế toán Lan")
    await village.does("kế toán Lan", "/products", "[Người cùng làm]", "[Mời thêm người]", "người lạ", "[Chủ]")
    await village.does("Chị Ba", "/products", "[Người cùng làm]", "[kế toán Lan]", "[Cho thôi làm]", "[Đúng, cho thôi]")
    shown = await village.does("người lạ", "mã {code}")
    assert "[Đúng, tôi cùng làm]" not in shown
    assert "không dùng được" in shown or "Mã" in shown
    assert await village.rows("SELECT count(*) FROM member WHERE account_id <> person_id AND ended_at = ''") == [(0,)]


async def test_the_communes_officer_lets_somebody_in_and_those_who_work_there_hear_of_it(village: Village) -> None:
    await village.officer("Cán bộ")
    await village.sends("Lan")
    ((product,),) = await village.rows("SELECT id FROM application")
    await village.does("Cán bộ", f"<forged button acts:{product}>", "[Xem thêm]", "[Thêm người cùng làm]")
    await village.does("Cán bộ", "Kế toán Minh")
    shown = await village.does("Cán bộ", "[Người giúp]")
    assert "Làm sao Anh/Chị biết chủ thể muốn" in shown
    assert "mã" in await village.does("Cán bộ", "[Đã hỏi chủ thể]")
    assert NAME in await village.does("Minh", "mã {code}")
    await village.does("Minh", "[Đúng, tôi cùng làm]")
    await village.agrees("Minh")
    assert PRODUCT in await village.does("Minh", "/products")
    told = await village.told("Lan")
    assert "Cán bộ xã đã cho Kế toán Minh vào cùng làm" in told
    assert "Kế toán Minh" in await village.does("Lan", "[Người cùng làm]")
    rows = await village.rows("SELECT reason FROM audit WHERE kind = 'invited.member'")
    assert rows == [("asked",)]


async def test_the_code_of_an_officer_who_lost_the_office_lets_nobody_in(village: Village) -> None:
    await village.officer("Cán bộ")
    await village.sends("Lan")
    ((product,),) = await village.rows("SELECT id FROM application")
    assert "không mở được" in await village.does("Lan", f"<forged button vouch:{product}>"), "not one's own"
    await village.does("Cán bộ", f"<forged button vouch:{product}>", "Kế toán Minh", "[Chủ]", "[Đã hỏi chủ thể]")
    await village.store.database.write([Statement("DELETE FROM role", ())])
    assert NAME not in await village.does("Minh", "mã {code}")

"""Plans on the law in a running assistant: whose dates people see, and how far a date may be moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import WebTown
from support.scenes import VI, Scene, write_plan

from ocop_domain.rights import Role

SEPTEMBER = datetime(2027, 9, 1, 2, 0, tzinfo=UTC)
MOVE = {"programme": "vietnam-2027", "duty": "vn27-request", "occurrence": "2027-2", "source": "II.3"}


@asynccontextmanager
async def law(tmp_path: Path) -> AsyncIterator[Scene]:
    clock = HandClock(SEPTEMBER)
    async with assistant_on(settings_for(tmp_path, programme=None), clock) as assistant:
        town = WebTown()
        town.enter(assistant)
        yield Scene(assistant, town, clock)


async def test_a_plan_moves_a_date_of_the_law_for_its_own_unit_only_and_says_by_which_document(tmp_path: Path) -> None:
    write_plan(tmp_path / "programmes", moves=[{**MOVE, "due": date(2027, 9, 30)}])
    async with law(tmp_path) as scene:
        own = await scene.officer(Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau")
        other = await scene.officer(Role.COMMUNE_OFFICER, "Xã Vĩnh Hải, Tỉnh Khánh Hòa")
        assert "30/09/2027" in await scene.hears(own, "/calendar")
        assert "30/09/2027" not in await scene.hears(other, "/calendar")
        duty = await scene.pressed(own, "Gửi văn bản đề nghị và hồ sơ các sản phẩm lên tỉnh (đợt 2/2027)")
        assert "Kế hoạch số 12/KH-UBND, II.3" in duty
        assert "29/10/2027" in duty, "what it was stays known"


async def test_reminders_name_the_day_of_the_plan(tmp_path: Path) -> None:
    write_plan(tmp_path / "programmes", moves=[{**MOVE, "due": date(2027, 9, 30)}])
    async with law(tmp_path) as scene:
        own = await scene.officer(Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau")
        other = await scene.officer(Role.COMMUNE_OFFICER, "Xã Vĩnh Hải, Tỉnh Khánh Hòa")
        heard = {}
        for _ in range(30):
            scene.clock.move(hours=24)
            await scene.assistant.reminders.tick()
            for name, phone in (("own", own), ("other", other)):
                heard[name] = heard.get(name, "") + await scene.shown(phone)
        assert "30/09/2027" in heard["own"]
        assert "29/10/2027" not in heard["own"]
        assert "30/09/2027" not in heard["other"]


OWN = {
    "id": "cm27-list",
    "step": 5,
    "kind": "deadline",
    "title": "Gửi danh sách sản phẩm của xã lên tỉnh",
    "role": "commune_officer",
    "level": "commune",
    "opens": date(2027, 9, 1),
    "due": date(2027, 9, 20),
    "source": "II.4",
}
REPLACES = {"programme": "vietnam-2027", "duty": "vn27-request", "source": "II.4"}
LAW_S = "Gửi văn bản đề nghị và hồ sơ các sản phẩm lên tỉnh (đợt 2/2027)"


async def test_a_plan_s_own_duty_is_the_officers_of_its_unit_and_what_it_replaces_is_not(tmp_path: Path) -> None:
    write_plan(tmp_path / "programmes", duties=[OWN], replaces=[REPLACES])
    async with law(tmp_path) as scene:
        own = await scene.officer(Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau")
        other = await scene.officer(Role.COMMUNE_OFFICER, "Xã Vĩnh Hải, Tỉnh Khánh Hòa")
        here, there = await scene.hears(own, "/calendar"), await scene.hears(other, "/calendar")
        assert OWN["title"] in here
        assert LAW_S not in here
        assert OWN["title"] not in there
        assert LAW_S in there
        assert "Kế hoạch số 12/KH-UBND" in await scene.pressed(own, OWN["title"])
        await scene.pressed(own, VI("duty.did"))
        assert OWN["title"] not in await scene.hears(own, "/calendar")
        rows = await scene.assistant.store.database.fetch("SELECT programme, duty FROM done")
        assert [tuple(row) for row in rows] == [("camau-2027", "cm27-list")]


async def test_a_plan_s_own_duty_is_reminded_of_and_looked_after_by_the_province(tmp_path: Path) -> None:
    write_plan(tmp_path / "programmes", duties=[OWN])
    async with law(tmp_path) as scene:
        own = await scene.officer(Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau")
        other = await scene.officer(Role.COMMUNE_OFFICER, "Xã Vĩnh Hải, Tỉnh Khánh Hòa")
        staff = await scene.officer(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
        await scene.hears(staff, "/menu")
        looked = await scene.pressed(staff, VI("menu.overview"))
        assert OWN["title"] in looked
        heard = {"own": "", "other": ""}
        for _ in range(20):
            scene.clock.move(hours=24)
            await scene.assistant.reminders.tick()
            for name, phone in (("own", own), ("other", other)):
                heard[name] += await scene.shown(phone)
        assert OWN["title"] in heard["own"]
        assert OWN["title"] not in heard["other"]
        keys = await scene.assistant.store.database.fetch(
            "SELECT DISTINCT programme FROM reminder WHERE duty = 'cm27-list'"
        )
        assert [row[0] for row in keys] == ["camau-2027"]


async def test_a_date_past_the_law_is_refused_with_the_article_and_the_reason_that_was_typed_stays(
    tmp_path: Path,
) -> None:
    async with law(tmp_path) as scene:
        staff = await scene.officer(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
        await staff.forge("move:vn27-council:2027-2")
        await scene.shown(staff)
        await scene.hears(staff, "15/01/2028")
        await scene.hears(staff, "Chờ kết quả kiểm nghiệm")
        refused = await scene.pressed(staff, VI("form.move.send"))
        assert "Điều 5.1" in refused
        assert "29/12/2027" in refused
        assert await scene.assistant.store.moved("vietnam-2027") == ()
        await scene.hears(staff, "20/12/2027")
        done = await scene.pressed(staff, VI("form.move.send"))
        assert "20/12/2027" in done
        (moved,) = await scene.assistant.store.moved("vietnam-2027")
        assert (moved.last_day, moved.reason) == (date(2027, 12, 20), "Chờ kết quả kiểm nghiệm")


async def test_a_form_that_was_begun_under_another_programme_is_no_dead_form(tmp_path: Path) -> None:
    """Seen dead before: the next word was answered with the menu, and what was typed was nobody's."""
    town = WebTown()
    async with assistant_on(settings_for(tmp_path, programme="camau-2022"), HandClock(SEPTEMBER)) as assistant:
        town.enter(assistant)
        scene = Scene(assistant, town, HandClock(SEPTEMBER))
        phone = town.phone("vi")
        await scene.hears(phone, "/start")
        await phone.forge("askdata")
        await scene.shown(phone)
        await scene.pressed(phone, VI("q.data_kind.option.correct"))
    async with assistant_on(settings_for(tmp_path, programme=None), HandClock(SEPTEMBER)) as assistant:
        town.enter(assistant)
        scene = Scene(assistant, town, HandClock(SEPTEMBER))
        summary = await scene.hears(phone, "Tên tôi ghi sai")
        assert "Tên tôi ghi sai" in summary
        await scene.pressed(phone, VI("form.data_request.send"))
        rows = await assistant.store.database.fetch("SELECT words FROM data_request")
        assert [row[0] for row in rows] == ["Tên tôi ghi sai"]


async def test_producers_of_two_provinces_register_in_their_own_plans_and_one_without_under_the_law(
    tmp_path: Path,
) -> None:
    """What leads is that of the place, whatever somebody was greeted with; a place that is changed takes it along."""
    write_plan(tmp_path / "programmes")
    write_plan(tmp_path / "programmes", id="khanhhoa-2027", name="OCOP Khánh Hòa 2027", province="Khánh Hòa")
    async with law(tmp_path) as scene:
        led = {}
        for place in ("Xã Đất Mũi, Tỉnh Cà Mau", "Xã Vĩnh Hải, Tỉnh Khánh Hòa", "Xã Đông Anh, Thành phố Hà Nội"):
            phone = await scene.begins_to_register()
            await scene.hears(phone, place)
            led[place.split(", ")[1]] = await scene.programmes_of_drafts()
        assert led == {
            "Tỉnh Cà Mau": ["camau-2027"],
            "Tỉnh Khánh Hòa": ["camau-2027", "khanhhoa-2027"],
            "Thành phố Hà Nội": ["camau-2027", "khanhhoa-2027", "vietnam-2027"],
        }


async def test_a_form_that_was_begun_from_a_duty_keeps_its_plan_to_the_end(tmp_path: Path) -> None:
    """An activity for the duty of one plan is none for the duty of the same id in the plan that leads."""
    title = "Tập huấn của kế hoạch nhiều năm"
    duty = {**OWN, "role": "province_staff", "level": "province", "title": "Tập huấn cho chủ thể"}
    older = {"id": "camau-2026-2028", "name": "OCOP Cà Mau 2026-2028", "document": "Kế hoạch số 3/KH-UBND"}
    years = {"issued": date(2026, 2, 1), "valid_from": date(2026, 3, 1), "valid_to": date(2028, 12, 31)}
    write_plan(tmp_path / "programmes", duties=[duty])
    write_plan(tmp_path / "programmes", **older, **years, duties=[{**duty, "title": title}])
    async with law(tmp_path) as scene:
        staff = await scene.officer(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
        for pressed in (title, str(duty["title"])):
            await scene.hears(staff, "/calendar")
            await scene.pressed(staff, pressed)
            assert pressed in await scene.pressed(staff, VI("activity.make"))
            for said in ("15/9 8 giờ", "Hội trường tỉnh", "20"):
                await scene.hears(staff, said)
            await scene.pressed(staff, VI("q.cast_to.option.producer"))
            await scene.pressed(staff, VI("cast.everywhere"))
            await scene.pressed(staff, VI("form.activity.send"))
        made = await scene.assistant.store.database.fetch("SELECT programme, title FROM activity ORDER BY programme")
        assert [tuple(row) for row in made] == [("camau-2026-2028", title), ("camau-2027", duty["title"])]


async def test_of_two_plans_with_a_duty_of_the_same_id_the_pressed_one_is_meant(tmp_path: Path) -> None:
    """As `programme new --from` makes them: the other plan leads, and its duty is not done or silenced instead."""
    title = "Gửi danh sách của kế hoạch nhiều năm"
    write_plan(tmp_path / "programmes", duties=[OWN])
    older = {"id": "camau-2026-2028", "name": "OCOP Cà Mau 2026-2028", "document": "Kế hoạch số 3/KH-UBND"}
    years = {"issued": date(2026, 2, 1), "valid_from": date(2026, 3, 1), "valid_to": date(2028, 12, 31)}
    write_plan(tmp_path / "programmes", **older, **years, duties=[{**OWN, "title": title}])
    async with law(tmp_path) as scene:
        own = await scene.officer(Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau")
        rows = scene.assistant.store.database.fetch
        await scene.hears(own, "/calendar")
        assert "Kế hoạch số 3/KH-UBND" in await scene.pressed(own, title)
        await scene.pressed(own, VI("duty.mute"))
        assert [row[0] for row in await rows("SELECT programme FROM mute")] == ["camau-2026-2028"]
        await scene.pressed(own, VI("duty.unmute"))
        assert await rows("SELECT programme FROM mute") == []
        told = ""
        while title not in told:
            scene.clock.move(hours=24)
            await scene.assistant.reminders.tick()
            told = await scene.shown(own)
        assert "Kế hoạch số 3/KH-UBND" in await scene.pressed(own, title)
        await scene.pressed(own, VI("duty.did"))
        assert [row[0] for row in await rows("SELECT programme FROM done")] == ["camau-2026-2028"]
        assert "Kế hoạch số 3/KH-UBND" in await scene.pressed(own, VI("duty.undo")) + await scene.pressed(
            own, VI("remind.do.look")
        )
        assert await rows("SELECT programme FROM done") == []
        await own.forge("did:cm27-list:once:n32248")  # as buttons were before the second plan
        assert VI("duty.which_plan") in await scene.shown(own)
        assert await rows("SELECT programme FROM done") == []
        await scene.pressed(own, "OCOP Cà Mau 2026-2028")
        assert [row[0] for row in await rows("SELECT programme FROM done")] == ["camau-2026-2028"]
        elsewhere = await scene.officer(Role.COMMUNE_OFFICER, "Xã Vĩnh Hải, Tỉnh Khánh Hòa")
        await elsewhere.forge("mute:cm27-list")
        assert VI("duty.which_plan") not in await scene.shown(elsewhere), "neither plan is theirs"
        above = await scene.officer(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
        await above.forge("who:cm27-list:once")
        assert VI("duty.which_plan") in await scene.shown(above)
        assert title in await scene.pressed(above, "OCOP Cà Mau 2026-2028")

"""The dashboard through the real server: who gets in, what they see, how it is narrowed, what leaves."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes.telegram import FakeTelegram
from openpyxl import load_workbook
from support.assistants import assistant_on, invite, settings_for
from support.clocks import HandClock
from support.people import Phone, TelegramTown, Town, WebTown
from support.tracked import put_products

from bot.app import Assistant
from bot.handlers.dashboard.products import SHOWN
from bot.records.dashboard import OFFER, SIGNED_IN
from bot.storage.engine.statements import Row, Statement
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Role

PUBLIC = "http://127.0.0.1:8123"
COMMUNE, DISTRICT = "Xã Đất Mũi, Huyện Ngọc Hiển, Tỉnh Cà Mau", "Huyện Ngọc Hiển, Tỉnh Cà Mau"
OTHER_COMMUNE = "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"
PAGE = {"accept": "text/html"}


class Office:
    """An assistant with officials at their phones, and browsers."""

    def __init__(self, assistant: Assistant, clock: HandClock, town: Town) -> None:
        self.assistant, self.clock, self.town = assistant, clock, town
        town.enter(assistant)

    async def official(self, role: Role, place: str) -> Phone:
        token = await invite(self.assistant, role, place)
        phone = self.town.phone("vi")
        await phone.say(f"/start join-{token}")
        await self.town.settled(self.assistant)
        await phone.press("Nhận việc này")
        await self.town.settled(self.assistant)
        return phone

    async def says(self, phone: Phone, text: str) -> str:
        """All that is answered."""
        await phone.say(text)
        return await self._answered(phone)

    async def presses(self, phone: Phone, label: str) -> str:
        await phone.press(label)
        return await self._answered(phone)

    async def _answered(self, phone: Phone) -> str:
        await self.town.settled(self.assistant)
        return "\n".join(text for text, _ in await phone.seen())

    async def link(self, phone: Phone) -> str:
        """The path of a fresh link."""
        told = await self.says(phone, "bảng theo dõi")
        found = re.search(rf"{PUBLIC}(/dashboard/open/\S+)", told)
        assert found, told
        return found[1]

    def browser(self, peer: str = "127.0.0.1") -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.assistant.server, client=(peer, 50000))
        return httpx.AsyncClient(transport=transport, base_url=PUBLIC, headers=PAGE)

    @asynccontextmanager
    async def signed_in(self, phone: Phone) -> AsyncIterator[httpx.AsyncClient]:
        async with self.browser() as browser:
            answer = await enter(browser, await self.link(phone))
            assert answer.status_code == 303, answer.text
            await self.town.settled(self.assistant)
            yield browser


async def enter(browser: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    """Opens the link and says yes."""
    await browser.get(path)
    form = {"code": path.rpartition("/")[2]}
    return await browser.post("/dashboard/open", data=form, headers={"origin": PUBLIC, **headers})


async def text_of(browser: httpx.AsyncClient, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.text)


def names(page: str) -> list[str]:
    """The products of a table, in its order."""
    return re.findall(r'<th scope="row" role="rowheader"><a href="/#go=[^"]*">\s*([^<]+?)\s*</a>', page)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock()
    async with assistant_on(settings_for(tmp_path, web_url=PUBLIC), clock) as assistant:
        yield Office(assistant, clock, WebTown())


# In and out


async def test_a_link_from_the_chat_opens_the_dashboard_once_and_shows_first_whose_it_is(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    path = await here.link(officer)
    async with here.browser() as browser, here.browser() as thief:
        for _ in range(2):  # previews of messengers look too, and spend nothing
            shown = await browser.get(path)
            assert "cán bộ xã, Xã Đất Mũi" in shown.text
            assert "set-cookie" not in shown.headers
        assert (await browser.get("/dashboard")).status_code == 401
        entered = await enter(browser, path)
        cookie = entered.headers["set-cookie"].lower()
        assert (entered.status_code, entered.headers["location"]) == (303, "/dashboard")
        assert all(word in cookie for word in ("httponly", "samesite=lax", "path=/", f"max-age={8 * 3600}"))
        assert "Tổng quan" in await text_of(browser, "/dashboard")
        assert (await thief.get(path)).status_code == 404, "spent"
        assert (await enter(thief, path)).status_code == 404
        assert (await thief.get("/dashboard")).status_code == 401


async def test_only_the_last_link_opens_and_only_for_some_minutes(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    first, second = await here.link(officer), await here.link(officer)
    async with here.browser() as browser:
        assert (await enter(browser, first)).status_code == 404
        here.clock.now += OFFER
        assert (await browser.get(second)).status_code == 404
        assert (await enter(browser, second)).status_code == 404
        assert (await enter(browser, await here.link(officer))).status_code == 303


async def test_a_browser_is_signed_in_for_hours_and_until_it_signs_out(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser, here.browser() as copy:
        copy.cookies = httpx.Cookies(browser.cookies)
        here.clock.now += SIGNED_IN - timedelta(minutes=1)
        await text_of(browser, "/dashboard")
        left = await browser.post("/dashboard/out", data={"out": ""}, headers={"origin": PUBLIC})
        assert "Đã đăng xuất" in left.text
        assert (await copy.get("/dashboard")).status_code == 401, "the cookie opens nothing, wherever it was copied to"
    async with here.signed_in(officer) as browser:
        here.clock.now += SIGNED_IN
        assert (await browser.get("/dashboard")).status_code == 401


async def test_the_phone_hears_of_it_and_ends_it_with_one_tap(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        told = "\n".join(text for text, _ in await officer.seen())
        assert "Bảng theo dõi vừa được mở" in told
        assert "Bảng theo dõi trên" in await here.says(officer, "máy của tôi")
        await here.presses(officer, "Không phải tôi: cho ra")
        assert (await browser.get("/dashboard")).status_code == 401
        assert "Bảng theo dõi trên" not in await here.says(officer, "máy của tôi")


async def test_forms_of_other_sites_and_codes_of_nobody_open_nothing(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    path = await here.link(officer)
    form = {"code": path.rpartition("/")[2]}
    foreign = (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {},
        {"origin": PUBLIC, "sec-fetch-site": "cross-site"},
        {"origin": PUBLIC, "content-type": "text/plain"},
    )
    async with here.browser() as browser:
        for headers in foreign:
            assert (await browser.post("/dashboard/open", data=form, headers=headers)).status_code == 403, headers
        for code in ("x", "A" * 500, "%00", "ABCD-EFGH-IJKL"):
            assert (await browser.get(f"/dashboard/open/{code}")).status_code == 404
        assert (await browser.post("/dashboard/open", data=form, headers={"origin": PUBLIC})).status_code == 303
        window = await browser.post("/dashboard/window", data={"window": "district"}, headers={"origin": PUBLIC})
        assert window.status_code == 404, "there are windows in a demonstration only"
        browser.cookies = httpx.Cookies({"ocop-dashboard": "forged"})
        assert (await browser.get("/dashboard")).status_code == 401


async def test_who_has_nothing_to_look_after_is_given_no_link(here: Office) -> None:
    producer = here.town.phone("vi")
    await here.says(producer, "/start")
    assert "/dashboard/open/" not in await here.says(producer, "bảng theo dõi")
    member = await here.official(Role.COUNCIL_MEMBER, DISTRICT)
    assert "/dashboard/open/" not in await here.says(member, "/dashboard")


async def test_a_phone_that_came_in_lately_opens_no_dashboard(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    await here.says(officer, "trợ giúp")
    code = re.search(r"\w{4}-\w{4}-\w{4}", await here.presses(officer, "Dùng trên máy khác"))
    assert code
    newcomer = here.town.phone("vi")
    await here.says(newcomer, f"mã {code[0]}")
    await here.presses(newcomer, "Đúng, hồ sơ của tôi")
    assert "Máy này mới vào hồ sơ" in await here.says(newcomer, "bảng theo dõi")
    assert await here.link(officer)


async def test_every_page_is_locked_and_says_its_language(here: Office) -> None:
    staff = await here.official(Role.DISTRICT_STAFF, DISTRICT)
    path = await here.link(staff)
    async with here.browser() as browser:
        pages = [await browser.get("/dashboard"), await browser.get(path)]
        await enter(browser, path)
        for name in ("", "/products", "/progress", "/waiting", "/rounds", "/staff", "/year"):
            pages.append(await browser.get(f"/dashboard{name}"))
        await here.says(staff, "/english")
        english = await browser.get("/dashboard")
        assert '<html lang="en">' in english.text
        assert "Waiting for a check" in english.text
        for page in pages:
            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert (page.headers["cache-control"], page.headers["x-frame-options"]) == ("no-store", "DENY")
            assert '<html lang="vi">' in page.text
            assert "<script" not in page.text
            assert " style=" not in page.text


# Rights


async def test_the_same_rights_as_in_the_chat_and_what_is_refused_is_not_there(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Cua Năm Căn", "Tôm khô"])
    await put_products(here.assistant, OTHER_COMMUNE, ["Mắm ba khía"])
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        page = await text_of(browser, "/dashboard/products")
        assert sorted(names(page)) == ["Cua Năm Căn", "Tôm khô"]
        assert "Mắm ba khía" not in await text_of(browser, "/dashboard/products?words=mam")
        elsewhere = here.assistant.store
        (other,) = await elsewhere.database.fetch("SELECT DISTINCT area FROM application WHERE name = 'Mắm ba khía'")
        for path in (
            "/dashboard/rounds",
            "/dashboard/staff",
            "/dashboard/nothing",
            "/dashboard/overview",
            f"/dashboard/products?unit={other[0]}",
            "/dashboard/products?unit=x",
            "/dashboard/products?state=x",
            "/dashboard/products?group=x",
            "/dashboard/products?sort=x",
            "/dashboard/products?start=-1",
            f"/dashboard/products.csv?unit={other[0]}",
            "/dashboard/products.exe",
        ):
            answer = await browser.get(path)
            assert (answer.status_code, "Không có trang này." in answer.text) == (404, True), path


async def test_a_role_that_is_taken_away_closes_the_next_page(here: Office) -> None:
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        await text_of(browser, "/dashboard/products")
        await _without_roles(here)
        for path in ("/dashboard", "/dashboard/products", "/dashboard/products.csv"):
            assert (await browser.get(path)).status_code == 401, path


async def _without_roles(here: Office) -> None:
    from bot.storage.engine.statements import Statement

    await here.assistant.store.database.write([Statement("DELETE FROM role")])


async def test_communes_without_an_officer_are_named_to_staff(here: Office) -> None:
    staff = await here.official(Role.DISTRICT_STAFF, DISTRICT)
    await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(staff) as browser:
        page = await text_of(browser, "/dashboard/staff")
        empty, _, held = page.partition("Cán bộ cấp dưới: 1")
        assert "Xã Viên An" in empty
        assert "Xã Đất Mũi" not in empty
        assert "Xã Đất Mũi" in held


# Tables


async def test_products_are_filtered_found_sorted_and_walked_to_the_end(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, [f"Tôm khô {n}" for n in range(1, 31)])
    await put_products(here.assistant, COMMUNE, ["Mật ong rừng"], state="accepted", form="company", kind="upgrade")
    await put_products(here.assistant, COMMUNE, ["Rượu nếp"], state="judged", star=4)
    await put_products(here.assistant, OTHER_COMMUNE, ["Chuối sấy"])
    staff = await here.official(Role.DISTRICT_STAFF, DISTRICT)
    async with here.signed_in(staff) as browser:
        page = await text_of(browser, "/dashboard/products?sort=product")
        assert "Đang xem 1–25 trong 32" in page
        assert names(page)[:4] == ["Mật ong rừng", "Rượu nếp", "Tôm khô 1", "Tôm khô 2"]
        further = re.search(r'rel="next" href="([^"]+)"', page)
        assert further
        rest = await text_of(browser, further[1])
        assert "Đang xem 26–32 trong 32" in rest
        assert names(rest)[-1] == "Tôm khô 30"
        for query, found in (
            ("words=mat ong", ["Mật ong rừng"]),
            ("words=mật ong", ["Mật ong rừng"]),
            ("state=judged", ["Rượu nếp"]),
            ("star=4", ["Rượu nếp"]),
            ("form=company", ["Mật ong rừng"]),
            ("kind=upgrade", ["Mật ong rừng"]),
            ("star=4&form=company", []),
            ("words=chuoi", []),
            ("late=1", []),
        ):
            assert names(await text_of(browser, f"/dashboard/products?{query}")) == found, query
        backwards = await text_of(browser, "/dashboard/products?sort=product&back=1")
        assert names(backwards)[0] == "Tôm khô 30"
        assert 'aria-sort="descending"' in backwards
        assert "4 sao" in await text_of(browser, "/dashboard/products?star=4")


async def test_what_people_typed_is_shown_as_text(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["<b>Tôm</b> & <script>alert(1)</script>"])
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        for path in ("/dashboard/products", "/dashboard/waiting", "/dashboard/products?words=<script>"):
            raw = (await browser.get(path)).text
            assert "<script" not in raw
            assert "<b>Tôm" not in raw


async def test_the_overview_counts_and_leads_to_what_it_counts(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Tôm khô", "Cua"])
    await put_products(here.assistant, COMMUNE, ["Rượu nếp"], state="judged", star=3)
    staff = await here.official(Role.DISTRICT_STAFF, DISTRICT)
    async with here.signed_in(staff) as browser:
        page = await text_of(browser, "/dashboard")
        assert re.search(r"<b>3</b> <span>hồ sơ sản phẩm", page)
        assert 'aria-label="Hồ sơ đang ở bước nào. Chờ xã kiểm tra: 2; Đã có kết quả của Hội đồng: 1"' in page
        for link in sorted(set(re.findall(r'href="(/dashboard[^"]*)"', page))):
            assert (await browser.get(html.unescape(link))).status_code == 200, link


async def test_stars_of_imported_lists_that_nobody_has_claimed_are_counted_apart(here: Office) -> None:
    phone = await here.official(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
    into = "INSERT INTO imported_"
    unit = [
        Statement(
            f"{into}producer (id, area, key, name, person_id) VALUES (?, 'o32248', ?, 'HTX', ?)", (id_, id_, owner)
        )
        for id_, owner in (("free", 0), ("claimed", 7))
    ]
    for id_, producer, last in (
        *(("holds", "free", "2099-01-01"), ("for life", "free", "")),
        *(("lapsed", "free", "2001-01-01"), ("theirs", "claimed", "")),
    ):
        unit += [
            Statement(f"{into}product (id, producer_id, name, key) VALUES (?, ?, 'Mắm', ?)", (id_, producer, id_)),
            Statement(f"{into}recognition (product_id, position, star, expires_on) VALUES (?, 0, 4, ?)", (id_, last)),
        ]
    await here.assistant.store.database.write(unit)
    await here.says(phone, "/menu")
    await here.presses(phone, "Theo dõi tiến độ")
    await here.presses(phone, "Tiến độ")
    told = await here.presses(phone, "Chỉ tiêu, mục tiêu")
    while "Ngoài ra" not in told:
        told = await here.presses(phone, "Xem thêm")
    assert "Ngoài ra: 2 sản phẩm đã công nhận, chủ thể chưa dùng trợ lý." in told
    async with here.signed_in(phone) as browser:
        assert "Ngoài ra: 2 sản phẩm đã công nhận, chủ thể chưa dùng trợ lý." in await text_of(browser, "/dashboard")


async def test_progress_is_held_against_the_quotas_and_goals_of_the_plan(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Tôm khô", "Cua"])
    await put_products(here.assistant, COMMUNE, ["Mắm"], kind="upgrade", form="company")
    await put_products(here.assistant, OTHER_COMMUNE, [f"Chuối sấy {n}" for n in range(160)])
    plan = load_programme("camau-2022")
    quota = next(quota for quota in plan.quotas if quota.area == "Huyện Ngọc Hiển")
    staff = await here.official(Role.PROVINCE_STAFF, "Tỉnh Cà Mau")
    async with here.signed_in(staff) as browser:
        page = await text_of(browser, "/dashboard/progress")
        assert f"Huyện Ngọc Hiển: 3/{quota.new + quota.upgrade}" in page
        assert 'aria-label="Đã đăng ký so với chỉ tiêu' in page
        assert plan.targets[0].what in page
        assert "dòng nữa" in page, "what is not shown is said"
        assert (await browser.get("/dashboard/progress?programme=khanhhoa-2020")).status_code == 404
    district = await here.official(Role.DISTRICT_STAFF, DISTRICT)
    async with here.signed_in(district) as browser:
        page = await text_of(browser, "/dashboard/progress")
        assert "Huyện Ngọc Hiển: 3/" in page
        assert "Thành phố Cà Mau" not in page
        assert plan.targets[0].what not in page, "of a part nobody can say how far the whole is"


# Files


async def test_what_is_filtered_leaves_as_a_file_and_the_audit_says_who_took_it(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Tôm khô", "=1+1"])
    await put_products(here.assistant, COMMUNE, ["Rượu nếp"], state="judged", star=3)
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        taken = await browser.get("/dashboard/products.csv?state=sent&sort=product")
        assert "attachment" in taken.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))
        assert [row["product_name"] for row in rows] == ["'=1+1", "Tôm khô"]
        book = load_workbook(io.BytesIO((await browser.get("/dashboard/products.xlsx")).content))
        assert book.active.max_row == 4
    entries = await here.assistant.store.database.fetch(
        "SELECT subject, reason FROM audit WHERE kind = 'data.table_taken' ORDER BY id"
    )
    assert [tuple(entry) for entry in entries] == [("csv:state=sent&sort=product", "2"), ("xlsx:", "3")]


# The way back into the chat


async def test_a_row_opens_the_chat_at_that_product_and_nothing_is_done_by_a_link(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Tôm khô"])
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        page = await text_of(browser, "/dashboard/products")
    opening = re.search(r'href="/#go=(p_[^"]+)"', page)
    assert opening
    assert "Tôm khô" in await here.says(officer, f"/start go-{opening[1]}")
    forged = opening[1].replace("p_", "accept_") + "_1"
    await here.says(officer, f"/start go-{forged}")
    ((state,),) = await here.assistant.store.database.fetch("SELECT state FROM application")
    assert state == "sent"
    stranger = here.town.phone("vi")
    told = await here.says(stranger, f"/start go-{opening[1]}")
    assert "Tôm khô" not in told
    assert "máy này chưa vào hồ sơ" in told


async def test_who_asked_on_telegram_is_led_back_to_telegram(tmp_path: Path) -> None:
    async with FakeTelegram() as tg:
        clock = HandClock()
        async with assistant_on(settings_for(tmp_path, tg, web_url=PUBLIC), clock) as assistant:
            here = Office(assistant, clock, TelegramTown(tg))
            await put_products(assistant, COMMUNE, ["Tôm khô"])
            officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
            async with here.signed_in(officer) as browser:
                page = await text_of(browser, "/dashboard/products")
            opening = re.search(r'href="https://t\.me/\w+\?start=(go-p_\w+)"', page)
            assert opening
            assert "Tôm khô" in await here.says(officer, f"/start {opening[1]}")


async def test_the_page_of_what_waits_asks_as_often_for_hundreds_in_many_communes_and_opens_one_page_of_them(
    here: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, read = type(here.assistant.store.database), list[int]()
    fetch = database.fetch

    async def counted(self: Any, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        rows = await fetch(self, sql, args)
        read.append(len(rows) if "p.answers" in sql else 0)
        return rows

    monkeypatch.setattr(database, "fetch", counted)
    staff, asked = await here.official(Role.DISTRICT_STAFF, DISTRICT), list[int]()
    async with here.signed_in(staff) as browser:
        for names in (["Tôm khô"], [f"Cua {n}" for n in range(100)]):
            for commune in ("Xã Đất Mũi", "Xã Viên An", "Xã Tân Ân"):
                for state in ("sent", "filed"):
                    await put_products(here.assistant, f"{commune}, {DISTRICT}", names, state=state)
            read.clear()
            await text_of(browser, "/dashboard/waiting")
            asked.append(len(read))
    assert asked[0] == asked[1]
    assert sum(read) == SHOWN


async def test_what_waits_is_narrowed_by_step_unit_and_lateness_and_the_choice_is_kept(here: Office) -> None:
    await put_products(here.assistant, COMMUNE, ["Cua Năm Căn"])
    await put_products(here.assistant, COMMUNE, ["Tôm khô"], state="filed")
    officer = await here.official(Role.COMMUNE_OFFICER, COMMUNE)
    async with here.signed_in(officer) as browser:
        every = await text_of(browser, "/dashboard/waiting")
        assert "Cua Năm Căn" in every
        assert "Tôm khô" in every
        ideas = await text_of(browser, "/dashboard/waiting?state=sent")
        assert "Cua Năm Căn" in ideas
        assert "Tôm khô" not in ideas
        page = (await browser.get("/dashboard/waiting?state=sent")).text
        assert re.search(r'<option value="sent"[^>]* selected', page), "what was chosen stays chosen"
        assert "Cua Năm Căn" not in await text_of(browser, "/dashboard/waiting?late=1")
        assert (await browser.get("/dashboard/waiting?state=nothing")).status_code == 404

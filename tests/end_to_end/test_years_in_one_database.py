"""The years 2022 to 2027 in one database: nobody loses sight of what is theirs, and nobody is told anything twice.

`make rehearsal` (`ARGS="house"`) plays 2020 to 2028 with some sixty producers, on both engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from rehearsal.many_years import COFFEE, ManyYears, cast, faults
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.databases import with_tables
from support.forms import an_application
from support.people import Phone, WebTown
from support.scenes import Scene, write_plan

from bot.conversations.forms.consent import DOSSIER
from bot.kit.clock import VIETNAM
from bot.rehearsal.to_stars.opened import house_in
from bot.settings.config import Settings
from bot.storage.writes import By, statements
from bot.writes.people import SetConsent
from bot.writes.registration import PutApplication
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Role

COMMUNE = "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"
PLACE = load_areas().search(COMMUNE, date(2022, 6, 1), level="commune", limit=1)[0].code
NAMES = {ApplicationState.ACCEPTED: "Khô cá lóc", ApplicationState.FILED: "Mắm ba khía"}


@asynccontextmanager
async def years(tmp_path: Path) -> AsyncIterator[Scene]:
    write_plan(tmp_path / "programmes")  # Cà Mau 2027, from March on
    clock = HandClock(datetime.combine(date(2022, 6, 1), time(9), VIETNAM))
    async with assistant_on(settings_for(tmp_path, programme=None), clock) as assistant:
        town = WebTown()
        town.enter(assistant)
        yield Scene(assistant, town, clock)


async def has_products(scene: Scene, phone: Phone) -> None:
    """A producer with one product that was accepted, and one whose dossier was handed in."""
    await scene.hears(phone, "/start")
    ((person,),) = await scene.assistant.store.database.fetch("SELECT max(id) FROM person")
    by = By(person, "web", "", scene.clock())
    writes = [SetConsent(DOSSIER, True)]
    for state, name in NAMES.items():
        made = an_application(id=f"p-{state}", owner=person, state=state, revision=0, name=name, area=PLACE)
        made = replace(made, answers={**made.answers, "area": PLACE, "product_name": name})
        writes.append(PutApplication(made, {}))
    await scene.assistant.store.database.write([s for write in writes for s in statements(write, by)])


async def comes(scene: Scene, day: date) -> None:
    """A day on which the assistant looks at everything, at what is over twice as after a restart."""
    scene.clock.now = datetime.combine(day, time(9), VIETNAM)
    for _ in range(2):
        await scene.assistant.terms.tick()
        await scene.assistant.succession.tick()
        await scene.assistant.endings.tick()
    await scene.assistant.reminders.tick()
    await scene.settled()


async def test_through_the_years_everybody_keeps_what_is_theirs_and_hears_of_each_change_once(tmp_path: Path) -> None:
    async with years(tmp_path) as scene:
        officer = await scene.officer(Role.COMMUNE_OFFICER, COMMUNE)
        producer = scene.town.phone("vi")
        await has_products(scene, producer)
        led, heard = {}, ""
        for day in (
            date(2022, 12, 1),
            date(2023, 1, 3),
            date(2024, 3, 1),
            date(2026, 1, 5),
            date(2026, 6, 1),
            date(2027, 4, 1),
        ):
            await comes(scene, day)
            heard += await scene.shown(producer)
            rows = await scene.assistant.store.database.fetch("SELECT id, programme, state FROM application")
            led[day.isoformat()] = {row[0]: f"{row[1]} {row[2]}" for row in rows}
            products = await scene.hears(producer, "/products")
            assert all(name in products for name in NAMES.values()), day
            assert "Chờ kiểm tra: 1 hồ sơ" in await scene.hears(officer, "/queue"), day
        assert {states["p-filed"] for states in led.values()} == {"camau-2022 filed"}
        assert [states["p-accepted"] for states in led.values()] == [
            "camau-2022 accepted",
            "camau-2021-2025 accepted",
            "camau-2021-2025 accepted",
            "vietnam-1489 accepted",
            "vietnam-2027 accepted",
            "vietnam-2027 accepted",
        ]
        assert heard.count("đi tiếp trong") == 3
        past = await scene.assistant.store.past_of("p-accepted")
        assert [one.programme for one in past] == ["vietnam-1489", "camau-2021-2025", "camau-2022"]
        for phone, door in ((producer, "p:p-accepted"), (officer, "acts:p-accepted")):
            await phone.forge(door)
            await scene.shown(phone)
            times = (await scene.pressed(phone, "Các lần tham gia (4)")).split("\n\n")
            assert "2022" in times[-1], "the first time stands last"
            assert sum("đi tiếp trong chương trình sau" in line for line in times) == 3
        reminders = await scene.assistant.store.database.fetch("SELECT key FROM reminder")
        assert max(Counter(row[0] for row in reminders).values(), default=1) == 1


async def test_the_stars_of_2022_end_in_2025_and_their_products_come_again_under_the_law_of_that_day(
    tmp_path: Path,
) -> None:
    """A coffee of a province without a plan beside a product of Cà Mau 2022, over two laws and the merger of units."""
    folder, began = tmp_path / "house", date(2022, 1, 3)
    (folder / "live").mkdir(parents=True)
    with_tables(folder / "live")
    areas, settings = load_areas(), Settings(demo=False, data=tmp_path)  # type: ignore[arg-type]
    few = [one for one in cast(areas, few=True) if one.producer.startswith(("Công ty", "Hộ Bến Tre"))][::-1]
    async with house_in(folder, settings, load_programme("camau-2022"), areas, began) as house:
        years = ManyYears(house, few)
        await years.play(began, date(2026, 8, 31), 28, lambda day: day.year == 2025)
        assert await faults(years) == []
        database = house.assistant.store.database
        ends = await database.fetch("SELECT expires_on FROM recognition WHERE source = 'result' ORDER BY issued_on")
        went = await database.fetch("SELECT name, programme FROM application ORDER BY name, sent_on")
    assert str(ends[0][0]).startswith("2025")
    assert [one[1] for one in went if one[0] == COFFEE] == ["vietnam-1048", "vietnam-2027"]
    assert [one[1] for one in went if one[0] != COFFEE] == ["camau-2022", "vietnam-1489"]

"""The dashboard of a province with thousands of products: its first page, its table, its file."""

from __future__ import annotations

import re
import time
from pathlib import Path

import httpx
from support.assistants import assistant_on, invite, settings_for
from support.clocks import HandClock
from support.people import WebTown
from support.tracked import rows_of

from bench.programs import BenchFault
from bench.table import Line
from bot.app import Assistant
from ocop_domain.areas import load_areas
from ocop_domain.rights import Role

PUBLIC = "http://127.0.0.1:8123"
_STATES = ("sent", "accepted", "filed", "checked", "judged")


async def measure(folder: Path, *, rounds: int, products: int) -> list[Line]:
    """Each page as the server makes it; the first look of the process is not counted."""
    async with assistant_on(settings_for(folder, web_url=PUBLIC), HandClock()) as assistant:
        await _fill(assistant, products)
        link = await _link(assistant)
        transport = httpx.ASGITransport(assistant.server, client=("127.0.0.1", 50000))
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC, headers={"accept": "text/html"}) as browser:
            form = {"code": link.rpartition("/")[2]}
            await browser.post("/dashboard/open", data=form, headers={"origin": PUBLIC})
            return [
                Line(f"first page, {products} products", await _took(browser, "", rounds), "ms", most=300),
                Line("table of products", await _took(browser, "/products", rounds), "ms", most=300),
                Line("search", await _took(browser, "/products?words=tom 77", rounds), "ms"),
                Line("progress and quotas", await _took(browser, "/progress", rounds), "ms"),
                Line("workbook of all of them", await _took(browser, "/products.xlsx", 1), "ms", most=2000),
            ]


async def _fill(assistant: Assistant, products: int) -> None:
    day, areas = assistant.clock().date(), load_areas()
    province = areas.search("Tỉnh Cà Mau", day, limit=1)[0].code
    communes = [one for district in areas.children(province, day) for one in areas.children(district.code, day)]
    for number, commune in enumerate(communes):
        names = [f"Tôm khô {n}" for n in range(number, products, len(communes))]
        for place, state in enumerate(_STATES):
            await assistant.store.database.write(rows_of(commune.code, names[place :: len(_STATES)], day, state=state))


async def _link(assistant: Assistant) -> str:
    town = WebTown()
    town.enter(assistant)
    phone = town.phone("vi")
    await phone.say(f"/start join-{await invite(assistant, Role.PROVINCE_STAFF, 'Tỉnh Cà Mau')}")
    await town.settled(assistant)
    await phone.press("Nhận việc này")
    await town.settled(assistant)
    await phone.say("/dashboard")
    await town.settled(assistant)
    told = " ".join(text for text, _ in await phone.seen())
    found = re.search(rf"{PUBLIC}(/dashboard/open/\S+)", told)
    if not found:
        raise BenchFault(f"no link to the dashboard: {told[:300]}")
    return found[1]


async def _took(browser: httpx.AsyncClient, path: str, rounds: int) -> list[float]:
    """Milliseconds of each look."""
    found = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        answer = await browser.get(f"/dashboard{path}")
        if answer.status_code != 200:
            raise BenchFault(f"/dashboard{path} answered {answer.status_code}")
        if number:
            found.append(1000 * (time.perf_counter() - began))
    return found

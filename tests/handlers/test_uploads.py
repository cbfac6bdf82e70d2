"""Who may send how much, and of whom nothing is kept: over the web chat and Telegram, against the whole assistant."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from fakes.telegram import FakeTelegram
from support import pictures
from support.assistants import assistant_on, free_port, settings_for
from support.clocks import HandClock
from support.people import Phone, TelegramTown, Town, WebPhone, WebTown

from bot.app import Assistant
from bot.channels.web import uploads
from bot.channels.web.guard import Refused
from bot.channels.web.limits import DailyAllowance
from bot.channels.web.uploads import UploadSlots
from bot.storage.engine.statements import Statement
from bot.texts import Texts

VI = Texts()["vi"]
HEADERS = {"X-OCOP": "1", "Content-Type": "application/octet-stream"}
NUMBERS = itertools.count(1)


class Visit:
    """One newcomer at a phone, and the assistant they write to."""

    def __init__(self, assistant: Assistant, town: Town) -> None:
        self.assistant = assistant
        self.town = town
        self.phone: Phone = town.phone("vi")

    async def says(self, text: str) -> None:
        await self.phone.say(text)
        await self.town.settled(self.assistant)

    async def presses(self, label: str) -> None:
        await self.phone.press(label)
        await self.town.settled(self.assistant)

    async def sends(self, content: bytes) -> str:
        """Sends a photo; what the assistant says to it."""
        await self.phone.photo(content)
        await self.town.settled(self.assistant)
        return await self.hears()

    async def hears(self) -> str:
        """What the assistant has said last."""
        return " ".join(text for text, _ in await self.phone.seen())

    async def agrees(self) -> None:
        await self.says("/start")
        await self.says("/consent")
        for _ in range(3):
            await self.presses("Đồng ý")

    def stored(self) -> list[str]:
        """All files on the disk."""
        return [p.name for p in (self.assistant.settings.folder / "files").rglob("*") if p.is_file()]

    async def rows(self, table: str) -> int:
        found = await self.assistant.store.database.fetch(f"SELECT count(*) FROM {table}")
        return int(found[0][0])


@pytest.fixture(params=["web", "telegram"])
async def visit(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Visit]:
    async with FakeTelegram() as tg:
        town: Town = WebTown() if request.param == "web" else TelegramTown(tg)
        async with assistant_on(settings_for(tmp_path, tg, person_files=3), HandClock()) as assistant:
            town.enter(assistant)
            yield Visit(assistant, town)


# Nothing that was not agreed to


async def test_a_photo_after_a_refusal_leaves_no_byte(visit: Visit) -> None:
    await visit.says("/start")
    await visit.says("/consent")
    await visit.presses("Không đồng ý")
    assert "chưa ghi thêm gì" in await visit.sends(pictures.photo())
    assert (visit.stored(), await visit.rows("file")) == ([], 0)


async def test_a_photo_before_anything_was_asked_is_answered_by_asking(visit: Visit) -> None:
    told = await visit.sends(pictures.photo())
    assert VI("consent.photo_first") in told
    assert "Anh/Chị đồng ý không?" in told
    assert (visit.stored(), await visit.rows("file")) == ([], 0)
    assert VI("consent.photo_first") in await visit.sends(pictures.photo()), "the question waits for its answer"
    assert (visit.stored(), await visit.rows("file")) == ([], 0)
    await visit.presses("Đồng ý")
    assert VI("paper.file_kept") in await visit.hears(), "it need not be sent again"
    assert len(visit.stored()) == await visit.rows("file") == 1


async def test_photos_that_waited_for_a_no_are_forgotten_and_leave_no_byte(visit: Visit) -> None:
    await visit.sends(pictures.photo())
    await visit.presses("Không đồng ý")
    await visit.says("/consent")
    for _ in range(3):
        await visit.presses("Đồng ý")
    assert VI("paper.file_kept") not in await visit.hears(), "what was refused does not come back with a later yes"
    assert (visit.stored(), await visit.rows("file")) == ([], 0)


async def test_photos_in_a_score_check_wait_for_the_yes_and_the_check_goes_on_after_a_no(visit: Visit) -> None:
    await visit.says("/start")
    await visit.presses("Sản phẩm được mấy sao?")
    for _ in range(2):
        told = await visit.sends(pictures.plain(width=100 + next(NUMBERS)))
        assert VI("consent.photo_first") in told
    await visit.presses("Không đồng ý")
    assert "Sản phẩm tên là gì?" in await visit.hears()
    assert (visit.stored(), await visit.rows("file")) == ([], 0)


# A photo at any moment


async def test_a_photo_inside_a_form_that_asks_something_else_is_among_the_papers_afterwards(visit: Visit) -> None:
    await visit.agrees()
    await visit.presses("Đăng ký ý tưởng sản phẩm")
    for _ in range(2):
        told = await visit.sends(pictures.plain(width=100 + next(NUMBERS)))
        assert VI("paper.file_aside") in told
        assert "Câu 1/" in told, "the form goes on"
    await visit.says("/papers")
    await visit.presses("Ghi tiếp giấy đang dở")
    told = await visit.sends(pictures.plain(width=300))
    assert VI("paper.page_added", count=3, limit=10) in told, "both are pages of one paper, and this is its third"


# How much


async def test_who_has_sent_as_much_as_one_person_may_is_told_what_to_do(visit: Visit) -> None:
    await visit.agrees()
    for _ in range(3):
        await visit.sends(pictures.plain(width=100 + next(NUMBERS)))
    assert VI("error.quota_person") in await visit.sends(pictures.plain(width=500))
    assert len(visit.stored()) == 3


@pytest.mark.parametrize(
    ("setting", "key"),
    [({"files_megabytes": 1}, "error.quota_house"), ({"disk_reserve": 10**9}, "error.disk_full")],
)
async def test_a_full_assistant_says_so_and_goes_on_with_words(
    tmp_path: Path, setting: dict[str, int], key: str
) -> None:
    async with assistant_on(settings_for(tmp_path, **setting), HandClock()) as assistant:
        town = WebTown()
        town.enter(assistant)
        visit = Visit(assistant, town)
        await visit.agrees()
        big = pictures.pdf() + b"\n%" + b"x" * (2 << 20)
        answer = await _post(visit, big)
        assert (answer.status_code, answer.json()["text"]) == (422, VI(key))
        assert visit.stored() == []
        await visit.says("menu")
        assert await visit.phone.seen()


async def _post(visit: Visit, content: bytes) -> httpx.Response:
    """What the page is answered."""
    assert isinstance(visit.phone, WebPhone)
    return await visit.phone.upload(content, "x")


async def test_one_network_sends_no_more_in_a_day_than_it_may(tmp_path: Path) -> None:
    async with assistant_on(settings_for(tmp_path, address_megabytes=1), HandClock()) as assistant:
        town = WebTown()
        town.enter(assistant)
        visit = Visit(assistant, town)
        await visit.agrees()
        answer = await _post(visit, pictures.pdf() + b"\n%" + b"x" * (1 << 20))
        assert (answer.status_code, answer.json()["text"]) == (422, VI("error.quota_address"))
        assert (await _post(visit, pictures.pdf())).status_code == 202, "what still fits is taken"


def test_what_a_network_sent_is_forgotten_little_by_little() -> None:
    now = [0.0]
    budget = DailyAllowance(100, lambda: now[0])
    assert budget.take("a", 60)
    assert not budget.take("a", 60)
    assert budget.take("b", 100), "others have their own"
    now[0] = 12 * 3600
    assert budget.take("a", 60)
    assert not budget.take("a", 60)


def test_nobody_takes_all_places() -> None:
    places = UploadSlots(8)
    with places.one("a", "n"), places.one("a", "n"), places.one("a", "n"):
        with pytest.raises(Refused), places.one("a", "n"):
            pytest.fail("a chat has three")
        with places.one("b", "n"):
            with pytest.raises(Refused), places.one("c", "n"):
                pytest.fail("a network has half")
            with places.one("d", "m"):
                pass
    for _ in range(3):
        with places.one("a", "n"):
            pass
    assert not places._taken


# Slow ones


async def _visitor(port: int) -> httpx.AsyncClient:
    browser = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60)
    await browser.get("/api/state")
    return browser


class Slow:
    """An upload that says it is large and sends a byte now and then."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def begun(cls, port: int, browser: httpx.AsyncClient) -> Slow:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        head = [f"POST /api/upload?id=upload-{next(NUMBERS):04}&name=x HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        head += [f"Cookie: {cookies}", "Content-Length: 5000", *(f"{k}: {v}" for k, v in HEADERS.items())]
        writer.write("\r\n".join([*head, "", ""]).encode() + b"\xff")
        await writer.drain()
        return cls(reader, writer)

    async def drips(self) -> None:
        with suppress(OSError):
            while True:
                await asyncio.sleep(0.02)
                self._writer.write(b"\xff")
                await self._writer.drain()

    async def status(self) -> int:
        """What it is answered, when it is."""
        return int((await self._reader.readline()).split()[1])

    def ends(self) -> None:
        self._writer.transport.abort()


async def test_dripping_uploads_of_one_visitor_keep_nobody_else_out(tmp_path: Path) -> None:
    port = free_port()
    async with assistant_on(settings_for(tmp_path), port=port):
        attacker, other = await _visitor(port), await _visitor(port)
        slow = [await Slow.begun(port, attacker) for _ in range(24)]
        answered = [asyncio.create_task(one.status()) for one in slow]
        while sum(task.done() for task in answered) < 21:
            await asyncio.sleep(0.02)
        codes = {task.result() for task in answered if task.done()}
        assert codes <= {503, 429}, "three wait, the others are told to"
        params = {"id": "upload-other", "name": "x.jpg"}
        heard = await other.post("/api/upload", params=params, content=pictures.plain(), headers=HEADERS)
        assert heard.status_code == 202
        for one, task in zip(slow, answered, strict=True):
            one.ends()
            task.cancel()
        await asyncio.gather(*answered, return_exceptions=True)
        await attacker.aclose()
        await other.aclose()


async def test_an_upload_that_drips_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_GRACE", 0.3)
    port = free_port()
    async with assistant_on(settings_for(tmp_path), port=port):
        browser = await _visitor(port)
        slow = await Slow.begun(port, browser)
        dripping = asyncio.create_task(slow.drips())
        assert await slow.status() == 408
        dripping.cancel()
        await asyncio.gather(dripping, return_exceptions=True)
        slow.ends()
        await browser.aclose()


async def test_a_hundred_newcomers_behind_one_address_send_their_photos(tmp_path: Path) -> None:
    """A class on one network: each opens the page, agrees, and sends a photo."""
    many = 100
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        town = WebTown()
        town.enter(assistant)
        visits = [Visit(assistant, town) for _ in range(many)]
        for visit in visits:
            await visit.says("/start")
        await assistant.store.database.write(_all_agree())
        photo = pictures.plain()
        told = await asyncio.gather(*(_post(visit, photo) for visit in visits[:many]))
        late = [visit for visit, answer in zip(visits, told, strict=True) if answer.status_code == 503]
        while late:  # the page waits and tries again by itself
            again = [(visit, await _post(visit, photo)) for visit in late]
            late = [visit for visit, answer in again if answer.status_code == 503]
            told += [answer for _, answer in again]
        await assistant.idle()
        assert {answer.status_code for answer in told} <= {202, 503}
        assert await visits[0].rows("file") == many


def _all_agree() -> list[Statement]:
    agreed = "SELECT id, 'consent_dossier', 1, '' FROM person"
    return [Statement(f"INSERT INTO consent (person_id, purpose, granted, at) {agreed}")]

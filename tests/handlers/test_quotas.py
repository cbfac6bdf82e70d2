"""Nobody fills the assistant alone: what one person begins and sends has a limit that is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from support.assistants import DAY, assistant_on, settings_for
from support.clocks import HandClock
from support.forms import AREAS, TEXTS
from support.people import WebPhone, WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.app import Assistant
from bot.channels.web.sessions import AT_ONCE, NEWCOMERS

VI = TEXTS["vi"]
REGISTER = ("parts/consent.txt", "parts/producer.txt", "parts/product.txt")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[tuple[Assistant, WebPhone]]:
    settings = settings_for(tmp_path, drafts_most=5, waiting_most=1)
    place = WebTown()
    async with assistant_on(settings, HandClock()) as assistant:
        place.enter(assistant)
        lan = place.phone("vi")
        assert isinstance(lan, WebPhone)
        yield assistant, lan


async def _says(assistant: Assistant, phone: WebPhone, *texts: str) -> str:
    for text in texts:
        await phone.say(text)
        await assistant.idle()
    return "\n".join(text for text, _ in await phone.seen())


async def _presses(assistant: Assistant, phone: WebPhone, data: str) -> str:
    await phone.forge(data)
    await assistant.idle()
    return "\n".join(text for text, _ in await phone.seen())


async def _drafts(assistant: Assistant) -> int:
    """Forms that are begun, but for the words of a question that wait to be sent to the commune."""
    rows = await assistant.store.database.fetch("SELECT count(*) FROM draft WHERE form <> 'inquiry'")
    return int(rows[0][0])


async def test_asking_for_consent_fifty_times_leaves_one_form(town: tuple[Assistant, WebPhone]) -> None:
    assistant, lan = town
    await _says(assistant, lan, "/start")
    for _ in range(50):
        shown = await _presses(assistant, lan, "consent")
    assert VI("q.consent_dossier.label") in shown
    assert await _drafts(assistant) == 1


async def test_forms_that_are_begun_and_left_end_at_a_limit_that_is_told(town: tuple[Assistant, WebPhone]) -> None:
    assistant, lan = town
    await _says(assistant, lan, "/start", "/consent", "có", "không", "không")
    for n in range(9):
        await _presses(assistant, lan, "new")
        shown = await _says(assistant, lan, f"Cơ sở số {n}")
    assert await _drafts(assistant) == 5
    shown = await _presses(assistant, lan, "new")
    assert VI("draft.too_many") in shown
    assert await _drafts(assistant) == 5


async def test_forms_in_which_nothing_was_said_make_room_after_a_while(town: tuple[Assistant, WebPhone]) -> None:
    assistant, lan = town
    await _says(assistant, lan, "/start", "/consent", "có", "không", "không")
    for _ in range(5):
        await _presses(assistant, lan, "new")
    assert isinstance(assistant.clock, HandClock)
    assistant.clock.move(hours=2)
    shown = await _presses(assistant, lan, "new")
    assert VI("draft.too_many") not in shown


async def test_a_hundred_newcomers_behind_one_address_pass_and_a_flood_is_told(tmp_path: Path) -> None:
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        transport = httpx.ASGITransport(assistant.server)
        codes = []
        for _ in range(AT_ONCE + 1):
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as visitor:
                answer = await visitor.get("/api/state", headers={"Accept-Language": "vi"})
                codes.append(answer.status_code)
        assert codes[:100] == [200] * 100
        assert codes[-1] == 429
        assert answer.json() == {"error": "web.many_new", "text": VI("web.many_new")}
        assert int(answer.headers["retry-after"]) <= 3600 / NEWCOMERS[0] + 1


async def test_reading_as_fast_as_a_machine_is_slowed_down(tmp_path: Path) -> None:
    async with assistant_on(settings_for(tmp_path, reads_rate=1), HandClock()) as assistant:
        transport = httpx.ASGITransport(assistant.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as visitor:
            for path in ("/api/state", "/api/history?before=1", f"/files/{'0' * 32}"):
                codes = {(await visitor.get(path)).status_code for _ in range(200)}
                assert 429 in codes, path


async def test_what_one_person_has_waiting_in_a_queue_has_a_limit_and_the_form_is_kept(tmp_path: Path) -> None:
    async with Stage(settings_for(tmp_path, waiting_most=1), WebTown(), DAY) as stage:

        async def act(sign: str, text: str) -> None:
            await stage._line(Line(sign, text, "here"))

        await act("#", "Lan")
        for part in REGISTER:
            await stage.play(FOLDER / part)
        await act(">", "[Gửi cho xã]")
        await act(">", "/register")
        await stage.play(FOLDER / "parts/product.txt")
        await act(">", "[Gửi cho xã]")
        place = AREAS.get("o32035").inline
        await act("<", VI("register.many_waiting", count=1, place=place))
        assert await stage.assistant.store.database.fetch("SELECT count(*) FROM application") == [(1,)]
        assert await _drafts(stage.assistant) == 1

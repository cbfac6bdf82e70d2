"""`check` asks Telegram: is the token taken, who else is served with it. Nothing is confirmed or changed by asking."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from fakes.telegram import FakeTelegram, Fault
from support.assistants import assistant_on, settings_for
from support.waiting import until

from bot.channels.telegram import looking
from bot.kit.reception import CONFLICT
from bot.settings.config import Settings

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_LISTEN", 1)


async def _told(settings: Settings) -> list[tuple[bool, str]]:
    return [line async for line in looking.look(settings)]


async def test_a_token_that_is_taken_and_served_to_nobody_else_is_well_and_what_waits_still_waits(
    tmp_path: Path,
) -> None:
    async with FakeTelegram() as tg:
        await tg.user().start()
        told = await _told(settings_for(tmp_path, tg))
        assert [ok for ok, _ in told] == [True, True]
        assert "@fake_test_bot" in told[0][1]
        assert "no other program" in told[1][1]
        assert len(tg.updates.pending) == 1


async def test_a_refused_token_is_a_problem_and_a_telegram_out_of_reach_a_warning(tmp_path: Path) -> None:
    async with FakeTelegram() as tg:
        tg.fail("getMe", Fault.refused(401, "Unauthorized"))
        settings = settings_for(tmp_path, tg)
        assert await _told(settings) == [(False, "telegram: OCOP_TELEGRAM_TOKEN is refused")]
        tg.fail("getMe", Fault.nonsense("null"))
        ((ok, text),) = await _told(settings)
        assert ok
        assert "cannot be read" in text
    ((ok, text),) = await _told(settings)
    assert ok
    assert "cannot be reached" in text
    assert await _told(settings_for(tmp_path)) == [], "without a token nothing is asked"


async def test_a_webhook_of_another_program_is_a_problem(tmp_path: Path) -> None:
    async with FakeTelegram() as tg, httpx.AsyncClient() as client:
        await client.post(f"{tg.api_url}/bot{tg.token}/setWebhook", json={"url": "https://other.example/hook"})
        told = await _told(settings_for(tmp_path, tg))
        assert not told[1][0]
        assert "other.example" in told[1][1]
        assert CONFLICT in told[1][1]
        assert tg.webhook.target.url, "looking changes nothing"


async def test_a_program_that_polls_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_LISTEN", 30)
    async with FakeTelegram() as tg, assistant_on(settings_for(tmp_path / "one", tg)):
        await until(lambda: tg.poller.waiting)
        told = await _told(settings_for(tmp_path / "two", tg))
        assert "polls with this token" in told[1][1]

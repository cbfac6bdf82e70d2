"""What people's app cuts in parts is one thing said: a long text, an album."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fakes.telegram import Clock, FakeTelegram
from support.assistants import assistant_on, free_port, settings_for
from support.clocks import HandClock
from support.people import PNG
from support.telegram import VI, Line, line_on
from support.waiting import until

from bot.dispatch import dispatcher
from bot.storage.engine.opening import FILE

MODES = ("webhook", "polling")
STORY = "Bà con Xóm Lung phơi tôm hai nắng, thấy ong làm tổ thì mừng. " * 90
AGES = 3600.0
"""Seconds that nobody waits: what would be waited for never comes in a test."""


@pytest.fixture(params=MODES)
async def line(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on(request.param, tmp_path, migrated_sqlite, FakeTelegram(clock=Clock())) as line:
        yield line


@pytest.mark.parametrize("cut", [4096, 3900, 2500])
async def test_a_long_text_that_came_in_parts_is_one_answer(
    line: Line, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Apps cut at a word or a line, in the second half of what a message holds."""
    monkeypatch.setattr(dispatcher, "MORE", AGES)
    lan = await line.newcomer()
    await line.answers_until(lan, "story")
    before = len(lan.said)
    text = STORY[:5000] if cut > 2500 else STORY[:4400]
    await lan.write(text, cut=cut)
    await line.settled()
    assert len(lan.said) == before + 1
    assert VI("error.text_long", max=3000, length=len(text.strip())) in lan.last.text
    assert VI("q.story.label") in lan.last.text
    assert await line.states(lan) == ["sent"] * len(await line.states(lan))
    left = line.sql("SELECT count(*) FROM inbox WHERE done_at = ''")
    assert left == [(0,)]


async def test_nobody_waits_for_what_no_app_has_cut(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "MORE", AGES)
    lan = await line.newcomer()
    await line.answers_until(lan, "story")
    await lan.send(STORY[:2000])
    await lan.send("bỏ qua")
    await line.settled()
    assert VI("q.photos.label") in lan.last.text, "two answers to two questions"


async def test_what_is_written_later_is_another_answer(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "MORE", AGES)
    lan = await line.newcomer()
    await line.answers_until(lan, "story")
    before = len(lan.said)
    await lan.send(STORY[:4000].strip())
    line.tg.clock.advance(20)  # type: ignore[attr-defined] - the fixture's own clock
    await lan.send(STORY[:200].strip())
    await line.settled()
    assert len(lan.said) == before + 2
    assert VI("error.text_long", max=3000, length=len(STORY[:4000].strip())) in lan.said[before]
    assert VI("q.novelty.label") in lan.last.text


async def test_a_text_alone_is_answered_when_nothing_more_comes(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher, "MORE", 0.05)
    lan = await line.newcomer()
    await line.answers_until(lan, "story")
    await line.says(lan, STORY[:2990].strip())
    assert VI("q.novelty.label") in lan.last.text


@pytest.mark.parametrize("mode", MODES)
async def test_an_assistant_that_is_stopped_between_two_parts_answers_them_as_one(
    mode: str, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What arrived is in the inbox, the rest is still at Telegram: neither is lost, nor answered by itself."""
    monkeypatch.setattr(dispatcher, "MORE", AGES)
    monkeypatch.setattr(dispatcher, "MORE_AFTER_A_RESTART", AGES)
    async with FakeTelegram() as tg:
        tg.webhook.retry_base = 0.02
        port = free_port() if mode == "webhook" else 0
        settings = settings_for(tmp_path, tg, telegram_webhook_url=f"http://127.0.0.1:{port}" if port else None)
        settings.folder.mkdir(parents=True)
        shutil.copy(migrated_sqlite, settings.folder / FILE)
        clock = HandClock()
        async with assistant_on(settings, clock, port=port) as assistant:
            first = Line(tg, assistant, clock, mode)
            lan = await first.newcomer()
            await first.answers_until(lan, "story")
            before = len(lan.said)
            await lan.send(STORY[:4096])
            await until(lambda: first.sql("SELECT 1 FROM inbox WHERE done_at = ''"))
        await lan.send(STORY[4096:5000].strip())
        async with assistant_on(settings, clock, port=port) as assistant:
            second = Line(tg, assistant, clock, mode)
            await until(lambda: len(lan.said) > before)
            await second.settled()
            assert len(lan.said) == before + 1
            assert VI("error.text_long", max=3000, length=len(STORY[:5000].strip())) in lan.last.text
            assert second.sql("SELECT count(*) FROM inbox WHERE done_at = ''") == [(0,)]


async def test_an_album_is_one_answer(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "photos")
    before = len(lan.said)
    await lan.album([PNG + bytes([number]) for number in range(3)])
    await line.settled()
    assert len(lan.said) == before + 1
    assert VI("photos.received", count=3, limit=5) in lan.last.text

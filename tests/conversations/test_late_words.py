"""Two messages in a row: what was typed before the next question was seen is offered for the question before."""

from __future__ import annotations

from pathlib import Path

from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import WebTown


async def test_the_web_chat_says_under_which_question_a_text_was_typed(tmp_path: Path) -> None:
    town = WebTown()
    lan = town.phone("vi")
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        town.enter(assistant)
        for text in ("/register", "có", "không", "không"):
            await lan.say(text)
            await town.settled(assistant)
        under = await lan.menu()
        for text in ("Hộ Ba Tư", "ấp Cái Nai nha em"):  # the second is sent before the first was answered
            await lan.say(text, under=under)
            await town.settled(assistant)
        text, buttons = (await lan.seen())[-1]
        assert "“ấp Cái Nai nha em”" in text
        assert "Ghi vào câu trước" in buttons
        await lan.press("Ghi vào câu trước")
        await town.settled(assistant)
        text, _ = (await lan.seen())[-1]
        assert "✔ Tên đơn vị: Hộ Ba Tư, ấp Cái Nai" in text
        assert "Loại hình" in text

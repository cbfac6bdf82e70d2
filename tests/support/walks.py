"""A producer and an officer who walk through a dossier."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fakes.telegram import FakeTelegram

from bot.storage.engine.opening import FILE
from bot.texts import Texts
from ocop_domain.applications import Application
from ocop_domain.programme_files import load_programme
from support.assistants import settings_for
from support.people import TelegramPhone, TelegramTown, Town, WebPhone, WebTown
from support.transcripts import FOLDER, Line, Stage

CHANNELS = ("telegram", "web")

VI = Texts()["vi"]

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 2 >>\n%%EOF\n"

PARTS = {"shrimp": "camau-2022", "officer_dat_mui": "vietnam-2027"}


class Walk:
    """An assistant on one channel, and people who act as lines of a transcript say."""

    def __init__(self, stage: Stage, town: Town) -> None:
        self.stage = stage
        self.town = town

    async def plays(self, text: str) -> None:
        """Lines as in a transcript; `* as in` takes a file in."""
        for number, raw in enumerate(text.strip().splitlines(), 1):
            sign, _, said = raw.strip().partition(" ")
            if said.startswith("as in "):
                await self.stage.play(FOLDER / said.removeprefix("as in "))
            else:
                await self.stage._line(Line(sign, said.strip(), f"line {number}"))

    def phone(self, name: str) -> TelegramPhone | WebPhone:
        phone = self.stage._phones[name]
        assert isinstance(phone, TelegramPhone | WebPhone)
        return phone

    async def application(self) -> Application:
        assistant = self.stage.assistant
        return (await assistant.store.all_applications(assistant.settings.programme_id))[-1]

    async def rows(self, sql: str) -> list[Any]:
        return [tuple(row) for row in await self.stage.assistant.store.database.fetch(sql, ())]

    async def forges(self, name: str, data: str) -> str:
        """What is shown to somebody who sends a button that was never shown."""
        phone = self.phone(name)
        await phone.forge(data)
        await self.town.settled(self.stage.assistant)
        return " ".join(text for text, _ in await phone.seen())

    async def uploads(self, name: str, file: str, content: bytes, size: int | None = None) -> str:
        """What somebody is told who sends this file; on the web a file that is not taken is told by the page."""
        phone = self.phone(name)
        if isinstance(phone, TelegramPhone):
            phone._acts()
            await phone.user.document(file, content, size=size)
        else:
            if size:
                content = content.ljust(size, b"\0")
            answer = await phone.upload(content, file)
            if answer.status_code != 202:
                return str(answer.json()["text"])
        await self.town.settled(self.stage.assistant)
        return " ".join(text for text, _ in await phone.seen())

    async def files(self, name: str) -> list[bytes]:
        """The files in the assistant's last answers, as the person can open them."""
        phone = self.phone(name)
        if isinstance(phone, TelegramPhone):
            new = [m for m in phone.user.screen if m.from_bot and m.message_id not in phone._before]
            return [m.content for m in new if m.content is not None]
        ids = [f["id"] for m in await phone.news() for f in m.get("files", ())]
        answers = [await phone.request("GET", f"/files/{i}") for i in ids]
        assert all(a.status_code == 200 for a in answers)
        return [a.content for a in answers]


@asynccontextmanager
async def a_walk(channel: str, folder: Path, migrated: Path, part: str) -> AsyncIterator[Walk]:
    """Somebody whose product the commune has accepted, as in this part of a transcript."""
    programme = load_programme(PARTS[part])
    async with FakeTelegram() as tg:
        settings = settings_for(folder / part, tg if channel == "telegram" else None, programme=programme.id)
        settings.folder.mkdir(parents=True)
        shutil.copy(migrated, settings.folder / FILE)
        town: Town = TelegramTown(tg) if channel == "telegram" else WebTown()
        async with Stage(settings, town, programme.demo_date) as stage:
            walk = Walk(stage, town)
            await walk.plays(f"* as in parts/{part}.txt")
            yield walk


PRINT = "> /products\n> [Tôm khô]\n> [Hồ sơ, phương án]\n> [In giấy tờ]\n"

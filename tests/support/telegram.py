"""The assistant on one side, Telegram on the other, and people who talk through it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fakes.telegram import FakeTelegram, Shown, User

from bot.app import Assistant
from bot.storage.engine.opening import FILE
from bot.texts import Texts
from ocop_domain.rights import Role
from support.assistants import assistant_on, free_port, invite, settings_for
from support.clocks import HandClock
from support.waiting import PATIENCE, until

TEXTS = Texts()
VI = TEXTS["vi"]


class Line:
    """The assistant on one side, Telegram on the other."""

    def __init__(self, tg: FakeTelegram, assistant: Assistant, clock: HandClock, mode: str) -> None:
        self.tg = tg
        self.assistant = assistant
        self.clock = clock
        self.mode = mode

    async def settled(self) -> None:
        """Everything said so far was delivered, answered and shown."""
        await self.tg.delivered()
        await self.assistant.idle()
        await until(lambda: all(p.answered for p in self.tg.presses.values()))

    async def later(self, **by: float) -> None:
        """Time passes, and what waited is taken up."""
        self.clock.move(**by)
        await self.assistant.outbox.sweep()
        await self.assistant.idle()

    async def says(self, user: User, text: str) -> list[Shown]:
        """What is newly shown after the person typed this."""
        before = {m.message_id for m in user.screen}
        await user.send(text)
        await self.settled()
        return [m for m in user.screen if m.from_bot and m.message_id not in before]

    async def presses(self, user: User, label: str, message: Shown | None = None) -> list[Shown]:
        before = {m.message_id for m in user.screen}
        await user.press(label, message)
        await self.settled()
        return [m for m in user.screen if m.from_bot and m.message_id not in before]

    async def newcomer(self, name: str = "Lan", language: str = "vi") -> User:
        """Somebody who has consented and stands at the menu."""
        user = self.tg.user(name, language_code=language)
        await self.says(user, "/start")
        await self.says(user, "/consent")
        t = TEXTS[language]
        for question, answer in (("dossier", "yes"), ("reminders", "no"), ("promotion", "no")):
            await self.presses(user, t(f"q.consent_{question}.option.{answer}"))
        return user

    async def answers_until(self, user: User, question: str) -> None:
        """Types answers until this question of the registration is asked."""
        typed = {
            "producer_name": "HTX Tôm khô",
            "legal_form": "tổ hợp tác",
            "area": "dinh binh",
            "address": "Số 25, ấp Cây Trâm",
            "phone": "0912345678",
            "product_name": "Bánh phồng tôm",
            "product_set": "1",
            "registration_kind": "1",
            "description": "Tôm đất tươi, phơi hai nắng",
            "packaging": "Túi 500 g",
            "quality": "Đạt 3 sao",
            "material_origin": "1",
            "material_share": "80",
            "local_labour": "12",
            "idea_source": "1",
            "market": "1",
            "customers": "Quán ăn",
            "difference": "Không phẩm màu",
            "volume": "1500 kg",
            "price": "85k/hộp",
        }
        later = {
            "story": [VI("summary.more", count=7), *["bỏ qua"] * 4],
            "photos": ["sửa ảnh sản phẩm"],
        }
        """What may come later is asked for from the summary."""
        await self.says(user, "/register")
        for at, answer in typed.items():
            if at == question:
                break
            await self.says(user, answer)
        for answer in later.get(question, ()):
            await self.says(user, answer)
        assert VI(f"q.{question}.label") in user.last.text, user.last.text

    async def officer(self, place: str = "Xã Định Bình, Thành phố Cà Mau") -> User:
        user = self.tg.user("Cán bộ")
        await self.says(user, f"/start join-{await invite(self.assistant, Role.COMMUNE_OFFICER, place)}")
        await self.presses(user, VI("join.take"))
        return user

    @asynccontextmanager
    async def database_away(self) -> AsyncIterator[None]:
        """The inbox cannot be written meanwhile: a real failure of the real database."""
        self.sql("ALTER TABLE inbox RENAME TO inbox_away")
        try:
            yield
        finally:
            self.sql("ALTER TABLE inbox_away RENAME TO inbox")

    def sql(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.assistant.settings.folder / FILE, timeout=PATIENCE)
        with connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    async def states(self, user: User) -> list[str]:
        """What became of everything said to this person."""
        rows = await self.assistant.store.database.fetch(
            "SELECT state FROM outbox WHERE address = ? ORDER BY id", (str(user.id),)
        )
        return [str(row[0]) for row in rows]


@asynccontextmanager
async def line_on(
    mode: str, folder: Path, migrated: Path, telegram: FakeTelegram | None = None, **settings: Any
) -> AsyncIterator[Line]:
    """An assistant that talks through a Telegram of its own."""
    port = free_port() if mode == "webhook" else 0
    clock = HandClock()
    async with telegram or FakeTelegram() as tg:
        tg.webhook.retry_base = 0.02
        url = f"http://127.0.0.1:{port}" if mode == "webhook" else None
        chosen = settings_for(folder, tg, telegram_webhook_url=url, **settings)
        chosen.folder.mkdir(parents=True, exist_ok=True)
        if not (chosen.folder / FILE).exists():
            shutil.copy(migrated, chosen.folder / FILE)
        async with assistant_on(chosen, clock, port=port) as assistant:
            yield Line(tg, assistant, clock, mode)

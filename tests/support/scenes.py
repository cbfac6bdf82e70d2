"""An assistant with plans of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.app import Assistant
from bot.texts import Texts
from ocop_domain.rights import Role
from support.assistants import invite
from support.clocks import HandClock
from support.people import Phone, WebTown

VI = Texts()["vi"]


def write_plan(folder: Path, **fields: Any) -> Path:
    plan = {
        "id": "camau-2027",
        "name": "OCOP tỉnh Cà Mau năm 2027",
        "document": "Kế hoạch số 12/KH-UBND",
        "issued": date(2027, 2, 20),
        "valid_from": date(2027, 3, 1),
        "valid_to": date(2027, 12, 31),
        "province": "Cà Mau",
        **fields,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan['id']}.yaml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), "utf-8")
    return path


@dataclass
class Scene:
    """An assistant under the law, and officers of it."""

    assistant: Assistant
    town: WebTown
    clock: HandClock

    async def officer(self, role: Role, place: str) -> Phone:
        phone = self.town.phone("vi")
        await phone.say(f"/start join-{await invite(self.assistant, role, place, 'vietnam-2027')}")
        await self.settled()
        await phone.press(VI("join.take"))
        await self.settled()
        await phone.seen()
        return phone

    async def begins_to_register(self) -> Phone:
        """A producer who has agreed and answered all that comes before the place."""
        phone = self.town.phone("vi")
        for said in ("/start", "/consent", f"[{VI('q.consent_dossier.option.yes')}]", "không", "không"):
            await self.does(phone, said)
        await self.does(phone, f"[{VI('menu.register_filing')}]")
        for said in ("Hộ Ba Khía", "hộ kinh doanh", "đã có", "61A8012345", "bỏ qua", "Trần Thị Lan", "bỏ qua"):
            await self.does(phone, said)
        for said in ("0912 345 678", "bỏ qua"):
            await self.does(phone, said)
        return phone

    async def does(self, phone: Phone, said: str) -> str:
        return await (self.pressed(phone, said[1:-1]) if said.startswith("[") else self.hears(phone, said))

    async def programmes_of_drafts(self) -> list[str]:
        rows = await self.assistant.store.database.fetch(
            "SELECT programme FROM draft WHERE form IN ('idea', 'filing') ORDER BY programme"
        )
        return [row[0] for row in rows]

    async def settled(self) -> None:
        await self.town.settled(self.assistant)

    async def hears(self, phone: Phone, text: str) -> str:
        await phone.say(text)
        return await self.shown(phone)

    async def pressed(self, phone: Phone, label: str) -> str:
        await phone.press(label)
        return await self.shown(phone)

    async def shown(self, phone: Phone) -> str:
        await self.settled()
        return "\n".join(text for text, _ in await phone.seen())

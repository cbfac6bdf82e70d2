"""What each write of `bot/writes/agencies.py` does."""

from __future__ import annotations

from dataclasses import replace

from bot.records.agencies import AgencyContact
from bot.storage.agencies.contacts import contacts_in
from bot.writes.agencies import PutAgencyContact
from support.proofs.scene import Scene, proves


@proves(PutAgencyContact)
async def _(scene: Scene) -> None:
    said = AgencyContact("o96", "so-cong-thuong", "Phòng Quản lý thương mại", "+842903831234", "91 Lý Thường Kiệt")
    await scene.turn(PutAgencyContact(said))
    await scene.turn(PutAgencyContact(replace(said, phone="")), who="minh")
    assert await scene.store.agency_contacts(["o96", "o964"]) == [replace(said, phone="")]
    assert await scene.store.agency_contacts(["o964"]) == []


@proves(PutAgencyContact)
async def _(scene: Scene) -> None:
    first = AgencyContact("n96", "industry", "Phòng Thương mại", "0290 3831 234", "Phường Tân Thành")
    await scene.turn(PutAgencyContact(first))
    await scene.turn(PutAgencyContact(replace(first, phone="")))
    assert await contacts_in(scene.store.database, ["n96"]) == [replace(first, phone="")]
    assert await contacts_in(scene.store.database, ["o32035"]) == []
    was = await scene.rows("SELECT was FROM audit WHERE kind = 'agency.said' ORDER BY id")
    assert was[1] == ("Phòng Thương mại, 0290 3831 234, Phường Tân Thành",)

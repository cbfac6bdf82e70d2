"""What each write of `bot/writes/imports.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.records.imports import ImportFile
from bot.writes.imports import DenyClaim, DropImport, GiveImported, OfferClaim, PutClaim, PutImport
from support.proofs.scene import DAY, NOW, Scene, imported, proves

SENT_LIST = ImportFile("i1", 0, "o32035", "danh sách.xlsx", "f" * 32, {"0:B": "product"}, {"rows": 3})


@proves(PutImport)
async def _(scene: Scene) -> None:
    await scene.turn(PutImport(SENT_LIST))
    await scene.turn(PutImport(replace(SENT_LIST, columns={"0:C": "product"})))
    kept = await scene.store.import_file("i1")
    assert kept == replace(SENT_LIST, person=(await scene.person()).id, columns={"0:C": "product"})


@proves(DropImport)
async def _(scene: Scene) -> None:
    await scene.turn(PutImport(SENT_LIST), DropImport("i1"))
    kept = await scene.store.import_file("i1")
    assert kept
    assert kept.state == "dropped"


@proves(OfferClaim)
async def _(scene: Scene) -> None:
    one = await imported(scene)
    await scene.turn(OfferClaim("ip", "former", NOW + timedelta(days=7)))
    await scene.turn(OfferClaim("ip", "code", NOW + timedelta(days=7)))
    assert await scene.store.imported_by_code("code", NOW) == one
    assert await scene.store.imported_by_code("former", NOW) is None
    assert await scene.store.imported_by_code("code", NOW + timedelta(days=7)) is None
    assert await scene.store.imported_by_code("", NOW) is None


@proves(PutClaim)
async def _(scene: Scene) -> None:
    await imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    with pytest.raises(Conflict):
        await scene.turn(PutClaim("c2", "ip", "o32035"))
    await scene.turn(PutClaim("c3", "ip", "o32035"), who="minh")
    assert [one.id for one in await scene.store.claims_in(["o32035"])] == ["c1", "c3"]
    assert [one.id for one in await scene.store.claims_of((await scene.person()).id)] == ["c1"]
    assert await scene.store.claims_in(["o32038"]) == []


@proves(DenyClaim)
async def _(scene: Scene) -> None:
    await imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    await scene.turn(DenyClaim("c1"), who="minh")
    assert await scene.store.claims_in(["o32035"]) == []
    with pytest.raises(Conflict):
        await scene.turn(DenyClaim("c1"), who="minh")


@proves(GiveImported)
async def _(scene: Scene) -> None:
    lan, one = await scene.person(), await imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    await scene.turn(PutClaim("c2", "ip", "o32035"), who="stranger")
    given = GiveImported(one, lan.id, DAY, "c1", "Tỉnh Cà Mau")
    await scene.turn(given, who="minh")
    (held,) = await scene.store.recognitions_of(lan.id)
    assert (held.product, held.star, held.number) == ("iq", 4, "15")
    (paper,) = await scene.store.papers_of(lan.id)
    assert (paper.name, paper.star, paper.issuer) == ("Tôm khô", 4, "Tỉnh Cà Mau")
    assert await scene.rows("SELECT id, verdict FROM claim ORDER BY id") == [("c1", "confirmed"), ("c2", "denied")]
    with pytest.raises(Conflict):
        await scene.turn(replace(given, claim=""), who="minh")

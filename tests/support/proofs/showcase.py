"""What each write of `bot/writes/showcase.py` does, and which products may be shown."""

from __future__ import annotations

from dataclasses import replace

from bot.storage.engine.statements import Statement
from bot.writes.people import SetConsent
from bot.writes.registration import PutApplication
from bot.writes.showcase import TakeShowcase
from support.proofs.scene import APPLICATION, DAY, Scene, proves

PHOTO = "a" * 32
STAR = (
    "INSERT INTO recognition (product_id, person_id, star, source, expires_on) SELECT p.product_id, p.person_id, 4, ?,"
    " '2025-02-15' FROM application p WHERE p.id = 'p1'"
)


async def _names(scene: Scene) -> list[tuple[str, int, tuple[str, ...]]]:
    found = await scene.store.shown_products(["o32035"], DAY)
    return [(one.name, one.star, one.photos) for one in found]


@proves(TakeShowcase)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    answers = {**APPLICATION.answers, "photos": [PHOTO]}
    made = replace(APPLICATION, owner=lan.id, area="o32035", product="q1", answers=answers)
    await scene.turn(PutApplication(made, {}))
    await scene.turn(SetConsent("consent_promotion", True))
    await scene.store.database.write([Statement(STAR, ("declared",))])
    assert await _names(scene) == [], "a star that only the producer tells of"
    await scene.store.database.write([Statement(STAR, ("round",))])
    assert await _names(scene) == [("Tôm khô", 4, ())], "nobody agreed to photos"
    await scene.turn(SetConsent("consent_pictures", True))
    assert await _names(scene) == [("Tôm khô", 4, (PHOTO,))]
    assert await scene.store.shown_products([], DAY) == []
    await scene.turn(TakeShowcase("s1", "Hội chợ", ("q1",)), who="minh")
    told = await scene.rows("SELECT kind, subject, reason FROM audit WHERE kind LIKE 'shown.%' ORDER BY id")
    assert told == [("shown.listed", "s1", "Hội chợ"), ("shown.product", "q1", "Hội chợ")]
    await scene.turn(SetConsent("consent_promotion", False))
    assert await _names(scene) == [], "who withdraws is out at once"
    await scene.turn(SetConsent("consent_promotion", True), SetConsent("consent_dossier", False))
    assert await _names(scene) == []

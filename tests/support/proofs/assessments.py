"""What each write of `bot/writes/assessments.py` does."""

from __future__ import annotations

from bot.records.assessments import Assessment
from bot.writes.assessments import PutAssessment
from support.proofs.scene import NOW, Scene, proves


@proves(PutAssessment)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    for said in ({"assess_labour": "true"}, {"assess_labour": "partly"}):
        await scene.turn(PutAssessment(Assessment("p1", lan.id, said, NOW.date())))
        kept = await scene.store.assessment("p1")
        assert kept
        assert kept.answers == said
    assert await scene.store.assessment("p2") is None

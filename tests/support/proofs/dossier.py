"""What each write of `bot/writes/dossier.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.services import Conflict
from bot.records.dossier import FormerPaper
from bot.records.registration import PlanPart
from bot.writes.dossier import DecideSubmission, DropPaper, KeepPaper, KeepPart, KeepSubmission, LendPapers
from bot.writes.registration import PutApplication
from ocop_domain.applications import ApplicationState
from ocop_domain.evidence import Paper
from support.proofs.scene import APPLICATION, DAY, NOW, PAPER, SUBMISSION, Scene, a_filing, proves


@proves(KeepPaper)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(KeepPaper(PAPER))
    assert await scene.store.papers_of(lan.id) == [replace(PAPER, owner=lan.id, revision=1)], "every field comes back"
    assert (await scene.store.facts(lan, "camau-2022")).recognised
    bare = Paper("w2", 0, "test_result", "Kiểm nghiệm", expires=date(2023, 1, 1))
    await scene.turn(KeepPaper(bare))
    assert await scene.store.papers_of((await scene.person("minh")).id) == []
    changed = replace(PAPER, revision=1, kind="other", issued=None, expires=date(2022, 12, 31), star=0, files=())
    await scene.turn(KeepPaper(changed))
    assert await scene.store.papers_of(lan.id) == [
        replace(changed, owner=lan.id, revision=2),
        replace(bare, owner=lan.id, revision=1),
    ], "the first to run out first"
    assert await scene.store.former_papers(lan.id, "w1") == [
        FormerPaper(replace(PAPER, owner=lan.id, revision=1), NOW.date())
    ], "how it was stays"
    assert await scene.store.former_papers((await scene.person("minh")).id, "w1") == []
    assert not (await scene.store.facts(lan, "camau-2022")).recognised


@proves(DropPaper)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(KeepPaper(PAPER), KeepPaper(replace(PAPER, id="w2")))
    await scene.turn(DropPaper("w1"), who="minh")
    assert {p.id for p in await scene.store.papers_of(lan.id)} == {"w1", "w2"}, "only one's own"
    assert await scene.rows("SELECT * FROM paper_version") == []
    await scene.turn(DropPaper("w1"))
    assert {p.id for p in await scene.store.papers_of(lan.id)} == {"w2"}
    assert [old.paper for old in await scene.store.former_papers(lan.id, "w1")] == [
        replace(PAPER, owner=lan.id, revision=1)
    ]
    # What was dropped can be taken back: an account that has nothing else holds something all the same.
    await scene.turn(KeepPaper(replace(PAPER, id="w3")), DropPaper("w3"), who="guest", channel="web")
    guest = await scene.store.account((await scene.person("guest", "web")).id)
    assert guest
    assert guest.holds


@proves(KeepPart)
async def _(scene: Scene) -> None:
    await scene.turn(PutApplication(replace(APPLICATION, owner=(await scene.person()).id), {}))
    for answers, reason in (
        ({"plan_story_text": "Chuyện nghề"}, ""),
        ({"plan_story_text": "Chuyện làng"}, "chưa xong"),
    ):
        await scene.turn(KeepPart("p1", PlanPart("story", answers, reason)))
    assert await scene.store.plan_of("p1") == {
        "story": PlanPart("story", {"plan_story_text": "Chuyện làng"}, "chưa xong")
    }
    assert len(await scene.rows("SELECT 1 FROM plan_part")) == 2, "what was there before stays"


@proves(KeepSubmission)
async def _(scene: Scene) -> None:
    await a_filing(scene)
    assert await scene.store.submissions_of("p1") == [SUBMISSION], "read as it was kept, with every date and file"
    second = replace(SUBMISSION, number=2, contents=replace(SUBMISSION.contents, papers=()))
    await scene.turn(KeepSubmission(second))
    assert await scene.store.submissions_of("p1") == [second, SUBMISSION], "the newest first, the earlier one stays"


@proves(DecideSubmission)
async def _(scene: Scene) -> None:
    await a_filing(scene)
    await scene.turn(DecideSubmission("p1", 1, ApplicationState.SUPPLEMENT, DAY, ("score",), "Chưa chấm"), who="minh")
    (kept,) = await scene.store.submissions_of("p1")
    assert kept == replace(SUBMISSION, verdict="supplement", decided=DAY, marked=("score",), reason="Chưa chấm")


@proves(LendPapers)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, product="q1"), {}))
    await scene.turn(PutApplication(replace(APPLICATION, id="p2", owner=lan.id, product="q2"), {}), KeepPaper(PAPER))
    plan = PlanPart("story", {"plan_story_text": "Chuyện"}, "")
    await scene.turn(KeepPart("p1", plan))
    paper = replace(PAPER, owner=lan.id, revision=1, products=("q1", "q2"))
    await scene.turn(LendPapers("p1", "p2", (paper,)), who="minh")
    (kept,) = await scene.store.papers_of(lan.id)
    assert (kept.products, kept.revision) == (("q1", "q2"), 2)
    assert (await scene.store.plan_of("p2")).keys() == {"story"}
    with pytest.raises(Conflict):
        await scene.turn(LendPapers("p1", "p2", (paper,)), who="minh")

"""A commune assesses a product content by content beside what its producer says; its paper says what was seen."""

from __future__ import annotations

import pytest
from support.communes import DAY, HERE, VI, Commune, commune
from support.dossiers import a_dossier, lines
from support.forms import an_application, context

from bot.conversations.forms import FORMS
from bot.conversations.forms.assess import CONTENTS
from bot.papers.dossier.papers import make_paper
from bot.records.assessments import Assessment
from bot.storage.account.erase import erasure
from bot.writes.assessments import PutAssessment
from bot.writes.registration import MoveApplication
from ocop_domain.applications import ApplicationState
from ocop_domain.programme_files import load_programme

__all__ = ["commune"]


def test_the_decision_says_how_many_contents_there_are() -> None:
    for programme, contents in (("vietnam-2027", set(CONTENTS)), ("camau-2022", {"material", "labour"})):
        loaded = load_programme(programme)
        asked = {q.id for q in FORMS["assess"].questions if q.kind.__class__.__name__ == "Assessed"}
        open_ = {q.id for q in FORMS["assess"].questions if q.id in asked and q.applies({}, loaded)}
        assert open_ == {f"assess_{content}" for content in contents}, programme


def test_what_the_producer_says_stands_above_each_content() -> None:
    subject = an_application(answers={"material_origin": "commune", "material_share": 80, "local_labour": 6})
    question = FORMS["assess"].get("assess_material")
    assert question
    assert "80" in question.kind.legend(context("vietnam-2027", subject=subject))
    idea = FORMS["assess"].get("assess_idea")
    assert idea
    assert idea.kind.legend(context("vietnam-2027", subject=subject)) == VI("assess.nothing_said")


async def test_an_officer_assesses_in_chat_and_changes_what_was_said(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô", area=HERE)
    await commune.writes("officer", MoveApplication(made, 1, ApplicationState.ACCEPTED, DAY))
    _, buttons = await commune.walks(f"acts:{made}")
    assert buttons[f"assess:{made}"] == VI("assess.open")
    await commune.presses(f"assess:{made}")
    await commune.says("2")
    await commune.says("Mua của 12 hộ")
    await commune.says("1")
    for _ in range(3):
        await commune.says("bỏ qua")
    text, _ = await commune.fills("s:send")
    assert VI("assess.kept", product="Tôm khô") in text
    kept = await commune.store.assessment(made)
    assert kept
    assert kept.answers == {
        "assess_material": "partly",
        "assess_material_note": "Mua của 12 hộ",
        "assess_labour": "true",
    }
    text, _ = await commune.presses(f"p:{made}")
    assert "Mua của 12 hộ" in text
    _, buttons = await commune.walks(f"acts:{made}")
    assert buttons[f"assess:{made}"] == VI("assess.change")


@pytest.mark.parametrize("who", ["a1", "a2"])
async def test_nobody_else_assesses(commune: Commune, who: str) -> None:
    made = await commune.registers("a1", "Tôm khô", area=HERE)
    text, _ = await commune.presses(f"assess:{made}", who)
    assert VI("q.assess_material.ask") not in text


async def test_an_assessment_goes_with_its_producer(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô", area=HERE)
    owner = await commune.person("a1")
    await commune.writes("officer", PutAssessment(Assessment(made, owner, {"assess_labour": "true"}, DAY)))
    assert (await commune.store.held(owner))["assessments"] == 1
    await commune.writes("a1", await erasure(commune.store.database, owner))
    assert await commune.store.assessment(made) is None


SAID = {
    "assess_material": "partly",
    "assess_material_note": "Mua tôm của 12 hộ.\nCó sổ ghi.",
    "assess_labour": "true",
    "assess_day": "2027-03-12",
}


@pytest.mark.parametrize(("paper", "old"), [("mau-03", False), ("xac-nhan", True)])
def test_the_communes_paper_says_what_was_seen_and_leaves_dots_for_the_rest(paper: str, *, old: bool) -> None:
    text = "\n".join(lines(make_paper(paper, a_dossier(old=old, assessed=SAID))))
    assert "Đúng một phần. Mua tôm của 12 hộ. Có sổ ghi" in text
    assert "Đúng như chủ thể ghi" in text
    assert "Ngày kiểm tra thực tế: 12/03/2027" in text
    empty = "\n".join(lines(make_paper(paper, a_dossier(old=old))))
    assert "Ngày kiểm tra thực tế: ....." in empty
    assert "như chủ thể ghi" not in empty

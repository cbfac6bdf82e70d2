"""The way to a star as it is shown: short for every set of every decision, never a verdict before its time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from typing import Any, cast

import pytest

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import FEW, PRODUCT, VERSION, quick_id, scoring_form
from bot.handlers.scoring import headline, standing, whatif, works
from bot.handlers.turn import Turn
from bot.messages import MAX_BUTTON, Incoming, Reply
from bot.records.people import Person
from bot.texts import Texts
from bot.writes.forms import SaveDraft
from ocop_domain.areas import load_areas
from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.data import names
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes

DAY = date(2027, 2, 1)
AREAS = load_areas()
TEXTS = Texts()
LAW = law_on(DAY)
SETS = [criteria for decision in all_criteria() for criteria in load_criteria(decision).sets]
NAME = "Mắm cá lóc đồng ủ thính gạo rang nhà làm theo lối xưa"


class OneDraft:
    """What can be read where there is nothing but a first look."""

    def __init__(self, draft: Draft | None) -> None:
        self.kept = draft

    async def draft(self, id_: str) -> Draft | None:
        return self.kept if self.kept and self.kept.id == id_ else None

    async def moved(self, programme: str) -> list[Any]:
        return []


def a_turn(criteria: CriteriaSet | None, answers: dict[str, int | None]) -> Turn:
    """Somebody's turn, with what was answered in a first look so far."""
    draft = None
    if criteria:
        form = quick_id(criteria.decision, criteria.id, 4, FEW)
        draft = Draft(f"{standing.LOOK}.1", form, VERSION, LAW.id, {PRODUCT: NAME, **answers}, revision=1)
    return Turn(
        said=Incoming("web", "a", "1", "press"),
        person=Person(1, "vi"),
        now=datetime(2027, 2, 1, tzinfo=UTC),
        today=DAY,
        programme=LAW,
        programmes=Programmes([LAW], AREAS),
        texts=TEXTS,
        areas=AREAS,
        reads=cast(Any, OneDraft(draft)),
        new_id=lambda: "n",
        papers=cast(Any, None),
    )


def answered(criteria: CriteriaSet, share: float, random: Random) -> dict[str, int | None]:
    """A sheet of which about this share is answered, at any level."""
    return {item.code: random.choice(item.points) for item in criteria.items if random.random() < share}


async def shown(criteria: CriteriaSet, answers: dict[str, int | None], wish: str) -> Reply:
    turn = a_turn(criteria, answers)
    await headline.way(turn, standing.LOOK, wish)
    assert len(turn.replies) == 1
    return turn.replies[0]


async def test_the_way_of_every_set_is_one_short_message_with_few_short_buttons() -> None:
    random = Random(4)
    for criteria in SETS:
        for share, wish in ((0.0, "4000-"), (0.3, "5000-"), (1.0, "4000-"), (1.0, "5105-"), (1.0, "3000-")):
            reply = await shown(criteria, answered(criteria, share, random), wish)
            assert len(reply.title) + len(reply.text) <= 600, (criteria.decision, criteria.id, reply.text)
            assert len(reply.text.splitlines()) <= 4
            assert len(reply.choices) <= 6
            assert all(len(choice.label) <= MAX_BUTTON for choice in reply.choices[:3]), reply.choices
            assert all(len(choice.data.encode()) <= 52 for choice in (*reply.choices, *reply.nav))


async def test_an_unfinished_sheet_is_no_verdict_and_a_finished_one_is() -> None:
    criteria = SETS[-1]
    t = TEXTS["vi"]
    top: dict[str, int | None] = {item.code: item.max for item in criteria.items}
    first = criteria.items[0].code
    reply = await shown(criteria, top, "5000-")
    assert reply.text.startswith(t("way.stands", total=sum(i.max for i in criteria.items), star=5))
    open_ = await shown(criteria, {**top, first: None}, "5000-")
    assert "chưa kết luận được" in open_.text
    assert t("way.enough", star=5) not in open_.text


async def test_what_is_done_already_counts_at_once_and_what_cannot_be_done_is_left_out() -> None:
    criteria = load_criteria("26-2026").set("s01")
    low: dict[str, int | None] = {item.code: item.points[0] for item in criteria.items}
    turn = a_turn(criteria, low)
    await works.have(turn, standing.LOOK, "4000-", 1)
    saved = [write.draft for write in turn.writes if isinstance(write, SaveDraft)]
    raised = [code for code, points in saved[0].answers.items() if code != PRODUCT and points != low[code]]
    assert len(raised) == 1
    again = a_turn(criteria, low)
    await works.work(again, standing.LOOK, "4000-", 1)
    (cannot,) = [choice for choice in again.replies[0].choices if choice.data.startswith("way:")]
    _, key, wish = cannot.data.split(":")
    assert key == standing.LOOK
    without = a_turn(criteria, low)
    found = await headline.way_of(without, key, wish)
    assert found
    assert raised[0] in found.wish.codes(criteria)
    assert all(step.item != raised[0] for step in found.path.steps)


async def test_what_would_be_if_is_short_whatever_is_tried() -> None:
    random = Random(5)
    for criteria in SETS[::4]:
        answers = answered(criteria, 1.0, random)
        places = random.sample(range(len(criteria.items)), whatif.MOST_CHANGES)
        changes = "".join(f"{n:02d}{criteria.items[n].max:02d}" for n in places)
        for tried in ("-", changes):
            turn = a_turn(criteria, answers)
            await whatif.choose_item(turn, standing.LOOK, tried)
            reply = turn.replies[0]
            assert len(reply.choices) <= 6
            assert all(len(choice.label) <= MAX_BUTTON for choice in reply.choices)
            assert all(len(choice.data.encode()) <= 52 for choice in (*reply.choices, *reply.nav))
            assert len(reply.text) <= 900, reply.text
            assert tried == "-" or "Cộng lại" in reply.text


async def test_where_nothing_is_estimated_the_way_has_points_and_items_and_promises_no_time() -> None:
    random = Random(6)
    t = TEXTS["vi"]
    for criteria in SETS[::3]:
        if criteria.decision in names("effort"):
            continue
        answers = answered(criteria, 1.0, random)
        for wish in ("4000-", "4100-", "5005-"):
            reply = await shown(criteria, answers, wish)
            assert "tháng" not in reply.text, reply.text
            assert "ngày công" not in reply.text
        low: dict[str, int | None] = {item.code: item.points[0] for item in criteria.items}
        turn = a_turn(criteria, low)
        await headline.way(turn, standing.LOOK, "4000-")
        assert any(choice.data.startswith("work:") and "+" in choice.label for choice in turn.replies[0].choices)
        await works.work(turn, standing.LOOK, "4000-", 1)
        assert t("why.helps", helps="").strip() not in turn.replies[1].text
        await headline.source(turn, standing.LOOK, "4000-")
        assert t("way.no_estimates") in turn.replies[2].text


async def test_a_round_that_is_too_near_says_which_work_is_too_long_and_offers_the_next_round() -> None:
    criteria = load_criteria("26-2026").set("s06")
    turn = a_turn(criteria, {item.code: item.points[0] for item in criteria.items})
    found = await headline.way_of(turn, standing.LOOK, "4100-")
    assert found
    assert found.rounds
    assert not found.path.reachable
    await headline.way(turn, standing.LOOK, "4100-")
    reply = turn.replies[0]
    assert "cần khoảng" in reply.text or "lâu hơn" in reply.text or "tháng" in reply.text, reply.text
    if len(found.rounds) > 1:
        assert any(choice.data == "way:first:4200-" for choice in reply.choices)


@pytest.mark.parametrize("wish", ["", "9", "4x00-", "4000-12345678901234567890123456789", "4900-"])
async def test_a_forged_wish_is_answered(wish: str) -> None:
    criteria = load_criteria("26-2026").set("s01")
    assert (await shown(criteria, {}, wish)).text


async def test_who_has_not_looked_yet_is_told_where_to_begin() -> None:
    turn = a_turn(None, {})
    await headline.way(turn, standing.LOOK, "4000-")
    assert turn.replies[0].choices[0].data == "star"


def test_a_quick_check_asks_six_at_a_time_and_never_the_same_twice() -> None:
    for criteria in SETS[::5]:
        answers: dict[str, int | None] = {}
        for most in range(FEW, len(criteria.items) + FEW, FEW):
            form = scoring_form(quick_id(criteria.decision, criteria.id, 4, most))
            assert form
            assert form.next
            before = len(answers)
            while (code := form.next(answers)) is not None:
                assert code not in answers
                answers[code] = None  # one knows nothing at all, and it comes to an end all the same
            assert len(answers) <= before + FEW

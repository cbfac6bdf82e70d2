"""What each write of `bot/writes/inquiries.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.records.inquiries import Inquiry, InquiryOutcome, UnitAnswer
from bot.writes.inquiries import AnswerInquiry, ApproveAnswer, PassInquiry, PutInquiry, WithdrawAnswer
from support.proofs.scene import NOW, Scene, a_need, proves


@proves(PutInquiry)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = Inquiry("q1", lan.id, "o32035", "camau-2022", NOW, "Bữa nào phát lịch?", unit="o32035")
    await scene.turn(PutInquiry(asked))
    assert await scene.store.inquiry("q1") == asked
    assert await scene.store.inquiries_in(["o32035"], 5) == (1, [asked])
    assert await scene.store.inquiries_in(["o32035"], 5, but=lan.id) == (0, [])
    assert await scene.store.inquiries_in(["o31999"], 5) == (0, [])
    assert await scene.store.waiting_inquiries_of(lan.id) == 1
    assert await scene.store.inquiries_of(lan.id, 5) == (1, [asked])
    assert await scene.store.need_of(lan.id, asked.words) is None, "a question is no need"


def _answered(id_: str = "u1", inquiry: str = "n1") -> UnitAnswer:
    day = NOW.date()
    return UnitAnswer(id_, "o96", "Cân khô cá ở đâu?", "Ở trạm", day, day + timedelta(days=30), inquiry)


@proves(ApproveAnswer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = Inquiry("n1", lan.id, "o32035", "camau-2022", NOW, "Cân khô cá ở đâu?", unit="o32035")
    await scene.turn(*(PutInquiry(replace(asked, id=id_)) for id_ in ("n1", "n2", "n3")))
    await scene.turn(AnswerInquiry("n1", "Ở trạm"), AnswerInquiry("n2", "Theo luật", "law.fee"), who="hai")
    total, found = await scene.store.answered_in(["o32035"], 5)
    assert (total, [one.id for one in found]) == (1, ["n1"]), "in own words only"
    assert await scene.store.answered_in(["o964"], 5) == (0, [])
    await scene.turn(ApproveAnswer(_answered()), who="minh")
    assert await scene.store.unit_answers(["o96", "o32035"], NOW.date()) == [_answered()]
    assert await scene.store.unit_answers(["o32035"], NOW.date()) == []
    assert await scene.store.unit_answers(["o96"], NOW.date() + timedelta(days=31)) == [], "its day is over"
    assert await scene.store.unit_answer_from("n1", NOW.date()) == _answered()
    with pytest.raises(Conflict):
        await scene.turn(ApproveAnswer(_answered("u2")), who="minh")
    later = NOW.date() + timedelta(days=31)
    assert await scene.store.unit_answer_from("n1", later) is None
    again = replace(_answered("u2"), approved_on=later, until=later + timedelta(days=30))
    await scene.turn(ApproveAnswer(again), who="minh")
    assert await scene.store.unit_answer_from("n1", later) == again, "its day was over: it is approved anew"


@proves(WithdrawAnswer)
async def _(scene: Scene) -> None:
    await scene.turn(ApproveAnswer(_answered()), who="minh")
    await scene.turn(WithdrawAnswer("u1"), who="minh")
    assert await scene.store.unit_answers(["o96"], NOW.date()) == []
    assert await scene.store.unit_answer_from("n1", NOW.date()) is None
    with pytest.raises(Conflict):
        await scene.turn(WithdrawAnswer("u1"), who="minh")
    await scene.turn(ApproveAnswer(_answered("u2")), who="minh")
    kinds = await scene.rows("SELECT kind FROM audit WHERE kind LIKE 'inquiry.%' ORDER BY id")
    assert [kind for (kind,) in kinds] == ["inquiry.approved", "inquiry.withdrawn", "inquiry.approved"]


@proves(PassInquiry)
async def _(scene: Scene) -> None:
    lan, hai = await scene.person(), await scene.person("hai")
    await scene.turn(PutInquiry(a_need(lan.id)))
    assert await scene.store.need_of(lan.id, "Hướng dẫn công bố") == a_need(lan.id)
    await scene.turn(PassInquiry("n1", "o32035", "o964"), who="hai")
    await scene.turn(PassInquiry("n1", "o964", "o964", "Sở Công Thương"), who="hai")
    kept = await scene.store.inquiry("n1")
    assert kept
    assert (kept.unit, kept.agency, kept.outcome) == ("o964", "Sở Công Thương", InquiryOutcome.AT_AGENCY)
    up, out = await scene.store.passes_of("n1")
    assert (up.number, up.former, up.unit, up.agency, up.by) == (1, "o32035", "o964", "", hai.id)
    assert (out.number, out.agency) == (2, "Sở Công Thương")
    assert await scene.store.inquiries_in(["o32035"], 5) == (0, [])
    assert (await scene.store.inquiries_in(["o964"], 5))[0] == 1
    with pytest.raises(Conflict):
        await scene.turn(PassInquiry("n1", "o32035", "o964"), who="hai")


@proves(AnswerInquiry)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutInquiry(Inquiry("q1", lan.id, "o32035", "camau-2022", NOW, "Bữa nào phát lịch?")))
    await scene.turn(AnswerInquiry("q1", "Thứ Hai", "law.fee"))
    kept = await scene.store.inquiry("q1")
    assert kept
    assert (kept.answered, kept.answer, kept.entry) == (True, "Thứ Hai", "law.fee")
    assert await scene.store.inquiries_in(["o32035"], 5) == (0, [])
    with pytest.raises(Conflict):
        await scene.turn(AnswerInquiry("q1", "Thứ Ba"))

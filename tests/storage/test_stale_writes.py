"""What was changed meanwhile is not overwritten, and nothing of the turn is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from support.proofs.scene import (
    APPLICATION,
    DAY,
    DRAFT,
    NOW,
    PAPER,
    SUBMISSION,
    Scene,
    a_filing,
    a_result,
    a_sheet,
    an_idea,
    convened,
    scene,
    two_addresses,
)

from bot.dispatch.ports import Outcome
from bot.handlers.services import Answered, Conflict
from bot.messages import Arrival, Reply
from bot.records.people import Invitation, Person
from bot.writes import Write
from bot.writes.account import EndPhone
from bot.writes.dossier import DecideSubmission, DropPaper, KeepPaper, KeepSubmission
from bot.writes.forms import DropDraft, SaveDraft, SetPlace
from bot.writes.people import AddGrant, Notify, SetLanguage, UseInvitation
from bot.writes.registration import MoveApplication, PutApplication
from bot.writes.rounds import CloseRound, Conclude, DecideRound, GiveResult, MoveRound, PutSelection, SetAgenda
from ocop_domain.applications import ApplicationState
from ocop_domain.rights import Grant, Role
from ocop_domain.selection import Pick

__all__ = ["scene"]


STALE: dict[str, Callable[[Scene, Person], Awaitable[Write]]] = {}


def becomes_stale(make: Callable[[Scene, Person], Awaitable[Write]]) -> None:
    STALE[make.__name__.strip("_")] = make


@becomes_stale
async def _draft_that_was_saved_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(SaveDraft(DRAFT.with_(revision=1)))
    return SaveDraft(DRAFT.with_(revision=1, at="="))


@becomes_stale
async def _draft_that_was_begun_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    return SaveDraft(DRAFT.with_(at="="))


@becomes_stale
async def _draft_that_was_sent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(DropDraft("d1"))
    return SaveDraft(DRAFT.with_(revision=1, at="="))


@becomes_stale
async def _product_that_was_moved_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.ACCEPTED, DAY))
    return MoveApplication("p1", 1, ApplicationState.RETURNED, DAY, ("price",), "Sai giá")


@becomes_stale
async def _result_that_was_concluded_otherwise_meanwhile(scene: Scene, lan: Person) -> Write:
    application = await convened(scene, CloseRound("r1", 0, ()))
    read = await a_result(scene, decision="112/QĐ-UBND", decided_on=DAY)
    await scene.turn(Conclude(await a_result(scene, star=3, reason="Bao bì chưa đạt")))
    return GiveResult(read, application.revision, final=True, product="q1")


@becomes_stale
async def _product_that_was_sent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    return PutApplication(replace(APPLICATION, owner=lan.id, name="Khác"), {"phone": "+84911111111"})


@becomes_stale
async def _product_that_was_corrected_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, revision=1), {}))
    return PutApplication(replace(APPLICATION, owner=lan.id, revision=1, name="Khác"), {"phone": "+84911111111"})


@becomes_stale
async def _invitation_that_was_spent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.store.invite(Invitation("hash", NOW + timedelta(days=7), Role.ADMIN), NOW)
    await scene.turn(UseInvitation("hash"), who="minh")
    return UseInvitation("hash")


@becomes_stale
async def _sheet_of_a_round_that_was_closed_meanwhile(scene: Scene, lan: Person) -> Write:
    await convened(scene, CloseRound("r1", 0, ()))
    return await a_sheet(scene, "hai")


@becomes_stale
async def _sheet_of_a_product_that_left_the_agenda_meanwhile(scene: Scene, lan: Person) -> Write:
    await convened(scene, SetAgenda("r1", "p1", on=False))
    return await a_sheet(scene, "hai")


@becomes_stale
async def _closing_of_a_round_for_which_a_sheet_came_meanwhile(scene: Scene, lan: Person) -> Write:
    await convened(scene)
    await scene.turn(await a_sheet(scene, "hai"), who="hai")
    return CloseRound("r1", 0, ())


@becomes_stale
async def _round_that_was_closed_meanwhile(scene: Scene, lan: Person) -> Write:
    await convened(scene, CloseRound("r1", 0, ()))
    return MoveRound("r1", DAY, "")


@becomes_stale
async def _round_that_was_decided_meanwhile(scene: Scene, lan: Person) -> Write:
    await convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "1/QĐ", DAY))
    return DecideRound("r1", "2/QĐ", DAY)


@becomes_stale
async def _result_of_a_product_that_was_moved_meanwhile(scene: Scene, lan: Person) -> Write:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = await a_result(scene)
    await scene.turn(Conclude(result), MoveApplication("p1", application.revision, ApplicationState.FILED, DAY))
    return GiveResult(replace(result, decided_on=DAY), application.revision, final=True, product="q1")


@becomes_stale
async def _idea_that_another_one_has_chosen_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    await scene.turn(PutSelection(an_idea(lan.id)), who="minh")
    return PutSelection(an_idea(lan.id, Pick.REFUSED))


@becomes_stale
async def _phone_that_left_meanwhile(scene: Scene, lan: Person) -> Write:
    await two_addresses(scene)
    await scene.turn(EndPhone("web", "w1", "left"))
    return EndPhone("web", "w1", "ended")


@becomes_stale
async def _dossier_that_was_handed_in_meanwhile(scene: Scene, lan: Person) -> Write:
    await a_filing(scene)
    return KeepSubmission(replace(SUBMISSION, duty="other"))


@becomes_stale
async def _dossier_on_which_another_officer_decided_meanwhile(scene: Scene, lan: Person) -> Write:
    await a_filing(scene)
    await scene.turn(DecideSubmission("p1", 1, ApplicationState.CHECKED, DAY), who="minh")
    return DecideSubmission("p1", 1, ApplicationState.SUPPLEMENT, DAY, ("score",), "Chưa chấm")


@becomes_stale
async def _paper_that_was_changed_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    await scene.turn(KeepPaper(replace(PAPER, revision=1)))
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@becomes_stale
async def _paper_that_was_kept_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    return KeepPaper(replace(PAPER, name="Khác"))


@becomes_stale
async def _paper_that_was_dropped_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    await scene.turn(DropPaper("w1"))
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@becomes_stale
async def _paper_of_somebody_else(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER), who="minh")
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@pytest.mark.parametrize("what", STALE)
async def test_a_stale_write_is_a_conflict_and_undoes_the_whole_turn(what: str, scene: Scene) -> None:
    lan = await scene.person()
    write = await STALE[what](scene, lan)
    arrival = await scene.arrives()
    before = await scene.everything()
    others = (
        SetLanguage("en"),
        AddGrant(Grant(Role.ADMIN, "")),
        Notify(lan.id, Reply("x"), "k"),
    )
    unit = Outcome(lan.id, (*others, write, SetPlace("d9")), (Reply("Xin chào"),), 7)
    with pytest.raises(Conflict) as caught:
        await scene.store.commit(arrival, unit, NOW)
    assert not isinstance(caught.value, Answered), "somebody else was quicker: the turn must be played again"
    assert await scene.everything() == before
    assert await scene.store.unanswered() == [arrival], "the update still waits for its answer"


async def test_of_many_who_save_the_same_draft_at_once_exactly_one_does(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    lan = await scene.person()
    arrivals = [await scene.arrives() for _ in range(8)]

    async def save(number: int, arrival: Arrival) -> bool:
        answers = {"product_name": f"Tên {number}"}
        outcome = Outcome(lan.id, (SaveDraft(DRAFT.with_(revision=1, answers=answers)),), (Reply(str(number)),))
        try:
            await scene.store.commit(arrival, outcome, NOW)
        except Conflict:
            return False
        return True

    saved = await asyncio.gather(*(save(n, a) for n, a in enumerate(arrivals)))
    assert saved.count(True) == 1
    kept = await scene.store.draft("d1")
    assert kept
    assert kept.answers == {"product_name": f"Tên {saved.index(True)}"}
    assert len(await scene.rows("SELECT id FROM outbox")) == 1

"""A correction takes nothing back that was changed meanwhile, is led to what was marked, and is seen whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from support.communes import DAY, ELSEWHERE, HERE, VI, Commune, commune

from bot.conversations.form import SUMMARY, Draft
from bot.kit.clock import VIETNAM
from bot.records.changes import ChangeRequest
from bot.storage.engine.statements import Statement
from bot.writes.changes import AgreeChange, PutChange
from bot.writes.forms import SaveDraft, SetPlace
from bot.writes.people import AddGrant, SetConsent
from bot.writes.registration import MoveApplication, PutApplication
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.rights import Grant, Role

__all__ = ["commune"]


async def sent(commune: Commune, name: str = "Tôm khô", **said: Any) -> Application:
    """What a1 has sent, with all its answers."""
    made = await commune.registers("a1", name, product_name=name, producer_name="Cơ sở a1", area=HERE, **said)
    await commune.writes("a1", SetConsent("consent_dossier", True), SetConsent("consent_reminders", True))
    return await now(commune, made)


async def now(commune: Commune, made: str) -> Application:
    found = await commune.store.application(made)
    assert found
    return found


async def begun(commune: Commune, application: Application, **changes: Any) -> Draft:
    """The form as the producer left it."""
    draft = await commune.store.draft(application.id)
    assert draft
    await commune.writes("a1", SaveDraft(draft.with_(**changes)), SetPlace(draft.id))
    return draft


def asks(application: Application, id_: str, question: str, value: str) -> ChangeRequest:
    was = str(application.answers.get(question))
    at = datetime.combine(application.sent_on, time(9), VIETNAM)
    return ChangeRequest(id_, application.id, application.owner, HERE, question, was, value, "Ghi nhầm", at)


async def agreed(commune: Commune, id_: str, question: str, value: str) -> None:
    """The officer agrees to a change for which the producer has asked."""
    application = await now(commune, (await waiting(commune, id_)).subject)
    answers = {**application.answers, question: value}
    await commune.writes("officer", AgreeChange(id_, question, application, answers, answers, "o-new"))


async def waiting(commune: Commune, id_: str) -> ChangeRequest:
    found = await commune.store.change(id_)
    assert found
    return found


async def test_a_change_of_the_kind_takes_back_nothing_that_was_agreed_to_meanwhile(commune: Commune) -> None:
    made = await sent(commune)
    await commune.writes("officer", MoveApplication(made.id, 1, ApplicationState.ACCEPTED, DAY))
    await commune.presses(f"kind:{made.id}", "a1")
    await commune.writes("a1", PutChange(asks(made, "c1", "phone", "+84987654321")))
    await agreed(commune, "c1", "phone", "+84987654321")
    kind = {"registration_kind": "upgrade", "current_star": "3", "certificate_date": "2020-05-04"}
    await begun(commune, made, answers={**made.answers, **kind}, at=SUMMARY)
    await commune.fills("s:send", "a1")
    after = await now(commune, made.id)
    assert after.state is ApplicationState.ACCEPTED
    assert after.answers["registration_kind"] == "upgrade"
    assert after.answers["phone"] == "+84987654321"


async def test_a_correction_that_was_begun_does_not_bring_the_former_name_back(commune: Commune) -> None:
    made = await sent(commune)
    await commune.presses(f"fix:{made.id}", "a1")
    await commune.presses(f"rename:{made.id}", "a1")
    await commune.says("Tôm khô Năm Căn", "a1")
    assert (await now(commune, made.id)).name == "Tôm khô Năm Căn"
    await commune.presses(f"fix:{made.id}", "a1")
    draft = await commune.store.draft(made.id)
    assert draft
    await begun(commune, made, answers={**draft.answers, "packaging": "Túi 250 g"})
    await commune.fills("s:send", "a1")
    after = await now(commune, made.id)
    assert (after.name, after.answers["packaging"]) == ("Tôm khô Năm Căn", "Túi 250 g")


async def test_what_still_waits_goes_along_when_a_product_comes_to_another_commune(commune: Commune) -> None:
    made = await sent(commune)
    await commune.writes("officer", MoveApplication(made.id, 1, ApplicationState.ACCEPTED, DAY))
    for id_, question, value in (("c1", "area", ELSEWHERE), ("c2", "phone", "+84987654321")):
        await commune.writes("a1", PutChange(asks(made, id_, question, value)))
    await agreed(commune, "c1", "area", ELSEWHERE)
    assert (await commune.store.changes_in([HERE], 5, 0))[0] == 0
    count, (left,) = await commune.store.changes_in([ELSEWHERE], 5, 0)
    assert (count, left.id) == (1, "c2")
    await commune.writes("other", AddGrant(Grant(Role.COMMUNE_OFFICER, ELSEWHERE)))
    text, buttons = await commune.presses("change:c2", "other")
    assert "agreechange:c2" in buttons, text
    await commune.writes("officer", MoveApplication(made.id, 3, ApplicationState.SENT, DAY))
    moved = replace(await now(commune, made.id), area=HERE)
    await commune.writes("a1", PutApplication(moved, {}))
    assert (await commune.store.changes_in([HERE], 5, 0))[0] == 1


async def test_corrections_that_followed_a_return_are_seen_together_with_what_was_asked_for(commune: Commune) -> None:
    made = await sent(commune, packaging="Túi 500 g", quality="Sạch")
    back = MoveApplication(made.id, 1, ApplicationState.RETURNED, DAY, ("packaging",), "Ghi rõ bao bì")
    await commune.writes("officer", back)
    for said in ({"packaging": "Túi 250 g"}, {"quality": "Phơi hai nắng"}):
        last = await now(commune, made.id)
        again = replace(last, answers={**last.answers, **said}, state=ApplicationState.SENT)
        await commune.writes("a1", PutApplication(again, {}))
    text, _ = await commune.presses(f"p:{made.id}")
    assert VI("item.asked", reason="Ghi rõ bao bì") in text
    assert "Túi 500 g → Túi 250 g" in text
    assert "Sạch → Phơi hai nắng" in text


async def test_corrections_before_anybody_decided_are_seen_together(commune: Commune) -> None:
    made = await sent(commune, packaging="Túi 500 g", quality="Sạch")
    for said in ({"packaging": "Túi 250 g"}, {"quality": "Phơi hai nắng"}):
        last = await now(commune, made.id)
        await commune.writes("a1", PutApplication(replace(last, answers={**last.answers, **said}), {}))
    text, _ = await commune.presses(f"p:{made.id}")
    assert "Túi 500 g → Túi 250 g" in text
    assert "Sạch → Phơi hai nắng" in text


async def test_a_correction_begun_before_the_return_asks_what_was_marked_and_keeps_what_was_typed(
    commune: Commune,
) -> None:
    made = await sent(commune)
    await commune.presses(f"fix:{made.id}", "a1")
    await begun(commune, made, answers={**made.answers, "quality": "Phơi hai nắng"})
    back = MoveApplication(made.id, 1, ApplicationState.RETURNED, DAY, ("packaging",), "Ghi rõ bao bì")
    await commune.writes("officer", back)
    text, _ = await commune.presses(f"fix:{made.id}", "a1")
    assert VI("q.packaging.ask") in text
    draft = await commune.store.draft(made.id)
    assert draft
    assert (draft.at, draft.answers["quality"]) == ("packaging", "Phơi hai nắng")


async def test_a_correction_that_was_begun_goes_on_in_the_programme_to_which_it_went(commune: Commune) -> None:
    made = await sent(commune)
    await commune.presses(f"fix:{made.id}", "a1")
    await begun(commune, made, programme="camau-2021-2025", answers={**made.answers, "quality": "Phơi hai nắng"})
    await commune.presses(f"fix:{made.id}", "a1")
    draft = await commune.store.draft(made.id)
    assert draft
    assert (draft.programme, draft.at) == ("camau-2021-2025", SUMMARY)
    assert draft.answers["quality"] == "Phơi hai nắng"


async def test_after_consent_was_withdrawn_what_stands_ready_is_not_sent_and_not_lost(commune: Commune) -> None:
    made = await sent(commune)
    await commune.presses(f"fix:{made.id}", "a1")
    await begun(commune, made, answers={**made.answers, "quality": "Phơi hai nắng"})
    await commune.writes("a1", SetConsent("consent_dossier", False))
    text, _ = await commune.fills("s:send", "a1")
    assert VI("consent.needed") in text
    assert (await now(commune, made.id)).answers["quality"] != "Phơi hai nắng"
    draft = await commune.store.draft(made.id)
    assert draft
    assert draft.answers["quality"] == "Phơi hai nắng"


async def test_every_request_of_change_is_reached_however_many_wait(commune: Commune) -> None:
    ids = []
    for n in range(14):
        made = await commune.registers(f"b{n}", f"Tôm khô {n}")
        await commune.writes("officer", MoveApplication(made, 1, ApplicationState.ACCEPTED, DAY))
        ids.append(f"c{n}")
        await commune.writes(f"b{n}", PutChange(asks(await now(commune, made), ids[-1], "phone", "+84987654321")))
    pages, doors = await commune.walks("changes")
    assert {f"change:{id_}" for id_ in ids} <= doors.keys()
    assert len(pages) == 3
    text, _ = await commune.presses("changes:99")
    assert VI("change.list", count=14) in text


async def test_a_double_is_not_offered_once_more_while_the_other_goes_on(commune: Commune) -> None:
    stays, double = await sent(commune), await sent(commune)
    await commune.writes("officer", MoveApplication(double.id, 1, ApplicationState.DUPLICATE, DAY))
    await commune.writes("officer", MoveApplication(stays.id, 1, ApplicationState.ACCEPTED, DAY))
    _, buttons = await commune.presses("register", "a1")
    assert not any(data.startswith(("anew:", "upgrade:")) for data in buttons), buttons


async def test_a_newcomer_is_asked_before_a_paper_is_begun_and_goes_on_with_it_then(commune: Commune) -> None:
    text, _ = await commune.presses("newpaper", "z1")
    assert VI("q.consent_dossier.ask").split("\n")[0] in text
    text, _ = await commune.fills("o:yes", "z1")
    assert VI("q.paper_kind.ask") in text
    await commune.writes("z2", SetConsent("consent_dossier", False))
    text, _ = await commune.presses("newpaper", "z2")
    assert VI("consent.needed_to_keep") in text


async def test_a_merger_that_is_undone_leaves_with_the_producer_what_was_marked_and_why(commune: Commune) -> None:
    stays, double = await sent(commune), await sent(commune)
    back = MoveApplication(double.id, 1, ApplicationState.RETURNED, DAY, ("packaging", "price"), "Ghi rõ bao bì")
    await commune.writes("officer", back)
    await commune.presses(f"merged:{double.id}:2:{stays.id}")
    assert (await now(commune, double.id)).state is ApplicationState.DUPLICATE
    await commune.presses(f"slip:{double.id}:3")
    await commune.says("Bấm nhầm sản phẩm")
    again = await now(commune, double.id)
    assert again.state is ApplicationState.RETURNED
    assert (again.marked, again.reason) == (("packaging", "price"), "Ghi rõ bao bì")


async def test_papers_and_plan_of_a_double_go_along_to_what_stays_once_however_often_it_is_merged(
    commune: Commune,
) -> None:
    stays, double = await sent(commune), await sent(commune)
    database, page = commune.store.database, "a" * 32
    paper = "INSERT INTO paper (id, person_id, kind, name, number, expires_on, star, products, files, revision)"
    part = "INSERT INTO plan_part (application_id, person_id, section, answers, reason, at)"
    star = "INSERT INTO recognition (product_id, person_id, star, source, issued_on, expires_on, paper_id, at)"
    await database.write(
        [
            Statement(
                f"{paper} VALUES ('c', ?, 'recognition', 'Tôm khô', '15', '2029-01-01', 3, ?, ?, 1)",
                (double.owner, f'["{double.product}"]', f'["{page}"]'),
            ),
            Statement(
                f"{star} VALUES (?, ?, 3, 'declared', '2026-01-01', '2029-01-01', 'c', '')",
                (double.product, double.owner),
            ),
            *(
                Statement(f"{part} VALUES (?, ?, ?, ?, '', '')", (one.id, one.owner, section, f'{{"x": "{whose}"}}'))
                for one, section, whose in (
                    (stays, "market", "stays"),
                    (double, "market", "double"),
                    (double, "finance", "double"),
                )
            ),
        ]
    )
    for revision in (1, 3):
        await commune.presses(f"merged:{double.id}:{revision}:{stays.id}")
        assert (await now(commune, double.id)).state is ApplicationState.DUPLICATE
        (kept,) = await commune.store.papers_of(double.owner)
        assert sorted(kept.products) == sorted([double.product, stays.product])
        stars = await database.fetch("SELECT product_id FROM recognition WHERE paper_id = 'c' ORDER BY product_id")
        assert [row[0] for row in stars] == sorted([double.product, stays.product])
        parts = "SELECT section, answers FROM plan_part WHERE application_id = ? ORDER BY section"
        assert await database.fetch(parts, (stays.id,)) == [
            ("finance", '{"x": "double"}'),
            ("market", '{"x": "stays"}'),
        ]
        if revision == 1:
            await commune.presses(f"slip:{double.id}:2")
            await commune.says("Bấm nhầm sản phẩm")


async def test_who_asks_for_a_change_of_what_waits_again_corrects_it_with_what_was_typed(commune: Commune) -> None:
    made = await sent(commune)
    await commune.writes("officer", MoveApplication(made.id, 1, ApplicationState.ACCEPTED, DAY))
    await commune.presses(f"askchange:{made.id}", "a1")
    await commune.fills("o:phone", "a1")
    await commune.says("0987 654 321", "a1")
    await commune.writes("officer", MoveApplication(made.id, 2, ApplicationState.SENT, DAY))
    text, _ = await commune.says("Số cũ mất rồi", "a1")
    assert VI("fix.intro_waiting") in text
    draft = await commune.store.draft(made.id)
    assert draft
    assert (draft.at, draft.answers["phone"]) == (SUMMARY, "+84987654321")
    assert await commune.store.changes_of(made.id) == []
    text, _ = await commune.presses(f"askchange:{made.id}", "a1")
    assert VI("error.not_yours") not in text


async def test_who_asks_for_a_change_when_it_is_too_late_is_given_back_what_was_typed(commune: Commune) -> None:
    made = await sent(commune)
    await commune.writes("officer", MoveApplication(made.id, 1, ApplicationState.ACCEPTED, DAY))
    await commune.presses(f"askchange:{made.id}", "a1")
    await commune.fills("o:phone", "a1")
    await commune.says("0987 654 321", "a1")
    await commune.writes("officer", MoveApplication(made.id, 2, ApplicationState.REFUSED, DAY))
    text, _ = await commune.says("Số cũ mất rồi", "a1")
    assert VI("error.not_yours") not in text
    assert "0987654321" in text

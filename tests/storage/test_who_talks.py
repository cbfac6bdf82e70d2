"""Who is talking: people, phones and roles in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from support.proofs.scene import APPLICATION, DRAFT, NOW, OFFICER, PAPER, Scene, scene

from bot.dispatch.ports import Outcome
from bot.handlers.services import Conflict
from bot.messages import Choice, Reply
from bot.records.people import Person
from bot.writes import Write
from bot.writes.dossier import KeepPaper
from bot.writes.forms import SaveDraft
from bot.writes.people import AddGrant
from bot.writes.registration import PutApplication

__all__ = ["scene"]


async def test_a_new_address_is_a_new_person_in_the_language_of_the_platform(scene: Scene) -> None:
    lan = await scene.person("lan", language="en")
    assert lan == Person(lan.id, "en")
    assert (await scene.person("lan", language="vi")) == lan, "known people keep their language"
    assert (await scene.person("lan", "web")).id != lan.id, "the same name elsewhere is somebody else"


async def test_the_last_menu_is_remembered_with_what_it_offered(scene: Scene) -> None:
    lan = await scene.person()
    reply = Reply("?", choices=(Choice("mine", "Của tôi"),), nav=(Choice("menu", "Trang chính"),), menu=4)
    await scene.store.commit(await scene.arrives(), Outcome(lan.id, (), (reply,), 4), NOW)
    known = await scene.person()
    assert (known.menu, known.choices) == (4, (("mine", "Của tôi"), ("menu", "Trang chính")))
    await scene.store.commit(await scene.arrives(), Outcome(lan.id, (), (Reply("không có nút"),)), NOW)
    assert (await scene.person()).menu == 4, "a message without buttons leaves the menu in force"


async def _product(scene: Scene, who: Person) -> list[Write]:
    return [PutApplication(replace(APPLICATION, owner=who.id), {})]


async def _draft(scene: Scene, who: Person) -> list[Write]:
    return [SaveDraft(DRAFT)]


async def _paper(scene: Scene, who: Person) -> list[Write]:
    return [KeepPaper(PAPER)]


async def _role(scene: Scene, who: Person) -> list[Write]:
    return [AddGrant(OFFICER)]


@pytest.mark.parametrize("gives", [_product, _draft, _paper, _role])
async def test_an_account_that_holds_something_never_goes_into_another(
    gives: Callable[[Scene, Person], Awaitable[list[Write]]], scene: Scene
) -> None:
    lan, victim = await scene.person("lan"), await scene.person("w1", "web")
    await scene.turn(*await gives(scene, victim), who="w1", channel="web")
    before = await scene.everything()
    with pytest.raises(Conflict):
        await scene.move("w1", "web", lan)
    after = await scene.everything()
    assert {name: rows for name, rows in after.items() if name != "inbox"} == {
        name: rows for name, rows in before.items() if name != "inbox"
    }

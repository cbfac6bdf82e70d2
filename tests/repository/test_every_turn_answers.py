"""Whatever is pressed is answered: each button, with ids that are there, are no more, or never were, by everybody."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage

from bot.conversations.form import Draft
from bot.dispatch.ports import Outcome
from bot.handlers import routes
from bot.handlers.registry import BUTTONS
from bot.handlers.shared.buttons import Button
from bot.handlers.shared.policy import FREE
from bot.messages import Arrival, Incoming
from bot.storage.engine.opening import FILE
from bot.writes.forms import SaveDraft, SetPlace
from ocop_domain.programme_files import load_programme

NEVER = "x" * 12
NUMBERS = ("0", "7", "999999999")


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    """A producer with a dossier that was handed in, and the officer who has it."""
    settings = settings_for(tmp_path / "data")
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        await stage.play(FOLDER / "dossier.txt")
        yield stage


def _data(name: str, button: Button, ids: tuple[str, ...]) -> Iterator[str]:
    """What may stand behind the name: nothing where that fits, and every id at the first place, never a second one."""
    if not button.arguments or button.optional:
        yield name
    if not button.arguments:
        return
    kinds = button.arguments
    firsts = NUMBERS if kinds[0] is int else ids
    for first in firsts:
        for rest in itertools.product(*(NUMBERS[:1] if kind is int else (NEVER,) for kind in kinds[1:])):
            yield ":".join((name, first, *rest))


async def test_every_button_is_answered_whatever_it_names(stage: Stage) -> None:
    store, dispatcher = stage.assistant.store, stage.assistant.dispatcher
    rows = await store.database.fetch("SELECT channel, address, person_id FROM address ORDER BY person_id", ())
    products = await store.database.fetch("SELECT id FROM application", ())
    drafts = await store.database.fetch("SELECT id FROM draft", ())
    ids = (*(str(r[0]) for r in products), *(str(r[0]) for r in drafts[:2]), NEVER)
    assert len(rows) >= 2, "a producer and an officer"
    pressed, silent = 0, []
    for channel, address, _ in rows:
        for name, button in BUTTONS.items():
            for data in _data(name, button, ids):
                said = Incoming(channel, address, "u", "press", data=data)
                person = await store.person(channel, address, "vi", stage.clock(), "")
                turn = dispatcher._turn(said, person, stage.clock())
                try:
                    await routes.route(turn)  # one that says nothing warns, and a warning is an error here
                except routes.SilentTurn:
                    silent.append(data)
                pressed += 1
    assert not silent
    assert pressed > len(rows) * len(BUTTONS)


async def test_a_button_that_says_nothing_is_a_fault_and_shows_the_main_screen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(turn: object) -> None:
        """Forgets to answer."""

    monkeypatch.setitem(BUTTONS, "help", Button(nothing, FREE))
    store = stage.assistant.store
    ((channel, address),) = await store.database.fetch("SELECT channel, address FROM address LIMIT 1", ())
    person = await store.person(channel, address, "vi", stage.clock(), "")
    turn = stage.assistant.dispatcher._turn(
        Incoming(channel, address, "u", "press", data="help"), person, stage.clock()
    )
    with pytest.warns(routes.SilentTurn, match="no reply to press help"):
        await routes.route(turn)
    assert turn.replies


async def test_a_draft_of_a_form_that_was_removed_is_told_and_leads_on(stage: Stage) -> None:
    """A sticker, a command and the draft's own button: each is answered, and nobody is in the form any more."""
    store = stage.assistant.store
    ((channel, address, person_id),) = await store.database.fetch(
        "SELECT a.channel, a.address, a.person_id FROM address a JOIN application p ON p.person_id = a.person_id"
        " LIMIT 1",
        (),
    )
    person = await store.person(channel, address, "vi", stage.clock(), "")
    draft = Draft("gone12345678", "no_such_form", 1, "camau-2022", {})
    arrival = Arrival(channel, address, "u1", "{}")
    await store.intake([arrival], stage.clock())
    await store.commit(arrival, Outcome(person_id, (SaveDraft(draft), SetPlace(draft.id)), ()), stage.clock())
    for said in (
        Incoming(channel, address, "u2", "other", what="sticker"),
        Incoming(channel, address, "u3", "text", text="/help"),
        Incoming(channel, address, "u4", "press", data=f"draft:{draft.id}"),
    ):
        person = await store.person(channel, address, "vi", stage.clock(), "")
        turn = stage.assistant.dispatcher._turn(said, person, stage.clock())
        await routes.route(turn)
        assert turn.replies
    assert turn.t("draft.no_form") in turn.replies[0].text

"""Every button × role × inside and outside × own and another's × channel: the table of acts says what happens."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Stage

from bot.handlers import routes
from bot.handlers.registry import BUTTONS
from bot.handlers.shared.buttons import Button
from bot.handlers.turn import Turn
from bot.messages import Incoming
from bot.records.people import Person
from bot.storage.engine.opening import FILE
from bot.texts import Texts
from bot.writes.forms import SetPlace
from bot.writes.people import SetFace
from ocop_domain.applications import Application
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.recipients import taker
from ocop_domain.rights import OWNERS, SPECS, Act, Grant, Own, Role, Subject, grants_for, may

AREAS = load_areas()
OF_A_PRODUCT = frozenset({Act.SEE, Act.CHECK, Act.SCORE, Act.PRINT, Act.EDIT, Act.BAN})
"""Acts whose buttons name the product first."""
SOMEWHERE = frozenset(Act) - OF_A_PRODUCT
FAR = {"commune": "o22435", "district": "o570", "province": "o56"}
HARMLESS = (SetPlace, SetFace)
CHANNELS = itertools.cycle(("web", "telegram"))


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    """A producer with a dossier that was handed in, and the officer who has it."""
    settings = settings_for(tmp_path / "data")
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        await stage.play(FOLDER / "dossier.txt")
        yield stage


class Scene:
    """One product of somebody, pressed at by everybody; nothing is written, so nothing need be undone."""

    def __init__(self, stage: Stage, application: Application, owner: Person, stranger: Person) -> None:
        self.stage, self.application, self.owner, self.stranger = stage, application, owner, stranger
        self.secrets = (application.name, application.producer_name)
        texts = Texts()
        self.refusals = {
            texts[language](key)
            for language in texts.languages
            for key in ("error.not_yours", "rights.not_yours", "assist.only_own")
        } | {texts[language]("review.own", product=application.name) for language in texts.languages}

    def people(self) -> Iterator[tuple[str, Person]]:
        """The owner and somebody else, without a role and with each, in the product's unit and far away."""
        above = {unit.level: unit.code for unit in AREAS.path(self.application.area)}
        for whose, person in (("own", self.owner), ("another's", self.stranger)):
            yield f"no role, {whose}", replace(person, grants=())
            for role in Role:
                for where, units in (("inside", above), ("outside", FAR)):
                    level = SPECS[role].levels[-1] if SPECS[role].levels else ""
                    yield f"{role} {where}, {whose}", replace(person, grants=(Grant(role, units.get(level, "")),))

    async def press(self, person: Person, data: str) -> Turn:
        channel = next(CHANNELS)
        said = Incoming(channel, "x", "u", "press", data=data)
        turn = self.stage.assistant.dispatcher._turn(said, person, self.stage.clock())
        await routes.route(turn)
        return turn

    def may(self, person: Person, act: Act) -> bool:
        subject = Subject(self.application.area, self.application.owner)
        today = load_programme("camau-2022").demo_date
        return may(person.id, person.grants, act, subject, lambda outer, inner: AREAS.reaches(outer, inner, today))

    def takes(self, person: Person) -> bool:
        """Whether the programme sends dossiers of this commune to the office of this person."""
        programme, day = load_programme(self.application.programme), self.stage.clock().date()
        held = [grant for grant in person.grants if SPECS[grant.role].duty == taker(programme)]
        return any(AREAS.reaches(grant.area, self.application.area, day) for grant in held)

    def refused(self, turn: Turn) -> bool:
        return any(refusal in reply.text for reply in turn.replies for refusal in self.refusals)

    def told(self, turn: Turn) -> bool:
        """Whether anything of the product was shown."""
        labels = (choice.label for reply in turn.replies for choice in (*reply.choices, *reply.nav))
        shown = " ".join([*labels, *(f"{reply.title} {reply.text}" for reply in turn.replies)])
        return any(secret in shown for secret in self.secrets)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    store = stage.assistant.store
    ((id_,),) = await store.database.fetch("SELECT id FROM application")
    application = await store.application(id_)
    assert application
    owner = await store.person_with(application.owner)
    assert owner
    stranger = await store.person("web", "stranger", "vi", stage.clock())
    agreed = {"consent_dossier": True, "consent_reminders": True, "consent_promotion": True}
    return Scene(stage, application, owner, replace(stranger, consents=agreed))


def _of(acts: frozenset[Act]) -> Iterator[tuple[str, Button, Act]]:
    for name, button in BUTTONS.items():
        if button.policy.act in acts:
            yield name, button, button.policy.act


def _data(name: str, button: Button, application: Application) -> str:
    """The button for this product, as it stands on a screen of today; what else it names is not there."""
    rest = ["x" if kind is str else str(application.revision) for kind in button.arguments[1:]]
    if button.optional_last:
        rest.pop()
    return ":".join([name, application.id, *rest])


async def test_what_is_done_on_a_product_is_decided_by_the_table_of_acts(scene: Scene) -> None:
    wrong, pressed, allowed = [], 0, 0
    for who, person in scene.people():
        for name, button, act in _of(OF_A_PRODUCT):
            turn = await scene.press(person, _data(name, button, scene.application))
            pressed += 1
            if scene.may(person, act):
                allowed += 1
                whole = str not in button.arguments[1:]
                if whole and scene.refused(turn):
                    wrong.append(f"{name} ({act}) is refused to: {who}")
                continue
            deeds = [type(write).__name__ for write in turn.writes if not isinstance(write, HARMLESS)]
            # What an office takes stands in its queue: it is shown there, and nothing is done by it.
            theirs = person.id == scene.application.owner or (act is Act.CHECK and scene.takes(person))
            if deeds or (scene.told(turn) and not theirs):
                wrong.append(f"{name} ({act}) does {deeds or 'show it'} for: {who}")
    assert not wrong, "\n".join(sorted(wrong))
    assert pressed > 500
    assert allowed > 100, "it says something both ways"


async def test_an_errand_of_officials_is_nothing_for_whoever_has_no_such_right(scene: Scene) -> None:
    wrong = []
    for who, person in scene.people():
        for name, button, act in _of(SOMEWHERE):
            if grants_for(person.grants, act):
                continue
            numbers = ["7" if kind is int else "x" for kind in button.arguments]
            turn = await scene.press(person, ":".join([name, *([] if button.optional else numbers)]))
            deeds = [type(write).__name__ for write in turn.writes if not isinstance(write, HARMLESS)]
            # What an office takes stands in its queue: it is shown there, and nothing is done by it.
            theirs = person.id == scene.application.owner or (act is Act.CHECK and scene.takes(person))
            if deeds or (scene.told(turn) and not theirs):
                wrong.append(f"{name} ({act}) does {deeds or 'show it'} for: {who}")
    assert not wrong, "\n".join(sorted(wrong))


def test_every_button_declares_its_policy_and_a_button_without_one_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        Button(next(iter(BUTTONS.values())).action)  # type: ignore[call-arg]
    acts = {button.policy.act for button in BUTTONS.values()}
    assert acts >= set(Act) - {Act.RECOVER_ABOVE}, "each act has a button"


def test_every_act_is_decided_for_the_owner_and_given_to_somebody() -> None:
    assert set(OWNERS) == set(Act)
    given = {act for spec in SPECS.values() for act in spec.acts}
    assert set(Act) - given == {act for act, own in OWNERS.items() if own is Own.ONLY}


def test_more_is_kept_only_behind_buttons_that_say_so() -> None:
    """Found missing once: score sheets, and a paper that is taken back."""
    keeps = {name for name, button in BUTTONS.items() if button.policy.keeps}
    assert keeps >= {"full", "quick", "council", "undrop"}
    assert keeps >= {"new", "upgrade", "fix", "part", "handin", "filenow", "newpaper"}

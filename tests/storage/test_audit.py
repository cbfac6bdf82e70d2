"""The audit: every write says who did what, or why it need not; what was before, and what it became."""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import get_args

import pytest
from support.clocks import HandClock
from support.each import each
from support.forms import an_application

from bot.conversations.forms.consent import REMINDERS
from bot.dispatch.ports import Outcome
from bot.handlers.services import Conflict
from bot.messages import Arrival
from bot.storage.store import Store
from bot.storage.writes import NO_ENTRY, statements
from bot.writes import Write
from bot.writes.people import SetConsent, SetLanguage
from bot.writes.registration import MoveApplication, PutApplication
from bot.writes.year import MarkDone
from ocop_domain.applications import ApplicationState

WRITES = get_args(Write)
_CALLS = re.compile(r"\byield (?:from )?(?:(\w+)\.)?(\w+)\(")


def _leaves_entry(function: object) -> bool:
    """Whether the function, or one that it calls for its statements, writes to the audit."""
    source = inspect.getsource(function)  # type: ignore[arg-type]
    if re.search(r"\baudit\(by|INTO audit\b", source):
        return True
    names = function.__globals__  # type: ignore[attr-defined]
    for module, name in _CALLS.findall(source):
        called = getattr(names[module], name, None) if module in names else names.get(name)
        if inspect.isfunction(called) and called is not function and _leaves_entry(called):
            return True
    return False


@each("write", WRITES)
def test_every_write_leaves_an_entry_or_says_why_not(write: type) -> None:
    assert _leaves_entry(statements.registry[write]) is (write not in NO_ENTRY)


class Scene:
    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.turns = store, HandClock(), 0

    async def writes(self, *writes: object) -> None:
        self.turns += 1
        arrival = Arrival("web", "lan", str(self.turns), "{}")
        await self.store.intake([arrival], self.clock())
        person = await self.store.person("web", "lan", "vi", self.clock())
        await self.store.commit(arrival, Outcome(person.id, list(writes), ()), self.clock())  # type: ignore[arg-type]

    async def entries(self) -> list[tuple[str, str, str, str]]:
        rows = await self.store.database.fetch("SELECT kind, subject, was, became FROM audit ORDER BY id", ())
        return [(row[0], row[1], row[2], row[3]) for row in rows]


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


async def test_an_entry_says_what_was_and_what_it_became(scene: Scene) -> None:
    person = (await scene.store.person("web", "lan", "vi", scene.clock())).id
    made = an_application(id="p1", owner=person, revision=0)
    await scene.writes(SetLanguage("en"), SetConsent(REMINDERS, True))
    await scene.writes(SetConsent(REMINDERS, False), PutApplication(made, {}))
    await scene.writes(MoveApplication("p1", 1, ApplicationState.RETURNED, date(2022, 3, 1), ("photos",), "Thiếu ảnh"))
    assert await scene.entries() == [
        ("language", f"person:{person}", "vi", "en"),
        ("consent.given", REMINDERS, "", "1"),
        ("consent.refused", REMINDERS, "1", "0"),
        ("sent", "p1", "", "sent"),
        ("returned", "p1", "sent", "returned"),
    ]


async def test_of_two_who_report_at_the_same_moment_the_second_hears_it(scene: Scene) -> None:
    """Before, the second was told that the report was handed in, and it was nowhere."""
    done = MarkDone("camau-2022", "d1", "o1", "x", note="Báo cáo 1")
    await scene.writes(done)
    with pytest.raises(Conflict):
        await scene.writes(MarkDone("camau-2022", "d1", "o1", "x", note="Báo cáo 2"))
    rows = await scene.store.database.fetch("SELECT note FROM done", ())
    assert [row[0] for row in rows] == ["Báo cáo 1"]
    assert [kind for kind, *_ in await scene.entries()] == ["year.done"]

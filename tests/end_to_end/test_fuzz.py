"""Every kind of update in any state: no unhandled fault, always an answer that helps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from support.examples import examples
from torture.fuzz import Act, Assistant, Recording, WrongError, example, flood

from bot.conversations.forms import FORMS
from bot.dispatch.dispatcher import Dispatcher
from bot.handlers import menu, routes
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button
from bot.handlers.turn import Turn

# The library warns of a change to come whenever it reads a duration; what it gives today is not looked at.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

SEED = 26
REACHED = {
    "start.producer", "start.commune_officer", "start.district_staff", "menu.ask", "help.text", "language.ask",
    "language.changed", "consent.refused", "consent.given", "register.unfinished", "register.sent", "mine.title",
    "draft.welcome_back", "queue.empty", "queue.title", "area.title", "review.accepted", "review.returned", "fix.intro",
    "notice.sent", "notice.resent", "notice.accepted", "notice.returned", "link.code", "join.invalid", "join.linked",
    "stale.menu", "stale.form", "unknown.text", "unknown.sticker", "unknown.edited", "group.private_only", "change.ask",
    "form.idea.check", "form.filing.check", "screen.saved", "photos.received", "area.pick", "area.inside",
    "error.choose", "error.required", "error.phone", "error.contact_not_own", "error.not_a_photo", "error.area_unknown",
    "error.date",
    "error.text_long", "error.text_short", "error.not_yours", "draft.gone", "review.done_already",
}  # fmt: skip
"""Texts that a run must have shown: a fuzz that stays at the front door finds nothing."""


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@examples(25, suppress_health_check=list(HealthCheck))
@given(
    random=st.randoms(use_true_random=False),
    texts=st.lists(st.text(st.characters(), max_size=40), max_size=4),
    seed=st.integers(0, 2**16),
    warm=st.integers(0, 60),
)
def test_every_update_in_any_state_gets_an_answer_that_helps(  # noqa: PLR0917 - hypothesis and pytest give them by name
    runner: asyncio.Runner, migrated_sqlite: Path, random: Random, texts: list[str], seed: int, warm: int
) -> None:
    async def story() -> None:
        with TemporaryDirectory() as folder:
            assistant = await Assistant.open(Path(folder) / "assistant", "camau-2022", migrated_sqlite)
            try:
                await example(assistant, random, texts, seed, warm)
            finally:
                await assistant.close()

    runner.run(story())


async def test_crowds_that_do_anything_at_the_same_time_are_all_answered_and_see_every_screen(tmp_path: Path) -> None:
    """Three crowds, of two programmes. The long form is `make torture ARGS="--only fuzz"`: a million updates."""
    Recording.seen.clear()
    count = await flood(tmp_path, updates=6000, seed=SEED, people=18, steps=110, crowds=1)
    assert not count.wrong, "\n\n".join([str(count.wrong), *count.first.values()])
    asked = {f"q.{q.id}.ask" for name in ("idea", "filing", "consent", "return") for q in FORMS[name].questions}
    missing = sorted((REACHED | asked) - Recording.seen.keys())
    assert len(missing) <= 12, f"the fuzz became shallow, it never saw {missing}"


@pytest.mark.parametrize("flaw", ["a handler fails", "no answer", "no way to the menu", "broken markup"])
async def test_a_broken_promise_is_found(
    flaw: str, tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(turn: Turn) -> bool:
        raise KeyError("on purpose")

    async def silent(turn: Turn) -> bool:
        return True

    async def lost(turn: Turn, note: str = "") -> None:
        await menu.help_(turn)

    if flaw == "a handler fails":
        monkeypatch.setattr(routes, "ROUTES", (fails,))
    elif flaw == "no answer":
        monkeypatch.setattr(routes, "ROUTES", (silent,))
    elif flaw == "no way to the menu":
        monkeypatch.setitem(routes.BUTTONS, "menu", Button(lost, policy.FREE))
    else:
        monkeypatch.setattr("bot.channels.telegram.speaking.escape", lambda text, quote=True: text + "<b>")
    assistant = await Assistant.open(tmp_path / "assistant", "camau-2022", migrated_sqlite)
    try:
        actor = await assistant.actor(Random(1))
        with pytest.raises(WrongError):
            await assistant.step([(actor, Act(actor.sender.text("/menu"), "menu"))], Random(1))
    finally:
        await assistant.close()


def test_the_dispatcher_still_has_the_edge_that_the_fuzz_listens_at() -> None:
    assert callable(Dispatcher._apologise)

"""A producer who waits patiently while the assistant dies and comes back, and notices what is asked twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from fakes.telegram import Shown, User
from fakes.telegram.screen import show
from fakes.telegram.world import Stored
from rehearsal.cast import Part
from rehearsal.player import Player

from bot.conversations.form import Question

_LOOK = 12
"""Messages that a person looks back."""


@dataclass
class Calm:
    """Who has waited long asks for calm; while anybody does, nobody is killed."""

    begging: set[int] = field(default_factory=set)
    since: float = 0.0
    patience: float = 20.0
    last: float = 60.0
    """Seconds after the last restart until somebody counts as left without a reply."""
    begged: int = 0
    longest: float = 0.0
    left_alone: list[str] = field(default_factory=list)
    asked_twice: list[str] = field(default_factory=list)


def menu_of(stored: Stored) -> int:
    """The number of the menu that a message carries; 0 when it has no buttons."""
    rows = (stored.markup or {}).get("inline_keyboard") or ()
    numbers = [b.get("callback_data", "").partition("|")[0] for row in rows for b in row]
    return int(numbers[0]) if numbers and numbers[0].isdecimal() else 0


def is_keyboard(stored: Stored) -> bool:
    return "keyboard" in (stored.markup or {})


class LeftAloneError(AssertionError):
    """No reply came, however long the person waited."""


class PatientPlayer(Player):
    """Looks at the newest screen, wherever a repeated message may stand, and waits for the answer to what was said."""

    chats = False  # what is answered in two messages would hide whether one of them came twice

    def __init__(self, user: User, parts: Sequence[Part], seed: int, calm: Calm, *, mischief: float = 0.15) -> None:
        super().__init__(user, parts, seed, mischief=mischief)
        self.calm = calm
        self._answered: set[tuple[str, str]] = set()
        self._went_back = False
        self._restless = False

    @property
    def screen(self) -> Shown:
        found = self._current()
        return show(self.user.world, found) if found else self.user.last

    def _current(self) -> Stored | None:
        """The message with the newest menu: a repeated older one may stand below it."""
        best: Stored | None = None
        for stored in islice(reversed(self.user.chat.messages.values()), _LOOK):
            if not stored.by_bot:
                continue
            if is_keyboard(stored):
                return best or stored
            if menu_of(stored) > (menu_of(best) if best else 0):
                best = stored
        return best

    async def _wait_after(self, act, question: str = "") -> None:  # type: ignore[no-untyped-def]
        before = self._current()
        menu = menu_of(before) if before else 0
        text = before.data.get("text", "") if before and is_keyboard(before) else ""
        last = self.user.world.last_message_id
        await act
        self.steps += 1

        def answered(_: User) -> bool:
            now = self._current()
            if now is None or (question and self.question() != question):
                return False
            if is_keyboard(now):
                return now.data["message_id"] > last and now.data["text"] != text
            return menu_of(now) > menu and (not text or now.data["message_id"] > last)

        await self._until(answered)

    async def _reach(self, question: str) -> None:
        await self._until(lambda _: self.question() == question)

    async def _until(self, condition: Callable[[User], object]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        calm, me = self.calm, self.user.id
        while not condition(self.user):
            try:
                await self.user.wait(condition, timeout=1)
            except AssertionError:
                if me not in calm.begging and loop.time() - began > calm.patience:
                    calm.begging.add(me)
                    calm.begged += 1
                if me in calm.begging and calm.since and loop.time() - calm.since > calm.last:
                    said = [m.text[:80] for m in self.user.screen[-4:]]
                    calm.left_alone.append(f"{me} waited {loop.time() - began:.0f} s; the chat ends: {said}")
                    calm.begging.discard(me)
                    raise LeftAloneError(calm.left_alone[-1]) from None
        calm.begging.discard(me)
        calm.longest = max(calm.longest, loop.time() - began)

    # Noticing what is asked twice

    async def _answer(self, question: Question, part: Part) -> None:
        key = (part.row["id"], question.id)
        if key in self._answered and not self._went_back:
            self.calm.asked_twice.append(f"{self.user.id} {key}: answered, nobody went back, and asked again")
        await super()._answer(question, part)
        self._went_back = False
        self._answered.add(key)
        if self.question() == question.id:
            self.calm.asked_twice.append(f"{self.user.id} {key}: answered, and asked again at once")

    async def _back(self) -> None:
        self._went_back = True
        await super()._back()

    # Detours that stay unambiguous when a message is repeated

    async def _detour(self) -> None:
        """The question with the contact button shows no menu number: one detour there, or a screen would come twice."""
        if self.question() == "phone":
            if self._restless:
                return
            self._restless = True
        else:
            self._restless = False
        await super()._detour()

    async def _stale(self) -> None:
        """Presses a button of an old menu; a repeated copy of the present one is not old."""
        before = self.question()
        now = self._current()
        present = menu_of(now) if now else 0
        old = [
            m
            for m in self.user.chat.messages.values()
            if m.by_bot and m is not now and menu_of(m) and menu_of(m) != present
        ]
        shown = [s for m in old if "|o:" in "".join((s := show(self.user.world, m)).data)]
        if shown:
            chosen = self.random.choice(shown)
            await self._wait_after(self.user.press(chosen.data[0], chosen))
            assert self.question() == before

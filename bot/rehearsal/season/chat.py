"""Somebody at a phone of the web chat: types, presses what is shown, fills forms in. The assistant is the real one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.app import Assistant
from bot.channels.web.saying import PageMessage, read_file
from bot.conversations.form import SUMMARY, Draft, Question
from bot.conversations.forms import form_of
from bot.conversations.kinds.chosen import YesNo
from bot.conversations.screens import NAV, OPTION, SEND_DATA
from bot.messages import Upload
from bot.records.people import Person
from bot.storage.web import WebMessages
from bot.texts import REFERENCE, Texts

_LONGEST = 150
"""Turns that one form may take."""


def typed(text: str, menu: int = 0) -> PageMessage:
    """A text; `menu` is the number of the screen under which it was typed."""
    shown = {"kind": "text", "text": text}
    hidden = {"hidden": True} if text.startswith("/") else {}
    return PageMessage("", {"kind": "text", "text": text, "menu": menu}, {**shown, **hidden})


def pressed(data: str, menu: int, label: str = "") -> PageMessage:
    """A button of the screen with this number."""
    return PageMessage("", {"kind": "press", "data": data, "menu": menu}, {"kind": "press", "text": label})


class SeasonStuckError(RuntimeError):
    """The play meets a screen that it does not know: a fault of ours."""


@dataclass
class Chat:
    """One chat of the web channel."""

    assistant: Assistant
    address: str
    texts: Texts = field(default_factory=Texts)
    said: int = 0

    async def person(self) -> Person:
        return await self.assistant.store.person("web", self.address, REFERENCE, self.assistant.clock())

    async def offered(self, prefix: str) -> str:
        """The button on the screen whose data begins so; "" where there is none."""
        person = await self.person()
        return next((data for data, _ in person.choices if data == prefix or data.startswith(f"{prefix}:")), "")

    async def says(self, text: str) -> None:
        await self._send(typed(text))

    async def presses(self, data: str) -> None:
        """A button by its data; it need not stand on the screen."""
        person = await self.person()
        label = next((label for one, label in person.choices if one == data), "")
        await self._send(pressed(data, person.menu, label))

    async def presses_first(self, prefix: str) -> None:
        """The button on the screen whose data begins so."""
        found = await self.offered(prefix)
        if not found:
            choices = [data for data, _ in (await self.person()).choices]
            raise SeasonStuckError(f"{self.address}: no button {prefix}: {choices}")
        await self.presses(found)

    async def sends(self, upload: Upload) -> None:
        await self._send(read_file("0", upload, REFERENCE))

    async def _send(self, *said: PageMessage) -> None:
        """One message, or several that come at once."""
        moment = self.assistant.clock()
        messages = WebMessages(self.assistant.store.database)
        arrivals = []
        for one in said:
            self.said += 1
            update = f"season-{self.said}-{moment.timestamp():.0f}"
            arrivals.append(replace(one, update=update).arrival(self.address))
            await messages.add(self.address, "in", one.shown, moment)
        await self.assistant.dispatcher.receive(arrivals)
        await self.assistant.idle()

    # Forms

    async def fills(self, known: Mapping[str, str]) -> None:
        """Answers every question of the form that is open, and sends it: what is not known by its example, or skipped.

        A text is typed; what begins with the mark of an option is pressed.
        """
        typed: set[str] = set()
        for _ in range(_LONGEST):
            person = await self.person()
            draft = await self.assistant.store.draft(person.draft) if person.draft else None
            if draft is None:
                return
            if draft.at == SUMMARY or await self.offered(SEND_DATA):
                await self.presses(SEND_DATA)
                continue
            await self._answer(draft, person, {k: v for k, v in known.items() if k not in typed})
            typed.add(draft.at)
        raise SeasonStuckError(f"{self.address}: a form that does not end")

    async def _answer(self, draft: Draft, person: Person, known: Mapping[str, str]) -> None:
        form = form_of(draft.form)
        question = form.get(draft.at) if form else None
        if question is None:
            raise SeasonStuckError(f"{self.address}: {draft.form} at {draft.at!r}")
        said = known.get(question.id)
        if said is None and not question.required and await self.offered(f"{NAV}skip"):
            await self.presses(f"{NAV}skip")
        elif said is not None and said.startswith(OPTION):
            await self.presses(said)
        elif said is not None:
            await self.says(said)
        else:
            await self._by_kind(question, person)

    async def _by_kind(self, question: Question, person: Person) -> None:
        """What was typed before and not understood at once is chosen; else the example is typed."""
        options = [data for data, _ in person.choices if data.startswith(OPTION)]
        if isinstance(question.kind, YesNo):
            await self.presses(f"{OPTION}yes")
        elif options:
            await self.presses(options[0])
        else:
            t = self.texts[REFERENCE]
            key = f"q.{question.id}.example"
            await self.says(t.texts[key] if t.has(key) else "Chưa có")

"""Plays a written conversation through the whole assistant. The format stands in `tests/transcripts/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.app import Assistant
from bot.handlers.account.codes import hash_token
from bot.handlers.account.join import packed
from bot.kit.clock import VIETNAM
from bot.records.people import Invitation
from bot.settings.config import Settings
from ocop_domain.areas import load_areas
from ocop_domain.rights import Role
from support.assistants import assistant_on
from support.bulk import go_out
from support.clocks import HandClock
from support.people import Phone, Shown, Town, is_called

FOLDER = Path(__file__).parent.parent / "transcripts"
_CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")


@dataclass(frozen=True)
class Line:
    """One line: its sign, its text, and where it stands."""

    sign: str
    text: str
    where: str


def lines_of(file: Path) -> Iterator[Line]:
    """The lines of a transcript, with those of the files that it takes in."""
    for number, raw in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        sign, _, text = raw.strip().partition(" ")
        if not sign or sign == "//":
            continue
        where = f"{file.relative_to(FOLDER)}:{number}"
        assert sign in {"#", ">", "<", "<!", "*"}, f"{where}: {raw}"
        if sign == "*" and text.startswith("as in "):
            yield from lines_of(FOLDER / text.removeprefix("as in "))
        else:
            yield Line(sign, text.strip(), where)


def programme_of(file: Path) -> str:
    """The programme that the transcript names; Cà Mau 2022 when it names none."""
    found = re.search(r"^\* programme (\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else "camau-2022"


class Stage:
    """The assistant, the people of a transcript, and the clock."""

    def __init__(self, settings: Settings, town: Town, day: date) -> None:
        self._settings = settings
        self._town = town
        self.clock = HandClock(datetime.combine(day, time(9), VIETNAM))
        self._phones: dict[str, Phone] = {}
        self._words: dict[str, str] = {}
        self._speaker = ""
        self._seen: dict[str, list[Shown]] | None = None
        """What each phone shows since the last line that did something; None where not only lines do something."""
        self._open = AsyncExitStack()
        self.assistant: Assistant

    async def __aenter__(self) -> Stage:
        await self._enter()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._open.aclose()

    async def _enter(self) -> None:
        self.assistant = await self._open.enter_async_context(assistant_on(self._settings, self.clock))
        self._town.enter(self.assistant)
        await self.assistant.reminders.tick()  # as the program does within seconds of its start

    async def play(self, file: Path) -> None:
        """Every line of the file; an AssertionError names the one that went otherwise."""
        lines = list(lines_of(file))
        codes, watched = any("{code}" in line.text for line in lines), _watched(lines)
        for number, line in enumerate(lines):
            if line.sign in {">", "*"}:
                self._seen = {}
            if line.sign == ">":
                self._phones[self._speaker].watched = codes or number in watched
            try:
                await self._line(line)
            except AssertionError as error:
                raise AssertionError(f"{line.where}  {line.sign} {line.text}\n{error}") from None
        self._seen = None
        for phone in self._phones.values():
            phone.watched = True

    async def _line(self, line: Line) -> None:
        if line.sign == "#":
            name, _, language = line.text.partition(" speaks ")
            self._speaker = name
            if name not in self._phones:
                self._phones[name] = self._town.phone(language or "vi")
        elif line.sign == ">":
            phone = self._phones[self._speaker]
            await self._act(phone, self._filled(line.text))
            await self._town.settled(self.assistant)
            if phone.watched:
                self._keep_codes(await self._shown())
        elif line.sign == "*":
            await self._direct(line.text)
        else:
            seen = await self._shown()
            assert _shows(seen, self._filled(line.text)) is (line.sign == "<"), _story(seen)

    async def _shown(self) -> list[Shown]:
        if self._seen is None:
            return await self._phones[self._speaker].seen()
        if self._speaker not in self._seen:
            self._seen[self._speaker] = await self._phones[self._speaker].seen()
        return self._seen[self._speaker]

    def _filled(self, text: str) -> str:
        """The text with what was given away before in place of {code} and {invitation}."""
        for name, value in self._words.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def _keep_codes(self, seen: list[Shown]) -> None:
        for text, _ in seen:
            if found := _CODE.search(text):
                self._words["code"] = found[0]

    async def _act(self, phone: Phone, text: str) -> None:
        if text == "<photo>":
            await phone.photo()
        elif found := re.fullmatch(r"<forged (\w+) the broadcast>", text):
            rows = await self.assistant.store.database.fetch(
                "SELECT id FROM broadcast ORDER BY created_at DESC LIMIT 1"
            )
            await phone.forge(f"{found[1]}:{rows[0][0]}")
        elif found := re.fullmatch(r"<forged button (\S+)>", text):
            await phone.forge(found[1])
        elif text == "<forged take the code>":
            await phone.forge(f"take:{packed(hash_token(self._words['code']))}")
        elif found := re.fullmatch(r"<forged (\w+) (.+)>", text):
            products = await self.assistant.store.all_applications(self.assistant.settings.programme_id)
            application = next(p for p in products if p.name == found[2])
            stamps = {"full": ":26-2026", "quick": ":26-2026:4"} | dict.fromkeys(
                ("accept", "return", "check", "askmore", "filenow"), f":{application.revision}"
            )
            stamp = stamps.get(found[1], "")
            await phone.forge(f"{found[1]}:{application.id}{stamp}")
        elif found := re.fullmatch(r"\[\[(.+)]]", text):
            await phone.press(found[1], oldest=True)
        elif found := re.fullmatch(r"\[(.+)]", text):
            await phone.press(found[1])
        else:
            await phone.say(text)

    async def _direct(self, text: str) -> None:
        if text.startswith("programme "):
            assert text == f"programme {self.assistant.settings.programme_id}"
        elif found := re.fullmatch(r"(\d+) (days|hours|minutes) later", text):
            self.clock.move(**{found[2]: int(found[1])})
        elif found := re.fullmatch(r"(\d+) days pass", text):
            for _ in range(int(found[1])):
                self.clock.move(days=1)
                await self.assistant.reminders.tick()
                await self.assistant.activities.tick()
                await self._town.settled(self.assistant)
        elif text == "broadcasts leave":
            await go_out(self.assistant, self.clock)
            await self._town.settled(self.assistant)
        elif text == "restart":
            await self._open.aclose()
            await self._enter()
        elif found := re.fullmatch(r"invitation for (\w+)(?: of (\S+))? in (.+)", text):
            self._words["invitation"] = await self._invite(Role(found[1]), found[3], found[2] or "")
        elif found := re.fullmatch(r"(\d+) photos arrived", text):
            assert await self._phones[self._speaker].photos() == int(found[1])
        else:
            raise AssertionError("no such direction")

    async def _invite(self, role: Role, place: str, agency: str) -> str:
        now, token = self.clock(), f"{len(self._words)}{self._speaker}{role}{place}".encode().hex()
        code = load_areas().search(place, now.date(), limit=1)[0].code
        made = Invitation(hash_token(token), now + timedelta(days=7), role, code, agency=agency)
        await self.assistant.store.invite(made, now)
        return token


def _watched(lines: Sequence[Line]) -> set[int]:
    """The acts whose answer somebody reads before acting again, and the last of everybody."""
    watched: set[int] = set()
    last: dict[str, int] = {}
    speaker = ""
    for number, line in enumerate(lines):
        if line.sign == "#":
            speaker = line.text.partition(" speaks ")[0]
        elif line.sign == ">":
            last[speaker] = number
        elif line.sign != "*" and speaker in last:
            watched.add(last[speaker])
    return watched | set(last.values())


def _shows(seen: list[Shown], wanted: str) -> bool:
    """Whether the text stands in what was shown; [label] asks for a button."""
    if button := re.fullmatch(r"\[(.+)]", wanted):
        return any(is_called(label, button[1]) for _, labels in seen for label in labels)
    plain = " ".join(" ".join(text for text, _ in seen).split())
    return " ".join(wanted.split()) in plain


def _story(seen: list[Shown]) -> str:
    return "shown:\n" + "\n".join(f"{text}\n{list(labels)}" for text, labels in seen)

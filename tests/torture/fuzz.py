"""Tells the assistant every kind of nonsense, in every state, and checks that each person gets an answer that helps.

The path is the real one: the webhook's own function, the dispatcher, SQLite, the Telegram channel with
python-telegram-bot, and what is sent is judged by the strict fake, in this process, without a network.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
import traceback
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from fakes.telegram import BOT_TOKEN, FakeTelegram
from fakes.telegram.files import FileStore as FakeFiles
from fakes.telegram.params import Json, Params, Upload
from fakes.telegram.world import Chat
from rehearsal.player import PNG
from starlette.requests import Request
from support.databases import migrated_file
from support.waiting import PATIENCE
from telegram import Bot
from telegram.request import RequestData

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.transport import AiohttpRequest, PlainTransport
from bot.conversations.form import Question
from bot.conversations.forms import FORMS
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import Day, Email, Integer, Money, Percent, PhoneKind, Quantity
from bot.dispatch.dispatcher import Dispatcher
from bot.handlers.account.codes import hash_token
from bot.kit.clock import Clock, clock_from, day_of
from bot.messages import Arrival, Outgoing, Reply
from bot.papers.calendar.addresses import CalendarAddresses
from bot.papers.maker import PaperMaker
from bot.records.people import Invitation
from bot.storage.account.export import PersonalData
from bot.storage.engine.opening import FILE
from bot.storage.engine.sqlite import SQLite
from bot.storage.files.kept import FileStore
from bot.storage.store import Store
from bot.texts import Texts, Translator
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Role
from torture.updates import BROKEN_DATA, COMMANDS, JUNK_FORM, Sender, encoded, words

QUESTIONS: dict[str, Question] = {q.id: q for form in FORMS.values() for q in form.questions}
SECRET = "s" * 32
STUCK = PATIENCE
"""Seconds after which a turn counts as stuck."""
DAYS = {"camau-2022": date(2022, 2, 15), "vietnam-2027": date(2027, 2, 15)}


class WrongError(AssertionError):
    """A promise was broken; the text says how to see it again."""


class Recording(Translator):
    """Remembers which texts were shown: the measure of how deep the fuzz went."""

    seen: ClassVar[Counter[str]] = Counter()

    def __call__(self, key: str, **params: object) -> str:
        self.seen[key] += 1
        return super().__call__(key, **params)


def recording_texts() -> Texts:
    texts = Texts()
    for name, t in texts._translators.items():
        texts._translators[name] = Recording(t.language, t.locale, t.texts)
    return texts


class InProcess(AiohttpRequest):
    """Hands each call to the fake as it would arrive there; nothing leaves the process."""

    def __init__(self, tg: FakeTelegram) -> None:
        super().__init__()
        self._tg = tg

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | PlainTransport | None = None,
        *_timeouts: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        where = url.partition("fuzz.invalid")[2]
        if where.startswith("/file/"):
            file = self._tg.files.download(where.split("/", 3)[3], self._tg.clock())
            return 200, file.content
        if isinstance(request_data, PlainTransport):
            raw: Json = json.loads(json.dumps(request_data.parameters))
        else:
            raw = dict(request_data.json_parameters) if request_data else {}
        parts = request_data.multipart_data.items() if request_data and request_data.contains_files else ()  # type: ignore[union-attr]
        files = {name: Upload(n, c if isinstance(c, bytes) else c.read(), mime) for name, (n, c, mime) in parts}
        call = await self._tg.call(where.rpartition("/")[2], Params(raw, files))
        if call.ok:
            return 200, json.dumps({"ok": True, "result": call.result}).encode()
        body = {"ok": False, "error_code": call.code, "description": call.description}
        return call.code, json.dumps(body).encode()


class StrictDesk(Dispatcher):
    """Keeps the fault that would end in an apology."""

    fault: str = ""

    async def _apologise(self, arrival: Arrival, error: Exception, also: Sequence[Arrival]) -> None:
        StrictDesk.fault = f"{arrival.address}\n" + "".join(traceback.format_exception(error))
        await super()._apologise(arrival, error, also)


@dataclass
class Actor:
    """One person, what the chat shows, and what was done there last."""

    sender: Sender
    token: str = ""
    ambition: float = 0.8
    language: str = "vi"
    screens: deque[tuple[str, Reply]] = field(default_factory=lambda: deque(maxlen=12))
    notices: deque[tuple[str, Reply]] = field(default_factory=lambda: deque(maxlen=3))
    history: deque[str] = field(default_factory=lambda: deque(maxlen=8))
    shares: bool = False
    """Whether the account has another phone: then a menu may be old although this chat shows none newer."""

    @property
    def now(self) -> tuple[str, Reply] | None:
        """The newest screen that offers something."""
        return next((s for s in reversed(self.screens) if s[1].menu), None)


@dataclass
class Act:
    """One update; `promise` is what must come of it besides an answer: "menu", "button" or nothing."""

    update: Json
    promise: str = ""


class Assistant:
    """The program's own parts around an embedded database, with the fake in the place of Telegram."""

    def __init__(self, store: Store, folder: Path, programme: str, clock: Clock) -> None:
        self.store = store
        self.programme = load_programme(programme)
        self.areas = load_areas()
        self.texts = recording_texts()
        self.clock = clock
        self.tg = FakeTelegram(clock=time.time)
        self.tg.keep_log = False
        self.rows: list[Outgoing] = []
        self.codes: list[tuple[Actor, str]] = []
        files = FileStore(folder / "files")
        self.numbers = iter(range(1, 10**9))
        self.update_ids = iter(range(10**6, 10**12))
        self.channel = TelegramChannel(
            token=BOT_TOKEN,
            api_url="http://fuzz.invalid",
            webhook_url="http://127.0.0.1:1",
            webhook_secret=SECRET,
            intake=self._intake,
            files=files,
            texts=self.texts,
            rate=10_000,
        )
        self.channel._http = InProcess(self.tg)
        self.channel.bot = Bot(
            BOT_TOKEN,
            base_url="http://fuzz.invalid/bot",
            base_file_url="http://fuzz.invalid/file/bot",
            request=self.channel._http,
            get_updates_request=InProcess(self.tg),
        )
        addresses = CalendarAddresses("s" * 32, "https://fuzz.invalid")
        self.dispatcher = StrictDesk(
            memory=store,
            texts=self.texts,
            areas=self.areas,
            programme=self.programme,
            clock=clock,
            new_id=self._new_id,
            papers=PaperMaker(files, self.texts, self.areas, addresses, PersonalData(store.database, files).export),
            translators={"telegram": self.channel.translate},
            deliver=self.rows.extend,
            alarm=self._alarm,
        )
        today = day_of(clock())
        province = self.areas.search("Cà Mau", today, level="province", limit=1)[0]
        inside = self.areas.children(province.code, today)
        communes = inside if inside[0].level == "commune" else self.areas.children(inside[-1].code, today)
        self.commune, self.parent = communes[0].code, communes[0].parent or province.code
        pattern = {}
        for name in self.texts.languages:
            t = self.texts[name]
            for question, asked in QUESTIONS.items():
                pattern[asked.label(t)] = question
        self._labels = pattern
        self._menus = {self.texts[n]("menu.title") for n in self.texts.languages}
        self._stale = {self.texts[n]("stale.menu") for n in self.texts.languages}
        self._faults = {self.texts[n]("error.fault") for n in self.texts.languages}

    @classmethod
    async def open(cls, folder: Path, programme: str, template: Path) -> Assistant:
        """An assistant on a copy of a migrated, empty database."""
        await asyncio.to_thread(folder.mkdir, parents=True)
        shutil.copy(template, folder / FILE)
        return cls(Store(await SQLite.open(folder / FILE)), folder, programme, clock_from(DAYS[programme]))

    async def close(self) -> None:
        await self.dispatcher.stop()
        await self.store.close()

    async def _intake(self, arrivals: Sequence[Arrival]) -> None:
        await self.dispatcher.receive(arrivals)

    async def _alarm(self, line: str) -> None:
        pass

    def _new_id(self) -> str:
        return f"{next(self.numbers):012x}"

    # People

    async def actor(self, random: Random, role: Role | None = None) -> Actor:
        """A new person; an officer finds an invitation."""
        number = 5_000_000_000 + next(self.numbers)
        self.tg.user(user_id=number, started=True)
        group = -100_000 - number % 1000
        self.tg.chats[group] = Chat(group, "group", {"id": group, "type": "group", "title": "Nhóm"}, started=True)
        language = random.choice(("vi", "vi", "en", "en-GB", "", "zh-hans"))
        actor = Actor(Sender(number, language, random, self._upload), ambition=random.choice((0.5, 0.85, 0.95)))
        if role:
            actor.token = f"t{number}"
            place = self.commune if role is Role.COMMUNE_OFFICER else self.parent
            now = self.clock()
            expires = now.replace(year=now.year + 1)
            await self.store.invite(Invitation(hash_token(actor.token), expires, role, place), now)
        return actor

    def _upload(self, name: str, content: bytes) -> Json:
        file = self.tg.files.add("photo", Upload(name, content, "image/png"))
        return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}

    def forget(self) -> None:
        """Lets the fake forget what was said, so that a long run does not grow."""
        for chat in self.tg.chats.values():
            chat.messages.clear()
        self.tg.counts.clear()
        self.tg.files = FakeFiles()

    # What somebody does

    def begin(self, actor: Actor) -> Act:
        return Act(actor.sender.text(f"/start join-{actor.token}" if actor.token else "/start"))

    def sensible(self, actor: Actor, random: Random) -> Act:
        """What brings this person on: an answer to the question, or a button of the screen."""
        shown = actor.now
        if shown is None:
            return self.begin(actor)
        if actor.notices and random.random() < 0.3:
            ref, notice = actor.notices.pop()
            return Act(actor.sender.press(f"0|{notice.choices[0].data}", int(ref)))
        ref, reply = shown
        question = self._question(reply)
        if question and random.random() < 0.8 and (act := self._answer(actor, question, reply, ref, random)):
            return act
        buttons = [*reply.choices, *(reply.nav if random.random() < 0.4 or not reply.choices else ())]
        if not buttons or reply.contact:
            return Act(actor.sender.text("/menu"), "menu")
        forward = [c for c in buttons if c.data.partition(":")[0] in _FORWARD or c.data in _FORWARD]
        chosen = random.choice(forward if forward and random.random() < 0.6 else buttons)
        return Act(actor.sender.press(f"{reply.menu}|{chosen.data}", int(ref)), "" if actor.shares else "button")

    def _question(self, reply: Reply) -> Question | None:
        found = re.fullmatch(r"\S+ \d+/\d+ · (.+)", _last_line(reply.title))
        return QUESTIONS[self._labels[found[1]]] if found and found[1] in self._labels else None

    def _answer(self, actor: Actor, question: Question, reply: Reply, ref: str, random: Random) -> Act | None:
        sender, kind = actor.sender, question.kind
        if isinstance(kind, Photos) and random.random() < 0.7:
            photo = {**self._upload("a.png", PNG + bytes([random.randrange(250)])), "width": 9, "height": 9}
            return Act({"message": sender.message({"photo": [photo]})})
        if isinstance(kind, AreaKind) and random.random() < 0.5:
            return Act(sender.text(self.areas.label(self.commune)))
        if any("✓" in c.label for c in reply.choices) and random.random() < 0.5:
            return Act(sender.press(f"{reply.menu}|o:done", int(ref)))
        pressed = isinstance(kind, ChoiceKind | YesNo | ProductSetKind | AreaKind | Photos) or question.id == "marks"
        if pressed:
            return None  # any button of the screen
        if isinstance(kind, PhoneKind) and random.random() < 0.5:
            contact = {"phone_number": "84912345678", "first_name": "Lan", "user_id": sender.id}
            return Act({"message": sender.message({"contact": contact})})
        typed = {
            PhoneKind: "0912 345 678", Email: "lan@example.vn", Day: "15/6/2019", Integer: "12", Percent: "80%",
            Quantity: "500 kg", Money: "85k/hộp",
        }.get(type(kind), f"{random.choice(_TYPED)} {random.randrange(9)}")  # fmt: skip
        return Act(sender.text(typed))

    def odd(self, actor: Actor, random: Random) -> Act:
        """What nobody expects here."""
        sender = actor.sender
        way = random.randrange(20)
        if way < 5:
            return Act(sender.text(words(random, sender.extra)))
        if way < 7:
            if self.codes and not random.randrange(6):
                owner, code = self.codes.pop()
                actor.shares = owner.shares = True
                return Act(sender.text(f"mã {code}"))
            return Act(sender.text(random.choice(COMMANDS)))
        if way < 8:
            return Act(sender.text("/menu"), "menu")
        if way < 10:
            return self._old_button(actor, random)
        if way < 12:
            return Act(sender.press(random.choice(BROKEN_DATA), self._some_message(actor, random)))
        if way < 14:
            menu = actor.now[1].menu if actor.now else 0
            data = random.choice(JUNK_FORM) if random.randrange(3) else random.choice(BROKEN_DATA).partition("|")[2]
            return Act(sender.press(f"{menu}|{data}", self._some_message(actor, random)))
        make = (sender.contact, sender.file, sender.other, sender.edited, sender.group, sender.strange)
        return Act(make[way - 14]())

    def _some_message(self, actor: Actor, random: Random) -> int:
        known = [int(ref) for ref, _ in actor.screens]
        return random.choice([*known, 1, 10**9]) if known else 1

    def _old_button(self, actor: Actor, random: Random) -> Act:
        """Valid data of an earlier screen."""
        shown = [(ref, r, c) for ref, r in actor.screens for c in (*r.choices, *r.nav)]
        if not shown:
            return self.begin(actor)
        ref, reply, choice = random.choice(shown)
        return Act(actor.sender.press(f"{reply.menu}|{choice.data}", int(ref)))

    def act(self, actor: Actor, random: Random) -> Act:
        return self.sensible(actor, random) if random.random() < actor.ambition else self.odd(actor, random)

    # One step: everybody does one thing at the same time

    async def step(self, acts: Sequence[tuple[Actor, Act]], random: Random) -> int:
        """Delivers the updates, waits for the answers, shows them; raises `WrongError`. Returns how many came in."""
        bodies = []
        for actor, act in acts:
            body = encoded(random, {"update_id": next(self.update_ids), **act.update})
            actor.history.append(body.decode()[:700])
            bodies.append(body)
            if not random.randrange(40):
                bodies.append(body)  # Telegram sends it again
        for status in await asyncio.gather(*(self._hook(body) for body in bodies)):
            self.demand(status in (200, 400), acts, f"the webhook answered {status}")
        try:
            await asyncio.wait_for(self.dispatcher.idle(), STUCK)
        except TimeoutError:
            raise WrongError(f"the assistant is stuck\n{_reproduction(acts)}") from None
        rows, self.rows[:] = list(self.rows), []
        if fault := StrictDesk.fault:
            StrictDesk.fault = ""
            self._show_quietly(rows, acts)
            guilty = [(a, act) for a, act in acts if str(a.sender.id) == fault.partition("\n")[0]]
            raise WrongError(f"a turn failed\n{fault}\n{_reproduction(guilty or acts)}")
        by_address, problem = await self._show(rows)
        for actor, act in acts:
            got = by_address.get(str(actor.sender.id), [])
            for ref, row in got:
                if row.lane == "reply":
                    actor.screens.append((ref, row.reply))
                    self.codes += [(actor, code) for code in _CODE.findall(row.reply.text)]
                elif row.reply.choices:
                    actor.notices.append((ref, row.reply))
            problem = problem or self._judge(act, [row.reply for _, row in got if row.lane == "reply"])
            if problem:
                raise WrongError(f"{problem}\n{_reproduction([(actor, act)])}")
        if problem:
            raise WrongError(f"{problem}\n{_reproduction(acts)}")
        return len(bodies)

    async def _show(self, rows: Sequence[Outgoing]) -> tuple[dict[str, list[tuple[str, Outgoing]]], str]:
        """Sends through the channel to the strict fake; what was shown to whom, and the first refusal."""
        shown: dict[str, list[tuple[str, Outgoing]]] = {}
        problem = ""
        for row in rows:
            try:
                ref = await self.channel.send(row.address, row.reply)
            except Exception as error:
                problem = problem or f"not sendable: {error!r} {error.__cause__!r}: {row.reply}"
                continue
            shown.setdefault(row.address, []).append((ref, row))
        return shown, problem

    def _show_quietly(self, rows: Sequence[Outgoing], acts: Sequence[tuple[Actor, Act]]) -> None:
        """After a fault the chats go on from what was said, unsent."""
        for actor, _ in acts:
            for row in rows:
                if row.address == str(actor.sender.id) and row.lane == "reply":
                    actor.screens.append(("1", row.reply))

    async def _hook(self, body: bytes) -> int:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        headers = [(b"x-telegram-bot-api-secret-token", SECRET.encode())]
        request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
        return int((await self.channel._source._hook(request)).status_code)  # type: ignore[union-attr]

    def _judge(self, act: Act, replies: list[Reply]) -> str:
        """What is wrong with the answer to one update; "" when it helps."""
        if not _wants_answer(act.update):
            return ""
        if not replies:
            return "no answer"
        if any(not r.text.strip() for r in replies):
            return f"an empty answer: {replies}"
        if not any(r.choices or r.nav or r.contact for r in replies):
            return f"an answer that leads nowhere: {replies}"
        if any(fault in r.text for r in replies for fault in self._faults):
            return f"an apology: {replies}"
        # Another phone may have sent this one out meanwhile: then that is told behind the answer.
        if act.promise == "menu" and not any(_last_line(r.title) in self._menus for r in replies):
            return f"/menu does not lead to the menu: {replies}"
        # Of two officers who help one producer the second takes the form over: the first finds the menu, and is told.
        shared = "\n" in replies[-1].title
        if act.promise == "button" and not shared and any(s in r.text for r in replies for s in self._stale):
            return f"a fresh button is called old: {replies}"
        return ""

    def demand(self, holds: bool, acts: Sequence[tuple[Actor, Act]], what: str) -> None:
        if not holds:
            raise WrongError(f"{what}\n{_reproduction(acts)}")

    async def check_drafts(self) -> int:
        """Every draft and product can be read back."""
        rows = await self.store.database.fetch("SELECT answers, partial, marked FROM draft")
        rows += await self.store.database.fetch("SELECT answers, marked FROM application")
        for row in rows:
            for text in row:
                json.loads(text)
        left = await self.store.database.fetch("SELECT count(*) FROM inbox WHERE done_at = ''")
        if left[0][0]:
            raise WrongError(f"{left[0][0]} updates were not answered")
        return len(rows)


_FORWARD = {"register", "s:send", "o", "p", "queue", "return", "fix", "draft", "mine", "new", "accept", "take"}
_TYPED = ("Hợp tác xã Tân Hưng", "Làm từ tôm đất phơi nắng của xóm", "Cần ghi rõ hơn", "Ba khía muối Rạch Gốc")


_CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")


def _last_line(title: str) -> str:
    """The heading itself: above it stands for whom an officer works."""
    return title.rpartition("\n")[2]


def _wants_answer(update: Json) -> bool:
    """Whether it is something that a person said in a private chat."""
    if query := update.get("callback_query"):
        return (query.get("message") or {}).get("chat", {}).get("type", "private") == "private"
    message = update.get("message") or update.get("edited_message") or {}
    return message.get("chat", {}).get("type") == "private"


def _reproduction(acts: Sequence[tuple[Actor, Act]]) -> str:
    return "\n".join(f"{a.sender.id}: after {list(a.history)[:-1]}\n   came {list(a.history)[-1:]}" for a, _ in acts)


ROLES = (None, None, Role.COMMUNE_OFFICER, None, None, Role.DISTRICT_STAFF)


@dataclass
class Count:
    """What a long run came to."""

    updates: int = 0
    seconds: float = 0.0
    documents: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def keep(self, error: WrongError) -> None:
        """Counts a broken promise by its kind; the first of each kind is kept whole."""
        lines = str(error).splitlines()
        last = [line for line in lines if line.strip().startswith("File ")][-1:]
        named = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Refusal)\b", line)][:1]
        kind = " · ".join([lines[0][:90], *(x.strip()[-90:] for x in (*last, *named))])
        self.wrong[kind] += 1
        self.first.setdefault(kind, str(error)[:6000])


async def flood(
    folder: Path, *, updates: int, seed: int, people: int = 24, steps: int = 110, crowds: int = 8, tell: Any = None
) -> Count:
    """Seeded chance at full speed: crowds of people, each through `steps` acts; a new database now and then."""
    random = Random(seed)
    count = Count()
    template = await asyncio.to_thread(migrated_file)
    began = time.perf_counter()
    number = 0
    while count.updates < updates:
        programme = ("camau-2022", "camau-2022", "vietnam-2027")[number % 3]
        assistant = await Assistant.open(folder / f"assistant{number}", programme, template)
        number += 1
        try:
            for _ in range(crowds):
                await _crowd(assistant, random, people, steps, count)
                assistant.forget()
                count.documents += await asyncio.wait_for(assistant.check_drafts(), STUCK)
                if count.updates >= updates:
                    break
        except (WrongError, TimeoutError) as error:
            count.keep(error if isinstance(error, WrongError) else WrongError("the assistant is stuck"))
        finally:
            await assistant.close()
            shutil.rmtree(folder / f"assistant{number - 1}")
        count.seconds = time.perf_counter() - began
        if tell:
            tell(count)
    count.seconds = time.perf_counter() - began
    return count


async def _crowd(assistant: Assistant, random: Random, people: int, steps: int, count: Count) -> None:
    actors = [await assistant.actor(random, ROLES[n % len(ROLES)]) for n in range(people)]
    acts = [(a, assistant.begin(a)) for a in actors]
    for n in range(steps + 1):
        if n == steps:
            acts = [(a, Act(a.sender.text("/menu"), "menu")) for a in actors]
        try:
            count.updates += await assistant.step(acts, random)
        except WrongError as error:
            count.updates += len(acts)
            count.keep(error)
            if "stuck" in str(error):
                raise
        acts = [(a, assistant.act(a, random)) for a in actors]


async def example(assistant: Assistant, random: Random, texts: Sequence[str], seed: int, warm: int) -> None:
    """Two producers and an officer come to some state by seeded chance; then `random` does what it likes with them.

    One after the other, in an assistant of their own: the same numbers give the same story.
    """
    plain = Random(seed)
    actors = [await assistant.actor(plain, role) for role in (None, None, Role.COMMUNE_OFFICER)]
    for n in range(warm + 1):
        for actor in actors:
            await assistant.step([(actor, assistant.sensible(actor, plain) if n else assistant.begin(actor))], plain)
    for actor in actors:
        actor.sender.random, actor.sender.extra = random, tuple(texts)
    for _ in range(8):
        for actor in actors:
            await assistant.step([(actor, assistant.odd(actor, random))], random)
    for actor in actors:
        await assistant.step([(actor, Act(actor.sender.text("/menu"), "menu"))], plain)
    await assistant.check_drafts()

"""Kills the assistant at random instants while producers register their products, and then counts what is missing.

The fake Telegram and the producers live here; the assistant lives in a child of the nursery, one child for each life. A
kill is SIGKILL: it proves what the process leaves behind, not what a power cut does to a disk.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
from fakes.telegram import BOT_TOKEN, FakeTelegram
from fakes.telegram.params import Params
from fakes.telegram.updates import Update
from rehearsal.cast import producers
from rehearsal.rehearse import compare
from support.assistants import free_port

from bot.storage.engine.opening import FILE, open_database
from bot.storage.engine.statements import numbered
from bot.storage.store import Store
from torture.patient import Calm, LeftAloneError, PatientPlayer

NURSERY = Path(__file__).parent / "nursery.py"
FAULTS = ("turn failed", "apology failed", "intake failed", "outbox row failed", "Traceback")
QUIET = 60.0
"""Seconds that the last life has to answer and deliver everything."""


@dataclass
class Report:
    """What a torture came to."""

    seed: int
    kills: int = 0
    early: int = 0
    rounds: int = 0
    products: int = 0
    producers: int = 0
    steps: int = 0
    acknowledged: int = 0
    lost: int = 0
    repeats: int = 0
    begged: int = 0
    longest: float = 0.0
    orphans: int = 0
    seconds: float = 0.0
    triggers: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"kills: {self.kills} in {self.seconds:.0f} s, seed {self.seed}, by"
            f" {', '.join(f'{k} {n}' for k, n in sorted(self.triggers.items()))};"
            f" {self.early} before the assistant had spoken to Telegram",
            f"  {self.rounds} rounds, {self.products} products of {self.producers} producers, {self.steps} acts,"
            f" {self.acknowledged} updates acknowledged, {self.lost} of them lost",
            f"  {self.repeats} replies shown twice (delivery interrupted), longest wait {self.longest:.1f} s,"
            f" calm asked for {self.begged} times, {self.orphans} persons without an address",
            f"  {len(self.violations)} violations",
        ]
        return "\n".join([*lines, *(f"    {v}" for v in self.violations[:20])])


class Nursery:
    """The process that forks the assistants, one child at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, str(NURSERY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.free = True
        """Whether nothing is asked and no child lives."""

    async def ask(self, line: str) -> dict[str, int]:
        self.free = False
        answer = await asyncio.to_thread(self._asked, line)
        self.free = line == "reap"
        return answer

    def _asked(self, line: str) -> dict[str, int]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Its last child dies with it."""
        if not self.free:
            self._process.kill()
        with self._process:
            pass


_resting: list[Nursery] = []
"""Those that can be used again: to import the program takes seconds."""


@atexit.register
def _close_resting() -> None:
    while _resting:
        _resting.pop().close()


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """A nursery; its last child is gone afterwards."""
    cradle = _resting.pop() if _resting else Nursery()
    try:
        yield cradle
    finally:
        if cradle.free:
            _resting.append(cradle)
        else:
            await asyncio.to_thread(cradle.close)


class Peek:
    """Looks into the database without changing it: nobody else recovers or checkpoints what a killed assistant left."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._path = folder / "live" / FILE
        self._url = url

    async def __call__(self, sql: str, *args: Any) -> list[tuple[Any, ...]] | None:
        """The rows; None while the tables are missing."""
        if self._url:
            connection = await asyncpg.connect(self._url)
            try:
                return [tuple(row) for row in await connection.fetch(numbered(sql), *args)]
            except asyncpg.UndefinedTableError:
                return None
            finally:
                await connection.close()
        try:
            with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=60)) as connection:
                return connection.execute(sql, args).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error) or "unable to open" in str(error):
                return None
            raise


class Ledger:
    """What the fake and the database say, life after life: nothing committed may vanish, nothing come twice unasked."""

    def __init__(self, tg: FakeTelegram, peek: Peek, report: Report) -> None:
        self.tg = tg
        self.peek = peek
        self.report = report
        self.lives = 0
        self.heard: Callable[[str], None] = lambda _: None
        self.acknowledged: set[int] = set()
        self._fresh: list[int] = []
        self._shown: dict[tuple[str, str, str], str] = {}
        self._repeated: set[tuple[str, str]] = set()
        self._drafts: dict[str, tuple[int, dict[str, Any]]] = {}
        self._hook()

    def complain(self, line: str) -> None:
        self.report.violations.append(f"round {self.report.rounds + 1}, life {self.lives}: {line}")

    def _hook(self) -> None:
        confirm, call = type(self.tg.updates).confirm, type(self.tg).call

        def confirmed(update: Update) -> bool:
            self._fresh.append(update.id)
            self.heard("acknowledged")
            return confirm(self.tg.updates, update)

        async def called(name: str, params: Params, via: str = "http") -> Any:
            result = await call(self.tg, name, params, via)
            if name in {"sendMessage", "editMessageText"} and result.ok:
                self._said(params)
            return result

        self.tg.updates.confirm = confirmed  # type: ignore[method-assign]
        self.tg.call = called  # type: ignore[method-assign]
        self.tg.webhook.on_attempt = lambda _: self.heard("update left")

    def _said(self, params: Params) -> None:
        """Each reply with a menu is shown once, and once more for each kill that interrupted its delivery."""
        chat, text, life = params.text("chat_id"), params.text("text"), params.sender
        markup = params.parsed("reply_markup", "") or {}
        data = next((b.get("callback_data", "") for row in markup.get("inline_keyboard", ()) for b in row), "")
        if data and not data.startswith("0|"):
            key = (chat, data.partition("|")[0], text)
            before = self._shown.get(key)
            if before is not None:
                self.report.repeats += 1
                if before == life:
                    self.complain(f"chat {chat}: the same reply twice in one life: {text[:60]!r}")
                if (chat, life) in self._repeated:
                    self.complain(f"chat {chat}: two replies repeated in one life: {text[:60]!r}")
                self._repeated.add((chat, life))
            self._shown[key] = life
        self.heard("said")

    async def sample(self) -> None:
        """Between two lives: what was acknowledged is stored, what was answered is still there."""
        fresh, self._fresh = set(self._fresh), []
        self.acknowledged |= fresh
        self.report.acknowledged += len(fresh)
        marks = ", ".join("?" * len(fresh))
        if fresh:
            found = await self.peek(f"SELECT update_id FROM inbox WHERE update_id IN ({marks})", *map(str, fresh))
            if missing := fresh - {int(row[0]) for row in found or ()}:
                self.report.lost += len(missing)
                self.complain(f"acknowledged and not stored: {sorted(missing)}")
        rows = await self.peek("SELECT id, revision, answers, form FROM draft")
        if rows is None:
            return
        drafts = {row[0]: (row[1], json.loads(row[2])) for row in rows}
        for draft, (revision, answers) in self._drafts.items():
            if draft in drafts:
                self._compare(draft, revision, answers, *drafts[draft])
            elif "product_name" in answers and not await self.peek("SELECT 1 FROM application WHERE id = ?", draft):
                self.complain(f"draft {draft} is gone and there is no product")
        self._drafts = drafts

    def _compare(self, draft: str, before: int, old: dict[str, Any], after: int, new: dict[str, Any]) -> None:
        if after < before or (after == before and old != new):
            self.complain(f"draft {draft}: revision {before} became {after}")
        if lost := old.keys() - new.keys():
            self.complain(f"draft {draft}: answers are gone: {sorted(lost)}")


class Torture:
    """Rounds of producers; lives of the assistant; a kill at a random instant ends each life."""

    def __init__(
        self,
        folder: Path,
        *,
        kills: int,
        seed: int,
        mean: float = 0.22,
        take: int | None = None,
        webhook: bool = True,
        fresh_url: Callable[[], str] | None = None,
        flaw: str = "",
        patience: float = 20.0,
        last: float = 60.0,
        quiet: float = QUIET,
        progress: Callable[[Report], None] | None = None,
    ) -> None:
        self.folder = folder
        self.wanted = kills
        self.random = Random(seed)
        self.mean = mean
        self.cast = producers()[:take]
        self.webhook = webhook
        self.fresh_url = fresh_url
        self.flaw = flaw
        self.patience, self.last, self.quiet = patience, last, quiet
        self.progress = progress or (lambda _: None)
        self.report = Report(seed)
        self.port = free_port()
        self._pid = 0
        self._armed = ("", 0)
        self._struck = asyncio.Event()
        self._spoken = self._settled = False
        self._born = 0.0
        self._start = 0.1
        """Seconds from birth to the first word to Telegram, on the average."""

    async def run(self) -> Report:
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with nursery() as cradle, FakeTelegram() as tg:
            while self.report.kills < self.wanted and not self.report.violations:
                await self._round(cradle, tg)
                self.report.rounds += 1
                self.report.seconds = loop.time() - began
                self.progress(self.report)
        self.report.seconds = loop.time() - began
        return self.report

    async def _round(self, cradle: Nursery, tg: FakeTelegram) -> None:
        folder = self.folder / f"round{self.report.rounds}"
        folder.mkdir(parents=True)
        url = self.fresh_url() if self.fresh_url else None
        tg.forget()
        tg.keep_log = tg.webhook.keep_attempts = False
        tg.webhook.retry_base = 0.02
        ledger = Ledger(tg, Peek(folder, url), self.report)
        ledger.heard = self._heard
        self._settled = False
        calm = Calm(patience=self.patience, last=self.last)
        players = [
            PatientPlayer(tg.user(first_name=f"P{n}", language_code="vi"), parts, self.random.randrange(10**6), calm)
            for n, parts in enumerate(self.cast)
        ]
        playing = asyncio.create_task(self._play(players, ledger))
        birth = json.dumps(
            {
                "settings": {
                    "demo": False,
                    "programme": "camau-2022",
                    "data": str(folder),
                    "database_url": url,
                    "telegram_token": BOT_TOKEN,
                    "telegram_api_url": tg.api_url,
                    "telegram_rate": 10_000,
                    "telegram_webhook_url": f"http://127.0.0.1:{self.port}" if self.webhook else None,
                },
                "port": self.port,
                "log": str(folder / "assistant.log"),
                "flaw": self.flaw,
            }
        )
        try:
            await self._lives(cradle, ledger, calm, playing, birth)
            if self.report.violations:
                return  # what is found is enough: the rest would be noise
            await self._quiet(ledger)
        finally:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
            await self._die(cradle, ledger, birth)
        await ledger.sample()
        await self._count(folder, url, ledger, players, calm)

    async def _play(self, players: Sequence[PatientPlayer], ledger: Ledger) -> None:
        results = await asyncio.gather(*(p.play() for p in players), return_exceptions=True)
        for player, result in zip(players, results, strict=True):
            if isinstance(result, LeftAloneError):
                ledger.complain(f"left without a reply: {result}")
            elif isinstance(result, BaseException):
                ledger.complain(f"{player.user.id} could not go on: {type(result).__name__} {result}")

    # Lives and deaths

    async def _lives(
        self, cradle: Nursery, ledger: Ledger, calm: Calm, playing: asyncio.Task[None], birth: str
    ) -> None:
        """Returns when the producers are done, with an assistant alive."""
        while not self.report.violations:
            await self._be_born(cradle, ledger, calm, birth)
            if await self._until_death(calm, playing):
                return
            await self._die(cradle, ledger, birth)
            self.report.kills += 1
            await ledger.sample()
            if self.random.random() < 0.2:
                await asyncio.sleep(self.random.expovariate(30))

    async def _be_born(self, cradle: Nursery, ledger: Ledger, calm: Calm, birth: str) -> None:
        ledger.lives += 1
        self._struck.clear()
        self._spoken = False
        self._born = asyncio.get_running_loop().time()
        self._pid = (await cradle.ask(birth))["pid"]
        calm.since = asyncio.get_running_loop().time()

    async def _until_death(self, calm: Calm, playing: asyncio.Task[None]) -> bool:
        """Waits for the instant; True when the producers are done first, or no kills are left."""
        loop = asyncio.get_running_loop()
        if self.report.kills >= self.wanted or playing.done():
            await asyncio.wait([playing])
            return True
        kind = self.random.choice(("the clock", "the clock", "the clock", "said", "update left", "acknowledged"))
        # Long enough to get something done on a busy machine, and at first to make the tables.
        mean = max(self.mean, 1.6 * self._start, 0.0 if self._settled else 1.0)
        until = loop.time() + self.random.expovariate(1 / mean)
        if kind != "the clock":
            until += 2 * mean
            if not calm.begging:
                self._armed = (kind, self.random.randrange(1, 16))
        try:
            async with asyncio.timeout_at(until):
                await self._struck.wait()
        except TimeoutError:
            kind = "the clock"
        while calm.begging and not self._struck.is_set() and not playing.done():
            await asyncio.sleep(0.05)
        self._armed = ("", 0)
        self.report.triggers[kind] += 1
        self.report.early += not self._spoken
        return False

    def _heard(self, kind: str) -> None:
        """Something happened that the next death waits for: it comes at once, before anything else can happen."""
        if not self._spoken:
            self._spoken = self._settled = True
            self._start += 0.1 * (asyncio.get_running_loop().time() - self._born - self._start)
        armed, count = self._armed
        if armed != kind or self._struck.is_set():
            return
        self._armed = (armed, count - 1)
        if count <= 1:
            os.kill(self._pid, signal.SIGKILL)
            self._struck.set()

    async def _die(self, cradle: Nursery, ledger: Ledger, birth: str) -> None:
        if not self._pid:
            return
        pid, self._pid = self._pid, 0
        if not self._struck.is_set():
            os.kill(pid, signal.SIGKILL)  # a child that ended by itself is still there: the nursery reaps it below
        ended = await cradle.ask("reap")
        if ended["signal"] != signal.SIGKILL:
            log = await asyncio.to_thread(Path(json.loads(birth)["log"]).read_text)
            ledger.complain(f"the assistant ended by itself with {ended['code']}: {log[-1500:]}")

    # The end of a round

    async def _quiet(self, ledger: Ledger) -> None:
        """The last life answers and delivers everything."""
        left: list[Any] = []
        for _ in range(int(self.quiet * 20)):
            inbox = await ledger.peek("SELECT address, update_id FROM inbox WHERE done_at = ''")
            outbox = await ledger.peek("SELECT address, state FROM outbox WHERE state IN ('waiting', 'attempting')")
            left = [*(inbox or ()), *(outbox or ()), *ledger.tg.updates.pending]
            if not left and inbox is not None:
                return
            await asyncio.sleep(0.05)
            if self.report.violations:
                return
        ledger.complain(f"still waiting at the end: {left[:10]}")

    async def _count(
        self, folder: Path, url: str | None, ledger: Ledger, players: Sequence[PatientPlayer], calm: Calm
    ) -> None:
        """Compares the database with the cast and with what the fake knows."""
        report = self.report
        report.steps += sum(p.steps for p in players)
        report.begged += calm.begged
        report.longest = max(report.longest, calm.longest)
        store = Store(await open_database(url, folder / "live"))
        try:
            for line in (*await compare(store, self.cast), *calm.asked_twice):
                ledger.complain(line)
            products = await store.all_applications("camau-2022")
            report.products += len(products)
            report.producers += len({p.producer for p in products})
            inbox = await store.database.fetch("SELECT address, update_id, done_at FROM inbox")
            replies = await store.database.fetch("SELECT address, count(*) FROM outbox GROUP BY address")
            states = await store.database.fetch("SELECT state, count(*) FROM outbox GROUP BY state")
            orphans = await store.database.fetch(
                "SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM address)"
            )
            kept = await store.secret()
        finally:
            await store.close()
        report.orphans += orphans[0][0]
        self._check_letters(ledger, players, inbox, dict(replies), dict(states))
        self._check_logs(folder, ledger)
        self._check_secret(kept if url else (folder / "live" / "secret").read_text().strip(), ledger)

    @staticmethod
    def _check_letters(
        ledger: Ledger,
        players: Sequence[PatientPlayer],
        inbox: Sequence[Sequence[Any]],
        replies: dict[str, int],
        states: dict[str, int],
    ) -> None:
        known = {int(row[1]) for row in inbox}
        if lost := ledger.acknowledged - known:
            ledger.report.lost += len(lost)
            ledger.complain(f"acknowledged and not in the inbox: {sorted(lost)}")
        if undone := [row[:2] for row in inbox if not row[2]]:
            ledger.complain(f"not answered: {undone[:10]}")
        if ledger.tg.updates.expired:
            ledger.complain(f"{len(ledger.tg.updates.expired)} updates expired")
        if odd := {k: n for k, n in states.items() if k != "sent"}:
            ledger.complain(f"replies that were not sent: {odd}")
        # What was answered is kept by its id only: whose it was is forgotten.
        acted = sum(player.steps for player in players)
        if len(inbox) != acted:
            ledger.complain(f"{acted} times somebody acted, {len(inbox)} updates are stored")
        for player in players:
            address = str(player.user.id)
            if replies.get(address, 0) < player.steps:
                ledger.complain(f"{address} acted {player.steps} times and got {replies.get(address, 0)} replies")

    @staticmethod
    def _check_logs(folder: Path, ledger: Ledger) -> None:
        log = (folder / "assistant.log").read_text()
        for fault in FAULTS:
            if (at := log.find(fault)) >= 0:
                ledger.complain(f"{log.count(fault)} times {fault!r} in the log: {log[max(0, at - 300) : at + 1200]}")

    @staticmethod
    def _check_secret(kept: str, ledger: Ledger) -> None:
        """In the folder with SQLite, in the database with PostgreSQL: whole in either place."""
        if len(kept) < 32:
            ledger.complain("the secret that signs sessions is missing or cut short")

"""Steps per second on one core: registrations by the real program, and echoes by bare bots, in turns.

A step is one update that came in by webhook and one screen that went out. Ours is a whole turn of a registration,
stored before it is acknowledged and committed with synchronous=FULL before it is answered. An echo repeats a text:
what costs a bot least.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.programs import BenchFault, Fake, Json, Program, assistant, echo, fake
from bench.table import Line
from bench.talks import scripts

OUTSTANDING = 32
"""So many people talk at the same time; each waits for the answer before the next step."""
PTB, AIOGRAM = "echo_ptb", "echo_aiogram"


@dataclass
class _Contender:
    """One bot with its fake, and what was measured of it."""

    name: str
    bot: Program
    fake: Fake
    talks: list[list[Json]]
    steps: int = 0
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    latencies: list[Json] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)

    def run(self, talks: Sequence[list[Json]], *, counts: bool = True) -> None:
        """Plays the talks to their end; every step must be answered."""
        bot, server = self.bot.cpu(), self.fake.program.cpu()
        report = self.fake.call("control/script", talks=talks, concurrency=OUTSTANDING, patience=20)
        bot, server = self.bot.cpu() - bot, self.fake.program.cpu() - server
        self.bot.check()
        wanted = sum(map(len, talks))
        if report["failed"] or report["steps"] != wanted:
            raise BenchFault(f"{self.name}: {report['steps']} of {wanted} steps answered, {report['failures'][:3]}")
        self.steps += wanted
        if counts:
            self.rates.append(wanted / report["seconds"])
            self.costs.append(bot / wanted * 1000)
            self.loads.append(server / report["seconds"] * 100)
            self.latencies.append(report["step_ms"])


def measure(folder: Path, *, rounds: int, talks: int) -> list[Line]:
    """All three in turns, so that a busy neighbour disturbs all of them."""
    registrations = scripts(talks)
    echoes = [[{"text": f"{n} {step.get('text', '')}"} for n, step in enumerate(script)] for script in registrations]
    with ExitStack() as stack:
        servers = {name: stack.enter_context(fake(name, folder)) for name in ("ocop-bot", PTB, AIOGRAM)}
        ours = _Contender(
            "ocop-bot",
            stack.enter_context(assistant(servers["ocop-bot"].url, folder)),
            servers["ocop-bot"],
            registrations,
        )
        contenders = [ours]
        for name in (PTB, AIOGRAM):
            bot = stack.enter_context(echo(name, servers[name].url, folder))
            contenders.append(_Contender(name, bot, servers[name], echoes))
        for contender in contenders:
            contender.fake.wait_for_webhook(contender.bot)
            contender.run(contender.talks[: max(OUTSTANDING // 2, 8)], counts=False)
        for _ in range(rounds):
            for contender in contenders:
                contender.run(contender.talks)
        _all_committed(folder, ours.steps)
        return _lines(contenders, ours.bot.rss())


def _all_committed(folder: Path, steps: int) -> None:
    """The database must know every step of every run."""
    (path,) = folder.glob("**/ocop.db")
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT count(*) FROM inbox WHERE done_at <> ''").fetchone()[0]
    finally:
        connection.close()
    if found != steps:
        raise BenchFault(f"ocop-bot: {found} of {steps} steps are committed")


def _lines(contenders: Sequence[_Contender], rss: float) -> list[Line]:
    ours, ptb, aiogram = contenders
    names = ("registration steps, durable (ours)", "bare echo, python-telegram-bot stock", "bare echo, aiogram 3")
    lines = [
        Line(name, c.rates, "per s", note=f"p50 {_median(c, 'p50'):.0f} ms, p99 {_median(c, 'p99'):.0f} ms")
        for name, c in zip(names, contenders, strict=True)
    ]
    # Ratios of the same round: both felt the same neighbours.
    for other, least in ((ptb, None), (aiogram, 1.0)):
        ratios = [a / b for a, b in zip(ours.rates, other.rates, strict=True)]
        name = other.name.removeprefix("echo_")
        lines.append(Line(f"  ratio ours / {name}", ratios, "×", least=least, digits=2))
        costs = [b / a for a, b in zip(ours.costs, other.costs, strict=True)]
        lines.append(Line(f"  ratio ours / {name}, by CPU time", costs, "×", digits=2))
    lines += [
        Line(f"  CPU per step, {c.name}", c.costs, "ms", digits=2, note=f"core of the fake {max(c.loads):.0f} % busy")
        for c in contenders
    ]
    return [*lines, Line(f"memory after {ours.steps:,} steps", [rss], "MB")]


def _median(contender: _Contender, name: str) -> float:
    ordered = sorted(float(found[name]) for found in contender.latencies)
    return ordered[len(ordered) // 2]

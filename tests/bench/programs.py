"""The programs under measurement as processes of their own: bots on core 0, the fake and its people on core 1."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil
from fakes.telegram import BOT_TOKEN
from support.assistants import free_port

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
BOT_CORE, FAKE_CORE = 0, 1
PINNED = shutil.which("taskset") is not None and (os.cpu_count() or 1) > 1
"""Whether bots and fake can have a core of their own."""
_PATIENCE = 60.0


class BenchFault(Exception):  # noqa: N818
    """Something could not be measured."""


@dataclass(frozen=True)
class Program:
    """A running process; what it says on stderr is kept in a file."""

    name: str
    process: psutil.Popen
    errors: Path

    def cpu(self) -> float:
        """Seconds of CPU used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def rss(self) -> float:
        """Resident memory in MB."""
        return float(self.process.memory_info().rss) / 1e6

    def check(self) -> None:
        """Raises when the process has ended."""
        if self.process.poll() is not None:
            raise BenchFault(f"{self.name} ended: {self.errors.read_text()[-1500:]}")


@contextmanager
def running(name: str, command: list[str], core: int, folder: Path, **env: str) -> Iterator[Program]:
    """The program as a pinned process, ended with the block."""
    pin = ["taskset", "-c", str(core)] if PINNED else []
    errors = folder / f"{name.replace(' ', '-')}.err"
    with errors.open("w") as stderr:
        process = psutil.Popen(
            [*pin, sys.executable, *command],
            cwd=ROOT,
            env={**_plain_environment(), **env},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield Program(name, process, errors)
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(10)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(10)
        process.stdout.close()


def _plain_environment() -> Mapping[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("OCOP_")}


class Fake:
    """The fake Bot API server in a process of its own."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.url = program.process.stdout.readline().strip()
        if not self.url:
            program.process.wait(5)
            program.check()

    def call(self, path: str, **params: Any) -> Json:
        """One HTTP call with a JSON object."""
        headers = {"Content-Type": "application/json"}
        request = Request(f"{self.url}/{path}", json.dumps(params).encode(), headers)
        with urlopen(request, timeout=300) as answer:
            found: Json = json.load(answer)
        return found

    def wait_for_webhook(self, bot: Program) -> None:
        """Returns when the bot has said where updates shall go."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            bot.check()
            if self.call(f"bot{BOT_TOKEN}/getWebhookInfo")["result"]["url"]:
                return
            time.sleep(0.05)
        raise BenchFault(f"{bot.name} set no webhook in {_PATIENCE} s: {bot.errors.read_text()[-1500:]}")


@contextmanager
def fake(name: str, folder: Path) -> Iterator[Fake]:
    """A fake of its own for one bot: the same program for all of them."""
    command = ["tests/fakes/telegram/__main__.py", "--no-log"]
    with running(f"{name} fake", command, FAKE_CORE, folder) as program:
        yield Fake(program)


@contextmanager
def assistant(api_url: str, data: Path, *, rate: float = 10_000) -> Iterator[Program]:
    """The real program, as it is started in production."""
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    settings = {
        "OCOP_DATA": str(data),
        "OCOP_PROGRAMME": "camau-2022",
        "OCOP_DEMO": "0",
        "OCOP_TELEGRAM_TOKEN": BOT_TOKEN,
        "OCOP_TELEGRAM_API_URL": api_url,
        "OCOP_TELEGRAM_RATE": str(rate),
        "OCOP_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "OCOP_WEB_PORT": str(port),
    }
    with running("ocop-bot", ["-m", "bot.cli", "run"], BOT_CORE, data, **settings) as program:
        yield program


@contextmanager
def echo(name: str, api_url: str, folder: Path, *more: str) -> Iterator[Program]:
    """A bare echo bot: `echo_ptb`, `echo_aiogram` or `echo_limited`."""
    command = [str(HERE / f"{name}.py"), api_url, BOT_TOKEN, str(free_port()), *more]
    with running(name, command, BOT_CORE, folder) as program:
        yield program

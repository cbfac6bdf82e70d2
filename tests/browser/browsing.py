"""The program as a process of its own, and how the browser is set up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page
from support.assistants import free_port
from support.databases import with_tables
from support.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION", "ERR_NETWORK", "ERR_INCOMPLETE", "ERR_EMPTY")


@dataclass
class Program:
    """`ocop-bot run` as a process of its own; it can be killed and started again."""

    folder: Path
    demo: bool
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "OCOP_DATA": str(self.folder),
            "OCOP_WEB_PORT": str(self.port),
            "OCOP_WEB_URL": self.url,
            "OCOP_DEMO": str(int(self.demo)),
            "OCOP_DEMO_SEASON": "0",
            "OCOP_PROGRAMME": "camau-2022",
        }
        return {k: v for k, v in os.environ.items() if not k.startswith("OCOP_")} | own

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "bot.cli", *words]

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command("run"), cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=PATIENCE):
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.02)
        raise TimeoutError((self.folder / "log").read_text())

    def run(self, *words: str) -> str:
        """The output of another command on the same data."""
        done = subprocess.run(self.command(*words), cwd=ROOT, env=self.environment, capture_output=True, check=True)
        return done.stdout.decode()

    def kill(self) -> None:
        """As if the power had gone."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def running(folder: Path, *, demo: bool) -> Iterator[Program]:
    program = Program(folder, demo)
    with_tables(folder / ("demo" if demo else "live"))
    program.start()
    yield program
    if program.process and program.process.poll() is None:
        program.stop()


Visit = Callable[..., Page]

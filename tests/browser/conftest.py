"""The real program on a folder of its own, and a browser that reports every complaint."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_NETWORK", "ERR_INCOMPLETE", "ERR_EMPTY")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Program:
    """`ocop-bot run` as a process of its own; it can be killed and started again."""

    folder: Path
    demo: bool
    port: int = field(default_factory=_free_port)
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
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/healthz"):
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
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
        return self.process.wait(20)


def _running(folder: Path, *, demo: bool) -> Iterator[Program]:
    program = Program(folder, demo)
    program.start()
    yield program
    if program.process and program.process.poll() is None:
        program.stop()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program as people use it: each browser is somebody else."""
    yield from _running(tmp_path_factory.mktemp("live"), demo=False)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Program]:
    """A fresh demonstration."""
    yield from _running(tmp_path, demo=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens the page in a browser of its own (or in `context`). In the end nobody may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    pages: list[Page] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in {"error", "warning"} and not any(n in message.text for n in NETWORK)
                else None
            ),
        )

    def open_(url: str, size: dict[str, object] | None = None, context: BrowserContext | None = None) -> Page:
        if context is None:
            context = chromium.new_context(**{"locale": "vi-VN", **(size or PHONE)})  # type: ignore[arg-type]
            context.add_init_script(
                "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"
            )
            contexts.append(context)
        page = context.new_page()
        listen(page)
        pages.append(page)
        page.goto(url)
        return page

    yield open_
    for page in pages:
        if not page.is_closed():
            too_wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
            assert not too_wide, "the page scrolls sideways"
    for context in contexts:
        context.close()
    assert complaints == []

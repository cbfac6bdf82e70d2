"""The real program on a folder of its own, and a browser that reports every complaint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import NETWORK, PHONE, Program, Visit, running
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from support.needs import can_drive_browsers, leave_out, needed
from support.small_phone import ARGUMENTS

expect.set_options(timeout=15_000)  # on a busy machine a page may take longer than the five seconds of the library


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program as people use it: each browser is somebody else."""
    yield from running(tmp_path_factory.mktemp("live"), demo=False)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Program]:
    """A fresh demonstration."""
    yield from running(tmp_path, demo=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = needed("chromium")
    if not can_drive_browsers():
        leave_out("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens the page in a browser of its own (or in `context`). In the end nobody may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    expected = list(NETWORK)
    pages: list[Page] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in {"error", "warning"} and not any(n in message.text for n in expected)
                else None
            ),
        )

    def open_(
        url: str, size: dict[str, object] | None = None, context: BrowserContext | None = None, accept: str = ""
    ) -> Page:
        if accept:
            expected.append(accept)
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

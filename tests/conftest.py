"""Fixtures for all tests: a PostgreSQL server per worker (started when first wanted), and databases on both engines."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import structlog
from hypothesis import HealthCheck, settings
from support import memory, plans
from support.databases import ENGINES, Open, copied_sqlite, emptied_postgres, migrated_file, migrated_server
from support.examples import LONG
from support.needs import summary
from support.order import longest_first
from support.postgres import postgres

from bot.storage.store import Store

# httpx looks for it at each request to a program in this process, all over the disk where it is not installed.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

# Faults are told plainly: rich tracebacks with all locals take longer than the tests. Lines for each message that comes
# and goes are left out: they cost as much as to answer it.
structlog.configure(
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ],
)

# The same examples at each run: a red test is red for everybody. The long form, like `make torture`, explores.
_ALWAYS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.differing_executors],
}
settings.register_profile("ocop", derandomize=True, **_ALWAYS)
settings.register_profile(LONG, derandomize=False, **_ALWAYS)
settings.load_profile("ocop")


plans.watch()


@pytest.fixture(autouse=True)
def no_table_is_walked_through(request: pytest.FixtureRequest) -> Iterator[None]:
    """Holds for the statements of these modules: `support/plans.py` says which tables are small enough."""
    plans.found.clear()
    yield
    walked, plans.found = plans.found, {}
    if request.module.__name__ not in plans.WATCHED:
        return
    assert not walked, "\n".join(f"{table}\n    {sql}" for sql, table in walked.items())


class Usage(NamedTuple):
    """What shutil.disk_usage says."""

    total: int
    used: int
    free: int


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Workers have it from the process that starts them, which takes it away again."""
    if hasattr(config, "workerinput"):
        return
    # Compiled modules are kept, whatever the machine says: else each worker and each command compiles them all again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if folder := memory.begin():
        config.add_cleanup(lambda: memory.end(folder))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Nothing is thrown away while tests are collected: to look for it took half of that time, in each worker."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()  # modules and tests stay to the end
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Alone they stay as they stand in the files."""
    if workers := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):
        items[:] = longest_first(items, int(workers))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was left out for want of a program is one line."""
    skipped = terminalreporter.stats.get("skipped", ())
    if told := summary(str(report.longrepr[2]) for report in skipped):
        terminalreporter.write_line(told, yellow=True)


def pytest_sessionfinish() -> None:
    """A worker may be ended before it tidies up by itself."""
    if migrated_file.cache_info().currsize:
        shutil.rmtree(migrated_file().parent, ignore_errors=True)


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of every disk is free: how full this machine is must not decide what a test sees."""
    monkeypatch.setattr("bot.operation.upkeep._usage", lambda folder: Usage(total=1000, used=500, free=500))


@pytest.fixture(autouse=True)
def no_photo_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Tesseract: what a test sees must not depend on it, and reading takes a second each."""
    monkeypatch.setattr("bot.papers.photos.find_reader", lambda: None)
    monkeypatch.setattr("bot.commands.checking.find_reader", lambda: None)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """A command that a test runs in this process sets up the log; its stream ends with the test."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def fresh_postgres() -> Iterator[Callable[..., str]]:
    """Makes an empty database (or one `like` another that nobody uses) at each call and returns its URL."""
    with postgres() as fresh:
        yield fresh


@pytest.fixture(scope="session")
def ready_postgres(fresh_postgres: Callable[..., str]) -> Callable[[], str]:
    """The same, with all tables and nothing in them: copied, which is quicker than migrated."""
    model = migrated_server(fresh_postgres())
    return lambda: fresh_postgres(model)


@pytest.fixture(scope="session")
def migrated_postgres(ready_postgres: Callable[[], str]) -> str:
    return ready_postgres()


@pytest.fixture(scope="session")
def migrated_sqlite() -> Path:
    return migrated_file()


@pytest.fixture(params=ENGINES)
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the empty database of this test, on each engine in turn."""
    if request.param == "postgres":
        return emptied_postgres(request.getfixturevalue("migrated_postgres"))
    return copied_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path / "data")


@pytest.fixture
async def store(open_database: Open) -> AsyncIterator[Store]:
    """The assistant's memory on each engine in turn."""
    store = Store(await open_database())
    yield store
    await store.close()

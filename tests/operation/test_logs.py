"""Every event is one line of JSON: those of libraries, of Python itself and of a crash too, without anybody's words."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs
from support.assistants import free_port
from support.places import ROOT
from support.telegram import line_on
from support.waiting import PATIENCE, until

from bot.kit.logs import log_to

WORDS = "Bà Sáu Cá Khô +84912345678"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    stream, before, level = io.StringIO(), structlog.get_config(), logging.getLogger().level
    log_to(stream, "info")
    yield stream
    structlog.configure(**before)
    logging.getLogger().setLevel(level)


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_library_that_logs_an_exception_with_somebodys_words_gives_one_line_without_them(logged: io.StringIO) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        logging.getLogger("asyncpg.pool").exception("cannot keep %s\nsecond line", WORDS)
        logging.getLogger("apscheduler.executors.default").error('Job "%s" raised an exception', error, exc_info=True)
        logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)
        logging.getLogger("telegram.request").error(error)
        logging.getLogger("some").error(f'took "{WORDS}" for +84912345678')
    found = _lines(logged.getvalue())
    assert [line["logger"] for line in found[:3]] == ["asyncpg.pool", "apscheduler.executors.default", "uvicorn.error"]
    assert found[0]["event"] == "cannot keep %s"
    assert all(line["fault"] == "ValueError" and "test_logs.py:" in line["where"][-1] for line in found[:3])
    assert {line["level"] for line in found} == {"error"}
    assert len(found) == 5
    assert "Sáu" not in logged.getvalue()
    assert "8491" not in logged.getvalue()


async def test_a_task_that_fails_unseen_is_a_line(logged: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    del task
    await until(lambda: "never retrieved" in logged.getvalue())
    (line,) = _lines(logged.getvalue())
    assert (line["logger"], line["fault"]) == ("asyncio", "ValueError")
    assert "Sáu" not in logged.getvalue()


def test_whoever_asks_for_everything_gets_a_librarys_words_too() -> None:
    stream, before, level = io.StringIO(), structlog.get_config(), logging.getLogger().level
    log_to(stream, "debug")
    try:
        logging.getLogger("asyncpg.pool").warning("cannot keep %s", WORDS)
    finally:
        structlog.configure(**before)
        logging.getLogger().setLevel(level)
    assert _lines(stream.getvalue())[0]["event"] == f"cannot keep {WORDS}"


_CRASH = """
import sys, threading, warnings
from bot.kit.logs import log_crashes, log_to
log_to(sys.stderr, "info")
log_crashes()
warnings.simplefilter("always")
warnings.warn("Bà Sáu")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
class Odd:
    def __del__(self):
        raise ValueError("Bà Sáu")
Odd()
raise RuntimeError("Bà Sáu")
"""


def test_a_crash_a_thread_and_a_warning_are_lines_as_well() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _CRASH],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )
    found = _lines(ended.stderr)
    assert [line["event"] for line in found] == [
        "warning",
        "thread failed",
        "fault that nobody could be told",
        "stopped by a fault",
    ]
    assert [line.get("fault") for line in found] == [None, "ZeroDivisionError", "ValueError", "RuntimeError"]
    assert ended.returncode == 1
    assert "Sáu" not in ended.stderr


def test_an_assistant_says_how_it_started_why_it_stopped_and_that_it_migrated(tmp_path: Path) -> None:
    port = free_port()
    chosen = {
        "OCOP_DATA": str(tmp_path),
        "OCOP_PROGRAMME": "camau-2022",
        "OCOP_WEB_PORT": str(port),
        "OCOP_METRICS_TOKEN": "m" * 20,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        env={**{k: v for k, v in os.environ.items() if not k.startswith("OCOP_")}, **chosen},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    while "Open http" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=PATIENCE)
    found = {line["event"]: line for line in _lines(told)}
    assert {"database migrated", "started", "stopping", "stopped"} <= found.keys()
    assert found["stopping"]["why"] == "SIGTERM"
    started = found["started"]
    assert started["version"]
    assert (started["channels"], started["database"]) == (["web"], "SQLite")
    assert {"OCOP_DATA", "OCOP_METRICS_TOKEN", "OCOP_WEB_PORT"} <= set(started["settings"])
    assert "mmmm" not in told


async def test_an_invitation_and_a_role_are_lines_without_a_name(tmp_path: Path, migrated_sqlite: Path) -> None:
    async with line_on("polling", tmp_path, migrated_sqlite) as line:
        with capture_logs() as logs:
            officer = await line.officer()
        told = [entry for entry in logs if entry["log_level"] == "info"]
        assert [entry["event"] for entry in told] == ["invitation taken", "role granted"]
        assert told[1]["role"] == "commune_officer"
        assert told[1]["area"]
        assert str(officer.id) not in str(told)

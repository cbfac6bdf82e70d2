"""Settings that cannot be meant so are told by name, before anybody notices."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from fakes.telegram import BOT_TOKEN
from structlog.testing import capture_logs
from support.assistants import assistant_on, free_port, settings_for
from support.clocks import HandClock
from support.places import ROOT
from support.waiting import PATIENCE
from typer.testing import CliRunner

from bot.bootstrap import clock_of
from bot.cli import app
from bot.kit.clock import day_of
from bot.settings.config import Settings
from bot.settings.misspelt import strangers
from bot.settings.plans import leading, programmes_of
from ocop_domain.law import laws
from ocop_domain.programme_files import all_plans

LIVE = {"OCOP_PROGRAMME": "vietnam-2027"}
Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Types a command with settings, each named in full."""
    for name in [name for name in os.environ if name.startswith("OCOP")]:
        monkeypatch.delenv(name)

    def type_(command: str, **settings: str) -> Result:
        return CliRunner().invoke(app, [command], env={"OCOP_DATA": str(tmp_path), "OCOP_WEB_PORT": "0", **settings})

    return type_


def told(result: Result) -> str:
    """The one line that says why nothing runs."""
    assert result.exit_code in {1, 2}, result.output
    assert "Traceback" not in result.output
    return result.output


# Names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("OCOP_PROGRAM", "OCOP_PROGRAMME"),
        ("OCOP_WEBURL", "OCOP_WEB_URL"),
        ("OCOP_DEMO_PROGRAM", "OCOP_DEMO_PROGRAMME"),
        ("OCOP_DATABSE_URL", "OCOP_DATABASE_URL"),
        ("OCOP_TELEGRAM_TOKNE", "OCOP_TELEGRAM_TOKEN"),
        ("OCOP_DATABASE-URL", "OCOP_DATABASE_URL"),
        ("OCOPWEB_URL", "OCOP_WEB_URL"),
        ("ocop_weburl", "OCOP_WEB_URL"),
    ],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_near_miss_of_a_setting_stops_with_both_names(cli: Cli, command: str, typed: str, meant: str) -> None:
    line = told(cli(command, **{typed: "x"}))
    assert typed in line
    assert meant in line


def test_a_setting_that_nobody_knows_is_a_warning(cli: Cli, tmp_path: Path) -> None:
    shown = cli("check", OCOP_COLOUR_OF_THE_DOOR="green", OCOP_="x")
    assert shown.exit_code == 0, shown.output
    assert "OCOP_COLOUR_OF_THE_DOOR" in shown.output
    assert "warning" in shown.output
    assert "green" not in shown.output


def test_every_setting_is_known_by_its_name_alone() -> None:
    known = {f"OCOP_{name.upper()}" for name in Settings.model_fields}
    assert strangers([*known, *(name.lower() for name in known)], known) == {}


# The demonstration is never public


@pytest.mark.parametrize(
    "public",
    [
        {"OCOP_WEB_URL": "https://ocop.xa.vn"},
        {"OCOP_WEB_HOST": "0.0.0.0"},
        {"OCOP_WEB_HOST": "::"},
        {"OCOP_DEMO": "1", "OCOP_TELEGRAM_TOKEN": BOT_TOKEN},
        {"OCOP_TELEGRAM_WEBHOOK_URL": "https://ocop.xa.vn"},
    ],
)
def test_a_demonstration_that_others_could_reach_does_not_start(cli: Cli, public: dict[str, str]) -> None:
    line = told(cli("run", **public))
    assert "demonstration" in line
    assert "OCOP_DEMO=0" in line
    assert next(name for name in public if name != "OCOP_DEMO") in line
    checked = cli("check", **public)
    assert checked.exit_code == 1
    assert "PROBLEM" in checked.output
    assert "demonstration" in checked.output


def test_a_demonstration_for_this_machine_may_name_its_address() -> None:
    for url in ("http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"):
        assert Settings(web_url=url).publicly == ""
    assert Settings(web_url="https://ocop.xa.vn", programme="vietnam-2027").publicly == ""


# Programmes


def test_the_programme_of_an_older_installation_is_read_still_with_a_word(cli: Cli) -> None:
    live = cli("check", OCOP_PROGRAMME="camau-2022")
    assert live.exit_code == 0, live.output
    assert "settings: live, programme camau-2022" in live.output
    assert "warning: OCOP_PROGRAMME is no longer needed" in live.output
    shown = cli("check", OCOP_PROGRAMME="dakdoa-2022", OCOP_DEMO="1")
    assert "settings: demonstration, programme dakdoa-2022" in shown.output
    assert "OCOP_DEMO_PROGRAMME" in shown.output
    assert "no longer needed" not in cli("check", OCOP_DEMO="0").output


def test_without_any_plan_named_the_law_of_today_leads(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, demo=False)
    programmes = programmes_of(settings)
    for day, law in ((date(2026, 3, 1), "vietnam-1489"), (date(2026, 11, 30), "vietnam-2027")):
        assert leading(settings, programmes, day).id == law
    assert leading(settings, programmes, date(2031, 6, 1)).id == "vietnam-2027"


@pytest.mark.parametrize("programme", [*all_plans(), laws()[-1].id])
async def test_the_demonstration_starts_in_any_of_the_five(tmp_path: Path, programme: str) -> None:
    settings = settings_for(tmp_path, demo=True, demo_programme=programme)
    async with assistant_on(settings, clock_of(settings)) as assistant:
        assert assistant.programme.id == programme
        assert day_of(assistant.clock()) == assistant.programme.demo_date


def test_a_demonstration_that_nobody_knows_is_told_with_those_that_there_are(cli: Cli) -> None:
    line = told(cli("check", OCOP_DEMO_PROGRAMME="camau-1999"))
    assert "OCOP_DEMO_PROGRAMME" in line
    assert "dakdoa-2022" in line


# Values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OCOP_WEB_URL", "https://ocop .xa.vn"),
        ("OCOP_WEB_URL", " https://ocop.xa.vn"),
        ("OCOP_WEB_URL", "https://"),
        ("OCOP_WEB_URL", "https://ocop.xa.vn:70000"),
        ("OCOP_WEB_URL", "https://ocop.xa.vn/?a=1"),
        ("OCOP_WEB_URL", "https://ocop.xa.vn/#a"),
        ("OCOP_WEB_URL", "https://admin:pw@ocop.xa.vn"),
        ("OCOP_WEB_URL", "ocop.xa.vn"),
        ("OCOP_TELEGRAM_WEBHOOK_URL", "http://ocop.xa.vn"),
        ("OCOP_TELEGRAM_WEBHOOK_URL", "https://ocop. xa.vn"),
        ("OCOP_TELEGRAM_TOKEN", "xyz"),
        ("OCOP_TELEGRAM_TOKEN", "123456: AAF"),
        ("OCOP_FILES_URL", "bucket"),
        ("OCOP_FILES_ENDPOINT", "minio:9000"),
        ("OCOP_QUIET_HOURS", "9pm-6am"),
        ("OCOP_LOG_LEVEL", "loud"),
        ("OCOP_PROXIES", "nginx"),
    ],
)
def test_a_value_that_cannot_be_is_told_without_riddles(cli: Cli, name: str, value: str) -> None:
    line = told(cli("check", **LIVE, **{name: value}))
    assert name in line
    assert not [sign for sign in ("[^", "\\d", "?:", "(?", "^", "$") if sign in line], "no patterns of ours"
    assert "xyz" not in line
    assert len(line.splitlines()) == 2


def test_telegram_servers_of_ones_own_may_be_called_without_tls() -> None:
    own = Settings(
        programme="vietnam-2027", telegram_webhook_url="http://127.0.0.1:1", telegram_api_url="http://127.0.0.1:2"
    )
    assert own.telegram_webhook_url == "http://127.0.0.1:1"


@pytest.mark.parametrize(
    ("settings", "word"),
    [({}, "OCOP_WEB_URL"), ({"OCOP_WEB_URL": "http://ocop.xa.vn"}, "https"), ({"OCOP_WEB_URL": "https://x.vn"}, "")],
)
def test_an_address_that_others_cannot_use_or_can_read_along_is_warned_of(
    cli: Cli, settings: dict[str, str], word: str
) -> None:
    lines = [line for line in cli("check", **LIVE, **settings).output.splitlines() if "warning: OCOP_WEB_URL" in line]
    assert bool(lines) is bool(word)
    assert all(word in line for line in lines)


# What the machine does not give


def run(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("OCOP")}
    command = [sys.executable, "-m", "bot.cli", *(words or ["run"])]
    env = {**own, "OCOP_DATA": str(folder), **settings}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_that_is_taken_a_host_that_is_not_ours_and_a_folder_that_is_none_have_a_line_each(
    cli: Cli, taken: int, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    for settings, name in (
        ({"OCOP_WEB_PORT": str(taken)}, "OCOP_WEB_PORT"),
        ({"OCOP_WEB_HOST": "192.0.2.1", **LIVE}, "OCOP_WEB_HOST"),
        ({"OCOP_WEB_HOST": "no.such.host.invalid", **LIVE}, "OCOP_WEB_HOST"),
        ({"OCOP_DATA": str(tmp_path / "file")}, "OCOP_DATA"),
    ):
        line = told(cli("run", **settings))
        assert [other for other in ("OCOP_WEB_PORT", "OCOP_WEB_HOST", "OCOP_DATA") if other in line] == [name], line


async def test_a_store_of_files_that_does_not_answer_is_told_by_the_setting_s_name(tmp_path: Path) -> None:
    far = {"files_url": "s3://papers", "files_endpoint": f"http://127.0.0.1:{free_port()}", "files_region": "x"}
    settings = settings_for(tmp_path, **far, files_key="k", files_secret="s")
    with capture_logs() as logs:
        async with assistant_on(settings, HandClock()):
            pass
    assert [line for line in logs if line.get("setting") == "OCOP_FILES_URL"]


def test_who_stops_reading_is_no_fault(tmp_path: Path) -> None:
    """`ocop-bot check | head -1`: the reader leaves, and nobody complains."""
    reading, writing = os.pipe()
    os.close(reading)
    own = {k: v for k, v in os.environ.items() if not k.startswith("OCOP")}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "calendar", "camau-2022"],
        cwd=ROOT,
        env={**own, "OCOP_DATA": str(tmp_path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in {1, 128 + signal.SIGPIPE, -signal.SIGPIPE}

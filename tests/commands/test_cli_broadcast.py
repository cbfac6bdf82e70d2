"""`ocop-bot broadcast`: what it says before anything is sent, what it sends, and what is wrong."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from support.crowds import Somebody, Thing, settle
from typer.testing import CliRunner

from bot.bootstrap import open_store
from bot.cli import app
from bot.kit.clock import VIETNAM, system_clock
from bot.settings.config import Settings
from bot.storage.engine.opening import FILE
from ocop_domain.broadcasts import MOST_PHONES

COMMUNE = "o32035"
MAKER = Somebody(products=(Thing(COMMUNE, "accepted"),), dossier=True, phone="+84912345678")
SETTINGS = {"programme": "camau-2022", "demo": "0", "quiet_hours": "03:00-03:01"}


class Assistant:
    """A folder with a database, a text to send, and a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = folder / "thu.txt"
        self.text.write_text("Mời bà con dự tập huấn.\n\nAi đi được xin báo lại.\n", "utf-8")

    def types(self, *words: str, file: Path | None = None) -> Result:
        env = {"OCOP_DATA": str(self.folder), **{f"OCOP_{k.upper()}": v for k, v in SETTINGS.items()}}
        return CliRunner().invoke(app, ["broadcast", str(file or self.text), *words], env=env)

    def does(self, work: Callable[[Any], Any]) -> Any:
        async def go() -> Any:
            store = await open_store(Settings(data=self.folder, demo=False, programme="camau-2022"))
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(go())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.does(lambda store: store.database.fetch(sql))]


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path) -> Assistant:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OCOP_{name.upper()}", raising=False)
    (tmp_path / "live").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "live" / FILE)
    found = Assistant(tmp_path)
    away = Somebody(products=MAKER.products, dossier=True, addresses=(("web", True),))
    found.does(lambda store: settle(store, "camau-2022", [MAKER, away, Somebody(products=(Thing("o32242", "sent"),))]))
    return found


def test_a_dry_run_says_who_would_get_it_and_sends_nothing(assistant: Assistant) -> None:
    result = assistant.types("--to", "role=producer area='Xã Định Bình, Thành phố Cà Mau'", "--official", "--dry-run")
    assert result.exit_code == 0, result.output
    for said in (
        "Recipients:    2",
        "Chủ thể 1, Xã Định Bình",
        "telegram 1",
        "1 blocked, 0 on channels not served, 0 without",
        "Nothing was sent",
    ):
        assert said in result.output
    assert assistant.rows("SELECT id FROM broadcast") == []


def test_sent_it_waits_in_the_database_for_the_running_assistant(assistant: Assistant, tmp_path: Path) -> None:
    phones = tmp_path / "so.txt"
    phones.write_text("0912 345 678\n0987 654 321\n", "utf-8")
    at = (system_clock().astimezone(VIETNAM) + timedelta(days=2)).replace(hour=7, minute=30)
    words = ("--to", f"phones={phones} area={COMMUNE}", "--ask", "yesno", "--at", f"{at:%Y-%m-%d %H:%M}", "--send")
    result = assistant.types(*words)
    assert result.exit_code == 0, result.output
    assert "Numbers of nobody: +84987654321" in result.output
    assert f"{at:%Y-%m-%d 07:30}" in result.output
    ((state, area, target, replies, person, text),) = assistant.rows(
        "SELECT state, area, target, replies, person_id, text FROM broadcast"
    )
    assert (state, area, person, text.count("\n\n")) == ("scheduled", COMMUNE, 0, 1)
    assert json.loads(target) == {"role": "", "areas": [COMMUNE], "phones": ["+84912345678", "+84987654321"]}
    said = json.loads(replies)
    assert said["vi"]["text"] == said["en"]["text"] == text
    assert [label for _, label in said["en"]["choices"]] == ["Yes", "No"]
    assert "xã Định Bình" in said["vi"]["title"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "role=producer"), "either --dry-run or --send"),
        (("--to", "role=producer", "--dry-run", "--send"), "either --dry-run or --send"),
        (("--to", "", "--dry-run"), "role=…"),
        (("--to", "who=me", "--dry-run"), "what is who?"),
        (("--to", "area='Xã", "--dry-run"), "--to:"),
        (("--to", "star=9", "--dry-run"), "stars are 3, 4, 5"),
        (("--to", "role=king", "--dry-run"), "Choose one of producer"),
        (("--to", "state=eaten", "--dry-run"), "Choose one of sent"),
        (("--to", "area=Atlantis", "--dry-run"), "is not known"),
        (("--to", "group=xyz", "--dry-run"), "choose one of"),
        (("--to", "not-done=nothing", "--dry-run"), "no such duty"),
        (("--to", "phones=/no/such/file", "--dry-run"), "/no/such/file"),
        (("--to", "role=producer", "--ask", "why", "--dry-run"), '"got" or "yesno"'),
        (("--to", "role=producer", "--at", "2020-01-01 07:30", "--dry-run"), "has passed"),
        (("--to", "role=council", "--send"), "Nobody fits: nothing was sent"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(assistant: Assistant, words: tuple[str, ...], said: str) -> None:
    result = assistant.types(*words)
    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert assistant.rows("SELECT id FROM broadcast") == []


def test_a_file_that_cannot_be_sent_is_named(assistant: Assistant, tmp_path: Path) -> None:
    for name, content in (
        ("leer.txt", b"  \n"),
        ("latin.txt", "Mời bà con".encode("utf-16")),
        ("lang.txt", b"a" * 9000),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        result = assistant.types("--to", "role=producer", "--dry-run", file=file)
        assert (result.exit_code, name in result.output) == (2, True), result.output
    assert assistant.types("--to", "role=producer", "--dry-run", file=tmp_path / "none").exit_code == 2


def test_a_list_of_too_many_numbers_is_named(assistant: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "many.txt"
    file.write_text("\n".join(f"09{12_000_000 + n}" for n in range(MOST_PHONES + 1)))
    result = assistant.types("--to", f"phones={file}", "--dry-run")
    assert (result.exit_code, f"{MOST_PHONES} at most" in " ".join(result.output.split())) == (2, True), result.output

"""`ocop-bot backup` and `restore`, as an administrator types them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from support.places import ROOT
from typer.testing import CliRunner

from bot.cli import app
from bot.settings.config import Settings
from bot.storage.engine.opening import FILE


class Shell:
    """Types commands for an installation in a folder of its own."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.folder = folder
        self._migrated = migrated

    def type(self, *words: object, data: str = "data", **settings: str) -> Result:
        given = {
            "DATA": str(self.folder / data),
            "PROGRAMME": "camau-2022",
            **{k.upper(): v for k, v in settings.items()},
        }
        return CliRunner().invoke(app, [str(word) for word in words], env={f"OCOP_{k}": v for k, v in given.items()})

    def furnish(self, data: str = "data", kind: str = "live") -> None:
        """A database with a person in it, and a secret."""
        folder = self.folder / data / kind
        folder.mkdir(parents=True)
        shutil.copy(self._migrated, folder / FILE)
        (folder / "secret").write_text("s" * 64)
        with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
            database.execute("INSERT INTO meta (key, value) VALUES ('kind', ?)", (kind,))
            database.execute("INSERT INTO person (id, language) VALUES (7, 'vi')")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path) -> Shell:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OCOP_{name.upper()}", raising=False)
    return Shell(tmp_path, migrated_sqlite)


def test_a_backup_is_made_told_and_restored_on_another_machine(shell: Shell) -> None:
    shell.furnish()
    file = shell.folder / "ocop.zip"
    made = shell.type("backup", file)
    assert made.exit_code == 0, made.output
    assert "read back" in made.output
    assert "the secret" in made.output
    put = shell.type("restore", file, data="new")
    assert put.exit_code == 0, put.output
    assert "Restored: live, sqlite" in put.output
    looked = shell.type("check", data="new")
    assert looked.exit_code == 0, looked.output
    assert (shell.folder / "new/live/secret").read_text() == "s" * 64
    refused = shell.type("restore", file, data="new")
    assert refused.exit_code == 2
    assert refused.output.strip() == "There are data in place already. To keep them aside and restore: --replace."
    replaced = shell.type("restore", file, "--replace", data="new")
    assert replaced.exit_code == 0
    assert "The former data are kept in" in replaced.output


def test_a_passphrase_comes_from_a_file_and_is_asked_for_again(shell: Shell) -> None:
    shell.furnish()
    words, file = shell.folder / "words", shell.folder / "ocop.zip"
    words.write_text("mật khẩu dài\n")
    assert "sealed" in shell.type("backup", file, "--passphrase-file", words).output
    alone = shell.type("restore", file, data="new")
    assert (alone.exit_code, alone.output.strip()) == (
        2,
        "This backup has a passphrase: give it with --passphrase-file.",
    )
    assert shell.type("restore", file, "--passphrase-file", words, data="new").exit_code == 0
    words.write_text("\n")
    empty = shell.type("backup", shell.folder / "b.zip", "--passphrase-file", words)
    assert (empty.exit_code, "no passphrase" in empty.output) == (2, True)


def test_what_cannot_be_backed_up_is_one_line(shell: Shell) -> None:
    nothing = shell.type("backup", shell.folder / "ocop.zip")
    assert nothing.exit_code == 2
    assert "nothing to back up" in nothing.output
    assert not (shell.folder / "data" / "live" / FILE).exists()
    shell.furnish("two", kind="demo")
    assert shell.type("backup", shell.folder / "demo.zip", data="two", demo="1").exit_code == 0
    other = shell.type("restore", shell.folder / "demo.zip")
    assert (other.exit_code, "OCOP_DEMO=1" in other.output) == (2, True)


def test_a_backup_that_is_killed_leaves_no_file_under_the_wished_name(shell: Shell) -> None:
    shell.furnish()
    env = {"OCOP_DATA": str(shell.folder / "data"), "OCOP_PROGRAMME": "camau-2022", "PATH": os.defpath}
    command = [sys.executable, "-m", "bot.cli", "backup", str(shell.folder / "ocop.zip")]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(shell.folder.glob(".making-*")):
            pass
        process.kill()
    file = shell.folder / "ocop.zip"
    if file.exists():  # it was quicker
        assert shell.type("restore", file, data="new").exit_code == 0
    else:
        assert shell.type("backup", file).exit_code == 0
        left = list(shell.folder.glob(".making-*"))
        for room in left:
            os.utime(room, (1, 1))  # long ago
        shell.type("backup", shell.folder / "next.zip")
        assert list(shell.folder.glob(".making-*")) == []

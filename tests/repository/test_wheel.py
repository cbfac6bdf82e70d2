"""What is installed is whole: the wheel runs from any folder, without the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest
from support.places import ROOT

LEFT_AT_HOME = {".mako", ".md", ".png", ".pyc"}
"""Kinds of files that only those need who change the program."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of a wheel that was built from a copy, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("bot", "ocop_domain", "locales"):
        shutil.copytree(ROOT / name, folder / "source" / name, symlinks=True, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / "source")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder]
    subprocess.run([*pip, folder / "source"], check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_every_file_beside_the_code_is_in_the_wheel(installed: Path) -> None:
    for package in ("bot", "ocop_domain"):
        wanted = {p.relative_to(ROOT) for p in (ROOT / package).rglob("*") if p.is_file()}
        wanted = {p for p in wanted if p.suffix not in LEFT_AT_HOME and p.parent.name != "__pycache__"}
        assert {str(p) for p in wanted if not (installed / p).is_file()} == set()


def test_the_texts_of_every_language_are_in_the_wheel(installed: Path) -> None:
    texts = {p.relative_to(ROOT) for p in (ROOT / "locales").rglob("*.po")}
    assert texts
    assert all((installed / "bot" / path).is_file() for path in texts)


def test_what_is_installed_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "OCOP_WEB_PORT": "0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot.cli", "run"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            told = ""
            while "Ctrl+C" not in told and (line := process.stdout.readline()):
                told += line
            address = told.partition("Open ")[2].split()[0].replace("localhost", "127.0.0.1")
            with urllib.request.urlopen(address, timeout=60) as page:
                assert 'lang="vi"' in page.read().decode()
        finally:
            process.terminate()

"""What `make` does before anything is there: it says in one line what is missing, and makes a broken .venv anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.places import ROOT

TOOLS = ("sh", "make", "id", "mktemp", "rm", "cat", "touch", "env")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the Makefile, and one with the few programs of a bare machine."""
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def _program(place: Path, name: str, script: str) -> None:
    path = place / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _make(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    make = str(place / "bin" / "make")
    env = {"PATH": str(place / "bin")}
    return subprocess.run([make, *words], cwd=place, env=env, capture_output=True, text=True, check=False)


def _venv(place: Path, *, made_in: Path | None = None, pip: bool = True) -> Path:
    """A folder that looks as venv leaves it."""
    venv = place / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "activate").write_text(f'VIRTUAL_ENV="{made_in or venv}"\n')
    answer = 'exec "$REAL" "$@"' if pip else "exit 1"
    (venv / "bin" / "python").write_text(f'#!/bin/sh\nREAL="{sys.executable}"\n{answer}\n')
    (venv / "bin" / "python").chmod(0o755)
    return venv


def test_a_python_that_is_too_old_is_said_in_one_line(place: Path) -> None:
    _program(place, "python3", '[ "$1" = -V ] && echo Python 3.10.12 || exit 1')
    made = _make(place, "run")
    assert made.returncode
    lines = [line for line in made.stdout.splitlines() if line]
    assert len(lines) == 1
    assert "Python 3.11 or newer is needed" in lines[0]
    assert "Python 3.10.12" in lines[0]


def test_a_newer_python_beside_the_old_one_is_taken(place: Path) -> None:
    _program(place, "python3", "exit 1")
    _program(place, "python3.12", "exit 0")
    assert "python3.12 -m venv" in _make(place, "-n", "run").stdout


def test_without_venv_it_is_said_which_package_to_install(place: Path) -> None:
    _program(place, "python3", 'case "$*" in *ensurepip*) exit 1;; esac')
    _program(place, "id", "echo 1000")
    made = _make(place, "run")
    assert made.returncode
    assert made.stdout.splitlines() == [
        "Install python3-venv first (Debian: sudo apt-get install python3-venv), then run make again."
    ]


@pytest.mark.parametrize("how", ["moved", "half made", "of a Python that is gone"])
def test_a_broken_venv_is_thrown_away(place: Path, how: str) -> None:
    _program(place, "python3", "exit 0")
    venv = _venv(place, made_in=Path("/elsewhere/.venv") if how == "moved" else None, pip=how != "half made")
    (venv / ".runtime").touch()
    if how == "of a Python that is gone":
        (venv / "bin" / "python").unlink()
        (venv / "bin" / "python").symlink_to("/nowhere/python3")
    assert "python3 -m venv" in _make(place, "-n", "run").stdout
    assert not venv.exists()


def test_a_whole_venv_stays(place: Path) -> None:
    _program(place, "python3", "exit 0")
    venv = _venv(place)
    (place / "requirements.lock").touch()
    (place / "pyproject.toml").touch()
    (venv / ".runtime").touch()
    assert _make(place, "-n", "run").stdout.splitlines() == [".venv/bin/ocop-bot run"]

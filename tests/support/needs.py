"""Programs that some tests want: where one is missing they are left out and counted at the end; in CI they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

_LEFT_OUT = "left out: "
PACKAGES = {
    "chromium": "chromium libatomic1",
    "soffice": "libreoffice-writer-nogui",
    "nginx": "nginx-light",
    "tesseract": "tesseract-ocr tesseract-ocr-vie",
}
"""Debian's packages by program, as the Makefile installs them; a program that is not named here is a package."""


def leave_out(program: str) -> None:
    """Ends the test that wants this program."""
    told = f"{_LEFT_OUT}{program}"
    if os.environ.get("CI"):
        pytest.fail(f"{told} is missing, and in CI no test may be left out")
    pytest.skip(told)


def needed(program: str) -> str:
    """The path of a program, also of one that only root has in PATH; without it the test is left out."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if not found:
        leave_out(program)
    return found or program


@cache
def can_drive_browsers() -> bool:
    """Whether Playwright's own node starts: Debian's Chromium does not bring the library that it wants."""
    from playwright._impl._driver import compute_driver_executable

    try:
        return (
            subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def summary(reasons: Iterable[str]) -> str:
    """One line about what was left out; "" when nothing was."""
    left = Counter(reason.partition(_LEFT_OUT)[2] for reason in reasons if _LEFT_OUT in reason)
    if not left:
        return ""
    programs = ", ".join(f"{count} want {program}" for program, count in sorted(left.items()))
    packages = " ".join(PACKAGES.get(program, program) for program in sorted(left))
    return f"{left.total()} tests left out: {programs}. Debian: sudo apt-get install {packages}"

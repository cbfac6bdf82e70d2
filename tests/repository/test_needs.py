"""Tests that want a program which is not there: one line in the end, and never in CI."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.needs import needed, summary


def _why(program: str) -> str:
    with pytest.raises(pytest.skip.Exception) as skipped:
        needed(program)
    return f"Skipped: {skipped.value.msg}"


def test_what_was_left_out_is_counted_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    reasons = [_why("chromium"), _why("soffice"), _why("chromium"), "Skipped: another reason"]
    assert summary(reasons) == (
        "3 tests left out: 2 want chromium, 1 want soffice."
        " Debian: sudo apt-get install chromium libatomic1 libreoffice-writer-nogui"
    )
    assert summary(["Skipped: another reason"]) == ""


def test_in_ci_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="chromium"):
        needed("chromium")


def test_a_program_that_is_there_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "soffice").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert needed("soffice") == str(tmp_path / "soffice")

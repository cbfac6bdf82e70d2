"""A paper as PDF, where LibreOffice is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

LONGEST = 20
"""Seconds for one conversion: somebody waits for it in the chat."""

FONT = "Liberation Serif"
"""Stands in for Times New Roman: as wide, letter by letter, and with every Vietnamese letter."""
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{ours}</dir>
  <selectfont>
    <acceptfont><glob>{ours}/*</glob></acceptfont>
    <rejectfont><glob>*/LiberationSerif*</glob></rejectfont>
  </selectfont>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{font}</string></edit>
  </match>
</fontconfig>
"""
"""What LibreOffice is told of fonts: Debian 12 has an older Liberation too, without ế, ổ, ư, which others then lend."""


def find_office() -> str | None:
    """The program that makes PDFs; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def has_font() -> bool:
    """Whether our font came along with the program."""
    folder = files("bot.papers").joinpath("fonts")
    return all(folder.joinpath(f"{FONT.replace(' ', '')}-{face}.ttf").is_file() for face in _FACES)


def to_pdf(docx: bytes, timeout: float = LONGEST) -> bytes | None:
    """The document as PDF; None where LibreOffice is missing, fails or takes too long. Blocks: call it in a thread."""
    office = find_office()
    if office is None:
        return None
    with TemporaryDirectory(prefix="ocop-pdf-") as folder, as_file(files("bot.papers").joinpath("fonts")) as ours:
        fonts = Path(folder, "fonts.conf")
        fonts.write_text(_FONTS.format(ours=escape(str(ours)), font=FONT))
        paper = Path(folder, "made.docx")
        paper.write_bytes(docx)
        # A profile of its own: two conversions at a time would otherwise wait for each other, or fail.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(paper)]
        if not _ran(["/usr/bin/env", f"FONTCONFIG_FILE={fonts}", office, profile, *convert], timeout):
            return None
        made = paper.with_suffix(".pdf")
        return made.read_bytes() if made.exists() else None


def _ran(command: list[str], timeout: float) -> bool:
    """Whether the command ended well; one that takes too long is ended with all it started."""
    with subprocess.Popen(  # noqa: S603 - the program found on the path, with our own arguments
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            return process.wait(timeout) == 0
        except subprocess.TimeoutExpired:
            _end(process)
            return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """soffice is a script that starts the real program: the whole group is ended."""
    os.killpg(process.pid, signal.SIGKILL)

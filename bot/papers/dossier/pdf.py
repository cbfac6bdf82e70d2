"""A paper as PDF, where LibreOffice is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

LONGEST = 20
"""Seconds for one conversion: somebody waits for it in the chat."""


def to_pdf(docx: bytes, timeout: float = LONGEST) -> bytes | None:
    """The document as PDF; None where LibreOffice is missing, fails or takes too long. Blocks: call it in a thread."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    with TemporaryDirectory(prefix="ocop-pdf-") as folder:
        paper = Path(folder, "made.docx")
        paper.write_bytes(docx)
        # A profile of its own: two conversions at a time would otherwise wait for each other, or fail.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(paper)]
        if not _ran([office, profile, *convert], timeout):
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

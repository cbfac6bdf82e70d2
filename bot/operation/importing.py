"""Lists that are sent in a chat, read by `ocop-bot import` in a process of its own."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.papers.tables.lists import ReadList
from bot.records.imports import ImportFile
from bot.settings.config import Settings, environment, variables
from ocop_domain.errors import Refusal

_PATIENCE = 120.0
"""Seconds that a list may take: ten thousand rows take ten."""
_AT_ONCE = 2


def by_command(settings: Settings) -> ReadList:
    """Calls `ocop-bot import` with the settings of this process: the conversations have the processor first."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def read(
        data: bytes, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], bytes]:
        async with places:
            with tempfile.TemporaryDirectory(prefix="ocop-import-") as folder:
                place, findings = Path(folder) / "list", Path(folder) / "findings.xlsx"
                await asyncio.to_thread(place.write_bytes, data)
                words = _words(place, findings, file, units, now=now, language=language, take=take)
                told = json.loads(await _called(words, settings))
                mend = told["errors"] or told["warnings"]
                return told, await asyncio.to_thread(findings.read_bytes) if mend else b""

    return read


def _words(
    place: Path,
    findings: Path,
    file: ImportFile,
    units: Sequence[str],
    *,
    now: datetime,
    language: str,
    take: bool,
) -> list[str]:
    words = [sys.executable, "-m", "bot.cli", "import", str(place), "--json", "--findings", str(findings)]
    words += ["--by", str(file.person), "--import-id", file.id, "--at", now.isoformat(), "--language", language]
    words += ["--name", file.name]
    words += [word for unit in units for word in ("--for", unit)]
    words += [word for at, field in file.columns.items() for word in ("--column", f"{at}={field}")]
    if not take:
        words.append("--dry-run")
    if nice := shutil.which("nice"):
        words = [nice, "-n", "5", *words]
    return words


async def _called(words: Sequence[str], settings: Settings) -> bytes:
    """What the command says; `Refusal` with its last line where it cannot."""
    pipe = asyncio.subprocess.PIPE
    own = environment(**variables(settings))
    process = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=pipe, env=own)
    try:
        async with asyncio.timeout(_PATIENCE):
            told, wrong = await process.communicate()
    except TimeoutError:
        raise Refusal("import.not_read", name="", why="") from None
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        lines = wrong.decode(errors="replace").strip().splitlines() or [""]
        raise Refusal("import.not_read", name="", why=lines[-1].partition(": ")[2])
    return told

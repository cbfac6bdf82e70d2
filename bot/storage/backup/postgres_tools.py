"""pg_dump and pg_restore: found where they are installed, and called without a password on any command line."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bot.settings.config import environment
from bot.storage.backup.manifest import BadBackup

_DEBIAN = Path("/usr/lib/postgresql")
_NUMBER = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs of one version."""

    folder: Path
    major: int

    @property
    def dump(self) -> str:
        return str(self.folder / "pg_dump")

    @property
    def restore(self) -> str:
        return str(self.folder / "pg_restore")


def find_tools(server: int, folder: Path | None) -> Tools:
    """The oldest programs that are not older than the server; `BadBackup` says what to install."""
    found = [Tools(place, major) for place in _places(folder) if (major := _major(place))]
    able = sorted((t for t in found if t.major >= server), key=lambda t: t.major)
    if able:
        return able[0]
    there = ", ".join(sorted({str(t.major) for t in found}))
    raise BadBackup(
        f"pg_dump and pg_restore of PostgreSQL {server} or newer are needed"
        f" ({f'found: {there}' if there else 'none found'}). Debian: apt-get install postgresql-client-{server};"
        " elsewhere name their folder in OCOP_POSTGRES_TOOLS."
    )


def _places(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield folder
        return
    if found := shutil.which("pg_dump"):
        yield Path(found).parent
    yield from sorted(_DEBIAN.glob("*/bin"))


def _major(folder: Path) -> int:
    if not (folder / "pg_restore").exists():
        return 0
    try:
        told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    number = _NUMBER.search(told.stdout)
    return int(number[1]) if number else 0


async def call(url: str, *words: str) -> None:
    """Runs one of the programs; `BadBackup` with the last line that it said."""
    address, password = _without_password(url)
    more = {"PGPASSWORD": password} if password else {}
    process = await asyncio.create_subprocess_exec(
        *words, f"--dbname={address}", env=environment(**more), stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate()
    if process.returncode:
        lines = [line for line in told.decode(errors="replace").splitlines() if "rror" in line] or ["it failed"]
        raise BadBackup(f"{Path(words[0]).name}: {lines[0].strip()}")


def _without_password(url: str) -> tuple[str, str]:
    """The address without its password, in the words of PostgreSQL's own programs."""
    parts = urlsplit(url)
    password = parts.password or ""
    user, sign, host = parts.netloc.rpartition("@")
    query = re.sub(r"(^|&)ssl=", r"\1sslmode=", parts.query)
    return urlunsplit(parts._replace(netloc=user.partition(":")[0] + sign + host, query=query)), password

"""What a backup says of itself, and what can be wrong with one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "ocop-backup"
VERSION = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "ocop.db", "postgresql": "database.dump"}
"""The name of the copied database in the archive, by engine."""
SMALL = ("secret", "began", "shift")
"""Files that stand beside the database: the secret, and the clock of a demonstration."""
FILES = "files/"
_MEMBER = re.compile(r"files/[0-9a-f]{32}")


class BadBackup(Exception):  # noqa: N818 - said plainly on the command line
    """A backup that cannot be made or used; the text is one plain line that says why."""


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One file of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `missing` are files that rows know and that were not there, or were damaged."""

    created_at: str
    kind: str
    engine: str
    revision: str
    programme: str
    program: str
    counts: Mapping[str, int]
    members: Mapping[str, ArchiveFile]
    missing: tuple[str, ...] = ()
    with_files: bool = True
    format: str = field(default=FORMAT)
    version: int = VERSION

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    @property
    def files(self) -> list[str]:
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members.values())

    def text(self) -> str:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def read_manifest(text: bytes) -> Manifest:
    """The manifest of an archive; `BadBackup` when it is none that this program understands."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw["format"] != FORMAT:
            raise BadBackup("This file is no backup of the OCOP assistant.")
        if raw["version"] > VERSION:
            raise BadBackup("This backup was made by a newer version of this program. Install that version first.")
        raw["members"] = {name: ArchiveFile(**member) for name, member in raw["members"].items()}
        raw["missing"] = tuple(raw["missing"])
        found = Manifest(**raw)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadBackup("This file is no backup of the OCOP assistant.") from None
    if found.engine not in DATABASES or found.database not in found.members:
        raise BadBackup("This backup is damaged: it holds no database.")
    for name in found.members:
        if name not in (found.database, *SMALL) and not _MEMBER.fullmatch(name):
            raise BadBackup(f"This backup holds a file that none has: {name!r}. Nothing was taken from it.")
    return found

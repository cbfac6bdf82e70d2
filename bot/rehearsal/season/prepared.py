"""The season beside the environment: made once, copied by every demonstration that begins; anew after any change."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import ocop_domain
from bot.kit.clock import system_clock
from bot.settings.config import Settings
from bot.storage.engine.opening import FILE

_CODE = (Path(ocop_domain.__file__).parent, Path(__file__).parents[2])
"""The folders of which any change makes the season anew."""
PLAYING = "playing"
"""The file that is there as long as a season is being played."""


def fingerprint(settings: Settings) -> str:
    """Of the programme, and of every file of code and data: name, size and when it was written."""
    digest = hashlib.sha256(settings.programme_id.encode())
    for root in _CODE:
        for folder, inner, names in os.walk(root, followlinks=True):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            for name in sorted(names):
                about = (Path(folder) / name).stat()
                digest.update(f"{folder}/{name}:{about.st_size}:{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def shelf() -> Path:
    """Where prepared seasons are: in the environment, which is thrown away with them."""
    return Path(sys.prefix) / "demo"


def prepared(settings: Settings) -> Path:
    """The prepared season of these settings, whether it is there or not."""
    return shelf() / f"{settings.programme_id}-{fingerprint(settings)}"


def clear_unfinished(settings: Settings) -> bool:
    """A season that was not played to its end is thrown away, to be made anew; whether there was one."""
    if settings.database_url or not (settings.folder / PLAYING).exists():
        return False
    shutil.rmtree(settings.folder)
    return True


def place(settings: Settings) -> bool:
    """An empty demonstration takes the prepared season; False where there is none, or the demonstration has begun."""
    made, folder = prepared(settings), settings.folder
    if settings.database_url or (folder / FILE).exists() or not (made / FILE).exists():
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    # The clock goes on from where the season ends, however long it has been kept.
    (folder / "began").write_text(system_clock().isoformat())
    return True


def has_begun(settings: Settings) -> bool:
    """Whether this demonstration was ever opened, or took a season."""
    return bool(settings.database_url) or (settings.folder / FILE).exists()

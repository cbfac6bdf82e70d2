"""How many backups are kept."""

from __future__ import annotations

from pathlib import Path


def keep_newest(folder: Path, pattern: str, most: int) -> list[Path]:
    """Deletes the oldest files of this pattern above `most`; returns those. Their names sort by time."""
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    gone = found[: max(0, len(found) - most)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone

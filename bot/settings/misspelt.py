"""Settings that are almost ours: a slip of the finger must not serve the demonstration instead of the real thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapidfuzz.distance import OSA

_BEGINS = "OCOP"
_SLIPS = 2
"""Letters that may be wrong, missing, too many or in the wrong order."""
_SHORT = 7
"""Letters below which one slip is enough to mean something else."""


def strangers(names: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Variables that begin as ours do and are none, each with the setting that was probably meant, or ""."""
    found = [name for name in sorted(names) if name.upper().startswith(_BEGINS) and name.upper() not in known]
    return {name: _meant(name, known) for name in found}


def _meant(name: str, known: Collection[str]) -> str:
    letters = _letters(name)
    near = sorted((OSA.distance(letters, _letters(one)), one) for one in known)
    slips, best = near[0]
    most = _SLIPS if len(letters) >= _SHORT else 1
    return best if slips <= most else ""


def _letters(name: str) -> str:
    """What the name is called, without what stands before and between."""
    return "".join(c for c in name.upper().removeprefix(_BEGINS) if c.isalnum())

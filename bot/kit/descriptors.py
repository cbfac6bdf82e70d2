"""How many files and connections the system lets one process open."""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path

_OWN = 24
"""Kept free for the database, files and calls to the platforms."""
_FEWEST = 8
_ENOUGH = 65_536
"""Programs that are called (LibreOffice) walk through all that there could be: a million takes them long."""


def raise_limit() -> None:
    """Asks for as many as the administrator of the machine allows; the usual 1,024 are fewer than a province."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return
    enough = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    with suppress(ValueError, OSError):  # some systems say that there is no limit, and refuse to go there
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, enough), hard))


def room_for(wanted: int) -> int:
    """How many connections there can be: `wanted`, or what the system leaves."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    return max(_FEWEST, min(wanted, soft - _in_use() - _OWN))


def _in_use() -> int:
    try:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError:
        return _OWN

"""How much memory a process may take that reads what strangers send."""

from __future__ import annotations

import resource
from contextlib import suppress

_MOST = 2 << 30


def bounded_memory() -> None:
    """Whoever sends a table that unpacks without end ends this process, and nothing else."""
    with suppress(ValueError, OSError):  # a lower limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (_MOST, resource.getrlimit(resource.RLIMIT_AS)[1]))

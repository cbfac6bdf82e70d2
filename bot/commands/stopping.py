"""The end of the process, whatever hangs: a locked database, a frozen server, uploads that never end."""

from __future__ import annotations

import signal
import threading

import structlog

log = structlog.get_logger(__name__)

LAST = 9
"""Seconds after the order to stop when the system itself ends the process. Nothing that was acknowledged is lost."""
_WORD = 0.5
"""Seconds before that at which it is told."""


def end_at_last() -> None:
    """From now the process has `LAST` seconds. The alarm is the system's: it needs nobody here who still listens."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LAST)
    told = threading.Timer(LAST - _WORD, lambda: log.critical("stopped hard: something hangs", after_seconds=LAST))
    told.daemon = True
    told.start()

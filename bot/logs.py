"""One JSON line for each event: what, where, how long. No names, no phone numbers, no texts, no secrets."""

from __future__ import annotations

import logging
import sys
from traceback import extract_tb
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_FRAMES = 6
"""Places of a fault that are told, the innermost last."""


def log_to(stream: TextIO, level: str) -> None:
    """Sets up logging for the whole program."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info if level == "debug" else where_it_failed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def where_it_failed(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """An exception as its type and places: its message may hold what somebody typed."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["fault"] = type(error).__name__
        event["where"] = _places(error.__traceback__)
        if error.__cause__ is not None:
            event["because"] = type(error.__cause__).__name__
    return event


def _places(traceback: TracebackType | None) -> list[str]:
    frames = extract_tb(traceback)[-_FRAMES:]
    return [f"{'/'.join(f.filename.split('/')[-3:])}:{f.lineno} {f.name}" for f in frames]

"""One JSON line for each event: what, where, how long. No names, no phone numbers, no texts, no secrets."""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from contextlib import suppress
from traceback import extract_tb
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

log = structlog.get_logger(__name__)

_FRAMES = 6
"""Places of a fault that are told, the innermost last."""
_VALUES = re.compile(r'"[^"]*"|\d{6,}')
"""What a library may have put into its own words: names in quotes, numbers of phones."""


def log_to(stream: TextIO, level: str) -> None:
    """Sets up logging for the whole program, what libraries and Python itself have to say included."""
    all_words = level == "debug"
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info if all_words else where_it_failed,
    ]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *shared, _rendered()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Tolerant(stream))),
    )
    handler = _Libraries(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_named if all_words else _without_words, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _rendered()],
            use_get_message=all_words,
        )
    )
    root = logging.getLogger()
    for former in [h for h in root.handlers if isinstance(h, _Libraries)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.INFO if all_words else logging.WARNING)


class _Tolerant:
    """A stream that loses a line rather than failing: a log on a full disk must not end what wanted to tell of it.

    Nor must one that is closed (`ValueError`).
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def log_crashes() -> None:
    """What nobody catches becomes a line too: of the program, of a thread, of an object that is thrown away."""

    def crashed(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("stopped by a fault", exc_info=(kind, error, traceback))

    def thread_crashed(found: threading.ExceptHookArgs) -> None:
        log.error("thread failed", exc_info=found.exc_value)

    def unraisable(found: sys.UnraisableHookArgs) -> None:
        log.error("fault that nobody could be told", exc_info=found.exc_value)

    def warned(  # noqa: PLR0917 - the signature is Python's
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.warning("warning", kind=category.__name__, where=[_place(filename, lineno)])

    sys.excepthook = crashed
    threading.excepthook = thread_crashed
    sys.unraisablehook = unraisable
    warnings.showwarning = warned


class _Libraries(logging.StreamHandler[TextIO]):
    """Where everything that is logged by others goes."""


def _rendered() -> structlog.processors.JSONRenderer:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _named(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Who says it."""
    event["logger"] = event["_record"].name
    return event


def _without_words(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """A library's line as it was written in its code: what is put in later may be what somebody typed.

    Of several lines the first: asyncio adds what it found, with the words of the fault.
    """
    message = event["_record"].msg
    told = message.strip().splitlines() if isinstance(message, str) else []
    event["event"] = _VALUES.sub("…", told[0]) if told else type(message).__name__
    return _named(logger, name, event)


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
    return [f"{_place(f.filename, f.lineno)} {f.name}" for f in frames]


def _place(filename: str, line: int | None) -> str:
    return f"{'/'.join(filename.split('/')[-3:])}:{line}"

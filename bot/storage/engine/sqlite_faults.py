"""SQLite's errors in plain words: which of them are the moment's or the disk's, and what they mean for the person."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from bot.handlers.services import DatabaseDown
from bot.ports.database import UnusableDatabase

_NARROW = 1024 * 1024
"""Bytes: with less a disk is full, whichever error SQLite makes of it."""
_BYTE = 0xFF
_WORDS = {
    sqlite3.SQLITE_BUSY: "another process holds its lock",
    sqlite3.SQLITE_LOCKED: "another process holds its lock",
    sqlite3.SQLITE_NOMEM: "the machine has no memory left",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted",
    sqlite3.SQLITE_IOERR: "the disk does not read or write",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_PROTOCOL: "another process holds its lock",
    sqlite3.SQLITE_NOTADB: "its file is damaged, or not a database",
}
"""What is not the fault of the statement: the same statement may work later."""


def code_of(error: BaseException) -> int:
    """SQLite's primary result code; 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & _BYTE


def words_of(error: BaseException, file: Path) -> str:
    """Why the database in `file` does not work, in plain words; "" when it is the statement that is wrong."""
    words = _WORDS.get(code_of(error), "")
    if not words or code_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CORRUPT}:
        return words
    return trouble_of_disk(file.parent) or words


def trouble_of_disk(folder: Path) -> str:
    """What is wrong with the disk, whatever SQLite calls it: full, or not to be written; "" when it looks well."""
    try:
        if shutil.disk_usage(folder).free < _NARROW:
            return f"the disk of {folder} is full"
        if os.statvfs(folder).f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK | os.X_OK):
            return f"the folder {folder} may only be read"
    except OSError as error:
        return f"the folder {folder} cannot be reached: {error.strerror}"
    return ""


def told(error: Exception, file: Path) -> Exception:
    """The error for one who waits: `DatabaseDown` where the database is ill, else itself; never with its frames.

    A frame keeps what stands in it alive, and whoever clears the frames of an exception (schedulers do) closes every
    coroutine through which it came: no exception may lead back into the writer.
    """
    if words := words_of(error, file):
        return DatabaseDown(words)
    return error.with_traceback(None)


def unusable(error: Exception, file: Path) -> UnusableDatabase:
    """Why nothing can begin with the database in `file`. What is in it may be good: never "use an empty one"."""
    words = words_of(error, file)
    if words and code_of(error) not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return UnusableDatabase(f"OCOP_DATA: {file}: {words}. Nothing was changed.")
    return UnusableDatabase(
        f"OCOP_DATA: {file} is damaged, or not a database ({error}). Nothing was changed. Keep it, and bring back"
        " a backup (`ocop-bot restore`)."
    )

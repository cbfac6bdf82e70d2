"""Which columns name files: a backup takes along what a row knows, and what no row knows is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NAMING: tuple[tuple[str, str], ...] = (
    ("application", "answers"),
    ("past_application", "answers"),
    ("producer", "answers"),
    ("plan_part", "answers"),
    ("score", "answers"),
    ("draft", "answers"),
    ("draft", "partial"),
    ("submission", "answers"),
    ("submission", "parts"),
    ("done", "files"),
    ("assist", "files"),
    ("clarification", "files"),
    ("assessment", "answers"),
    ("report_answer", "answers"),
    ("imported_producer", "answers"),
    ("paper", "files"),
    ("paper_version", "files"),
    ("visit_finding", "files"),
    ("visit_finding", "answer_files"),
    ("broadcast", "files"),
    ("broadcast", "replies"),
    ("outbox", "payload"),
    ("web_message", "payload"),
)
"""Table and column of documents in which a file may be named."""
LONG = ("outbox", "web_message", "inbox")
"""Chats and what waits: too many rows to be read at once. `inbox` holds what was not looked at yet."""
KNOWN = "SELECT DISTINCT id FROM file WHERE content_type NOT LIKE 'dropped%'"
"""The files that somebody sent or was given, but for those that are about to go."""
_FILE = re.compile(r'"([0-9a-f]{32})"')


def queries(columns: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A query for each place that these tables have; an older database has fewer."""
    there = set(columns)
    for table, column in NAMING:
        if (table, column) in there:
            yield f"SELECT {column} FROM {table} WHERE {column} LIKE '%\"%'"


def named_in(document: str) -> list[str]:
    """The files that a document names."""
    return _FILE.findall(document)

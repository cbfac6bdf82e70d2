"""No list ends where nobody sees it: a screen asks the database for a page of a counted whole, or for all there is."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from support.places import ROOT

from bot.handlers.services import reads

STORAGE = ROOT / "bot" / "storage"
_CUT = re.compile(r"LIMIT (\?|\d\d|\{)(?! OFFSET)")
BATCHES = {
    "delivery/outbox.py": "rows that wait: the next sweep takes the next ones",
    "web.py": "messages before and after one that is named: the page asks on",
    "year/endings.py": "a batch of a nightly act: asked for again until none is left",
    "year/reminders.py": "people whose time has come: the next tick takes the next ones",
    "files/leftovers.py": "a batch of a sweep over files",
    "tidying.py": "a batch of a nightly sweep",
    "imports/reads.py": "names that are alike: the screen says that there are more, and how to name the right one",
    "activities/reads.py": "an answer names the next ones, with a button to all",
    "broadcast/reads.py": "the ledger is walked by the last person shown",
}
"""Statements that take some of many, and why nobody misses the rest."""


def _texts(path: Path) -> list[str]:
    """Every piece of text in a module, with what is filled in left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "{" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


def test_no_list_of_the_database_ends_at_a_number_that_nobody_sees() -> None:
    found = {
        str(path.relative_to(STORAGE))
        for path in STORAGE.rglob("*.py")
        if "migrations" not in path.parts and any(_CUT.search(text) for text in _texts(path))
    }
    assert sorted(found) == sorted(BATCHES), "give it OFFSET and a count, or say here why the rest is not missed"


def test_nobody_who_asks_for_a_list_is_given_a_part_without_having_said_how_much() -> None:
    kinds = [one for name, one in inspect.getmembers(reads, inspect.isclass) if name.endswith("Reads")]
    limits = {
        f"{kind.__name__}.{name}": given.default
        for kind in kinds
        for name, act in inspect.getmembers(kind, inspect.isfunction)
        for key, given in inspect.signature(act).parameters.items()
        if key in {"limit", "most"} and given.default is not inspect.Parameter.empty
    }
    assert set(limits.values()) <= {0}, "0 is all there is"

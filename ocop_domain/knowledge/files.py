"""The files of knowledge: read, checked, and made entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ocop_domain import data
from ocop_domain.data import LOADER, names, read_yaml
from ocop_domain.data.lined import Lined, Mistake
from ocop_domain.data.lined import Path as Place
from ocop_domain.duties.rows import FileRow
from ocop_domain.knowledge.entries import Entry, EntryKind
from ocop_domain.knowledge.rows import AnswerRow, EntryRow, KnowledgeFile
from ocop_domain.programme_checks import at_lines, said_of_field, slips
from ocop_domain.programme_files import all_programmes

FOLDER = "knowledge"


@cache
def all_entries() -> tuple[Entry, ...]:
    """Every entry that ships, read once; what is wrong in their files is told by `knowledge_mistakes`."""
    files_ = (KnowledgeFile.model_validate(read_yaml(FOLDER, f"{name}.yaml")) for name in names(FOLDER))
    return tuple(entry for file in files_ for entry in entries_of(file))


def knowledge_path(name: str) -> Path:
    """Where a file of knowledge is that ships."""
    return Path(str(files(data))) / FOLDER / f"{name}.yaml"


def entries_of(file: KnowledgeFile) -> list[Entry]:
    """The entries of a file that was found right."""
    return [_entry(row, file.programmes or ()) for row in file.entries]


def knowledge_mistakes(text: str, elsewhere: Iterable[str] = ()) -> list[Mistake]:
    """Everything that is wrong in a file of knowledge, by line; `elsewhere` has the ids of the other files."""
    return _read(text, frozenset(elsewhere))[1]


def ids_of(text: str) -> list[str]:
    """The ids in a file, also in one that has mistakes."""
    try:
        raw = yaml.load(text, Loader=LOADER)  # noqa: S506 - both loaders are the safe ones
    except yaml.YAMLError:
        return []
    entries = raw.get("entries") if isinstance(raw, dict) else None
    rows = entries if isinstance(entries, list) else []
    return [row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]


def is_knowledge(text: str) -> bool:
    """Whether a file holds knowledge rather than a programme."""
    return any(line.startswith("entries:") for line in text.splitlines())


def _read(text: str, elsewhere: frozenset[str] = frozenset()) -> tuple[KnowledgeFile | None, list[Mistake]]:
    try:
        root = yaml.compose(text, Loader=LOADER)
        if found := list(slips(root)):
            return None, sorted(found, key=lambda mistake: mistake.line)
        lined = Lined(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or error
        return None, [Mistake(mark.line + 1 if mark else 1, f"This is no valid YAML: {why}.")]
    except (ValueError, RecursionError) as error:
        return None, [Mistake(1, f"A value cannot be read: {error}.")]
    try:
        file = KnowledgeFile.model_validate(lined.data)
    except ValidationError as error:
        return None, at_lines(lined, [(e["loc"], said_of_field(e, lined.data, _fields)) for e in error.errors()])
    return file, at_lines(lined, _sense(file, elsewhere))


def _sense(file: KnowledgeFile, elsewhere: frozenset[str]) -> list[tuple[Place, str]]:
    """What no single field can tell."""
    said: list[tuple[Place, str]] = []
    if not file.entries:
        said.append((("entries",), "There is no entry in it."))
    known = all_programmes()
    for number, programme in enumerate(file.programmes or ()):
        if programme not in known:
            said.append((("programmes", number), f"There is no programme {programme}; known: {', '.join(known)}."))
    before: set[str] = set()
    for number, row in enumerate(file.entries):
        place: Place = ("entries", number, "id")
        if row.id in before:
            said.append((place, f"{row.id} is the id of two entries of this file."))
        if row.id in elsewhere:
            said.append((place, f"{row.id} is the id of an entry of another file, too."))
        before.add(row.id)
    for number, row in enumerate(file.entries):
        for place_, id_ in enumerate(row.like):
            if id_ not in before and id_ not in elsewhere:
                said.append((("entries", number, "like", place_), f"There is no entry {id_}."))
    return said


_ROWS: tuple[tuple[Callable[[Place], bool], type[FileRow]], ...] = (
    (lambda place: not place, KnowledgeFile),
    (lambda place: place[-1] == "answer", AnswerRow),
    (lambda place: True, EntryRow),
)


def _fields(place: Place) -> list[str]:
    return next(list(row.model_fields) for fits, row in _ROWS if fits(place))


def _entry(row: EntryRow, programmes: tuple[str, ...]) -> Entry:
    answer: dict[str, Any] = row.answer.model_dump() if row.answer else {}
    return Entry(
        id=row.id,
        kind=EntryKind(row.kind),
        asked=row.asked,
        like=row.like,
        answer=answer,
        source=row.source.strip(),
        programmes=programmes,
        roles=row.roles,
        since=row.since,
        until=row.until,
        action=row.action or "",
        fact=row.fact,
        live=row.live,
    )

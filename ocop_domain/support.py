"""Who helps with an open point of the plan or the dossier, and which policy may pay: what the programme itself says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from ocop_domain.data import read_yaml
from ocop_domain.evidence import KINDS
from ocop_domain.plan import load_plan
from ocop_domain.programme_files import all_programmes
from ocop_domain.programmes import Programme

FILE = "support.yaml"
WHO_MOST, WHAT_MOST = 80, 90
"""Letters: more does not read well in a chat."""

Table = Mapping[str, Mapping[str, tuple["Support", ...]]]


@dataclass(frozen=True, slots=True)
class Support:
    """A body that helps, with what; `policy` may pay for it and is empty where the document names none."""

    who: str
    what: str
    policy: str
    source: str


def help_for(point: str, programme: str) -> tuple[Support, ...]:
    """Help with a section of the plan or a kind of paper, most useful first; empty when nothing is known."""
    return _table().get(programme, {}).get(point, ())


def help_in(point: str, programme: Programme) -> tuple[Support, ...]:
    """What the plan says, or the one that it was made from; else the law below it."""
    own = help_for(point, programme.based_on or programme.id)
    return own or (help_for(point, programme.base.id) if programme.base else ())


def support_of(programme: Programme) -> tuple[Support, ...]:
    """All the help that the plan names, or the one that it was made from; else the law below it."""
    own = _rows(programme.based_on or programme.id)
    return own or (_rows(programme.base.id) if programme.base else ())


def _rows(programme: str) -> tuple[Support, ...]:
    return tuple(dict.fromkeys(row for rows in _table().get(programme, {}).values() for row in rows))


def points() -> frozenset[str]:
    """What help may be wanted for: the sections of the plan and the kinds of papers (some names are both)."""
    return frozenset({*KINDS, *(section.id for section in load_plan().sections)})


def read_table(raw: Mapping[str, Any]) -> Table:
    """Programme → point → help, from rows as the data file has them; `ValueError` tells every mistake."""
    found = list(_mistakes(raw))
    if found:
        raise ValueError("\n".join(found))
    table: dict[str, dict[str, tuple[Support, ...]]] = {}
    for programme, rows in raw.items():
        own = table.setdefault(programme, {})
        for row in rows:
            for point in row["points"]:
                own[point] = (*own.get(point, ()), _help(row))
    return table


@cache
def _table() -> Table:
    return read_table(read_yaml(FILE))


def _help(row: Mapping[str, Any]) -> Support:
    return Support(row["who"], row["what"], row.get("policy", ""), row["source"])


def _mistakes(raw: Mapping[str, Any]) -> Iterator[str]:
    known, needed = points(), {"who", "what", "source", "points"}
    for programme, rows in raw.items():
        if programme not in all_programmes():
            yield f"{programme}: no such programme"
        told: Counter[tuple[str, Support]] = Counter()
        for number, row in enumerate(rows, 1):
            where = f"{programme}, row {number}"
            if row.keys() - {"policy"} != needed:
                yield f"{where}: needs {sorted(needed)}, may have policy, has {sorted(row)}"
                continue
            texts = asdict(_help(row))
            if any(not isinstance(text, str) or text != text.strip() for text in texts.values()):
                yield f"{where}: only texts, without blanks at the ends"
                continue
            if not all(row[key] for key in needed):
                yield f"{where}: {', '.join(sorted(needed))} may not be empty"
            if len(row["who"]) > WHO_MOST or len(row["what"]) > WHAT_MOST:
                yield f"{where}: who has at most {WHO_MOST} letters, what {WHAT_MOST}"
            if unknown := sorted(set(row["points"]) - known):
                yield f"{where}: no such points: {', '.join(unknown)}"
            told.update((point, _help(row)) for point in row["points"])
        for (point, help_), times in told.items():
            if times > 1:
                yield f"{programme}: told twice for {point}: {help_.who}, {help_.what}"

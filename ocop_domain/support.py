"""Who helps with an open point of the plan or the dossier, and which policy may pay: what the programme itself says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Any, get_args

from ocop_domain.data import read_yaml
from ocop_domain.evidence import KINDS
from ocop_domain.plan import load_plan
from ocop_domain.programme_files import all_programmes
from ocop_domain.programme_rows import LegalForm
from ocop_domain.programmes import Programme

FILE = "support.yaml"
WHO_MOST, WHAT_MOST = 80, 90
"""Letters: more does not read well in a chat."""
MINISTRIES = {
    "agriculture": "Bộ Nông nghiệp",
    "industry": "Bộ Công Thương",
    "health": "Bộ Y tế",
}
"""The ministries between which the safety of food is divided: how the lists of product sets begin their names."""
LEGAL_FORMS: frozenset[str] = frozenset(get_args(LegalForm))
KINDS_OF_PRODUCTS = ("food", "goods", "tourism")
_NEEDED = frozenset({"who", "what", "source", "points"})
_OPTIONAL = frozenset({"policy", "ministry", "only", "forms", "stars", "criteria"})

Table = Mapping[str, tuple["Support", ...]]


@dataclass(frozen=True, slots=True)
class Support:
    """A body that helps, with what; `policy` may pay for it and is empty where the document names none.

    For whom: products that are a matter of one `ministry`, or of one kind (`only`), or have so many `stars`, and
    producers of some legal `forms`; what is empty, or 0, leaves nobody out.
    """

    who: str
    what: str
    policy: str
    source: str
    points: tuple[str, ...] = ()
    ministry: str = ""
    only: str = ""
    forms: tuple[str, ...] = ()
    stars: int = 0
    criteria: bool = False
    """It advises on every criterion of the score, by a division of its own."""

    @property
    def token(self) -> str:
        """How a button names it: short, and the same as long as the row says the same."""
        return blake2b(f"{self.who}|{self.what}".encode(), digest_size=5).hexdigest()


def help_for(point: str, programme: str) -> tuple[Support, ...]:
    """Help with a section of the plan or a kind of paper, most useful first; empty when nothing is known."""
    return tuple(row for row in _table().get(programme, ()) if point in row.points)


def help_in(point: str, programme: Programme) -> tuple[Support, ...]:
    """What the plan says, or the one that it was made from; else the law below it."""
    own = help_for(point, programme.based_on or programme.id)
    return own or (help_for(point, programme.base.id) if programme.base else ())


def support_of(programme: Programme) -> tuple[Support, ...]:
    """All the help that the plan names, or the one that it was made from; else the law below it."""
    own = _table().get(programme.based_on or programme.id, ())
    return own or (_table().get(programme.base.id, ()) if programme.base else ())


def points() -> frozenset[str]:
    """What help may be wanted for: the sections of the plan and the kinds of papers (some names are both)."""
    return frozenset({*KINDS, *(section.id for section in load_plan().sections)})


def read_table(raw: Mapping[str, Any]) -> Table:
    """Programme → help, from rows as the data file has them; `ValueError` tells every mistake."""
    found = list(_mistakes(raw))
    if found:
        raise ValueError("\n".join(found))
    return {programme: _merged(rows) for programme, rows in raw.items()}


@cache
def _table() -> Table:
    return read_table(read_yaml(FILE))


def _merged(rows: Sequence[Mapping[str, Any]]) -> tuple[Support, ...]:
    """One for each kind of help, in the order of the file: what stands there twice has the points of both."""
    found: dict[tuple[str, str, str], Support] = {}
    for raw in rows:
        row = _help(raw)
        key = (row.who, row.what, row.policy)
        before = found.pop(key, None)
        found[key] = replace(before, points=(*before.points, *row.points)) if before else row
    return tuple(found.values())


def _help(row: Mapping[str, Any]) -> Support:
    return Support(
        row["who"],
        row["what"],
        row.get("policy", ""),
        row["source"],
        tuple(row["points"]),
        row.get("ministry", ""),
        row.get("only", ""),
        tuple(row.get("forms", ())),
        row.get("stars", 0),
        row.get("criteria", False),
    )


def _mistakes(raw: Mapping[str, Any]) -> Iterator[str]:
    known = points()
    for programme, rows in raw.items():
        if programme not in all_programmes():
            yield f"{programme}: no such programme"
        told: Counter[tuple[str, str, str, str]] = Counter()
        for number, row in enumerate(rows, 1):
            where = f"{programme}, row {number}"
            mistakes = list(_of_row(row, known))
            yield from (f"{where}: {mistake}" for mistake in mistakes)
            if not mistakes:
                told.update((point, row["who"], row["what"], row.get("policy", "")) for point in row["points"])
        for (point, who, what, _), times in told.items():
            if times > 1:
                yield f"{programme}: told twice for {point}: {who}, {what}"


def _of_row(row: Mapping[str, Any], known: frozenset[str]) -> Iterator[str]:
    if row.keys() - _OPTIONAL != _NEEDED:
        yield f"needs {sorted(_NEEDED)}, may have {sorted(_OPTIONAL)}, has {sorted(row)}"
        return
    texts = [row["who"], row["what"], row["source"], row.get("policy", "")]
    if any(not isinstance(text, str) or text != text.strip() for text in texts):
        yield "only texts, without blanks at the ends"
        return
    if not all(row[key] for key in _NEEDED):
        yield f"{', '.join(sorted(_NEEDED))} may not be empty"
    if len(row["who"]) > WHO_MOST or len(row["what"]) > WHAT_MOST:
        yield f"who has at most {WHO_MOST} letters, what {WHAT_MOST}"
    if unknown := sorted(set(row["points"]) - known):
        yield f"no such points: {', '.join(unknown)}"
    if row.get("ministry", "") not in {"", *MINISTRIES}:
        yield f"ministry is one of {sorted(MINISTRIES)}"
    if row.get("only", "") not in {"", *KINDS_OF_PRODUCTS}:
        yield f"only is one of {sorted(KINDS_OF_PRODUCTS)}"
    if strange := sorted(set(row.get("forms", ())) - LEGAL_FORMS):
        yield f"no such legal forms: {', '.join(strange)}"
    if row.get("criteria", True) is not True:
        yield "criteria is true or left out"
    if row.get("stars", 0) not in range(6):
        yield "stars is a number up to 5"

"""How a dossier that was handed in stands in the database: whole, by the names of the fields.

What was kept by an earlier version has other fields: what is missing is as if it were not said, what is no longer
known is left aside. A paper of one file (`file`) and one of several (`files`) are both read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, TypeVar

from bot.records.dossier import Contents, Submission
from bot.records.registration import PlanPart, ScoreSheet
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Row
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.evidence import Paper
from ocop_domain.writing import one_line

SUBMISSION = "number, filed_on, duty, occurrence, answers, parts, verdict, decided_on, marked, reason"
T = TypeVar("T")
_DATES = frozenset({"issued", "expires", "on", "sent_on", "updated_on"})


def kept_as(contents: Contents) -> tuple[str, str]:
    """The answers of the product, and all else: two documents."""
    application = _plain(contents.application)
    answers = application.pop("answers")
    parts = {
        "product": application,
        "plan": [_plain(part) for part in contents.plan.values()],
        "sheets": [_plain(sheet) for sheet in contents.sheets],
        "papers": [_plain(paper) for paper in contents.papers],
    }
    return dump(answers), dump(parts)


def submission_of(row: Row) -> Submission:
    """A row of FILING."""
    parts = json.loads(row[5])
    on = date.fromisoformat(row[1])
    application = _made(Application, {**parts["product"], "answers": json.loads(row[4])})
    plan = [_made(PlanPart, raw) for raw in parts.get("plan", ())]
    return Submission(
        number=row[0],
        contents=Contents(
            application=application,
            plan={part.section: part for part in plan},
            sheets=tuple(_made(ScoreSheet, raw) for raw in parts.get("sheets", ())),
            papers=tuple(_made(Paper, _any_files(raw)) for raw in parts.get("papers", ())),
            day=on,
        ),
        duty=row[2],
        occurrence=row[3],
        verdict=row[6],
        decided=date.fromisoformat(row[7]) if row[7] else None,
        marked=tuple(json.loads(row[8])),
        reason=one_line(row[9]),
    )


_FORMER = {"product_id": "application_id"}
"""Fields that were called otherwise when they were kept."""

_LINES = frozenset({"name", "producer_name", "number", "issuer", "reason"})
"""Shown in a line, also where they were kept before texts were read so."""


def _plain(record: Any) -> dict[str, Any]:
    return {f.name: _written(getattr(record, f.name)) for f in fields(record)}


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value


def _made(kind: type[T], raw: Mapping[str, Any]) -> T:
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type] # every record is a dataclass
    named = {_FORMER.get(name, name): value for name, value in raw.items()}
    given = {name: _read(name, value) for name, value in named.items() if name in known}
    for name, field in known.items():
        if name not in given and field.default is MISSING and field.default_factory is MISSING:
            given[name] = _NOTHING.get(str(field.type), "")
    return kind(**given)


_NOTHING: Mapping[str, Any] = {
    "int": 0,
    "Mapping[str, Any]": {},
    "date": date.min,
    "ApplicationState": ApplicationState.FILED,
}
"""What stands for a field that was not kept, by its type."""


def _read(name: str, value: Any) -> Any:
    if name in _LINES:
        return one_line(value)
    if name in _DATES:
        return date.fromisoformat(value) if value else None
    if name == "state":
        return ApplicationState(value)
    return tuple(value) if isinstance(value, list) else value


def _any_files(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A paper of one file as one of several."""
    one = raw.get("file")
    return {**raw, "files": raw.get("files") or ([one] if one else [])}

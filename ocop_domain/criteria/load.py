"""The decisions, read from their files: by name, or by the day a dossier is filed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from ocop_domain.criteria.model import (
    Band,
    Case,
    CriteriaSet,
    Criterion,
    Decision,
    Exclusion,
    Item,
    Level,
    Note,
    Part,
)
from ocop_domain.errors import Refusal

Raw = Mapping[str, Any]
_FOLDER = ("data", "criteria")


def all_criteria() -> list[str]:
    """Ids of the decisions that have a file."""
    folder = files("ocop_domain").joinpath(*_FOLDER)
    return sorted(f.name.removesuffix(".json") for f in folder.iterdir() if f.name.endswith(".json"))


@cache
def load_criteria(decision_id: str) -> Decision:
    """The decision with this id; refused as `error.score_decision`."""
    if decision_id not in all_criteria():
        raise Refusal("error.score_decision", decision=decision_id)
    return read_decision(files("ocop_domain").joinpath(*_FOLDER, f"{decision_id}.json").read_bytes())


@cache
def decision_named(name: str) -> Decision:
    """The decision by what people call it: id, number, number and year; refused as `error.score_decision`."""
    short = name.strip().split("/QĐ-TTg")[0]
    ids = all_criteria()
    for decision_id in ids:
        if short == decision_id or decision_id.replace("-", "/") == short or decision_id.split("-")[0] == short:
            return load_criteria(decision_id)
    for decision in map(load_criteria, ids):
        if short in decision.names or name.strip() == decision.number:
            return decision
    raise Refusal("error.score_decision", decision=name)


def decision_on(filed: date) -> Decision:
    """The decision for a dossier filed on this day; refused as `error.score_no_decision` before the first one."""
    known = (d for d in map(load_criteria, all_criteria()) if d.filed_from <= filed)
    try:
        return max(known, key=lambda d: d.filed_from)
    except ValueError:
        raise Refusal("error.score_no_decision", date=filed) from None


def read_decision(text: bytes | str) -> Decision:
    """A decision from the text of its JSON file; raises KeyError or TypeError where the file is not one."""
    raw = json.loads(text)
    bands = tuple(Band(b["star"], b["from"], b.get("below"), b.get("to"), b["printed"]) for b in raw["bands"])
    held = {row["id"]: row for row in raw["sets"] if not row.get("missing")}
    return Decision(
        id=raw["id"],
        number=raw["number"],
        names=tuple(raw["names"]),
        filed_from=date.fromisoformat(raw["filed_from"]),
        filed_to=_day(raw["filed_to"]),
        in_force_to=_day(raw["in_force_to"]),
        text=raw["text"],
        source=raw["source"],
        trust=raw["trust"],
        official=raw["official"],
        gaps=tuple(raw["gaps"]),
        readings=tuple(raw["readings"]),
        bands=bands,
        set_ids=tuple(held),
        missing={row["id"]: " ".join(row["gaps"]) for row in raw["sets"] if row.get("missing")},
        build=cache(partial(_build, raw["id"], bands, held)),
    )


def _build(decision: str, bands: tuple[Band, ...], rows: Mapping[str, Raw], set_id: str) -> CriteriaSet:
    row = rows[set_id]
    return CriteriaSet(
        decision=decision,
        id=row["id"],
        num=row["num"],
        name=row["name"],
        parts=tuple(_part(part) for part in row["parts"]),
        bands=bands,
        minima={int(star): dict(asked) for star, asked in row["minima"].items()},
        exclusions=tuple(Exclusion(**{**e, "at_zero": tuple(e.get("at_zero", ()))}) for e in row["exclusions"]),
        short=row["short"],
        gaps=tuple(row.get("gaps", ())),
    )


def _part(raw: Raw) -> Part:
    return Part(raw["code"], raw["label"], raw["max"], tuple(_criterion(c) for c in raw["criteria"]))


def _criterion(raw: Raw) -> Criterion:
    more = {**raw, "items": tuple(_item(i) for i in raw["items"]), "notes": _notes(raw)}
    return Criterion(**more)


def _item(raw: Raw) -> Item:
    cases = tuple(Case(c["code"], c["label"], _levels(c)) for c in raw.get("cases", ()))
    return Item(**{**raw, "levels": _levels(raw), "cases": cases, "notes": _notes(raw)})


def _levels(raw: Raw) -> tuple[Level, ...]:
    return tuple(Level(v["p"], v["l"], v.get("star"), v.get("inferred", False)) for v in raw.get("levels", ()))


def _notes(raw: Raw) -> tuple[Note, ...]:
    return tuple(Note(n["kind"], n["text"]) for n in raw.get("notes", ()))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""Asks the knowledge from the command line: one question, or a file of them, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from ocop_domain.areas import TWO_LEVELS_SINCE, load_areas
from ocop_domain.data import LOADER
from ocop_domain.knowledge.answers import ToldAnswer, answer_of
from ocop_domain.knowledge.asking import MOST, Certainty, FoundEntries, Where, find
from ocop_domain.knowledge.english import is_english, wordings_of
from ocop_domain.knowledge.entries import ROLES, Entry
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import BadProgrammeError, UnknownProgrammeError, load_programme
from ocop_domain.programmes import Programme

Shape = dict[str, Any]
_LONG_ROLES = {"commune_officer": "commune", "district_staff": "district", "province_staff": "province"}
BEFORE_MERGER = TWO_LEVELS_SINCE - timedelta(days=1)
_FIELDS = {"id", "q", "programme", "role", "area"}


class UnusableQuestion(Exception):  # noqa: N818 - an ordinary answer to what was given, not a fault
    """What was given cannot be asked; the message says why."""


class Asking:
    """Answers questions one after the other; `house` says which plan leads where only a place is named."""

    def __init__(self, house: Programmes, today: date, language: str = "vi") -> None:
        self._house, self._today, self._language = house, today, language
        self._areas = load_areas()

    def ask(self, text: str, programme: str = "", role: str = "", area: str = "", day: date | None = None) -> Shape:
        """The answer in the shape of the JSON output."""
        if not text.strip():
            raise UnusableQuestion("There is no question.")
        where = self.where(programme, role, area, day)
        return self._shape(find(text, where), where)

    def ask_leniently(self, row: Mapping[str, str]) -> Shape:
        """A question of a file: a role or a place that is not known is left out, for the question is what counts."""
        role = _LONG_ROLES.get(row["role"], row["role"])
        where = self.where(row["programme"], role if role in ROLES else "", "", None)
        unit = self._search(row["area"], self._today) if row["area"] else ""
        where = replace(where, area=unit)
        return self._shape(find(row["q"], where), where)

    def where(self, programme: str, role: str, area: str, day: date | None) -> Where:
        """Where it is asked: in the programme that is named, else in the one that leads over the place today."""
        unit = self._unit(area, day or self._today) if area else ""
        chosen = self._programme(programme, unit, day or self._today)
        holds = day or (None if programme else self._today)
        return Where(chosen, holds, _role(role), unit)

    def _programme(self, name: str, unit: str, day: date) -> Programme:
        if not name:
            return self._house.lead(unit or None, day) if unit else law_on(day)
        try:
            return self._house.find(name) or load_programme(name)
        except UnknownProgrammeError as error:
            raise UnusableQuestion(f"{name}: {error}.") from None
        except BadProgrammeError as error:
            raise UnusableQuestion(str(error)) from None

    def _unit(self, name: str, day: date) -> str:
        if unit := self._search(name, day):
            return unit
        raise UnusableQuestion(f"There is no unit “{name}”.")

    def _search(self, name: str, day: date) -> str:
        """The code of a unit of that day, or of the era before; "" for none."""
        if known := self._areas.find(name):
            return known.code
        hits = self._areas.search(name, day, limit=1) or self._areas.search(name, BEFORE_MERGER, limit=1)
        return hits[0].code if hits else ""

    def _shape(self, found: FoundEntries, where: Where) -> Shape:
        answered = [(entry, answer) for entry in found.entries if (answer := self._answer(entry, where, found.text))]
        if not answered or (found.certainty is Certainty.UNKNOWN and not found.elsewhere):
            others = [_offered(entry, answer, found.text) for entry, answer in answered[:MOST]]
            return {"sure": False, "answer": "", "source": "", "entry": "", "action": "officer", "others": others}
        entry, answer = answered[0]
        return {
            "sure": found.certainty is Certainty.SURE,
            "answer": answer.text,
            "source": answer.source,
            "entry": entry.id,
            "action": answer.action,
            "others": [_offered(other, its, found.text) for other, its in answered[1:MOST]],
        }

    def _answer(self, entry: Entry, where: Where, text: str) -> ToldAnswer | None:
        return answer_of(entry, where, self._areas, text, "en" if is_english(text) else self._language)


def read_questions(path: Path) -> list[Mapping[str, str]]:
    """The questions of a file, YAML or JSON: a list of {id, q, programme, role?, area?}."""
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=LOADER)  # noqa: S506 - both loaders are the safe ones
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnusableQuestion(f"{path} cannot be read: {error}") from None
    if not isinstance(raw, list):
        raise UnusableQuestion(f"{path}: a list of questions is expected, each with id, q and programme.")
    return [_question(row, number, path) for number, row in enumerate(raw, 1)]


def answers(asking: Asking, rows: Iterable[Mapping[str, str]]) -> list[Shape]:
    """Every question of a file with its id."""
    return [{"id": row["id"], **asking.ask_leniently(row)} for row in rows]


def as_text(shape: Shape) -> str:
    """An answer as people read it."""
    lines = [shape["answer"] or "(unknown)"]
    if shape["source"]:
        lines.append(f"[{shape['source']}]")
    if not shape["sure"]:
        lines += [f"? {other.splitlines()[0]}" for other in shape["others"]]
    return "\n".join(lines)


def as_json(shape: Shape | list[Shape]) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _question(row: object, number: int, path: Path) -> Mapping[str, str]:
    if not isinstance(row, dict) or not str(row.get("q") or "").strip():
        raise UnusableQuestion(f"{path}, entry {number}: id, q and programme are expected; q is the question.")
    return {field: str(row.get(field) or ("" if field != "id" else number)) for field in _FIELDS}


def _offered(entry: Entry, answer: ToldAnswer, asked: str) -> str:
    """A question that may have been meant, with its answer below it."""
    wordings = (*wordings_of(entry), *entry.asked) if is_english(asked) else entry.asked
    return f"{wordings[0]}\n{answer.text}"


def _role(name: str) -> str:
    role = _LONG_ROLES.get(name, name)
    if role and role not in ROLES:
        known = ", ".join(ROLES)
        raise UnusableQuestion(f"There is no role “{name}”; known: {known}.")
    return role

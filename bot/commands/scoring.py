"""Scores a file of answers, and finds the cheapest way from it to a star: as JSON, or as a few lines to read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.texts import Texts
from ocop_domain.criteria.cli_shapes import Shape, path_json, score_json
from ocop_domain.criteria.load import decision_named
from ocop_domain.criteria.model import CriteriaSet, Decision
from ocop_domain.errors import Refusal


class UnusableFile(Exception):  # noqa: N818 - an ordinary answer to what was given, not a fault
    """The file cannot be scored; the message names what is wrong in it."""


def score_file(content: bytes, *, as_json: bool) -> str:
    """The score of {"decision", "set", "answers"}; `UnusableFile` names what cannot be scored."""
    data = _read(content)
    try:
        shape = score_json(data)
    except Refusal as refusal:
        raise UnusableFile(explained(refusal)) from None
    return _dumped(shape) if as_json else "\n".join(_score_lines(shape, data))


def path_file(
    content: bytes,
    target: int,
    *,
    as_json: bool,
    today: date | None = None,
    by: date | None = None,
    margin: int = 0,
    without: Collection[str] = (),
) -> str:
    """The cheapest way from {"decision", "set", "answers"} to `target` stars; `UnusableFile` as for `score_file`."""
    data = _read(content)
    try:
        shape = path_json(data, target, today=today, by=by, margin=margin, without=without)
    except Refusal as refusal:
        raise UnusableFile(explained(refusal)) from None
    return _dumped(shape) if as_json else "\n".join(_path_lines(shape, data, target))


def explained(refusal: Refusal) -> str:
    """A refusal in English with its figures, so that whatever is wrong is named even where the text does not."""
    texts = Texts()["en"].texts
    text = texts.get(refusal.code, refusal.code).format(**refusal.params)
    figures = "; ".join(f"{name}: {_figure(value)}" for name, value in refusal.params.items())
    return f"{text} ({figures})" if figures else text


def _figure(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value) or "–"


def _read(content: bytes) -> Any:
    try:
        return json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise UnusableFile(f"The file is not readable JSON: {error}") from None


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key given twice would silently lose one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise UnusableFile(f"“{next(n for n in names if names.count(n) > 1)}” stands twice in the file.")
    return found


def _dumped(shape: Shape) -> str:
    return json.dumps(shape, ensure_ascii=False)


def _criteria(data: Mapping[str, Any]) -> tuple[Decision, CriteriaSet]:
    decision = decision_named(data["decision"])
    return decision, decision.set(data["set"])


def _score_lines(shape: Shape, data: Mapping[str, Any]) -> Iterator[str]:
    decision, criteria = _criteria(data)
    yield from _head(shape, decision, criteria)
    parts = " · ".join(f"{part.code} {shape['parts'][part.code]}/{part.max}" for part in criteria.parts)
    yield f"Total:   {shape['total']} points ({parts})"
    stars = f"Stars:   {shape['star']}"
    if shape["star_by_points"] != shape["star"]:
        stars += f" (enough points for {shape['star_by_points']}, but a minimum is missed)"
    yield stars
    if shape["unanswered"]:
        points, reach = shape["points_range"], shape["star_range"]
        yield f"Range:   {points[0]} to {points[1]} points, {reach[0]} to {reach[1]} stars"
    answered = {code.split(".case")[0]: points for code, points in data["answers"].items()}
    for star, codes in shape["missed_minima"].items():
        yield f"Missed for {star} stars:"
        least = criteria.required[int(star)]
        yield from (f"  {_label(criteria, c)}: {answered.get(c) or 0}, needs {least[c]}" for c in codes)
    if shape["unanswered"]:
        yield f"Not answered ({len(shape['unanswered'])}):"
        yield from (f"  {_label(criteria, code)}" for code in shape["unanswered"])


def _path_lines(shape: Shape, data: Mapping[str, Any], target: int) -> Iterator[str]:
    decision, criteria = _criteria(data)
    yield from _head(shape, decision, criteria)
    if shape["reachable"]:
        yield f"{target} stars can be reached: {shape['total_after']} points, {shape['effort']} person-days"
    else:
        yield f"{target} stars cannot be reached; the best is {shape['star_after']} ({shape['total_after']} points)"
    for step in shape["steps"]:
        way = f"{step['from']} → {step['to']} (+{step['gain']})"
        yield f"  {_label(criteria, step['item'])}: {way}, {step['effort']} person-days, takes {step['lead_days']} days"
    for code in shape.get("blocked", ()):
        yield f"Cannot reach its minimum: {_label(criteria, code)}"
    if shape.get("unanswered"):
        yield f"Taken as not reached, since not answered: {', '.join(shape['unanswered'])}"
    yield "Work and time are our own estimates."


def _head(shape: Shape, decision: Decision, criteria: CriteriaSet) -> Iterator[str]:
    """What is scored; what refuses the dossier comes before any points."""
    yield f"{decision.number} · {criteria.id} · {criteria.name}"
    for exclusion in shape.get("exclusions", ()):
        word = "REFUSED" if exclusion["kind"] == "refused" else "STOPPED"
        yield f"{word}: {exclusion['text']}"
    yield from (f"Note:    {gap}" for gap in shape.get("gaps", ()))


def _label(criteria: CriteriaSet, code: str) -> str:
    return f"{code:<5} {criteria.item(code).label}"

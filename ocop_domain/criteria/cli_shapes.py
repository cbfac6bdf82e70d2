"""The JSON of `ocop-bot score` and `ocop-bot path`: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ocop_domain.criteria.effort import Overrides, load_effort
from ocop_domain.criteria.load import decision_named
from ocop_domain.criteria.model import CriteriaSet, Decision, Exclusion
from ocop_domain.criteria.path import cheapest_path
from ocop_domain.criteria.score import score
from ocop_domain.errors import Refusal

Shape = dict[str, Any]


def score_json(data: object) -> Shape:
    """The score of {"decision", "set", "answers"} and, where a producer names some, "exclusions" (ids).

    Always: total, parts, star, star_by_points, missed_minima, unanswered, points_range, star_range. Only where there is
    something to say: "exclusions" (the dossier would be refused) and "gaps" (what our copy of the criteria lacks).
    Refused as `error.score_file`, or as `score` refuses.
    """
    decision, criteria, answers, said = _read(data)
    result = score(criteria, answers, said)
    return {
        **_exclusions(result.exclusions),
        "total": result.total,
        "parts": dict(result.parts),
        "star": result.star,
        "star_by_points": result.star_by_points,
        "missed_minima": {str(star): list(codes) for star, codes in result.missed_minima.items()},
        "unanswered": list(result.unanswered),
        "points_range": list(result.points_range),
        "star_range": list(result.star_range),
        **_gaps(decision, criteria),
    }


def path_json(
    data: object,
    target: int,
    *,
    today: date | None = None,
    by: date | None = None,
    margin: int = 0,
    without: Collection[str] = (),
    overrides: Overrides | None = None,
) -> Shape:
    """The cheapest way from {"decision", "set", "answers"} to `target` stars, done between `today` and `by`.

    Always: reachable, star_after, total_after, effort, steps, options. Only where there is something to say:
    "exclusions" that points do not mend, "unanswered" items (taken as not reached), "blocked" items whose minimum is
    out of reach, "gaps". Refused as `error.score_file`, `error.path_no_today`, or as `cheapest_path` refuses.
    """
    decision, criteria, answers, said = _read(data)
    if by is not None and today is None:
        raise Refusal("error.path_no_today", by=by)
    days_left = (by - today).days if by is not None and today is not None else None
    effort = load_effort(decision.id).for_set(criteria, overrides)
    path = cheapest_path(
        criteria, answers, target, effort, days_left=days_left, margin=margin, without=without, said=said
    )
    return {
        **_exclusions(path.exclusions),
        "reachable": path.reachable,
        "star_after": path.after.star,
        "total_after": path.after.total,
        "effort": path.effort,
        "steps": [
            {
                "item": step.item,
                "from": step.start,
                "to": step.end,
                "gain": step.gain,
                "effort": step.effort,
                "lead_days": step.lead_days,
            }
            for step in path.steps
        ],
        "options": [
            {
                "item": option.item,
                "to": option.to,
                "points": option.points,
                "effort": option.effort,
                "lead_days": option.lead_days,
                "allowed": option.allowed,
            }
            for option in path.options
        ],
        **({"unanswered": list(path.unanswered)} if path.unanswered else {}),
        **({"blocked": list(path.blocked)} if path.blocked and not path.reachable else {}),
        **_gaps(decision, criteria),
    }


def _read(data: object) -> tuple[Decision, CriteriaSet, Mapping[str, int | None], list[str]]:
    """Refuses a file that is not {"decision": text, "set": text, "answers": {code: points}}, naming what is wrong."""
    if not isinstance(data, Mapping):
        raise Refusal("error.score_file", field="")
    for key, kind in (("decision", str), ("set", str), ("answers", Mapping)):
        if not isinstance(data.get(key), kind):
            raise Refusal("error.score_file", field=key)
    said = data.get("exclusions", [])
    if not isinstance(said, list) or not all(isinstance(name, str) for name in said):
        raise Refusal("error.score_file", field="exclusions")
    decision = decision_named(data["decision"])
    return decision, decision.set(data["set"]), data["answers"], said


def _exclusions(found: Collection[Exclusion]) -> Shape:
    if not found:
        return {}
    return {"exclusions": [{"id": e.id, "kind": e.kind, "text": e.text, "item": e.item} for e in found]}


def _gaps(decision: Decision, criteria: CriteriaSet) -> Shape:
    gaps = [*criteria.gaps, *decision.gaps]
    return {"gaps": gaps} if gaps else {}

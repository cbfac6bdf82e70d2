"""A visit to a producer: the day, what is to be mended at which point, until when; and what is answered to it."""

from __future__ import annotations

from bot.conversations.form import Answers, Condition, Draft, Form, Question
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.typed import Day, Text
from bot.conversations.kinds.visiting import VisitPoints
from ocop_domain.programmes import Programme
from ocop_domain.visits import VisitPoint, asking_photos, visit_points

FOUND, SHOWN = "found_", "shown_"
"""Before the id of a point: what is to be mended there, and photos of it."""


def _product(draft: Draft) -> str:
    return f"p:{draft.subject}"


def _is_wrong(point: str) -> Condition:
    def applies(answers: Answers, programme: Programme) -> bool:
        return point in (answers.get("visit_wrong") or ())

    return applies


def _anything(answers: Answers, programme: Programme) -> bool:
    return bool(answers.get("visit_wrong"))


def _of(point: VisitPoint) -> tuple[Question, Question]:
    """What is to be mended at a point, and its photos; called as the data file says."""
    words: dict[str, str] = {}
    for key, name in (("label", "name"), ("ask", "what"), ("why", "ok")):
        words |= {key: point.said(name, "vi"), f"{key}.en": point.said(name, "en")}
    photos = dict(words)
    for ending, language in (("", "vi"), (".en", "en")):
        photos[f"label{ending}"], photos[f"ask{ending}"] = asking_photos(point, language)
    here = _is_wrong(point.id)
    return (
        Question(FOUND + point.id, Text(3, 600, lines=True, reason=True), applies=here, section="visit", words=words),
        Question(SHOWN + point.id, Photos(), required=False, applies=here, section="visit", words=photos),
    )


VISIT = Form(
    "visit",
    1,
    (
        Question("visit_day", Day(), section="visit"),
        Question("visit_wrong", VisitPoints(tuple(p.id for p in visit_points())), required=False, section="visit"),
        *(question for point in visit_points() for question in _of(point)),
        Question("visit_due", Day(past=False, ahead=True), applies=_anything, section="visit"),
        Question("visit_present", Text(2, 120, letter=True), required=False, section="visit"),
    ),
    behind=_product,
)
"""The application stands in the subject of the draft; nothing chosen means that all is in order."""


def _finding(draft: Draft) -> str:
    return f"found1:{draft.subject}"


MENDED = Form(
    "mended",
    1,
    (
        Question("mended_how", Text(3, 600, lines=True, reason=True), section="visit"),
        Question("mended_photos", Photos(), required=False, section="visit"),
    ),
    summary=False,
    behind=_finding,
)
NOT_MENDED = Form("not_mended", 1, (Question("mended_not", Text(3, 400), section="visit"),), summary=False)
VISIT_FORMS = (VISIT, MENDED, NOT_MENDED)

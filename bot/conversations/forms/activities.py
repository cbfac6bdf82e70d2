"""An activity: of what kind, when, where, for whom; another day or place; why it is called off; who comes instead."""

from __future__ import annotations

from bot.conversations.form import Answers, Draft, Form, Question
from bot.conversations.forms.broadcast import BROADCAST
from bot.conversations.kinds.activities import Begins, Came
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import Day, Integer, Text
from ocop_domain.activities import MOST_PLACES, ActivityKind, lasts
from ocop_domain.programmes import Programme

_SECTION = "activity"
KIND, TITLE, BEGINS, ENDS, PLACE, PLACES, BRING = (
    *("act_kind", "act_title", "act_begins", "act_ends"),
    *("act_place", "act_places", "act_bring"),
)


def _lasting(answers: Answers, programme: Programme) -> bool:
    """Only what may take several days has a last day."""
    return lasts(str(answers.get(KIND) or ""))


_BEGINS = Question(BEGINS, Begins(), section=_SECTION)
_ENDS = Question(ENDS, Day(past=False, ahead=True), required=False, applies=_lasting, section=_SECTION)
_PLACE = Question(PLACE, Text(2, 200), section=_SECTION)
_PLACES = Question(PLACES, Integer(1, MOST_PLACES), required=False, section=_SECTION)
_BRING = Question(BRING, Text(2, 300), required=False, section=_SECTION, later=True)
_WHOM = tuple(
    question
    for question in BROADCAST.questions
    if question.id in {"cast_to", "cast_phones", "cast_where", "cast_state", "cast_group", "cast_star"}
)
"""Guests are chosen as recipients of a notice to many are."""


def _all(draft: Draft) -> str:
    return "activities"


def _one(draft: Draft) -> str:
    return f"activity:{draft.subject}"


def _whom(draft: Draft) -> str:
    return f"whom:{draft.subject}"


def _guests(draft: Draft) -> str:
    return f"guests:{draft.subject}"


def _guest(draft: Draft) -> str:
    return f"guest:{draft.subject}"


ACTIVITY = Form(
    "activity",
    1,
    (
        Question(KIND, ChoiceKind(tuple(ActivityKind)), section=_SECTION),
        Question(TITLE, Text(3, 200), section=_SECTION),
        *(_BEGINS, _ENDS, _PLACE, _PLACES, _BRING, *_WHOM),
    ),
    behind=_all,
)
CHANGE_ACTIVITY = Form(
    "change_activity",
    1,
    (_BEGINS, _ENDS, _PLACE, _PLACES, Question(BRING, Text(2, 300), required=False, section=_SECTION)),
    behind=_one,
)
CALL_OFF = Form("call_off", 1, (Question("act_reason", Text(3, 300), section=_SECTION),), summary=False, behind=_one)
INSTEAD = Form(
    "instead", 1, (Question("act_instead", Text(2, 120, letter=True), section=_SECTION),), summary=False, behind=_one
)
ALSO = Form("also_whom", 1, _WHOM, behind=_whom)
CALLER = Form("caller", 1, (Question("act_caller", Text(2, 200), section=_SECTION),), summary=False, behind=_guests)
CALLER_INSTEAD = Form(
    *("caller_instead", 1, (Question("act_instead", Text(2, 120, letter=True), section=_SECTION),)),
    summary=False,
    behind=_guest,
)
ATTENDED = Form("attended", 1, (Question("act_came", Came(), section=_SECTION),), summary=False, behind=_one)
OUTCOME = Form(
    "outcome",
    1,
    (
        Question("act_found", Text(3, 1500, lines=True, reason=True), section=_SECTION),
        Question("act_others", Integer(0, MOST_PLACES), required=False, section=_SECTION),
    ),
    summary=False,
    behind=_one,
)
ACTIVITY_FORMS = (ACTIVITY, CHANGE_ACTIVITY, CALL_OFF, INSTEAD, ALSO, CALLER, CALLER_INSTEAD, ATTENDED, OUTCOME)

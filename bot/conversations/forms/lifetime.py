"""What becomes of a product in its life: made no more, in another commune, by another producer."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Answers, Draft, Form, Question, always
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.places import AreaKind, Street
from bot.conversations.kinds.typed import Day, Text
from ocop_domain.eligibility import UNREGISTERED_FORMS
from ocop_domain.programmes import Programme

HEIRS = ("form", "heirs", "sold", "other")
"""Why a product is handed on."""
_MOST_NAME = 150


def _life(draft: Draft) -> str:
    return f"life:{draft.subject}"


def _is_registered(answers: Answers, programme: Programme) -> bool:
    return answers.get("legal_form") not in UNREGISTERED_FORMS


_NAME = replace(QUESTIONS["producer_name"], along=())
_FORM = replace(QUESTIONS["legal_form"], along=())
_NUMBER = replace(QUESTIONS["registration_number"], applies=_is_registered)
_DAY = replace(QUESTIONS["registration_date"], applies=_is_registered, later=False)
_PHONE = replace(QUESTIONS["phone"], applies=always)
_WHY = Question("life_reason", Text(3, 400), section="change")

STOP = Form("stop_product", 1, (Question("stop_day", Day(), section="change"), _WHY), summary=False, behind=_life)
PLACE = Form(
    "move_product",
    1,
    (
        Question("place_to", AreaKind(), section="change"),
        Question("place_address", Street(2, 200), section="change"),
        Question("place_all", YesNo(), section="change"),
        _WHY,
    ),
    summary=False,
    behind=_life,
)
"""`place_all` is answered from the start where the producer has one product only."""
LEGAL = Form("legal_change", 1, (_FORM, _NAME, _NUMBER, _DAY, _WHY), summary=False, behind=_life)
HAND_ON = Form(
    "hand_on",
    1,
    (
        Question("hand_to", Text(2, _MOST_NAME, letter=True), section="change"),
        Question("hand_why", ChoiceKind(HEIRS), section="change"),
    ),
    summary=False,
    behind=_life,
)
TAKE_ON = Form("take_on", 1, (_FORM, _NAME, _NUMBER, _PHONE), summary=False)
"""Who the new producer is, where the account has none yet; the subject of the draft is the request."""
LIFE_FORMS = (STOP, PLACE, LEGAL, HAND_ON, TAKE_ON)

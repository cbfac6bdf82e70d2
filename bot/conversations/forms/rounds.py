"""The forms of a council's round: when and where, a member's total, a conclusion, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Context, Draft, Form, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.files import TableFile
from bot.conversations.kinds.typed import Day, Integer, PaperNumber, Text, Typed
from ocop_domain.rounds import read_total


@dataclass(frozen=True)
class Total(Typed):
    """The points that a member gives in all: "78,5"."""

    @property
    def by_position(self) -> bool:
        return False

    def parse(self, raw: str, context: Context) -> str:
        return str(read_total(raw))

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.t.number(value)


@dataclass(frozen=True)
class Samples(Integer):
    """How many samples came; all that are asked for (the partial answer) can be pressed."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        if not isinstance(partial, int):
            return super().options(question, context, partial)
        return [Option(str(partial), context.t("rounds.samples_all", count=partial))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if said.data and said.data == str(partial):
            return Value(partial)
        return super().read(said, question, context, partial)


def _round(draft: Draft) -> str:
    """The screen of the round, which the subject names first."""
    return f"round:{draft.subject.partition(':')[0]}"


def _convening(draft: Draft) -> str:
    return "convene"


def _seat(draft: Draft) -> str:
    """The screen of the member whom the subject names."""
    return f"seat:{draft.subject}"


def _seats(draft: Draft) -> str:
    return f"seats:{draft.subject}"


def _revoking(draft: Draft) -> str:
    """The cases of the law, to be chosen anew."""
    return f"revoke:{draft.subject.partition(':')[0]}"


def _chosen(draft: Draft) -> str:
    """The screen of the idea or plan that may be chosen."""
    return f"choosing1:{draft.subject}"


def _product(draft: Draft) -> str:
    """The screen of the product that a member judges."""
    return ":".join(["tojudge", *draft.subject.split(":")[:2]])


_DAY = Question("round_day", Day(past=False), section="round")
_PLACE = Question("round_place", Text(min=2, max=200), section="round")
_COMMENT = Text(min=2, max=1000, letter=True, lines=True, reason=True)
"""What a producer reads: points that are typed once more are no comment."""
_STARS = ("0", "1", "2", "3", "4", "5")

CONVENE = Form("convene", 1, (_DAY, _PLACE), summary=False, behind=_convening)
MOVE_ROUND = Form("moveround", 1, (_DAY, _PLACE), summary=False, behind=_round)
TOTAL = Form(
    "roundtotal",
    1,
    (
        Question("round_total", Total(), section="round"),
        Question("round_comment", _COMMENT, required=False, section="round"),
    ),
    summary=False,
    behind=_product,
)
"""The round, the product and the member stand in the subject of the draft."""
EXCUSE = Form(
    "excuse", 1, (Question("excuse_reason", Text(min=3, max=400), section="round"),), summary=False, behind=_seat
)
SEAT = Form(
    "seat", 1, (Question("seat_name", Text(2, 80, letter=True), section="round"),), summary=False, behind=_seats
)
SAMPLES = Form(
    "samples", 1, (Question("samples_came", Samples(0, 999), section="round"),), summary=False, behind=_round
)
"""The round and the product stand in the subject of the draft."""
COUNCIL_TABLE = Form(
    "counciltable", 1, (Question("council_table", TableFile(), section="round"),), summary=False, behind=_round
)
"""The round stands in the subject of the draft."""
CONCLUDE = Form(
    "conclude",
    1,
    (
        Question("conclude_star", ChoiceKind(_STARS), section="round"),
        Question("conclude_reason", Text(min=5, max=800), section="round"),
        Question("conclude_comment", _COMMENT, required=False, section="round"),
    ),
    behind=_round,
)
COMMENT = Form(
    "remark",
    1,
    (Question("conclude_comment", _COMMENT, section="round"),),
    summary=False,
    behind=_round,
)
DECIDE = Form(
    "decide",
    1,
    (
        Question("decision_number", PaperNumber(min=2, max=80), section="round", along=("decision_day",)),
        Question("decision_day", Day(), section="round"),
        Question("certificate_first", Integer(1, 99_999), required=False, section="round"),
    ),
    behind=_round,
)
REVOKE = Form(
    "revoke",
    1,
    (
        Question("revoke_reason", Text(min=5, max=800), section="round"),
        Question("decision_number", PaperNumber(min=2, max=80), section="round", along=("decision_day",)),
        Question("decision_day", Day(), section="round"),
    ),
    behind=_revoking,
)
"""The application and the case of the law stand in the subject of the draft."""
CONDITION = Form(
    "condition",
    1,
    (Question("condition", Text(min=5, max=800, lines=True, reason=True), section="round"),),
    summary=False,
    behind=_chosen,
)
DECLINE = Form(
    "decline", 1, (Question("decline_reason", Text(min=5, max=800), section="round"),), summary=False, behind=_chosen
)
"""What is chosen and the application stand in the subject of the draft."""
ROUND_FORMS = (
    *(CONVENE, MOVE_ROUND, TOTAL, COUNCIL_TABLE, EXCUSE, SEAT, SAMPLES),
    *(CONCLUDE, COMMENT, DECIDE, CONDITION, DECLINE, REVOKE),
)

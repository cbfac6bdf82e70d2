"""The forms of the programme year: a report, a date that is moved, a paper that may run out."""

from __future__ import annotations

from bot.conversations.form import Answers, Context, Form, Question
from bot.conversations.kinds.chosen import Choice
from bot.conversations.kinds.files import PAPERS, Photos
from bot.conversations.kinds.typed import Day, Text
from ocop_domain.evidence import KINDS, RECOGNITION
from ocop_domain.programmes import Programme


def _is_recognition(answers: Answers, programme: Programme) -> bool:
    return answers.get("paper_kind") == RECOGNITION


def _kinds(context: Context) -> tuple[str, ...]:
    return KINDS


REPORT = Form(
    "report",
    1,
    (
        Question("report_text", Text(min=5, max=3000), section="report"),
        Question("report_files", Photos(types=PAPERS), required=False, section="report"),
    ),
)

MOVE = Form(
    "move",
    1,
    (
        Question("new_day", Day(past=False, ahead=True), section="move"),
        Question("move_reason", Text(min=5, max=400), section="move"),
    ),
)

PAPER = Form(
    "paper",
    1,
    (
        Question("paper_kind", Choice(_kinds), section="paper"),
        Question("paper_name", Text(min=2, max=120), section="paper"),
        Question("paper_star", Choice(("3", "4", "5")), applies=_is_recognition, section="paper"),
        Question("paper_number", Text(min=1, max=60), required=False, section="paper"),
        Question("paper_issued", Day(), required=False, section="paper"),
        Question("paper_expires", Day(past=False), required=False, section="paper"),
        Question("paper_file", Photos(limit=1, types=PAPERS), required=False, section="paper"),
    ),
)

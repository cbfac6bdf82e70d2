"""The forms of the programme year: a report, a date that is moved, a paper that may run out."""

from __future__ import annotations

from bot.conversations.form import Answers, Context, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.files import PAPERS, Photos
from bot.conversations.kinds.typed import Day, PaperNumber, Text
from bot.conversations.kinds.wallet import OwnProducts, Pages, PaperKind
from ocop_domain.evidence import KINDS, MOST_FILES, OF_PRODUCT, RECOGNITION
from ocop_domain.programmes import Programme


def _is_recognition(answers: Answers, programme: Programme) -> bool:
    return answers.get("paper_kind") == RECOGNITION


def _is_of_product(answers: Answers, programme: Programme) -> bool:
    return answers.get("paper_kind") in OF_PRODUCT and answers.get("paper_products", ()) is not None


def _has_no_name(answers: Answers, programme: Programme) -> bool:
    """A paper of certain products is called after them."""
    return answers.get("paper_kind") not in OF_PRODUCT or answers.get("paper_products", ()) is None


def _kinds(context: Context) -> tuple[str, ...]:
    return KINDS


REPORT = Form(
    "report",
    1,
    (
        Question("report_text", Text(min=5, max=3000, lines=True), section="report"),
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
    2,
    (
        Question("paper_kind", PaperKind(_kinds), section="paper"),
        Question("paper_products", OwnProducts(), applies=_is_of_product, section="paper"),
        Question("paper_name", Text(min=2, max=120), applies=_has_no_name, section="paper"),
        Question("paper_star", ChoiceKind(("3", "4", "5")), applies=_is_recognition, section="paper"),
        Question("paper_number", PaperNumber(min=1, max=60), required=False, section="paper"),
        Question("paper_issuer", Text(min=2, max=120), required=False, section="paper"),
        Question("paper_issued", Day(), required=False, section="paper"),
        Question("paper_expires", Day(past=False), required=False, section="paper"),
        Question("paper_file", Pages(limit=MOST_FILES, types=PAPERS), required=False, section="paper"),
    ),
)
"""`paper_products` is answered from the start where nothing is to choose: [] means all, None that there is none yet."""

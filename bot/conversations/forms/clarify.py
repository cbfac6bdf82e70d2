"""What the office asks a producer about one product, and the producer's answer."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.files import WordsOrFiles
from bot.conversations.kinds.typed import QuestionToSomebody


def _product(draft: Draft) -> str:
    """The screen of the product about which is asked."""
    return f"p:{draft.subject}"


def _products(draft: Draft) -> str:
    """The own products: the subject names the question."""
    return "mine"


CLARIFY = Form(
    "clarify",
    1,
    (Question("clarify_words", QuestionToSomebody(5, 800, lines=True), section="clarify"),),
    summary=False,
    behind=_product,
)
EXPLAIN = Form(
    "explain", 1, (Question("explain_answer", WordsOrFiles(), section="clarify"),), summary=False, behind=_products
)
CLARIFY_FORMS = (CLARIFY, EXPLAIN)

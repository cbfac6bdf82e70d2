"""Returning a product: what must be corrected, and why."""

from __future__ import annotations

from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.kinds.chosen import Marks
from bot.conversations.kinds.typed import Text


def _answers_of_subject(context: Context) -> list[Question]:
    """The questions that the product under review has answered, numbered as the officer sees them."""
    # The registry of forms holds this form too: it is looked up when asked, not when imported.
    from bot.conversations.engine import asked  # noqa: PLC0415
    from bot.conversations.forms import FORMS  # noqa: PLC0415

    product = context.subject
    if product is None:
        return []
    draft = Draft(product.id, product.form, product.form_version, product.programme, product.answers)
    return asked(FORMS[product.form], draft, context)


RETURN = Form(
    "return",
    1,
    (
        Question("marks", Marks(_answers_of_subject), section="review"),
        Question("reason", Text(min=5, max=800), section="review"),
    ),
)

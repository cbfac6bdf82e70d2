"""Returning a product, or asking to supplement a dossier: what, and why."""

from __future__ import annotations

from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.kinds.chosen import Marks
from bot.conversations.kinds.typed import Text
from bot.conversations.parts import part_name, parts_of


def _answers_of_subject(context: Context) -> list[Question]:
    """The questions that the product under review has answered, numbered as the officer sees them."""
    # The registry of forms holds this form too: it is looked up when asked, not when imported.
    from bot.conversations.engine import asked  # noqa: PLC0415
    from bot.conversations.forms import FORMS  # noqa: PLC0415

    application = context.subject
    if application is None:
        return []
    draft = Draft(
        application.id, application.form, application.form_version, application.programme, application.answers
    )
    return asked(FORMS[application.form], draft, context)


RETURN = Form(
    "return",
    1,
    (
        Question("marks", Marks(_answers_of_subject), section="review"),
        Question("reason", Text(min=5, max=800), section="review"),
    ),
)


def _parts_of_subject(context: Context) -> list[Question]:
    """The parts of the dossier under review, as questions that are only named."""
    application = context.subject
    if application is None:
        return []
    return [
        Question(part, Text(), words={"label": part_name(context.t, part)})
        for part in parts_of(application, context.programme)
    ]


SUPPLEMENT = Form(
    "supplement",
    1,
    (
        Question("parts", Marks(_parts_of_subject, "parts"), section="supplement"),
        Question("supplement_reason", Text(min=5, max=800), section="supplement"),
    ),
)
WHOLE = Form("whole", 1, (Question("whole_reason", Text(min=5, max=500), section="supplement"),), summary=False)
"""Why a dossier is whole though something is missing in it."""
REVIEWS = frozenset({RETURN.id, SUPPLEMENT.id})
"""Forms that know the product they are about."""

"""Returning a product, or asking to supplement a dossier: what, and why."""

from __future__ import annotations

from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.kinds.marking import Marks
from bot.conversations.kinds.reasons import GENERAL, Reason
from bot.conversations.kinds.typed import Text
from bot.conversations.parts import PAPER, PLAN, part_name, parts_of


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


_BY_ANSWER = {
    "photos": "photo",
    "price": "price",
    "packaging": "packaging",
    "brand": "brand",
    "quality": "quality",
    "product_set": "set",
    "material_origin": "material",
    "material_share": "material",
    "material_source": "material",
    "registered": "registration",
    "registration_number": "registration",
    "registration_date": "registration",
    "phone": "phone",
}
_REASONS = (*dict.fromkeys(_BY_ANSWER.values()), *GENERAL)
"""Reasons that are ready to be pressed: by what was marked, and those that always fit."""


def _of_answer(question: str) -> tuple[str, ...]:
    found = _BY_ANSWER.get(question)
    return (found,) if found else ()


RETURN = Form(
    "return",
    1,
    (
        Question("marks", Marks(_answers_of_subject), section="review"),
        Question("reason", Reason(5, 800, ready=_REASONS, of="marks", fits=_of_answer), section="review"),
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


_LACKS = ("plan", "blurred", "expired", "score", *GENERAL)


def _of_part(part: str) -> tuple[str, ...]:
    if part.startswith(PLAN):
        return ("plan",)
    return ("blurred", "expired") if part.startswith(PAPER) else ("score",)


SUPPLEMENT = Form(
    "supplement",
    1,
    (
        Question("parts", Marks(_parts_of_subject, "parts", "supplement_reason"), section="supplement"),
        Question("supplement_reason", Reason(5, 800, ready=_LACKS, of="parts", fits=_of_part), section="supplement"),
    ),
)
WHOLE = Form("whole", 1, (Question("whole_reason", Text(min=5, max=500), section="supplement"),), summary=False)
"""Why a dossier is whole though something is missing in it."""
REVIEWS = frozenset({RETURN.id, SUPPLEMENT.id})
"""Forms that know the product they are about."""

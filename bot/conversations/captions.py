"""What was written beside a photo of a paper, read as far as the form of a paper asks for it; it never guesses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.conversations.form import Context, Said, Value
from bot.conversations.forms.year import PAPER
from ocop_domain.errors import Refusal
from ocop_domain.evidence import RECOGNITION
from ocop_domain.text import fold

_KINDS = {
    "recognition": "paper.recognition.words",
    "registration": "paper.registration.words",
    "facility": "paper.facility.words",
    "test_result": "paper.test_result.words",
    "declaration": "paper.declaration.words",
    "quality_system": "paper.quality_system.words",
    "trademark": "paper.trademark.words",
    "barcode": "paper.barcode.words",
    "material_origin": "paper.material_origin.words",
    "labour": "paper.labour.words",
    "environment": "paper.environment.words",
    "award": "paper.award.words",
}
"""How people call the kinds that have a name of their own."""
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:số|so|no\.?|number)\s*[:.]?\s*((?=[^\s,;]*\d)[\w][\w/.-]*)", re.IGNORECASE)
_STAR = re.compile(r"\b([345])\s*(?:sao|stars?)\b", re.IGNORECASE)
_END = frozenset({"den", "han", "until", "expires"})
"""A date behind one of these words is the last one."""


def read_caption(text: str, context: Context) -> dict[str, Any]:
    """Answers of the form of a paper, by question; only what the questions themselves would take."""
    found: dict[str, str] = {}
    if kind := _kind(text, context):
        found["paper_kind"] = kind
    if kind == RECOGNITION and (star := _STAR.search(text)):
        found["paper_star"] = star[1]
    for date in _DATE.finditer(text):
        before = fold(text[: date.start()]).split()[-2:]
        found.setdefault("paper_expires" if _END & set(before) else "paper_issued", date[0])
    if number := _NUMBER.search(_DATE.sub(" ", text)):
        found["paper_number"] = number[1].rstrip(".-/")
    taken = {name: _taken(name, value, context) for name, value in found.items()}
    return {name: value for name, value in taken.items() if value is not None}


def shown(answers: Mapping[str, Any], context: Context) -> str:
    """What was read, as the form would show it."""
    told = []
    for question in PAPER.questions:
        if question.id in answers:
            value = question.kind.show(answers[question.id], question, context)
            told.append(f"{question.label(context.t)}: {value}")
    return "\n".join(told)


def _kind(text: str, context: Context) -> str:
    """The one kind that is named; "" when none is, or several."""
    words = f" {fold(text)} "
    named = {kind for kind, key in _KINDS.items() if any(f" {fold(w)} " in words for w in context.t.words(key))}
    return named.pop() if len(named) == 1 else ""


def _taken(name: str, typed: str, context: Context) -> Any:
    question = PAPER.get(name)
    assert question, "only questions of the form are read for"
    said = Said(data=typed) if name in {"paper_kind", "paper_star"} else Said(text=typed)
    try:
        answer = question.kind.read(said, question, context, None)
    except Refusal:
        return None
    return answer.value if isinstance(answer, Value) else None

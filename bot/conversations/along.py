"""Several answers in one message: what is surely the answer to a question beside the one that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.conversations.form import Context, Draft, Form, Question, Said, Value
from ocop_domain.errors import Refusal

_PART = re.compile(r"\s*[,;\n]+\s*|\s+")
_MOST = 30
"""Words of a message in which more than one answer is looked for."""
_EDGES = " \t,;:.-–"


def read_along(form: Form, draft: Draft, question: Question, context: Context, text: str) -> tuple[str, dict[str, Any]]:
    """What is left of the text for the question itself, and the answers to the others that were in it.

    Only what has no answer yet is looked for, and only while the rest still answers the question.
    """
    found: dict[str, Any] = {}
    for name in question.along:
        beside = form.get(name)
        known = draft.answers.get(name) is not None
        if beside is None or known or len(text.split()) > _MOST:
            continue
        for part, rest in _split(text):
            value = beside.kind.beside(part, beside, context)
            if value is not None and _answers(question, rest, draft, context):
                text, found[name] = rest, value.value
                break
    return text, found


def _split(text: str) -> Iterator[tuple[str, str]]:
    """The text in two, at each of its gaps: the longer part that may be beside comes first, behind or in front."""
    gaps = list(_PART.finditer(text.strip()))
    whole = text.strip()
    for gap in gaps:
        yield whole[gap.end() :].strip(_EDGES), whole[: gap.start()].strip(_EDGES)
    for gap in reversed(gaps):
        yield whole[: gap.start()].strip(_EDGES), whole[gap.end() :].strip(_EDGES)


def _answers(question: Question, rest: str, draft: Draft, context: Context) -> bool:
    try:
        return bool(rest) and isinstance(question.kind.read(Said(text=rest), question, context, draft.partial), Value)
    except Refusal:
        return False

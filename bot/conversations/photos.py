"""Answers that a photo of a paper gives: shown as they would be kept, and kept when the person says they are right.

A photo is like a sentence with several facts; what it says of a question that is answered already is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.conversations.along import read_along
from bot.conversations.form import SUMMARY, Context, Draft, Form, Option, Question, Said, Value, section_at
from bot.conversations.order import asked
from ocop_domain.errors import Refusal
from ocop_domain.reading.papers import REGISTRATION, PaperText, read_paper

RIGHT, WRONG, NOT = "yes", "no", "not."
"""What is pressed: all of it is right, something is wrong, and this one is (with the question's id)."""

_NUMBERS = frozenset({"registration_number", "paper_number"})


def wanting(form: Form, draft: Draft) -> bool:
    """Whether a photo could answer something here: the paper itself, or who makes the product."""
    wanted = {"paper_kind", "paper_number"} if form.get("paper_kind") else {"producer_name", "registration_number"}
    return any(form.get(name) and name not in draft.answers for name in wanted) and not draft.marked


def could_fill(draft: Draft, question: Question) -> bool:
    """Whether a photo is easier than typing what is asked: the number of a paper."""
    return question.id in _NUMBERS and question.id not in draft.answers and not draft.marked


def offered(form: Form, draft: Draft, context: Context, lines: Sequence[str]) -> Mapping[str, Any]:
    """The answers that these lines give to what the form has not been told; none where nothing is read surely."""
    paper = read_paper(lines)
    if paper is None or draft.at == SUMMARY or section_at(draft.at):
        return {}
    said = _of_paper(paper) if form.get("paper_kind") else _of_producer(paper)
    known = draft.answers
    if known.get("paper_kind") not in {None, paper.kind} and form.get("paper_kind"):
        return {}
    read: dict[str, Any] = {}
    for question in form.questions:
        if question.id in said and known.get(question.id) is None:
            text, beside = read_along(form, draft, question, context, said[question.id].text)
            value = _taken(question, replace(said[question.id], text=text), context)
            read |= {} if value is None else {question.id: value, **beside}
    applying = {q.id for q in asked(form, draft.with_(answers={**known, **read}), context)}
    return {name: value for name, value in read.items() if name in applying}


def _of_paper(paper: PaperText) -> dict[str, Said]:
    """What the form of a paper asks."""
    told = {
        "paper_number": paper.number,
        "paper_issuer": paper.issuer,
        "paper_issued": paper.issued.isoformat() if paper.issued else "",
        "paper_expires": paper.expires.isoformat() if paper.expires else "",
    }
    return {"paper_kind": Said(data=paper.kind), **{name: Said(text=text) for name, text in told.items() if text}}


def _of_producer(paper: PaperText) -> dict[str, Said]:
    """What a registration of a product asks of who makes it."""
    if paper.kind != REGISTRATION:
        return {}
    told = {
        "producer_name": paper.name,
        "legal_form": paper.legal_form,
        "area": paper.address,
        "registration_number": paper.number,
        "registration_date": paper.issued.isoformat() if paper.issued else "",
    }
    return {"registered": Said(data="yes"), **{name: Said(text=text) for name, text in told.items() if text}}


def _taken(question: Question, said: Said, context: Context) -> Any:
    """The answer as the question itself reads it; None where it would ask back."""
    try:
        answer = question.kind.read(said, question, context, None)
    except Refusal:
        return None
    return answer.value if isinstance(answer, Value) else None


def shown(form: Form, draft: Draft, context: Context) -> str:
    """What was read, a line each, and the question whether it is right."""
    t = context.t
    lines = [f"• {q.label(t)}: {q.kind.show(value, q, context)}" for q, value in _read(form, draft)]
    return "\n".join([t("onphoto.read"), *lines, t("onphoto.which" if draft.talk.fixing else "onphoto.ask")])


def options(form: Form, draft: Draft, context: Context) -> list[Option]:
    """Right or wrong; and once something is wrong, which of it."""
    t = context.t
    if draft.talk.fixing:
        return [Option(NOT + q.id, q.label(t)) for q, _ in _read(form, draft)]
    return [Option(RIGHT, t("onphoto.right")), Option(WRONG, t("onphoto.wrong"))]


def _read(form: Form, draft: Draft) -> list[tuple[Question, Any]]:
    return [(q, draft.talk.read[q.id]) for q in form.questions if q.id in draft.talk.read]

"""Which questions a draft has, which comes next, and what of an older version still fits."""

from __future__ import annotations

from typing import Any

from bot.conversations.form import CHANGE, SUMMARY, Answers, Context, Draft, Form, Question, Talk, always
from ocop_domain.errors import Refusal


def asked(form: Form, draft: Draft, context: Context) -> list[Question]:
    """The questions of this draft, in order: those that apply; in a correction, those marked or new."""
    if form.next:
        ids = dict.fromkeys((*draft.answers, draft.at))  # in the order in which they were asked
        return [q for i in ids if (q := form.get(i))]
    return [
        q
        for q in form.questions
        if (q.applies is always or q.applies(draft.answers, context.programme))
        and (not draft.marked or q.id in draft.marked or (q.id not in draft.answers and not q.later))
    ]


def fit(form: Form, draft: Draft, context: Context) -> tuple[Draft, list[Question]]:
    """The draft, standing at one of its questions, and these questions.

    A draft of another version keeps the answers that still have a question and asks only what is new.
    """
    given, questions = draft, asked(form, draft, context)
    known = {q.id for q in questions}
    if draft.version != form.version:
        kept = {k: v for k, v in draft.answers.items() if (q := form.get(k)) and _still_fits(q, v, context)}
        draft = draft.with_(version=form.version, answers=kept, at="", partial=None, page=0, returning=False)
    if draft.at != SUMMARY and not draft.at.startswith(CHANGE) and draft.at not in known:
        draft = next_(form, draft, context)
    return draft, questions if draft is given else asked(form, draft, context)


def choosable(form: Form, answers: Answers, context: Context) -> dict[str, Any]:
    """Those of the answers that could be given today; that they can still be shown is not enough."""
    kept = {}
    for name, value in answers.items():
        question = form.get(name)
        if question and _still_fits(question, value, context) and _offered(question, value, context):
            kept[name] = value
    return kept


def _offered(question: Question, value: object, context: Context) -> bool:
    return value is None or question.kind.offered(value, question, context)


def _still_fits(question: Question, value: object, context: Context) -> bool:
    """Whether an answer to an older version can still be shown; one that is no longer offered is asked again."""
    try:
        return value is None or bool(question.kind.show(value, question, context))
    except (LookupError, TypeError, ValueError, Refusal):
        return False


def next_(form: Form, draft: Draft, context: Context) -> Draft:
    """Goes to the first question without an answer (in a correction: the next one), else to the summary."""
    if form.next:
        chosen = form.get(form.next(draft.answers) or "")
        return go(draft, chosen, context) if chosen else draft.with_(at=SUMMARY, partial=None, page=0, returning=False)
    questions = asked(form, draft, context)
    if draft.marked and not draft.returning:
        at = next((i for i, q in enumerate(questions) if q.id == draft.at), -1)
        waiting = questions[at + 1 :]
    else:
        waiting = [q for q in questions if q.id not in draft.answers and not q.later]
    if not waiting and not draft.returning and _says_more(questions, draft):
        waiting = left(questions, draft)
    if waiting:
        return go(draft, waiting[0], context)
    return draft.with_(at=SUMMARY, partial=None, page=0, returning=False)


def left(questions: list[Question], draft: Draft) -> list[Question]:
    """What may come later and has not come."""
    return [q for q in questions if q.later and q.id not in draft.answers]


def _says_more(questions: list[Question], draft: Draft) -> bool:
    """Whether the person has just been at something that might have come later."""
    return any(q.later and q.id == draft.at for q in questions)


def counted(questions: list[Question], draft: Draft) -> list[Question]:
    """The questions that are counted out to the person: not what may come later, unless it has come."""
    return [q for q in questions if not q.later or q.id in draft.answers or q.id == draft.at]


def go(draft: Draft, question: Question, context: Context) -> Draft:
    start = question.kind.start(draft.answers, context)
    return draft.with_(at=question.id, partial=start, page=0, talk=Talk(draft.talk.last, draft.talk.menu))

"""What stands on the screen of a form, as far as it decides what a text means."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversations import screens
from bot.conversations.form import CHANGE, SUMMARY, Context, Draft, Form, More, Option, Question, Said, Value
from bot.conversations.order import fit
from bot.conversations.understanding.frame import Frame, Labels
from ocop_domain.errors import Refusal
from ocop_domain.text import fold


def frame_of(form: Form, draft: Draft, context: Context) -> Frame:
    """The frame of the question, summary or choice on which a draft stands."""
    draft, questions = fit(form, draft, context)

    def labels() -> Labels:
        return tuple((q.id, q.label(context.t)) for q in questions)

    def named() -> Labels:
        return (*labels(), *((q.id, name) for q in questions for name in q.called(context.t)))

    if draft.at == SUMMARY:
        options = screens.summary_options(form, draft, context, questions)
        more = [Option(screens.MORE_DATA, label)] if (label := screens.more_label(draft, questions, context)) else []
        return Frame("closed", SUMMARY, (*options, *more), tuple(options), labels=named)
    if draft.at.startswith(CHANGE):
        here = [q.id for q in screens.changeable(draft, questions)]
        numbered = tuple(Option(id_, label) for id_, label in labels() if id_ in here)
        return Frame("closed", draft.at, numbered, numbered, labels=lambda: _first(here, named()))
    return _at_question(form, next(q for q in questions if q.id == draft.at), draft, context, named)


def _first(here: list[str], labels: Labels) -> Labels:
    """All labels, those on the screen first: a number means one of them."""
    return tuple(sorted(labels, key=lambda label: label[0] not in here))


def _at_question(form: Form, question: Question, draft: Draft, context: Context, labels: Callable[[], Labels]) -> Frame:
    kind = question.kind
    options = screens.options_at(form, question, draft, context)
    shown = screens.page(options, draft.page, grid=kind.grid)
    return Frame(
        kind.hears,
        question.id,
        tuple(options),
        tuple(shown),
        by_position=kind.by_position or bool(draft.talk.doubt or draft.talk.read),
        yes_no=kind.yes_no or (bool(draft.talk.read) and not draft.talk.fixing),
        confirms=isinstance(draft.partial, dict) and "sure" in draft.partial,
        required=question.required,
        more=context.t(kind.more) if len(options) > len(shown) else "",
        labels=labels,
        near=lambda: _words_of(question, draft, context),
        read=_reader(question, draft, context),
    )


def _words_of(question: Question, draft: Draft, context: Context) -> frozenset[str]:
    """The words of the question itself, without diacritics."""
    return frozenset(fold(f"{question.label(context.t)} {screens.asked(question, draft, context)}").split())


def _reader(question: Question, draft: Draft, context: Context) -> Callable[[str], Value | More | None]:
    def read(text: str) -> Value | More | None:
        try:
            return question.kind.read(Said(text=text), question, context, draft.partial)
        except Refusal:
            return None

    return read

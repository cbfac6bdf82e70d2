"""Walks any form: one question at a time, back, skip, why, keep, save, summary, change, send."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from bot.conversations import screens
from bot.conversations.form import CHANGE, SUMMARY, Answers, Context, Draft, Form, More, Option, Question, Said, always
from bot.conversations.matching import match, says
from bot.conversations.screens import OPTION
from bot.messages import Reply
from bot.texts import Translator
from ocop_domain.eligibility import check
from ocop_domain.errors import Refusal
from ocop_domain.text import fold

Outcome = Literal["asked", "left", "sent"]

NAVIGATION = ("back", "skip", "keep", "clear", "why", "save")


@dataclass(frozen=True, slots=True)
class FormStep:
    """What became of the draft, and what to show."""

    draft: Draft
    reply: Reply
    outcome: Outcome = "asked"


def asked(form: Form, draft: Draft, context: Context) -> list[Question]:
    """The questions of this draft, in order: those that apply; in a correction, those marked or new."""
    if form.next:
        ids = dict.fromkeys((*draft.answers, draft.at))  # in the order in which they were asked
        return [q for i in ids if (q := form.get(i))]
    return [
        q
        for q in form.questions
        if (q.applies is always or q.applies(draft.answers, context.programme))
        and (not draft.marked or q.id in draft.marked or q.id not in draft.answers)
    ]


def open_draft(form: Form, draft: Draft, context: Context, note: str = "") -> FormStep:
    """The screen on which the draft stands; an old version is fitted to the form first."""
    draft, questions = _fit(form, draft, context)
    return FormStep(draft, screens.show(form, draft, questions, context, note))


def turn(form: Form, draft: Draft, context: Context, said: Said) -> FormStep:
    """One thing said, one screen shown. What cannot be taken is explained and asked again."""
    draft, questions = _fit(form, draft, context)
    question = next((q for q in questions if q.id == draft.at), None)
    try:
        if said.files and not said.text and not (question and question.kind.files):
            raise Refusal("error.file_not_here")
        if draft.at == SUMMARY:
            return _at_summary(form, draft, context, said)
        if draft.at == CHANGE:
            return _at_change(form, draft, context, said)
        assert question, "a fitted draft stands at a question of its form"
        return _at_question(form, draft, context, question, said)
    except Refusal as refusal:
        note = context.t(refusal.code, **refusal.params)
        step = open_draft(form, draft, context, context.t("screen.sorry", note=note))
        own = _is_typed(question, draft, context) and not _navigation(said, context)
        return _given_back(step, said.text if own else "")


def _given_back(step: FormStep, words: str) -> FormStep:
    """The screen, with the words that were not taken: who wrote them shall not have to write them again."""
    return FormStep(step.draft, step.reply.with_(refused=words), step.outcome) if words else step


def _is_typed(question: Question | None, draft: Draft, context: Context) -> bool:
    """Whether a question is answered by typing: of what can be pressed nobody wants the wrong words back."""
    return question is not None and not question.kind.options(question, context, draft.partial)


def takes_files(form: Form, draft: Draft, context: Context) -> bool:
    """Whether the question on which the draft stands wants files."""
    draft, questions = _fit(form, draft, context)
    return any(q.id == draft.at and q.kind.files for q in questions)


def _fit(form: Form, draft: Draft, context: Context) -> tuple[Draft, list[Question]]:
    """The draft, standing at one of its questions, and these questions.

    A draft of another version keeps the answers that still have a question and asks only what is new.
    """
    given, questions = draft, asked(form, draft, context)
    known = {q.id for q in questions}
    if draft.version != form.version:
        kept = {k: v for k, v in draft.answers.items() if (q := form.get(k)) and _still_fits(q, v, context)}
        draft = draft.with_(version=form.version, answers=kept, at="", partial=None, page=0, returning=False)
    if draft.at not in {SUMMARY, CHANGE} and draft.at not in known:
        draft = _next(form, draft, context)
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


def _next(form: Form, draft: Draft, context: Context) -> Draft:
    """Goes to the first question without an answer (in a correction: the next one), else to the summary."""
    if form.next:
        chosen = form.get(form.next(draft.answers) or "")
        return _go(draft, chosen, context) if chosen else draft.with_(at=SUMMARY, partial=None, page=0, returning=False)
    questions = asked(form, draft, context)
    if draft.marked and not draft.returning:
        at = next((i for i, q in enumerate(questions) if q.id == draft.at), -1)
        waiting = questions[at + 1 :]
    else:
        waiting = [q for q in questions if q.id not in draft.answers]
    if waiting:
        return _go(draft, waiting[0], context)
    return draft.with_(at=SUMMARY, partial=None, page=0, returning=False)


def _go(draft: Draft, question: Question, context: Context) -> Draft:
    start = question.kind.start(draft.answers, context)
    return draft.with_(at=question.id, partial=start, page=0)


def _at_question(form: Form, draft: Draft, context: Context, question: Question, said: Said) -> FormStep:
    if move := _navigation(said, context):
        return _navigate(form, draft, context, question, move)
    options = question.kind.options(question, context, draft.partial)
    shown = screens.page(options, draft.page, grid=question.kind.grid)
    if said.data == screens.MORE or (len(options) > len(shown) and _says_more(said, question, context)):
        return open_draft(form, draft.with_(page=draft.page + 1), context)
    meant = _pressed(said, options, shown if question.kind.by_position else [])
    answer = question.kind.read(meant, question, context, draft.partial)
    if isinstance(answer, More):
        step = open_draft(form, draft.with_(partial=answer.partial, page=0), context, answer.note)
        return _given_back(step, answer.refused)
    answers = {**draft.answers, question.id: answer.value}
    former, draft = draft.answers, draft.with_(answers=answers, partial=None, page=0)
    return _advance(form, draft, context, _understood(question, answer.value, said, context), former=former)


def _understood(question: Question, value: object, said: Said, context: Context) -> str:
    """How a typed answer was read, where it was read otherwise than typed: 85k is shown as 85.000 đ."""
    shown = question.kind.show(value, question, context)
    if not said.text or fold(shown) == fold(said.text):
        return ""
    return context.t("screen.understood", label=question.label(context.t), value=shown)


def _advance(form: Form, draft: Draft, context: Context, *notes: str, former: Answers | None = None) -> FormStep:
    """After an answer: what the law says of it, then the next question, the summary or the end."""
    known = check(former, context.programme) if former is not None else []
    found = check(draft.answers, context.programme)
    findings = [context.t(f.code) for f in found if f.question == draft.at or (former is not None and f not in known)]
    if draft.marked and draft.at not in draft.marked:  # what a correction asked anew can be changed before it is sent
        draft = draft.with_(marked=(*draft.marked, draft.at))
    draft = _next(form, draft, context)
    if draft.at == SUMMARY and not form.summary:
        return FormStep(draft, Reply(""), "sent")
    if draft.at == SUMMARY:
        findings = []  # the summary says them all
    return open_draft(form, draft, context, "\n".join(n for n in (*notes, *findings) if n))


def _pressed(said: Said, options: list[Option], shown: list[Option]) -> Said:
    """A press without its prefix; a typed number among the shown options as a press."""
    if said.data:
        return Said(data=said.data.removeprefix(OPTION))
    if said.text.strip().isdecimal() and shown and (found := match(said.text, shown, shown)):
        return Said(data=found.id)
    return said


def _navigation(said: Said, context: Context) -> str:
    if said.data:
        return said.data[2:] if said.data.startswith(screens.NAV) else ""
    return _moves(context.t).get(fold(said.text), "")


@cache
def _moves(t: Translator) -> dict[str, str]:
    """The words that move, folded, and what each does: made once for a language."""
    found: dict[str, str] = {}
    for name in NAVIGATION:
        for word in (t(f"nav.{name}"), *t.words(f"nav.{name}.words")):
            found.setdefault(fold(word), name)
    return found


def _says_more(said: Said, question: Question, context: Context) -> bool:
    return says(said.text, [context.t("nav.more"), context.t(question.kind.more)])


def _navigate(form: Form, draft: Draft, context: Context, question: Question, move: str) -> FormStep:
    t = context.t
    if move == "why":
        return open_draft(form, draft, context, question.why(t))
    if move == "save":
        return FormStep(draft, Reply(t("screen.saved")), "left")
    if move == "keep":
        if question.id not in draft.answers:
            raise Refusal("error.needs_text")
        return _advance(form, draft.with_(partial=None), context)
    if move in {"skip", "clear"}:
        if question.required:
            raise Refusal("error.required")
        skipped = question.kind.skipped(draft.partial) if move == "skip" else None
        kept = skipped or (draft.answers.get(question.id) if move == "skip" else None)
        return _advance(form, draft.with_(answers={**draft.answers, question.id: kept}, partial=None), context)
    return _back(form, draft, context, question)


def _back(form: Form, draft: Draft, context: Context, question: Question) -> FormStep:
    if draft.page:
        return open_draft(form, draft.with_(page=0), context)
    if draft.partial not in (None, question.kind.start(draft.answers, context)):
        return open_draft(form, _go(draft, question, context), context)
    if draft.returning:
        return open_draft(form, draft.with_(at=SUMMARY, returning=False, partial=None), context)
    questions = asked(form, draft, context)
    at = questions.index(question)
    if at == 0 and form.behind:
        return FormStep(draft, Reply(""), "left")
    if at == 0:
        return open_draft(form, draft, context, context.t("screen.first"))
    return open_draft(form, _go(draft, questions[at - 1], context), context)


def _at_summary(form: Form, draft: Draft, context: Context, said: Said) -> FormStep:
    t = context.t
    options = screens.summary_options(form, draft, context)
    move = _navigation(said, context)
    if move == "save":
        return FormStep(draft, Reply(t("screen.saved")), "left")
    if move == "back":
        questions = asked(form, draft, context)
        return open_draft(form, _go(draft, questions[-1], context), context)
    chosen = next((o.id for o in options if o.id == said.data), None) or getattr(
        match(said.text, options, options), "id", None
    )
    words = fold(said.text).split()
    if not chosen and len(words) > 1 and says(words[0], t.words("summary.change.words")):
        return _at_change(form, draft, context, Said(text=said.text.split(maxsplit=1)[1]))
    if chosen == screens.CHANGE_DATA:
        return open_draft(form, draft.with_(at=CHANGE), context)
    if chosen == screens.SEND_DATA:
        if blocking := [f for f in check(draft.answers, context.programme) if f.blocks]:
            if draft.marked:  # a correction may also mend what blocks it
                draft = draft.with_(marked=(*draft.marked, *(f.question for f in blocking)))
            note = t("error.blocked", reasons="\n".join(t(f.code) for f in blocking))
            return open_draft(form, draft, context, t("screen.sorry", note=note))
        if missing := [q for q in asked(form, draft, context) if q.id not in draft.answers]:
            return open_draft(form, _go(draft, missing[0], context), context, t("error.required"))
        return FormStep(draft, Reply(""), "sent")
    raise Refusal("error.choose")


def _at_change(form: Form, draft: Draft, context: Context, said: Said) -> FormStep:
    if _navigation(said, context) in {"back", "keep"}:
        return open_draft(form, draft.with_(at=SUMMARY), context)
    questions = asked(form, draft, context)
    options = [Option(q.id, q.label(context.t)) for q in questions]
    if said.data:
        chosen = next((q for q in questions if said.data == screens.OPTION + q.id), None)
    else:
        named = match(said.text, options, options)
        chosen = form.get(named.id) if named else None
    if not chosen:
        raise Refusal("error.choose")
    return open_draft(form, _go(draft.with_(returning=True), chosen, context), context)

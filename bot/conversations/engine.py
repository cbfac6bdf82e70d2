"""Walks any form: one question at a time, back, skip, why, keep, save, summary, change, send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.conversations import photos, screens
from bot.conversations.along import read_along
from bot.conversations.form import CHANGE, SUMMARY, Answers, Context, Draft, Form, More, Question, Said, Value
from bot.conversations.framing import frame_of
from bot.conversations.order import asked, choosable, counted, fit, go, left, next_
from bot.conversations.screens import OPTION
from bot.conversations.understanding.frame import Heard
from bot.conversations.understanding.lexicon import DISCARD, MOVES, lexicon_of
from bot.conversations.understanding.meaning import (
    Addition,
    Answer,
    AnswerOrQuestion,
    Ask,
    Choose,
    Command,
    Correct,
    FormMove,
    Meaning,
    Nothing,
    Thanks,
)
from bot.conversations.understanding.understand import understand
from bot.messages import Reply, shortened
from ocop_domain.eligibility import check
from ocop_domain.errors import Refusal

__all__ = ["NAVIGATION", "FormStep", "asked", "choosable", "open_draft", "takes_files", "turn"]

Outcome = Literal["asked", "left", "sent", "aside"]

NAVIGATION = MOVES
_ECHOED = 160
"""Characters of an answer that are said again; the whole stands on the summary."""
_TWICE = 2
"""From this failure on at one question the help is another one."""
_REQUIRED = "error.required"


@dataclass(frozen=True, slots=True)
class FormStep:
    """What became of the draft, and what to show; `meaning` is what the form itself has no answer to ("aside")."""

    draft: Draft
    reply: Reply
    outcome: Outcome = "asked"
    meaning: Meaning | None = None


class _KnowsNothing:
    """Where nobody is asked but the form."""

    def knows(self, text: str) -> bool:
        return False


def open_draft(form: Form, draft: Draft, context: Context, note: str = "") -> FormStep:
    """The screen on which the draft stands; an old version is fitted to the form first."""
    draft, questions = fit(form, draft, context)
    return FormStep(draft, screens.show(form, draft, questions, context, note))


def turn(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep:
    """One thing said, one screen shown. What cannot be taken is explained and asked again."""
    draft, questions = fit(form, draft, context)
    if isinstance(heard, Said) and heard.text and not heard.files:
        heard = understand(Heard(heard.text), frame_of(form, draft, context), lexicon_of(context.t), _KnowsNothing())
    question = next((q for q in questions if q.id == draft.at), None)
    try:
        if isinstance(heard, Said) and heard.files and not (question and question.kind.files):
            raise Refusal("error.file_not_here")
        return _hear(form, draft, context, heard)
    except Refusal as refusal:
        return _refused(form, draft, context, heard, refusal)


def _hear(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep:
    if isinstance(heard, Ask | Thanks | Command):
        return _aside(form, draft, context, heard)
    if isinstance(heard, Said) and heard.data == screens.DISCARD:
        return _aside(form, draft, context, Command(DISCARD))
    if isinstance(heard, Correct):
        return _correct(form, draft, context, heard.question)
    if draft.at == SUMMARY:
        return _at_summary(form, draft, context, heard)
    if draft.at.startswith(CHANGE):
        return _at_change(form, draft, context, heard)
    question = form.get(draft.at)
    assert question, "a fitted draft stands at a question of its form"
    if isinstance(heard, AnswerOrQuestion | Addition):
        return _doubted(form, draft, context, heard)
    if draft.talk.read and (step := _photo_settled(form, draft, context, heard)):
        return step
    if draft.talk.doubt:
        if step := _settled(form, draft, context, heard):
            return step
        draft = draft.with_(talk=replace(draft.talk, doubt="", to=""))
    return _at_question(form, draft, context, question, heard)


def _aside(form: Form, draft: Draft, context: Context, meaning: Meaning) -> FormStep:
    """Not for the form: somebody else answers, and its question stands below, shortly."""
    reply = open_draft(form, draft, context).reply
    question = form.get(draft.at)
    text = screens.asked(question, draft, context) if question else context.t(f"form.{form.kind}.check")
    return FormStep(draft, reply.with_(text=text), "aside", meaning)


def _refused(form: Form, draft: Draft, context: Context, heard: Said | Meaning, refusal: Refusal) -> FormStep:
    """Why it was not taken; at the second time with other help than at the first."""
    lines = [context.t("screen.sorry", note=context.t(refusal.code, **refusal.params))]
    typed = heard.text if isinstance(heard, Answer) else ""
    question = form.get(draft.at)
    if typed and question:
        # What is said now is about itself: a text that was in doubt before is not asked about again.
        draft = draft.with_(talk=replace(draft.talk, failed=draft.talk.failed + 1, doubt="", to=""))
    if typed and question and draft.talk.failed >= _TWICE:
        lines += _other_help(form, question, draft, context)
    elif question and refusal.code == _REQUIRED:
        lines += _way_past(form, question, context)
    step = open_draft(form, draft, context, "\n".join(lines))
    return _given_back(step, typed if _is_typed(question, draft, context) else "")


def _other_help(form: Form, question: Question, draft: Draft, context: Context) -> list[str]:
    """What helps who failed twice: an example, the way past the question, somebody to ask."""
    t, lines = context.t, []
    if example := screens.example_of(question, draft, context):
        lines.append(t("screen.help_example", example=example))
    return [*lines, *_way_past(form, question, context), t("screen.help_officer")]


def _way_past(form: Form, question: Question, context: Context) -> list[str]:
    """The button that leads past the question, where the screen has one."""
    if not question.required:
        return [context.t("screen.help_skip")]
    return [context.t("screen.help_save")] if screens.saves(form) else []


def _given_back(step: FormStep, words: str) -> FormStep:
    """The screen, with the words that were not taken: who wrote them shall not have to write them again."""
    return replace(step, reply=step.reply.with_(refused=words)) if words else step


def _is_typed(question: Question | None, draft: Draft, context: Context) -> bool:
    """Whether a question is answered by typing: of what can be pressed nobody wants the wrong words back."""
    return question is not None and not question.kind.options(question, context, draft.partial)


def takes_files(form: Form, draft: Draft, context: Context) -> bool:
    """Whether the question on which the draft stands wants files."""
    draft, questions = fit(form, draft, context)
    return any(q.id == draft.at and q.kind.files for q in questions)


def takes_captions(form: Form, draft: Draft, context: Context) -> bool:
    """Whether the words beside a file belong to its answer."""
    draft, questions = fit(form, draft, context)
    return any(q.id == draft.at and q.kind.captions for q in questions)


# What is in doubt


def _doubted(form: Form, draft: Draft, context: Context, heard: AnswerOrQuestion | Addition) -> FormStep:
    """Asks what a text is meant as; it is kept till then."""
    to = heard.question if isinstance(heard, Addition) and _grows(form, heard, context) else ""
    return open_draft(form, draft.with_(talk=replace(draft.talk, doubt=heard.text, to=to)), context)


def _grows(form: Form, heard: Addition, context: Context) -> bool:
    """Whether the question before can take the text: what nobody can do is not offered."""
    former = form.get(heard.question)
    try:
        return former is not None and bool(former.kind.read(Said(text=heard.text), former, context, None))
    except Refusal:
        return False


def _settled(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep | None:
    """What the person says of a text that was in doubt; None when something else is said."""
    pressed = heard.data.removeprefix(OPTION) if isinstance(heard, Said) else ""
    chosen = heard.option if isinstance(heard, Choose) else pressed
    if chosen not in screens.DOUBTS:
        return None
    text, to = draft.talk.doubt, draft.talk.to
    draft = draft.with_(talk=replace(draft.talk, doubt="", to=""))
    question = form.get(draft.at)
    assert question, "a doubt is about a question of the form"
    if chosen == screens.ASKING:
        return _aside(form, draft, context, Ask(text))
    if chosen == screens.ADD and (former := form.get(to)):
        return _added(form, draft, context, former, text)
    if chosen == screens.DROP:
        return open_draft(form, draft, context, context.t("doubt.dropped"))
    return _at_question(form, draft, context, question, Answer(text))


def _photo_settled(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep | None:
    """What the person says of the answers that a photo gave; None when something else is said."""
    pressed = heard.data.removeprefix(OPTION) if isinstance(heard, Said) else ""
    chosen = heard.option if isinstance(heard, Choose) else pressed
    read = draft.talk.read
    if chosen == photos.RIGHT:
        draft = draft.with_(answers={**draft.answers, **read}, talk=replace(draft.talk, read={}, fixing=False))
        note = context.t("onphoto.taken", count=len(read))
        return _advance(form, draft, context, note) if draft.at in read else open_draft(form, draft, context, note)
    if chosen == photos.WRONG:
        return open_draft(form, draft.with_(talk=replace(draft.talk, fixing=True)), context)
    if chosen.removeprefix(photos.NOT) not in read:
        return None
    rest = {name: value for name, value in read.items() if name != chosen.removeprefix(photos.NOT)}
    return open_draft(form, draft.with_(talk=replace(draft.talk, read=rest, fixing=False)), context)


def _added(form: Form, draft: Draft, context: Context, former: Question, text: str) -> FormStep:
    """The text belongs to the question before: a text grows by it, anything else is read anew."""
    known = draft.answers.get(former.id)
    if former.kind.hears in {"name", "text", "reason"} and isinstance(known, str):
        text = f"{known}\n{text}" if former.kind.hears == "text" else f"{known}, {text}"
    read = former.kind.read(Said(text=text), former, context, None)
    if not isinstance(read, Value):
        return open_draft(form, go(draft.with_(returning=draft.returning), former, context), context, read.note)
    draft = draft.with_(answers={**draft.answers, former.id: read.value})
    return open_draft(form, draft, context, _echo(former, read.value, context))


# At a question


def _at_question(form: Form, draft: Draft, context: Context, question: Question, heard: Said | Meaning) -> FormStep:
    if move := _move(heard):
        if move == "more":
            return open_draft(form, draft.with_(page=draft.page + 1), context)
        return _navigate(form, draft, context, question, move)
    if isinstance(heard, Nothing):
        return _left_empty(form, draft, context, question)
    also: dict[str, Any] = {}
    if isinstance(heard, Answer) and heard.reading is None:
        text, also = read_along(form, draft, question, context, heard.text)
        heard = Answer(text)
    answer = _read(draft, context, question, heard)
    if isinstance(answer, More):
        step = open_draft(form, draft.with_(partial=answer.partial, page=0), context, answer.note)
        return _given_back(step, answer.refused)
    answers = {**draft.answers, **answer.also, **also, question.id: answer.value}
    former, draft = draft.answers, draft.with_(answers=answers, partial=None, page=0)
    typed = isinstance(heard, Answer | Choose)
    echoes = [_echo(question, answer.value, context)] if typed else []
    for name, value in also.items():
        if beside := form.get(name):
            echoes.append(_echo(beside, value, context))
    return _advance(form, draft, context, *echoes, former=former)


def _move(heard: Said | Meaning) -> str:
    if isinstance(heard, Said):
        if heard.data == screens.MORE:
            return "more"
        return heard.data[2:] if heard.data.startswith(screens.NAV) else ""
    return heard.name if isinstance(heard, FormMove) else ""


def _read(draft: Draft, context: Context, question: Question, heard: Said | Meaning) -> Value | More:
    """What the question makes of a press, a contact, files or a text."""
    if isinstance(heard, Answer):
        known = heard.reading
        return known or question.kind.read(Said(text=heard.text), question, context, draft.partial)
    if isinstance(heard, Choose):
        heard = Said(data=heard.option)
    assert isinstance(heard, Said), "every other meaning was seen to"
    said = Said(heard.text, heard.data.removeprefix(OPTION), heard.contact, heard.files)
    return question.kind.read(said, question, context, draft.partial)


def _left_empty(form: Form, draft: Draft, context: Context, question: Question) -> FormStep:
    """There is none, or not yet: kindly refused where an answer is needed."""
    if question.required:
        raise Refusal(_REQUIRED)
    kept = question.kind.skipped(draft.partial)
    draft = draft.with_(answers={**draft.answers, question.id: kept}, partial=None)
    note = context.t("screen.left_empty", label=question.label(context.t))
    return _advance(form, draft, context, "" if kept else note)


def _echo(question: Question, value: object, context: Context) -> str:
    """How an answer was read, said again in front of the next question."""
    shown = " ".join(question.kind.show(value, question, context).split())
    return context.t("screen.understood", label=question.label(context.t), value=shortened(shown, _ECHOED))


def _correct(form: Form, draft: Draft, context: Context, question_id: str) -> FormStep:
    """Leads to another question of the form; when it is answered the form goes on where it was."""
    question = next(q for q in asked(form, draft, context) if q.id == question_id)
    returning = draft.returning or draft.at == SUMMARY or draft.at.startswith(CHANGE)
    return open_draft(form, go(draft.with_(returning=returning), question, context), context)


def _advance(form: Form, draft: Draft, context: Context, *notes: str, former: Answers | None = None) -> FormStep:
    """After an answer: what the law says of it, then the next question, the summary or the end."""
    known = check(former, context.programme) if former is not None else []
    found = check(draft.answers, context.programme)
    findings = [context.t(f.code) for f in found if f.question == draft.at or (former is not None and f not in known)]
    if draft.marked and draft.at not in draft.marked:  # what a correction asked anew can be changed before it is sent
        draft = draft.with_(marked=(*draft.marked, draft.at))
    draft = next_(form, draft.with_(talk=replace(draft.talk, last=draft.at)), context)
    if draft.at == SUMMARY and not form.summary:
        return FormStep(draft, Reply(""), "sent")
    if draft.at == SUMMARY:
        findings = []  # the summary says them all
    return open_draft(form, draft, context, "\n".join(n for n in (*notes, *findings) if n))


def _navigate(form: Form, draft: Draft, context: Context, question: Question, move: str) -> FormStep:
    t = context.t
    if move == "why":
        needed = t("why.needed" if question.required else "why.may_be_skipped")
        why = question.why(t, question.manner(draft.answers, context.programme))
        return open_draft(form, draft, context, f"{why}\n{needed}")
    if move == "save":
        return FormStep(draft, Reply(t("screen.saved")), "left")
    if move == "keep":
        if question.id not in draft.answers:
            raise Refusal("error.needs_text")
        return _advance(form, draft.with_(partial=None), context)
    if move in {"skip", "clear"}:
        if question.required:
            raise Refusal(_REQUIRED)
        skipped = question.kind.skipped(draft.partial) if move == "skip" else None
        kept = skipped or (draft.answers.get(question.id) if move == "skip" else None)
        return _advance(form, draft.with_(answers={**draft.answers, question.id: kept}, partial=None), context)
    return _back(form, draft, context, question)


def _back(form: Form, draft: Draft, context: Context, question: Question) -> FormStep:
    if draft.page:
        return open_draft(form, draft.with_(page=0), context)
    if draft.partial not in (None, question.kind.start(draft.answers, context)):
        return open_draft(form, go(draft, question, context), context)
    if draft.returning:
        return open_draft(form, draft.with_(at=SUMMARY, returning=False, partial=None), context)
    questions = counted(asked(form, draft, context), draft)
    if question.later:
        return _back_from_more(form, draft, context, questions)
    at = questions.index(question)
    if at == 0 and form.behind:
        return FormStep(draft, Reply(""), "left")
    if at == 0:
        return open_draft(form, draft, context, context.t("screen.first"))
    return open_draft(form, go(draft, questions[at - 1], context), context)


def _back_from_more(form: Form, draft: Draft, context: Context, questions: list[Question]) -> FormStep:
    """From what may come later: to what came so before it, else to where "more" was chosen."""
    at = next(i for i, q in enumerate(questions) if q.id == draft.at)
    before = [q for q in questions[:at] if q.later]
    if before:
        return open_draft(form, go(draft, before[-1], context), context)
    return open_draft(form, next_(form, draft.with_(at="", partial=None), context), context)


# At the end


def _at_summary(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep:
    t = context.t
    move = _move(heard)
    if move == "save":
        return FormStep(draft, Reply(t("screen.saved")), "left")
    if move == "back":
        questions = counted(asked(form, draft, context), draft)
        return open_draft(form, go(draft, questions[-1], context), context)
    chosen = _chosen(heard)
    if chosen == screens.CHANGE_DATA:
        return open_draft(form, draft.with_(at=CHANGE), context)
    if chosen == screens.SEND_DATA:
        return _send(form, draft, context)
    if chosen == screens.MORE_DATA and (open_ := left(asked(form, draft, context), draft)):
        return open_draft(form, go(draft, open_[0], context), context)
    section = chosen.removeprefix(screens.SECTION_DATA)
    if chosen.startswith(screens.SECTION_DATA) and section in screens.by_section(asked(form, draft, context)):
        return open_draft(form, draft.with_(at=CHANGE + section), context)
    raise Refusal("error.choose")


def _chosen(heard: Said | Meaning) -> str:
    """What was pressed or typed of what stands on the screen."""
    if isinstance(heard, Choose):
        return heard.option
    return heard.data if isinstance(heard, Said) else ""


def _send(form: Form, draft: Draft, context: Context) -> FormStep:
    """Sends it, unless the law refuses it or something is missing."""
    t = context.t
    if blocking := [f for f in check(draft.answers, context.programme) if f.blocks]:
        if draft.marked:  # a correction may also mend what blocks it
            draft = draft.with_(marked=(*draft.marked, *(f.question for f in blocking)))
        return open_draft(form, draft, context, t("screen.sorry", note=t("error.blocked")))
    if missing := [q for q in asked(form, draft, context) if q.id not in draft.answers and not q.later]:
        note = "\n".join((t(_REQUIRED), *_way_past(form, missing[0], context)))
        return open_draft(form, go(draft, missing[0], context), context, note)
    return FormStep(draft, Reply(""), "sent")


def _at_change(form: Form, draft: Draft, context: Context, heard: Said | Meaning) -> FormStep:
    if _move(heard) in {"back", "keep"}:
        return open_draft(form, draft.with_(at=SUMMARY), context)
    chosen = _chosen(heard).removeprefix(OPTION)
    if not any(q.id == chosen for q in asked(form, draft, context)):
        raise Refusal("error.choose")
    return _correct(form, draft, context, chosen)

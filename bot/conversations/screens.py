"""What a form looks like: the question, the summary, the choice of what to change."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations import onpaper, photos
from bot.conversations.form import CHANGE, FILLED, SUMMARY, Context, Draft, Form, Option, Question, section_at
from bot.conversations.order import counted, left
from bot.messages import Choice, Reply, shortened
from ocop_domain.eligibility import check
from ocop_domain.writing import quoted

NAV = "n:"
OPTION = "o:"
MORE = "o:+"
SEND_DATA = "s:send"
CHANGE_DATA = "s:change"
SECTION_DATA = "s:in:"
MORE_DATA = "s:more"
DISCARD = "n:discard"
MINE, ASKING, ADD, DROP = "mine", "asking", "add", "drop"
DOUBTS = frozenset({MINE, ASKING, ADD, DROP})
"""What can be said of a text that may be an answer or a question, or belongs to the question before."""
_WHOLE = 8
"""Answers that a summary shows whole; more are shown by sections."""
_PREVIEW = 60
"""Characters of the answers of a section on the summary."""
_LONG = 200
"""Characters of an answer in the list of its section."""
_LABEL = 30
"""Characters of a button."""
PAGE = 6
"""Answers on one screen: six big buttons."""


def page(options: Sequence[Option], number: int, *, grid: bool = False) -> list[Option]:
    """The options of one page; the last button of a longer list leads to the next page, and round again."""
    if grid or len(options) <= PAGE:
        return list(options)
    size = PAGE - 1
    pages = -(-len(options) // size)
    start = number % pages * size
    return list(options[start : start + size])


def show(form: Form, draft: Draft, questions: list[Question], context: Context, note: str = "") -> Reply:
    """The screen on which the draft stands."""
    if draft.at == SUMMARY:
        return _summary(form, draft, questions, context, note)
    if draft.at.startswith(CHANGE):
        return _change(draft, questions, context, note)
    return _question(form, draft, questions, context, note)


def _question(form: Form, draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    t = context.t
    questions = counted(questions, draft)
    at = next(i for i, q in enumerate(questions) if q.id == draft.at)
    question = questions[at]
    lines = [question.kind.legend(context), note, asked(question, draft, context)]
    if example := example_of(question, draft, context):
        lines.append(t("screen.example", example=example))
    if context.reads_photos and photos.could_fill(draft, question):
        lines.append(t("onphoto.hint"))
    answered = draft.answers.get(question.id)
    if answered is not None and draft.partial in (None, question.kind.start(draft.answers, context)):
        lines.append(t("screen.current", value=question.kind.show(answered, question, context)))
    if draft.talk.doubt:
        note = _doubt(form, draft, context)
    lines[1] = note
    if draft.talk.read:
        lines = [note, photos.shown(form, draft, context)]
    options = options_at(form, question, draft, context)
    shown = page(options, draft.page, grid=question.kind.grid)
    choices = [Choice(OPTION + o.id, o.label) for o in shown]
    if len(shown) < len(options):
        choices.append(Choice(MORE, t(question.kind.more)))
    return Reply(
        "\n\n".join(line for line in lines if line),
        title=_title(form, draft, at + 1, len(questions), context),
        choices=tuple(choices),
        nav=tuple(Choice(NAV + n, _move_label(n, question, context)) for n in _moves(form, question, draft, at)),
        grid=question.kind.grid,
        contact=t("nav.contact") if question.id == "phone" else "",
    )


def options_at(form: Form, question: Question, draft: Draft, context: Context) -> list[Option]:
    """What can be pressed: what a photo gave is confirmed first, then what is in doubt, then the question's own."""
    if draft.talk.read:
        return photos.options(form, draft, context)
    return doubt_options(draft, context) or question.kind.options(question, context, draft.partial)


def doubt_options(draft: Draft, context: Context) -> list[Option]:
    """What can be said of a text that is in doubt; none where nothing is."""
    if not draft.talk.doubt:
        return []
    t = context.t
    if draft.talk.to:
        return [Option(ADD, t("doubt.add")), Option(MINE, t("doubt.here")), Option(DROP, t("doubt.drop"))]
    return [Option(MINE, t("doubt.mine")), Option(ASKING, t("doubt.asking"))]


def _doubt(form: Form, draft: Draft, context: Context) -> str:
    """The text that is in doubt, and what may be meant by it."""
    former = form.get(draft.talk.to)
    if former:
        return context.t("doubt.which", text=draft.talk.doubt, label=former.label(context.t))
    return context.t("doubt.ask", text=draft.talk.doubt)


def _title(form: Form, draft: Draft, number: int, count: int, context: Context) -> str:
    question = form.get(draft.at)
    label = question.label(context.t) if question else ""
    if form.next:
        not_asked = set(draft.answers.get(FILLED, ())) - {draft.at}
        return context.t("screen.progress_open", number=count - len(not_asked), label=label)
    if count == 1:
        return label
    return context.t("screen.progress", number=number, count=count, label=label)


def saves(form: Form) -> bool:
    """Whether it can be left half done and gone on with later; a short one is begun anew."""
    return form.summary or form.next is not None


def _moves(form: Form, question: Question, draft: Draft, at: int) -> list[str]:
    """Ways to move."""
    moves = ["back"] if at or draft.returning or draft.partial or draft.page or form.behind else []
    if draft.answers.get(question.id) is not None:
        moves += ["keep"] if question.required else ["keep", "clear"]
    elif not question.required and not question.kind.skipped(draft.partial):
        moves.append("skip")
    return [*moves, "why", "save"] if saves(form) else [*moves, "why"]


def _move_label(move: str, question: Question, context: Context) -> str:
    """A criterion is not skipped: one does not know yet. Of a consent there is more to read."""
    if move == "why" and question.section == "consent":
        return context.t("consent.read_more")
    return context.t("nav.unknown") if move == "skip" and question.words else context.t(f"nav.{move}")


def facts(context: Context) -> dict[str, object]:
    """What a question's text may mention; the commune is one of the programme's own, for an example."""
    subject, programme = context.subject, context.programme
    commune = str(programme.demo_commune["commune"]).removeprefix("Xã ")
    return {"product": subject.name if subject else "", "programme": programme.name, "commune": commune}


def asked(question: Question, draft: Draft, context: Context) -> str:
    """The question in the words that fit what was answered."""
    return question.ask(context.t, question.manner(draft.answers, context.programme), **facts(context))


def example_of(question: Question, draft: Draft, context: Context) -> str:
    """An example that fits what was answered; "" where none is needed."""
    return question.example(context.t, question.manner(draft.answers, context.programme), **facts(context))


def value_of(question: Question, draft: Draft, context: Context) -> str:
    """The answer as text; a dash where it was skipped."""
    value = draft.answers.get(question.id)
    return question.kind.show(value, question, context) if value is not None else "–"


def more_label(draft: Draft, questions: list[Question], context: Context) -> str:
    """The button that leads through what may come later; "" where nothing is left of it."""
    open_ = len(left(questions, draft))
    return context.t("summary.more", count=open_) if open_ else ""


def by_section(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """The questions of each section, in their order."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(question.section, []).append(question)
    return found


def in_sections(questions: Sequence[Question]) -> bool:
    """Whether a summary is shown by sections: it is longer than a screen, and a button each leaves one to send it."""
    return len(questions) > _WHOLE and 1 < len(by_section(questions)) < PAGE


def changeable(draft: Draft, questions: Sequence[Question]) -> list[Question]:
    """The answers that can be changed where the draft stands: all, or those of one section."""
    section = section_at(draft.at)
    return [q for q in questions if not section or q.section == section]


def summary_options(form: Form, draft: Draft, context: Context, questions: Sequence[Question]) -> list[Option]:
    """What can be done on the summary: send it, and change an answer, by its section where there are many."""
    send = Option(SEND_DATA, context.t(f"form.{form.kind}.send"))
    if not in_sections(questions):
        return [send, Option(CHANGE_DATA, context.t("summary.change"))]
    found = by_section(questions).items()
    return [send, *(Option(SECTION_DATA + name, _short_heading(few[0], context)) for name, few in found)]


def _short_heading(question: Question, context: Context) -> str:
    """The heading of a section as a button."""
    heading = question.heading(context.t).strip("— ")
    label = context.t("summary.section", section=heading)
    return shortened(label, _LABEL)


def listing(
    questions: Sequence[Question], draft: Draft, context: Context, *, others: bool = False, only: str = ""
) -> str:
    """The numbered answers, by section, or of one section; what `others` wrote is marked as quoted."""
    lines: list[str] = []
    section = ""
    for number, question in enumerate(questions, 1):
        if only and question.section != only:
            continue
        if question.section != section:
            section = question.section
            lines.append(f"\n{question.heading(context.t)}")
        label = question.label(context.t)
        value = value_of(question, draft, context)
        lines.append(f"{number}. {label}: {quoted(value) if others else value}")
    return "\n".join(lines).strip()


def shortly(questions: Sequence[Question], draft: Draft, context: Context) -> str:
    """A line a section: what can be said shortly of it, and how many answers are left open."""
    return "\n".join(_line(few, draft, context) for few in by_section(questions).values())


def _line(questions: Sequence[Question], draft: Draft, context: Context) -> str:
    t = context.t
    answered = [q for q in questions if draft.answers.get(q.id) is not None]
    values = " · ".join(value_of(q, draft, context) for q in answered if q.kind.hears not in {"text", "reason"})
    values = shortened(values, _PREVIEW)
    open_ = len(questions) - len(answered)
    heading = questions[0].heading(context.t).strip("— ")
    parts = (values, t("summary.open", count=open_) if open_ else "")
    return t("summary.line", section=heading, values=" · ".join(part for part in parts if part))


def _summary(form: Form, draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    t = context.t
    findings = [t(f.code) for f in check(draft.answers, context.programme)]
    listed = shortly if in_sections(questions) else listing
    answers = {q.id: draft.answers.get(q.id) for q in questions}
    strange = "\n".join(onpaper.lines(answers, form.get, context))
    # What keeps it from being sent, or will hardly be meant, is read before the rest.
    parts = [note, *findings, strange, listed(questions, draft, context), t(f"form.{form.kind}.check")]
    options = summary_options(form, draft, context, questions)
    label = more_label(draft, questions, context)
    more = (Choice(MORE_DATA, label),) if label else ()
    return Reply(
        "\n\n".join(p for p in parts if p),
        title=t(f"form.{form.kind}.summary"),
        choices=tuple(Choice(o.id, o.label) for o in options),
        nav=(
            *more,
            *(Choice(NAV + n, t(f"nav.{n}")) for n in ("back", "save")),
            Choice(DISCARD, t("discard.button")),
        ),
    )


def _change(draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    """The numbered answers; of a section with what is answered."""
    t = context.t
    shown = changeable(draft, questions)
    within = bool(section_at(draft.at))
    lines = [
        f"{n}. {q.label(t)}" + (f": {value_of(q, draft, context)}" if within else "") for n, q in enumerate(shown, 1)
    ]
    few = within and len(shown) <= PAGE
    return Reply(
        "\n\n".join(p for p in (note, t("change.ask"), "\n".join(lines)) if p),
        title=shown[0].heading(context.t).strip("— ") if within else t("summary.change"),
        choices=tuple(
            Choice(OPTION + q.id, _numbered(q, n, context) if few else str(n)) for n, q in enumerate(shown, 1)
        ),
        nav=(Choice(NAV + "back", t("nav.back")),),
        grid=not few,
    )


def _answered(question: Question, draft: Draft, context: Context) -> str:
    """What is answered, behind the label; the whole of a long text is shown where it is changed."""
    value = value_of(question, draft, context)
    return f": {shortened(value, _LONG)}"


def _numbered(question: Question, number: int, context: Context) -> str:
    label = f"{number}. {question.label(context.t)}"
    return shortened(label, _LABEL)

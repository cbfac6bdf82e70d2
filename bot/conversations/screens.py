"""What a form looks like: the question, the summary, the choice of what to change."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.form import CHANGE, SUMMARY, Context, Draft, Form, Option, Question
from bot.messages import Choice, Reply
from ocop_domain.eligibility import check

NAV = "n:"
OPTION = "o:"
MORE = "o:+"
SEND_DATA = "s:send"
CHANGE_DATA = "s:change"
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
    if draft.at == CHANGE:
        return _change(draft, questions, context, note)
    return _question(draft, questions, context, note)


def _question(draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    t = context.t
    at = next(i for i, q in enumerate(questions) if q.id == draft.at)
    question = questions[at]
    own = f"q.{question.id}."
    lines = [note, t(own + "ask", **_facts(context))]
    if t.has(own + "example"):
        lines.append(t("screen.example", example=t(own + "example")))
    answered = draft.answers.get(question.id)
    if answered is not None and draft.partial in (None, question.kind.start(draft.answers, context)):
        lines.append(t("screen.current", value=question.kind.show(answered, question, context)))
    options = question.kind.options(question, context, draft.partial)
    shown = page(options, draft.page, grid=question.kind.grid)
    choices = [Choice(OPTION + o.id, o.label) for o in shown]
    if len(shown) < len(options):
        choices.append(Choice(MORE, t("nav.more")))
    return Reply(
        "\n\n".join(line for line in lines if line),
        title=t("screen.progress", number=at + 1, count=len(questions), label=t(own + "label")),
        choices=tuple(choices),
        nav=tuple(Choice(NAV + n, t(f"nav.{n}")) for n in _moves(question, draft, at)),
        grid=question.kind.grid,
        contact=t("nav.contact") if question.id == "phone" else "",
    )


def _moves(question: Question, draft: Draft, at: int) -> list[str]:
    moves = ["back"] if at or draft.returning or draft.partial or draft.page else []
    if draft.answers.get(question.id) is not None:
        moves += ["keep"] if question.required else ["keep", "clear"]
    elif not question.required and not question.kind.skipped(draft.partial):
        moves.append("skip")
    return [*moves, "why", "save"]


def _facts(context: Context) -> dict[str, object]:
    """What a question's text may mention."""
    subject = context.subject
    return {"product": subject.name if subject else "", "programme": context.programme.name}


def value_of(question: Question, draft: Draft, context: Context) -> str:
    """The answer as text; a dash where it was skipped."""
    value = draft.answers.get(question.id)
    return question.kind.show(value, question, context) if value is not None else "–"


def summary_options(form: Form, draft: Draft, context: Context) -> list[Option]:
    """What can be done on the summary."""
    return [
        Option(SEND_DATA, context.t(f"form.{form.id}.send")),
        Option(CHANGE_DATA, context.t("summary.change")),
    ]


def listing(questions: Sequence[Question], draft: Draft, context: Context) -> str:
    """The numbered answers, by section."""
    lines: list[str] = []
    section = ""
    for number, question in enumerate(questions, 1):
        if question.section != section:
            section = question.section
            lines.append(f"\n{context.t(f'section.{section}')}")
        label = context.t(f"q.{question.id}.label")
        lines.append(f"{number}. {label}: {value_of(question, draft, context)}")
    return "\n".join(lines).strip()


def _summary(form: Form, draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    t = context.t
    findings = [t(f.code) for f in check(draft.answers, context.programme)]
    parts = [note, listing(questions, draft, context), *findings, t(f"form.{form.id}.check")]
    options = summary_options(form, draft, context)
    return Reply(
        "\n\n".join(p for p in parts if p),
        title=t(f"form.{form.id}.summary"),
        choices=tuple(Choice(o.id, o.label) for o in options),
        nav=tuple(Choice(NAV + n, t(f"nav.{n}")) for n in ("back", "save")),
    )


def _change(draft: Draft, questions: list[Question], context: Context, note: str) -> Reply:
    t = context.t
    lines = [f"{n}. {t(f'q.{q.id}.label')}" for n, q in enumerate(questions, 1)]
    return Reply(
        "\n\n".join(p for p in (note, t("change.ask"), "\n".join(lines)) if p),
        title=t("summary.change"),
        choices=tuple(Choice(OPTION + q.id, str(n)) for n, q in enumerate(questions, 1)),
        nav=(Choice(NAV + "back", t("nav.back")),),
        grid=True,
    )

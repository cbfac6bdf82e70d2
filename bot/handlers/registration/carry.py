"""A registration that was begun in a programme that is over goes on in the one that leads now."""

from __future__ import annotations

from typing import Any

from bot.conversations import engine
from bot.conversations.form import Draft
from bot.conversations.forms import FORMS, REGISTRATIONS, form_of
from bot.handlers.turn import Turn
from ocop_domain.programmes import AtEnd


def is_over(turn: Turn, draft: Draft) -> bool:
    """Whether this is a registration whose programme has ended before it was sent."""
    if draft.form not in REGISTRATIONS or draft.programme == turn.programme.id:
        return False
    return not turn.programme_of(draft).holds(turn.today)


def is_closed(turn: Turn, draft: Draft) -> bool:
    """Whether its programme says that what was not handed in ends with it."""
    return turn.programme_of(draft).at_end is AtEnd.CLOSE


def carried(turn: Turn, draft: Draft) -> tuple[Draft, str]:
    """The same draft in today's programme, and what the person is told.

    Only what could be chosen today stays; the rest is read back, to be answered again.
    """
    former, now = turn.programme_of(draft), turn.programme
    form = FORMS[now.form]
    known: dict[str, Any] = dict(draft.answers)
    chosen = known.pop("product_set", None)
    if chosen and (today := now.product_sets.from_set(former.product_sets, chosen)):
        known["product_set"] = today
    kept = engine.choosable(form, known, turn.context())
    lost = [name for name in draft.answers if name not in kept and draft.answers[name] is not None]
    lines = [turn.t("draft.carried", former=former.name, programme=now.name)]
    lines += [_read_back(turn, draft, name) for name in lost]
    if lost:
        lines.insert(1, turn.t("draft.asked_again"))
    went = draft.with_(
        form=form.id,
        version=form.version,
        programme=now.id,
        answers=kept,
        at="",
        partial=None,
        page=0,
        returning=False,
        marked=(),
    )
    return went, "\n".join(lines)


def _read_back(turn: Turn, draft: Draft, name: str) -> str:
    """The former answer in words, as its own programme showed it."""
    form = form_of(draft.form)
    question = form.get(name) if form else None
    if question is None:
        return f"• {name}"
    try:
        shown = question.kind.show(draft.answers[name], question, turn.context(draft))
    except (LookupError, TypeError, ValueError):
        shown = ""
    return f"• {question.label(turn.t)}: {shown}"

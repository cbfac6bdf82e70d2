"""What a producer changed since an officer saw it last: old and new of just that, and what was asked for."""

from __future__ import annotations

from bot.conversations.form import Question
from bot.conversations.forms import FORMS
from bot.handlers.turn import Turn
from bot.messages import shortened
from bot.records.registration import PastApplication
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.writing import quoted

_LONG = 120
"""Letters of an answer in a comparison; the whole stands in its section."""


async def differences(turn: Turn, application: Application) -> list[str]:
    """What was asked for with its reason, and each answer that is another one now; nothing of what is new."""
    former = await turn.reads.version_before(application.id)
    if former is None or application.state is not ApplicationState.SENT:
        return []
    t = turn.t
    lines = []
    if former.state is ApplicationState.RETURNED and former.reason:
        lines.append(t("item.asked", reason=former.reason))
    questions = FORMS[application.form].questions
    lines += [_change(turn, application, former, q) for q in questions if _differs(application, former, q)]
    still = [q for q in questions if q.id in former.marked and not _differs(application, former, q)]
    if still:
        lines.append(t("item.unchanged", what="; ".join(q.label(t) for q in still)))
    return lines


def _differs(application: Application, former: PastApplication, question: Question) -> bool:
    return bool(application.answers.get(question.id) != former.answers.get(question.id))


def _change(turn: Turn, application: Application, former: PastApplication, question: Question) -> str:
    before = _shown(turn, application, question, former.answers.get(question.id))
    now = _shown(turn, application, question, application.answers.get(question.id))
    return turn.t("item.changed", label=question.label(turn.t), before=before, now=now)


def _shown(turn: Turn, application: Application, question: Question, value: object) -> str:
    if value is None:
        return "–"
    said = " ".join(question.kind.show(value, question, turn.context(application)).split())
    return quoted(shortened(said, _LONG))

"""What was sent is corrected or taken back by its producer, until the commune has decided on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.form import SUMMARY, Draft
from bot.conversations.forms import FORMS
from bot.handlers.forms import filling
from bot.handlers.registration.gate import consented
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.dossier import DecideSubmission
from bot.writes.forms import DropDraft
from bot.writes.registration import MoveApplication
from ocop_domain.applications import Application, ApplicationState, Move, after

CORRECTED = "corrected"
"""In the history: answers were changed before anybody had decided."""
OPEN = (ApplicationState.SENT, ApplicationState.RETURNED)
"""The commune has not decided, or has given it back."""


def may_correct(application: Application) -> bool:
    """Whether its producer may still change every answer of it."""
    return application.state in OPEN and not application.closed


def door(turn: Turn, application: Application) -> list[Choice]:
    """What its producer may do with what was sent: correct it, or send it again after it was withdrawn."""
    if application.state is ApplicationState.WITHDRAWN:
        return [turn.button(f"anew:{application.id}", "withdraw.again_withdraw")]
    return [turn.button(f"fix:{application.id}", "fix.button")] if may_correct(application) else []


def way_out(turn: Turn, application: Application) -> list[Choice]:
    """How its producer takes it back, while nobody has decided."""
    move = _back(application)
    stamp = f"{application.id}:{application.revision}"
    return [turn.button(f"askwithdraw:{stamp}", f"withdraw.button_{move}")] if move else []


def _back(application: Application) -> Move | None:
    """The move that takes it back; None where somebody has decided."""
    if application.state is ApplicationState.FILED and not application.closed:
        return Move.RECALL
    return Move.WITHDRAW if may_correct(application) else None


async def fix(turn: Turn, application_id: str) -> None:
    """Opens the correction: of what was returned only what was marked is asked, of what waits everything is shown."""
    if not await consented(turn):
        return
    application = await _own(turn, application_id)
    if application is None:
        return
    await open_(turn, application)


async def open_(turn: Turn, application: Application, said: Mapping[str, Any] | None = None) -> None:
    """The same of the own product, with what was `said` elsewhere already; that it is too late, where it is."""
    if not may_correct(application):
        typed = _with(_draft(application), said)
        too_late(turn, application, listed(turn, typed, tuple(said or ())))
        return
    begun = await turn.reads.draft(application.id)
    if application.state is ApplicationState.RETURNED:
        draft = _marked(begun, application) if begun else _draft(application, marked=application.marked)
        draft, note = _with(draft, said), turn.t("fix.intro", reason=application.reason)
        await filling.enter(turn, draft, note)
        return
    draft = _with(begun or _draft(application), said)  # one that was begun may be in another commune's programme
    whole = draft.with_(at=SUMMARY, partial=None, page=0, returning=False, marked=())
    await filling.enter(turn, whole, turn.t("fix.intro_waiting"))


def _with(draft: Draft, said: Mapping[str, Any] | None) -> Draft:
    return draft.with_(answers={**draft.answers, **said}) if said else draft


def _draft(application: Application, marked: tuple[str, ...] = ()) -> Draft:
    about = (application.id, application.form, application.form_version, application.programme, application.answers)
    return Draft(*about, marked=marked, subject=application.id)


def _marked(begun: Draft, application: Application) -> Draft:
    """A correction that was begun before it was returned: what was typed stays, what was marked is asked."""
    new = tuple(mark for mark in application.marked if mark not in begun.marked)
    if not new:
        return begun
    return begun.with_(marked=(*begun.marked, *new), at="", partial=None, page=0, returning=False)


async def _own(turn: Turn, application_id: str) -> Application | None:
    """The application, where it is one's own; else says so."""
    application = await turn.reads.application(application_id)
    if application and application.owner == turn.person.id:
        return application
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


def too_late(turn: Turn, application: Application, lost: str = "") -> None:
    """Somebody was quicker: how things are now, and what was typed for nothing."""
    t = turn.t
    lines = [t("fix.too_late", product=called(t, application), state=t(f"state.{application.state}"))]
    if lost:
        lines.append(t("fix.not_taken", changes=lost))
    choices = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), choices=choices))


def changes(before: Application, draft: Draft) -> tuple[str, ...]:
    """The questions that the draft answers otherwise than what was sent."""
    questions = FORMS[draft.form].questions
    return tuple(q.id for q in questions if draft.answers.get(q.id) != before.answers.get(q.id))


def listed(turn: Turn, draft: Draft, changed: tuple[str, ...]) -> str:
    """Each changed answer as it was typed."""
    context, lines = turn.context(draft), []
    for question in FORMS[draft.form].questions:
        value = draft.answers.get(question.id)
        if question.id in changed and value is not None:
            lines.append(f"• {question.label(turn.t)}: {question.kind.show(value, question, context)}")
    return "\n".join(lines)


async def ask_withdraw(turn: Turn, application_id: str, revision: int) -> None:
    """Taking back is asked about once: what stays, and what ends."""
    application = await _takeable(turn, application_id, revision)
    if application is None:
        return
    turn.tell(
        f"withdraw.ask_{_back(application)}",
        turn.button(f"withdraw:{application.id}:{application.revision}", "withdraw.yes"),
        turn.button(f"p:{application.id}", "withdraw.no"),
        product=called(turn.t, application),
    )


async def _takeable(turn: Turn, application_id: str, revision: int) -> Application | None:
    """The own application as it was seen, while nobody has decided; else says how it is."""
    application = await _own(turn, application_id)
    if application is None:
        return None
    if _back(application) is None or application.revision != revision:
        too_late(turn, application)
        return None
    return application


async def withdraw(turn: Turn, application_id: str, revision: int) -> None:
    """It leaves the commune's queue, and who was told of it hears so; nothing of the product is lost."""
    application = await _takeable(turn, application_id, revision)
    move = _back(application) if application else None
    if application is None or move is None:
        return
    state = after(application.state, move)
    act = "recalled" if move is Move.RECALL else ""
    turn.do(
        MoveApplication(application.id, application.revision, state, turn.today, act=act), DropDraft(application.id)
    )
    if move is Move.RECALL and (filed := await turn.reads.submissions_of(application.id)):
        turn.do(DecideSubmission(application.id, filed[0].number, ApplicationState.WITHDRAWN, turn.today))
    await _tell(turn, application, move)
    again = f"dossier:{application.id}" if move is Move.RECALL else f"anew:{application.id}"
    turn.tell(
        f"withdraw.done_{move}",
        turn.button(again, f"withdraw.again_{move}"),
        turn.button("mine", "menu.mine"),
        turn.button("menu", "menu.back"),
        product=called(turn.t, application),
        place=turn.areas.get(application.area).inline,
    )


async def _tell(turn: Turn, application: Application, move: Move) -> None:
    def words(t: Translator) -> str:
        return t(f"notice.back_{move}", product=called(t, application), producer=application.producer_name)

    stamp = f"withdrawn:{application.id}:{application.revision}"
    await telling.tell_commune(turn, application, words, f"p:{application.id}", stamp)


async def tell_left(turn: Turn, before: Application, now: Application) -> None:
    """It went to another commune: the officers who had it hear that it is no longer theirs."""

    def words(t: Translator) -> str:
        place = turn.areas.get(now.area).inline
        return t("notice.moved_away", product=called(t, before), producer=before.producer_name, place=place)

    stamp = f"left:{before.id}:{before.revision}"
    await telling.tell_commune(turn, before, words, "queue", stamp)


async def tell_corrected(turn: Turn, application: Application, changed: tuple[str, ...]) -> bool:
    """The officers hear once a day that what waits for them is another version; False when there is none."""

    def words(t: Translator) -> str:
        return t(
            "notice.corrected",
            product=called(t, application),
            producer=application.producer_name,
            place=turn.areas.get(application.area).inline,
            what="; ".join(t(f"q.{name}.label") for name in changed),
        )

    stamp = f"corrected:{application.id}:{turn.today}"
    return bool(await telling.tell_commune(turn, application, words, f"p:{application.id}", stamp))

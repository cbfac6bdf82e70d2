"""A recognition is taken away, by the cases that the law names; producer and commune are told why."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import REVOKE
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.rounds import found
from bot.handlers.shared import revocation
from bot.handlers.shared.naming import called
from bot.handlers.shared.revocation import held_by_state
from bot.handlers.shared.telling import tell_commune
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.rounds import EndRecognition
from ocop_domain.applications import Application
from ocop_domain.law import law_on
from ocop_domain.rights import Act, Subject


def _may(turn: Turn, application: Application) -> bool:
    return turn.may(Act.HOLD_ROUND, Subject(application.area))


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The way to taking a star away, for who may, where the law of today says when."""
    known = _may(turn, application) and law_on(turn.today).revocation
    if not known or await held_by_state(turn, application) is None:
        return []
    return [turn.button(f"revoke:{application.id}", "revoking.open")]


async def _found(turn: Turn, application_id: str) -> Application | None:
    application = await turn.reads.application(application_id)
    if application is None or not _may(turn, application):
        found.refuse(turn)
        return None
    if await held_by_state(turn, application) is None or law_on(turn.today).revocation is None:
        turn.tell("revoking.nothing", turn.button(f"p:{application.id}", "product.open"))
        return None
    return application


async def choose(turn: Turn, application_id: str) -> None:
    """The cases of the law, one a button."""
    application = await _found(turn, application_id)
    rule = law_on(turn.today).revocation
    if application is None or rule is None:
        return
    lines = [turn.t("revoking.which", days=rule.days)]
    lines += [f"{n}. {words}" for n, words in enumerate(rule.cases.values(), 1)]
    choices = [Choice(f"revokeas:{application.id}:{case}", words) for case, words in rule.cases.items()]
    nav = (turn.button(f"p:{application.id}", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), called(turn.t, application), tuple(choices), nav))


async def begin(turn: Turn, application_id: str, case: str) -> None:
    """Asks for the decision and the reason."""
    application = await _found(turn, application_id)
    rule = law_on(turn.today).revocation
    if application is None or rule is None:
        return
    if case not in rule.cases:
        await choose(turn, application_id)
        return
    draft = Draft(turn.new_id(), REVOKE.id, REVOKE.version, application.programme, subject=f"{application.id}:{case}")
    await filling.enter(turn, draft, rule.cases[case])


async def revoked(turn: Turn, draft: Draft) -> None:
    """The star ends on the day of the decision; producer and commune hear it with the reason."""
    application_id, case = draft.subject.split(":")
    application = await _found(turn, application_id)
    rule = law_on(turn.today).revocation
    if application is None or rule is None:
        return
    number, why = str(draft.answers["decision_number"]), str(draft.answers["revoke_reason"])
    day = date.fromisoformat(draft.answers["decision_day"])
    await revocation.decided(turn, application)
    turn.do(EndRecognition(application.id, application.product, case, why, number, day))
    said = rule.cases.get(case, case)

    def words(t: Translator) -> str:
        name = called(t, application)
        return t("revoking.notice", product=name, decision=number, day=t.day(day), case=said, reason=why)

    for recipient in await turn.reads.told(application.owner):
        t = turn.texts[recipient.language]
        reply = Reply(words(t), title=t("notice.title"), choices=(Choice(f"p:{application.id}", t("product.open")),))
        key = f"revoked:{application.id}:{number}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
    await tell_commune(turn, application, words, f"p:{application.id}", f"revoked:{application.id}:{number}")
    turn.tell("revoking.done", turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))

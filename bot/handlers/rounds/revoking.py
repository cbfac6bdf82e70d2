"""A recognition is taken away, by the cases that the law names; producer and commune are told why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import REVOKE
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.registration.made import found as as_made
from bot.handlers.registration.made import page
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
from ocop_domain.law import law_on
from ocop_domain.products import Listed, Made
from ocop_domain.rights import Act, Subject


def _may(turn: Turn, made: Made) -> bool:
    return turn.may(Act.HOLD_ROUND, Subject(made.area))


async def door(turn: Turn, made: Made) -> list[Choice]:
    """The way to taking a star away, for who may, where the law of today says when."""
    known = _may(turn, made) and law_on(turn.today).revocation
    if not known or await held_by_state(turn, made) is None:
        return []
    return [turn.button(f"revoke:{made.id}", "revoking.open")]


async def listed(turn: Turn, products: Sequence[str]) -> list[Choice]:
    """The same of those products of a list that never took part, each by its name."""
    choices = []
    for product in products:
        made = await as_made(turn, product)
        if isinstance(made, Listed) and await door(turn, made):
            choices.append(turn.button(f"revoke:{made.id}", "revoking.open_of", name=made.name))
    return choices


def _back(turn: Turn, made: Made, words: str) -> Choice:
    """The way back: what never took part has no page for staff, only the list in which it stands."""
    return turn.button("imported", "import.open") if isinstance(made, Listed) else turn.button(page(made), words)


async def _found(turn: Turn, subject: str) -> Made | None:
    made = await as_made(turn, subject)
    if made is None or not _may(turn, made):
        found.refuse(turn)
        return None
    if await held_by_state(turn, made) is None or law_on(turn.today).revocation is None:
        turn.tell("revoking.nothing", _back(turn, made, "product.open"))
        return None
    return made


async def choose(turn: Turn, subject: str) -> None:
    """The cases of the law, one a button."""
    made = await _found(turn, subject)
    rule = law_on(turn.today).revocation
    if made is None or rule is None:
        return
    lines = [turn.t("revoking.which", days=rule.days)]
    lines += [f"{n}. {words}" for n, words in enumerate(rule.cases.values(), 1)]
    choices = [Choice(f"revokeas:{made.id}:{case}", words) for case, words in rule.cases.items()]
    nav = (_back(turn, made, "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), called(turn.t, made), tuple(choices), nav))


async def begin(turn: Turn, subject: str, case: str) -> None:
    """Asks for the decision and the reason."""
    made = await _found(turn, subject)
    rule = law_on(turn.today).revocation
    if made is None or rule is None:
        return
    if case not in rule.cases:
        await choose(turn, subject)
        return
    draft = Draft(turn.new_id(), REVOKE.id, REVOKE.version, made.programme, subject=f"{made.id}:{case}")
    await filling.enter(turn, draft, rule.cases[case])


async def revoked(turn: Turn, draft: Draft) -> None:
    """The star ends on the day of the decision; producer and commune hear it with the reason."""
    subject, case = draft.subject.split(":")
    made = await _found(turn, subject)
    rule = law_on(turn.today).revocation
    if made is None or rule is None:
        return
    number, why = str(draft.answers["decision_number"]), str(draft.answers["revoke_reason"])
    day = date.fromisoformat(draft.answers["decision_day"])
    await revocation.decided(turn, made)
    turn.do(EndRecognition(made.id, made.product, case, why, number, day))
    said = rule.cases.get(case, case)

    def words(t: Translator) -> str:
        name = called(t, made)
        return t("revoking.notice", product=name, decision=number, day=t.day(day), case=said, reason=why)

    for recipient in await turn.reads.told(made.owner):
        t = turn.texts[recipient.language]
        reply = Reply(words(t), title=t("notice.title"), choices=(Choice(page(made), t("product.open")),))
        key = f"revoked:{made.id}:{number}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
    way = "queue" if isinstance(made, Listed) else page(made)
    await tell_commune(turn, made, words, way, f"revoked:{made.id}:{number}")
    turn.tell("revoking.done", _back(turn, made, "product.open"), turn.button("menu", "menu.back"))

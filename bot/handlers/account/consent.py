"""Consent, purpose by purpose; refusing is possible and said plainly."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.consent import CONSENT, DOSSIER, ONE_PURPOSE, PICTURES, PROMOTION, PURPOSES, REMINDERS
from bot.handlers.forms import filling
from bot.handlers.shared.policy import Policy
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.writes.forms import SaveDraft
from bot.writes.people import SetConsent


def admits(turn: Turn, policy: Policy) -> bool:
    """Whether a button may go on after consent was refused or withdrawn; else it was answered here."""
    if not policy.keeps or not refused(turn):
        return True
    say_refused(turn)
    return False


def refused(turn: Turn) -> bool:
    """Whether this producer has said that nothing is to be kept."""
    return not turn.person.help and turn.person.consents.get(DOSSIER) is False


def unasked(turn: Turn) -> bool:
    """Whether nobody has asked yet if something may be kept; what an officer types waits for the producer."""
    return not turn.person.help and DOSSIER not in turn.person.consents


def say_refused(turn: Turn) -> None:
    """What the refusal means, and how to choose again."""
    turn.tell("consent.needed_to_keep", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))


async def ask(turn: Turn, then: str = "", note: str = "") -> None:
    """Asks purpose by purpose; `then` is what the person wanted to do."""
    draft_id = f"agreeing.{turn.person.me.id}"
    begun = await turn.reads.draft(draft_id)  # asked anew from the first purpose, in the place of the former one
    revision = begun.revision if begun else 0
    draft = Draft(draft_id, CONSENT.id, CONSENT.version, turn.programme.id, subject=then, revision=revision)
    await filling.enter(turn, draft, note)


async def ask_for(turn: Turn, purpose: str, then: str = "", note: str = "") -> None:
    """Asks for one purpose, now that it is useful."""
    form, draft_id = ONE_PURPOSE[purpose], f"agreeing.{purpose}.{turn.person.me.id}"
    begun = await turn.reads.draft(draft_id)
    revision = begun.revision if begun else 0
    draft = Draft(draft_id, form.id, form.version, turn.programme.id, subject=then, revision=revision)
    await filling.enter(turn, draft, note)


async def ask_promotion(turn: Turn) -> None:
    """Whether a product with a star may be shown to customers."""
    await ask_for(turn, PROMOTION)


def promotion_door(turn: Turn) -> list[Choice]:
    """The button that asks for it: where it was not asked yet, and where photos do not go with it yet."""
    said = turn.person.consents
    lacks = PROMOTION not in said or (said[PROMOTION] and not said.get(PICTURES))
    open_ = not turn.person.help and lacks
    return [turn.button("promote", "consent.promote")] if open_ else []


async def ask_reminders(turn: Turn) -> None:
    """Once something was sent, there are days to be reminded of; asked once in a turn, however much is sent in it."""
    form = ONE_PURPOSE[REMINDERS].id
    asked = any(isinstance(write, SaveDraft) and write.draft.form == form for write in turn.writes)
    if not (asked or turn.person.help or REMINDERS in turn.person.consents):
        await ask_for(turn, REMINDERS)


def given(turn: Turn, draft: Draft) -> str:
    """What to say about the answers; each was kept when it was given. Without the first there are no others."""
    if draft.form == CONSENT.id:
        # What was not asked because of another answer is a no; photos are not asked about here.
        unasked = (question.id for question in CONSENT.questions if question.id not in draft.answers)
        turn.do(*(SetConsent(purpose, False) for purpose in unasked))
    said = {purpose: bool(draft.answers[purpose]) for purpose in PURPOSES if purpose in draft.answers}
    if said.get(PROMOTION) is False and turn.person.consents.get(PICTURES):
        # Photos go with what is shown: a later yes to showing brings none back that was agreed to before.
        turn.do(SetConsent(PICTURES, False))
        said[PICTURES] = False
    turn.person = replace(turn.person, consents={**turn.person.consents, **said})
    if DOSSIER not in said:
        return turn.t("consent.noted")
    return turn.t("consent.given" if said[DOSSIER] else "consent.refused")

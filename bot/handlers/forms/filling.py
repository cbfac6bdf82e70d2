"""Filling in a form: the engine asks, this keeps what was answered."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations import engine, framing
from bot.conversations.form import Context, Draft, Form, Said
from bot.conversations.forms import form_of
from bot.conversations.forms.activities import ACTIVITY, ALSO
from bot.conversations.forms.assess import ASSESS
from bot.conversations.forms.broadcast import BROADCAST
from bot.conversations.forms.consent import CONSENT_FORMS
from bot.conversations.forms.refuse import REFUSE
from bot.conversations.forms.review import RETURN, REVIEWS
from bot.conversations.forms.showcase import SHOWCASE
from bot.conversations.forms.year import PAPER
from bot.conversations.understanding.frame import Frame
from bot.handlers.dossier import contents
from bot.handlers.evidence import checklist
from bot.handlers.forms.captions import beside, given_back
from bot.handlers.registration import carry, show
from bot.handlers.turn import Turn
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace
from bot.writes.people import SetConsent
from ocop_domain.rights import Act, grants_for

_CONSENTS = frozenset(form.id for form in CONSENT_FORMS)
_IN_OWN_AREAS = frozenset({ACTIVITY.id, ALSO.id, BROADCAST.id, SHOWCASE.id})
"""Forms that ask for one of the sender's own units."""


async def context_of(turn: Turn, draft: Draft) -> Context:
    """What the form may know: a check also its product, a paper the wallet, a notice to many the sender's areas."""
    if draft.form == PAPER.id:
        return replace(turn.context(draft), wallet=await checklist.of_form(turn, draft))
    if draft.form in _IN_OWN_AREAS:
        own = grants_for(turn.person.grants, Act.BROADCAST)
        return replace(turn.context(draft), within=tuple(dict.fromkeys(grant.area for grant in own)))
    about = {*REVIEWS, ASSESS.id, REFUSE.id}
    subject = await turn.reads.application(draft.subject) if draft.form in about else None
    if subject is None or draft.form not in REVIEWS:
        return turn.context(subject or draft)
    listed = show.numbered(turn, subject) if draft.form == RETURN.id else await contents.numbered(turn, subject)
    return replace(turn.context(subject), listed=listed)


def goes_on(turn: Turn, draft: Draft) -> bool:
    """Whether a form can be filled in as it is: no release took it away, and its programme is not over."""
    return form_of(draft.form) is not None and not carry.is_over(turn, draft)


def _form(draft: Draft) -> Form:
    form = form_of(draft.form)
    if form is None:
        raise LookupError(f"no form {draft.form}")
    return form


async def enter(turn: Turn, draft: Draft, note: str = "") -> None:
    """Opens a form on the screen where it stands; the person is in it from now on.

    A release may have taken the form away: then the person hears it, and what was typed stays with their data.
    """
    if form_of(draft.form) is None:
        turn.do(SetPlace(""))
        turn.tell("draft.no_form", turn.button("privacy", "menu.privacy"), turn.button("menu", "menu.back"))
        return
    if carry.is_over(turn, draft):
        if carry.is_closed(turn, draft):
            turn.do(SetPlace(""))
            choices = (turn.button("new", "register.new_product"), turn.button("privacy", "menu.privacy"))
            former = turn.programme_of(draft).name
            turn.tell("draft.closed", *choices, turn.button("menu", "menu.back"), programme=former)
            return
        draft, told = carry.carried(turn, draft)
        note = "\n\n".join(part for part in (note, told) if part)
    elif draft.revision and not turn.programme_of(draft).holds(turn.today):
        draft, told = await carry.fitted(turn, draft, await context_of(turn, draft))
        note = "\n\n".join(part for part in (note, told) if part)
    if not draft.revision and await turn.reads.drafts_begun(turn.person.id, turn.now) >= turn.quotas.drafts:
        turn.tell("draft.too_many", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return
    step = engine.open_draft(_form(draft), draft, await context_of(turn, draft), note)
    turn.do(SaveDraft(step.draft), SetPlace(draft.id))
    turn.say(step.reply)


async def resume(turn: Turn, note: str = "") -> bool:
    """Shows the form the person is in; False when there is none."""
    draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
    if not draft or form_of(draft.form) is None:
        return False
    await enter(turn, draft, note)
    return True


async def takes_files(turn: Turn, draft: Draft) -> bool:
    """Whether the question on which the form stands wants files."""
    return engine.takes_files(_form(draft), draft, await context_of(turn, draft))


def _on_this_screen(turn: Turn, before: Draft, step: engine.FormStep) -> engine.FormStep:
    """The step, with the number of the screen whose question was answered: what comes late is known by it."""
    if step.draft.talk.last == before.talk.last and step.draft.answers == before.answers:
        return step
    return replace(step, draft=step.draft.with_(talk=replace(step.draft.talk, menu=turn.person.menu)))


async def frame_of(turn: Turn, draft: Draft) -> Frame:
    """What stands on the screen of this form."""
    return framing.frame_of(_form(draft), draft, await context_of(turn, draft))


def _agreed(before: Draft, now: Draft) -> list[SetConsent]:
    """What was agreed to or refused is kept at once, question by question."""
    if now.form not in _CONSENTS:
        return []
    return [
        SetConsent(purpose, bool(answer))
        for purpose, answer in now.answers.items()
        if before.answers.get(purpose) != answer
    ]


async def answer(turn: Turn, draft: Draft) -> engine.FormStep:
    """Gives what was said to the form; what was answered is kept with the reply, or neither is."""
    said = turn.said
    context = await context_of(turn, draft)
    # Words beside a file are no answer to most questions, and no command.
    taken = not said.files or engine.takes_captions(_form(draft), draft, context)
    heard = turn.meaning or Said(said.text if taken else "", said.data, said.contact, said.files)
    step = engine.turn(_form(draft), draft, context, heard)
    if step.outcome == "asked" and carry.leads_elsewhere(turn, draft, step.draft):
        went, told = carry.relocated(turn, step.draft)
        step = engine.open_draft(_form(went), went, await context_of(turn, went), told)
    step = _on_this_screen(turn, draft, step)
    if said.files and await takes_files(turn, draft):
        turn.do(*(KeepFile(f) for f in said.files if not f.refused))
    turn.do(*_agreed(draft, step.draft))
    if step.outcome == "sent":
        turn.do(DropDraft(draft.id), SetPlace(""))
    elif step.outcome != "aside" or step.draft != draft:
        turn.do(SaveDraft(step.draft))
    if step.outcome == "asked":
        kept = taken and step.draft.partial != draft.partial
        back = "" if kept else given_back(turn)
        turn.say(step.reply.with_(text=beside(back, step.reply.text)))
    return step

"""A form that was begun under a programme which is over, or in another place, goes on in the one that leads now."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations import carrying, engine
from bot.conversations.form import Context, Draft, Talk
from bot.conversations.forms import FORMS, REGISTRATIONS, form_of
from bot.handlers.turn import Turn
from ocop_domain.programmes import AtEnd, Programme


def leading(turn: Turn, draft: Draft) -> Programme:
    """The programme for a registration: of where its product is made, else of where its producer is."""
    return turn.lead(draft.answers.get("area") or turn.person.makes_in)


def is_over(turn: Turn, draft: Draft) -> bool:
    """Whether this is a registration whose programme has ended before it was sent."""
    if draft.form not in REGISTRATIONS or draft.programme == leading(turn, draft).id:
        return False
    return not turn.programme_of(draft).holds(turn.today)


def is_closed(turn: Turn, draft: Draft) -> bool:
    """Whether its programme says that what was not handed in ends with it."""
    return turn.programme_of(draft).at_end is AtEnd.CLOSE


def leads_elsewhere(turn: Turn, before: Draft, draft: Draft) -> bool:
    """Whether this is a registration that was just given another place, where another programme leads."""
    if draft.form not in REGISTRATIONS or draft.answers.get("area") == before.answers.get("area"):
        return False
    return leading(turn, draft).id != draft.programme


def carried(turn: Turn, draft: Draft) -> tuple[Draft, str]:
    """The same draft in the programme that leads, because its own is over, and what the person is told."""
    now = leading(turn, draft)
    former = turn.programme_of(draft)
    went, lost = _into(turn, draft, now)
    return went, "\n".join([turn.t("draft.carried", former=former.name, programme=now.name), *lost])


def relocated(turn: Turn, draft: Draft) -> tuple[Draft, str]:
    """The same draft in the programme of its place; a person who was under no plan hears only what is lost."""
    now = leading(turn, draft)
    former = turn.programme_of(draft)
    went, lost = _into(turn, draft, now)
    place = turn.areas.get(draft.answers["area"]).inline
    told = [] if former.is_law else [turn.t("draft.other_plan", place=place, programme=now.name)]
    return went, "\n".join([*told, *lost])


def _into(turn: Turn, draft: Draft, now: Programme) -> tuple[Draft, list[str]]:
    """Only what could be chosen today stays; the rest is read back, to be answered again."""
    form = FORMS[now.form]
    kept = carrying.fitted(form, turn.programme_of(draft), draft.answers, replace(turn.context(), programme=now))
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
        talk=Talk(),
    )
    return went, carrying.read_back(turn.context(draft), draft, kept)


async def fitted(turn: Turn, draft: Draft, context: Context) -> tuple[Draft, str]:
    """A form of another kind that was begun under a programme which is over: what could be chosen today stays.

    It belongs to the programme of what it is about: a dossier that was handed in is finished under its own.
    """
    form = form_of(draft.form)
    about = await turn.reads.application(draft.subject) if draft.subject else None
    now = turn.programme_of(about) if about else turn.programme
    if form is None or draft.form in REGISTRATIONS or now.id == draft.programme or draft.subject.count(":"):
        return draft, ""
    kept = engine.choosable(form, draft.answers, replace(context, programme=now))
    lost = carrying.read_back(context, draft, kept)
    went = draft.with_(programme=now.id, answers=kept)
    return (went.with_(at="", partial=None, page=0, returning=False) if lost else went), "\n".join(lost)

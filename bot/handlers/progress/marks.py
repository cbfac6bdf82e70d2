"""What plans count of producers: asked only where a plan counts it, of the producer or marked by an official."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations.form import Draft
from bot.conversations.forms.progress import MARKS, WANTED
from bot.handlers.forms import filling
from bot.handlers.progress.figures import plans_over
from bot.handlers.progress.home import figures_of
from bot.handlers.shared.paging import earlier, few
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.progress import SetProducerMark
from ocop_domain.progress import Mark, asked_of, marks_counted
from ocop_domain.rights import Act, Subject


async def wanted_of(turn: Turn, account: int) -> tuple[Mark, ...]:
    """What the plans count of a producer and nobody has said."""
    own = [one for one in await turn.reads.applications_over_years(account) if not one.closed or one.open]
    if not own:
        return ()
    form = str(own[0].answers.get("legal_form") or "")
    known = await turn.reads.marks_of(account)
    counted = marks_counted(plans_over(turn, own[0].area))
    return tuple(mark for mark in counted if mark not in known and asked_of(mark, form))


async def door(turn: Turn) -> list[Choice]:
    """The way for a producer to answer them; nothing where nothing is asked."""
    wanted = await wanted_of(turn, turn.person.id)
    return [turn.button("ownmarks", "progress.own_marks", count=len(wanted))] if wanted else []


async def own(turn: Turn) -> None:
    """The producer answers for the own unit."""
    await _enter(turn, turn.person.id)


async def to_mark(turn: Turn, unit: str, plan: int, start: int) -> None:
    """The producers of whom something is not known, each to be opened."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    counted = marks_counted([found.programme])
    open_ = [one for one in found.people if any(_missing(mark, one.marks, one.legal_form) for mark in counted)]
    t, route = turn.t, f"tomark:{unit}:{plan}"
    choices = few(turn, [Choice(f"markone:{one.account}", one.name) for one in open_], route, start)
    text = t("progress.to_mark_ask", count=len(open_)) if open_ else t("progress.all_marked")
    nav = (*earlier(turn, route, start), turn.button(f"numbers:{unit}:{plan}:0", "progress.numbers"))
    turn.say(Reply(text, t("progress.marks"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


def _missing(mark: Mark, known: Mapping[str, bool], legal_form: str) -> bool:
    return asked_of(mark, legal_form) and mark not in known


async def one(turn: Turn, account: int) -> None:
    """An official answers for a producer of the own area."""
    if not await _may(turn, account):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    await _enter(turn, account)


async def _may(turn: Turn, account: int) -> bool:
    own = await turn.reads.applications_over_years(account)
    return any(turn.may(Act.OVERSEE, Subject(one.area)) for one in own)


async def _enter(turn: Turn, account: int) -> None:
    wanted = await wanted_of(turn, account)
    if not wanted:
        turn.tell("progress.all_marked", turn.button("menu", "menu.back"))
        return
    answers = {WANTED: [mark.value for mark in wanted]}
    draft = Draft(turn.new_id(), MARKS.id, MARKS.version, turn.programme.id, answers, subject=str(account))
    await filling.enter(turn, draft)


async def said(turn: Turn, draft: Draft) -> None:
    """What was answered is kept; the numbers of the plan count it from now on."""
    account = int(draft.subject)
    if account != turn.person.id and not await _may(turn, account):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    for mark in Mark:
        value = draft.answers.get(f"mark_{mark}")
        if value is not None:
            turn.do(SetProducerMark(account, mark.value, bool(value)))
    back = (
        turn.button("inplan", "progress.mine")
        if account == turn.person.id
        else turn.button("progress", "progress.open")
    )
    turn.tell("progress.marked", back, turn.button("menu", "menu.back"))

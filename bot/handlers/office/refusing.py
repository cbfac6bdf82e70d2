"""An officer refuses a registration, or merges one that came twice: it is closed, stays readable, and can be undone."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.refuse import REFUSE
from bot.handlers.forms import filling
from bot.handlers.office import decide, review
from bot.handlers.office.attention import doubles
from bot.handlers.office.refusing_rules import can
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.dossier import LendPapers
from ocop_domain.applications import Application, Move
from ocop_domain.evidence import Paper

# Refused


async def begin(turn: Turn, application_id: str, revision: int) -> None:
    """Asks for the reason, which the producer reads."""
    application = await review.to_check(turn, application_id, revision, Move.REFUSE)
    if application is None:
        return
    draft_id = _id(turn, application)
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, REFUSE.id, REFUSE.version, application.programme, subject=application.id)
    await filling.enter(turn, begun or fresh)


def _id(turn: Turn, application: Application) -> str:
    return f"n{application.id}.{application.revision}.{turn.person.id}"


async def refused(turn: Turn, draft: Draft) -> None:
    """The form was sent: the producer hears why, and what may come."""
    seen = await turn.reads.application(draft.subject)
    looked_at = seen.revision if seen and draft.id == _id(turn, seen) else 0
    application = await review.to_check(turn, draft.subject, looked_at, Move.REFUSE)
    if application:
        await decide.move(turn, application, Move.REFUSE, (), str(draft.answers["refuse_reason"]))


# Merged


async def ask_merge(turn: Turn, application_id: str, revision: int) -> None:
    """Which of those that are one product stays."""
    application = await review.to_check(turn, application_id, revision, Move.MERGE)
    if application is None:
        return
    t = turn.t
    found = await doubles(turn, application)
    lines = [t("merge.ask", product=called(t, application), producer=application.producer_name)]
    lines += [_line(turn, one) for one in (application, *found)]
    choices = [
        turn.button(
            f"merged:{application.id}:{application.revision}:{one.id}", "merge.keep", day=f"{one.sent_on:%d/%m}"
        )
        for one in found[:3]
    ]
    # The other way round where the other one can still be closed: this one stays.
    for one in [one for one in found if can(one, Move.MERGE)][:2]:
        day = f"{application.sent_on:%d/%m}"
        choices.append(turn.button(f"merged:{one.id}:{one.revision}:{application.id}", "merge.keep_this", day=day))
    back = turn.button(f"p:{application.id}", "nav.back")
    turn.say(Reply("\n".join(lines), t("merge.open"), tuple(choices), (back,)))


def _line(turn: Turn, one: Application) -> str:
    t = turn.t
    return t("merge.line", day=t.day(one.sent_on), state=t(f"state.{one.state}"), count=len(one.answers))


async def merge(turn: Turn, application_id: str, revision: int, staying: str) -> None:
    """This one is closed as a double of the one that stays; the producer is led to that one."""
    application = await review.to_check(turn, application_id, revision, Move.MERGE)
    if application is None:
        return
    other = next((one for one in await doubles(turn, application) if one.id == staying), None)
    if other is None:
        turn.tell("merge.gone", turn.button(f"p:{application.id}", "product.open"), turn.button("queue", "menu.queue"))
        return
    turn.do(LendPapers(application.id, other.id, await _papers_of_both(turn, application, other)))
    reason = turn.t("merge.reason", day=f"{other.sent_on:%d/%m/%Y}")
    await decide.move(turn, application, Move.MERGE, (), reason, instead=other.id)


async def _papers_of_both(turn: Turn, closed: Application, staying: Application) -> tuple[Paper, ...]:
    """Papers of the one that is closed, for the one that stays too; they keep the former: a slip can be undone."""
    own = await turn.reads.papers_of(closed.owner)
    its = [one for one in own if closed.product in one.products and staying.product not in one.products]
    return tuple(replace(one, products=(*one.products, staying.product)) for one in its)

"""Requests of change that wait for an officer: old and new, agreed or refused with a word; both sides are told."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.changes import REFUSE_CHANGE
from bot.conversations.forms.registration import PRODUCER_QUESTIONS
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.office import above, courses, review
from bot.handlers.registration import ask_change
from bot.handlers.registration.ask_change import line
from bot.handlers.registration.made import found
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN, earlier, more, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.changes import AGREED, COURSES, DROPPED, OFFERED, REFUSED, ChangeRequest
from bot.texts import Translator
from bot.writes.changes import AgreeChange, RefuseChange
from bot.writes.people import Notify
from ocop_domain.applications import Application
from ocop_domain.products import Made
from ocop_domain.rights import Act
from ocop_domain.writing import quoted


async def door(turn: Turn) -> tuple[Choice, ...]:
    """The button in the queue, where requests of change wait."""
    also = await above.changes_left(turn)
    count, _ = await turn.reads.changes_in(units_of(turn, Act.CHECK), 1, turn.person.id, also=also)
    return (turn.button("changes", "change.waiting", count=count),) if count else ()


async def list_(turn: Turn, start: int = 0) -> None:
    """Those that wait, the oldest first, page by page to the end."""
    units, start = units_of(turn, Act.CHECK), max(0, start)
    also = await above.changes_left(turn)
    count, page = await turn.reads.changes_in(units, SHOWN, turn.person.id, start, also)
    if not page and count:  # the list has grown shorter
        start = 0
        count, page = await turn.reads.changes_in(units, SHOWN, turn.person.id, also=also)
    nav = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    if not page:
        turn.say(Reply(turn.t("change.none"), choices=nav))
        return
    choices = []
    for one in page[: taken(start, count)]:
        made = await found(turn, one.subject)
        name = made.name if made else ""
        choices.append(turn.button(f"change:{one.id}", "change.item", what=ask_change.name(turn, one), name=name))
    choices += more(turn, "changes", start, count)
    back = earlier(turn, "changes", start)
    turn.say(Reply(turn.t("change.list", count=count), choices=tuple(choices), nav=(*back, *nav)))


async def show(turn: Turn, request_id: str) -> None:
    """One request: whose, old and new, why."""
    waiting = await _waiting(turn, request_id)
    if waiting is None:
        return
    request, made = waiting
    text = turn.t(
        "change.asked",
        product=called(turn.t, made),
        producer=made.producer_name,
        change=line(turn, made, request),
        reason=quoted(request.reason),
    )
    choices = [
        turn.button(f"agreechange:{request.id}", "life.confirm" if request.question in COURSES else "change.agree"),
        turn.button(f"refusechange:{request.id}", "change.refuse"),
    ]
    # What comes from another commune is not seen yet; what never took part has no page here.
    if isinstance(made, Application) and review.may_act(turn, made, Act.SEE):
        choices.append(turn.button(f"p:{made.id}", "product.open"))
    nav = (turn.button("changes", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, turn.t("change.title"), tuple(choices), nav))


async def agree(turn: Turn, request_id: str) -> None:
    """The answer is the new one from now on, everywhere; of another commune, its officers have it."""
    waiting = await _waiting(turn, request_id)
    if waiting is None:
        return
    request, made = waiting
    if request.question in COURSES:
        await courses.agree(turn, request, made)
        _done(turn, AGREED, request, made)
        return
    application = ask_change.registered(made)
    answers = {**application.answers, request.question: request.value}
    if request.question == "area":
        answers["area"] = turn.areas.continued(str(request.value), turn.today)
    known = {name: answers[name] for name in PRODUCER_QUESTIONS if name in answers}
    turn.do(AgreeChange(request.id, request.question, application, answers, known, turn.new_id()))
    await _tell_producer(turn, request, application, AGREED)
    if request.question == "area":
        await _tell_new_commune(turn, application, str(answers["area"]))
    _done(turn, AGREED, request, application)


async def begin_refusing(turn: Turn, request_id: str) -> None:
    """Asks the officer why it stays as it is."""
    waiting = await _waiting(turn, request_id)
    if waiting:
        request, made = waiting
        draft_id = f"nochange{request.id}.{turn.person.id}"
        begun = await turn.reads.draft(draft_id)
        fresh = Draft(draft_id, REFUSE_CHANGE.id, REFUSE_CHANGE.version, turn.programme.id, subject=request.id)
        await filling.enter(turn, begun or fresh, line(turn, made, request))


async def refused(turn: Turn, draft: Draft) -> None:
    """It stays as it is; its producer hears why."""
    waiting = await _waiting(turn, draft.subject)
    if waiting is None:
        return
    request, made = waiting
    note = str(draft.answers["change_note"])
    turn.do(RefuseChange(request.id, made.id, note))
    if request.question in COURSES:
        await courses.tell(turn, request, made, REFUSED, note)
    else:
        await _tell_producer(turn, request, ask_change.registered(made), REFUSED, note)
    _done(turn, REFUSED, request, made)


def _done(turn: Turn, verdict: str, request: ChangeRequest, made: Made) -> None:
    choices = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    change = line(turn, made, request)
    if request.question in COURSES and verdict == AGREED:
        turn.tell("life.confirmed", *choices, what=change, producer=made.producer_name)
        return
    turn.tell(f"change.done_{verdict}", *choices, change=change, producer=made.producer_name)


async def _waiting(turn: Turn, request_id: str) -> tuple[ChangeRequest, Made] | None:
    """The request with its product, if it is this officer's and still waits; else says how it is."""
    request = await turn.reads.change(request_id)
    made = await found(turn, request.subject) if request else None
    nav = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    if request is None or made is None:
        turn.tell("change.gone", *nav)
        return None
    here = replace(made, area=request.area)  # where it shall be made
    if not await review.may_check(turn, here) or request.taker in turn.person.speaks_for:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    if request.verdict in {OFFERED, DROPPED}:
        turn.tell("change.gone", *nav)
        return None
    if request.verdict:
        turn.tell(f"change.already_{request.verdict}", *nav)
        return None
    return request, made


async def _tell_producer(
    turn: Turn, request: ChangeRequest, application: Application, verdict: str, note: str = ""
) -> None:
    for recipient in await turn.reads.told(application.owner):
        t = turn.texts[recipient.language]
        change = line(turn, application, request, recipient.language)
        text = t(f"notice.change_{verdict}", product=called(t, application), change=change, reason=quoted(note))
        notice = Reply(text, t("notice.title"), (Choice(f"p:{application.id}", t("product.open")),))
        stamp = f"change:{request.id}:decided:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), stamp))


async def _tell_new_commune(turn: Turn, application: Application, area: str) -> None:
    """The officers of the commune to which a product has come."""

    def words(t: Translator) -> str:
        return t("notice.change_came", product=called(t, application), producer=application.producer_name)

    moved = replace(application, area=area)
    stamp = f"came:{application.id}:{application.revision}"
    await telling.tell_commune(turn, moved, words, f"p:{application.id}", stamp)

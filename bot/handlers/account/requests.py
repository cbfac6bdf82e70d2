"""Requests about personal data: asked in the chat or brought to an official, answered by an administrator in time."""

from __future__ import annotations

from bot.conversations.form import Draft, Form
from bot.conversations.forms.consent import PROMOTION, PURPOSES, REMINDERS
from bot.conversations.forms.data_request import ANSWER_DATA, ASK_DATA, BROUGHT_DATA, OBJECT, RESTRICT, WITHDRAW
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.records.requests import ANSWER_DAYS, DataRequest
from bot.texts import Translator
from bot.writes import Write
from bot.writes.people import Notify, SetConsent
from bot.writes.requests import CloseRequest, HoldData, PutRequest
from ocop_domain.rights import Act, grants_for
from ocop_domain.working_days import add_working_days

_SHOWN = 5
"""Requests on one screen: the first are the most urgent, and the next comes when one is answered."""
_STOPS = {"reminders": REMINDERS, "promotion": PROMOTION}


async def begin(turn: Turn) -> None:
    """Asks what the person wants."""
    await _enter(turn, ASK_DATA)


async def begin_brought(turn: Turn) -> None:
    """An official writes down what somebody has said or brought."""
    if _allowed(turn, Act.BRING_REQUEST):
        await _enter(turn, BROUGHT_DATA)


async def _enter(turn: Turn, form: Form, subject: str = "") -> None:
    await filling.enter(turn, Draft(turn.new_id(), form.id, form.version, turn.programme.id, subject=subject))


async def asked(turn: Turn, draft: Draft) -> None:
    """The person's own request: what only they decide holds at once; an administrator answers in time."""
    own = turn.person.help is None
    request = _request(turn, draft, turn.person.me.id, held=own and _holds(draft))
    turn.do(PutRequest(request))
    if own:
        turn.do(*_at_once(request))
    await _tell_administrators(turn, request)
    now = turn.t(f"rights.now_{request.kind}") if own and turn.t.has(f"rights.now_{request.kind}") else ""
    told = turn.t("rights.received", day=turn.t.day(request.due))
    turn.say(Reply("\n\n".join(filter(None, (told, now))), choices=_onwards(turn)))


async def brought(turn: Turn, draft: Draft) -> None:
    """Written down by an official; who has the number and writes here is told too."""
    if not _allowed(turn, Act.BRING_REQUEST):
        return
    phone = str(draft.answers.get("data_phone") or "")
    known = await turn.reads.people_with(phone) if phone else ()
    person = known[0] if len(known) == 1 else 0
    request = _request(turn, draft, person, by=turn.person.id)
    turn.do(PutRequest(request))
    await _tell_administrators(turn, request)
    for recipient in await _whose(turn, person):
        t = turn.texts[recipient.language]
        text = t("rights.received_brought", what=t(f"q.data_kind.option.{request.kind}"), day=t.day(request.due))
        turn.do(Notify(recipient.person, Reply(text, t("notice.title")), f"data:{request.id}:told"))
    turn.tell("rights.brought", *_onwards(turn), day=turn.t.day(request.due))


async def _whose(turn: Turn, person: int) -> list[Recipient]:
    """Who is told of a person's own data: the person, or the officer who helps; not those who work for one producer."""
    told = await turn.reads.told(person) if person else []
    return [recipient for recipient in told if recipient.ward or recipient.person == person]


def _request(turn: Turn, draft: Draft, person: int, *, by: int = 0, held: bool = False) -> DataRequest:
    said = draft.answers
    return DataRequest(
        id=draft.id,
        person=person,
        kind=str(said["data_kind"]),
        asked_at=turn.now,
        due=add_working_days(turn.today, ANSWER_DAYS),
        purpose=str(said.get("data_purpose") or ""),
        words=str(said.get("data_words") or ""),
        name=str(said.get("data_name") or ""),
        phone=str(said.get("data_phone") or ""),
        by=by,
        held=held,
    )


def _holds(draft: Draft) -> bool:
    kind, purpose = draft.answers["data_kind"], draft.answers.get("data_purpose")
    return kind == RESTRICT or (kind == OBJECT and purpose == "broadcasts")


def _at_once(request: DataRequest) -> list[Write]:
    """What a person's word ends without anybody's answer."""
    if request.kind == WITHDRAW:
        return [SetConsent(purpose, False) for purpose in PURPOSES]
    if request.kind == RESTRICT:
        return [SetConsent(REMINDERS, False), SetConsent(PROMOTION, False)]
    if request.kind == OBJECT and request.purpose in _STOPS:
        return [SetConsent(_STOPS[request.purpose], False)]
    return []


async def _tell_administrators(turn: Turn, request: DataRequest) -> None:
    for admin in await turn.reads.administrators():
        t = turn.texts[admin.language]
        text = t("rights.notice", what=t(f"q.data_kind.option.{request.kind}"), day=t.day(request.due))
        notice = Reply(text, t("notice.title"), (Choice(f"datareq:{request.id}", t("rights.open")),))
        turn.do(Notify(admin.person, notice, f"data:{request.id}:{admin.person}"))


def _onwards(turn: Turn) -> tuple[Choice, ...]:
    return turn.button("privacy", "menu.privacy"), turn.button("menu", "menu.back")


# For administrators


async def overview(turn: Turn) -> None:
    """What waits for an answer, the most urgent first."""
    if not _allowed(turn, Act.ANSWER_REQUEST):
        return
    found = await turn.reads.data_requests()
    t = turn.t
    text = t("rights.waiting", count=len(found)) if found else t("rights.none")
    buttons = tuple(
        Choice(f"datareq:{r.id}", t("rights.item", what=t(f"rights.short_{r.kind}"), day=f"{r.due:%d/%m}"))
        for r in found[: _SHOWN - 1]
    )
    choices = (*buttons, turn.button("broughtreq", "rights.bring"))
    turn.say(Reply(text, title=t("menu.datareqs"), choices=choices, nav=(turn.button("menu", "menu.back"),)))


async def show(turn: Turn, request_id: str) -> None:
    """One request, and what can be done."""
    if request := await _found(turn, request_id):
        choices = []
        if not request.closed:
            choices.append(turn.button(f"closedata:{request.id}", "rights.answer"))
        if request.person and request.held:
            choices.append(turn.button(f"liftdata:{request.id}", "rights.lift"))
        elif request.person:
            choices.append(turn.button(f"holddata:{request.id}", "rights.hold"))
        nav = (turn.button("datareqs", "menu.datareqs"), turn.button("menu", "menu.back"))
        turn.say(Reply(_described(turn.t, request), title=turn.t("rights.title"), choices=tuple(choices), nav=nav))


def _described(t: Translator, request: DataRequest) -> str:
    purpose = t(f"q.data_purpose.option.{request.purpose}") if request.purpose else ""
    lines = [t(f"q.data_kind.option.{request.kind}") + (f": {purpose}" if purpose else "")]
    who = ", ".join(filter(None, (request.name, _called(request.phone))))
    lines.append(t("rights.who", who=who) if who else t("rights.who_account", number=request.person))
    if request.words:
        lines.append(f"“{request.words}”")
    lines.append(t("rights.until", day=t.day(request.due)))
    if request.held:
        lines.append(t("rights.is_held"))
    if request.closed:
        lines.append(t("rights.closed", note=request.note))
    return "\n".join(lines)


def _called(phone: str) -> str:
    return "0" + phone.removeprefix("+84") if phone else ""


async def begin_answer(turn: Turn, request_id: str) -> None:
    """Asks what was done, or why not."""
    request = await _found(turn, request_id)
    if request and not request.closed:
        await _enter(turn, ANSWER_DATA, request.id)
    elif request:
        await show(turn, request_id)


async def answered(turn: Turn, draft: Draft) -> None:
    """The request ends; the person is told what was done."""
    request = await _found(turn, draft.subject)
    if request is None:
        return
    if request.closed:
        await show(turn, request.id)
        return
    note = str(draft.answers["data_note"])
    turn.do(CloseRequest(request.id, note))
    told = await _whose(turn, request.person)
    for recipient in told:
        t = turn.texts[recipient.language]
        text = t("rights.done_notice", what=t(f"q.data_kind.option.{request.kind}"), note=note)
        turn.do(Notify(recipient.person, Reply(text, t("notice.title")), f"data:{request.id}:done"))
    if told:
        turn.tell("rights.done", turn.button("datareqs", "menu.datareqs"), turn.button("menu", "menu.back"))
        return
    turn.tell("rights.done_call", turn.button("datareqs", "menu.datareqs"), turn.button("menu", "menu.back"))


async def hold(turn: Turn, request_id: str) -> None:
    """Nothing of this person is used from now on, but kept."""
    request = await _found(turn, request_id)
    if request and request.person:
        turn.do(HoldData(request.person, True, request.id))
        turn.tell(
            "rights.held_now", turn.button(f"datareq:{request.id}", "rights.open"), turn.button("menu", "menu.back")
        )


async def lift(turn: Turn, request_id: str) -> None:
    """Ends the restriction, at the person's word."""
    request = await _found(turn, request_id)
    if request and request.person:
        turn.do(HoldData(request.person, False))
        turn.tell(
            "rights.lifted", turn.button(f"datareq:{request.id}", "rights.open"), turn.button("menu", "menu.back")
        )


def _after(turn: Turn, request: DataRequest) -> tuple[Choice, ...]:
    return turn.button(f"datareq:{request.id}", "rights.open"), turn.button("menu", "menu.back")


async def lift_own(turn: Turn) -> None:
    """The person lets the data be used again."""
    turn.do(HoldData(turn.person.id, False))
    turn.tell("rights.lifted_own", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))


async def _found(turn: Turn, request_id: str) -> DataRequest | None:
    """The request, if one may see it; else says so."""
    if not _allowed(turn, Act.ANSWER_REQUEST):
        return None
    found = await turn.reads.data_request(request_id)
    if found is None:
        turn.tell("rights.gone", turn.button("menu", "menu.back"))
    return found


def _allowed(turn: Turn, act: Act) -> bool:
    if turn.person.help is None and grants_for(turn.person.grants, act):
        return True
    turn.tell("rights.not_yours", turn.button("menu", "menu.back"))
    return False

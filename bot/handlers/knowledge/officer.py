"""What waits for an officer: questions, difficulties, needs; each with what may be done about it."""

from __future__ import annotations

from bot.conversations.form import Draft, Form
from bot.conversations.forms.inquiry import ANSWER_INQUIRY, NEED_HELPED, NEED_NONE
from bot.handlers.forms import filling
from bot.handlers.knowledge import answering, here, passing
from bot.handlers.shared.paging import SHOWN, earlier, more, taken
from bot.handlers.shared.telling import tell_staff
from bot.handlers.turn import Turn
from bot.messages import MAX_BUTTON, Choice, Reply
from bot.records.inquiries import Inquiry, InquiryKind, InquiryOutcome
from bot.writes.inquiries import AnswerInquiry
from bot.writes.people import Notify
from ocop_domain.agencies import agency_name
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Where, find
from ocop_domain.rights import Act, Subject, grants_for
from ocop_domain.writing import quoted

_PICKED = 2


async def list_(turn: Turn, start: int = 0) -> None:
    """All that waits, the oldest first."""
    t, units = turn.t, answering.own_units(turn)
    total, found = await turn.reads.inquiries_in(units, SHOWN, start, but=turn.person.id)
    if start and not found:  # it has become shorter
        await list_(turn)
        return
    trouble = turn.button("trouble", "trouble.button")
    approves = bool(grants_for(turn.person.grants, Act.APPROVE_ANSWER))
    answered_ = (turn.button("answereds", "approve.title"),) if approves else ()
    nav = (*answered_, turn.button("needs", "needs.title"), trouble, turn.button("menu", "menu.back"))
    if not found:
        turn.say(Reply(t("ask.none"), choices=nav))
        return
    doors = [Choice(f"inquiry:{one.id}", called(turn, one)) for one in found[: taken(start, total)]]
    choices = (*doors, *more(turn, "inquiries", start, total))
    turn.say(Reply(t("ask.list", count=total), choices=choices, nav=(*earlier(turn, "inquiries", start), *nav)))


def called(turn: Turn, one: Inquiry) -> str:
    """An inquiry on a button: its kind, where that is no question, and its words."""
    words = " ".join(one.words.split())
    return words if one.kind is InquiryKind.QUESTION else f"{turn.t(f'asks.kind_{one.kind}')}: {words}"


async def show(turn: Turn, inquiry_id: str) -> None:
    """One of them with who said it, and the buttons that go on with it; read only where it waits elsewhere."""
    one = await turn.reads.inquiry(inquiry_id)
    if one is None:
        turn.tell("ask.no_question", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return
    if not turn.may(Act.ANSWER, Subject(one.unit, one.person)) or one.answered:
        await _look(turn, one)
        return
    nav = (*await passing.doors(turn, one), turn.button("inquiries", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(await _head(turn, one), choices=await _choices(turn, one), nav=nav))


async def _look(turn: Turn, one: Inquiry) -> None:
    """Where it is and what came of it, for whoever sees to the place in which it was said."""
    if not turn.may(Act.ANSWER, Subject(one.area, one.person)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    lines = [await _head(turn, one), passing.standing(turn, one)]
    nav = (turn.button("needs", "needs.title"), turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), choices=await passing.back(turn, one), nav=nav))


async def _head(turn: Turn, one: Inquiry) -> str:
    t = turn.t
    place, day = turn.areas.get(one.area).name, t.day(one.asked_at.date())
    if one.kind is InquiryKind.QUESTION:
        return t("ask.asked", place=place, day=day, words=quoted(one.words))
    application = await turn.reads.application(one.about) if one.about else None
    who = f"{application.producer_name}, {application.name}" if application else place
    if one.kind is InquiryKind.TROUBLE:
        return t("asks.trouble", who=who, place=place, day=day, words=quoted(one.words))
    return t("asks.need", who=who, place=place, day=day, words=one.words, agency=agency_name(one.agency))


async def _choices(turn: Turn, one: Inquiry) -> tuple[Choice, ...]:
    if one.kind is InquiryKind.NEED:
        return (
            turn.button(f"needhelped:{one.id}", "asks.helped"),
            *passing.to_own_agency(turn, one),
            turn.button(f"neednone:{one.id}", "asks.no_help"),
        )
    where = await _where(turn, one)
    await here.ready(where)
    found = find(one.words, where) if one.kind is InquiryKind.QUESTION else None
    picks = tuple(
        Choice(f"pickanswer:{one.id}:{here.token(entry)}", here.label_of(entry, MAX_BUTTON))
        for entry in (found.entries[:_PICKED] if found else ())
    )
    return (turn.button(f"answerinq:{one.id}", "ask.answer"), *picks)


async def pick(turn: Turn, inquiry_id: str, name: str) -> None:
    """Shows an answer of the knowledge before it is sent."""
    one = await answering.waiting(turn, inquiry_id)
    text = await _known(turn, one, name) if one else ""
    if one is None:
        return
    if not text:
        await show(turn, inquiry_id)
        return
    send_ = turn.button(f"sendanswer:{one.id}:{name}", "ask.send_this")
    turn.say(Reply(text, choices=(send_, turn.button(f"inquiry:{one.id}", "nav.back"))))


async def send_known(turn: Turn, inquiry_id: str, name: str) -> None:
    """The answer of the knowledge goes to the asker."""
    one = await answering.waiting(turn, inquiry_id)
    if one is None:
        return
    where = await _where(turn, one)
    entry = here.entry_named(where, name)
    text = await _known(turn, one, name)
    if entry is None or not text:
        await show(turn, inquiry_id)
        return
    await _answer(turn, one, text, entry=entry.id)


async def begin_answer(turn: Turn, inquiry_id: str) -> None:
    """Asks the officer for the answer."""
    await _begin(turn, inquiry_id, ANSWER_INQUIRY)


async def begin_helped(turn: Turn, inquiry_id: str) -> None:
    """Asks what somebody gets who needed help."""
    await _begin(turn, inquiry_id, NEED_HELPED)


async def begin_none(turn: Turn, inquiry_id: str) -> None:
    """Asks why there is no help."""
    await _begin(turn, inquiry_id, NEED_NONE)


async def _begin(turn: Turn, inquiry_id: str, form: Form) -> None:
    if one := await answering.waiting(turn, inquiry_id):
        draft = Draft(turn.new_id(), form.id, form.version, turn.programme.id, subject=one.id)
        await filling.enter(turn, draft, quoted(one.words))


async def answered(turn: Turn, draft: Draft) -> None:
    """The officer's own words go to the asker."""
    one = await answering.waiting(turn, draft.subject)
    if one is not None:
        await _answer(turn, one, str(draft.answers["inquiry_answer"]))


async def helped(turn: Turn, draft: Draft) -> None:
    """Who needed help hears what it is."""
    one = await answering.waiting(turn, draft.subject)
    if one is not None:
        await _answer(turn, one, str(draft.answers["need_helped"]), outcome=InquiryOutcome.HELPED)


async def none(turn: Turn, draft: Draft) -> None:
    """Who needed help hears that there is none, and why, where a reason was given."""
    one = await answering.waiting(turn, draft.subject)
    if one is not None:
        await _answer(turn, one, str(draft.answers.get("need_none") or ""), outcome=InquiryOutcome.NO_HELP)


async def _answer(
    turn: Turn, one: Inquiry, text: str, *, entry: str = "", outcome: InquiryOutcome = InquiryOutcome.NONE_YET
) -> None:
    """Kept, and told to the asker and to everybody who passed it on."""
    turn.do(AnswerInquiry(one.id, text, entry, outcome))
    place = turn.areas.get(one.unit).name
    for recipient in await turn.reads.told(one.person):
        t = turn.texts[recipient.language]
        said = t(
            f"asks.replied_{_told(one, outcome)}",
            place=place,
            words=quoted(one.words),
            answer=quoted(text) if text else "–",
        )
        choices = (Choice(f"myask:{one.id}", t("asks.see")), Choice("menu", t("menu.back")))
        turn.do(Notify(recipient.person, Reply(said, t("notice.title"), choices), _key(one, recipient.person)))
    passed = {each.by for each in await turn.reads.passes_of(one.id)} - {turn.person.me.id, turn.person.id}
    on_the_way = [found for person in sorted(passed) if (found := await turn.reads.recipient(person))]
    tell_staff(
        turn,
        on_the_way,
        lambda t: t("asks.way_answered", place=place, words=quoted(one.words), answer=quoted(text) if text else "–"),
        lambda t: Choice(f"inquiry:{one.id}", t("asks.open")),
        stamp=f"inquiry:{one.id}:way",
    )
    turn.tell("ask.done", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))


def _told(one: Inquiry, outcome: InquiryOutcome) -> str:
    """As what the asker hears the answer."""
    return outcome.value if one.kind is InquiryKind.NEED else one.kind.name.lower()


def _key(one: Inquiry, person: int) -> str:
    return f"inquiry:{one.id}:answered:{person}"


async def _where(turn: Turn, one: Inquiry) -> Where:
    """As the asker stands: in the programme in which it was asked."""
    programme = turn.programmes.find(one.programme) or turn.programme
    return Where(programme, turn.today, "producer", one.area, await here.own_answers(turn, one.area))


async def _known(turn: Turn, one: Inquiry, name: str) -> str:
    where = await _where(turn, one)
    entry = here.entry_named(where, name)
    told = answer_of(entry, where, turn.areas, one.words, turn.t.language) if entry else None
    return told.text if told else ""

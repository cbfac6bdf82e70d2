"""What nobody here knows goes to the commune's officer, whose answer comes back to the asker."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.inquiry import ANSWER_INQUIRY, INQUIRY, WORDS
from bot.handlers.account import consent, office
from bot.handlers.forms import filling
from bot.handlers.knowledge import here
from bot.handlers.shared.territory import sitting_for, units_of
from bot.handlers.turn import Turn
from bot.messages import MAX_BUTTON, Choice, Reply
from bot.records.inquiries import Inquiry
from bot.writes.forms import DropDraft, SaveDraft, SetPlace
from bot.writes.inquiries import AnswerInquiry, PutInquiry
from bot.writes.people import Notify
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Where, find
from ocop_domain.rights import Act, Subject
from ocop_domain.writing import quoted

WAITING_MOST = 10
"""Questions of one person that may wait at the same time."""
_LISTED = 5
_PICKED = 2
_LONGEST = 800
"""Characters of a question that are passed on."""


# The one who asks


async def offer(turn: Turn, text: str, key: str = "ask.unknown") -> None:
    """Says that it is not known, and offers to send the question to the officer; its words wait in this chat."""
    await keep(turn, text)
    area = await here.area_of(turn)
    whom = await office.contacts(turn, area) if area else ""
    lines = "\n".join(filter(None, (turn.t(key), whom)))
    turn.say(Reply(lines, choices=(turn.button("inquire", "ask.send"), here.back(turn))))


async def keep(turn: Turn, text: str) -> None:
    """The words of the question, until it is sent or another one is asked."""
    draft = await _kept(turn)
    revision = draft.revision if draft else 0
    answers = {WORDS: text.strip()[:_LONGEST]}
    turn.do(SaveDraft(Draft(_id(turn), INQUIRY.id, INQUIRY.version, turn.programme.id, answers, revision=revision)))


async def send(turn: Turn) -> None:
    """The question goes to the officer of the own commune; where none is known it is asked for."""
    draft = await _kept(turn)
    if draft is None or not draft.answers.get(WORDS):
        turn.tell("ask.gone", turn.button("menu", "menu.back"))
        return
    if not turn.person.grants and consent.unasked(turn):
        await consent.ask_for(turn, DOSSIER, then="inquire")
        return
    area = await here.area_of(turn)
    if area:
        await _put(turn, draft, area)
    else:
        await filling.enter(turn, draft)


async def placed(turn: Turn, draft: Draft) -> None:
    """The commune was said."""
    await _put(turn, draft, str(draft.answers["inquiry_area"]), dropped=True)


async def _put(turn: Turn, draft: Draft, area: str, *, dropped: bool = False) -> None:
    if await turn.reads.waiting_inquiries_of(turn.person.id) >= WAITING_MOST:
        # What was typed stays where it is, to be sent when one of the others was answered.
        turn.writes[:] = [write for write in turn.writes if write != DropDraft(draft.id)]
        buttons = (turn.button("inquire", "ask.send_again"), turn.button("menu", "menu.back"))
        turn.tell("ask.too_many", *buttons, count=WAITING_MOST, words=quoted(str(draft.answers[WORDS])))
        return
    words = str(draft.answers[WORDS])
    one = Inquiry(turn.new_id(), turn.person.id, area, turn.programme.id, turn.now, words)
    turn.do(PutInquiry(one))
    if dropped:
        turn.do(SetPlace(""))
    else:
        turn.do(DropDraft(draft.id))
    for officer in await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK):
        if officer.person != turn.person.id:
            t = turn.texts[officer.language]
            button = Choice(f"inquiry:{one.id}", t("ask.open"))
            notice = Reply(t("ask.came", place=turn.areas.get(area).name), t("notice.title"), (button,))
            turn.do(Notify(officer.person, notice, f"inquiry:{one.id}:{officer.person}"))
    turn.tell("ask.sent", turn.button("menu", "menu.back"), place=turn.areas.get(area).name)
    if not dropped:
        await filling.resume(turn)


async def kept_words(turn: Turn) -> str:
    """The last question that was not answered for sure; "" where there is none."""
    draft = await _kept(turn)
    return str(draft.answers.get(WORDS) or "") if draft else ""


async def _kept(turn: Turn) -> Draft | None:
    return await turn.reads.draft(_id(turn))


def _id(turn: Turn) -> str:
    return f"asking.{turn.person.id}"


# The officer


async def door(turn: Turn) -> tuple[Choice, ...]:
    """The button in the queue, where questions wait."""
    count, _ = await turn.reads.inquiries_in(units_of(turn, Act.CHECK), 1)
    return (turn.button("inquiries", "ask.waiting", count=count),) if count else ()


async def list_(turn: Turn) -> None:
    """The questions that wait, the oldest first."""
    count, found = await turn.reads.inquiries_in(units_of(turn, Act.CHECK), _LISTED)
    nav = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    if not found:
        turn.say(Reply(turn.t("ask.none"), choices=nav))
        return
    choices = tuple(Choice(f"inquiry:{one.id}", " ".join(one.words.split())) for one in found)
    turn.say(Reply(turn.t("ask.list", count=count), choices=choices, nav=nav))


async def show(turn: Turn, inquiry_id: str) -> None:
    """One question, what the knowledge has on it, and the way to answer."""
    one = await _waiting(turn, inquiry_id)
    if one is None:
        return
    where = _where(turn, one)
    await here.ready(where)
    found = find(one.words, where)
    picks = tuple(
        Choice(f"pickanswer:{one.id}:{here.token(entry)}", here.label_of(entry, MAX_BUTTON))
        for entry in found.entries[:_PICKED]
    )
    place, day = turn.areas.get(one.area).name, turn.t.day(one.asked_at.date())
    text = turn.t("ask.asked", place=place, day=day, words=quoted(one.words))
    nav = (turn.button("inquiries", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, choices=(turn.button(f"answerinq:{one.id}", "ask.answer"), *picks), nav=nav))


async def pick(turn: Turn, inquiry_id: str, name: str) -> None:
    """Shows an answer of the knowledge before it is sent."""
    one = await _waiting(turn, inquiry_id)
    text = _known(turn, one, name) if one else ""
    if one is None:
        return
    if not text:
        await show(turn, inquiry_id)
        return
    send_ = turn.button(f"sendanswer:{one.id}:{name}", "ask.send_this")
    turn.say(Reply(text, choices=(send_, turn.button(f"inquiry:{one.id}", "nav.back"))))


async def send_known(turn: Turn, inquiry_id: str, name: str) -> None:
    """The answer of the knowledge goes to the asker."""
    one = await _waiting(turn, inquiry_id)
    if one is None:
        return
    where = _where(turn, one)
    entry = here.entry_named(where, name)
    text = _known(turn, one, name)
    if entry is None or not text:
        await show(turn, inquiry_id)
        return
    await _answer(turn, one, text, entry.id)


async def begin_answer(turn: Turn, inquiry_id: str) -> None:
    """Asks the officer for the answer."""
    if one := await _waiting(turn, inquiry_id):
        draft = Draft(turn.new_id(), ANSWER_INQUIRY.id, ANSWER_INQUIRY.version, turn.programme.id, subject=one.id)
        await filling.enter(turn, draft, quoted(one.words))


async def answered(turn: Turn, draft: Draft) -> None:
    """The officer's own words go to the asker."""
    one = await _waiting(turn, draft.subject)
    if one is not None:
        await _answer(turn, one, str(draft.answers["inquiry_answer"]))


async def _answer(turn: Turn, one: Inquiry, text: str, entry: str = "") -> None:
    turn.do(AnswerInquiry(one.id, text, entry))
    place = turn.areas.get(one.area).name
    for recipient in await turn.reads.told(one.person):
        t = turn.texts[recipient.language]
        said = t("ask.replied", place=place, words=quoted(one.words), answer=quoted(text))
        notice = Reply(said, t("notice.title"), (Choice("menu", t("menu.back")),))
        turn.do(Notify(recipient.person, notice, f"inquiry:{one.id}:answered:{recipient.person}"))
    turn.tell("ask.done", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))


async def _waiting(turn: Turn, inquiry_id: str) -> Inquiry | None:
    """The question, if it is this officer's and still waits; else says so."""
    one = await turn.reads.inquiry(inquiry_id)
    if one is None:
        turn.tell("ask.no_question", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return None
    if not turn.may(Act.CHECK, Subject(one.area, one.person)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    if one.answered:
        turn.tell("ask.already", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return None
    return one


def _where(turn: Turn, one: Inquiry) -> Where:
    """As the asker stands: in the programme in which it was asked."""
    programme = turn.programmes.find(one.programme) or turn.programme
    return Where(programme, turn.today, "producer", one.area)


def _known(turn: Turn, one: Inquiry, name: str) -> str:
    where = _where(turn, one)
    entry = here.entry_named(where, name)
    told = answer_of(entry, where, turn.areas, one.words, turn.t.language) if entry else None
    return told.text if told else ""

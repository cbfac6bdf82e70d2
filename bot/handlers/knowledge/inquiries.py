"""What goes to the commune's officer: a question that nobody here could answer, a difficulty, help that is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.inquiry import ABOUT, AGENCY, INQUIRY, KIND, TROUBLE, WORDS
from bot.handlers.account import consent, office
from bot.handlers.forms import filling
from bot.handlers.knowledge import answering, here
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from bot.records.inquiries import Inquiry, InquiryKind
from bot.writes.forms import DropDraft, SaveDraft, SetPlace
from bot.writes.inquiries import PutInquiry
from bot.writes.people import Notify
from ocop_domain.agencies import agency_key
from ocop_domain.rights import Act, grants_for
from ocop_domain.support import support_of
from ocop_domain.writing import quoted

WAITING_MOST = 10
"""Questions of one person that may wait at the same time."""
_LONGEST = 800
"""Characters of a question that are passed on."""
_SHOWN = 120
"""Characters of a difficulty that are said again."""


async def offer(turn: Turn, text: str, key: str = "ask.unknown") -> None:
    """Says that it is not known, and offers to send the question to the officer; its words wait in this chat."""
    await keep(turn, text)
    area = await here.area_of(turn)
    whom = await office.contacts(turn, area) if area else ""
    known = turn.texts[here.language_of(turn, text)](key)
    lines = "\n".join(filter(None, (known, whom)))
    turn.say(Reply(lines, choices=(turn.button("inquire", "ask.send"), here.back(turn))))


async def offer_trouble(turn: Turn, text: str, *answers: Choice) -> None:
    """Offers to send a difficulty in the words in which it was told; beside it stand help and known answers."""
    place = await place_of(turn)
    about = place.application.id if place.application else ""
    turn.do(SaveDraft(await _begun(turn, text, {KIND: InquiryKind.TROUBLE.value, ABOUT: about})))
    doors = (turn.button("inquire", "trouble.button"), turn.button("support", "aid.open"), *answers)
    words = quoted(shortened(text, _SHOWN))
    turn.say(Reply(turn.t("trouble.heard", words=words), choices=doors, nav=(here.back(turn),)))


async def keep(turn: Turn, text: str) -> None:
    """The words of the question, until it is sent or another one is asked."""
    turn.do(SaveDraft(await _begun(turn, text)))


async def tell(turn: Turn, kind: InquiryKind, text: str, *, agency: str = "", about: str = "") -> None:
    """Sends a difficulty or a need; what stands in the way of it (consent, the commune) is asked first."""
    more = {KIND: kind.value, AGENCY: agency, ABOUT: about}
    draft = await _begun(turn, text, more)
    turn.do(SaveDraft(draft))
    turn.do(SetPlace(""))
    await _send(turn, replace(draft, revision=draft.revision + 1))


async def _begun(turn: Turn, text: str, more: Mapping[str, str] | None = None) -> Draft:
    draft = await _kept(turn)
    revision = draft.revision if draft else 0
    answers = {WORDS: text.strip()[:_LONGEST], **(more or {})}
    return Draft(_id(turn), INQUIRY.id, INQUIRY.version, turn.programme.id, answers, revision=revision)


async def send(turn: Turn) -> None:
    """What was kept goes to the officer of the own commune; where none is known it is asked for."""
    draft = await _kept(turn)
    if draft is None or not draft.answers.get(WORDS):
        turn.tell("ask.gone", turn.button("menu", "menu.back"))
        return
    await _send(turn, draft)
    if _is_put(turn):
        await filling.resume(turn)


def _is_put(turn: Turn) -> bool:
    return any(isinstance(write, PutInquiry) for write in turn.writes)


async def _send(turn: Turn, draft: Draft) -> None:
    if not turn.person.grants and consent.unasked(turn):
        await consent.ask_for(turn, DOSSIER, then="inquire")
        return
    area = await here.area_of(turn)
    if area:
        turn.do(DropDraft(draft.id))
        await _put(turn, draft, area)
    else:
        await filling.enter(turn, draft)


async def placed(turn: Turn, draft: Draft) -> None:
    """The commune was said."""
    turn.do(SetPlace(""))
    await _put(turn, draft, str(draft.answers["inquiry_area"]))


async def _put(turn: Turn, draft: Draft, area: str) -> None:
    if await turn.reads.waiting_inquiries_of(turn.person.id) >= WAITING_MOST:
        # What was typed stays where it is, to be sent when one of the others was answered.
        turn.writes[:] = [write for write in turn.writes if write != DropDraft(draft.id)]
        again = turn.button("inquire", "ask.send_again")
        lists = turn.button("myasks", "asks.title")
        words = quoted(str(draft.answers.get(WORDS) or ""))
        turn.tell("ask.too_many", again, lists, turn.button("menu", "menu.back"), count=WAITING_MOST, words=words)
        return
    above = any(grant.area == area for grant in grants_for(turn.person.grants, Act.ANSWER))
    unit, people = await answering.nearest(turn, area, above=above)
    if not unit:
        turn.tell("asks.nobody_above", turn.button("menu", "menu.back"))
        return
    one = _inquiry(turn, draft, area, unit)
    turn.do(PutInquiry(one))
    for recipient in people:
        t = turn.texts[recipient.language]
        came = t(f"asks.came_{one.kind.name.lower()}", place=turn.areas.get(area).name)
        label = t("ask.open") if one.kind is InquiryKind.QUESTION else t("asks.open")
        notice = Reply(came, t("notice.title"), (Choice(f"inquiry:{one.id}", label),))
        turn.do(Notify(recipient.person, notice, f"inquiry:{one.id}:{recipient.person}"))
    own = (turn.button("myasks", "asks.title"), turn.button("menu", "menu.back"))
    turn.tell(f"asks.sent_{one.kind.name.lower()}", *own, place=turn.areas.get(unit).name)


def _inquiry(turn: Turn, draft: Draft, area: str, unit: str) -> Inquiry:
    said = {name: str(draft.answers.get(name) or "") for name in (WORDS, KIND, AGENCY, ABOUT)}
    kind = InquiryKind(said[KIND])
    return Inquiry(
        turn.new_id(),
        turn.person.id,
        area,
        draft.programme,
        turn.now,
        said[WORDS],
        kind=kind,
        unit=unit,
        agency=agency_key(said[AGENCY]),
        about=said[ABOUT],
    )


async def begin_trouble(turn: Turn) -> None:
    """Asks which difficulty there is."""
    draft_id = f"difficulty.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    await filling.enter(turn, begun or Draft(draft_id, TROUBLE.id, TROUBLE.version, turn.programme.id))


async def trouble_said(turn: Turn, draft: Draft) -> None:
    """The difficulty was told: it goes to the officer."""
    place = await place_of(turn)
    about = place.application.id if place.application else ""
    await tell(turn, InquiryKind.TROUBLE, str(draft.answers["trouble_words"]), about=about)


async def need(turn: Turn, token: str, application_id: str) -> None:
    """ "I need it": told to the commune once, however often it is pressed."""
    place = await place_of(turn, application_id)
    row = next((row for row in support_of(place.programme) if row.token == token), None)
    if row is None:
        turn.tell("aid.gone", turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
        return
    if told := await turn.reads.need_of(turn.person.id, row.what):
        turn.tell("asks.told_already", turn.button(f"myask:{told.id}", "asks.see"), turn.button("menu", "menu.back"))
        return
    about = place.application.id if place.application else ""
    await tell(turn, InquiryKind.NEED, row.what, agency=row.who, about=about)


async def kept_words(turn: Turn) -> str:
    """The last question that was not answered for sure; "" where there is none."""
    draft = await _kept(turn)
    return str(draft.answers.get(WORDS) or "") if draft else ""


async def _kept(turn: Turn) -> Draft | None:
    return await turn.reads.draft(_id(turn))


def _id(turn: Turn) -> str:
    return f"asking.{turn.person.id}"

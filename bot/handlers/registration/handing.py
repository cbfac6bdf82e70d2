"""A product is handed on to another producer: offered by a code, agreed to, and confirmed by the officer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.lifetime import HAND_ON, TAKE_ON
from bot.conversations.forms.registration import PRODUCER_QUESTIONS
from bot.handlers.account import consent, phones
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.members.session import named
from bot.handlers.registration import lifetime
from bot.handlers.registration.made import found, page
from bot.handlers.registration.own import star_line
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.changes import OFFERED, ChangeRequest, Course
from bot.records.people import MemberPart
from bot.texts import Translator
from bot.writes.lifetime import DropOffer, OfferProduct, TakeOffer
from bot.writes.people import Notify
from ocop_domain.products import Made
from ocop_domain.recognitions import held

DAYS = 7
"""How long the other producer may answer."""
_SHOWN = 5


async def offered(turn: Turn, draft: Draft) -> None:
    """A code for whoever shall have the product; nothing changes before both sides and the officer agree."""
    both = await lifetime.own(turn, draft.subject)
    if both is None or not await lifetime.may_hand_on(turn):
        return
    made, product = both
    buttons = (turn.button(page(made), "product.open"), turn.button("menu", "menu.back"))
    waiting = await turn.reads.changes_of(made.id, made.product)
    if any(one.question == Course.HAND_ON for one in waiting):
        turn.tell("change.waits", *buttons, what=turn.t("life.name_hand_on"))
        return
    code, a = fresh_code(turn), draft.answers
    request = ChangeRequest(
        id=turn.new_id(),
        subject=made.id,
        person=made.owner,
        area=made.area,
        question=Course.HAND_ON.value,
        was=product.maker,
        value={"to": str(a["hand_to"]), "why": str(a["hand_why"])},
        reason=_why(turn, str(a["hand_why"])),
        asked_at=turn.now,
        code=hash_token(code),
    )
    turn.do(OfferProduct(request))
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("life.code", product=product.name, name=a["hand_to"], code=code, days=DAYS)]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    turn.say(Reply("\n\n".join(lines), turn.t("life.name_hand_on"), buttons, files=(picture,) if picture else ()))


def _why(turn: Turn, chosen: str) -> str:
    """The reason as it was chosen."""
    question = HAND_ON.get("hand_why")
    assert question, "the form asks why"
    return question.kind.show(chosen, question, turn.context())


async def opened(turn: Turn, digest: str) -> bool:
    """Shows what the code offers, and asks; False where it offers nothing."""
    request = await turn.reads.change_by_code(digest)
    made = await _offer(turn, request) if request else None
    if request is None or made is None:
        return False
    accounts = await _accounts(turn)
    if made.owner in accounts:
        turn.tell("life.own_offer", turn.button("menu", "menu.back"), product=called(turn.t, made))
        return True
    t = turn.t
    stars = await turn.reads.recognitions_of(made.owner)
    star = held(made.product, stars, turn.today)
    lines = [t("life.offer", product=made.name, producer=request.was)]
    lines += [star_line(turn, star)] if star else []
    lines += [t("life.offer_what"), t("join.careful")]
    choices = [turn.button(f"takeon:{request.id}:{account}", "life.take") for account in list(accounts)[:1]]
    if len(accounts) > 1:
        lines.append(t("life.take_which"))
        choices = [Choice(f"takeon:{request.id}:{account}", name) for account, name in list(accounts.items())[:_SHOWN]]
    choices.append(turn.button(f"noton:{request.id}", "life.decline"))
    turn.say(Reply("\n\n".join(lines), t("life.name_hand_on"), tuple(choices)))
    return True


async def _offer(turn: Turn, request: ChangeRequest) -> Made | None:
    """The product, where it is still offered."""
    stands = request.verdict == OFFERED and turn.now - request.asked_at <= timedelta(days=DAYS)
    return await found(turn, request.subject) if stands else None


async def _accounts(turn: Turn) -> dict[int, str]:
    """The producers for whom this person may take something: the own account, and those that they own with others."""
    me = turn.person.me
    teams = [team for team in await turn.reads.teams(me.id) if team.part is MemberPart.OWNER]
    if me.member or not teams:
        teams = [await turn.reads.team(me.id, me.id), *teams]
    return {team.account: named(turn, team) for team in teams}


async def take(turn: Turn, request_id: str, account: int) -> None:
    """The other side agrees; who has said nothing of the producer yet is asked."""
    turn.person = turn.person.me
    both = await _standing(turn, request_id, account)
    if both is None or phones.waits(turn):
        return
    if turn.person.consents.get(DOSSIER) is None:
        await consent.ask_for(turn, DOSSIER, then=f"takeon:{request_id}.{account}")
        return
    if consent.refused(turn):
        consent.say_refused(turn)
        return
    known = await turn.reads.producer_answers(account)
    if known.get("producer_name") and known.get("legal_form"):
        await _agree(turn, *both, account, known)
        return
    draft_id = f"takeon.{request_id}"
    begun = await turn.reads.draft(draft_id)
    programme = both[1].programme
    fresh = Draft(draft_id, TAKE_ON.id, TAKE_ON.version, programme, subject=f"{request_id}:{account}")
    await filling.enter(turn, begun or fresh, turn.t("life.who_are_you"))


async def take_agreed(turn: Turn, subject: str) -> None:
    """The same once it was agreed that something is kept."""
    request_id, _, account = subject.partition(".")
    await take(turn, request_id, int(account))


async def said(turn: Turn, draft: Draft) -> None:
    """Who the new producer is."""
    request_id, _, account = draft.subject.partition(":")
    both = await _standing(turn, request_id, int(account))
    if both:
        known = {name: draft.answers[name] for name in PRODUCER_QUESTIONS if draft.answers.get(name) is not None}
        await _agree(turn, *both, int(account), known)


async def _standing(turn: Turn, request_id: str, account: int) -> tuple[ChangeRequest, Made] | None:
    """The offer, where it stands and may be taken for this account; else says that it is over."""
    request = await turn.reads.change(request_id)
    made = await _offer(turn, request) if request else None
    accounts = await _accounts(turn)
    if request is None or made is None or account not in accounts or made.owner in accounts:
        turn.tell("life.offer_over", turn.button("menu", "menu.back"))
        return None
    return request, made


async def _agree(turn: Turn, request: ChangeRequest, made: Made, account: int, known: dict[str, object]) -> None:
    """The officer is asked, the former producer is told."""
    value = {**request.value, "answers": known}
    taken = replace(request, value=value, taker=account)
    turn.do(TakeOffer(request.id, made.id, value, account))
    await lifetime.tell_officers(turn, made, taken)
    name = str(request.value["to"])
    await _tell_giver(turn, taken, made, lambda t: t("life.notice_taken", product=made.name, name=name))
    place = turn.areas.get(request.area).inline
    turn.tell("life.taken", turn.button("menu", "menu.back"), product=made.name, place=place)


async def decline(turn: Turn, request_id: str) -> None:
    """The other side does not want it; the offer is over."""
    turn.person = turn.person.me
    request = await turn.reads.change(request_id)
    made = await _offer(turn, request) if request else None
    if request and made:
        turn.do(DropOffer(request.id, made.id))
        name, product = str(request.value["to"]), made.name
        await _tell_giver(turn, request, made, lambda t: t("life.notice_declined", product=product, name=name))
    turn.tell("life.declined", turn.button("menu", "menu.back"))


async def _tell_giver(turn: Turn, request: ChangeRequest, made: Made, words: Callable[[Translator], str]) -> None:
    for recipient in await turn.reads.told(made.owner):
        t = turn.texts[recipient.language]
        notice = Reply(words(t), t("notice.title"), (Choice(page(made), t("product.open")),))
        key = f"offer:{request.id}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))

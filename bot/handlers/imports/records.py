"""What was imported, as officials see it: who stands in the lists, and who says to be one of them."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.forms.search import SEARCH
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.imports import sending
from bot.handlers.registration.own import star_line
from bot.handlers.rounds import revoking
from bot.handlers.shared.paging import earlier, few, more, start_of
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.imports import Claim, ImportedProducer
from bot.writes.imports import DenyClaim, GiveImported, OfferClaim
from bot.writes.people import Notify
from ocop_domain.recognitions import held
from ocop_domain.rights import Act, Subject

CODE_DAYS = 7
_PAGE = 5


async def list_(turn: Turn, start: int = 0) -> None:
    """All producers of the imported lists of the own units."""
    await _page(turn, "", start)


async def found(turn: Turn, start: int = 0) -> None:
    """Those that fit what was looked for last."""
    draft = await turn.reads.draft(f"looking.{turn.person.id}")
    words = str(draft.answers.get("find_words") or "") if draft and draft.form == SEARCH.id else ""
    await _page(turn, words, start)


async def _page(turn: Turn, words: str, start: int) -> None:
    if not sending.may(turn):
        sending.refuse(turn)
        return
    page = await turn.reads.imported_in(units_of(turn, Act.IMPORT), start, _PAGE, words)
    route = "foundimported" if words else "imported"
    door = turn.button("importlist", "import.title")
    nav = (turn.button("find", "find.open"), door, turn.button("menu", "menu.back"))
    if not page.total:
        turn.tell("import.none", *nav)
        return
    choices = [Choice(f"record:{one.id}", one.name) for one in page.shown]
    choices += more(turn, route, page.start, page.total, _PAGE + 1)
    lines = [
        turn.t("import.record_line", number=n, name=one.name, place=_place(turn, one.area), count=len(one.products))
        for n, one in enumerate(page.shown, 1)
    ]
    title = turn.t("import.records", count=page.total)
    back = earlier(turn, route, page.start, _PAGE + 1)
    turn.say(Reply("\n".join(lines), title, tuple(choices), (*back, *nav)))


def _place(turn: Turn, area: str) -> str:
    unit = turn.areas.find(area)
    return unit.name if unit else "–"


async def _own(turn: Turn, producer: str) -> ImportedProducer | None:
    """A producer of the own units; else says so."""
    one = await turn.reads.imported(producer) if sending.may(turn) else None
    if one is None or not turn.may(Act.IMPORT, Subject(one.area)):
        sending.refuse(turn)
        return None
    return one


async def show(turn: Turn, producer: str, start: int = 0) -> None:
    """A producer with the products, their stars, and whether somebody speaks for it."""
    one = await _own(turn, producer)
    if one is None:
        return
    t = turn.t
    lines = [t("import.record", place=turn.areas.label(one.area), phone=_called(one) or "–")]
    lines += products(turn, one)
    lines.append(t("import.claimed" if one.owner else "import.unclaimed"))
    offer = [turn.button(f"offerclaim:{one.id}", "claim.offer")]
    choices = await revoking.listed(turn, [product.id for product in one.products]) if one.owner else offer
    nav = (turn.button("imported", "import.open"), turn.button("menu", "menu.back"))
    start = start_of(start, len(choices))
    shown = few(turn, choices, f"record:{one.id}", start)
    turn.say(Reply("\n".join(lines), one.name, tuple(shown), (*earlier(turn, f"record:{one.id}", start), *nav)))


def products(turn: Turn, one: ImportedProducer) -> list[str]:
    """Each product with the star that it holds today."""
    lines = []
    for product in one.products:
        star = held(product.id, product.recognitions, turn.today)
        lines.append(f"• {product.name}" + (f" – {star_line(turn, star)}" if star else ""))
    return lines


def _called(one: ImportedProducer) -> str:
    return "0" + one.phone.removeprefix("+84") if one.phone else ""


async def offer(turn: Turn, producer: str) -> None:
    """A one-time code for whoever the officer has made sure to be the producer."""
    one = await _own(turn, producer)
    if one is None:
        return
    if one.owner:
        await show(turn, producer)
        return
    code = fresh_code(turn)
    turn.do(OfferClaim(one.id, hash_token(code), turn.now + timedelta(days=CODE_DAYS)))
    nav = (turn.button(f"record:{one.id}", "import.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("claim.code", name=one.name, code=code, days=CODE_DAYS), turn.t("claim.offer"), nav))


# Claims


async def claims(turn: Turn, start: int = 0) -> None:
    """Who says to be a producer of the lists."""
    if not sending.may(turn):
        sending.refuse(turn)
        return
    waiting = await turn.reads.claims_in(units_of(turn, Act.IMPORT))
    nav = (turn.button("importlist", "import.title"), turn.button("menu", "menu.back"))
    if not waiting:
        turn.tell("claim.none", *nav)
        return
    choices = []
    for claim in waiting:
        one = await turn.reads.imported(claim.producer)
        choices.append(Choice(f"claim:{claim.id}", one.name if one else "–"))
    start = start_of(start, len(choices))
    shown = few(turn, choices, "claims", start)
    title, back = turn.t("claim.waiting", count=len(waiting)), earlier(turn, "claims", start)
    turn.say(Reply(turn.t("claim.list"), title, tuple(shown), (*back, *nav)))


async def _claim(turn: Turn, claim_id: str) -> tuple[Claim, ImportedProducer] | None:
    """A claim that waits here and is not the own; else says so."""
    claim = await turn.reads.claim(claim_id)
    one = await _own(turn, claim.producer) if claim else None
    if claim is None or one is None:
        if claim is None:
            sending.refuse(turn)
        return None
    if claim.verdict:
        turn.tell("claim.decided", turn.button("claims", "claim.title"), turn.button("menu", "menu.back"))
        return None
    if claim.person in turn.person.speaks_for:
        turn.tell("claim.own", turn.button("menu", "menu.back"))
        return None
    return claim, one


async def claim(turn: Turn, claim_id: str) -> None:
    """Who asks, and whom to call to be sure."""
    known = await _claim(turn, claim_id)
    if known is None:
        return
    asked, one = known
    said = await turn.reads.producer_answers(asked.person)
    who = ", ".join(str(said[name]) for name in ("producer_name", "representative") if said.get(name))
    text = "\n".join(
        [
            turn.t("claim.ask", name=one.name, place=turn.areas.label(one.area)),
            *products(turn, one),
            turn.t("claim.who", who=who) if who else turn.t("claim.nobody"),
            turn.t("claim.call", phone=_called(one)) if one.phone else turn.t("claim.meet"),
        ]
    )
    choices = (turn.button(f"giveclaim:{asked.id}", "claim.yes"), turn.button(f"denyclaim:{asked.id}", "claim.no"))
    turn.say(Reply(text, turn.t("claim.title"), choices, (turn.button("menu", "menu.back"),)))


async def confirm(turn: Turn, claim_id: str) -> None:
    """It is them: what the lists say of the producer is theirs."""
    known = await _claim(turn, claim_id)
    if known is None:
        return
    asked, one = known
    if one.owner:
        turn.tell("claim.decided", turn.button("claims", "claim.title"), turn.button("menu", "menu.back"))
        return
    turn.do(GiveImported(one, asked.person, turn.today, asked.id, issuer_of(turn, one)))
    for recipient in await turn.reads.told(asked.person):
        t = turn.texts[recipient.language]
        notice = Reply(t("claim.given", name=one.name), t("notice.title"), (Choice("mine", t("menu.mine")),))
        turn.do(Notify(recipient.person, notice, key=f"claim:{asked.id}:{recipient.person}"))
    turn.tell("claim.confirmed", turn.button("claims", "claim.title"), turn.button("menu", "menu.back"), name=one.name)


async def deny(turn: Turn, claim_id: str) -> None:
    """It is somebody else."""
    known = await _claim(turn, claim_id)
    if known is None:
        return
    asked, one = known
    turn.do(DenyClaim(asked.id))
    for recipient in await turn.reads.told(asked.person):
        t = turn.texts[recipient.language]
        notice = Reply(t("claim.denied", name=one.name), t("notice.title"), (Choice("menu", t("menu.back")),))
        turn.do(Notify(recipient.person, notice, key=f"claim:{asked.id}:{recipient.person}"))
    turn.tell("claim.refused", turn.button("claims", "claim.title"), turn.button("menu", "menu.back"))


def issuer_of(turn: Turn, one: ImportedProducer) -> str:
    """Who says it: the province whose list it is."""
    return turn.areas.path(one.area)[0].name

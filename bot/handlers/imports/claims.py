"""A producer who stands in an imported list: found, claimed with an officer's word, or with a one-time code."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.claim import CLAIM
from bot.handlers.forms import filling
from bot.handlers.imports.records import issuer_of, products
from bot.handlers.shared.telling import staff_above, tell_staff
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.imports import ImportedProducer
from bot.texts import Translator
from bot.writes.forms import SetPlace
from bot.writes.imports import GiveImported, PutClaim
from ocop_domain.errors import Refusal
from ocop_domain.reading.contacts import read_phone
from ocop_domain.rights import Act

_MOST = 5


async def begin(turn: Turn) -> None:
    """Asks for the name or the phone under which the office has it."""
    draft_id = f"claiming.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    revision = begun.revision if begun else 0
    await filling.enter(turn, Draft(draft_id, CLAIM.id, CLAIM.version, turn.programme.id, revision=revision))


async def asked(turn: Turn, draft: Draft) -> None:
    """What stands in the lists under these words, to be chosen from."""
    words = str(draft.answers["claim_words"])
    try:
        phone = read_phone(words)
    except Refusal:
        phone = ""
    found = await turn.reads.imported_like(words, phone)
    again = turn.button("claimmine", "claim.again")
    if not found:
        turn.tell(
            "claim.not_found",
            again,
            turn.button("register", f"menu.register_{turn.programme.form}"),
            turn.button("menu", "menu.back"),
            words=words,
        )
        return
    choices = [Choice(f"claimthis:{one.id}", one.name) for one in found[:_MOST]]
    lines = [
        turn.t("claim.found_line", number=n, name=one.name, place=turn.areas.label(one.area), products=_named(one))
        for n, one in enumerate(found[:_MOST], 1)
    ]
    lines += [turn.t("claim.more")] if found[_MOST:] else []
    text = "\n".join([*lines, turn.t("claim.which")])
    turn.say(Reply(text, turn.t("claim.mine"), tuple(choices), (again, turn.button("menu", "menu.back"))))


def _named(one: ImportedProducer) -> str:
    names = [product.name for product in one.products]
    return ", ".join(names[:3]) + (" …" if names[3:] else "")


async def ask(turn: Turn, producer: str) -> None:
    """The commune is asked whether it is them."""
    one = await turn.reads.imported(producer)
    if one is None or one.owner:
        turn.tell("claim.taken", turn.button("menu", "menu.back"))
        return
    if any(claim.producer == one.id for claim in await turn.reads.claims_of(turn.person.id)):
        turn.tell("claim.waits", turn.button("menu", "menu.back"), name=one.name)
        return
    key = turn.new_id()
    turn.do(PutClaim(key, one.id, one.area), SetPlace(""))
    people = await turn.reads.officers_of(sitting_for(turn, one.area), Act.IMPORT) or await staff_above(turn, one.area)

    def words(t: Translator) -> str:
        return t("claim.notice", name=one.name, place=turn.areas.get(one.area).inline)

    def door(t: Translator) -> Choice:
        return Choice(f"claim:{key}", t("claim.open"))

    tell_staff(turn, people, words, door, stamp=f"claim:{key}")
    place, back = turn.areas.get(one.area).inline, turn.button("menu", "menu.back")
    if people:
        turn.tell("claim.sent", back, name=one.name, place=place)
    else:
        turn.tell("claim.sent_nobody", back, name=one.name, place=place)


# By a one-time code


async def by_code(turn: Turn, one: ImportedProducer, digest: str) -> None:
    """Shows what the code gives before anything is theirs."""
    turn.do(SetPlace(""))
    lines = [turn.t("claim.code_gives", name=one.name, place=turn.areas.label(one.area)), *products(turn, one)]
    choices = (Choice(f"claimcode:{digest}", turn.t("claim.take")), turn.button("nothanks", "link.decline"))
    turn.say(Reply("\n".join(lines), turn.t("claim.mine"), choices))


async def take(turn: Turn, digest: str) -> None:
    """They have seen it, and said yes."""
    one = await turn.reads.imported_by_code(digest, turn.now)
    if one is None or one.owner:
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    turn.do(GiveImported(one, turn.person.id, turn.today, "", issuer_of(turn, one)))
    turn.person = replace(turn.person, member=True, home=turn.person.home or one.area)
    turn.tell("claim.given", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"), name=one.name)

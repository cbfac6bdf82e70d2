"""A product that is known from a list of the state and has not taken part here yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations import carrying
from bot.conversations.form import Draft
from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.conversations.forms.registration import PRODUCER_QUESTIONS
from bot.handlers.account import consent
from bot.handlers.forms import filling
from bot.handlers.registration.gate import consented
from bot.handlers.registration.own import star_line, stopped_line, window_line
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.law import law_on
from ocop_domain.products import Product
from ocop_domain.recognitions import Recognition, held


def button(turn: Turn, product: Product, star: Recognition | None) -> Choice:
    """The way to take part with it: for another star, or because it has none any more."""
    key = "register.upgrade" if star else "register.anew"
    return turn.button(f"fromrecord:{product.id}", key, name=product.name)


async def show(turn: Turn, product_id: str) -> None:
    """What it holds and held, and how it takes part."""
    product = await _own(turn, product_id)
    if product is None:
        turn.tell("error.not_yours", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return
    stars = [one for one in await turn.reads.recognitions_of(turn.person.id) if one.product == product.id]
    star = held(product.id, stars, turn.today)
    lines = [star_line(turn, one) for one in stars] or [turn.t("mine.no_star")]
    lines += [window_line(turn, star)] if star and window_line(turn, star) else []
    lines += stopped_line(turn, product) or [turn.t("mine.from_list")]
    life = turn.button(f"life:{product.id}", "life.open")
    shown = consent.promotion_door(turn) if star else []
    choices = (life,) if product.stopped else (button(turn, product, star), *shown, life)
    nav = (turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), product.name, choices, nav))


async def _own(turn: Turn, product_id: str) -> Product | None:
    return next((one for one in await turn.reads.products_of(turn.person.id) if one.id == product_id), None)


async def begin(turn: Turn, product_id: str) -> None:
    """A registration with what the list says; one that was begun goes on."""
    product = await _own(turn, product_id)
    if not await consented(turn):
        return
    if product is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    if product.stopped:
        life = turn.button(f"life:{product.id}", "life.open")
        turn.tell("life.stopped_first", life, turn.button("menu", "menu.back"), product=product.name)
        return
    drafts = await turn.reads.drafts_of(turn.person.id)
    begun = next((d for d in drafts if d.form in REGISTRATIONS and d.subject == product.id), None)
    draft = await turn.reads.draft(begun.id) if begun else None
    if draft:
        await filling.enter(turn, draft, turn.t("draft.welcome_back"))
        return
    await filling.enter(turn, await _draft(turn, product), turn.t("register.upgraded", product=product.name))


async def _draft(turn: Turn, product: Product) -> Draft:
    source = await turn.reads.imported_of_product(product.id)
    stars = await turn.reads.recognitions_of(turn.person.id)
    star = held(product.id, stars, turn.today) or next((one for one in stars if one.product == product.id), None)
    known: dict[str, Any] = dict(source.answers) if source else {}
    own = await turn.reads.producer_answers(turn.person.id)
    known |= {name: value for name, value in own.items() if name in PRODUCER_QUESTIONS}
    known |= {"product_name": product.name, "registration_kind": _kind(turn, product, stars)}
    listed = next((one for one in source.products if one.id == product.id), None) if source else None
    programme = turn.lead(str(known.get("area") or turn.person.makes_in))
    if listed and listed.product_set:
        known["product_set"] = listed.product_set
    if star:
        known |= {"current_star": str(star.star)}
        known |= {"certificate_date": star.issued.isoformat()} if star.issued else {}
    form = FORMS[programme.form]
    answers = carrying.fitted(form, law_on(turn.today), known, replace(turn.context(), programme=programme))
    return Draft(turn.new_id(), form.id, form.version, programme.id, answers, subject=product.id)


def _kind(turn: Turn, product: Product, stars: list[Recognition]) -> str:
    """For another star while it holds one; again where it held one; else for the first time."""
    if held(product.id, stars, turn.today):
        return "upgrade"
    return "reevaluation" if any(one.product == product.id for one in stars) else "first"

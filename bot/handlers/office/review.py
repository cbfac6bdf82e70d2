"""The officials' side: the queue, one product in full, accept, return with a reason."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.review import RETURN
from bot.conversations.parts import part_name
from bot.handlers.account import recovery
from bot.handlers.account.office import contacts
from bot.handlers.assistance.agreement import READY
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.office import blocking
from bot.handlers.registration import show
from bot.handlers.scoring import sheets
from bot.handlers.shared.naming import called
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.writes.people import Notify
from bot.writes.registration import AddEvent, MoveProduct
from ocop_domain.errors import Refusal
from ocop_domain.products import HANDED_IN, TAKEN_ON, Move, Product, State, after
from ocop_domain.rights import Act

HISTORY = (READY, "sent", "resent", "returned", "accepted", "filed")
"""What is told of a product's history; the rest is for the export."""


async def open_(turn: Turn, product_id: str) -> None:
    """One product in full, for its owner and for those who may see it."""
    product = await turn.reads.product(product_id)
    if not product or not may_act(turn, product, Act.SEE):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    t = turn.t
    head = [t("product.producer", name=product.producer_name), await show.standing(turn, product)]
    head += await _helped(turn, product)
    if product.owner == turn.person.id:
        head += [line for line in [await contacts(turn, product.area)] if line]
    if product.state is State.SUPPLEMENT:
        marks = "; ".join(part_name(t, part) for part in product.marked)
        head.append(t("dossier.supplement_reason", marks=marks, reason=product.reason))
    if product.reason and product.state is State.RETURNED:
        head.append(t("product.reason", reason=product.reason))
    choices: list[Choice] = []
    if product.state is State.SENT and may_act(turn, product, Act.CHECK):
        stamp = f"{product.id}:{product.revision}"
        choices = [
            turn.button(f"accept:{stamp}", "review.accept"),
            turn.button(f"return:{stamp}", "review.return"),
        ]
    if product.owner == turn.person.id and product.state is State.RETURNED:
        choices.append(turn.button(f"fix:{product.id}", "fix.button"))
    if product.owner == turn.person.id and product.state is State.SUPPLEMENT:
        choices.append(turn.button(f"supplement:{product.id}", "dossier.supplement_button"))
    if product.owner != turn.person.id and product.state in HANDED_IN:
        choices.append(turn.button(f"filing:{product.id}", "filing.open"))
    if product.owner == turn.person.id:
        choices.append(turn.button(f"dossier:{product.id}", "menu.dossier"))
    elif product.state in TAKEN_ON and may_act(turn, product, Act.CHECK):
        choices.append(turn.button(f"print:{product.id}", "dossier.print"))
    choices += await blocking.door(turn, product)
    if await recovery.may_recover(turn, product):
        choices.append(turn.button(f"lostphone:{product.id}", "recovery.open"))
    if sheets.may_score(turn, product):
        choices.append(turn.button(f"score:{product.id}", "score.open"))
    back = "mine" if product.owner == turn.person.id else "queue" if may_act(turn, product, Act.CHECK) else "area"
    turn.say(
        Reply(
            "\n\n".join([*head, show.answers(turn, product)]),
            title=called(t, product),
            choices=tuple(choices),
            nav=(turn.button(back, f"menu.{back}"), turn.button("menu", "menu.back")),
            files=(photos := tuple(product.answers.get("photos") or ())),
            names=tuple(f"anh {product.name} {n}" for n, _ in enumerate(photos, 1)),
        )
    )


async def _helped(turn: Turn, product: Product) -> list[str]:
    """What an officer typed is told to everybody, with all that happened; a second officer is asked to check it."""
    t, events = turn.t, await turn.reads.history(product.id)
    if not any(e.helped for e in events):
        return []
    lines = [
        f"• {day_of(e.at):%d/%m/%Y}: {t(f'history.{e.kind}')}" + (f" {t('history.helped')}" if e.helped else "")
        for e in events
        if e.kind in HISTORY
    ]
    text = ["\n".join([t("history.title"), *lines])]
    typed = any(e.helped and e.by == turn.person.id for e in events)
    if typed and product.state is State.SENT and may_act(turn, product, Act.CHECK):
        here = await turn.reads.officers_of(sitting_for(turn, product.area), Act.CHECK)
        text.append(t("history.second" if len(here) > 1 else "history.own"))
    return text


def may_act(turn: Turn, product: Product, act: Act) -> bool:
    """Whether this person may do it to the product."""
    return turn.may_on(act, product)


async def to_check(turn: Turn, product_id: str, revision: int, step: Move) -> Product | None:
    """The product, when this person may check it and nobody was quicker; else says why not."""
    product = await turn.reads.product(product_id)
    if not product or not may_act(turn, product, Act.CHECK):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    try:
        after(product.state, step)
    except Refusal:
        turn.tell(
            "review.done_already",
            turn.button(f"p:{product.id}", "product.open"),
            turn.button("queue", "menu.queue"),
            product=called(turn.t, product),
            state=turn.t(f"state.{product.state}"),
        )
        return None
    if product.revision != revision:
        turn.tell("review.changed", turn.button(f"p:{product.id}", "product.open"), product=called(turn.t, product))
        return None
    return product


async def accept(turn: Turn, product_id: str, revision: int) -> None:
    """The commune takes it on; the producer is told."""
    product = await to_check(turn, product_id, revision, Move.ACCEPT)
    if product:
        await move(turn, product, Move.ACCEPT)


async def begin_return(turn: Turn, product_id: str, revision: int) -> None:
    """Opens the form that marks what must be corrected, and asks why."""
    product = await to_check(turn, product_id, revision, Move.RETURN)
    if not product:
        return
    draft_id = _return_id(turn, product)
    draft = await turn.reads.draft(draft_id) or Draft(
        draft_id, RETURN.id, RETURN.version, product.programme, subject=product.id
    )
    await filling.enter(turn, draft)


def _return_id(turn: Turn, product: Product) -> str:
    """The marks of one officer on one version of a product: they say nothing of a later one."""
    return f"r{product.id}.{product.revision}.{turn.person.id}"


async def returned(turn: Turn, draft: Draft) -> None:
    """The form was sent: the product goes back with marks and a reason."""
    seen = await turn.reads.product(draft.subject)
    looked_at = seen.revision if seen and draft.id == _return_id(turn, seen) else 0
    product = await to_check(turn, draft.subject, looked_at, Move.RETURN)
    if product:
        await move(turn, product, Move.RETURN, tuple(draft.answers["marks"]), draft.answers["reason"])


async def move(turn: Turn, product: Product, step: Move, marked: tuple[str, ...] = (), reason: str = "") -> None:
    """The product goes on, the producer is told, the officer sees that it was done."""
    state = after(product.state, step)
    turn.do(
        MoveProduct(product.id, product.revision, state, turn.today, marked, reason),
        AddEvent(product.id, state, reason, marked),
    )
    told = await tell_owner(turn, product, state, marked, reason)
    done = turn.t(f"review.{state}", product=called(turn.t, product), producer=product.producer_name)
    choices = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    turn.say(Reply(f"{done} {turn.t(f'review.told_{told}')}", choices=choices))


async def tell_owner(turn: Turn, product: Product, state: State, marked: tuple[str, ...], reason: str) -> str:
    """Who is told: the producer, the officer who helps one without a phone, or nobody."""
    owner = await turn.reads.told(product.owner)
    if not owner:
        return "nobody"
    t = turn.texts[owner.language]
    dossier = state in HANDED_IN
    what = "; ".join(part_name(t, i) if dossier else t(f"q.{i}.label") for i in marked)
    place = turn.areas.get(product.area).inline
    if state is State.RETURNED:
        button = Choice(f"fix:{product.id}", t("fix.button"))
    elif state is State.SUPPLEMENT:
        button = Choice(f"supplement:{product.id}", t("dossier.supplement_button"))
    else:
        button = Choice(f"p:{product.id}", t("product.open"))
    text = t(f"notice.{state}", product=called(t, product), place=place, marks=what, reason=reason)
    turn.do(
        Notify(
            owner.person,
            for_helper(t, Reply(text, title=t("notice.title"), choices=(button,)), owner),
            key=f"{state}:{product.id}:{product.revision}",
        )
    )
    return "helper" if owner.ward else "producer"

"""Samples that came to a round: how many of each product, and what is missing of what its set asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import SAMPLES
from bot.handlers.forms import filling
from bot.handlers.rounds import found
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.rounds import PutSamples
from ocop_domain.applications import Application
from ocop_domain.product_sets import same_under
from ocop_domain.rounds import Round

_NAMED = 6
"""Products that are named on the round's page: the others are counted."""


async def asked(turn: Turn, one: Application) -> int:
    """How many samples the product's set asks, by the decision that judges it; 0 where it asks none."""
    sets = turn.programme_of(one).product_sets
    chosen = sets.find(one.answers.get("product_set") or "")
    if chosen is None:
        return 0
    decision = await found.decision_of(turn, one)
    same = same_under(chosen, sets, decision) if decision else None
    return (same or chosen).samples


async def missing(turn: Turn, here: Round, products: Sequence[Application]) -> str:
    """What has not come yet, for the round's page; "" where nothing is missing."""
    came = await turn.reads.samples_in(here.id)
    lacking = []
    for one in products:
        wanted = await asked(turn, one)
        if came.get(one.id, 0) < wanted:
            lacking.append(_count(turn, one, came.get(one.id, 0), wanted))
    if not lacking:
        return ""
    more = len(lacking) - _NAMED
    names = [*lacking[:_NAMED], *([turn.t("rounds.and_more", count=more)] if more > 0 else [])]
    return turn.t("rounds.samples_missing", count=len(lacking), names="; ".join(names))


def _count(turn: Turn, one: Application, came: int, wanted: int) -> str:
    if not wanted:
        return turn.t("rounds.samples_free", product=called(turn.t, one), came=came)
    return turn.t("rounds.samples_of", product=called(turn.t, one), came=came, wanted=wanted)


async def show(turn: Turn, round_id: str, start: int = 0) -> None:
    """Each product with how many samples came, of how many; each opens."""
    here = await found.to_run(turn, round_id)
    if here is not None:
        await _list(turn, here, start)


async def _list(
    turn: Turn, here: Round, start: int = 0, *, note: str = "", given: dict[str, int] | None = None
) -> None:
    """The same with what was just counted, which is not kept before the turn ends."""
    products = await turn.reads.agenda_of(here.id)
    came = {**await turn.reads.samples_in(here.id), **(given or {})}
    shown = products[start : start + taken(start, len(products))]
    lines = [note] if note else []
    for number, one in enumerate(shown, start + 1):
        lines.append(f"{number}. {_count(turn, one, came.get(one.id, 0), await asked(turn, one))}")
    doors = [Choice(f"samplesof:{here.id}:{one.id}", called(turn.t, one)) for one in products]
    choices = few(turn, doors, f"samples:{here.id}", start)
    before = earlier(turn, f"samples:{here.id}", start)
    nav = (*before, turn.button(f"round:{here.id}", "nav.back"), turn.button("menu", "menu.back"))
    text = "\n".join(lines) or turn.t("rounds.agenda_empty")
    turn.say(Reply(text, turn.t("rounds.samples"), tuple(choices), nav))


async def _product(turn: Turn, round_id: str, application_id: str) -> tuple[Round, Application] | None:
    """A product of an open round; else says how things are."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return None
    one = next((p for p in await turn.reads.agenda_of(here.id) if p.id == application_id), None)
    if one is None:
        await _list(turn, here)
        return None
    return here, one


async def one(turn: Turn, round_id: str, application_id: str) -> None:
    """Asks how many came: all that its set asks is one button, another number is typed."""
    both = await _product(turn, round_id, application_id)
    if both is None:
        return
    here, product = both
    wanted = await asked(turn, product)
    came = (await turn.reads.samples_in(here.id)).get(product.id, 0)
    subject = f"{here.id}:{product.id}"
    draft = Draft(turn.new_id(), SAMPLES.id, SAMPLES.version, here.programme, subject=subject)
    draft = draft.with_(at="samples_came", partial=wanted if came < wanted else None)
    await filling.enter(turn, draft, _count(turn, product, came, wanted))


async def counted(turn: Turn, draft: Draft) -> None:
    """So many came; what was counted before falls."""
    round_id, _, application_id = draft.subject.partition(":")
    both = await _product(turn, round_id, application_id)
    if both:
        await _keep(turn, *both, int(draft.answers["samples_came"]))


async def _keep(turn: Turn, here: Round, product: Application, count: int) -> None:
    turn.do(PutSamples(here.id, product.id, count))
    note = turn.t("rounds.samples_kept", product=called(turn.t, product), count=count)
    await _list(turn, here, note=note, given={product.id: count})

"""The commune's word on a dossier: checked, or to be supplemented; and the producer's side of the latter."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.review import SUPPLEMENT
from bot.conversations.parts import PAPER, PLAN, part_name
from bot.handlers.dossier import contents
from bot.handlers.forms import filling
from bot.handlers.office import review
from bot.handlers.plan import sections
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Filing
from bot.writes.dossier import DecideFiling
from ocop_domain.products import Move, Product, State


async def _newest(turn: Turn, product: Product) -> Filing | None:
    return next(iter(await turn.reads.filings_of(product.id)), None)


async def check(turn: Turn, product_id: str, revision: int) -> None:
    """The dossier is whole; the producer is told. Where something is missing it is asked first."""
    product = await review.to_check(turn, product_id, revision, Move.CHECK)
    filing = await _newest(turn, product) if product else None
    if product and filing and (missing := contents.missing(turn, filing.contents)):
        t, stamp = turn.t, f"{product.id}:{revision}"
        lines = [t("filing.still", product=called(t, product)), *(f"• {line}" for line in missing)]
        choices = (
            turn.button(f"askmore:{stamp}", "filing.ask_more"),
            turn.button(f"whole:{stamp}", "filing.check_sure"),
        )
        back = turn.button(f"filing:{product.id}", "filing.open")
        turn.say(Reply("\n".join([*lines, "", t("filing.check_ask")]), t("filing.check_title"), choices, (back,)))
    elif product:
        await _checked(turn, product)


async def whole(turn: Turn, product_id: str, revision: int) -> None:
    """Checked, whatever is missing: the officer may have it on paper."""
    product = await review.to_check(turn, product_id, revision, Move.CHECK)
    if product:
        await _checked(turn, product)


async def _checked(turn: Turn, product: Product) -> None:
    await _decide(turn, product, State.CHECKED)
    await review.move(turn, product, Move.CHECK)


async def _decide(turn: Turn, product: Product, verdict: State, marked: tuple[str, ...] = (), reason: str = "") -> None:
    """What the commune says stands with the filing that it saw."""
    if filing := await _newest(turn, product):
        turn.do(DecideFiling(product.id, filing.number, verdict, turn.today, marked, reason))


async def begin_asking(turn: Turn, product_id: str, revision: int) -> None:
    """Opens the form that marks what must be supplemented, and asks why."""
    product = await review.to_check(turn, product_id, revision, Move.ASK_MORE)
    if product is None:
        return
    draft_id = _draft_id(turn, product)
    draft = await turn.reads.draft(draft_id) or Draft(
        draft_id, SUPPLEMENT.id, SUPPLEMENT.version, product.programme, subject=product.id
    )
    await filling.enter(turn, draft)


def _draft_id(turn: Turn, product: Product) -> str:
    """The marks of one officer on one filing: they say nothing of a later one."""
    return f"s{product.id}.{product.revision}.{turn.person.id}"


async def asked(turn: Turn, draft: Draft) -> None:
    """The form was sent: the producer is told what to supplement, and why."""
    seen = await turn.reads.product(draft.subject)
    looked_at = seen.revision if seen and draft.id == _draft_id(turn, seen) else 0
    product = await review.to_check(turn, draft.subject, looked_at, Move.ASK_MORE)
    if product is None:
        return
    marked, reason = tuple(draft.answers["parts"]), draft.answers["supplement_reason"]
    await _decide(turn, product, State.SUPPLEMENT, marked, reason)
    await review.move(turn, product, Move.ASK_MORE, marked, reason)


async def show(turn: Turn, product_id: str) -> None:
    """What the commune marked, each with the way there; what was changed since is ticked."""
    product = await sections.own_product(turn, product_id)
    if product is None:
        return
    filing = await _newest(turn, product)
    if product.state is not State.SUPPLEMENT or filing is None:
        turn.tell("dossier.supplement_not_now", turn.button(f"dossier:{product.id}", "menu.dossier"))
        return
    t, held = turn.t, await contents.now(turn, product)
    mended = set(contents.changed(turn, filing.contents, held))
    lines = [t("dossier.supplement_intro", reason=product.reason), ""]
    lines += [f"{'✔' if part in mended else '○'} {part_name(t, part)}" for part in product.marked]
    waiting = [part for part in product.marked if part not in mended] or list(product.marked)
    # What does not fit waits until one of these is done: a list of the marks stands above.
    shown = [Choice(_door(product, held, part), part_name(t, part)) for part in waiting[: SHOWN - 1]]
    shown.append(turn.button(f"handin:{product.id}", "dossier.hand_in_more"))
    nav = (turn.button(f"dossier:{product.id}", "menu.dossier"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("dossier.supplement_title", product=called(t, product)), tuple(shown), nav))


def _door(product: Product, held: Contents, part: str) -> str:
    """The button that leads to a part."""
    if part.startswith(PLAN):
        return f"part:{product.id}:{part.removeprefix(PLAN)}"
    if part.startswith(PAPER):
        own = [p for p in held.papers if PAPER + p.kind == part]
        return f"paper:{own[-1].id}" if own else f"addpaper:{part.removeprefix(PAPER)}:{product.id}"
    return f"score:{product.id}"

"""The dossier of a product as its producer works on it: what is there, what is missing."""

from __future__ import annotations

from bot.handlers import contents, planning, supporting
from bot.handlers.filing import LABELS
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.evidence import Standing, Wanted
from ocop_domain.products import State


async def show(turn: Turn, product_id: str) -> None:
    """How far the dossier is, part by part."""
    product = await planning.own_product(turn, product_id)
    if product is None:
        return
    t, held = turn.t, await contents.now(turn, product)
    done, all_ = contents.progress(turn, held)
    kept = held.sheets
    wanted = contents.wanted(turn, held)
    there = sum(w.standing in {Standing.THERE, Standing.ENDING} for w in wanted)
    lines = [
        t("dossier.state", state=t(f"state.{product.state}")),
        t("dossier.plan", done=done, all=all_),
        t("dossier.score", total=kept[0].total, star=kept[0].star) if kept else t("dossier.no_score"),
        t("dossier.papers", there=there, all=len(wanted)),
    ]
    if must := contents.must(turn, held):
        lines.append(must)
    newest = next(iter(await turn.reads.filings_of(product.id)), None)
    if newest:
        lines.append(t("filing.last", day=t.day(newest.contents.day), number=newest.number))
    choices = (
        [turn.button(f"supplement:{product.id}", "dossier.supplement_button")]
        if product.state is State.SUPPLEMENT
        else []
    )
    choices += [
        turn.button(f"plan:{product.id}", "plan.open"),
        turn.button(f"evidence:{product.id}", "dossier.evidence"),
        turn.button(f"score:{product.id}", "score.open"),
        turn.button(f"print:{product.id}", "dossier.print"),
    ]
    if label := LABELS.get(product.state):
        choices.append(turn.button(f"handin:{product.id}", label))
    nav = [turn.button(f"filing:{product.id}", "filing.open")] if newest else []
    nav += [turn.button(f"p:{product.id}", "product.open"), turn.button("mine", "menu.mine")]
    turn.say(Reply("\n".join(lines), t("dossier.title", product=product.name), tuple(choices), tuple(nav)))


def _kind(turn: Turn, wanted: Wanted) -> str:
    return turn.t(f"q.paper_kind.option.{wanted.kind}")


async def evidence(turn: Turn, product_id: str) -> None:
    """The papers that the dossier wants: there, running out, missing."""
    product = await planning.own_product(turn, product_id)
    if product is None:
        return
    t = turn.t
    wanted = contents.wanted(turn, await contents.now(turn, product))
    lines = []
    for required, heading in ((True, "dossier.required"), (False, "dossier.more_points")):
        some = [w for w in wanted if w.required is required]
        if some:
            lines.append("\n".join([t(heading), *(_line(turn, w) for w in some)]))
    first_missing = next((w for w in wanted if w.standing is Standing.MISSING and w.required), None)
    if first_missing:
        lines += supporting.lines(turn, first_missing.kind, 1)
    ending = [w.paper for w in wanted if w.paper and w.standing is not Standing.THERE]
    choices = [turn.button("newpaper", "paper.new"), *(Choice(f"paper:{p.id}", p.name) for p in ending[:3])]
    choices.append(turn.button("papers", "menu.papers"))
    nav = (turn.button(f"dossier:{product.id}", "menu.dossier"),)
    turn.say(Reply("\n\n".join(lines), t("dossier.evidence"), tuple(choices), nav))


def _line(turn: Turn, wanted: Wanted) -> str:
    mark = turn.t(f"dossier.mark.{wanted.standing}")
    end = f" ({wanted.paper.expires:%d/%m/%Y})" if wanted.paper and wanted.paper.expires else ""
    return f"{mark} {_kind(turn, wanted)}{end}"

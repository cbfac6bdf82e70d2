"""The official papers: the producer's from what stands there now, the commune's from what was handed in."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.dossier import contents
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Filing
from bot.writes.people import KeepZip
from ocop_domain.errors import Refusal
from ocop_domain.products import Product
from ocop_domain.rights import Act


async def _filing(turn: Turn, product: Product, number: int) -> Filing | None:
    """The filing that is printed: the one that is named; without a number the producer prints what stands there now."""
    filings = await turn.reads.filings_of(product.id)
    if number:
        return next((f for f in filings if f.number == number), None)
    return next(iter(filings), None) if product.owner != turn.person.id else None


def _offered(turn: Turn, product: Product, filing: Filing | None) -> list[tuple[str, str]]:
    """What this person may print: the producer the own papers, the commune its report and what was handed in."""
    if product.owner == turn.person.id:
        return turn.papers.official(turn.programme, "producer")
    if not turn.may_on(Act.CHECK, product):
        return []
    own = turn.papers.official(turn.programme, "commune")
    return [*own, *(turn.papers.official(turn.programme, "producer") if filing else ())]


def _may_take_all(turn: Turn, product: Product, filing: Filing | None) -> bool:
    return product.owner == turn.person.id or (filing is not None and bool(_offered(turn, product, filing)))


async def _printed(turn: Turn, product: Product, filing: Filing | None, paper_id: str = "") -> Contents:
    """What is printed; the commune's own papers are of today."""
    held = filing.contents if filing else await contents.now(turn, product)
    if paper_id in dict(turn.papers.official(turn.programme, "commune")):
        return replace(held, day=turn.today)
    return held


async def papers(turn: Turn, product_id: str, number: int = 0) -> None:
    """The official papers that can be printed."""
    product = await turn.reads.product(product_id)
    filing = await _filing(turn, product, number) if product else None
    offered = _offered(turn, product, filing) if product else []
    if product is None or not (offered or _may_take_all(turn, product, filing)) or (number and not filing):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    t, at = turn.t, f":{number}" if number else ""
    choices = [Choice(f"doc:{product.id}:{id_}{at}", title) for id_, title in offered]
    if _may_take_all(turn, product, filing):
        choices.append(turn.button(f"zip:{product.id}{at}", "dossier.zip"))
    lines = [t("dossier.print_text")]
    if filing:
        lines.append(t("filing.printed", day=t.day(filing.contents.day), number=filing.number))
    elif newest := next(iter(await turn.reads.filings_of(product.id)), None):
        lines.append(t("filing.prints_now", day=t.day(newest.contents.day)))
        choices.append(turn.button(f"print:{product.id}:{newest.number}", "filing.print"))
    own = product.owner == turn.person.id
    back = f"filing:{product.id}:{number}" if number else f"dossier:{product.id}" if own else f"p:{product.id}"
    nav = (turn.button(back, "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), t("dossier.print"), tuple(choices), nav))


async def paper(turn: Turn, product_id: str, paper_id: str, number: int = 0) -> None:
    """One paper, filled in as far as the answers go; what is missing is dots for the hand."""
    product = await turn.reads.product(product_id)
    filing = await _filing(turn, product, number) if product else None
    if product is None or paper_id not in dict(_offered(turn, product, filing)) or (number and not filing):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    held = await _printed(turn, product, filing, paper_id)
    try:
        files = await turn.papers.official_paper(paper_id, contents.printable(turn, held), turn.person.id)
    except Refusal as refusal:
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=(_again(turn, product, number),)))
        return
    _give(turn, product, number, turn.t("dossier.printed"), paper_id, *files)


async def whole(turn: Turn, product_id: str, number: int = 0) -> None:
    """All papers and files in one ZIP."""
    product = await turn.reads.product(product_id)
    filing = await _filing(turn, product, number) if product else None
    if product is None or not _may_take_all(turn, product, filing) or (number and not filing):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    try:
        held = await _printed(turn, product, filing)
        made = await turn.papers.whole_dossier(contents.printable(turn, held), turn.largest)
    except Refusal as refusal:
        choices = (_again(turn, product, number),)
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=choices))
        return
    turn.do(KeepZip(made))
    _give(turn, product, number, turn.t("dossier.zipped"), "ho-so", made.id)


def _give(turn: Turn, product: Product, number: int, text: str, name: str, *files: str) -> None:
    """Files under the name of what they are and of the product: mau-02-tom-kho.docx."""
    choices = (_again(turn, product, number), turn.button("menu", "menu.back"))
    turn.say(Reply(text, choices=choices, files=files, names=(f"{name} {product.name}",) * len(files)))


def _again(turn: Turn, product: Product, number: int) -> Choice:
    return turn.button(f"print:{product.id}" + (f":{number}" if number else ""), "dossier.print")

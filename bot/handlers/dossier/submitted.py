"""A dossier as it was handed in, for its producer and for the officials: what is in it, with every file."""

from __future__ import annotations

from bot.conversations.parts import part_name
from bot.handlers.dossier import contents
from bot.handlers.evidence import checklist
from bot.handlers.office import review
from bot.handlers.shared.naming import called, title
from bot.handlers.shared.paging import earlier, few, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.year.duty import occurrence_of
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Filing
from ocop_domain.evidence import RECOGNITION, Paper
from ocop_domain.products import Product, State
from ocop_domain.rights import Act


async def _found(turn: Turn, product_id: str, number: int) -> tuple[Product, Filing, list[Filing]] | None:
    """The product with this filing (the newest without a number) and all of them, for those who may see it."""
    product = await turn.reads.product(product_id)
    if product is None or not review.may_act(turn, product, Act.SEE):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    filings = await turn.reads.filings_of(product.id)
    filing = next((f for f in filings if f.number == number or not number), None)
    if filing is None:
        turn.tell("filing.none", turn.button(f"p:{product.id}", "product.open"), turn.button("menu", "menu.back"))
        return None
    return product, filing, filings


async def show(turn: Turn, product_id: str, number: int = 0) -> None:
    """What is in a filing, what was missing, what was changed since the one before."""
    found = await _found(turn, product_id, number)
    if found is None:
        return
    product, filing, filings = found
    t, held = turn.t, filing.contents
    former = next((f for f in filings if f.number == filing.number - 1), None)
    parts = ["\n".join(_head(turn, filing))]
    if former:
        differs = contents.changed(turn, former.contents, held)
        names = "; ".join(part_name(t, part) for part in differs) or t("filing.nothing")
        parts.append(t("filing.changed", number=former.number, parts=names))
    parts += ["\n".join(_inside(turn, held)), "\n".join(_short(turn, held))]
    newest = filing is filings[0]
    nav = [turn.button(f"p:{product.id}", "filing.registration")]
    if product.owner == turn.person.id:
        nav.append(turn.button(f"dossier:{product.id}", "menu.dossier"))
    elif review.may_act(turn, product, Act.CHECK):
        nav.append(turn.button("queue", "menu.queue"))
    nav.append(turn.button("menu", "menu.back"))
    turn.say(
        Reply(
            "\n\n".join(p for p in parts if p),
            t("filing.title", product=called(t, product), number=filing.number),
            tuple(_choices(turn, product, filing, newest=newest, several=len(filings) > 1)),
            tuple(nav),
        )
    )


def _head(turn: Turn, filing: Filing) -> list[str]:
    """Who handed it in, when, for what; what became of it."""
    t = turn.t
    lines = [t("filing.by", producer=filing.contents.product.producer_name, day=t.day(filing.contents.day))]
    if here := occurrence_of(turn, filing.duty, filing.occurrence):
        lines.append(t("filing.round", duty=title(t, here)))
    if filing.decided and filing.verdict == State.SUPPLEMENT:
        marks = "; ".join(part_name(t, part) for part in filing.marked)
        lines.append(t("filing.asked_more", day=t.day(filing.decided), marks=marks, reason=filing.reason))
    elif filing.decided:
        lines.append(t("filing.was_checked", day=t.day(filing.decided)))
    return lines


def _inside(turn: Turn, held: Contents) -> list[str]:
    """Plan, self-score, papers."""
    t = turn.t
    done, all_ = contents.progress(turn, held)
    lines = [t("dossier.plan", done=done, all=all_)]
    for section in contents.open_sections(turn, held):
        part = held.plan.get(section.id)
        if part and part.reason:
            lines.append(f"{t('plan.mark.blocked')} {t(f'plan.section.{section.id}')}: {part.reason}")
    sheet = next(iter(held.sheets), None)
    lines += [t("dossier.score", total=sheet.total, star=sheet.star)] if sheet else []
    papers = _papers(held)
    files = sum(len(p.files) for p in papers)
    lines.append(t("filing.papers", count=len(papers), files=files))
    return lines + [f"✔ {_paper_line(turn, p)}" for p in papers]


def _papers(held: Contents) -> list[Paper]:
    return [p for p in held.papers if p.kind != RECOGNITION] + [p for p in held.papers if p.kind == RECOGNITION]


def _paper_line(turn: Turn, paper: Paper) -> str:
    end = f" ({paper.expires:%d/%m/%Y})" if paper.expires else ""
    without = "" if paper.files else f", {turn.t('filing.no_file')}"
    return f"{turn.t(f'q.paper_kind.option.{paper.kind}')}: {paper.name}{end}{without}"


def _short(turn: Turn, held: Contents) -> list[str]:
    """What was missing when it was handed in."""
    t = turn.t
    reasons = {part.section for part in held.plan.values() if part.reason}
    open_ = [s.id for s in contents.open_sections(turn, held) if s.id not in reasons]
    papers = contents.must(turn, held)
    lines = [papers] if papers else []
    lines += [t("filing.plan_open", sections="; ".join(t(f"plan.section.{id_}") for id_ in open_))] if open_ else []
    lines += [] if held.sheets else [t("dossier.no_score")]
    return [t("filing.lacked"), *(f"• {line}" for line in lines)] if lines else [t("filing.whole")]


def _choices(turn: Turn, product: Product, filing: Filing, *, newest: bool, several: bool) -> list[Choice]:
    choices: list[Choice] = []
    checks = review.may_act(turn, product, Act.CHECK)
    at = f"{product.id}:{filing.number}"
    if newest and checks and product.state is State.FILED:
        stamp = f"{product.id}:{product.revision}"
        choices += [turn.button(f"check:{stamp}", "filing.check"), turn.button(f"askmore:{stamp}", "filing.ask_more")]
    if newest and product.owner == turn.person.id and product.state is State.SUPPLEMENT:
        choices.append(turn.button(f"supplement:{product.id}", "dossier.supplement_button"))
    if filing.contents.papers:
        choices.append(turn.button(f"fpapers:{at}", "filing.see_papers"))
    if checks or product.owner == turn.person.id:
        choices.append(turn.button(f"print:{at}", "dossier.print"))
    if several:
        choices.append(turn.button(f"filings:{product.id}", "filing.all"))
    return choices


async def all_(turn: Turn, product_id: str, start: int = 0) -> None:
    """Every time that the dossier was handed in."""
    found = await _found(turn, product_id, 0)
    if found is None:
        return
    product, _, filings = found
    t = turn.t
    lines = []
    for filing in filings:
        state = filing.verdict or (State.FILED if filing is filings[0] else "replaced")
        lines.append(
            t("filing.line", number=filing.number, day=t.day(filing.contents.day), state=t(f"filing.state.{state}"))
        )
    start, route = start_of(start, len(filings)), f"filings:{product.id}"
    here = filings[start : start + taken(start, len(filings))]
    choices = [turn.button(f"filing:{product.id}:{f.number}", "filing.nth", number=f.number) for f in here]
    choices += more(turn, route, start, len(filings))
    nav = (
        *earlier(turn, route, start),
        turn.button(f"filing:{product.id}", "filing.back"),
        turn.button("menu", "menu.back"),
    )
    turn.say(Reply("\n".join(lines), t("filing.all_title", product=called(t, product)), tuple(choices), nav))


async def papers(turn: Turn, product_id: str, number: int, start: int = 0) -> None:
    """The papers of a filing, each to be opened."""
    found = await _found(turn, product_id, number)
    if found is None:
        return
    product, filing, _ = found
    own = _papers(filing.contents)
    start = start_of(start, len(own))
    at = f"{product.id}:{filing.number}"
    choices = few(turn, [Choice(f"fpaper:{at}:{p.id}", checklist.title(turn, p)) for p in own], f"fpapers:{at}", start)
    lines = [f"{n}. {_paper_line(turn, p)}" for n, p in enumerate(own, 1)]
    back = turn.button(f"filing:{at}", "filing.back")
    nav = (*earlier(turn, f"fpapers:{at}", start), back, turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or turn.t("filing.no_papers"), turn.t("dossier.evidence"), tuple(choices), nav))


async def paper(turn: Turn, product_id: str, number: int, paper_id: str) -> None:
    """One paper of a filing, with its files as they were handed in."""
    found = await _found(turn, product_id, number)
    if found is None:
        return
    product, filing, _ = found
    one = next((p for p in filing.contents.papers if p.id == paper_id), None)
    if one is None:
        await papers(turn, product_id, number)
        return
    lines = [
        checklist.line(turn, one),
        *checklist.details(turn, one),
        *checklist.proven_lines(turn, one.kind, [product]),
    ]
    at = f"{product.id}:{filing.number}"
    choices = (turn.button(f"fpapers:{at}", "filing.other_papers"), turn.button(f"filing:{at}", "filing.back"))
    names = checklist.file_names(turn, one)
    turn.say(Reply("\n".join(lines), called(turn.t, product), choices, files=one.files, names=names))

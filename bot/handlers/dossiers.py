"""The dossier of a product: what is there, what is missing, the official papers, and handing it in."""

from __future__ import annotations

from bot.handlers import planning, sheets, supporting, wallet
from bot.handlers.records import DossierParts
from bot.handlers.turn import Turn
from bot.handlers.writes import AddEvent, MoveProduct, Notify
from bot.messages import Choice, Reply
from ocop_domain.eligibility import check
from ocop_domain.errors import Refusal
from ocop_domain.evidence import Standing, Wanted
from ocop_domain.plan import state_of
from ocop_domain.products import Move, Product, State, after
from ocop_domain.rights import Act, Role, may

_CODES = 4
"""Criteria that a line of the checklist names."""


async def show(turn: Turn, product_id: str) -> None:
    """How far the dossier is, part by part."""
    product = await planning.own_product(turn, product_id)
    if product is None:
        return
    t = turn.t
    done, all_ = await _plan_progress(turn, product)
    kept = await turn.reads.sheets_of(product.id)
    wanted = await wallet.wanted(turn, product)
    there = sum(not w.lacking for w in wanted)
    lines = [
        t("dossier.state", state=t(f"state.{product.state}")),
        t("dossier.plan", done=done, all=all_),
        t("dossier.score", total=kept[0].total, star=kept[0].star) if kept else t("dossier.no_score"),
        t("dossier.papers", there=there, all=len(wanted)),
    ]
    missing = [w for w in wanted if w.required and w.lacking]
    if missing:
        lines.append(t("dossier.must", papers="; ".join(_kind(turn, w) for w in missing)))
    choices = [
        turn.button(f"plan:{product.id}", "plan.open"),
        turn.button(f"evidence:{product.id}", "dossier.evidence"),
        turn.button(f"score:{product.id}", "score.open"),
        turn.button(f"print:{product.id}", "dossier.print"),
    ]
    if product.state is State.ACCEPTED:
        choices.append(turn.button(f"handin:{product.id}", "dossier.hand_in"))
    nav = (turn.button(f"p:{product.id}", "product.open"), turn.button("mine", "menu.mine"))
    turn.say(Reply("\n".join(lines), t("dossier.title", product=product.name), tuple(choices), nav))


async def _plan_progress(turn: Turn, product: Product) -> tuple[int, int]:
    plan = await turn.reads.plan_of(product.id)
    sections = planning.sections_of(turn, product)
    done = sum(state_of(s, plan[s.id].answers, plan[s.id].reason) == "done" for s in sections if s.id in plan)
    return done, len(sections)


def _kind(turn: Turn, wanted: Wanted) -> str:
    return turn.t(f"q.paper_kind.option.{wanted.kind}")


async def evidence(turn: Turn, product_id: str) -> None:
    """The papers that the dossier wants: there, running out, missing; for the commune those of a filed one."""
    product = await turn.reads.product(product_id)
    if product is None or not _may_take_all(turn, product):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    t = turn.t
    wanted = await wallet.wanted(turn, product)
    star = wallet.wished_star(product, await turn.reads.plan_of(product.id))
    groups = (
        (t("dossier.required"), [w for w in wanted if w.required]),
        (t("dossier.for_star", star=star), [w for w in wanted if w.for_star and not w.required]),
        (t("dossier.more_points"), [w for w in wanted if not w.for_star and not w.required]),
    )
    lines = ["\n".join([heading, *(_line(turn, w) for w in some)]) for heading, some in groups if some]
    own = product.owner == turn.person.id
    first_missing = next((w for w in wanted if w.standing is Standing.MISSING and w.required), None)
    if first_missing and own:
        lines += supporting.lines(turn, first_missing.kind, 1)
    choices = _to_do(turn, product, wanted) if own else await _to_open(turn, product)
    back = turn.button(f"dossier:{product.id}", "menu.dossier") if own else turn.button(f"p:{product.id}", "nav.back")
    nav = (back, turn.button("papers", "menu.papers")) if own else (back,)
    turn.say(Reply("\n\n".join(lines), t("dossier.evidence"), tuple(choices), nav))


def _to_do(turn: Turn, product: Product, wanted: list[Wanted]) -> list[Choice]:
    """What is missing, the most needed first, and what runs out; a tap begins the paper, or opens it."""
    ending = [w.paper for w in wanted if w.paper and w.standing is not Standing.THERE][:2]
    lacking = [w for w in wanted if w.standing is Standing.MISSING]
    lacking.sort(key=lambda w: (not w.required, not w.for_star, -len(w.proves)))
    room = 5 - len(ending)
    choices = [
        Choice(f"addpaper:{w.kind}:{product.id}", turn.t("dossier.add", paper=_kind(turn, w))) for w in lacking[:room]
    ]
    choices += [Choice(f"paper:{p.id}", wallet.title(turn, p)) for p in ending]
    return [*choices, turn.button(f"newpaper:{product.id}", "paper.new")]


async def _to_open(turn: Turn, product: Product) -> list[Choice]:
    """The papers with pages, for those who check the dossier."""
    kept = [p for p in await wallet.papers_for(turn, product) if p.files]
    return [Choice(f"proof:{product.id}:{p.id}", wallet.title(turn, p)) for p in kept][:6]


async def proof(turn: Turn, product_id: str, paper_id: str) -> None:
    """A paper of a dossier with its pages, for its producer and those who check what was filed."""
    product = await turn.reads.product(product_id)
    allowed = product is not None and _may_take_all(turn, product)
    papers = await wallet.papers_for(turn, product) if product and allowed else []
    found = next((p for p in papers if p.id == paper_id), None)
    if product is None or found is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    lines = [wallet.line(turn, found), *wallet.details(turn, found)]
    lines += wallet.proven_lines(turn, found.kind, [product])
    nav = (turn.button(f"evidence:{product.id}", "nav.back"), turn.button(f"p:{product.id}", "product.open"))
    names = wallet.file_names(turn, found)
    turn.say(Reply("\n".join(lines), product.name, nav=nav, files=found.files, names=names))


def _line(turn: Turn, wanted: Wanted) -> str:
    """How it stands with a kind of paper, and which items of the set it proves."""
    mark = turn.t(f"dossier.mark.{wanted.standing}")
    end = f" ({wanted.paper.expires:%d/%m/%Y})" if wanted.paper and wanted.paper.expires else ""
    proven = turn.t("dossier.proves", items=_codes(wanted.proves)) if wanted.proves else ""
    return f"{mark} {_kind(turn, wanted)}{end}" + (f" · {proven}" if proven else "")


def _codes(codes: tuple[str, ...]) -> str:
    """The first of many: the paper itself tells all."""
    return ", ".join(codes[:_CODES]) + ("…" if len(codes) > _CODES else "")


async def _parts(turn: Turn, product: Product) -> DossierParts:
    """Everything that the papers of a product are made of: of several scores the last of its own decision."""
    found = sheets.decisions(turn, product)
    kept = [s for s in await turn.reads.sheets_of(product.id) if found and s.decision == found[0][0]]
    return DossierParts(
        product=product,
        programme=turn.programme,
        plan=await turn.reads.plan_of(product.id),
        criteria=found[0][1] if found else None,
        answers=kept[0].answers if kept else {},
        papers=await wallet.papers_for(turn, product),
        day=turn.today,
    )


def _offered(turn: Turn, product: Product) -> list[tuple[str, str]]:
    """What this person may print: the producer the own papers, the commune its report and what was handed in."""
    if product.owner == turn.person.id:
        return turn.papers.official(turn.programme, "producer")
    grants = turn.person.grants
    if not may(grants, Act.CHECK, product.area, product.programme, turn.areas.contains):
        return []
    own = turn.papers.official(turn.programme, "commune")
    return [*own, *(turn.papers.official(turn.programme, "producer") if product.state is State.FILED else ())]


def _may_take_all(turn: Turn, product: Product) -> bool:
    return product.owner == turn.person.id or (product.state is State.FILED and bool(_offered(turn, product)))


async def papers(turn: Turn, product_id: str) -> None:
    """The official papers that can be printed."""
    product = await turn.reads.product(product_id)
    offered = _offered(turn, product) if product else []
    if product is None or not (offered or _may_take_all(turn, product)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    choices = [Choice(f"doc:{product.id}:{id_}", title) for id_, title in offered]
    if _may_take_all(turn, product):
        if product.owner != turn.person.id:  # whose it is finds them one screen before
            choices.append(turn.button(f"evidence:{product.id}", "dossier.evidence"))
        choices.append(turn.button(f"zip:{product.id}", "dossier.zip"))
    back = f"dossier:{product.id}" if product.owner == turn.person.id else f"p:{product.id}"
    nav = (turn.button(back, "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("dossier.print_text"), turn.t("dossier.print"), tuple(choices), nav))


async def paper(turn: Turn, product_id: str, paper_id: str) -> None:
    """One paper, filled in as far as the answers go; what is missing is dots for the hand."""
    product = await turn.reads.product(product_id)
    if product is None or paper_id not in dict(_offered(turn, product)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    files = await turn.papers.official_paper(paper_id, await _parts(turn, product))
    _give(turn, product, turn.t("dossier.printed"), paper_id, *files)


async def whole(turn: Turn, product_id: str) -> None:
    """All papers and files in one ZIP."""
    product = await turn.reads.product(product_id)
    if product is None or not _may_take_all(turn, product):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    try:
        file = await turn.papers.whole_dossier(await _parts(turn, product))
    except Refusal as refusal:
        choices = (turn.button(f"print:{product.id}", "dossier.print"),)
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=choices))
        return
    _give(turn, product, turn.t("dossier.zipped"), "ho-so", file)


def _give(turn: Turn, product: Product, text: str, name: str, *files: str) -> None:
    """Files under the name of what they are and of the product: mau-02-tom-kho.docx."""
    choices = (turn.button(f"print:{product.id}", "dossier.print"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, choices=choices, files=files, names=(f"{name} {product.name}",) * len(files)))


async def hand_in(turn: Turn, product_id: str) -> None:
    """Says what is missing and what would get the dossier refused, then offers to hand it in."""
    product = await planning.own_product(turn, product_id)
    if product is None:
        return
    t = turn.t
    done, all_ = await _plan_progress(turn, product)
    wanted = await wallet.wanted(turn, product)
    missing = [w for w in wanted if w.required and w.lacking]
    lines = [t(f.code) for f in check(product.answers, turn.programme)]
    lines += [t("dossier.must", papers="; ".join(_kind(turn, w) for w in missing))] if missing else []
    lines += [t("dossier.plan_open", count=all_ - done)] if done < all_ else []
    if not await turn.reads.sheets_of(product.id):
        lines.append(t("dossier.no_score"))
    excluded = [e.text for _, c in sheets.decisions(turn, product)[:1] for e in c.exclusions]
    text = [t("dossier.still" if lines else "dossier.complete"), *(f"• {line}" for line in lines)]
    if excluded:
        text += ["", t("dossier.refused_when"), *(f"• {line}" for line in excluded)]
    choices = [turn.button(f"filenow:{product.id}:{product.revision}", "dossier.hand_in_now")]
    choices.append(turn.button(f"dossier:{product.id}", "menu.dossier"))
    turn.say(Reply("\n".join(text), t("dossier.hand_in"), tuple(choices)))


async def file_now(turn: Turn, product_id: str, revision: int) -> None:
    """The commune has the dossier."""
    product = await planning.own_product(turn, product_id)
    if product is None:
        return
    if product.state is State.FILED:
        turn.tell("dossier.filed_already", turn.button(f"dossier:{product.id}", "menu.dossier"))
        return
    if product.state is not State.ACCEPTED or product.revision != revision:
        turn.tell("dossier.not_now", turn.button(f"dossier:{product.id}", "menu.dossier"))
        return
    state = after(product.state, Move.FILE)
    turn.do(MoveProduct(product.id, product.revision, state, turn.today), AddEvent(product.id, "filed"))
    officers = await turn.reads.officers_of([product.area], Role.COMMUNE_OFFICER, product.programme)
    for officer in officers:
        t = turn.texts[officer.language]
        text = t("notice.filed", product=product.name, producer=product.producer_name)
        notice = Reply(text, title=t("notice.title"), choices=(Choice(f"p:{product.id}", t("notice.open")),))
        turn.do(Notify(officer.person, notice, key=f"filed:{product.id}:{product.revision}:{officer.person}"))
    turn.tell(
        "dossier.filed" if officers else "dossier.filed_alone",
        turn.button(f"print:{product.id}", "dossier.print"),
        turn.button("mine", "menu.mine"),
        turn.button("menu", "menu.back"),
        product=product.name,
        place=turn.areas.get(product.area).inline,
    )

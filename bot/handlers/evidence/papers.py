"""The own papers: kept, shown, renewed, changed, dropped; and how they were before."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.conversations.forms.year import PAPER
from bot.handlers.account import consent
from bot.handlers.evidence import checklist
from bot.handlers.forms import filling
from bot.handlers.shared.paging import earlier, few, more, start_of, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.dossier import DropPaper, KeepPaper
from ocop_domain.evidence import OF_PRODUCT, RECOGNITION, Paper, Standing, end_of_recognition, standing
from ocop_domain.law import renewal_on

_ORDER = (Standing.ENDED, Standing.ENDING, Standing.THERE)


async def papers(turn: Turn, start: int = 0) -> None:
    """All own papers by how it stands with them, the first to run out first; and those that were begun."""
    t = turn.t
    own = await turn.reads.papers_of(turn.person.id)
    groups = []
    for state in _ORDER:
        if some := [p for p in own if standing(p, turn.today) is state]:
            groups.append("\n".join([t(f"paper.group.{state}"), *(f"• {checklist.line(turn, p)}" for p in some)]))
    begun = await _begun(turn)
    choices = [Choice(f"paper:{p.id}", checklist.title(turn, p)) for p in own]
    if begun:
        groups.append(t("paper.begun", count=len(begun)))
        choices.insert(0, turn.button(f"gopaper:{begun[0]}", "paper.go_on"))
    start = start_of(start, len(choices))
    new = turn.button("newpaper", "paper.new")
    nav = (
        *earlier(turn, "papers", start),
        *((new,) if choices else ()),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
    )
    shown = tuple(few(turn, choices, "papers", start)) or (new,)  # the first step is a large button
    turn.say(Reply("\n\n".join(groups) or t("paper.none"), t("paper.title"), shown, nav))


async def _begun(turn: Turn) -> list[str]:
    """Papers that were begun and not kept yet, the last first."""
    listed = await turn.reads.drafts_of(turn.person.id)
    drafts = [await turn.reads.draft(info.id) for info in listed if info.form == PAPER.id]
    # One that was only opened has nothing in it; what came as a photo has.
    return [d.id for d in drafts if d and (d.revision > 1 or (d.answers.get("paper_file") and not d.subject))]


async def new(turn: Turn, application: str = "") -> None:
    """A new paper, or the one that was begun; what was sent for another paper is not put into it."""
    if await _agrees_first(turn, f"newpaper:{application}"):
        return
    draft_id = f"wallet.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    if begun and begun.answers.get("paper_file") and not begun.subject:
        draft_id = f"{draft_id}.{turn.new_id()}"
        begun = None
    answers = await checklist.begun_with(turn, application=application)
    await filling.enter(turn, begun or Draft(draft_id, PAPER.id, PAPER.version, turn.programme.id, answers))


async def _agrees_first(turn: Turn, then: str) -> bool:
    """Whether a newcomer is asked first: a paper and its photos are kept only when that was agreed to."""
    if turn.person.grants or not consent.unasked(turn):
        return False
    await consent.ask_for(turn, DOSSIER, then=then)
    return True


async def add(turn: Turn, kind: str, application: str) -> None:
    """A paper of this kind for a product, or the one that was begun so."""
    if await _agrees_first(turn, f"newpaper:{application}"):
        return
    draft_id = f"w{turn.person.id}.{application}.{kind}"
    begun = await turn.reads.draft(draft_id)
    answers = await checklist.begun_with(turn, kind, application)
    await filling.enter(turn, begun or Draft(draft_id, PAPER.id, PAPER.version, turn.programme.id, answers))


async def go_on(turn: Turn, draft_id: str) -> None:
    """A paper that was begun."""
    if await _agrees_first(turn, f"gopaper:{draft_id}"):
        return
    draft = await turn.reads.draft(draft_id) if draft_id in await _begun(turn) else None
    if draft is None:
        _gone(turn)
        return
    await filling.enter(turn, draft, turn.t("draft.welcome_back"))


def _gone(turn: Turn) -> None:
    turn.tell("paper.gone", turn.button("papers", "menu.papers"), turn.button("menu", "menu.back"))


async def _own(turn: Turn, paper_id: str) -> Paper | None:
    found = await _find(turn, paper_id)
    if found is None:
        _gone(turn)
    return found


async def _find(turn: Turn, paper_id: str) -> Paper | None:
    return next((p for p in await turn.reads.papers_of(turn.person.id) if p.id == paper_id), None)


async def open_(turn: Turn, paper_id: str) -> None:
    """One paper with its pages: what its end means, what it proves, and what was before."""
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    t = turn.t
    former = await turn.reads.former_papers(turn.person.id, paper.id)
    lines = [checklist.line(turn, paper), *checklist.details(turn, paper), *await _proven(turn, paper)]
    if paper.kind == RECOGNITION and paper.expires:
        renewal = renewal_on(turn.today)
        opens, closes = (paper.expires - timedelta(days=n) for n in (renewal.opens, renewal.closes))
        lines.append(t("paper.window", opens=t.day(opens), closes=t.day(closes)))
    if not paper.files:
        lines.append(t("paper.no_file"))
    choices = [turn.button(f"fixpaper:{paper.id}", "paper.fix")]
    if paper.expires:
        first = 0 if standing(paper, turn.today) is not Standing.THERE or paper.kind == RECOGNITION else 1
        choices.insert(first, turn.button(f"renew:{paper.id}", "paper.renew"))
    if former:
        choices.append(turn.button(f"former:{paper.id}", "paper.former"))
    choices.append(turn.button(f"droppaper:{paper.id}", "paper.drop"))
    nav = (turn.button("papers", "menu.papers"), turn.button("menu", "menu.back"))
    names = checklist.file_names(turn, paper)
    turn.say(Reply("\n".join(lines), checklist.title(turn, paper), tuple(choices), nav, files=paper.files, names=names))


async def _proven(turn: Turn, paper: Paper) -> list[str]:
    """For all own products, or those it is for."""
    its = [p for p in await checklist.products(turn) if paper.is_for(p.product)]
    return checklist.proven_lines(turn, paper.kind, its)


async def fix(turn: Turn, paper_id: str) -> None:
    """Opens the paper's answers for a change."""
    paper = await _own(turn, paper_id)
    if paper is not None:
        answers = checklist.answers_of(paper, has_products=bool(await checklist.products(turn)))
        await _change(turn, paper, f"k{paper.id}.{paper.revision}", answers)


async def renew(turn: Turn, paper_id: str) -> None:
    """A new version of a paper that runs out: only what a renewal changes is asked."""
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    answers = checklist.answers_of(paper, has_products=bool(await checklist.products(turn)))
    same = ("paper_kind", "paper_products", "paper_name", "paper_issuer")
    note = turn.t("paper.renewing", name=checklist.title(turn, paper))
    await _change(turn, paper, f"r{paper.id}.{paper.revision}", {key: answers[key] for key in same}, note)


async def _change(turn: Turn, paper: Paper, draft_id: str, answers: dict[str, object], note: str = "") -> None:
    draft = await turn.reads.draft(draft_id) or Draft(
        draft_id, PAPER.id, PAPER.version, turn.programme.id, answers, subject=paper.id
    )
    await filling.enter(turn, draft, note)


async def former(turn: Turn, paper_id: str, number: int = 0, *, start: int = 0) -> None:
    """How a paper was before; with a number that version and its pages."""
    t = turn.t
    found = await turn.reads.former_papers(turn.person.id, paper_id)
    if not found:
        _gone(turn)
        return
    back = (turn.button(f"paper:{paper_id}", "nav.back"), turn.button("papers", "menu.papers"))
    if 0 < number <= len(found):
        old = found[number - 1]
        lines = [
            t("paper.until", day=t.day(old.until)),
            checklist.line(turn, old.paper),
            *checklist.details(turn, old.paper),
        ]
        names = checklist.file_names(turn, old.paper)
        turn.say(Reply("\n".join(lines), old.paper.name, nav=back, files=old.paper.files, names=names))
        return
    start = start_of(start, len(found))
    lines = ["\n".join([t("paper.until", day=t.day(old.until)), checklist.line(turn, old.paper)]) for old in found]
    choices = [
        Choice(f"former:{paper_id}:{n}", t("paper.until_short", day=f"{old.until:%d/%m/%Y}"))
        for n, old in list(enumerate(found, 1))[start : start + taken(start, len(found))]
    ]
    choices += more(turn, f"formers:{paper_id}", start, len(found))
    nav = (*earlier(turn, f"formers:{paper_id}", start), *back)
    turn.say(Reply("\n\n".join(lines), t("paper.former"), tuple(choices), nav))


async def formers(turn: Turn, paper_id: str, start: int) -> None:
    """A further page of the former versions."""
    await former(turn, paper_id, start=start)


async def drop(turn: Turn, paper_id: str) -> None:
    """No longer shown nor counted; it can be had back."""
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    turn.do(DropPaper(paper.id))
    back = turn.button(f"undrop:{paper.id}", "paper.undrop")
    nav = (back, turn.button("papers", "menu.papers"), turn.button("menu", "menu.back"))
    turn.tell("paper.dropped", *nav, name=paper.name)


async def undrop(turn: Turn, paper_id: str) -> None:
    """The paper that was dropped, as it was."""
    if await _find(turn, paper_id) is None:
        found = await turn.reads.former_papers(turn.person.id, paper_id)
        if not found:
            _gone(turn)
            return
        turn.do(KeepPaper(checklist.as_new(found[0].paper)))
    turn.tell("paper.undropped", turn.button(f"paper:{paper_id}", "paper.open"), turn.button("papers", "menu.papers"))


async def keep(turn: Turn, draft: Draft) -> None:
    """The paper is kept; a recognition without an end ends as long after it was given as the law says.

    One that was dropped while it was being changed is kept as well: nothing that was typed is lost.
    """
    before = await _find(turn, draft.subject) if draft.subject else None
    a = draft.answers
    issued = date.fromisoformat(a["paper_issued"]) if a.get("paper_issued") else None
    expires = date.fromisoformat(a["paper_expires"]) if a.get("paper_expires") else None
    if issued and expires and expires <= issued:
        again = draft.with_(answers={**a, "paper_expires": None}, at="paper_expires", revision=0)
        await filling.enter(turn, again, turn.t("paper.dates", issued=turn.t.day(issued)))
        return
    kind = a["paper_kind"]
    if kind == RECOGNITION and issued and not expires:
        expires = end_of_recognition(issued)
    names = {p.product: p.name for p in await checklist.products(turn)}
    paper = Paper(
        id=before.id if before else turn.new_id(),
        owner=turn.person.id,
        kind=kind,
        name=checklist.name_of(turn, a, names) if kind in OF_PRODUCT else a["paper_name"],
        number=a.get("paper_number") or "",
        issuer=a.get("paper_issuer") or "",
        issued=issued,
        expires=expires,
        star=int(a["paper_star"]) if kind == RECOGNITION and a.get("paper_star") else 0,
        products=tuple(a.get("paper_products") or ()) if kind in OF_PRODUCT else (),
        files=tuple(a.get("paper_file") or ()),
        revision=before.revision if before else 0,
    )
    turn.do(KeepPaper(paper))
    await _kept(turn, paper)


async def _kept(turn: Turn, paper: Paper) -> None:
    """Says so, and what is next: the dossier that it is for; a page that another paper has is told."""
    own = await turn.reads.papers_of(turn.person.id)
    same = next((p for p in own if p.id != paper.id and not set(p.files).isdisjoint(paper.files)), None)
    if same:
        turn.tell("paper.same_file", name=checklist.title(turn, same))
    dossiers = [f"evidence:{p.id}" for p in await checklist.products(turn) if paper.is_for(p.product)]
    ends = paper.expires is not None and paper.expires >= turn.today
    quiet = turn.person.consents.get(REMINDERS) is False
    turn.tell(
        "paper.kept_endless" if not ends else "paper.kept_quiet" if quiet else "paper.kept",
        turn.button(f"paper:{paper.id}", "paper.open"),
        *(turn.button(door, "dossier.evidence") for door in dossiers[:1]),
        turn.button("newpaper", "paper.new"),
        turn.button("calendar", "menu.calendar"),
        line=checklist.line(turn, paper),
    )

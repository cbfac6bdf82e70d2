"""The own papers that may run out: kept, shown, changed, thrown away."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.year import PAPER
from bot.handlers import filling
from bot.handlers.products import few
from bot.handlers.turn import Turn
from bot.handlers.writes import DropPaper, KeepPaper
from bot.messages import Choice, Reply
from ocop_domain.evidence import FILED_FROM, FILED_UNTIL, RECOGNITION, Paper, end_of_recognition


async def papers(turn: Turn, start: int = 0) -> None:
    """All own papers, the first to run out first."""
    t = turn.t
    own = await turn.reads.papers_of(turn.person.id)
    start = start if 0 <= start < len(own) else 0
    lines = [f"{n}. {_line(turn, p)}" for n, p in enumerate(own, 1)]
    choices = few(turn, [Choice(f"paper:{p.id}", p.name) for p in own], "papers", start)
    nav = (
        turn.button("newpaper", "paper.new"),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
    )
    turn.say(Reply("\n\n".join(lines) or t("paper.none"), t("paper.title"), tuple(choices), nav))


def _line(turn: Turn, paper: Paper) -> str:
    t = turn.t
    kind = t(f"q.paper_kind.option.{paper.kind}")
    head = f"{kind}: {paper.name}" + (f", {paper.star}★" if paper.star else "")
    if paper.expires is None:
        return f"{head}. {t('paper.no_end')}"
    left = (paper.expires - turn.today).days
    return f"{head}. {t('paper.ended' if left < 0 else 'paper.ends', day=t.day(paper.expires), left=left)}"


async def new(turn: Turn) -> None:
    """A new paper, or the one that was begun."""
    draft_id = f"wallet.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    await filling.enter(turn, begun or Draft(draft_id, PAPER.id, PAPER.version, turn.programme.id))


async def _own(turn: Turn, paper_id: str) -> Paper | None:
    found = next((p for p in await turn.reads.papers_of(turn.person.id) if p.id == paper_id), None)
    if found is None:
        turn.tell("paper.gone", turn.button("papers", "menu.papers"), turn.button("menu", "menu.back"))
    return found


async def open_(turn: Turn, paper_id: str) -> None:
    """One paper, and what its end means."""
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    t = turn.t
    lines = [_line(turn, paper)]
    if paper.number:
        lines.append(t("paper.number", number=paper.number))
    if paper.issued:
        lines.append(t("paper.issued", day=t.day(paper.issued)))
    if paper.kind == RECOGNITION and paper.expires:
        opens, closes = (paper.expires - timedelta(days=n) for n in (FILED_FROM, FILED_UNTIL))
        lines.append(t("paper.window", opens=t.day(opens), closes=t.day(closes)))
    turn.say(
        Reply(
            "\n".join(lines),
            paper.name,
            (turn.button(f"fixpaper:{paper.id}", "paper.fix"), turn.button(f"droppaper:{paper.id}", "paper.drop")),
            (turn.button("papers", "menu.papers"), turn.button("menu", "menu.back")),
            files=(paper.file,) if paper.file else (),
        )
    )


async def fix(turn: Turn, paper_id: str) -> None:
    """Opens the paper's answers for a change."""
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    answers = {
        "paper_kind": paper.kind,
        "paper_name": paper.name,
        "paper_star": str(paper.star) if paper.star else None,
        "paper_number": paper.number or None,
        "paper_issued": paper.issued.isoformat() if paper.issued else None,
        "paper_expires": paper.expires.isoformat() if paper.expires else None,
        "paper_file": [paper.file] if paper.file else None,
    }
    draft_id = f"k{paper.id}.{paper.revision}"
    draft = await turn.reads.draft(draft_id) or Draft(
        draft_id, PAPER.id, PAPER.version, turn.programme.id, answers, subject=paper.id
    )
    await filling.enter(turn, draft)


async def drop(turn: Turn, paper_id: str) -> None:
    paper = await _own(turn, paper_id)
    if paper is None:
        return
    turn.do(DropPaper(paper.id))
    turn.tell("paper.dropped", turn.button("papers", "menu.papers"), turn.button("menu", "menu.back"), name=paper.name)


async def keep(turn: Turn, draft: Draft) -> None:
    """The paper is kept; a recognition without an end ends 36 months after it was given."""
    before = await _own(turn, draft.subject) if draft.subject else None
    if draft.subject and before is None:
        return
    a = draft.answers
    kind = a["paper_kind"]
    issued = date.fromisoformat(a["paper_issued"]) if a.get("paper_issued") else None
    expires = date.fromisoformat(a["paper_expires"]) if a.get("paper_expires") else None
    if issued and expires and expires <= issued:
        again = draft.with_(answers={**a, "paper_expires": None}, at="paper_expires", revision=0)
        await filling.enter(turn, again, turn.t("paper.dates", issued=turn.t.day(issued)))
        return
    if kind == RECOGNITION and issued and not expires:
        expires = end_of_recognition(issued)
    paper = Paper(
        id=before.id if before else turn.new_id(),
        owner=turn.person.id,
        kind=kind,
        name=a["paper_name"],
        number=a.get("paper_number") or "",
        issued=issued,
        expires=expires,
        star=int(a["paper_star"]) if kind == RECOGNITION and a.get("paper_star") else 0,
        file=(a.get("paper_file") or [""])[0],
        revision=before.revision if before else 0,
    )
    own = await turn.reads.papers_of(turn.person.id)
    same = next((p for p in own if paper.file and p.file == paper.file and p.id != paper.id), None)
    turn.do(KeepPaper(paper))
    if same:
        turn.tell("paper.same_file", name=_line(turn, same))
    turn.tell(
        "paper.kept" if expires and expires >= turn.today else "paper.kept_endless",
        turn.button(f"paper:{paper.id}", "paper.open"),
        turn.button("newpaper", "paper.new"),
        turn.button("calendar", "menu.calendar"),
        line=_line(turn, paper),
    )

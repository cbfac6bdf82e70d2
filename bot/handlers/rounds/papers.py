"""The papers of a round: minutes, results, certificates, a notice for each commune."""

from __future__ import annotations

from bot.handlers.rounds import found, page
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.rounds import RoundPapers
from ocop_domain.rounds import RoundState


async def make(turn: Turn, round_id: str) -> None:
    """All papers of a closed round; those of one that is still open would show sealed points."""
    here = await found.to_run(turn, round_id)
    if here is None:
        return
    if here.state is RoundState.OPEN:
        await page.tell_page(turn, here)
        return
    results = await turn.reads.results_in(here.id)
    products = await turn.reads.agenda_of(here.id)
    seats = await turn.reads.seats_of(here.id)
    programme = turn.programmes.find(here.programme) or turn.programme
    quorum = programme.voting.least(len(seats)) if programme.voting and found.own_level(turn, here) else 0
    made_of = RoundPapers(
        round=here,
        unit=here.unit,
        seats=tuple(seats),
        quorum=quorum,
        products=tuple((one, results.get(one.id)) for one in products),
        day=turn.today,
    )
    files = await turn.papers.round_papers(made_of, language=turn.person.language)
    choices = (turn.button(f"round:{here.id}", "rounds.open"), turn.button("menu", "menu.back"))
    ids, names = tuple(id_ for _, id_ in files), tuple(name for name, _ in files)
    turn.say(Reply(turn.t("rounds.papers_text", count=len(files)), choices=choices, files=ids, names=names))

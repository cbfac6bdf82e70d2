"""Blank official forms to print and hand out, or to fill in by pen."""

from __future__ import annotations

from bot.handlers.knowledge import here
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dossier import DossierParts
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme

_SIGNERS = ("producer", "commune")


def _papers(turn: Turn, programme: Programme) -> dict[str, str]:
    """The official papers of the programme, each once, with what they are called."""
    return {paper: title for by in _SIGNERS for paper, title in turn.papers.official(programme, by)}


async def forms(turn: Turn, start: int = 0) -> None:
    """Which forms there are."""
    programme = (await place_of(turn)).programme
    doors = [Choice(f"blankform:{paper}", title) for paper, title in _papers(turn, programme).items()]
    start = start_of(start, len(doors))
    nav = (*earlier(turn, "blankforms", start), turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    text = turn.t("aid.which_blank") if doors else turn.t("aid.no_blank")
    turn.say(Reply(text, turn.t("aid.blank"), tuple(few(turn, doors, "blankforms", start)), nav))


async def form(turn: Turn, paper: str) -> None:
    """One form with nothing in it but the place of the one who asks."""
    programme = (await place_of(turn)).programme
    titles = _papers(turn, programme)
    if paper not in titles:
        await forms(turn)
        return
    made_of = DossierParts(await _nothing(turn, programme), programme, {}, None, {}, (), turn.today)
    nav = (turn.button("blankforms", "aid.blank"), turn.button("menu", "menu.back"))
    try:
        files = await turn.papers.official_paper(paper, made_of, turn.person.id)
    except Refusal as refusal:  # too many of this person's wait
        turn.say(Reply(turn.t(refusal.code, **refusal.params), nav=nav))
        return
    name = f"mau trong {titles[paper]}"
    turn.say(Reply(turn.t("aid.blank_made"), titles[paper], nav=nav, files=files, names=(name,) * len(files)))


async def _nothing(turn: Turn, programme: Programme) -> Application:
    """An application of nobody, with no answer in it."""
    area = await here.area_of(turn)
    state, today = ApplicationState.SENT, turn.today
    return Application("", programme.id, "", 0, area, "", {}, programme.form, 1, state, 0, today, today)

"""All products of the own area: counted by state, narrowed, found by a name or a phone."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.search import SEARCH
from bot.handlers.dashboard.door import door
from bot.handlers.forms import filling
from bot.handlers.imports import sending
from bot.handlers.office import above, journal, listing, people
from bot.handlers.office.blocking import banned_here
from bot.handlers.office.groups import groups_in
from bot.handlers.shared.paging import SHOWN, few, start_of
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.messages import Choice, Reply
from bot.writes.forms import SaveDraft, SetPlace
from ocop_domain.rights import Act, grants_for

STATE = "s-"
"""How a button names a state to which the list is narrowed; a group has its own mark."""


async def area(turn: Turn, start: int = 0) -> None:
    """All products of the own area, with a count by state."""
    await narrowed(turn, "", start)


async def narrowed(turn: Turn, which: str, start: int = 0) -> None:
    """All of them, or only those of a state or of a group."""
    communes = units_of(turn, Act.SEE)
    counts = await turn.reads.count_in(communes)
    if not counts:
        turn.tell(
            "area.none",
            *sending.door(turn),
            *people.door(turn),
            *journal.door(turn),
            *await banned_here(turn),
            turn.button("menu", "menu.back"),
        )
        return
    t = turn.t
    states = (which.removeprefix(STATE),) if which.startswith(STATE) else ()
    group = (await groups_in(turn, communes)).get(which)
    sets = group.sets if group else ()
    found = await turn.reads.products_in(communes, start, SHOWN, states=states, sets=sets)
    title = t("area.title", count=t.number(sum(counts.values())))
    note = "\n".join(f"{_label(t(f'state.{s}'))}: {t.number(n)}" for s, n in counts.items())
    if which:
        note = ""
        name = t(f"state.{states[0]}") if states and t.has(f"state.{states[0]}") else group.name if group else ""
        title = f"{name}: {t.number(found.total)}"
    nav = (
        turn.button("siftarea", "sift.open"),
        turn.button("find", "find.open"),
        *((turn.button("area", "menu.area"),) if which else ()),
        *await above.door(turn),
        *sending.door(turn),
        *people.door(turn),
        *journal.door(turn),
        *await findings.door(turn),
        *await banned_here(turn),
        *door(turn),
        turn.button("menu", "menu.back"),
    )
    listing.show(turn, found, f"onlyarea:{which}" if which else "area", title, nav, note=note)


async def sift(turn: Turn, start: int = 0) -> None:
    """What the list of the area can be narrowed to, each with how much it is."""
    communes = units_of(turn, Act.SEE)
    t = turn.t
    counts = await turn.reads.count_in(communes)
    choices = [Choice(f"onlyarea:{STATE}{s}:0", f"{_label(t(f'state.{s}'))}: {n}") for s, n in counts.items()]
    groups = await groups_in(turn, communes)
    for which, group in sorted(groups.items(), key=lambda item: item[1].name):
        choices.append(Choice(f"onlyarea:{which}:0", f"{group.name}: {group.count}"))
    nav = (turn.button("area", "menu.area"), turn.button("menu", "menu.back"))
    shown = few(turn, choices, "siftarea", start_of(start, len(choices)))
    turn.say(Reply(t("sift.ask"), t("sift.open"), tuple(shown), nav))


def _label(state: str) -> str:
    return state[:1].upper() + state[1:]


# Found by words


def searches(turn: Turn, text: str) -> str:
    """What is looked for in "tìm Ba Lan", said by somebody who has an area; "" where nothing is."""
    if not grants_for(turn.person.grants, Act.SEE):
        return ""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.casefold() in turn.t.words("find.words") else ""


async def ask_words(turn: Turn) -> None:
    """Asks for what is looked for."""
    draft = await turn.reads.draft(_id(turn))
    revision = draft.revision if draft else 0
    asking = Draft(_id(turn), SEARCH.id, SEARCH.version, turn.programme.id, revision=revision)
    await filling.enter(turn, asking)


def _id(turn: Turn) -> str:
    return f"looking.{turn.person.id}"


async def asked(turn: Turn, draft: Draft) -> None:
    """The words were said in the form."""
    await find(turn, str(draft.answers["find_words"]), kept=False)


async def find(turn: Turn, words: str, *, kept: bool = True) -> None:
    """All that fits the words, from the first; they are kept for the pages that follow."""
    draft = await turn.reads.draft(_id(turn)) if kept else None
    answers = {"find_words": words[:_LONGEST]}
    known = Draft(_id(turn), SEARCH.id, SEARCH.version, turn.programme.id, answers, revision=_revision(draft))
    turn.do(SaveDraft(known), SetPlace(""))
    await _found(turn, words[:_LONGEST], 0)


def _revision(draft: Draft | None) -> int:
    return draft.revision if draft else 0


_LONGEST = 100
"""Letters of what is looked for."""


async def found(turn: Turn, start: int = 0) -> None:
    """A page of what was looked for last."""
    draft = await turn.reads.draft(_id(turn))
    words = str(draft.answers.get("find_words") or "") if draft else ""
    if words:
        await _found(turn, words, start)
    else:
        await ask_words(turn)


async def _found(turn: Turn, words: str, start: int) -> None:
    page = await turn.reads.products_in(units_of(turn, Act.SEE), start, SHOWN, words=words)
    listed = await turn.reads.imported_in(units_of(turn, Act.SEE), 0, 1, words)
    nav = (
        *([turn.button("foundimported", "import.found", count=listed.total)] if listed.total else []),
        turn.button("find", "find.again"),
        turn.button("area", "menu.area"),
        turn.button("menu", "menu.back"),
    )
    if not page.total:
        turn.tell("find.none", *nav, words=words)
        return
    listing.show(turn, page, "found", turn.t("find.title", words=words, count=turn.t.number(page.total)), nav)

"""Who has done a duty and who has not: units and producers, each to be opened; a nudge for those who can act now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.handlers.dashboard.door import door
from bot.handlers.shared.naming import called, title
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.handlers.year import late, oversee
from bot.messages import Choice, Reply
from bot.records.people import Holder
from bot.writes.year import Nudge
from ocop_domain.areas import Territory
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.duties.model import Occurrence
from ocop_domain.duties.reminding import followed
from ocop_domain.rights import SPECS, Act, grants_for
from ocop_domain.rights import holders as roles_of

NAMED = 5
"""Names that are shown of those whom a nudge reaches."""


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, or a producer, that must do something; `holders` are the people, none where nobody sits in the unit.

    `key` is the unit's code or the producer's number. `waits`: it is another's turn first.
    """

    key: str
    name: str
    holders: tuple[Holder, ...]
    done: bool
    waits: bool = False


async def parties(turn: Turn, here: Occurrence) -> list[Party]:
    """All whom an occurrence concerns below this person, whoever has not done it first."""
    areas = oversee.overseen(turn, here)
    people = await turn.reads.holders(here, areas, turn.programmes.counted(here.duty.programme))
    if here.duty.role == "producer":
        found = [Party(holder.scope, _name(turn, holder), (holder,), holder.done, holder.waits) for holder in people]
    else:
        found = [*_seated(turn, people), *_empty(turn, here, areas, {holder.scope for holder in people})]
    return sorted(found, key=lambda party: (party.done, party.name, party.key))


def _seated(turn: Turn, people: Sequence[Holder]) -> Iterable[Party]:
    """One for each unit, however many officers it has."""
    for unit, group in groupby(sorted(people, key=lambda h: (h.scope, h.person)), lambda h: h.scope):
        there = tuple(group)
        yield Party(unit, _unit_name(turn, unit), there, all(holder.done for holder in there))


def _empty(turn: Turn, here: Occurrence, areas: Territory, seated: set[str]) -> Iterable[Party]:
    """The units of that level in which nobody sits: what is to be done there nobody does."""
    levels = {level for role in roles_of(here.duty.role) if SPECS[role].rank for level in SPECS[role].levels}
    for code in areas.units:
        unit = turn.areas.find(code)
        if unit and unit.level in levels and unit.in_force(turn.today) and code not in seated:
            yield Party(code, turn.t("who.no_officer", name=unit.name), (), done=False)


def _unit_name(turn: Turn, code: str) -> str:
    unit = turn.areas.find(code)
    return unit.name if unit else turn.t("who.unnamed")


def _name(turn: Turn, holder: Holder) -> str:
    """A producer by name and commune; said of those whom no message reaches, and of those who wait for the commune."""
    t, area = turn.t, turn.areas.find(holder.area)
    name = holder.name or (area.name if area else t("who.unnamed"))
    if holder.name and area:
        name = f"{holder.name}, {area.name}"
    if holder.waits:
        return t("who.waits", name=name)
    if holder.helped:
        return t("who.through_officer", name=name)
    return t("who.unreachable", name=name) if holder.unreachable else name


async def show(turn: Turn, duty: str, occurrence: str, start: int = 0) -> None:
    """Who has done it and who has not, by name and to the end: those who have not first."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    found, t = await parties(turn, here), turn.t
    start, at = start_of(start, len(found)), f"{duty}:{occurrence}"
    shown = found[start : start + taken(start, len(found))]
    lines = [t("who.due", day=t.day(here.announced))]
    done = sum(party.done for party in found)
    lines += [t("who.waiting", count=len(found) - done)] if done < len(found) else []
    lines += [f"• {party.name}" for party in shown if not party.done]
    lines += [t("who.done", count=done)] if done else []
    lines += [f"• {party.name}" for party in shown if party.done]
    if not found:
        lines.append(t("who.nobody"))
    reached = _reached(found)
    if missed := len(waiting(found)) - len(reached):
        lines.append(t("who.not_reached", count=missed))
    choices = [Choice(f"whose:{at}:{party.key}", party.name) for party in shown]
    choices += more(turn, f"who:{at}", start, len(found))
    nav = [turn.button(f"nudge:{at}", "who.nudge", count=len(reached))] if reached else []
    if waiting(found):
        nav.append(turn.button(f"callduty:{at}", "calls.open"))
    if oversee.may_move(turn, here):
        nav.append(turn.button(f"move:{at}", "duty.move"))
    nav += earlier(turn, f"who:{at}", start)
    nav += [turn.button("overview", "menu.overview"), turn.button("menu", "menu.back")]
    turn.say(Reply("\n".join(lines), title(t, here), tuple(choices), tuple(nav)))


def waiting(found: Sequence[Party]) -> dict[int, str]:
    """The people who could do it now and have not, each once, with how the party is called."""
    open_ = [party for party in found if not party.done and not party.waits]
    return {holder.person: party.name for party in open_ for holder in party.holders if not holder.done}


def _reached(found: Sequence[Party]) -> dict[int, str]:
    """Those of them to whom a nudge would really come."""
    reached = {holder.person for party in found for holder in party.holders if holder.reached}
    return {person: name for person, name in waiting(found).items() if person in reached}


async def whose(turn: Turn, duty: str, occurrence: str, key: str) -> None:
    """One of them: whom to call, and what they have made."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    party = next((one for one in await parties(turn, here) if one.key == key), None) if here else None
    if here is None:
        return
    if party is None:
        await show(turn, duty, occurrence)
        return
    producer = here.duty.role == "producer"
    lines = await _producers_phone(turn, party) if producer else await _officials(turn, party)
    choices = await _products(turn, party) if producer else []
    back = turn.button(f"who:{duty}:{occurrence}", "remind.do.above")
    turn.say(Reply("\n".join(lines), party.name, tuple(choices), (back, turn.button("menu", "menu.back"))))


async def _producers_phone(turn: Turn, party: Party) -> list[str]:
    said = await turn.reads.producer_answers(party.holders[0].person)
    phone = str(said.get("phone") or "")
    return [turn.t("who.phone", phone="0" + phone.removeprefix("+84")) if phone else turn.t("who.no_phone")]


async def _products(turn: Turn, party: Party) -> list[Choice]:
    own = await turn.reads.applications_of(party.holders[0].person)
    return [Choice(f"p:{one.id}", called(turn.t, one)) for one in own if turn.may_on(Act.SEE, one)][:6]


async def _officials(turn: Turn, party: Party) -> list[str]:
    """Who sits in the unit, with a phone; that nobody does."""
    if not party.holders:
        return [turn.t("who.nobody_there")]
    known = await turn.reads.officials_for([party.key])
    lines = [", ".join(part for part in (one.name, one.post, one.phone) if part) for one in known]
    return lines or [turn.t("who.no_phone")]


async def ask_nudge(turn: Turn, duty: str, occurrence: str) -> None:
    """Whom a nudge would reach, before it leaves."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    t, found = turn.t, await parties(turn, here)
    reached, open_ = _reached(found), waiting(found)
    look = turn.button(f"who:{duty}:{occurrence}", "remind.do.above")
    if not reached:
        key = "who.not_reached" if open_ else "who.all_done"
        turn.tell(key, look, turn.button("menu", "menu.back"), count=len(open_))
        return
    names = list(dict.fromkeys(reached.values()))
    named = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    sure = turn.button(f"nudgeyes:{duty}:{occurrence}", "who.nudge_sure")
    turn.tell("who.nudge_ask", sure, look, count=len(reached), duty=title(t, here), names=named)


async def nudge(turn: Turn, duty: str, occurrence: str) -> None:
    """Reminds everybody below who can do it now and has not: once a day, and not at night."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    found = await parties(turn, here)
    reached = _reached(found)
    if not reached:
        await ask_nudge(turn, duty, occurrence)
        return
    wave = Wave(
        rule="nudge",
        key=f"{here.duty.programme}:nudge:{here.key}:{turn.today}",
        on=turn.today,
        topic=here.key,
        audience=Open(here, oversee.overseen(turn, here), able=True),
        day=here.announced,
    )
    turn.do(Nudge(turn.programmes.counted(here.duty.programme), wave, turn.now))
    turn.tell(
        "who.nudged",
        turn.button(f"who:{duty}:{occurrence}", "remind.do.above"),
        turn.button("menu", "menu.back"),
        count=len(reached),
    )


async def current(turn: Turn) -> list[Occurrence]:
    """The duties of those below that are open now, or were a short while ago."""
    return [here for here in await oversee.looked_after(turn) if _is_current(turn, here)]


def _is_current(turn: Turn, here: Occurrence) -> bool:
    now = here.opens <= turn.today <= here.last_day + oversee.AFTER
    return now and followed(here.duty) and not here.undated and oversee.may_see(turn, here)


async def overview(turn: Turn, start: int = 0) -> None:
    """The duties of those below that are open now, with how many units or producers have done them."""
    t = turn.t
    lines: list[str] = []
    choices: list[Choice] = []
    last = start + oversee.LISTED  # one more is looked for: it tells whether there is a further page
    for here in await current(turn):
        if len(lines) > last:
            break
        if found := await parties(turn, here):
            done, day = sum(party.done for party in found), f"{here.announced:%d/%m/%Y}"
            lines.append(t("who.line", duty=title(t, here), done=done, all=len(found), day=day))
            choices.append(Choice(f"who:{here.duty.id}:{here.id}{turn.programmes.mark(here.duty)}", title(t, here)))
    start = start_of(start, len(lines))
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
    shown = slice(start, start + taken(start, len(lines)))
    nav = (
        turn.button("progress", "progress.open"),
        turn.button("reports", "report.all"),
        *earlier(turn, "overview", start),
        *door(turn),
        turn.button("menu", "menu.back"),
    )
    if not start and not grants_for(turn.person.grants, Act.CHECK):  # who checks has it in the queue
        nav = (*await findings.door(turn), *nav)
    overdue = "" if start else await late.line(turn)
    if overdue:
        nav = (turn.button("late", "late.title"), *nav)
    text = "\n".join(line for line in (overdue, *numbered[shown]) if line) or t("who.nothing")
    turn.say(Reply(text, t("who.title"), (*choices[shown], *more(turn, "overview", start, len(lines))), nav))

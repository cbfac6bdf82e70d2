"""What a closed round says of each product: the star of the average, or another one with the council's reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.conversations.form import SUMMARY, Draft
from bot.conversations.forms.rounds import COMMENT, CONCLUDE
from bot.handlers.forms import filling
from bot.handlers.rounds import found, page
from bot.handlers.scoring import sheets
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.rounds import PRESENT, Result
from bot.texts import Translator
from bot.writes.rounds import Conclude
from ocop_domain.applications import Application
from ocop_domain.councils import verdict
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.law import criteria_on
from ocop_domain.rounds import CouncilResult, MemberSheet, Round, RoundState, outcome, spread
from ocop_domain.writing import quoted


@dataclass(frozen=True, slots=True)
class Worked:
    """What the sheets of one product come to."""

    application: Application
    criteria: CriteriaSet
    set_id: str
    sheets: list[MemberSheet]
    outcome: CouncilResult


async def worked(turn: Turn, here: Round, application: Application) -> Worked | None:
    """The outcome of a product; None without a sheet that counts."""
    every = await turn.reads.sheets_in(here.id, application.id)
    there = {seat.person for seat in await turn.reads.seats_of(here.id) if seat.part == PRESENT}
    counted = [s for s in every if s.member in there] if found.own_level(turn, here) else found.written(every)
    if not counted:
        return None
    criteria = await found.judged_by(turn, application)
    if criteria is None:  # we do not hold its set: only totals were given, and bands are the decision's
        day = await sheets.judged_on(turn, application)
        bands = next(load_criteria(criteria_on(day)).sets)
        return Worked(application, bands, "", counted, outcome(bands, counted))
    return Worked(application, criteria, criteria.id, counted, outcome(criteria, counted))


async def result_of(turn: Turn, here: Round, one: Worked, star: int, *, reason: str = "", comment: str = "") -> Result:
    """The conclusion of a product as it is kept."""
    o = one.outcome
    councils = found.councils(turn, turn.programme_of(one.application), here.held_on)
    meaning = verdict(councils, here.level, found.kind_of(one.application), o.exact, star)
    return Result(
        application=one.application.id,
        round=here.id,
        owner=one.application.owner,
        level=here.level,
        unit=here.unit,
        members=o.members,
        total=o.total,
        proposed=o.star,
        star=star,
        verdict=meaning,
        criteria=await found.decision_of(turn, one.application),
        set_id=one.set_id,
        parts={part: str(points) for part, points in o.parts.items()},
        items={code: str(points) for code, points in o.items.items()},
        missed=tuple(dict.fromkeys(code for codes in o.missed_minima.values() for code in codes)),
        reason=reason,
        comment=comment,
    )


async def show_all(turn: Turn, round_id: str, start: int = 0, note: str = "") -> None:
    """Every product of the round with its average, and what was concluded."""
    here = await found.to_run(turn, round_id)
    if here is None or here.state is RoundState.OPEN:
        if here:
            await page.tell_page(turn, here)
        return
    products = await turn.reads.agenda_of(here.id)
    results = await turn.reads.results_in(here.id)
    lines = [note] if note else []
    for number, one in enumerate(products[start : start + taken(start, len(products))], start + 1):
        lines.append(f"{number}. {called(turn.t, one)}: {_short(turn.t, results.get(one.id))}")
    doors = [Choice(f"conclusion:{here.id}:{one.id}", called(turn.t, one)) for one in products]
    choices = few(turn, doors, f"conclusions:{here.id}", start)
    nav = (*earlier(turn, f"conclusions:{here.id}", start), turn.button(f"round:{here.id}", "rounds.open"))
    turn.say(Reply("\n".join(lines), turn.t("rounds.conclusions"), tuple(choices), nav))


def _short(t: Translator, result: Result | None) -> str:
    if result is None:
        return t("rounds.not_concluded")
    return t("rounds.line", total=t.number(result.total), star=t(f"rounds.star_{result.star}"))


async def _product(turn: Turn, round_id: str, application_id: str) -> tuple[Round, Worked] | None:
    """A product of a closed round that somebody has scored; else says how things are."""
    here = await found.to_run(turn, round_id)
    if here is None:
        return None
    if here.state is RoundState.OPEN:
        await page.tell_page(turn, here)
        return None
    application = next((p for p in await turn.reads.agenda_of(here.id) if p.id == application_id), None)
    one = await worked(turn, here, application) if application else None
    if one is None:
        await show_all(turn, round_id)
        return None
    return here, one


def stamp(result: Result | None) -> str:
    """Tells one conclusion from another: what was seen is what may be changed."""
    if result is None:
        return "0"
    said = f"{result.star}|{result.reason}|{result.comment}"
    return blake2b(said.encode(), digest_size=4).hexdigest()


async def show(turn: Turn, round_id: str, application_id: str, note: str = "") -> None:
    """One product: average and parts, how far members differ, minima, the star that is proposed, what was concluded."""
    both = await _product(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    t, o = turn.t, one.outcome
    result = (await turn.reads.results_in(here.id)).get(one.application.id)
    totals = "; ".join(t.number(s.total) for s in one.sheets)
    lines = [note] if note else []
    lines += [t("rounds.average", total=t.number(o.total), members=o.members, totals=totals)]
    voting = turn.programme_of(one.application).voting
    if voting and spread(one.sheets) > voting.apart:
        lines.append(t("rounds.differ", points=t.number(spread(one.sheets)), most=voting.apart))
    if o.parts:
        lines.append(", ".join(f"{part} {t.number(points)}" for part, points in o.parts.items()))
    lines += _held_back(t, one)
    lines.append(t("rounds.proposed", star=t(f"rounds.star_{o.star}")))
    if result:
        given = t(f"rounds.star_{result.star}")
        if result.reason:
            lines.append(t("rounds.concluded_else", star=given, reason=result.reason))
        else:
            lines.append(t("rounds.concluded_as", star=given))
        lines.append(t(f"rounds.verdict_{result.verdict}"))
        if result.comment:
            lines.append(t("rounds.comment_is", comment=result.comment))
    choices = []
    if here.state is RoundState.CLOSED:
        at = f"{here.id}:{one.application.id}:{stamp(result)}"
        choices = [
            turn.button(f"asaverage:{at}", "rounds.as_average", star=t(f"rounds.star_{o.star}")),
            turn.button(f"otherstar:{at}", "rounds.other_star"),
            turn.button(f"remark:{at}", "rounds.comment"),
        ]
    nav = (turn.button(f"conclusions:{here.id}:0", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), called(t, one.application), tuple(choices), nav))


def _held_back(t: Translator, one: Worked) -> list[str]:
    """Refused dossiers, minima, and what the sheets do not prove."""
    o = one.outcome
    lines = []
    if o.excluded:
        lines.append(t("rounds.excluded", reasons="; ".join(reason.text for reason in o.excluded)))
    if o.doubted:
        lines.append(t("rounds.doubted", reasons="; ".join(reason.text for reason in o.doubted)))
    for star, codes in sorted(o.missed_minima.items()):
        names = "; ".join(one.criteria.item(code).label for code in codes)
        lines.append(t("rounds.minima", star=star, items=names))
    if o.unproved:
        lines.append(t("rounds.unproved"))
    return lines


async def _keep(
    turn: Turn,
    here: Round,
    one: Worked,
    star: int,
    before: Result | None = None,
    *,
    reason: str = "",
    comment: str = "",
) -> None:
    turn.do(Conclude(await result_of(turn, here, one, star, reason=reason, comment=comment), before))


async def _before(turn: Turn, here: Round, one: Worked) -> Result | None:
    return (await turn.reads.results_in(here.id)).get(one.application.id)


def _meanwhile(t: Translator, before: Result | None) -> str:
    """That somebody else has concluded, or taken it back, since it was looked at."""
    if before is None:
        return t("rounds.meanwhile_none")
    return t("rounds.meanwhile", star=t(f"rounds.star_{before.star}"))


async def as_average(turn: Turn, round_id: str, application_id: str, seen: str = "0") -> None:
    """The council follows the average; what somebody else has concluded meanwhile is shown first."""
    both = await _to_conclude(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    before = await _before(turn, here, one)
    if stamp(before) != seen:
        await show(turn, round_id, application_id, _meanwhile(turn.t, before))
        return
    await _keep(turn, here, one, one.outcome.star, before, comment=before.comment if before else "")
    await _next(turn, here, one)


async def _to_conclude(turn: Turn, round_id: str, application_id: str) -> tuple[Round, Worked] | None:
    both = await _product(turn, round_id, application_id)
    if both and both[0].state is not RoundState.CLOSED:
        await page.tell_page(turn, both[0])
        return None
    return both


async def _to_depart(turn: Turn, round_id: str, application_id: str) -> tuple[Round, Worked] | None:
    """The same for another star than the average's: nobody writes it down for a producer for whom they speak."""
    both = await _to_conclude(turn, round_id, application_id)
    if both and turn.person.id in await found.involved(turn, both[1].application):
        turn.tell("judging.not_yours", turn.button(f"conclusions:{round_id}:0", "rounds.conclusions"))
        return None
    return both


async def _next(turn: Turn, here: Round, one: Worked, note: str = "") -> None:
    """What was kept, and the next product that waits."""
    results = await turn.reads.results_in(here.id)
    left = [p for p in await turn.reads.agenda_of(here.id) if p.id not in results and p.id != one.application.id]
    choices = [turn.button(f"conclusion:{here.id}:{left[0].id}", "rounds.next")] if left else []
    choices.append(turn.button(f"round:{here.id}", "rounds.open"))
    text = turn.t("rounds.kept", product=called(turn.t, one.application), left=len(left))
    text = f"{note}\n{text}" if note else text
    nav = (turn.button(f"conclusion:{here.id}:{one.application.id}", "rounds.change"),)
    turn.say(Reply(text, choices=tuple(choices), nav=nav))


async def all_as_average(turn: Turn, round_id: str) -> None:
    """Every product that is not concluded follows the average; those that must be talked over stay."""
    here = await found.open_to_run(turn, round_id, RoundState.CLOSED)
    if here is None:
        return
    results = await turn.reads.results_in(here.id)
    done, stay = 0, 0
    for application in await turn.reads.agenda_of(here.id):
        one = await worked(turn, here, application) if application.id not in results else None
        if one is None:
            continue
        voting = turn.programme_of(application).voting
        if one.outcome.doubted or (voting and spread(one.sheets) > voting.apart):
            stay += 1
            continue
        await _keep(turn, here, one, one.outcome.star)
        done += 1
    choices = [
        turn.button(f"conclusions:{here.id}:0", "rounds.conclusions"),
        turn.button(f"round:{here.id}", "rounds.open"),
    ]
    if not stay:
        choices.insert(0, turn.button(f"decide:{here.id}", "rounds.decide"))
    turn.tell("rounds.some_concluded" if stay else "rounds.all_concluded", *choices, done=done, stay=stay)


async def begin_other(turn: Turn, round_id: str, application_id: str, seen: str = "0") -> None:
    """Another star than the average's, with the reason that stands in the minutes."""
    both = await _to_depart(turn, round_id, application_id)
    if both:
        subject = f"{round_id}:{application_id}:{seen}"
        draft = Draft(turn.new_id(), CONCLUDE.id, CONCLUDE.version, both[0].programme, subject=subject)
        await filling.enter(turn, draft)


async def concluded(turn: Turn, draft: Draft) -> None:
    """The council's own star was sent with its reason.

    Where somebody else has concluded since it was begun, that is said, and the form waits to be sent once more.
    """
    round_id, application_id, *said = draft.subject.split(":")
    both = await _to_depart(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    before = await _before(turn, here, one)
    if stamp(before) != (said[0] if said else "0"):
        again = f"{round_id}:{application_id}:{stamp(before)}"
        await filling.enter(turn, draft.with_(subject=again, at=SUMMARY, revision=0), _meanwhile(turn.t, before))
        return
    star = int(draft.answers["conclude_star"])
    comment = str(draft.answers.get("conclude_comment") or (before.comment if before else ""))
    await _keep(turn, here, one, star, before, reason=str(draft.answers["conclude_reason"]), comment=comment)
    await _next(turn, here, one)


async def begin_comment(turn: Turn, round_id: str, application_id: str, seen: str = "0") -> None:
    """What the council wants the producer to hear."""
    both = await _to_conclude(turn, round_id, application_id)
    if both:
        subject = f"{round_id}:{application_id}:{seen}"
        draft = Draft(turn.new_id(), COMMENT.id, COMMENT.version, both[0].programme, subject=subject)
        await filling.enter(turn, draft)


async def commented(turn: Turn, draft: Draft) -> None:
    """The remark goes with the conclusion; without one yet, with the average's."""
    round_id, application_id, *said = draft.subject.split(":")
    both = await _to_conclude(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    before = await _before(turn, here, one)
    comment = str(draft.answers["conclude_comment"])
    if before:
        turn.do(Conclude(replace(before, comment=comment), before))
    else:
        await _keep(turn, here, one, one.outcome.star, comment=comment)
    replaced = before is not None and before.comment and stamp(before) != (said[0] if said else "0")
    note = turn.t("rounds.comment_replaced", was=quoted(before.comment)) if before and replaced else ""
    await _next(turn, here, one, note)

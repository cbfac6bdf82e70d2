"""The decision on a round: results are told to producers and communes, stars are held from its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import DECIDE
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.rounds import found, page
from bot.handlers.rounds.weak import criteria_of, weak
from bot.handlers.shared import judging_again, starting
from bot.handlers.shared.naming import called
from bot.handlers.shared.telling import tell_staff
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.rounds import Result
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.rounds import DecideRound, GiveResult
from bot.writes.year import MarkDone
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.councils import Verdict
from ocop_domain.duties.model import SAID, Starts
from ocop_domain.evidence import end_of_recognition
from ocop_domain.recognitions import HIGHEST, LEAST
from ocop_domain.rights import Act
from ocop_domain.rounds import Round, RoundState


async def begin(turn: Turn, round_id: str) -> None:
    """Asks for the decision; products without a conclusion are named first."""
    here = await found.open_to_run(turn, round_id, RoundState.CLOSED)
    if here is None:
        return
    left = await _unfinished(turn, here)
    if left:
        names = "; ".join(called(turn.t, one) for one in left[:8])
        turn.tell(
            "rounds.not_all",
            turn.button(f"conclusions:{here.id}:0", "rounds.conclusions"),
            turn.button(f"round:{here.id}", "rounds.open"),
            count=len(left),
            names=names,
        )
        return
    draft = Draft(turn.new_id(), DECIDE.id, DECIDE.version, here.programme, subject=here.id)
    await filling.enter(turn, draft)


async def _unfinished(turn: Turn, here: Round) -> list[Application]:
    results = await turn.reads.results_in(here.id)
    return [one for one in await turn.reads.agenda_of(here.id) if one.id not in results]


async def decided(turn: Turn, draft: Draft) -> None:
    """The results are told: each producer hears of theirs at once, each commune of all of its own."""
    here = await found.open_to_run(turn, draft.subject, RoundState.CLOSED)
    if here is None or await _unfinished(turn, here):
        if here:
            await begin(turn, here.id)
        return
    day = date.fromisoformat(draft.answers["decision_day"])
    if day < here.judged_from:
        await _ask_day_again(turn, here, draft)
        return
    number = str(draft.answers["decision_number"])
    turn.do(DecideRound(here.id, number, day))
    results = await turn.reads.results_in(here.id)
    products = await turn.reads.agenda_of(here.id)
    next_certificate = int(draft.answers.get("certificate_first") or 0)
    told: list[tuple[Application, Result]] = []
    issuer = turn.areas.get(here.unit).name
    for one in products:
        if one.state is not ApplicationState.CHECKED:
            continue  # the commune took its check back: the product waits until it is checked again
        result = replace(results[one.id], decision=number, decided_on=day)
        if recognised(result):
            result = replace(result, expires=end_of_recognition(day), certificate=_number(next_certificate))
            next_certificate += bool(next_certificate)
        final = result.verdict is not Verdict.UP
        turn.do(GiveResult(result, one.revision, final, one.product, issuer))
        told.append((one, result))
    for one, result in told:
        _begins(turn, one, result)
        if result.verdict is not Verdict.UP:
            await judging_again.decided(turn, one)
        await _tell_producer(turn, one, result)
    await _tell_communes(turn, here, told)
    _duty_is_done(turn, here)
    note = _counted(turn, [result for _, result in told])
    here = replace(here, state=RoundState.TOLD, decision=number, decided_on=day)
    await page.tell_page(turn, here, note)


async def _ask_day_again(turn: Turn, here: Round, draft: Draft) -> None:
    """Nothing is decided before the council has met: what was typed stays, the day is asked once more."""
    answers = {key: value for key, value in draft.answers.items() if key != "decision_day"}
    again = draft.with_(answers=answers, at="decision_day", returning=True, revision=0)
    await filling.enter(turn, again, turn.t("rounds.decided_too_early", day=turn.t.day(here.judged_from)))


def _counted(turn: Turn, told: Sequence[Result]) -> str:
    """How many results were told; how many of them are stars, and how many go up."""
    stars = sum(recognised(result) for result in told)
    up = sum(result.verdict is Verdict.UP for result in told)
    parts = [turn.t("rounds.told_stars", count=stars)] if stars else []
    parts += [turn.t("rounds.told_up", count=up)] if up else []
    note = turn.t("rounds.told", count=len(told))
    return f"{note}: {', '.join(parts)}." if parts else f"{note}."


def _duty_is_done(turn: Turn, here: Round) -> None:
    """The plan's round, for which this one was convened, is held: nobody has to say so."""
    plan = turn.programmes.find(here.programme) or turn.programme
    asking = turn.programmes.asking({here.unit}, turn.today)
    own = (one.duty(here.duty) for one in (plan, plan.base, *asking) if one)
    duty = next((one for one in own if one), None)
    if duty and duty.done in SAID and duty.role != "producer":
        unit = turn.areas.continued(here.unit, turn.today)
        turn.do(MarkDone(duty.programme, duty.id, here.occurrence, unit, shown=True))


def _begins(turn: Turn, one: Application, result: Result) -> None:
    """What the producer does next by the plan: what scored low, the same time next year, the round above."""
    programme, scope, name = turn.programme_of(one), str(one.owner), called(turn.t, one)
    criteria = criteria_of(result)
    low = [criteria.item(code).label for code, _ in weak(criteria, result)] if criteria else []
    after_sheet = f"{name}: {'; '.join(low)}" if low else name
    best = result.star == HIGHEST
    starting.happened(turn, Starts.SCORED, programme, scope, subject=one.id, about=after_sheet, owner=one.owner)
    starts = Starts.FIVE_STARS if best else Starts.NO_FIVE_STARS
    if best or result.star:
        starting.happened(turn, starts, programme, scope, subject=one.id, about=name, owner=one.owner)


def _number(certificate: int) -> str:
    return str(certificate) if certificate else ""


def recognised(result: Result) -> bool:
    """Whether a level recognises the star by this result."""
    return result.star >= LEAST and result.verdict in {Verdict.RECOGNISED, Verdict.BACK}


def headline(t: Translator, name: str, result: Result) -> str:
    """The result in one sentence, by what it means."""
    total, star = t.number(result.total), t(f"rounds.star_{result.star}")
    day = t.day(result.decided_on) if result.decided_on else "–"
    until = t.day(result.expires) if result.expires else "–"
    number = result.decision
    if recognised(result):
        return t("outcome.recognised", product=name, star=star, total=total, decision=number, day=day, until=until)
    if result.verdict is Verdict.UP:
        return t("outcome.up", product=name, star=star, total=total, decision=number, day=day)
    if not result.star:
        return t("outcome.refused", product=name, decision=number, day=day)
    return t("outcome.none", product=name, star=star, total=total, decision=number, day=day)


async def _tell_producer(turn: Turn, one: Application, result: Result) -> None:
    for recipient in await turn.reads.told(one.owner):
        t = turn.texts[recipient.language]
        text = headline(t, called(t, one), result)
        reply = Reply(text, title=t("notice.title"), choices=(Choice(f"outcome:{one.id}", t("outcome.open")),))
        key = f"result:{result.round}:{one.id}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))


async def _tell_communes(turn: Turn, here: Round, told: list[tuple[Application, Result]]) -> None:
    """One message for all products of a commune."""
    by_area: dict[str, list[tuple[Application, Result]]] = defaultdict(list)
    for one, result in told:
        by_area[one.area].append((one, result))
    for area, own in by_area.items():
        officers = await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK)

        def words(t: Translator, own: list[tuple[Application, Result]] = own) -> str:
            lines = [
                t(
                    "outcome.line",
                    product=called(t, one),
                    producer=one.producer_name,
                    star=t(f"rounds.star_{result.star}"),
                    meaning=t(f"rounds.verdict_{result.verdict}"),
                )
                for one, result in own
            ]
            return "\n".join([t("outcome.commune", count=len(own)), *lines])

        tell_staff(turn, officers, words, lambda t: Choice("area", t("notice.open")), stamp=f"results:{here.id}:{area}")

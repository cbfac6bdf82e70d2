"""Handing a dossier in: what is missing, for which round it counts, the filing that the commune has from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations.parts import part_name
from bot.handlers.dossier import contents, printing
from bot.handlers.evidence import checklist
from bot.handlers.office import arrivals, blocking
from bot.handlers.plan import sections
from bot.handlers.scoring import sheets
from bot.handlers.shared import dossier_office, starting, telling
from bot.handlers.shared.dates import holding
from bot.handlers.shared.naming import called, title
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Submission
from bot.texts import Translator
from bot.writes.dossier import KeepSubmission
from bot.writes.registration import MoveApplication
from ocop_domain.applications import DONE_HERE, Application, ApplicationState, Move, after
from ocop_domain.duties.model import Starts
from ocop_domain.eligibility import check
from ocop_domain.errors import Refusal
from ocop_domain.evidence import of_registration
from ocop_domain.filing_windows import FilingWindow, window_on

LABELS = {
    ApplicationState.ACCEPTED: "dossier.hand_in",
    ApplicationState.FILED: "dossier.hand_in_again",
    ApplicationState.SUPPLEMENT: "dossier.hand_in_more",
}
"""What handing in is called, in the states in which it may be done."""


async def _may_file(turn: Turn, application_id: str) -> Application | None:
    """The product whose dossier may be handed in now; else says how things are."""
    application = await sections.own_application(turn, application_id)
    if application is None or application.state in LABELS:
        return application
    key = "dossier.checked_already" if application.state in DONE_HERE else "dossier.not_now"
    turn.tell(key, turn.button(f"dossier:{application.id}", "menu.dossier"), turn.button("menu", "menu.back"))
    return None


async def hand_in(turn: Turn, application_id: str) -> None:
    """Says what is missing, what would get the dossier refused and for which round it counts, then offers to do it."""
    application = await _may_file(turn, application_id)
    if application is None:
        return
    t, held = turn.t, await contents.now(turn, application)
    lines = [t(f.code, **f.params) for f in check(_proven(held), turn.programme_of(application))] + contents.missing(
        turn, held
    )
    counts = await _round(turn, application)
    text = [_round_line(t, counts), ""] if counts else []
    text += [t("dossier.still" if lines else "dossier.complete"), *(f"• {line}" for line in lines)]
    text += [t("dossier.ask_anyway")] if contents.missing(turn, held) else []
    text += printing.strange(turn, application, held)
    text += _ending(turn, held, counts)
    _, criteria = sheets.judged_by(turn, application, turn.today)
    if excluded := [e.text for e in (criteria.exclusions if criteria else ())]:
        text += ["", t("dossier.refused_when"), *(f"• {line}" for line in excluded)]
    former = next(iter(await turn.reads.submissions_of(application.id)), None)
    differs = contents.changed(turn, former.contents, held) if former else []
    if former:
        text += ["", _since(t, former, differs)]
    choices = []
    if application.state is not ApplicationState.FILED or differs:
        unit = dossier_office.office_of(turn, application)
        place = unit.kind if unit else turn.areas.get(application.area).kind
        stamp = f"{application.id}:{application.revision}"
        choices.append(turn.button(f"filenow:{stamp}", "dossier.hand_in_now", place=place))
    choices.append(turn.button(f"dossier:{application.id}", "menu.dossier"))
    turn.say(Reply("\n".join(text), t(LABELS[application.state]), tuple(choices)))


def _proven(held: Contents) -> dict[str, Any]:
    """The answers, and what a paper of the wallet says instead of them."""
    return {**held.application.answers, **of_registration(held.papers, held.day)}


def _ending(turn: Turn, held: Contents, counts: FilingWindow | None) -> list[str]:
    """The papers that hold today, and no more when the round closes."""
    if counts is None or counts.occurrence is None:
        return []
    until = counts.occurrence.last_day
    ending = [p for p in held.papers if p.expires and turn.today <= p.expires < until]
    if not ending:
        return []
    said = turn.t("dossier.ends_before", day=turn.t.day(until))
    return ["", said, *(f"• {checklist.line(turn, paper)}" for paper in ending)]


def _since(t: Translator, former: Submission, differs: list[str]) -> str:
    """What became different since the dossier was handed in."""
    day = t.day(former.contents.day)
    if differs:
        return t("filing.differs", day=day, parts="; ".join(part_name(t, part) for part in differs))
    return t("filing.same", day=day)


async def _round(turn: Turn, application: Application) -> FilingWindow | None:
    """The round for which this product counts today, with the dates that hold where it is made."""
    programme = turn.programme_of(application)
    return window_on(programme.around(turn.today), turn.today, await holding(turn, (application.area,), programme))


def _round_line(t: Translator, counts: FilingWindow) -> str:
    """The round and its last day; from when it counts; which one was missed."""
    here, missed = counts.occurrence, counts.missed
    was = t.day(missed.last_day) if missed else ""
    if here is None:
        return t("round.over", was=was)
    return t(f"round.{counts.timing}", duty=title(t, here), opens=t.day(here.opens), day=t.day(here.last_day), was=was)


async def file_now(turn: Turn, application_id: str, revision: int) -> None:
    """The commune has the dossier, as it stands at this moment; what is changed later it has with the next filing."""
    application = await _may_file(turn, application_id)
    if application is None or await blocking.stopped(turn, application.area):
        return
    if application.revision != revision:
        key = "dossier.filed_already" if application.state is ApplicationState.FILED else "dossier.not_now"
        turn.tell(key, turn.button(f"dossier:{application.id}", "menu.dossier"))
        return
    try:
        state = after(application.state, Move.FILE)
    except Refusal:
        turn.tell("dossier.not_now", turn.button(f"dossier:{application.id}", "menu.dossier"))
        return
    former = next(iter(await turn.reads.submissions_of(application.id)), None)
    held = await contents.now(turn, replace(application, state=state, updated_on=turn.today, marked=(), reason=""))
    counts = await _round(turn, application)
    here = counts.occurrence if counts else None
    submission = Submission(
        number=former.number + 1 if former else 1,
        contents=held,
        duty=here.duty.id if here else "",
        occurrence=here.id if here else "",
    )
    turn.do(
        MoveApplication(application.id, application.revision, state, turn.today),
        KeepSubmission(submission),
    )
    programme, name = turn.programme_of(application), called(turn.t, application)
    starting.happened(turn, Starts.FILED, programme, application.area, subject=application.id, about=name)
    lines = [await _said_filed(turn, application, await _tell(turn, application, held, former))]
    if here:
        lines.append(turn.t("filing.round", duty=title(turn.t, here)))
    choices = (
        turn.button(f"filing:{application.id}", "filing.open"),
        turn.button(f"print:{application.id}", "dossier.print"),
        turn.button("mine", "menu.mine"),
        turn.button("menu", "menu.back"),
    )
    turn.say(Reply("\n\n".join(lines), choices=choices))


async def _said_filed(turn: Turn, application: Application, told: int) -> str:
    """Where the dossier is now: who takes it, who was told, and whether it is needed on paper too."""
    unit, commune = dossier_office.office_of(turn, application), turn.areas.get(application.area)
    place, product = unit or commune, called(turn.t, application)
    if not told:
        return turn.t("dossier.filed_alone", product=product, place=place.inline)
    if unit and not await dossier_office.staff_of(turn, application):
        return turn.t("dossier.filed_through", product=product, place=place.inline, kind=place.kind)
    return turn.t("dossier.filed", product=product, place=place.inline)


async def _tell(turn: Turn, application: Application, held: Contents, former: Submission | None) -> int:
    """Whoever takes it hears of it, and the commune's officers; when it comes again, also of what was changed."""
    differs = contents.changed(turn, former.contents, held) if former else []

    def words(t: Translator) -> str:
        if former is None:
            return t("notice.filed", product=called(t, application), producer=application.producer_name)
        parts = "; ".join(part_name(t, part) for part in differs) or t("filing.nothing")
        return t("notice.refiled", product=called(t, application), producer=application.producer_name, parts=parts)

    stamp = f"filed:{application.id}:{application.revision}"
    door, staff = f"filing:{application.id}", await dossier_office.staff_of(turn, application)
    if not staff and former is None:
        return await arrivals.tell(turn, held.application, words, door)
    if not staff:
        return await telling.tell_commune(turn, application, words, door, stamp)
    commune, opens = await telling.checkers_of(turn, application), lambda t: Choice(door, t("notice.open"))
    told = telling.tell_staff(turn, commune, words, opens, stamp=stamp)
    if former is None:
        return told + await arrivals.tell_office(turn, held.application, staff, words, door)
    return told + telling.tell_staff(turn, staff, words, opens, stamp=stamp)

"""An officer visits a producer with a recognised product: the checklist, what is to be mended, minutes to sign."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.visits import FOUND, SHOWN, VISIT
from bot.handlers.account.office import line as official_line
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.registration.own import paper_line, star_line
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.visits import words
from bot.messages import Choice, Reply
from bot.records.visits import Visit, VisitFinding, VisitPaper
from bot.writes.people import Notify
from bot.writes.visits import PutVisit
from ocop_domain.applications import TAKEN_ON, Application
from ocop_domain.recognitions import held
from ocop_domain.rights import Act, Subject, grants_for


def may_visit(turn: Turn, application: Application) -> bool:
    """Whether this person may look after the product: an official of its place who does not speak for the producer."""
    theirs = application.owner in turn.person.speaks_for
    return not theirs and turn.may(Act.OVERSEE, Subject(application.area))


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The way to a visit, and to those that were made."""
    if application.state not in TAKEN_ON or not may_visit(turn, application):
        return []
    star = held(application.product, await turn.reads.recognitions_of(application.owner), turn.today)
    made = await turn.reads.visits_of(application.id)
    choices = [turn.button(f"visit:{application.id}", "visit.open")] if star else []
    return [*choices, *([turn.button(f"visits:{application.id}", "visit.made", count=len(made))] if made else [])]


async def _found(turn: Turn, application_id: str) -> Application | None:
    application = await turn.reads.application(application_id)
    if application is None or not may_visit(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return application


async def begin(turn: Turn, application_id: str) -> None:
    """Asks for the day and goes through the checklist; what is known of the rules of the mark is said first."""
    application = await _found(turn, application_id)
    if application is None:
        return
    draft_id = f"visit-{application.id}-{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, VISIT.id, VISIT.version, application.programme, subject=application.id)
    await filling.enter(turn, begun or fresh, "\n".join([called(turn.t, application), *words.rules(turn, application)]))


async def made(turn: Turn, draft: Draft) -> None:
    """The visit is kept; its producer hears what is to be mended, and until when."""
    application = await _found(turn, draft.subject)
    if application is None:
        return
    a = draft.answers
    wrong = tuple(a.get("visit_wrong") or ())
    visit = Visit(
        id=turn.new_id(),
        application=application.id,
        person=application.owner,
        area=application.area,
        on=date.fromisoformat(a["visit_day"]),
        by=turn.person.id,
        wrong=wrong,
        present=str(a.get("visit_present") or ""),
    )
    found = tuple(_finding(turn, draft, visit, point) for point in wrong)
    turn.do(PutVisit(visit, found))
    await _tell(turn, application, visit, found)
    choices = (
        turn.button(f"visitdoc:{visit.id}", "visit.minutes"),
        turn.button(f"p:{application.id}", "product.open"),
        turn.button("findings", "visit.findings"),
    )
    text = turn.t("visit.kept", product=called(turn.t, application), count=len(found))
    turn.say(Reply(text, turn.t("visit.title"), choices, (turn.button("menu", "menu.back"),)))


def _finding(turn: Turn, draft: Draft, visit: Visit, point: str) -> VisitFinding:
    return VisitFinding(
        id=turn.new_id(),
        visit=visit.id,
        application=visit.application,
        person=visit.person,
        area=visit.area,
        point=point,
        what=str(draft.answers[FOUND + point]),
        due=date.fromisoformat(draft.answers["visit_due"]),
        files=tuple(draft.answers.get(SHOWN + point) or ()),
    )


async def _tell(turn: Turn, application: Application, visit: Visit, found: tuple[VisitFinding, ...]) -> None:
    for recipient in await turn.reads.told(application.owner):
        t = turn.texts[recipient.language]
        product, day = called(t, application), t.day(visit.on)
        if found:
            lines = [t("visit.notice", product=product, day=day), *(words.line(t, one) for one in found)]
            text, door_ = "\n".join(lines), Choice("tomend", t("visit.to_answer"))
        else:
            text = t("visit.notice_fine", product=product, day=day)
            door_ = Choice(f"p:{application.id}", t("product.open"))
        notice = Reply(text, t("notice.title"), (door_,))
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), f"visit:{visit.id}:{recipient.person}"))


async def all_(turn: Turn, application_id: str, start: int = 0) -> None:
    """The visits that were made, each with its minutes."""
    application = await _found(turn, application_id)
    if application is None:
        return
    visits = await turn.reads.visits_of(application.id)
    start = start_of(start, len(visits))
    shown = visits[start : start + taken(start, len(visits))]
    lines = [turn.t("visit.made_line", day=turn.t.day(one.on), count=len(one.wrong)) for one in shown]
    choices = [turn.button(f"visitdoc:{one.id}", "visit.minutes_of", day=f"{one.on:%d/%m/%Y}") for one in shown]
    route = f"visits:{application.id}"
    choices += more(turn, route, start, len(visits))
    nav = (*earlier(turn, route, start), turn.button(f"p:{application.id}", "product.open"))
    text = "\n".join(lines) or turn.t("visit.none")
    turn.say(Reply(text, called(turn.t, application), tuple(choices), nav))


def _unit(turn: Turn, application: Application) -> str:
    """Whose officers have made the visit: the unit of who prints it, by which they look after the product."""
    own = [grant.area for grant in grants_for(turn.person.grants, Act.OVERSEE)]
    return next((unit for unit in own if turn.reaches(unit, application.area)), application.area)


async def minutes(turn: Turn, visit_id: str) -> None:
    """The minutes of a visit as a Word file, to be signed by both."""
    visit = await turn.reads.visit(visit_id)
    application = await _found(turn, visit.application) if visit else None
    if visit is None or application is None:
        if visit is None:
            turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    star = held(application.product, await turn.reads.recognitions_of(application.owner), visit.on)
    said = ", ".join(part for part in (star_line(turn, star), paper_line(turn, star)) if part) if star else ""
    official = await turn.reads.official_of(visit.by)
    file = await turn.papers.visit_minutes(
        VisitPaper(
            visit=visit,
            findings=tuple(await turn.reads.findings_of(visit.id)),
            application=application,
            star=said,
            officer=official_line(official) if official else "",
            rules=tuple(words.rules(turn, application, visit.on)),
            day=turn.today,
            unit=_unit(turn, application),
        )
    )
    choices = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    text = turn.t("visit.minutes_text")
    turn.say(Reply(text, turn.t("visit.title"), choices, files=(file,), names=(f"bien ban {application.name}",)))

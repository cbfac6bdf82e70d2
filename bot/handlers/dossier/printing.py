"""The official papers: the producer's from what stands there now, the commune's from what was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations import onpaper
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS
from bot.handlers.dossier import assess, contents
from bot.handlers.shared.judged import may_look
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Submission
from bot.writes.people import KeepZip
from ocop_domain.applications import DONE_HERE, Application
from ocop_domain.errors import Refusal
from ocop_domain.programmes import HandsUp
from ocop_domain.rights import Act


async def _submission(turn: Turn, application: Application, number: int) -> Submission | None:
    """The filing that is printed: the one that is named; without a number the producer prints what stands there now."""
    submissions = await turn.reads.submissions_of(application.id)
    if number:
        return next((f for f in submissions if f.number == number), None)
    return next(iter(submissions), None) if application.owner != turn.person.id else None


async def _offered(turn: Turn, application: Application, submission: Submission | None) -> list[tuple[str, str]]:
    """What this person may print: the producer the own papers, the commune its report and what was handed in."""
    if application.owner == turn.person.id:
        return turn.papers.official(turn.programme_of(application), "producer")
    if not await may_look(turn, Act.PRINT, application):
        return []
    own = turn.papers.official(turn.programme_of(application), "commune") if _reports(turn, application) else []
    return [*own, *(turn.papers.official(turn.programme_of(application), "producer") if submission else ())]


def _reports(turn: Turn, application: Application) -> bool:
    """Whether the commune's own report is made: what asks for an evaluation waits until the dossier is checked."""
    first = turn.programme_of(application).hands_up is HandsUp.CHECKED
    return not first or application.state in DONE_HERE


async def _may_take_all(turn: Turn, application: Application, submission: Submission | None) -> bool:
    return application.owner == turn.person.id or (
        submission is not None and bool(await _offered(turn, application, submission))
    )


async def _printed(turn: Turn, application: Application, submission: Submission | None, paper_id: str = "") -> Contents:
    """What is printed; the commune's own papers are of today."""
    held = submission.contents if submission else await contents.now(turn, application)
    if paper_id in dict(turn.papers.official(turn.programme_of(application), "commune")):
        return replace(held, day=turn.today)
    return held


async def papers(turn: Turn, application_id: str, number: int = 0) -> None:
    """The official papers that can be printed."""
    application = await turn.reads.application(application_id)
    submission = await _submission(turn, application, number) if application else None
    offered = await _offered(turn, application, submission) if application else []
    if (
        application is None
        or not (offered or await _may_take_all(turn, application, submission))
        or (number and not submission)
    ):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    t, at = turn.t, f":{number}" if number else ""
    choices = [Choice(f"doc:{application.id}:{id_}{at}", title) for id_, title in offered]
    if await _may_take_all(turn, application, submission):
        choices.append(turn.button(f"zip:{application.id}{at}", "dossier.zip"))
    choices += await assess.door(turn, application)
    lines = [t("dossier.print_text")]
    own = application.owner == turn.person.id
    if own and not number:
        lines += strange(turn, application, await contents.now(turn, application))
    if application.owner != turn.person.id and not _reports(turn, application):
        lines.append(t("dossier.report_later"))
    if submission:
        lines.append(t("filing.printed", day=t.day(submission.contents.day), number=submission.number))
    elif newest := next(iter(await turn.reads.submissions_of(application.id)), None):
        lines.append(t("filing.prints_now", day=t.day(newest.contents.day)))
        choices.append(turn.button(f"print:{application.id}:{newest.number}", "filing.print"))
    back = (
        f"filing:{application.id}:{number}" if number else f"dossier:{application.id}" if own else f"p:{application.id}"
    )
    nav = (turn.button(back, "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), t("dossier.print"), tuple(choices), nav))


def strange(turn: Turn, application: Application, held: Contents) -> list[str]:
    """What will hardly be meant as it would be printed: of the registration and the plan."""
    plan = {question: value for part in held.plan.values() for question, value in part.answers.items()}
    known = {**{q.id: q for form in PLAN_FORMS.values() for q in form.questions}, **QUESTIONS}
    found = onpaper.lines({**application.answers, **plan}, known.get, turn.context(application))
    return ["\n".join(found)] if found else []


async def paper(turn: Turn, application_id: str, paper_id: str, number: int = 0) -> None:
    """One paper, filled in as far as the answers go; what is missing is dots for the hand."""
    application = await turn.reads.application(application_id)
    submission = await _submission(turn, application, number) if application else None
    if (
        application is None
        or paper_id not in dict(await _offered(turn, application, submission))
        or (number and not submission)
    ):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    held = await _printed(turn, application, submission, paper_id)
    try:
        made_of = replace(contents.printable(turn, held), assessed=await _assessed(turn, application))
        files = await turn.papers.official_paper(paper_id, made_of, turn.person.id)
    except Refusal as refusal:
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=(_again(turn, application, number),)))
        return
    text = turn.t("dossier.printed_both" if len(files) > 1 else "dossier.printed")
    _give(turn, application, number, text, paper_id, *files)


async def _assessed(turn: Turn, application: Application) -> Mapping[str, Any]:
    """What the commune has said of it."""
    known = await turn.reads.assessment(application.id)
    return known.answers if known else {}


async def whole(turn: Turn, application_id: str, number: int = 0) -> None:
    """All papers and files in one ZIP."""
    application = await turn.reads.application(application_id)
    submission = await _submission(turn, application, number) if application else None
    if application is None or not await _may_take_all(turn, application, submission) or (number and not submission):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    try:
        held = await _printed(turn, application, submission)
        made_of = replace(contents.printable(turn, held), assessed=await _assessed(turn, application))
        made = await turn.papers.whole_dossier(made_of, turn.largest)
    except Refusal as refusal:
        choices = (_again(turn, application, number),)
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=choices))
        return
    turn.do(KeepZip(made))
    _give(turn, application, number, turn.t("dossier.zipped"), "ho-so", made.id)


def _give(turn: Turn, application: Application, number: int, text: str, name: str, *files: str) -> None:
    """Files under the name of what they are and of the product: mau-02-tom-kho.docx."""
    choices = (_again(turn, application, number), turn.button("menu", "menu.back"))
    turn.say(Reply(text, choices=choices, files=files, names=(f"{name} {application.name}",) * len(files)))


def _again(turn: Turn, application: Application, number: int) -> Choice:
    return turn.button(f"print:{application.id}" + (f":{number}" if number else ""), "dossier.print")

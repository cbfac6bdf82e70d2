"""A dossier as it was handed in, for its producer and for the officials: what is in it, with every file."""

from __future__ import annotations

from bot.conversations.parts import part_name
from bot.handlers.dossier import assess, contents
from bot.handlers.evidence import checklist
from bot.handlers.office import clarified, review
from bot.handlers.shared.judged import may_look
from bot.handlers.shared.naming import called, title
from bot.handlers.shared.paging import earlier, few, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.year.duty import occurrence_of
from bot.messages import Choice, Reply
from bot.records.dossier import Contents, Submission
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.evidence import RECOGNITION, Paper
from ocop_domain.rights import Act


async def _found(
    turn: Turn, application_id: str, number: int
) -> tuple[Application, Submission, list[Submission]] | None:
    """The product with this filing (the newest without a number) and all of them, for those who may see it."""
    application = await turn.reads.application(application_id)
    if application is None or not await may_look(turn, Act.SEE, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    submissions = await turn.reads.submissions_of(application.id)
    submission = next((f for f in submissions if f.number == number or not number), None)
    if submission is None:
        turn.tell("filing.none", turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
        return None
    return application, submission, submissions


async def show(turn: Turn, application_id: str, number: int = 0, *, note: str = "", undo: Choice | None = None) -> None:
    """What is in a filing, what was missing, what was changed since the one before; a note above it."""
    found = await _found(turn, application_id, number)
    if found is None:
        return
    application, submission, submissions = found
    t, held = turn.t, submission.contents
    former = next((f for f in submissions if f.number == submission.number - 1), None)
    parts = [note, "\n".join(_head(turn, submission))]
    if former:
        differs = contents.changed(turn, former.contents, held)
        names = "; ".join(part_name(t, part) for part in differs) or t("filing.nothing")
        parts.append(t("filing.changed", number=former.number, parts=names))
    parts += ["\n".join(_inside(turn, held)), "\n".join(_short(turn, held))]
    newest = submission is submissions[0]
    checks = await review.may_check(turn, application)
    if newest and checks:
        parts += await clarified.lines(turn, application)
        parts += await assess.lines(turn, application)
    registration = turn.button(f"p:{application.id}", "filing.registration")
    # A member of a council sees the dossier alone, and goes back to what is to be scored.
    way_back = registration if turn.may_on(Act.SEE, application) else turn.button("judging", "judging.title")
    nav = [*((undo,) if undo else ()), way_back]
    if application.owner == turn.person.id:
        nav.append(turn.button(f"dossier:{application.id}", "menu.dossier"))
    elif checks:
        nav.append(turn.button("queue", "menu.queue"))
    nav.append(turn.button("menu", "menu.back"))
    choices = _choices(turn, application, submission, newest=newest, several=len(submissions) > 1, checks=checks)
    if newest and checks and application.state is ApplicationState.FILED:
        choices[2:2] = await clarified.door(turn, application)
        nav[:0] = [*await assess.door(turn, application), *await clarified.sent_files(turn, application)]
    turn.say(
        Reply(
            "\n\n".join(p for p in parts if p),
            t("filing.title", product=called(t, application), number=submission.number),
            tuple(choices),
            tuple(nav),
        )
    )


def _head(turn: Turn, submission: Submission) -> list[str]:
    """Who handed it in, when, for what; what became of it."""
    t = turn.t
    lines = [t("filing.by", producer=submission.contents.application.producer_name, day=t.day(submission.contents.day))]
    if here := occurrence_of(turn, submission.duty, submission.occurrence):
        lines.append(t("filing.round", duty=title(t, here)))
    if submission.decided and submission.verdict == ApplicationState.SUPPLEMENT:
        marks = "; ".join(part_name(t, part) for part in submission.marked)
        lines.append(t("filing.asked_more", day=t.day(submission.decided), marks=marks, reason=submission.reason))
    elif submission.verdict == ApplicationState.WITHDRAWN and submission.decided:
        lines.append(t("filing.was_recalled", day=t.day(submission.decided)))
    elif submission.decided:
        lines.append(t("filing.was_checked", day=t.day(submission.decided)))
        lines += [t("filing.whole_reason", reason=submission.reason)] if submission.reason else []
    return lines


def _inside(turn: Turn, held: Contents) -> list[str]:
    """Plan, self-score, papers."""
    t = turn.t
    done, all_ = contents.progress(turn, held)
    lines = [t("dossier.plan", done=done, all=all_)]
    for section in contents.open_sections(turn, held):
        part = held.plan.get(section.id)
        if part and part.reason:
            lines.append(f"{t('plan.mark.blocked')} {t(f'plan.section.{section.id}')}: {part.reason}")
    sheet = next(iter(held.sheets), None)
    lines += [t("dossier.score", total=sheet.total, star=sheet.star)] if sheet else []
    papers = _papers(held)
    files = sum(len(p.files) for p in papers)
    lines.append(t("filing.papers", count=len(papers), files=files))
    return lines + [f"✔ {_paper_line(turn, p)}" for p in papers]


def _papers(held: Contents) -> list[Paper]:
    return [p for p in held.papers if p.kind != RECOGNITION] + [p for p in held.papers if p.kind == RECOGNITION]


def _paper_line(turn: Turn, paper: Paper) -> str:
    end = f" ({paper.expires:%d/%m/%Y})" if paper.expires else ""
    without = "" if paper.files else f", {turn.t('filing.no_file')}"
    return f"{turn.t(f'q.paper_kind.option.{paper.kind}')}: {paper.name}{end}{without}"


def _short(turn: Turn, held: Contents) -> list[str]:
    """What was missing when it was handed in."""
    t = turn.t
    reasons = {part.section for part in held.plan.values() if part.reason}
    open_ = [s.id for s in contents.plan_left(turn, held) if s.id not in reasons]
    papers = contents.must(turn, held)
    lines = [papers] if papers else []
    lines += [t("filing.plan_open", sections="; ".join(t(f"plan.section.{id_}") for id_ in open_))] if open_ else []
    lines += [] if held.sheets else [t("dossier.no_score")]
    return [t("filing.lacked"), *(f"• {line}" for line in lines)] if lines else [t("filing.whole")]


def _choices(
    turn: Turn, application: Application, submission: Submission, *, newest: bool, several: bool, checks: bool
) -> list[Choice]:
    choices: list[Choice] = []
    at = f"{application.id}:{submission.number}"
    if newest and checks and application.state is ApplicationState.FILED:
        stamp = f"{application.id}:{application.revision}"
        choices += [turn.button(f"check:{stamp}", "filing.check"), turn.button(f"askmore:{stamp}", "filing.ask_more")]
    if newest and application.owner == turn.person.id and application.state is ApplicationState.SUPPLEMENT:
        choices.append(turn.button(f"supplement:{application.id}", "dossier.supplement_button"))
    if submission.contents.papers:
        choices.append(turn.button(f"fpapers:{at}", "filing.see_papers"))
    if review.may_act(turn, application, Act.PRINT):
        choices.append(turn.button(f"print:{at}", "dossier.print"))
    if several:
        choices.append(turn.button(f"filings:{application.id}", "filing.all"))
    return choices


async def all_(turn: Turn, application_id: str, start: int = 0) -> None:
    """Every time that the dossier was handed in."""
    found = await _found(turn, application_id, 0)
    if found is None:
        return
    application, _, submissions = found
    t = turn.t
    lines = []
    for submission in submissions:
        state = submission.verdict or (ApplicationState.FILED if submission is submissions[0] else "replaced")
        lines.append(
            t(
                "filing.line",
                number=submission.number,
                day=t.day(submission.contents.day),
                state=t(f"filing.state.{state}"),
            )
        )
    start, route = start_of(start, len(submissions)), f"filings:{application.id}"
    here = submissions[start : start + taken(start, len(submissions))]
    choices = [turn.button(f"filing:{application.id}:{f.number}", "filing.nth", number=f.number) for f in here]
    choices += more(turn, route, start, len(submissions))
    nav = (
        *earlier(turn, route, start),
        turn.button(f"filing:{application.id}", "filing.back"),
        turn.button("menu", "menu.back"),
    )
    turn.say(Reply("\n".join(lines), t("filing.all_title", product=called(t, application)), tuple(choices), nav))


async def papers(turn: Turn, application_id: str, number: int, start: int = 0) -> None:
    """The papers of a filing, each to be opened."""
    found = await _found(turn, application_id, number)
    if found is None:
        return
    application, submission, _ = found
    own = _papers(submission.contents)
    start = start_of(start, len(own))
    at = f"{application.id}:{submission.number}"
    choices = few(turn, [Choice(f"fpaper:{at}:{p.id}", checklist.title(turn, p)) for p in own], f"fpapers:{at}", start)
    lines = [f"{n}. {_paper_line(turn, p)}" for n, p in enumerate(own, 1)]
    back = turn.button(f"filing:{at}", "filing.back")
    nav = (*earlier(turn, f"fpapers:{at}", start), back, turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or turn.t("filing.no_papers"), turn.t("dossier.evidence"), tuple(choices), nav))


async def paper(turn: Turn, application_id: str, number: int, paper_id: str) -> None:
    """One paper of a filing, with its files as they were handed in."""
    found = await _found(turn, application_id, number)
    if found is None:
        return
    application, submission, _ = found
    one = next((p for p in submission.contents.papers if p.id == paper_id), None)
    if one is None:
        await papers(turn, application_id, number)
        return
    lines = [
        checklist.line(turn, one),
        *checklist.details(turn, one),
        *checklist.proven_lines(turn, one.kind, [application]),
    ]
    at = f"{application.id}:{submission.number}"
    choices = (turn.button(f"fpapers:{at}", "filing.other_papers"), turn.button(f"filing:{at}", "filing.back"))
    names = checklist.file_names(turn, one)
    turn.say(Reply("\n".join(lines), called(turn.t, application), choices, files=one.files, names=names))

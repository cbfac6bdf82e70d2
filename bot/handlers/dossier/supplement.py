"""The commune's word on a dossier: checked, or to be supplemented; and the producer's side of the latter."""

from __future__ import annotations

from collections.abc import Collection

from bot.conversations.form import Draft
from bot.conversations.forms.review import SUPPLEMENT, WHOLE
from bot.conversations.kinds.marking import GIVEN
from bot.conversations.parts import PAPER, PLAN, part_name, parts_of
from bot.handlers.dossier import contents
from bot.handlers.forms import filling
from bot.handlers.office import decide, review
from bot.handlers.plan import sections
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from bot.records.dossier import Contents, Submission
from bot.writes.dossier import DecideSubmission
from ocop_domain.applications import Application, ApplicationState, Move

_TOLD = 3
"""Marks that are told at once: a list of twenty hides the buttons below it."""
_REASON = 200
"""Letters of the reason that are told at once."""


async def _newest(turn: Turn, application: Application) -> Submission | None:
    return next(iter(await turn.reads.submissions_of(application.id)), None)


async def check(turn: Turn, application_id: str, revision: int) -> None:
    """The dossier is whole; the producer is told. Where something is missing it is asked first."""
    application = await review.to_check(turn, application_id, revision, Move.CHECK)
    submission = await _newest(turn, application) if application else None
    if application and submission and (missing := contents.missing(turn, submission.contents)):
        t, stamp = turn.t, f"{application.id}:{revision}"
        lines = [t("filing.still", product=called(t, application)), *(f"• {line}" for line in missing)]
        choices = (
            turn.button(f"askmore:{stamp}", "filing.ask_more"),
            turn.button(f"whole:{stamp}", "filing.check_sure"),
        )
        back = turn.button(f"filing:{application.id}", "filing.open")
        turn.say(Reply("\n".join([*lines, "", t("filing.check_ask")]), t("filing.check_title"), choices, (back,)))
    elif application:
        await _checked(turn, application)


async def whole(turn: Turn, application_id: str, revision: int) -> None:
    """Checked; where something is missing the officer writes first why it is not needed."""
    application = await review.to_check(turn, application_id, revision, Move.CHECK)
    if application is None:
        return
    submission = await _newest(turn, application)
    missing = contents.missing(turn, submission.contents) if submission else []
    if not missing:
        await _checked(turn, application)
        return
    draft_id = f"w{_draft_id(turn, application)}"
    draft = await turn.reads.draft(draft_id) or Draft(
        draft_id, WHOLE.id, WHOLE.version, application.programme, subject=application.id
    )
    await filling.enter(turn, draft, "\n".join(f"• {line}" for line in missing))


async def said_whole(turn: Turn, draft: Draft) -> None:
    """The reason was written: it stands with the filing and in the history."""
    seen = await turn.reads.application(draft.subject)
    looked_at = seen.revision if seen and draft.id == f"w{_draft_id(turn, seen)}" else 0
    application = await review.to_check(turn, draft.subject, looked_at, Move.CHECK)
    if application:
        await _checked(turn, application, draft.answers["whole_reason"])


async def _checked(turn: Turn, application: Application, reason: str = "") -> None:
    await _decide(turn, application, ApplicationState.CHECKED, reason=reason)
    await decide.move(turn, application, Move.CHECK, (), reason)


async def _decide(
    turn: Turn, application: Application, verdict: ApplicationState, marked: tuple[str, ...] = (), reason: str = ""
) -> None:
    """What the commune says stands with the filing that it saw."""
    if submission := await _newest(turn, application):
        turn.do(DecideSubmission(application.id, submission.number, verdict, turn.today, marked, reason))


async def begin_asking(turn: Turn, application_id: str, revision: int) -> None:
    """Opens the form that marks what must be supplemented, and asks why."""
    application = await review.to_check(turn, application_id, revision, Move.ASK_MORE)
    if application is None:
        return
    draft_id = _draft_id(turn, application)
    begun = await turn.reads.draft(draft_id)
    draft = begun or await _marking(turn, draft_id, application)
    named = [part_name(turn.t, part) for part in (draft.partial or {}).get("marks", ())] if not begun else []
    await filling.enter(turn, draft, turn.t("marks.beforehand", what="; ".join(named)) if named else "")


async def _marking(turn: Turn, draft_id: str, application: Application) -> Draft:
    """The form, in which what is named as missing is marked beforehand."""
    submission = await _newest(turn, application)
    can = parts_of(application, turn.programme_of(application))
    named = contents.lacking(turn, submission.contents) if submission else []
    found = [part for part in named if part in can]
    fresh = Draft(draft_id, SUPPLEMENT.id, SUPPLEMENT.version, application.programme, subject=application.id)
    return fresh.with_(at="parts", partial={"marks": found, GIVEN: True}) if found else fresh


def _draft_id(turn: Turn, application: Application) -> str:
    """The marks of one officer on one filing: they say nothing of a later one."""
    return f"s{application.id}.{application.revision}.{turn.person.id}"


async def asked(turn: Turn, draft: Draft) -> None:
    """The form was sent: the producer is told what to supplement, and why."""
    seen = await turn.reads.application(draft.subject)
    looked_at = seen.revision if seen and draft.id == _draft_id(turn, seen) else 0
    application = await review.to_check(turn, draft.subject, looked_at, Move.ASK_MORE)
    if application is None:
        return
    marked, reason = tuple(draft.answers["parts"]), draft.answers["supplement_reason"]
    await _decide(turn, application, ApplicationState.SUPPLEMENT, marked, reason)
    await decide.move(turn, application, Move.ASK_MORE, marked, reason)


async def show(turn: Turn, application_id: str, whole: str = "") -> None:
    """What the commune marked, each with the way there; what was changed since is ticked.

    As much as a small screen takes is told; the rest, and the whole of a long reason, stand behind a button.
    """
    application = await sections.own_application(turn, application_id)
    if application is None:
        return
    submission = await _newest(turn, application)
    if application.state is not ApplicationState.SUPPLEMENT or submission is None:
        turn.tell("dossier.supplement_not_now", turn.button(f"dossier:{application.id}", "menu.dossier"))
        return
    t, held = turn.t, await contents.now(turn, application)
    mended = set(contents.changed(turn, submission.contents, held))
    marks = [f"{'✔' if part in mended else '○'} {part_name(t, part)}" for part in _open_first(application, mended)]
    reason, told = (application.reason, marks) if whole else (shortened(application.reason, _REASON), marks[:_TOLD])
    folded = told != marks or reason != application.reason
    lines = [t("dossier.supplement_intro", reason=reason), "", *told]
    if told != marks:
        lines.append(t("dossier.supplement_more", count=len(marks) - len(told)))
    waiting = [part for part in application.marked if part not in mended] or list(application.marked)
    # What does not fit waits until one of these is done: a list of the marks stands above.
    shown = [Choice(_door(application, held, part), part_name(t, part)) for part in waiting[: SHOWN - 1]]
    shown.append(turn.button(f"handin:{application.id}", "dossier.hand_in_more"))
    rest = (turn.button(f"supplement:{application.id}:all", "dossier.supplement_all"),) if folded else ()
    nav = (*rest, turn.button(f"dossier:{application.id}", "menu.dossier"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("dossier.supplement_title", product=called(t, application)), tuple(shown), nav))


def _open_first(application: Application, mended: Collection[str]) -> list[str]:
    """What is still to be done stands before what is done."""
    return sorted(application.marked, key=lambda part: part in mended)


def _door(application: Application, held: Contents, part: str) -> str:
    """The button that leads to a part."""
    if part.startswith(PLAN):
        return f"part:{application.id}:{part.removeprefix(PLAN)}"
    if part.startswith(PAPER):
        own = [p for p in held.papers if PAPER + p.kind == part]
        return f"paper:{own[-1].id}" if own else f"addpaper:{part.removeprefix(PAPER)}:{application.id}"
    return f"score:{application.id}"

"""What was found at a visit: its producer answers, an officer closes it; until then it is in the queue."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.visits import MENDED, NOT_MENDED
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.shared import revocation, telling
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.handlers.visits import words
from bot.handlers.visits.making import may_visit
from bot.messages import Choice, Reply
from bot.records.visits import VisitFinding
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.visits import AnswerFinding, CloseFinding, ReopenFinding
from ocop_domain.applications import Application
from ocop_domain.duties.reminding import slot_until
from ocop_domain.law import law_on
from ocop_domain.rights import Act, grants_for
from ocop_domain.visits import FindingState
from ocop_domain.working_days import working_day_before


async def door(turn: Turn) -> tuple[Choice, ...]:
    """The button in the queue, where something is not closed."""
    units = units_of(turn, Act.OVERSEE)
    count, _ = await turn.reads.findings_in(units, 1, turn.person.id)
    if not count:
        return ()
    behind, _ = await turn.reads.late_findings(units, turn.person.id, turn.today, turn.today)
    if behind:
        return (turn.button("findings", "visit.waiting_late", count=count, late=behind),)
    return (turn.button("findings", "visit.waiting", count=count),)


async def late_line(turn: Turn, since: date) -> str:
    """How much was not mended in time: said when something has come to that since a day, and once a week."""
    behind, new = await turn.reads.late_findings(units_of(turn, Act.OVERSEE), turn.person.id, turn.today, since)
    week = turn.today.isocalendar().week != since.isocalendar().week
    return turn.t("gathered.findings_late", count=turn.t.number(behind)) if behind and (new or week) else ""


def days_of(finding: VisitFinding, found_on: date) -> tuple[date, ...]:
    """When its producer is reminded of it: on a day of reminders before its last day, and on that."""
    last = working_day_before(finding.due)
    return tuple(day for day in (slot_until(last - timedelta(days=2)), last) if day > found_on)


async def remind(turn: Turn, finding: VisitFinding) -> None:
    """Its producer hears that it is to be mended; the key lets it leave once a day."""
    for recipient in await turn.reads.told(finding.person):
        t = turn.texts[recipient.language]
        text = t("visit.notice_due", product=finding.name, point=words.point(t, finding), day=t.day(finding.due))
        notice = Reply(text, t("notice.title"), (Choice(f"found1:{finding.id}", t("visit.mended")),))
        key = f"mend:{finding.id}:{turn.today:%y%m%d}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))


async def list_(turn: Turn, start: int = 0) -> None:
    """What is not closed in the own units: what was answered first, then what is late."""
    units, start = units_of(turn, Act.OVERSEE), max(0, start)
    count, found = await turn.reads.findings_in(units, SHOWN, turn.person.id, start)
    if not found and count:  # the list has grown shorter
        start = 0
        count, found = await turn.reads.findings_in(units, SHOWN, turn.person.id)
    t = turn.t
    nav = (turn.button("queue", "menu.queue"),) if grants_for(turn.person.grants, Act.CHECK) else ()
    nav = (*nav, turn.button("menu", "menu.back"))
    if not found:
        turn.say(Reply(t("visit.none_open"), t("visit.findings"), choices=nav))
        return
    shown = found[: taken(start, count)]
    lines = [f"• {one.name}: {words.standing(t, one, turn.today)}" for one in shown]
    choices = [Choice(f"found1:{one.id}", f"{one.name}: {words.point(t, one)}") for one in shown]
    choices += more(turn, "findings", start, count)
    text = "\n".join([t("visit.open_count", count=count), *lines])
    turn.say(Reply(text, t("visit.findings"), tuple(choices), (*earlier(turn, "findings", start), *nav)))


async def own(turn: Turn, start: int = 0) -> None:
    """What the producer has to mend, each with a button to answer it, page by page to the end."""
    found = await turn.reads.own_findings(turn.person.id)
    t = turn.t
    nav = (turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
    if not found:
        turn.tell("visit.nothing_to_mend", *nav)
        return
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found))]
    lines = [f"{n}. {one.name}: {words.standing(t, one, turn.today)}" for n, one in enumerate(shown, start + 1)]
    choices = [Choice(f"found1:{one.id}", f"{one.name}: {words.point(t, one)}") for one in shown]
    choices += more(turn, "tomend", start, len(found))
    before = earlier(turn, "tomend", start)
    turn.say(Reply("\n".join(lines), t("visit.to_answer"), tuple(choices), (*before, *nav)))


async def _seen(turn: Turn, finding_id: str) -> tuple[VisitFinding, Application] | None:
    """The finding for its producer, or for who may visit; else says that it is not theirs."""
    finding = await turn.reads.finding(finding_id)
    application = await turn.reads.application(finding.application) if finding else None
    if finding is None or application is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    if application.owner != turn.person.id and not may_visit(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return finding, application


async def show(turn: Turn, finding_id: str) -> None:
    """One finding with its photos: to answer it, or to close it."""
    both = await _seen(turn, finding_id)
    if both is None:
        return
    finding, application = both
    t, mine = turn.t, application.owner == turn.person.id
    lines = [words.standing(t, finding, turn.today)]
    lines += [t("visit.not_yet", reason=finding.note)] if finding.note else []
    lines += [t("visit.answer", answer=finding.answer)] if finding.answer else []
    choices = []
    if mine and finding.state is FindingState.OPEN:
        choices.append(turn.button(f"mended:{finding.id}", "visit.mended"))
    if not mine and finding.state is not FindingState.CLOSED:
        choices.append(turn.button(f"closefind:{finding.id}", "visit.close"))
    if not mine and finding.state is FindingState.ANSWERED:
        choices.append(turn.button(f"againfind:{finding.id}", "visit.again"))
    if not mine and await _may_propose(turn, finding, application):
        choices.append(turn.button(f"proposefind:{finding.id}", "visit.propose"))
    choices.append(turn.button(f"p:{application.id}", "product.open"))
    nav = (turn.button("tomend" if mine else "findings", "nav.back"), turn.button("menu", "menu.back"))
    files = (*finding.files, *finding.answer_files)
    names = tuple(f"anh {application.name} {n}" for n, _ in enumerate(files, 1))
    title = f"{application.name}: {words.point(t, finding)}"
    turn.say(Reply("\n".join(lines), title, tuple(choices), nav, files=files, names=names))


async def begin_answer(turn: Turn, finding_id: str) -> None:
    """Asks how it was mended, and for photos."""
    both = await _seen(turn, finding_id)
    if both is None:
        return
    finding, application = both
    if application.owner != turn.person.id or finding.state is not FindingState.OPEN:
        await show(turn, finding_id)
        return
    draft_id = f"mended-{finding.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, MENDED.id, MENDED.version, application.programme, subject=finding.id)
    await filling.enter(turn, begun or fresh, words.line(turn.t, finding))


async def answered(turn: Turn, draft: Draft) -> None:
    """The producer says that it is mended; the officers of the place are told."""
    both = await _seen(turn, draft.subject)
    if both is None:
        return
    finding, application = both
    if application.owner != turn.person.id or finding.state is not FindingState.OPEN:
        await show(turn, finding.id)
        return
    photos = tuple(draft.answers.get("mended_photos") or ())
    turn.do(AnswerFinding(finding, str(draft.answers["mended_how"]), photos))

    def said(t: Translator) -> str:
        return t("visit.notice_mended", product=application.name, point=words.point(t, finding))

    stamp = f"mended:{finding.id}:{turn.new_id()}"
    await telling.tell_commune(turn, application, said, f"found1:{finding.id}", stamp)
    turn.tell("visit.answered", turn.button("tomend", "visit.to_answer"), turn.button("menu", "menu.back"))


async def _to_decide(turn: Turn, finding_id: str) -> tuple[VisitFinding, Application] | None:
    """A finding that is not closed, for who may say so; else shows how it is."""
    both = await _seen(turn, finding_id)
    if both is None:
        return None
    finding, application = both
    if application.owner == turn.person.id or finding.state is FindingState.CLOSED:
        await show(turn, finding_id)
        return None
    return both


async def close(turn: Turn, finding_id: str) -> None:
    """It is mended: it leaves the list, and its producer hears it."""
    both = await _to_decide(turn, finding_id)
    if both is None:
        return
    finding, application = both
    turn.do(CloseFinding(finding))
    await _tell(turn, finding, application, "")
    _done(turn, finding, application)


async def begin_again(turn: Turn, finding_id: str) -> None:
    """Asks what is still missing."""
    both = await _to_decide(turn, finding_id)
    if both is None:
        return
    finding, application = both
    draft_id = f"notmended-{finding.id}-{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    fresh = Draft(draft_id, NOT_MENDED.id, NOT_MENDED.version, application.programme, subject=finding.id)
    await filling.enter(turn, begun or fresh, words.line(turn.t, finding))


async def again(turn: Turn, draft: Draft) -> None:
    """It goes back to its producer with a word why."""
    both = await _to_decide(turn, draft.subject)
    if both is None:
        return
    finding, application = both
    if finding.state is not FindingState.ANSWERED:
        await show(turn, finding.id)
        return
    note = str(draft.answers["mended_not"])
    turn.do(ReopenFinding(finding, note))
    await _tell(turn, finding, application, note)
    _done(turn, finding, application)


async def _may_propose(turn: Turn, finding: VisitFinding, application: Application) -> bool:
    """Whether it is not mended in time, and the law knows a recognition that may be taken away for it."""
    late = finding.state is not FindingState.CLOSED and finding.due < turn.today
    return (
        late and bool(law_on(turn.today).revocation) and await revocation.held_by_state(turn, application) is not None
    )


async def propose(turn: Turn, finding_id: str) -> None:
    """What was not mended in time goes to the office that may take the recognition away."""
    both = await _to_decide(turn, finding_id)
    if both is None:
        return
    finding, application = both
    if not await _may_propose(turn, finding, application):
        await show(turn, finding_id)
        return
    await revocation.to_be_revoked(turn, application)
    place = turn.areas.get(application.area).inline

    def said(t: Translator) -> str:
        point, day = words.point(t, finding), t.day(finding.due)
        return t("visit.notice_proposed", place=place, product=application.name, point=point, day=day)

    people = await revocation.office(turn, application)
    door_ = f"p:{application.id}"
    stamp = f"propose:{finding.id}"
    telling.tell_staff(turn, people, said, lambda t: Choice(door_, t("notice.open")), stamp=stamp)
    buttons = (turn.button("findings", "visit.findings"), turn.button("menu", "menu.back"))
    turn.tell("visit.proposed", *buttons, product=application.name)


def _done(turn: Turn, finding: VisitFinding, application: Application) -> None:
    buttons = (turn.button("findings", "visit.findings"), turn.button("menu", "menu.back"))
    turn.tell("visit.decided", *buttons, product=application.name, point=words.point(turn.t, finding))


async def _tell(turn: Turn, finding: VisitFinding, application: Application, note: str) -> None:
    """What an officer said of the answer; no `note`: it is mended."""
    for recipient in await turn.reads.told(application.owner):
        t = turn.texts[recipient.language]
        named = words.point(t, finding)
        if note:
            text = t("visit.notice_again", product=application.name, point=named, reason=note)
        else:
            text = t("visit.notice_closed", product=application.name, point=named)
        notice = Reply(text, t("notice.title"), (Choice(f"found1:{finding.id}", t("notice.open")),))
        key = f"finding:{finding.id}:{turn.new_id()}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))

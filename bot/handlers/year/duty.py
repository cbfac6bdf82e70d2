"""One duty: what it asks, by when, and saying that it is done; tomorrow again; no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.consent import REMINDERS
from bot.conversations.forms.year import REPORT
from bot.handlers.forms import filling
from bot.handlers.progress.figures import plans_over
from bot.handlers.shared import dates, telling
from bot.handlers.shared.meant import means_plan_of
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import agenda, oversee
from bot.kit.clock import VIETNAM
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.people import SetConsent
from bot.writes.year import MarkDone, Mute, RemindAgain
from ocop_domain.activities import kind_of
from ocop_domain.agencies import AgencyKind
from ocop_domain.duties.agenda import Task, tasks
from ocop_domain.duties.model import SAID, Done, Duty, Occurrence, Starts
from ocop_domain.law import law_on, laws
from ocop_domain.programmes import Programme
from ocop_domain.report_fields import form_for
from ocop_domain.rights import Act, Role, Subject, grants_for
from ocop_domain.writing import quoted

_AGAIN = time(7, 30)
COUNCIL = "council"
DIGEST = "digest"
"""The monthly line about what is never urgent: silenced like a duty."""


def occurrence_of(turn: Turn, duty: str, occurrence: str) -> Occurrence | None:
    """The occurrence by its ids: of what leads, else of the law, of a plan beside it, or of one that is over."""
    found = (p.occurrence(duty, occurrence) for p in _known(turn))
    return next((here for here in found if here), None)


def _known(turn: Turn) -> tuple[Programme, ...]:
    """Where a duty may be from: what was meant and what leads come first, what is over last."""
    meant = (turn.meant,) if turn.meant else ()
    now = (turn.programme, law_on(turn.today), *turn.programmes.living(turn.today))
    return (*meant, *now, *turn.programmes, *laws())


async def tasks_of(turn: Turn, duty: str, occurrence: str) -> list[Task]:
    """The occurrence as it concerns this person: once for each area in which they must act."""
    found = await agenda.own_tasks(turn)
    here = [t for t in found if (t.occurrence.duty.id, t.occurrence.id) == (duty, occurrence)]
    if turn.meant:
        here = [t for t in here if t.occurrence.duty.programme == turn.meant.id]
    return here or await _tasks_left(turn, duty, occurrence)


async def _tasks_left(turn: Turn, duty: str, occurrence: str) -> list[Task]:
    """The same of a programme that is over: what was asked in it can still be done, and said to be."""
    general = occurrence_of(turn, duty, occurrence)
    declared = dates.declaring(turn, general) if general else None
    if general is None or declared is None or declared in await dates.asking(turn):
        return []
    counted = turn.counted(declared)
    facts = (await turn.reads.facts_of(turn.person, [counted]))[declared.id]
    moved, here = await dates.moves(turn, declared), turn.programmes.where(general, turn.today)
    return tasks([general], facts, moved, turn.areas.binds, here)


async def show(turn: Turn, duty: str, occurrence: str, note: str = "") -> None:
    """Everything about one duty, and what can be done about it."""
    general = occurrence_of(turn, duty, occurrence)
    if general is None:
        turn.tell("duty.gone", turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
        return
    moved = await dates.moves(turn, dates.declaring(turn, general))
    own = await tasks_of(turn, duty, occurrence)
    here = own[0].occurrence if own else oversee.as_it_holds(turn, general, moved)
    t = turn.t
    d = here.duty
    lines = [note] if note else []
    lines.append(_when(turn, here))
    lines += [t("duty.about", about=task.about) for task in own if task.about]
    if here.announced != here.last_day and not here.undated:
        lines.append(t("duty.announced", day=t.day(here.announced)))
    if move := oversee.last_move(here, moved):
        lines.append(t("duty.moved", was=f"{move.was:%d/%m/%Y}", reason=move.reason))
    lines += [t("duty.state_done" if task.done else "duty.state_open", place=_place(turn, task)) for task in own]
    lines += leading(turn, d, stands_in=any(task.stands_in for task in own))
    lines += _quotas(turn, here, own) if d.quota else []
    if d.units:
        lines.append(t("duty.units", units=", ".join(d.units)))
    if d.deliver:
        lines.append(t("remind.deliver", what=d.deliver))
    if d.note:
        lines.append(t("duty.note", note=d.note))
    lines.append(t("duty.source", document=dates.declaring(turn, here).document, source=d.source))
    turn.say(
        Reply(
            "\n".join(lines),
            title=title(t, here),
            choices=tuple(await _choices(turn, here, own)),
            nav=(turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back")),
        )
    )


def _when(turn: Turn, here: Occurrence) -> str:
    """From when to when; of what names no day, after what it comes."""
    if not here.undated:
        return turn.t("duty.window", opens=f"{here.opens:%d/%m/%Y}", day=turn.t.day(here.last_day))
    if here.duty.on_demand:
        return turn.t("duty.when_asked")
    after = here.duty.after
    return turn.t("duty.when_after", after=after[:1].lower() + after[1:]) if after else turn.t("duty.when_open")


def leading(turn: Turn, d: Duty, *, stands_in: bool = False) -> list[str]:
    """Who leads and who helps, by the plan's own names; who answers for it."""
    t, who = turn.t, d.leading
    if not who.lead:
        lines = [t("duty.role", role=t(f"role.{d.role}"))]
        return [*lines, t("duty.helps", roles=", ".join(t(f"role.{r}") for r in d.helps))] if d.helps else lines
    lines = [t("duty.lead", agencies=", ".join(one.name for one in who.lead))]
    if who.beside:
        lines.append(t("duty.beside", agencies=", ".join(one.name for one in who.beside)))
    if who.post:
        lines.append(t("duty.post", post=who.post))
    if stands_in and d.agencies:
        lines.append(t("duty.nobody_speaks"))
    return lines


def _quotas(turn: Turn, here: Occurrence, own: list[Task]) -> list[str]:
    """What each of the own units is to bring in the year of this duty."""
    t, programme, lines = turn.t, dates.declaring(turn, here), []
    for task in own:
        unit = turn.areas.find(task.scope)
        for quota in programme.quotas_of(unit.name, here.last_day.year) if unit else ():
            if quota.upgrade:
                lines.append(t("duty.quota_upgrade", unit=quota.area, new=quota.new, upgrade=quota.upgrade))
            else:
                lines.append(t("duty.quota", unit=quota.area, new=quota.new))
    return lines


def _place(turn: Turn, task: Task) -> str:
    area = turn.areas.find(task.scope)
    return f" ({area.name})" if area else ""


def _deeds(turn: Turn, here: Occurrence) -> list[Choice]:
    """Where a duty is carried out, if that is here."""
    at = f"{here.duty.id}:{here.id}"
    by_act = {
        Done.REGISTERED: ("register", f"menu.register_{turn.programme.form}"),
        Done.FILED: ("mine", "remind.do.file"),
        Done.PLAN: ("mine", "remind.do.plan"),
        Done.LIST: (f"list:{at}", "remind.do.list"),
        Done.REPORT: (f"report:{at}", "remind.do.report"),
        Done.CHECKED: ("queue", "menu.queue"),
    }
    # What was not chosen is mended and sent again.
    by_cause = {
        Starts.IDEA_REFUSED: ("register", "remind.do.idea_again"),
        Starts.PLAN_REFUSED: ("mine", "remind.do.plan"),
    }
    found = (by_act.get(here.duty.done), by_cause.get(here.duty.starts) if here.duty.starts else None)
    return [turn.button(*door) for door in found if door]


async def _choices(turn: Turn, here: Occurrence, own: list[Task]) -> list[Choice]:
    d = here.duty
    at = f"{d.id}:{here.id}"
    todo = [task for task in own if not task.done and here.opens <= turn.today]
    choices: list[Choice] = []
    if todo:
        choices += _deeds(turn, here)
        if d.done in SAID:
            choices += [
                Choice(f"did:{at}:{task.scope}", turn.t("duty.did") + _place_if(turn, todo, task))
                for task in todo
                if await _may_say(turn, task)
            ]
    choices += [
        Choice(f"undo:{at}:{task.scope}", turn.t("duty.undo") + _place_if(turn, own, task))
        for task in own
        if task.done and d.done in SAID and await _may_say(turn, task)
    ]
    if d.done is Done.LIST and own and not todo:
        choices.append(turn.button("lists", "list.all"))
    if todo:
        muted = d.id in await turn.reads.muted(turn.person.me.id, d.programme)
        choices.append(
            turn.button(f"unmute:{d.id}", "duty.unmute") if muted else turn.button(f"mute:{d.id}", "duty.mute")
        )
    holds = any(turn.may(Act.HOLD_ACTIVITY, Subject(task.scope)) for task in own)
    if holds and d.done is Done.TAP and kind_of(d.title):
        choices.insert(0, turn.button(f"newactivity:{at}", "activity.make"))
    if d.done is Done.REPORT and own and d.role != "producer":
        choices.append(turn.button(f"reportdoc:{at}", "report.document"))
    if d.quota and own and (door := _progress(turn, here, own[0].scope)):
        choices.append(door)
    if form_for(d.programme, d.id) and grants_for(turn.person.grants, Act.OVERSEE):
        by_duty = d.done is Done.REPORT
        choices.append(
            turn.button(f"dutysum:{at}:0", "report.sums") if by_duty else turn.button(f"survey:{d.id}", "report.survey")
        )
    agency = next((one for one in d.leading.lead if one.kind is AgencyKind.AGENCY), None)
    if agency:
        choices.append(turn.button(f"agency:{agency.id}", "agencies.who"))
    if oversee.may_see(turn, here):
        choices.append(turn.button(f"who:{at}", "remind.do.above"))
    if oversee.may_move(turn, here):
        choices.append(turn.button(f"move:{at}", "duty.move"))
    return choices


def _progress(turn: Turn, here: Occurrence, unit: str) -> Choice | None:
    """The way to how far the unit is with its numbers; None for who does not look after it."""
    if not turn.areas.find(unit) or not turn.may(Act.OVERSEE, Subject(unit)):
        return None
    declared = dates.declaring(turn, here)
    plans = [plan.id for plan in plans_over(turn, unit)]
    at = plans.index(declared.id) if declared.id in plans else 0
    return turn.button(f"progress:{unit}:{at}", "progress.open")


def _place_if(turn: Turn, several: list[Task], task: Task) -> str:
    return _place(turn, task) if len(several) > 1 else ""


async def did(turn: Turn, duty: str, occurrence: str, scope: str) -> None:
    """ "Đã xong": for everybody who shares this duty there."""
    task = await own_task(turn, duty, occurrence, scope)
    if task is None or task.occurrence.duty.done not in SAID:
        await show(turn, duty, occurrence, turn.t("duty.not_yours"))
        return
    if not await _may_say(turn, task):
        await show(turn, duty, occurrence, turn.t("duty.secretarys"))
        return
    if not task.done:
        turn.do(MarkDone(task.occurrence.duty.programme, duty, occurrence, scope))
    turn.tell(
        "duty.thanks",
        turn.button("calendar", "menu.calendar"),
        turn.button(f"undo:{duty}:{occurrence}:{scope}", "duty.undo"),
        turn.button("menu", "menu.back"),
        duty=title(turn.t, task.occurrence),
    )


async def undo(turn: Turn, duty: str, occurrence: str, scope: str) -> None:
    """It was not done after all; what shows by itself cannot be taken back by saying so."""
    task = await own_task(turn, duty, occurrence, scope)
    if task is None or task.occurrence.duty.done not in SAID:
        await show(turn, duty, occurrence, turn.t("duty.not_yours"))
        return
    if not await _may_say(turn, task):
        await show(turn, duty, occurrence, turn.t("duty.secretarys"))
        return
    turn.do(MarkDone(task.occurrence.duty.programme, duty, occurrence, scope, undo=True))
    turn.tell(
        "duty.undone",
        turn.button(f"duty:{duty}:{occurrence}", "remind.do.look"),
        turn.button("calendar", "menu.calendar"),
        duty=title(turn.t, task.occurrence),
    )


async def _may_say(turn: Turn, task: Task) -> bool:
    """Whether this person may end it for all who share it: what a council does, its secretary says, if it has one."""
    if task.occurrence.duty.role != COUNCIL:
        return True
    if any(grant.role is Role.COUNCIL_SECRETARY and grant.area == task.scope for grant in turn.person.grants):
        return True
    return not await turn.reads.holdings([Role.COUNCIL_SECRETARY], [task.scope])


async def own_task(turn: Turn, duty: str, occurrence: str, scope: str) -> Task | None:
    return next((task for task in await tasks_of(turn, duty, occurrence) if task.scope == scope), None)


async def again(turn: Turn, reminder: int) -> None:
    """The same reminder tomorrow morning, if it is still needed then."""
    _remind_tomorrow(turn, reminder)


async def all_again(turn: Turn, reminder: int) -> None:
    """The same for everything that came in one message with it."""
    _remind_tomorrow(turn, reminder, together=True)


def _remind_tomorrow(turn: Turn, reminder: int, *, together: bool = False) -> None:
    tomorrow = turn.today + timedelta(days=1)
    turn.do(RemindAgain(reminder, datetime.combine(tomorrow, _AGAIN, VIETNAM), together))
    turn.tell(
        "remind.again_set",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        day=turn.t.day(tomorrow),
    )


async def mute(turn: Turn, duty: str) -> None:
    """No more nudges about this duty; what is official still comes."""
    if duty == DIGEST:
        turn.do(Mute(DIGEST))
        again = (turn.button(f"unmute:{DIGEST}", "duty.unmute"), turn.button("calendar", "menu.calendar"))
        turn.tell("duty.muted", *again, duty=turn.t("calendar.apart_title"))
        return
    found = declared(turn, duty)
    if found is None:
        await ask_muting(turn)
        return
    turn.do(Mute(duty, programme=found.programme))
    turn.tell(
        "duty.muted",
        turn.button(f"unmute:{duty}", "duty.unmute"),
        turn.button("muted", "remind.settings"),
        turn.button("calendar", "menu.calendar"),
        duty=found.title,
    )


def declared(turn: Turn, duty: str) -> Duty | None:
    """The duty by its id: of what leads, else of the law or of a plan beside it."""
    known = (programme.duty(duty) for programme in _known(turn))
    return next((here for here in known if here), None)


async def unmute(turn: Turn, duty: str) -> None:
    """Nudges about this duty again."""
    found = declared(turn, duty)
    turn.do(Mute(duty, off=True, programme=found.programme if found else ""))
    turn.tell("duty.unmuted", turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))


async def ask_muting(turn: Turn) -> None:
    """All nudges on or off."""
    off = turn.person.consents.get(REMINDERS) is False
    turn.tell(
        "remind.are_off" if off else "remind.are_on",
        turn.button("nudges:on", "remind.turn_on") if off else turn.button("nudges:off", "remind.turn_off"),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
    )


async def set_nudges(turn: Turn, value: str) -> None:
    """The same answer as in the form of consent: one thing, two ways to it."""
    on = value == "on"
    turn.do(SetConsent(REMINDERS, on))
    turn.person = replace(turn.person, consents={**turn.person.consents, REMINDERS: on})
    await ask_muting(turn)


async def report(turn: Turn, duty: str, occurrence: str) -> None:
    """Opens the report."""
    own = [task for task in await tasks_of(turn, duty, occurrence) if not task.done]
    if not own or own[0].occurrence.duty.done is not Done.REPORT:
        await show(turn, duty, occurrence)
        return
    await filling.enter(turn, await _report_of(turn, own[0].occurrence), title(turn.t, own[0].occurrence))


async def _report_of(turn: Turn, occurrence: Occurrence) -> Draft:
    """The person's own report of one time of a duty, begun or new."""
    duty, programme = occurrence.duty, occurrence.duty.programme
    former = f"{turn.person.id}.{duty.id}.{occurrence.id}"  # as it was called when one programme was served
    draft_id = f"report-{programme}.{former}"
    for id_ in (draft_id, former):
        begun = await turn.reads.draft(id_)
        if begun and begun.programme == programme:
            return begun
    return Draft(draft_id, REPORT.id, REPORT.version, programme, subject=f"{duty.id}:{occurrence.id}")


async def reported(turn: Turn, draft: Draft) -> None:
    """The report is filed: the duty is done, and the level above has it."""
    duty, _, occurrence = draft.subject.partition(":")
    means_plan_of(turn, draft)
    own = [task for task in await tasks_of(turn, duty, occurrence) if not task.done]
    if not own:
        await show(turn, duty, occurrence, turn.t("duty.done_already"))
        return
    text, files = draft.answers["report_text"], tuple(draft.answers.get("report_files") or ())
    told = 0
    for task in own:
        turn.do(MarkDone(task.occurrence.duty.programme, duty, occurrence, task.scope, text, files))

        def words(t: Translator, place: str, filed: Occurrence = task.occurrence) -> str:
            return t("notice.report", place=place, duty=title(t, filed), text=quoted(text))

        area, name = await _reports_from(turn, task)
        told += await tell_above(turn, area, words, f"report:{duty}:{occurrence}:{task.scope}", files, name=name)
    turn.tell(
        "report.filed" if told else "report.kept",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        duty=title(turn.t, own[0].occurrence),
    )


async def _reports_from(turn: Turn, task: Task) -> tuple[str, str]:
    """The unit above which a report is read, and who made it: a producer's goes to the office above its commune."""
    if task.occurrence.duty.role != "producer":
        return task.scope, ""
    own = await turn.reads.applications_over_years(turn.person.id)
    if own:
        return own[0].area, own[0].producer_name
    return turn.person.makes_in or "", ""


Words = Callable[[Translator, str], str]
"""What to say, in a language, of a place."""


async def tell_above(
    turn: Turn, area: str, words: Words, stamp: str, files: tuple[str, ...] = (), *, name: str = ""
) -> int:
    """Tells the staff of the nearest level above `area`; returns how many. `name` is whose it is, if not the unit's."""
    people = await telling.staff_above(turn, area)
    place = turn.areas.find(area)
    said = ", ".join(part for part in (name, place.inline if place else "") if part)
    return telling.tell_staff(
        turn,
        people,
        lambda t: words(t, said),
        lambda t: Choice("calendar", t("menu.calendar")),
        stamp=f"{stamp}:{turn.now:%Y%m%d%H%M%S}",
        files=files,
        names=tuple(f"bao-cao {place.bare if place else ''} {n}" for n, _ in enumerate(files, 1)),
    )

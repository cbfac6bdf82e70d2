"""The level above the commune chooses ideas and plans: one by one, with conditions, or many at once by a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import CONDITION, DECLINE
from bot.handlers.assistance.forward import for_helper
from bot.handlers.dossier import contents
from bot.handlers.forms import filling
from bot.handlers.registration import show
from bot.handlers.rounds import found
from bot.handlers.shared import starting
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, start_of, taken
from bot.handlers.shared.telling import tell_staff
from bot.handlers.shared.territory import sitting_for, units_of
from bot.handlers.turn import Turn
from bot.handlers.year import agenda
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.registration import MoveApplication
from bot.writes.rounds import PutSelection, TakeSelection
from bot.writes.year import MarkDone
from ocop_domain.applications import Application, ApplicationState, Move, after
from ocop_domain.duties.model import Done, Starts
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act
from ocop_domain.selection import Pick, Selection, What, chooser, comes_again

_MANY = 50
"""Chosen by one press: each producer is told, and a turn stays short."""


async def waiting(turn: Turn, what: What) -> list[Application]:
    """What this person may choose now: of programmes whose selection is of the level of their unit."""
    every = await turn.reads.to_choose(units_of(turn, Act.CHOOSE), what)
    return [one for one in every if _may(turn, one)]


async def waits(turn: Turn) -> bool:
    """Whether anything waits to be chosen by this person."""
    if not found.seats_where(turn, Act.CHOOSE):
        return False
    return bool(await waiting(turn, What.IDEA) or await waiting(turn, What.PLAN))


def _may(turn: Turn, one: Application) -> bool:
    return bool(chooser(turn.programme_of(one))) and turn.may_on(Act.CHOOSE, one)


async def home(turn: Turn, what: str = What.IDEA, start: int = 0) -> None:
    """What waits to be chosen, page by page; the way to the plans, and to choosing all of the list."""
    if what not in set(What) or not found.seats_where(turn, Act.CHOOSE):
        found.refuse(turn)
        return
    ones = await waiting(turn, What(what))
    start = start_of(start, len(ones))
    doors = [Choice(f"choosing1:{what}:{one.id}", called(turn.t, one)) for one in ones]
    shown = ones[start : start + taken(start, len(ones))]
    lines = [
        f"{n}. {called(turn.t, one)} – {one.producer_name} ({turn.areas.get(one.area).name})"
        for n, one in enumerate(shown, start + 1)
    ]
    other = What.PLAN if what == What.IDEA else What.IDEA
    nav = [*earlier(turn, f"choosing:{what}", start)]
    if len(ones) > 1:
        nav.append(turn.button(f"chooseall:{what}", "choosing.all", count=min(len(ones), _MANY)))
    nav += [turn.button(f"choosing:{other}:0", f"choosing.to_{other}"), turn.button("menu", "menu.back")]
    text = "\n".join(lines) or turn.t("choosing.none")
    title = turn.t(f"choosing.title_{what}", count=len(ones))
    turn.say(Reply(text, title, tuple(few(turn, doors, f"choosing:{what}", start)), tuple(nav)))


async def _one(turn: Turn, what: str, application_id: str) -> Application | None:
    """One that waits; else says that it is gone from the list."""
    known = what in set(What)
    one = next((o for o in await waiting(turn, What(what)) if o.id == application_id), None) if known else None
    if one is None:
        turn.tell("choosing.gone", turn.button("choosing", "choosing.open"), turn.button("menu", "menu.back"))
    return one


async def one(turn: Turn, what: str, application_id: str) -> None:
    """An idea with its answers, or a plan with how far it is; choose, with a condition, or not."""
    here = await _one(turn, what, application_id)
    if here is None:
        return
    lines = [turn.t("product.producer", name=here.producer_name)]
    if what == What.PLAN:
        done, all_ = contents.progress(turn, await contents.now(turn, here))
        lines.append(turn.t("dossier.plan", done=done, all=all_))
    else:
        lines += [show.briefly(turn, here), *show.findings(turn, here)]
    at = f"{what}:{here.id}"
    choices = [
        turn.button(f"choose:{at}", "choosing.choose"),
        turn.button(f"chooseif:{at}", "choosing.choose_if"),
        turn.button(f"notchosen:{at}", "choosing.refuse"),
    ]
    choices.append(turn.button(f"sect:{here.id}:0", "item.answers", count=len(here.answers)))
    if what == What.PLAN:
        choices.insert(0, turn.button(f"planpaper:{here.id}", "choosing.plan_paper"))
    nav = (turn.button(f"choosing:{what}:0", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), called(turn.t, here), tuple(choices), nav))


async def plan_paper(turn: Turn, application_id: str) -> None:
    """The plan as a paper."""
    here = await _one(turn, What.PLAN, application_id)
    if here is None:
        return
    offered = dict(turn.papers.official(turn.programme_of(here), "producer"))
    id_ = "phuong-an" if "phuong-an" in offered else next(iter(offered), "")
    try:
        printable = contents.printable(turn, await contents.now(turn, here))
        files = await turn.papers.official_paper(id_, printable, turn.person.id)
    except Refusal as refusal:
        turn.say(Reply(turn.t(refusal.code, **refusal.params), choices=(turn.button("choosing", "choosing.open"),)))
        return
    choices = (turn.button(f"choosing1:{What.PLAN}:{here.id}", "nav.back"), turn.button("menu", "menu.back"))
    names = (f"phuong an {here.name}",) * len(files)
    turn.say(Reply(turn.t("choosing.plan_text"), choices=choices, files=files, names=names))


async def choose(turn: Turn, what: str, application_id: str) -> None:
    """It is chosen: producer and commune are told, the next one is offered."""
    here = await _one(turn, what, application_id)
    if here:
        await _said(turn, [here], What(what), Pick.CHOSEN)
        await _done(turn, here, What(what), Pick.CHOSEN)


async def begin_condition(turn: Turn, what: str, application_id: str) -> None:
    """Asks under which condition."""
    await _ask(turn, what, application_id, CONDITION.id)


async def begin_refusing(turn: Turn, what: str, application_id: str) -> None:
    """Asks why not."""
    await _ask(turn, what, application_id, DECLINE.id)


async def _ask(turn: Turn, what: str, application_id: str, form: str) -> None:
    here = await _one(turn, what, application_id)
    if here:
        draft = Draft(turn.new_id(), form, 1, here.programme, subject=f"{what}:{here.id}")
        await filling.enter(turn, draft)


async def conditioned(turn: Turn, draft: Draft) -> None:
    """Chosen under a condition."""
    await _answered(turn, draft, Pick.CONDITIONAL, str(draft.answers["condition"]))


async def declined(turn: Turn, draft: Draft) -> None:
    """Not chosen; an idea ends with it, a plan may be mended."""
    await _answered(turn, draft, Pick.REFUSED, str(draft.answers["decline_reason"]))


async def _answered(turn: Turn, draft: Draft, outcome: Pick, reason: str) -> None:
    what, application_id = draft.subject.split(":")
    here = await _one(turn, what, application_id)
    if here:
        await _said(turn, [here], What(what), outcome, reason)
        await _done(turn, here, What(what), outcome)


async def _done(turn: Turn, here: Application, what: What, outcome: Pick) -> None:
    left = [one for one in await waiting(turn, what) if one.id != here.id]
    choices = [turn.button(f"choosing1:{what}:{left[0].id}", "choosing.next")] if left else []
    if not (what is What.IDEA and outcome is Pick.REFUSED):
        choices.append(turn.button(f"unchoose:{what}:{here.id}", "choosing.undo"))
    choices.append(turn.button("menu", "menu.back"))
    text = turn.t(f"choosing.done_{outcome}", product=called(turn.t, here), left=len(left))
    turn.say(Reply(text, choices=tuple(choices)))


async def ask_all(turn: Turn, what: str) -> None:
    """The whole list, to be confirmed."""
    if what not in set(What) or not found.seats_where(turn, Act.CHOOSE):
        found.refuse(turn)
        return
    ones = (await waiting(turn, What(what)))[:_MANY]
    if not ones:
        await home(turn, what)
        return
    lines = [f"{n}. {called(turn.t, one)} – {one.producer_name}" for n, one in enumerate(ones, 1)]
    yes = turn.button(f"choosenow:{what}:{_mark_of(ones)}", "choosing.all_yes", count=len(ones))
    nav = (turn.button(f"choosing:{what}:0", "nav.back"),)
    turn.say(Reply("\n".join(lines), turn.t("choosing.ask_all", count=len(ones)), (yes,), nav))


def _mark_of(ones: Sequence[Application]) -> str:
    """Tells one list from another, also one of as many."""
    return sha256("\n".join(one.id for one in ones).encode()).hexdigest()[:16]


async def all_now(turn: Turn, what: str, seen: str) -> None:
    """All of the list that was confirmed are chosen; a list that has changed is shown again."""
    if what not in set(What) or not found.seats_where(turn, Act.CHOOSE):
        found.refuse(turn)
        return
    ones = (await waiting(turn, What(what)))[:_MANY]
    if _mark_of(ones) != seen:
        await ask_all(turn, what)
        return
    await _said(turn, ones, What(what), Pick.CHOSEN)
    doors = (turn.button("choosing", "choosing.open"), turn.button("menu", "menu.back"))
    turn.tell("choosing.all_done", *doors, count=len(ones))


async def undo(turn: Turn, what: str, application_id: str) -> None:
    """A slip: it waits again, and the producer is told so; an idea stands once its plan was handed in."""
    application = await turn.reads.application(application_id)
    known = what in set(What) and application is not None and _may(turn, application)
    if application is None or not known or application.state is not ApplicationState.ACCEPTED:
        found.refuse(turn)
        return
    every = await turn.reads.selections_of(application.id)
    if what == What.IDEA and What.PLAN in every:
        turn.tell("choosing.undo_late", turn.button("choosing", "choosing.open"), turn.button("menu", "menu.back"))
        return
    said = every.get(What(what))
    if said and said.outcome is not Pick.SENT:
        turn.do(TakeSelection(application.id, What(what)))

        def words(t: Translator) -> str:
            return t("choosing.notice_undone", product=called(t, application))

        await _tell(turn, application, words, "undone")
        officers = await turn.reads.officers_of(sitting_for(turn, application.area), Act.CHECK)
        stamp = f"selection:undone:{application.id}:{turn.said.update_id}"
        tell_staff(turn, officers, words, lambda t: Choice("area", t("notice.open")), stamp=stamp)
    turn.tell("choosing.undone", turn.button("choosing", "choosing.open"), turn.button("menu", "menu.back"))


async def _said(turn: Turn, ones: Sequence[Application], what: What, outcome: Pick, reason: str = "") -> None:
    """Keeps it and tells it: to each producer, and to each commune in one message."""
    by_area: dict[str, list[Application]] = defaultdict(list)
    for here in ones:
        turn.do(PutSelection(Selection(here.id, what, outcome, here.owner, reason)))
        _begins(turn, here, what, outcome)
        if what is What.IDEA and outcome is Pick.REFUSED:
            state = after(here.state, Move.DECLINE)
            turn.do(MoveApplication(here.id, here.revision, state, turn.today, reason=reason))
        programme = turn.programme_of(here)

        def words(t: Translator, here: Application = here, programme: Programme = programme) -> str:
            text = t(f"choosing.notice_{what}_{outcome}", product=called(t, here), reason=reason)
            return text if outcome is not Pick.REFUSED else f"{text}\n{_again(t, programme, what)}"

        await _tell(turn, here, words, f"{what}:{outcome}")
        by_area[here.area].append(here)
    for area, own in by_area.items():
        officers = await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK)

        def told(t: Translator, own: list[Application] = own) -> str:
            names = "; ".join(called(t, here) for here in own)
            return t(f"choosing.commune_{outcome}", count=len(own), names=names, reason=reason)

        stamp = f"selection:{what}:{outcome}:{own[0].id}:{own[0].revision}:{len(own)}:{turn.said.update_id}"
        tell_staff(turn, officers, told, lambda t: Choice("area", t("notice.open")), stamp=stamp)


def _begins(turn: Turn, here: Application, what: What, outcome: Pick) -> None:
    """What the producer does next by the plan: mend and come again, or carry out what was chosen."""
    if outcome is Pick.REFUSED:
        starts = Starts.IDEA_REFUSED if what is What.IDEA else Starts.PLAN_REFUSED
    elif what is What.PLAN:
        starts = Starts.PLAN_CHOSEN
    else:
        return
    programme, scope, name = turn.programme_of(here), str(here.owner), called(turn.t, here)
    starting.happened(turn, starts, programme, scope, subject=here.id, about=name, owner=here.owner)


def _again(t: Translator, programme: Programme, what: What) -> str:
    """When it may come again, as the programme says; where it says nothing, whom to ask."""
    rule = comes_again(programme, what)
    if rule is None:
        return t("choosing.again_ask")
    if rule.days and rule.next_year:
        return t("choosing.again_days_or_year", days=rule.days)
    if rule.days:
        return t("choosing.again_days", days=rule.days)
    return t("choosing.again_year")


async def _tell(turn: Turn, here: Application, words: Callable[[Translator], str], stamp: str) -> None:
    for recipient in await turn.reads.told(here.owner):
        t = turn.texts[recipient.language]
        reply = Reply(words(t), title=t("notice.title"), choices=(Choice(f"p:{here.id}", t("product.open")),))
        key = f"selection:{stamp}:{here.id}:{here.revision}:{turn.said.update_id}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))


# The producer hands the plan in


async def may_send_plan(turn: Turn, application: Application) -> bool:
    """Whether its plan may be handed in now: its idea was chosen, and no plan of it waits or was chosen."""
    if application.state is not ApplicationState.ACCEPTED or not chooser(turn.programme_of(application)):
        return False
    said = await turn.reads.selections_of(application.id)
    idea, plan = said.get(What.IDEA), said.get(What.PLAN)
    chosen = idea is not None and idea.outcome is not Pick.REFUSED
    return chosen and (plan is None or plan.outcome is Pick.REFUSED)


async def send_plan(turn: Turn, application_id: str, sure: str = "") -> None:
    """The plan goes to the level that chooses, as it stands; its staff are told. An empty one is asked about first."""
    application = await turn.reads.application(application_id)
    if application is None or application.owner != turn.person.id:
        found.refuse(turn)
        return
    if not await may_send_plan(turn, application):
        turn.tell("choosing.plan_not_now", turn.button(f"plan:{application.id}", "plan.open"))
        return
    done, every = contents.progress(turn, await contents.now(turn, application))
    plan = turn.button(f"plan:{application.id}", "plan.open")
    if not done and not sure:
        anyway = turn.button(f"sendplan:{application.id}:empty", "choosing.send_plan_empty")
        turn.tell("choosing.plan_empty", plan, anyway, turn.button("menu", "menu.back"), all=every)
        return
    turn.do(PutSelection(Selection(application.id, What.PLAN, Pick.SENT, application.owner)))
    await starting.over(turn, frozenset({Starts.PLAN_REFUSED}), application.id, str(application.owner))
    await _plan_is_in(turn, application)
    level = chooser(turn.programme_of(application))
    above = [unit.code for unit in turn.areas.path(application.area) if unit.level == level]
    staff = await turn.reads.officers_of(above, Act.CHOOSE)

    def words(t: Translator) -> str:
        return t("choosing.notice_sent", product=called(t, application), producer=application.producer_name)

    door = f"choosing1:{What.PLAN}:{application.id}"
    stamp = f"plansent:{application.id}:{turn.said.update_id}"
    tell_staff(turn, staff, words, lambda t: Choice(door, t("notice.open")), stamp=stamp)
    doors = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    if done < every:
        turn.tell("choosing.plan_sent_partly", plan, *doors, done=done, all=every)
        return
    turn.tell("choosing.plan_sent", *doors)


async def _plan_is_in(turn: Turn, application: Application) -> None:
    """The duty of handing a plan in is done, once no other product of this producer waits for its plan."""
    own = await turn.reads.applications_of(turn.person.id)
    others = [one for one in own if one.id != application.id and one.programme == application.programme]
    for one in others:
        if await may_send_plan(turn, one):
            return
    for task in await agenda.own_tasks(turn):
        here = task.occurrence
        due = here.duty.done is Done.PLAN and here.duty.programme == application.programme
        if due and not task.done and here.opens <= turn.today:
            turn.do(MarkDone(here.duty.programme, here.duty.id, here.id, task.scope))

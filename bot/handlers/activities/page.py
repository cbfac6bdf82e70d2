"""Activities in lists, and one activity: for who holds it, and for who is invited."""

from __future__ import annotations

from bot.handlers.activities import found, words
from bot.handlers.activities.dated import KEPT
from bot.handlers.shared.paging import SHOWN, earlier, few, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.activities import Activity, ActivityState, Attendance, Seats, shows_products
from ocop_domain.rights import Act


async def home(turn: Turn, start: int = 0) -> None:
    """What the own units hold, the latest first, and the way to a new one; who holds none sees the own invitations."""
    if not found.own_units(turn):
        await invitations(turn, start)
        return
    t, units = turn.t, units_of(turn, Act.HOLD_ACTIVITY)
    room = SHOWN - 1
    count, here = await turn.reads.activities_in(units, room, max(0, start))
    start = start_of(start, count)
    shown = here[: taken(start, count, room)]
    choices = [turn.button("newactivity", "activity.new"), *(Choice(f"activity:{a.id}", words.label(a)) for a in shown)]
    choices += more(turn, "activities", start, count, room)
    own = await _own(turn)
    nav = [*earlier(turn, "activities", start, room)]
    nav += [turn.button("invitedto", "activity.invited_to", count=len(own))] if own else []
    nav += [turn.button("showcase", "showcase.title"), turn.button("broadcast", "menu.broadcast")]
    nav += [turn.button("menu", "menu.back")]
    lines = [t("activity.count", count=count) if count else t("activity.none_held")]
    turn.say(Reply("\n".join(lines), t("activity.all"), tuple(choices), tuple(nav)))


async def _own(turn: Turn) -> list[tuple[Activity, Attendance]]:
    """To what this person is invited that is not over, each once."""
    rows = await turn.reads.invitations_of(sorted(turn.person.speaks_for), turn.today)
    return [one for one in rows if one[0].awaits(turn.today)]


async def invitations(turn: Turn, start: int = 0) -> None:
    """To what this person is invited: what comes next first, then what was held lately."""
    t = turn.t
    rows = await turn.reads.invitations_of(sorted(turn.person.speaks_for), turn.today - KEPT)
    rows.sort(key=lambda row: (row[0].ends < turn.today, abs((row[0].day - turn.today).days)))
    nav = (turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
    if not rows:
        turn.say(Reply(t("activity.not_invited"), t("activity.all"), nav=nav))
        return
    start = start_of(start, len(rows))
    doors = [Choice(f"activity:{here.id}", words.label(here)) for here, _ in rows]
    lines = [f"• {words.line(t, here)}" for here, _ in rows[start : start + taken(start, len(rows))]]
    choices = few(turn, doors, "invitedto", start)
    turn.say(Reply("\n".join(lines), t("activity.all"), tuple(choices), (*earlier(turn, "invitedto", start), *nav)))


async def show(turn: Turn, activity_id: str) -> None:
    """One activity, as this person has to do with it."""
    here = await turn.reads.activity(activity_id)
    guest = await found.invited(turn, here) if here else None
    if here and found.may_hold(turn, here) and not (guest and here.awaits(turn.today)):
        await of_holder(turn, here)
    elif here and guest:
        await of_guest(turn, here, guest)
    else:
        found.refuse(turn)


async def of_guest(turn: Turn, here: Activity, one: Attendance, note: str = "") -> None:
    """When, where, what to bring; what was said, and the buttons to say something else."""
    t = turn.t
    lines = [note] if note else []
    lines += words.facts(t, here)
    if here.state is ActivityState.CANCELLED:
        lines.append(t("activity.off", reason=here.reason))
    else:
        lines.append(words.standing(turn, here, one, await _place(turn, here, one)))
    if here.found and one.came:
        lines.append(t("activity.found", text=here.found))
    choices = words.answers(t, here) if here.awaits(turn.today) and not one.came else ()
    nav = [turn.button("invitedto", "activity.mine"), turn.button("menu", "menu.back")]
    if found.may_hold(turn, here):
        nav.insert(0, turn.button(f"holdactivity:{here.id}", "activity.hold"))
    turn.say(Reply("\n".join(lines), here.title, choices, tuple(nav)))


async def _place(turn: Turn, here: Activity, one: Attendance) -> int:
    """The place of somebody who waits; 0 for who does not."""
    if not one.waiting:
        return 0
    queue = (await turn.reads.seats(here.id)).queue
    return next((n for n, each in enumerate(queue, 1) if each.person == one.person), len(queue) + 1)


async def hold(turn: Turn, activity_id: str) -> None:
    """The activity for who holds it, also where they are invited themselves."""
    here = await found.to_hold(turn, activity_id)
    if here:
        await of_holder(turn, here)


async def of_holder(turn: Turn, here: Activity, note: str = "") -> None:
    """How it stands, and what can be done next."""
    t = turn.t
    lines = [note] if note else []
    lines += words.facts(t, here)
    if here.places:
        lines.append(t("activity.places", count=here.places))
    choices: list[Choice] = []
    if here.state is ActivityState.CANCELLED:
        lines.append(t("activity.off", reason=here.reason))
    elif here.invited_at:
        seats = await turn.reads.seats(here.id)
        lines.append(_counted(turn, seats))
        choices.append(turn.button(f"guests:{here.id}", "activity.guests", count=seats.taken))
        choices += _on_the_day(turn, here, turn.button(f"attend:{here.id}", "activity.attend"))
    else:
        count = await found.uninvited(turn, here)
        choices += [turn.button(f"invite:{here.id}", "activity.invite", count=count)] if count else []
        if turn.today <= here.ends:
            lines.append(t("activity.would_invite", count=count) if count else t("activity.nobody_fits"))
            choices.append(turn.button(f"whom:{here.id}", "activity.whom"))
        choices += _on_the_day(turn, here)  # guests may have been asked on paper
    if here.found:
        lines.append(t("activity.found", text=here.found))
    if here.state is ActivityState.PLANNED and turn.today <= here.ends:
        choices.append(turn.button(f"moveactivity:{here.id}", "activity.change"))
        choices.append(turn.button(f"calloff:{here.id}", "activity.call_off"))
    nav = [turn.button("activities", "activity.all"), turn.button("menu", "menu.back")]
    if here.state is not ActivityState.CANCELLED and shows_products(here.kind):
        nav.insert(0, turn.button(f"showlist:{here.id}", "showcase.take"))
    turn.say(Reply("\n".join(lines), here.title, tuple(choices), tuple(nav)))


def _on_the_day(turn: Turn, here: Activity, *first: Choice) -> list[Choice]:
    """From its day on what was found; on the day itself the code at the door."""
    if turn.today < here.day:
        return []
    door = [turn.button(f"door:{here.id}", "activity.door")] if here.on(turn.today) else []
    return [*first, *door, turn.button(f"activityend:{here.id}", "activity.outcome")]


def _counted(turn: Turn, seats: Seats) -> str:
    t = turn.t
    parts = [t("activity.going", count=seats.taken)]
    parts += [t("activity.waiting", count=seats.waiting)] if seats.waiting else []
    parts += [t("activity.refusing", count=seats.no)] if seats.no else []
    parts += [t("activity.silent", count=seats.unsaid)] if seats.unsaid else []
    parts += [t("activity.came", count=seats.came)] if seats.came else []
    return t("activity.invited", count=seats.invited, answers=", ".join(parts))

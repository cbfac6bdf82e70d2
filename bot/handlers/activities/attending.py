"""Who came: by the numbers of a list, or by the code at the door; and what was found or decided."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.activities import ATTENDED, OUTCOME
from bot.conversations.kinds.activities import FIRST, LISTED
from bot.handlers.account.codes import fresh_code, grouped
from bot.handlers.activities import found, guests, page
from bot.handlers.activities.guests import NAMED
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.activities import ComeIn, MarkAttendance, OpenDoor, PutOutcome
from bot.writes.forms import SetPlace
from ocop_domain.activities import GOING, Activity, ActivityState, Attendance


async def _begun(turn: Turn, activity_id: str) -> Activity | None:
    """An activity whose day has come, for who holds it; else it is shown as it is."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return None
    if here.state is not ActivityState.CANCELLED and here.day <= turn.today:
        return here
    await page.of_holder(turn, here)
    return None


async def begin(turn: Turn, activity_id: str, start: int = 0) -> None:
    """Lists who said that they come, a page by number, and asks who of it is there."""
    here = await _begun(turn, activity_id)
    if here is None:
        return
    going = await turn.reads.guests(here.id, GOING, NAMED, max(0, start))
    if not going:
        await page.of_holder(turn, here, turn.t("activity.nobody_yet"))
        return
    names = [f"{n}. {guests.line(turn, one)}" for n, one in enumerate(going, start + 1)]
    answers = {LISTED: [one.person for one in going], FIRST: start + 1}
    draft = Draft(turn.new_id(), ATTENDED.id, ATTENDED.version, here.programme, answers, subject=here.id)
    await filling.enter(turn, draft, "\n".join([here.title, *names]))


async def attended(turn: Turn, draft: Draft) -> None:
    """It is written down who of the list came; the rest of it did not."""
    here = await _begun(turn, draft.subject)
    if here is None:
        return
    listed, numbers = [int(one) for one in draft.answers[LISTED]], set(draft.answers["act_came"])
    first = int(draft.answers.get(FIRST) or 1)
    came = tuple(person for n, person in enumerate(listed, first) if n in numbers)
    absent = tuple(person for n, person in enumerate(listed, first) if n not in numbers)
    turn.do(MarkAttendance(here, came, absent))
    note = turn.t("activity.attended", count=len(came), all=len(listed))
    last = first + len(listed) - 1
    rest = (await turn.reads.seats(here.id)).going - last
    further = [turn.button(f"attend:{here.id}:{last}", "activity.attend_more", count=rest)] if rest > 0 else []
    await _told(turn, here, note, *further, held=bool(came) or here.state is ActivityState.HELD)


async def begin_outcome(turn: Turn, activity_id: str) -> None:
    """Asks what was found or decided, and how many others came."""
    here = await _begun(turn, activity_id)
    if here:
        draft = Draft(turn.new_id(), OUTCOME.id, OUTCOME.version, here.programme, subject=here.id)
        await filling.enter(turn, draft, here.title)


async def concluded(turn: Turn, draft: Draft) -> None:
    """It is kept, and shown to those who came."""
    here = await _begun(turn, draft.subject)
    if here is None:
        return
    outcome = replace(here, found=draft.answers["act_found"], others=int(draft.answers.get("act_others") or 0))
    turn.do(PutOutcome(outcome))
    await _told(turn, outcome, turn.t("activity.concluded"))


async def _told(turn: Turn, here: Activity, note: str, *further: Choice, held: bool = True) -> None:
    lines = [note, *([turn.t("activity.duty_done")] if here.duty and held else [])]
    doors = list(further)
    doors += [turn.button(f"activityend:{here.id}", "activity.outcome")] if not here.found else []
    doors.append(turn.button(f"activity:{here.id}", "activity.open"))
    turn.say(Reply("\n".join(lines), here.title, (*doors, turn.button("menu", "menu.back"))))


async def door(turn: Turn, activity_id: str) -> None:
    """The code, on the days of the activity: as a picture to be shown at the door and to be typed."""
    here = await found.to_hold(turn, activity_id)
    if here is None:
        return
    if not here.on(turn.today):
        await page.of_holder(turn, here, _why_closed(turn, here))
        return
    if not here.code:
        here = replace(here, code=fresh_code(turn).replace("-", ""))
        turn.do(OpenDoor(here))
    code = grouped(here.code)
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("activity.door_text", code=code), *links.values()]
    files, names = ((picture,), ("ma-diem-danh",)) if picture else ((), ())
    doors = (turn.button(f"activity:{here.id}", "activity.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), here.title, doors, files=files, names=names))


async def opened(turn: Turn, token: str) -> bool:
    """Whether a code was one of a door: whoever has it is there, on a day of the activity."""
    plain = "".join(letter for letter in token.upper() if letter.isalnum())
    here = await turn.reads.activity_by_code(plain)
    if here is None:
        return False
    turn.do(SetPlace(""))
    one = await found.invited(turn, here)
    if not here.on(turn.today):
        await _closed(turn, here, one)
        return True
    known = one or turn.person.member or turn.person.grants
    if not known:  # nothing is kept of whoever nobody knows
        turn.tell("activity.door_unknown", turn.button("menu", "menu.back"), name=here.title)
        return True
    turn.do(ComeIn(here, one.person if one else turn.person.id))
    doors = (turn.button(f"activity:{here.id}", "activity.open"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("activity.door_in", name=here.title), here.title, doors))
    return True


def _why_closed(turn: Turn, here: Activity) -> str:
    """Why the code is not shown on this day; of what is called off the page says it."""
    if here.state is ActivityState.CANCELLED:
        return ""
    early = turn.today < here.day
    return turn.t("activity.door_later", day=turn.t.day(here.day)) if early else turn.t("activity.door_over")


async def _closed(turn: Turn, here: Activity, one: Attendance | None) -> None:
    """The code of another day, or of what does not take place: what is to be done; a guest sees the activity too."""
    note = _told_at_the_door(turn, here)
    if one and here.state is ActivityState.CANCELLED:
        await page.of_guest(turn, here, one)
    elif one:
        await page.of_guest(turn, here, one, "" if one.came else note)
    else:
        turn.say(Reply(note, here.title, nav=(turn.button("menu", "menu.back"),)))


def _told_at_the_door(turn: Turn, here: Activity) -> str:
    t = turn.t
    if here.state is ActivityState.CANCELLED:
        return t("activity.off", reason=here.reason)
    if turn.today < here.day:
        return t("activity.door_early", name=here.title, day=t.day(here.day))
    return t("activity.door_closed", name=here.title, unit=turn.areas.get(here.unit).name)

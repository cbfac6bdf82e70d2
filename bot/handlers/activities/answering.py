"""What guests say: they come, they do not, another comes for them. Seats are given by turn; who moves up is told."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.activities import INSTEAD
from bot.handlers.activities import found, page, words
from bot.handlers.assistance.forward import for_helper
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.activities import AnswerInvitation
from bot.writes.people import Notify
from ocop_domain.activities import Activity, Attendance, Coming, Seats
from ocop_domain.activities import answered as changed_by


async def _open(turn: Turn, activity_id: str) -> tuple[Activity, Attendance] | None:
    """The activity for a guest who may still say something; else it is said how it is."""
    here = await turn.reads.activity(activity_id)
    one = await found.invited(turn, here) if here else None
    if here is None or one is None:
        found.refuse(turn)
        return None
    if not here.awaits(turn.today) or one.came:
        await page.of_guest(turn, here, one)
        return None
    return here, one


async def come(turn: Turn, activity_id: str, said: str) -> None:
    """Yes or no."""
    both = await _open(turn, activity_id)
    if both and said in {Coming.YES, Coming.NO}:
        await _answer(turn, *both, Coming(said))
    elif both:
        await page.of_guest(turn, *both)


async def begin_instead(turn: Turn, activity_id: str) -> None:
    """Asks who comes in their place."""
    both = await _open(turn, activity_id)
    if both:
        draft = Draft(turn.new_id(), INSTEAD.id, INSTEAD.version, both[0].programme, subject=activity_id)
        await filling.enter(turn, draft, both[0].title)


async def instead(turn: Turn, draft: Draft) -> None:
    """Another person comes for them."""
    both = await _open(turn, draft.subject)
    if both:
        await _answer(turn, *both, Coming.INSTEAD, str(draft.answers["act_instead"]))


async def _answer(turn: Turn, here: Activity, one: Attendance, answer: Coming, other: str = "") -> None:
    own, seats = await put(turn, here, one, answer, other)
    text = words.standing(turn, here, own, place_of(seats, own.person))
    doors = (turn.button(f"activity:{here.id}", "activity.open"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, here.title, doors))


async def put(
    turn: Turn, here: Activity, one: Attendance, answer: Coming, other: str = "", *, for_caller: bool = False
) -> tuple[Attendance, Seats]:
    """Writes the answer down; how the guest stands then, and how the seats stood before."""
    seats = await turn.reads.seats(here.id) if here.places else Seats()
    rows = changed_by(here, seats, one, answer, now=turn.now, instead=other)
    turn.do(AnswerInvitation(here, rows, for_caller))
    await move_up(turn, here, rows[1:])
    return rows[0], seats


def place_of(seats: Seats, person: int) -> int:
    """At which place of the queue somebody waits; who is not in it yet, at its end."""
    queued = [each.person for each in seats.queue]
    return queued.index(person) + 1 if person in queued else len(queued) + 1


async def move_up(turn: Turn, here: Activity, rows: tuple[Attendance, ...]) -> None:
    """Those who waited and have a seat now are told at once."""
    told = await turn.reads.told_each([one.person for one in rows]) if rows else {}
    for one in rows:
        for recipient in told.get(one.person, ()):
            t = turn.texts[recipient.language]
            text = "\n".join([t("activity.notice_seat", name=here.title), *words.facts(t, here)])
            notice = Reply(text, t("notice.title"), (Choice(f"activity:{here.id}", t("activity.open")),))
            key = f"seat:{here.id}:{one.waiting or here.revision}:{recipient.person}"
            turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))

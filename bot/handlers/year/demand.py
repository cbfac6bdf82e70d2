"""A report that the level above asks for: each unit below gets it as a task with the day that was named."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.year import ASK_REPORT
from bot.handlers.forms import filling
from bot.handlers.shared import dates, starting
from bot.handlers.shared.telling import tell_staff
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.handlers.year import oversee
from bot.messages import Choice
from bot.texts import Translator
from bot.writes.year import StartDuty
from ocop_domain.duties.calendar import asked_for
from ocop_domain.duties.model import Duty, Occurrence
from ocop_domain.programmes import Programme
from ocop_domain.rights import SPECS, Act, holders


async def demanded(turn: Turn) -> Duty | None:
    """The report that this person may ask for from those below: of what leads first."""
    for programme in sorted(await dates.asking(turn), key=lambda one: one.id != turn.programme.id):
        for duty in programme.duties:
            if duty.on_demand and _may_ask(turn, programme, duty):
                return duty
    return None


def _may_ask(turn: Turn, programme: Programme, duty: Duty) -> bool:
    """Whether it is for those right below this person's place in the line of authority, where the programme holds."""
    here = programme.holds(turn.today) and oversee.may_see(turn, _on(turn, duty, turn.today, ""))
    return here and bool(_asked(turn, duty))


def _on(turn: Turn, duty: Duty, last_day: date, id_: str) -> Occurrence:
    return asked_for(duty, turn.today, last_day, starting.mark(id_))


def _asked(turn: Turn, duty: Duty) -> list[str]:
    """The units that are asked: all of the level, below this person, where the duty is to be done."""
    own = set(units_of(turn, Act.OVERSEE))
    levels = {level for role in holders(duty.role) for level in SPECS[role].levels}
    territory = turn.programmes.where(_on(turn, duty, turn.today, ""), turn.today)
    found = (turn.areas.find(code) for code in own if territory.has(code))
    return sorted(unit.code for unit in found if unit and unit.level in levels and unit.in_force(turn.today))


async def begin(turn: Turn) -> None:
    """Asks what is to be told, and by when."""
    duty = await demanded(turn)
    if duty is None:
        turn.tell("demand.none", turn.button("overview", "menu.overview"), turn.button("menu", "menu.back"))
        return
    draft = Draft(turn.new_id(), ASK_REPORT.id, ASK_REPORT.version, duty.programme, subject=duty.id)
    await filling.enter(turn, draft, turn.t("demand.intro", count=len(_asked(turn, duty))))


async def asked(turn: Turn, draft: Draft) -> None:
    """Each unit below has it as a task; its officers are told at once."""
    duty = await demanded(turn)
    if duty is None or (duty.programme, duty.id) != (draft.programme, draft.subject):
        turn.tell("demand.none", turn.button("overview", "menu.overview"), turn.button("menu", "menu.back"))
        return
    what, last_day = str(draft.answers["demand_what"]), date.fromisoformat(draft.answers["demand_day"])
    here, units = _on(turn, duty, last_day, draft.id), _asked(turn, duty)
    for unit in units:
        turn.do(StartDuty(duty.programme, here, unit, what, draft.id))

    def words(t: Translator) -> str:
        return t("demand.notice", what=what, day=t.day(here.announced))

    def door(t: Translator) -> Choice:
        return Choice(f"duty:{duty.id}:{here.id}", t("remind.do.look"))

    officers = await turn.reads.officers_of(units, Act.OVERSEE)
    told = tell_staff(turn, officers, words, door, stamp=f"demand:{draft.id}")
    turn.tell(
        "demand.done",
        turn.button(f"who:{duty.id}:{here.id}", "remind.do.above"),
        turn.button("menu", "menu.back"),
        count=len(units),
        told=told,
        day=turn.t.day(last_day),
    )

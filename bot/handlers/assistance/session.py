"""Working for a producer: the way in and out, what an officer may press there, and what every screen says."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.forms.consent import DOSSIER
from bot.handlers import menu
from bot.handlers.account import privacy
from bot.handlers.assistance.forward import FOR
from bot.handlers.assistance.officer import areas_of, framed, helped_in, new_id, page, refuse
from bot.handlers.shared.policy import Policy, Side
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.people import PRODUCER
from bot.writes.assistance import SetHelp
from bot.writes.forms import DropDraft, SetPlace
from bot.writes.people import ErasePerson
from ocop_domain.rights import Act, grants_for


async def enter(turn: Turn, ward: int) -> bool:
    """Works for this producer from now on, if the officer may; False when not, and says so."""
    if turn.person.help and turn.person.help.ward == ward:
        return True
    leave(turn)
    found = await turn.reads.ward(ward)
    if found is None or found.help is None or found.help.area not in helped_in(turn):
        refuse(turn)
        return False
    if found.help.ended:
        turn.tell("assist.over", turn.button("menu", "menu.back"), name=found.help.name)
        return False
    officer = turn.person
    turn.do(SetHelp(ward), SetPlace(""))
    turn.person = replace(
        found,
        language=officer.language,
        menu=officer.menu,
        choices=officer.choices,
        speaker=replace(officer, draft=""),
        joined=officer.joined,
    )
    return True


async def same(turn: Turn, area: str, ward: int) -> None:
    """It is somebody whom the commune helps already: what was begun anew is dropped."""
    if area not in areas_of(turn):
        refuse(turn)
        return
    turn.do(DropDraft(new_id(turn, area)), SetPlace(""))
    if await enter(turn, ward):
        await page(turn)


def leave(turn: Turn) -> None:
    """Back to the officer's own work; what was typed for the producer is kept."""
    if turn.person.help and turn.person.speaker:
        turn.person = replace(turn.person.speaker, draft="")
        turn.do(SetHelp(0), SetPlace(""))


async def stop(turn: Turn) -> None:
    """Says whom one no longer works for, and shows the officer's menu."""
    name = turn.person.help.name if turn.person.help else ""
    leave(turn)
    await menu.show(turn, turn.t("assist.stopped", name=name) if name else "")


# Around every turn


async def still(turn: Turn) -> bool:
    """Whether the officer may still work for the producer; else brings them back, and says so."""
    help_, officer = turn.person.help, turn.person.speaker
    if help_ is None or officer is None:
        return True
    areas = [grant.area for grant in grants_for(officer.grants, Act.ASSIST)]
    if not help_.ended and turn.areas.within(areas, turn.today).has(help_.area):
        return True
    leave(turn)
    await menu.show(turn, turn.t("assist.over", name=help_.name))
    return False


async def admits(turn: Turn, name: str, rest: str, policy: Policy, *, unasked: bool = True) -> bool:
    """Whether a button of this policy may go on while one works for a producer; else it was answered here.

    `unasked` is False for the button of a notice about this producer.
    """
    help_ = turn.person.help
    if help_ is None:
        return not _left_behind(turn, policy)
    # What came unasked is about the officer's own work; of a producer it says so (`for:`).
    notice = unasked and turn.said.kind == "press" and turn.said.menu == 0 and name != FOR
    if notice or policy.side is Side.OFFICE or await _anothers(turn, policy, rest):
        leave(turn)
        turn.say(Reply(turn.t("assist.stopped", name=help_.name)))
        return True
    if policy.side is Side.OWN_PHONE:
        await page(turn, turn.t("assist.only_own"))
        return False
    if policy.sends and not turn.person.consents.get(DOSSIER):
        await page(turn, turn.t("assist.no_consent"))
        return False
    if policy.side is Side.DATA and help_.confirmed:
        await page(turn, turn.t("assist.own_phone"))
        return False
    if name == "erase":
        await privacy.delete(turn)
        if any(isinstance(w, ErasePerson) for w in turn.writes):
            turn.replies[:] = [Reply(turn.t("assist.erased"), choices=(turn.button("menu", "menu.back"),))]
        return False
    return True


def _left_behind(turn: Turn, policy: Policy) -> bool:
    """Whether an officer pressed an old button of a producer for whom they work no more; says so.

    Else it would begin a product of the officer's own.
    """
    old = turn.said.kind == "press" and turn.said.menu and not turn.fresh
    if not old or policy.side is not Side.PRODUCER or not areas_of(turn) or PRODUCER in menu.faces(turn):
        return False
    turn.do(SetPlace(""))
    turn.tell("assist.left", turn.button("assist", "menu.assist"), turn.button("menu", "menu.back"))
    return True


async def _anothers(turn: Turn, policy: Policy, rest: str) -> bool:
    """Whether the button opens a product that is not the producer's: the number of a notice can be typed too."""
    application = await turn.reads.application(rest.partition(":")[0]) if policy.act is Act.SEE else None
    return application is not None and application.owner != turn.person.id


def frame(turn: Turn) -> None:
    """Says on every screen for whom one works, and offers the way back."""
    help_ = turn.person.help
    if help_ and not any(isinstance(w, ErasePerson) for w in turn.writes):
        turn.replies[:] = [framed(turn, reply, help_.name) for reply in turn.replies]

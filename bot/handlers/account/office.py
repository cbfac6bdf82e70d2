"""Officials: what they say of themselves, whom producers may ask, and who hears that a role was taken."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.office import OFFICE
from bot.handlers import menu
from bot.handlers.account import summary
from bot.handlers.forms import filling
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.offices import Official
from bot.records.people import Invitation
from bot.writes.people import EndGrant, Notify, PutOfficial
from ocop_domain.rights import SPECS, Grant


def asked_of(turn: Turn) -> bool:
    """Whether this person holds a role whose holders say who they are."""
    return any(SPECS[grant.role].asks for grant in turn.person.me.grants)


async def missing(turn: Turn) -> bool:
    """Whether this official has not said anything yet."""
    return asked_of(turn) and await turn.reads.official_of(turn.person.me.id) is None


async def begin(turn: Turn) -> None:
    """Asks for name, post and phone of the office; each may be skipped, all can be changed later."""
    if not asked_of(turn):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    draft_id = f"whoami.{turn.person.me.id}"
    begun = await turn.reads.draft(draft_id)
    await filling.enter(turn, begun or Draft(draft_id, OFFICE.id, OFFICE.version, turn.programme.id))


async def said(turn: Turn, draft: Draft) -> None:
    """Keeps it; what was skipped is not shown to anybody."""
    if not asked_of(turn):
        await menu.show(turn)
        return
    answers = {name: str(draft.answers.get(f"office_{name}") or "") for name in ("name", "post", "phone")}
    turn.do(PutOfficial(Official(**answers)))
    await menu.show(turn, turn.t("office.kept"))


def line(official: Official) -> str:
    """One official in a line: name, post, phone, so far as they are known."""
    phone = "0" + official.phone.removeprefix("+84") if official.phone.startswith("+84") else official.phone
    return ", ".join(part for part in (official.name, official.post, phone) if part)


async def contacts(turn: Turn, area: str) -> str:
    """Whom a producer of this unit may ask; "" where nobody has said so."""
    found = await turn.reads.officials_for(sitting_for(turn, area))
    return turn.t("office.whom", who="; ".join(line(official) for official in found[:3])) if found else ""


async def tell_inviter(turn: Turn, found: Invitation, grant: Grant) -> None:
    """Whoever invited hears who took it: the person who did, else the administrators."""
    person = await turn.reads.recipient(found.by) if found.by else None
    told = [person] if person else await turn.reads.administrators()
    for recipient in told:
        if recipient.person == turn.person.id:
            continue
        t = turn.texts[recipient.language]
        role = summary.office(turn, grant, t)
        text = t("notice.role_taken", role=role, whom=found.whom or "–", number=turn.person.id)
        notice = Reply(text, t("notice.title"), (Choice("menu", t("menu.back")),))
        turn.do(Notify(recipient.person, notice, key=f"taken:{found.token_hash}:{recipient.person}"))


async def end(turn: Turn, person: int, grant: Grant, by: int) -> None:
    """The role of somebody ends by another's word: both stands in the audit, and the holder is told."""
    turn.do(EndGrant(person, grant, by, "removed"))
    told = await turn.reads.recipient(person)
    if told:
        t = turn.texts[told.language]
        notice = Reply(t("notice.role_removed", role=summary.office(turn, grant, t)), t("notice.title"))
        turn.do(Notify(person, notice, f"dismissed:{person}:{grant.role}:{grant.area}:{turn.now:%Y%m%d%H%M%S}"))

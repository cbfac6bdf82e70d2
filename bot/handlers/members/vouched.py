"""Somebody more for a producer, let in by the commune's officer: who agreed is kept, and the others hear."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.members import VOUCHED
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.account.recovery import may_recover
from bot.handlers.forms import filling
from bot.handlers.members.team import CODE_HOURS
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Invitation, MemberPart
from bot.writes.people import AddInvitation
from ocop_domain.applications import Application
from ocop_domain.rights import Act, Subject, may


def door(turn: Turn, application: Application) -> Choice:
    """The way there, beside the one for a lost phone."""
    return turn.button(f"vouch:{application.id}", "members.vouch")


async def begin(turn: Turn, application_id: str) -> None:
    """Asks who it is, as what, and how it is known that the producer wants it."""
    application = await _found(turn, application_id)
    if application is None:
        return
    draft_id = f"vouch.{turn.person.id}.{application.id}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, VOUCHED.id, VOUCHED.version, application.programme, subject=application.id)
    await filling.enter(turn, draft, turn.t("members.vouch_intro", producer=application.producer_name))


async def _found(turn: Turn, application_id: str) -> Application | None:
    """The product; None where this official may not let anybody in there, and says so."""
    application = await turn.reads.application(application_id)
    if application is None or not await may_recover(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return application


async def offered(turn: Turn, draft: Draft) -> None:
    """The one-time code, with its links and its picture."""
    application = await _found(turn, draft.subject)
    if application is None:
        return
    code, name = fresh_code(turn), str(draft.answers["member_name"])
    invitation = Invitation(
        hash_token(code),
        turn.now + timedelta(hours=CODE_HOURS),
        by=turn.person.id,
        whom=name,
        account=application.owner,
        part=MemberPart(str(draft.answers["member_part"])),
    )
    turn.do(AddInvitation(invitation, how=str(draft.answers["member_vouched"])))
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("members.code", name=name, code=code, days=CODE_HOURS // 24)]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    choices = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    files = (picture,) if picture else ()
    turn.say(Reply("\n\n".join(lines), turn.t("members.vouch"), choices, files=files))


async def still_may(turn: Turn, found: Invitation) -> bool:
    """Whether the official who gave the code still looks after this producer."""
    official = await turn.reads.account(found.by) if found.by else None
    if official is None or not official.grants or official.person == found.account:
        return False
    own = await turn.reads.applications_over_years(found.account)
    subjects = [Subject(one.area, one.owner) for one in own]
    acts = (Act.RECOVER, Act.RECOVER_ABOVE)
    return any(may(official.person, official.grants, act, one, turn.reaches) for act in acts for one in subjects)

"""A lost phone: the official who made sure who somebody is gives the account back by a one-time code."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.recovery import RECOVERY
from bot.handlers.account import summary
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.forms import filling
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.account import Account, Recovery
from bot.records.people import Invitation
from bot.writes.account import KeepRecovery
from bot.writes.people import AddInvitation
from ocop_domain.applications import Application
from ocop_domain.rights import Act

CODE_HOURS = 24
"""How long the code holds: the new phone may have to be bought first."""


async def may_recover(turn: Turn, application: Application) -> bool:
    """Whether this official gives the producer's account back: the commune's own, where it has none the level above."""
    if application.owner == turn.person.id:
        return False
    if turn.may_on(Act.RECOVER, application):
        return True
    if not turn.may_on(Act.RECOVER_ABOVE, application):
        return False
    return not await turn.reads.officers_of(sitting_for(turn, application.area), Act.RECOVER)


async def begin(turn: Turn, application_id: str) -> None:
    """Shows whose account it is, and asks how it is known that it is this person."""
    found = await _found(turn, application_id)
    if found is None:
        return
    application, account = found
    note = f"{turn.t('recovery.intro')}\n{summary.described(turn, account)}"
    draft_id = f"lost.{turn.person.id}.{application.id}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, RECOVERY.id, RECOVERY.version, application.programme, subject=application.id)
    await filling.enter(turn, draft, note)


async def _found(turn: Turn, application_id: str) -> tuple[Application, Account] | None:
    """The product and its producer's account; None where this official may not give it back, and says so."""
    application = await turn.reads.application(application_id)
    if application is None or not await may_recover(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    account = await turn.reads.account(application.owner)
    back = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    if account is None:
        turn.tell("recovery.erased", *back)
        return None
    if account.grants:  # whoever can let others in is given back by the administrator only
        turn.tell("recovery.official", *back)
        return None
    return application, account


async def made(turn: Turn, draft: Draft) -> None:
    """What was checked is kept, and the code is shown: to be typed on the new phone, here and now."""
    found = await _found(turn, draft.subject)
    if found is None:
        return
    application, account = found
    code = fresh_code(turn)
    expires = turn.now + timedelta(hours=CODE_HOURS)
    token = hash_token(code)
    how, note = str(draft.answers["recovery_how"]), str(draft.answers["recovery_note"])
    turn.do(
        AddInvitation(Invitation(token, expires, person=account.person)),
        KeepRecovery(Recovery(token, account.person, turn.person.id, application.area, how, note, turn.now)),
    )
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("recovery.code", name=summary.called(turn, account), code=code, hours=CODE_HOURS)]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    lines.append(turn.t("recovery.what_then"))
    choices = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    files = (picture,) if picture else ()
    turn.say(Reply("\n\n".join(lines), turn.t("recovery.title"), choices, files=files))

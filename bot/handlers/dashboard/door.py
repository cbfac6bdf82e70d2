"""The way from the chat to the dashboard: a link that opens it once, on whichever screen is large enough."""

from __future__ import annotations

from bot.handlers.account import phones
from bot.handlers.account.codes import hash_token
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.dashboard import OFFER, SIGNED_IN
from bot.writes.dashboard import OfferDashboard
from ocop_domain.rights import Act, grants_for


def door(turn: Turn) -> tuple[Choice, ...]:
    """The button, for who has something to look after."""
    return (turn.button("dashboard", "dashboard.open"),) if admits(turn) else ()


def admits(turn: Turn) -> bool:
    """Whether there is a dashboard for this person: commune officers, and staff of the levels above."""
    return bool(grants_for(turn.person.grants, Act.OVERSEE))


async def offer(turn: Turn) -> None:
    """A link that opens the dashboard on another screen: once, and only within a few minutes."""
    back = turn.button("menu", "menu.back")
    if not admits(turn):
        turn.tell("error.not_yours", back)
        return
    if phones.waits(turn):
        return
    code = turn.new_id() + turn.new_id()
    address = turn.papers.dashboard_address(code)
    if not address:
        turn.tell("dashboard.nowhere", back)
        return
    turn.do(OfferDashboard(hash_token(code), turn.now + OFFER))
    minutes, hours = int(OFFER.total_seconds() // 60), int(SIGNED_IN.total_seconds() // 3600)
    text = turn.t("dashboard.link", minutes=minutes, hours=hours, link=address)
    turn.say(Reply(text, turn.t("dashboard.title"), (turn.button("phones", "phones.title"), back)))

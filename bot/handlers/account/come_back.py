"""Coming back: somebody who was here before, on a phone or in a browser that does not know it any more."""

from __future__ import annotations

from bot.handlers import menu
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.forms import SetPlace

BACK = "back"
"""What the page says after /start when it knows that somebody used it before, and the server does not know whom."""
NEWCOMER = "newcomer"
"""The button of whoever is new. As long as it is offered, whatever is typed is no answer of a stranger."""


async def ask(turn: Turn) -> None:
    """Asks whether this is a new phone, and tells the ways back to the account."""
    if not menu.is_newcomer(turn):
        await menu.start(turn)
        return
    _say(turn, turn.t("back.ask"))


async def ways(turn: Turn) -> None:
    """The ways back to an account, for whoever says to have one."""
    _say(turn, turn.t("back.ways"))


def _say(turn: Turn, first: str) -> None:
    t = turn.t
    lines = [t("back.code")]
    if turn.said.channel != "telegram" and "telegram" in turn.rates:
        lines.append(t("back.telegram"))
    lines.append(t("back.officer"))
    turn.do(SetPlace(""))
    text = "\n".join([first, "", *(f"• {line}" for line in lines)])
    turn.say(Reply(text, t("back.title"), (turn.button(NEWCOMER, "back.newcomer"),)))


async def newcomer(turn: Turn) -> None:
    """Somebody new after all."""
    await menu.start(turn)


def asked(turn: Turn) -> bool:
    """Whether the screen that was shown last asked for a way back."""
    return any(data == NEWCOMER for data, _ in turn.person.choices) and menu.is_newcomer(turn)

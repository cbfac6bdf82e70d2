"""What came unasked owns no numbers: a word opens it, and then it is a screen like any other."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.assistance import session
from bot.handlers.turn import Turn
from bot.writes.forms import SetPlace


async def opened(turn: Turn, text: str) -> bool:
    """Shows the last notice again where the text is the word for it; False when it is not, or none came.

    The word is taken as it is written: "mơ" is a fruit, and may be the name of a product.
    """
    if text.casefold().rstrip(" .!") not in turn.t.words("command.open.words"):
        return False
    notice = await turn.reads.last_notice(turn.said.channel, turn.said.address)
    if notice is None:
        return False
    session.leave(turn)  # what comes unasked is about the own work; of a producer its buttons say so
    turn.do(SetPlace(""))
    nav = notice.nav or (turn.button("menu", "menu.back"),)
    turn.say(replace(notice, nav=nav, menu=0, edit="", only_edit=False, commands=""))
    return True

"""answerCallbackQuery."""

from typing import Any

from .errors import bad
from .params import Params
from .spans import utf16_length
from .updates import CALLBACK_LIFETIME
from .world import World

MAX_ANSWER = 200


def answer(world: World, p: Params) -> bool:
    """A press can be answered once, within 150 s, with up to 200 characters."""
    press = world.presses.get(p.text("callback_query_id"))
    if press is None or press.answered or world.clock() - press.at > CALLBACK_LIFETIME:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(p.text("text")) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    press.answered, press.text, press.alert = True, p.text("text"), p.flag("show_alert")
    if press.chat_id in world.chats:
        world.chats[press.chat_id].wake()
    return True


METHODS: dict[str, Any] = {"answerCallbackQuery": answer}

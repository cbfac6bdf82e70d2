"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage."""

from typing import Any

from .errors import bad
from .keyboards import inline, read_markup
from .params import Json, Params
from .sending import caption_of, checked_text
from .world import Chat, Stored, World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 3600
_CONTENT = ("text", "entities", "caption", "caption_entities", "link_preview_options", "reply_markup")


def _target(world: World, p: Params, what: str) -> tuple[Chat, Stored]:
    if not p.text("chat_id") or not p.integer("message_id"):
        if not p.text("chat_id") and not p.integer("message_id") and p.text("inline_message_id"):
            raise bad("the fake has no inline messages")
        raise bad("message identifier is not specified")
    chat = world.chat_for(p)
    message = chat.messages.get(p.integer("message_id"))
    if message is None:
        raise bad(f"message to {what} not found")
    return chat, message


def _editable(world: World, p: Params) -> tuple[Chat, Stored]:
    chat, message = _target(world, p, "edit")
    if not message.by_bot or (message.markup is not None and inline(message.markup) is None):
        raise bad("message can't be edited")
    return chat, message


def _apply(world: World, chat: Chat, message: Stored, new: Json, markup: Json | None) -> Json:
    shown = inline(markup)
    if shown is not None:
        new = {**new, "reply_markup": shown}
    kept = {k: v for k, v in message.data.items() if k not in _CONTENT}
    if new == {k: v for k, v in message.data.items() if k in _CONTENT}:
        raise bad(_SAME)
    message.data = {**kept, "edit_date": int(world.clock()), **new}
    message.markup = markup
    world.bot_spoke(chat)
    return message.data


def edit_text(world: World, p: Params) -> Json:
    """editMessageText: without reply_markup the keyboard goes away."""
    new = checked_text(p, "MESSAGE_TOO_LONG")
    markup = read_markup(p)
    chat, message = _editable(world, p)
    if "text" not in message.data:
        raise bad("there is no text in the message to edit")
    return _apply(world, chat, message, new, markup)


def edit_caption(world: World, p: Params) -> Json:
    """editMessageCaption."""
    new = caption_of(p)
    markup = read_markup(p)
    chat, message = _editable(world, p)
    if "photo" not in message.data and "document" not in message.data:
        raise bad("there is no caption in the message to edit")
    return _apply(world, chat, message, new, markup)


def edit_markup(world: World, p: Params) -> Json:
    """editMessageReplyMarkup: without reply_markup the keyboard goes away."""
    markup = read_markup(p)
    chat, message = _editable(world, p)
    kept = {k: v for k, v in message.data.items() if k in _CONTENT and k != "reply_markup"}
    return _apply(world, chat, message, kept, markup)


def delete(world: World, p: Params) -> bool:
    """deleteMessage: any message of a private chat, own ones elsewhere, for 48 hours."""
    chat, message = _target(world, p, "delete")
    foreign = chat.kind != "private" and not message.by_bot
    if foreign or world.clock() - message.sent_at > DELETABLE_FOR:
        raise bad("message can't be deleted")
    del chat.messages[message.data["message_id"]]
    chat.wake()
    return True


METHODS: dict[str, Any] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete,
}

"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from typing import Any

from .errors import bad
from .files import StoredFile, document_json, photo_json
from .keyboards import inline, read_markup
from .params import Json, Params
from .rich_text import parse_html
from .spans import finish, utf16_length
from .world import Chat, World

MAX_TEXT, MAX_CAPTION = 4096, 1024
_ACTIONS = frozenset(
    f"{verb}_{what}"
    for verb, whats in {
        "upload": ("photo", "video", "voice", "document", "video_note"),
        "record": ("video", "voice", "video_note"),
        "choose": ("sticker",),
        "find": ("location",),
    }.items()
    for what in whats
) | {"typing"}


def read_text(p: Params, name: str) -> tuple[str, list[Json]]:
    """Text and entities of a call: from HTML, from explicit entities or plain."""
    source, mode = p.text(name), p.text("parse_mode").lower()
    if mode == "html":
        return parse_html(source)
    if mode not in ("", "none"):
        raise bad("unsupported parse_mode" if not mode.startswith("markdown") else "the fake reads HTML only")
    given = p.parsed("entities" if name == "text" else "caption_entities", "can't parse entities JSON object")
    if not given:
        return finish(source, [])
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad("can't parse MessageEntity: expected an Object")
        if entity.get("offset", -1) < 0 or entity["offset"] + entity.get("length", 0) > utf16_length(source):
            raise bad("entity beyond the end of the text")
    return source, list(given)


def checked_text(p: Params, too_long: str) -> Json:
    """The text part of a message, 1-4096 UTF-16 units once the markup is gone."""
    if not p.text("text"):
        raise bad("message text is empty")
    text, entities = read_text(p, "text")
    if not text:
        raise bad("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad(too_long)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    options = p.parsed("link_preview_options", "can't parse link preview options JSON object")
    if options:
        content["link_preview_options"] = options
    return content


def caption_of(p: Params) -> Json:
    """The caption part of a message, up to 1024 UTF-16 units."""
    if not p.text("caption"):
        return {}
    text, entities = read_text(p, "caption")
    if utf16_length(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def _reply(world: World, chat: Chat, p: Params) -> Json:
    options = p.parsed("reply_parameters", "can't parse reply parameters JSON object") or {}
    target = options.get("message_id") or p.integer("reply_to_message_id")
    if not target:
        return {}
    message = chat.messages.get(int(target))
    if message is None:
        if options.get("allow_sending_without_reply") or p.flag("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.data.items() if k != "reply_to_message"}}


def _post(world: World, chat: Chat, p: Params, content: Json) -> Json:
    markup = read_markup(p)
    shown = inline(markup)
    content = _reply(world, chat, p) | content
    if p.flag("protect_content"):
        content["has_protected_content"] = True
    if shown is not None:
        content["reply_markup"] = shown
    message = world.new_message(chat, world.bot, content, markup=markup)
    if markup is not None and shown is None:
        chat.keyboard = markup if "keyboard" in markup else None
    world.bot_spoke(chat)
    return message.data


def send_message(world: World, p: Params) -> Json:
    """sendMessage."""
    content = checked_text(p, "message is too long")
    read_markup(p)
    return _post(world, world.chat_for(p, writing=True), p, content)


def send_photo(world: World, p: Params) -> Json:
    """sendPhoto: an upload becomes several sizes, a file_id is sent again."""
    file = world.files.sent(p, "photo")
    caption = caption_of(p)
    read_markup(p)
    chat = world.chat_for(p, writing=True)
    sizes = [file] if isinstance(file, StoredFile) else world.files.photo(file)
    return _post(world, chat, p, {"photo": photo_json(sizes), **caption})


def send_document(world: World, p: Params) -> Json:
    """sendDocument."""
    file = world.files.sent(p, "document")
    caption = caption_of(p)
    read_markup(p)
    chat = world.chat_for(p, writing=True)
    stored = file if isinstance(file, StoredFile) else world.files.add("document", file)
    return _post(world, chat, p, {"document": document_json(stored), **caption})


def send_chat_action(world: World, p: Params) -> bool:
    """sendChatAction: nothing is shown in the fake."""
    if p.text("action").lower() not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.chat_for(p, writing=True)
    return True


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}

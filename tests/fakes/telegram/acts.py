"""What people do, as updates."""

from .params import Json
from .spans import finish
from .updates import CALLBACK_LIFETIME, CALLBACK_QUEUE, MEMBER_QUEUE
from .world import Chat, Press, World


def content_message(world: World, sender: Json, chat: Chat, content: Json) -> int:
    """A message of a person; its message_id."""
    if chat.kind == "private":
        if chat.blocked:
            chat_member(world, sender, chat, blocked=False)
        chat.started = True
    message = world.new_message(chat, sender, content)
    if chat.kind == "private" or not world.privacy or _meant_for_bot(world, content):
        world.updates.push("message", message.data, chat.id)
    return int(message.data["message_id"])


def _meant_for_bot(world: World, content: Json) -> bool:
    """What a bot in privacy mode sees in a group: commands, mentions and replies to it."""
    text = content.get("text", "")
    replied = content.get("reply_to_message", {}).get("from", {}).get("id")
    name = "@" + world.bot["username"]
    if text.startswith("/"):
        return "@" not in text.split()[0] or name in text.split()[0]
    return name in text or replied == world.bot["id"]


def press(world: World, sender: Json, chat: Chat, message_id: int, data: str) -> str:
    """A tap on an inline button; the id of the callback query."""
    query_id = str(next(world.press_ids))
    world.presses[query_id] = Press(query_id, sender["id"], chat.id, message_id, data, world.clock())
    message = chat.messages.get(message_id)
    gone = {"chat": chat.info, "message_id": message_id, "date": 0}
    body = {
        "id": query_id,
        "from": sender,
        "message": message.data if message is not None else gone,
        "chat_instance": str(-(chat.id * 7919 + 17)),
        "data": data,
    }
    world.updates.push("callback_query", body, sender["id"] + CALLBACK_QUEUE, CALLBACK_LIFETIME)
    return query_id


def edited(world: World, chat: Chat, message_id: int, text: str) -> None:
    """A person changes a message."""
    message = chat.messages[message_id]
    assert not message.by_bot, "people edit their own messages only"
    plain, entities = finish(text, [])
    kept = {k: v for k, v in message.data.items() if k not in ("text", "entities")}
    kept |= {"edit_date": int(world.clock()), "text": plain}
    message.data = kept | ({"entities": entities} if entities else {})
    world.updates.push("edited_message", message.data, chat.id)


def chat_member(world: World, sender: Json, chat: Chat, *, blocked: bool) -> None:
    """The bot is blocked or let in again: my_chat_member."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = world.bot
    member, kicked = {"user": bot, "status": "member"}, {"user": bot, "status": "kicked", "until_date": 0}
    old, new = (member, kicked) if blocked else (kicked, member)
    body = {
        "chat": chat.info,
        "from": sender,
        "date": int(world.clock()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.updates.push("my_chat_member", body, chat.id + MEMBER_QUEUE)

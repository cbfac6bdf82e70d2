"""Commands and the menu button."""

import re
from typing import Any

from .errors import bad
from .params import Json, Params
from .world import World

MAX_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_OF_CHAT = ("chat", "chat_administrators", "chat_member")


def _key(world: World, p: Params) -> tuple[str, str]:
    scope = p.parsed("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    language = p.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    if kind in _PLAIN:
        return str(kind), language
    if kind not in _OF_CHAT:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    chat = world.chat_for(Params(scope))
    member = f":{scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{member}", language


def _command(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in value:
            raise bad(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = str(value["command"]).strip().removeprefix("/")
    description = str(value["description"]).strip()
    if not command:
        raise bad("command must be non-empty")
    if len(command) > 32:
        raise bad("command length must not exceed 32")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > 256:
        raise bad("command description length must not exceed 256")
    if not _NAME.fullmatch(command):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def set_commands(world: World, p: Params) -> bool:
    """setMyCommands for a scope and a language."""
    values = p.parsed("commands", "can't parse commands JSON object") or []
    if not isinstance(values, list):
        raise bad("expected an Array of BotCommand")
    commands = [_command(value) for value in values]
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[_key(world, p)] = commands
    return True


def get_commands(world: World, p: Params) -> list[Json]:
    """getMyCommands of exactly this scope and language."""
    return world.commands.get(_key(world, p), [])


def delete_commands(world: World, p: Params) -> bool:
    """deleteMyCommands."""
    world.commands.pop(_key(world, p), None)
    return True


def shown_commands(world: World, chat_id: int, language: str) -> list[Json]:
    """What the menu of a private chat offers: the narrowest scope wins, the language before none."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for code in (language, ""):
            if found := world.commands.get((scope, code)):
                return found
    return []


def set_menu_button(world: World, p: Params) -> bool:
    """setChatMenuButton of one chat, or of all (kept under 0)."""
    button = p.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
        raise bad("can't parse MenuButton: Unsupported type specified")
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app", {}).get("url")):
        raise bad("can't parse MenuButton: Can't find field \"web_app\"")
    chat_id = world.chat_for(p).id if p.text("chat_id") else 0
    world.menu_buttons[chat_id] = button
    return True


def get_menu_button(world: World, p: Params) -> Json:
    """getChatMenuButton."""
    return world.menu_buttons.get(p.integer("chat_id")) or world.menu_buttons.get(0) or {"type": "default"}


METHODS: dict[str, Any] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}

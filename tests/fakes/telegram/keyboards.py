"""reply_markup: what is accepted, and how it is refused."""

from typing import Any

from .errors import bad
from .params import Json, Params

_ACTIONS = ("url", "login_url", "web_app", "switch_inline_query", "switch_inline_query_current_chat")
MAX_BUTTONS, MAX_IN_ROW = 100, 8


def read_markup(p: Params) -> Json | None:
    """The checked reply_markup of a call, None when there is none."""
    value = p.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    for name in (
        "resize_keyboard",
        "one_time_keyboard",
        "remove_keyboard",
        "selective",
        "force_reply",
        "is_persistent",
    ):
        if name in value and not isinstance(value[name], bool):
            raise bad(f'field "{name}" of the reply markup must be of the type Boolean')
    if value.get("keyboard"):
        return {**value, "keyboard": _rows(value["keyboard"], "keyboard", "ReplyKeyboardMarkup")}
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
        return {"inline_keyboard": rows} if rows else None
    if value.get("remove_keyboard") or value.get("force_reply"):
        return value
    return None


def inline(markup: Json | None) -> Json | None:
    """The markup when it is an inline keyboard: the only kind that messages show."""
    return markup if markup is not None and "inline_keyboard" in markup else None


def _rows(value: Any, field: str, owner: str) -> list[list[Json]]:
    if not isinstance(value, list):
        raise bad(f'field "{field}" of the {owner} must be an Array')
    if any(not isinstance(row, list) for row in value):
        raise bad(f'field "{field}" of the {owner} must be an Array of Arrays')
    check = _inline_button if field == "inline_keyboard" else _keyboard_button
    rows = [[check(button) for button in row] for row in value if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_IN_ROW for row in rows):
        raise bad("reply markup is too long")
    return rows


def _text(button: Json, kind: str) -> str:
    if "text" not in button:
        raise bad(f"can't parse {kind}: Can't find field \"text\"")
    text = button["text"]
    if not isinstance(text, str):
        raise bad(f'can\'t parse {kind}: Field "text" must be of type String')
    if not text.strip():
        raise bad(f"{kind} text must be non-empty")
    return text


def _inline_button(button: Any) -> Json:
    kind = "inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"can't parse {kind}: InlineKeyboardButton must be an Object")
    _text(button, kind)
    data = button.get("callback_data")
    if data is not None and not isinstance(data, str):
        raise bad(f'can\'t parse {kind}: Field "callback_data" must be of type String')
    if data:
        if len(data.encode()) > 64:
            raise bad("BUTTON_DATA_INVALID")
    elif data == "" and not any(name in button for name in _ACTIONS):
        raise bad("BUTTON_DATA_INVALID")
    elif not any(name in button for name in _ACTIONS):
        raise bad(f"can't parse {kind}: Text buttons are unallowed in the inline keyboard")
    url = button.get("url")
    if url is not None and (not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://"))):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def _keyboard_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _text(button, "keyboard button")
    return button

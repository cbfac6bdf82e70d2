"""An update of Telegram as what a person said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.messages import Contact, Incoming, Upload
from bot.ports.files import MAX_FILE, UNASKED, Files, Keeping
from ocop_domain.writing import heard, one_line

NAME = "telegram"

_OTHERS = ("sticker", "location", "voice", "video", "animation", "video_note", "audio", "poll", "dice")


def plain(raw: dict[str, Any]) -> Incoming | None:
    """A text or a tap in a private chat, read as it came: nearly all that comes, and half the cost of the typed way."""
    if query := raw.get("callback_query"):
        return _press(query, str(raw["update_id"]))
    message = raw.get("message")
    if not message or "text" not in message or "from" not in message or message["chat"]["type"] != ChatType.PRIVATE:
        return None
    return Incoming(
        channel=NAME,
        address=str(message["chat"]["id"]),
        update_id=str(raw["update_id"]),
        kind="text",
        text=heard(message["text"]),
        said_at=_seconds(message.get("date")),
        language=_language(message["from"].get("language_code")),
        device=NAME,
    )


async def hear(update: Update, bot: Bot, files: Files, keeping: Keeping) -> Incoming | None:
    """Everything else; None for updates that want no answer (groups that talk among themselves, channel posts)."""
    update_id = str(update.update_id)
    if update.edited_message and update.edited_message.chat.type == ChatType.PRIVATE:
        return _incoming(update.edited_message, update_id, kind="other", what="edited")
    message = update.message
    if message is None or message.from_user is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        to_us = (message.text or "").startswith("/")
        return _incoming(message, update_id, kind="other", private=False) if to_us else None
    return await _message(message, update_id, bot, files, keeping)


async def _message(message: Message, update_id: str, bot: Bot, files: Files, keeping: Keeping) -> Incoming:
    if message.contact:
        own = bool(message.from_user and message.contact.user_id == message.from_user.id)
        contact = Contact(message.contact.phone_number, own)
        return _incoming(message, update_id, kind="contact", contact=contact)
    if message.photo:
        largest = message.photo[-1]
        sent = _Sent(largest.file_id, "photo.jpg", largest.file_size or 0)
        return _with_caption(message, update_id, await _take(message, sent, bot, files, keeping))
    if message.document and not message.animation:
        d = message.document
        sent = _Sent(d.file_id, one_line(d.file_name or "file"), d.file_size or 0)
        return _with_caption(message, update_id, await _take(message, sent, bot, files, keeping))
    what = next((name for name in _OTHERS if getattr(message, name, None)), "other")
    return _incoming(message, update_id, kind="other", what=what)


def _with_caption(message: Message, update_id: str, upload: Upload) -> Incoming:
    """A file, what was written beside it, and the album it is of."""
    return _incoming(
        message,
        update_id,
        kind="files",
        files=(upload,),
        text=heard(message.caption or "").strip(),
        group=message.media_group_id or "",
        said_at=round(message.date.timestamp()),
    )


def _press(query: dict[str, Any], update_id: str) -> Incoming:
    number, _, data = one_line(query.get("data") or "").partition("|")
    message = query.get("message") or {}
    chat = message.get("chat") or {"id": query["from"]["id"], "type": ChatType.PRIVATE}
    return Incoming(
        channel=NAME,
        address=str(chat["id"]),
        update_id=update_id,
        kind="press",
        data=data,
        menu=int(number) if number.isdecimal() and len(number) < 16 else 0,
        message_ref=str(message.get("message_id") or ""),
        private=chat["type"] == ChatType.PRIVATE,
        language=_language(query["from"].get("language_code")),
        device=NAME,
    )


def _seconds(date: object) -> int:
    return date if isinstance(date, int) else 0


def _language(code: str | None) -> str:
    return (code or "").partition("-")[0]


def _incoming(message: Message, update_id: str, **said: object) -> Incoming:
    sender = message.from_user
    return Incoming(
        channel=NAME,
        address=str(message.chat.id),
        update_id=update_id,
        language=_language(sender.language_code) if sender else "",
        device=NAME,
        **said,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file as Telegram knows it."""

    id: str
    name: str
    size: int

    def refused(self, why: str) -> Upload:
        return Upload("", self.name, "", self.size, why)


async def _take(message: Message, sent: _Sent, bot: Bot, files: Files, keeping: Keeping) -> Upload:
    """Brings the file here, or says why not; a fault of the network asks to send it again."""
    address = str(message.chat.id)
    told = await keeping.refusal(NAME, address, sent.size)
    if told not in {"", UNASKED}:  # nothing of this person is kept now: nothing is fetched either
        return sent.refused(told)
    if sent.size > MAX_FILE:
        return sent.refused("error.file_large")
    try:
        remote = await bot.get_file(sent.id)
        data = bytes(await remote.download_as_bytearray())
        if not told:
            return await files.put(data, sent.name)
    except (TelegramError, OSError):  # Telegram, or where files are kept, is out of reach
        return sent.refused("error.file_fetch")
    keeping.hold(NAME, address, data, sent.name, heard(message.caption or "").strip())
    return sent.refused(told)

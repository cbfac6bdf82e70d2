"""An update of Telegram as what a person said."""

from __future__ import annotations

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.messages import Contact, Incoming, Upload
from bot.ports import MAX_FILE, Files

NAME = "telegram"

_OTHERS = ("sticker", "location", "voice", "video", "animation", "video_note", "audio", "poll", "dice")


async def hear(update: Update, bot: Bot, files: Files) -> Incoming | None:
    """What was said; None for updates that want no answer (groups that talk among themselves, channel posts)."""
    update_id = str(update.update_id)
    if update.callback_query:
        return _press(update.callback_query, update_id)
    if update.edited_message and update.edited_message.chat.type == ChatType.PRIVATE:
        return _incoming(update.edited_message, update_id, kind="other", what="edited")
    message = update.message
    if message is None or message.from_user is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        to_us = (message.text or "").startswith("/")
        return _incoming(message, update_id, kind="other", private=False) if to_us else None
    return await _message(message, update_id, bot, files)


async def _message(message: Message, update_id: str, bot: Bot, files: Files) -> Incoming:
    if message.text is not None:
        return _incoming(message, update_id, kind="text", text=message.text)
    if message.contact:
        own = bool(message.from_user and message.contact.user_id == message.from_user.id)
        contact = Contact(message.contact.phone_number, own)
        return _incoming(message, update_id, kind="contact", contact=contact)
    if message.photo:
        largest = message.photo[-1]
        upload = await _fetch(bot, files, largest.file_id, "photo.jpg", largest.file_size)
        return _incoming(message, update_id, kind="files", files=(upload,))
    if message.document and not message.animation:
        d = message.document
        upload = await _fetch(bot, files, d.file_id, d.file_name or "file", d.file_size)
        return _incoming(message, update_id, kind="files", files=(upload,))
    what = next((name for name in _OTHERS if getattr(message, name, None)), "other")
    return _incoming(message, update_id, kind="other", what=what)


def _press(query: CallbackQuery, update_id: str) -> Incoming | None:
    number, _, data = (query.data or "").partition("|")
    message = query.message
    return Incoming(
        channel=NAME,
        address=str(message.chat.id if message else query.from_user.id),
        update_id=update_id,
        kind="press",
        data=data,
        menu=int(number) if number.isdecimal() and len(number) < 16 else 0,
        message_ref=str(message.message_id) if message else "",
        private=not message or message.chat.type == ChatType.PRIVATE,
        language=query.from_user.language_code or "",
    )


def _incoming(message: Message, update_id: str, **said: object) -> Incoming:
    sender = message.from_user
    return Incoming(
        channel=NAME,
        address=str(message.chat.id),
        update_id=update_id,
        language=(sender.language_code or "").partition("-")[0] if sender else "",
        **said,  # type: ignore[arg-type]
    )


async def _fetch(bot: Bot, files: Files, file_id: str, name: str, size: int | None) -> Upload:
    """Brings the file here, or says why not; a fault of the network asks to send it again."""
    if (size or 0) > MAX_FILE:
        return Upload("", name, "", size or 0, "error.file_large")
    try:
        remote = await bot.get_file(file_id)
        data = bytes(await remote.download_as_bytearray())
    except TelegramError:
        return Upload("", name, "", size or 0, "error.file_fetch")
    return await files.put(data, name)

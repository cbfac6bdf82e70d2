"""Two libraries written by others accept what the fake says: it cannot drift from Telegram unnoticed."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

os.environ["PTB_TIMEDELTA"] = "1"

import pytest
import telegram
from fakes.telegram import BOT_TOKEN, FakeTelegram, Fault, RawApi, User
from PIL import Image
from telegram import error as ptb_errors

if TYPE_CHECKING:
    from aiogram import Bot as AiogramBot  # takes seconds to import: only the tests that need it wait for it

HTML = '<b>Xin chào</b> 🏟 <a href="https://ocop.vn/a?b=1&amp;c=2">đường dẫn</a> <tg-spoiler>x</tg-spoiler>'
ENTITIES = [("bold", 0, 8), ("text_link", 12, 9), ("spoiler", 22, 1)]


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def ptb(tg: FakeTelegram) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(BOT_TOKEN, base_url=f"{tg.api_url}/bot", base_file_url=f"{tg.api_url}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
async def aiogram(tg: FakeTelegram) -> AsyncIterator[AiogramBot]:
    from aiogram import Bot as AiogramBot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async with AiohttpSession(api=TelegramAPIServer.from_base(tg.api_url)) as session:
        yield AiogramBot(BOT_TOKEN, session=session)


@pytest.fixture
def lan(tg: FakeTelegram) -> User:
    return tg.user("Lan", username="lan_ocop", started=True)


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1000, 700), "green").save(buffer, "PNG")
    return buffer.getvalue()


async def everything_people_do(tg: FakeTelegram, api: RawApi, lan: User) -> list[dict[str, Any]]:
    """One update of every kind."""
    tg.privacy = False
    group = tg.group("Xã Đông Anh")
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    await api("sendMessage", chat_id=lan.id, text=HTML, parse_mode="HTML", reply_markup=keyboard)
    await lan.start("payload")
    await lan.press("Có")
    await api("deleteMessage", chat_id=lan.id, message_id=lan.last.message_id)
    await lan.send_raw({"callback_query": {**tg.updates.pending[tg.updates.last_id].body, "message": GONE(lan)}})
    written = await lan.send("Email: lan@ocop.vn #ocop @lan_ocop https://ocop.vn/x")
    await lan.edit(written, "sửa lại")
    await lan.contact(own=True)
    await lan.contact(own=False)
    await lan.photo(picture(), caption="ảnh")
    await lan.document("đơn.pdf", b"%PDF", "application/pdf")
    await lan.sticker()
    await lan.location()
    await lan.forward("chuyển tiếp", origin=tg.user("Minh"))
    await lan.send("trả lời", reply_to=lan.screen[-1])
    await lan.send("chào cả nhà", group=group)
    await lan.block()
    await lan.unblock()
    return [update.json for update in tg.updates.pending.values()]


def GONE(user: User) -> dict[str, Any]:  # noqa: N802 - reads as a constant
    return {"chat": user.chat.info, "message_id": 1, "date": 0}


async def test_both_libraries_read_every_update(tg: FakeTelegram, ptb: telegram.Bot, lan: User) -> None:
    from aiogram import types as aio

    async with RawApi(tg) as api:
        updates = await everything_people_do(tg, api, lan)
    kinds = {next(k for k in update if k != "update_id") for update in updates}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    for update in updates:
        read = telegram.Update.de_json(update, ptb)
        assert not _leftovers(read), "PTB knows every field"
        assert read.effective_user is not None
        model: Any = aio.Update.model_validate(update)
        assert not _unknown_fields(model), "aiogram knows every field"
        assert model.event.from_user.id == read.effective_user.id


def _leftovers(thing: Any) -> dict[str, Any]:
    """What PTB could not place, in an object and all objects inside it."""
    found: dict[str, Any] = dict(getattr(thing, "api_kwargs", {}))
    slots = {s for c in type(thing).__mro__ for s in getattr(c, "__slots__", ()) if not s.startswith("_")}
    for value in (getattr(thing, name, None) for name in slots):
        for part in value if isinstance(value, tuple | list) else (value,):
            if isinstance(part, telegram.TelegramObject):
                found |= _leftovers(part)
    return found


def _unknown_fields(model: Any) -> dict[str, Any]:
    """What aiogram could not place."""
    from aiogram import types as aio

    found: dict[str, Any] = dict(model.model_extra or {})
    for name in type(model).model_fields:
        value = getattr(model, name, None)
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, aio.TelegramObject):
                found |= _unknown_fields(part)
    return found


async def test_ptb_sends_edits_answers_and_deletes(tg: FakeTelegram, ptb: telegram.Bot, lan: User) -> None:
    assert (await ptb.get_me()).username == "fake_test_bot"
    rows = [[telegram.InlineKeyboardButton("Có", callback_data="yes")]]
    markup = telegram.InlineKeyboardMarkup(rows)
    update: Any
    edited: Any
    sent = await ptb.send_message(lan.id, HTML, parse_mode="HTML", reply_markup=markup)
    assert not _leftovers(sent)
    assert [(e.type, e.offset, e.length) for e in sent.entities] == ENTITIES
    spoiler = HTML.replace("tg-spoiler", "span").replace("<span>", '<span class="tg-spoiler">')
    assert sent.text_html == spoiler.replace("&amp;", "&")
    await lan.press("Có")
    (update,) = await ptb.get_updates(timeout=1)
    assert await update.callback_query.answer("Đã nhận")
    edited = await update.callback_query.edit_message_text("xong", reply_markup=markup)
    assert edited.edit_date is not None
    assert (await edited.edit_reply_markup()).reply_markup is None
    assert lan.last.buttons == []
    contact = telegram.KeyboardButton("Gửi số", request_contact=True)
    await ptb.send_message(lan.id, "số?", reply_markup=telegram.ReplyKeyboardMarkup([[contact]]))
    assert lan.keyboard == ["Gửi số"]
    await lan.press("Gửi số")
    (update,) = await ptb.get_updates(offset=update.update_id + 1)
    assert update.message.contact.user_id == lan.id
    await ptb.send_message(lan.id, "cảm ơn", reply_markup=telegram.ReplyKeyboardRemove())
    assert lan.keyboard == []
    assert await sent.delete()
    assert await ptb.send_chat_action(lan.id, "typing")
    assert lan.said == ["số?", "cảm ơn"]


async def test_ptb_moves_files_both_ways(tg: FakeTelegram, ptb: telegram.Bot, lan: User) -> None:
    photo = await ptb.send_photo(lan.id, picture(), caption="<i>ảnh</i>", parse_mode="HTML")
    assert [size.width for size in photo.photo] == [90, 320, 800, 1000]
    assert photo.caption_entities[0].type == "italic"
    assert (await ptb.send_photo(lan.id, photo.photo[-1].file_id)).photo[-1].width == 1000
    update: Any
    sent: Any = await ptb.send_document(lan.id, io.BytesIO("nội dung".encode()), filename="đơn.docx")
    assert sent.document.file_name == "đơn.docx"
    again: Any = await ptb.send_document(lan.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == "nội dung".encode()
    await lan.document("a.txt", b"abc")
    (update,) = await ptb.get_updates()
    assert bytes(await (await update.message.document.get_file()).download_as_bytearray()) == b"abc"


async def test_ptb_sets_commands_menu_and_webhook(tg: FakeTelegram, ptb: telegram.Bot, lan: User) -> None:
    private = telegram.BotCommandScopeAllPrivateChats()
    await ptb.set_my_commands([("start", "Bắt đầu")], scope=private, language_code="vi")
    await ptb.set_my_commands([("start", "Begin")], scope=private)
    assert [c.description for c in await ptb.get_my_commands(private, "vi")] == ["Bắt đầu"]
    assert await ptb.get_my_commands() == ()
    assert await ptb.delete_my_commands(private, "vi")
    assert await ptb.get_my_commands(private, "vi") == ()
    await ptb.set_chat_menu_button(lan.id, telegram.MenuButtonCommands())
    assert (await ptb.get_chat_menu_button(lan.id)).type == "commands"
    assert await ptb.set_webhook("https://ocop.vn/hook", secret_token="s", allowed_updates=["message"])
    info = await ptb.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("https://ocop.vn/hook", ("message",))
    assert not _leftovers(info)
    with pytest.raises(ptb_errors.Conflict):
        await ptb.get_updates()
    assert await ptb.delete_webhook()


async def test_ptb_understands_the_refusals(tg: FakeTelegram, ptb: telegram.Bot, lan: User) -> None:
    with pytest.raises(ptb_errors.BadRequest, match="Chat not found"):
        await ptb.send_message(1, "x")
    tg.fail("sendMessage", Fault.flood(7))
    with pytest.raises(ptb_errors.RetryAfter) as flooded:
        await ptb.send_message(lan.id, "x")
    assert flooded.value.retry_after == timedelta(seconds=7)
    tg.fail("sendMessage", Fault.server_error(502))
    with pytest.raises(ptb_errors.NetworkError, match="Bad Gateway"):
        await ptb.send_message(lan.id, "x")
    tg.fail("sendMessage", Fault.hang())
    with pytest.raises(ptb_errors.TimedOut):
        await ptb.send_message(lan.id, "x", read_timeout=0.1)
    tg.fail("sendMessage", Fault.lost_answer())
    with pytest.raises(ptb_errors.NetworkError):
        await ptb.send_message(lan.id, "đã gửi")
    tg.block(lan)
    with pytest.raises(ptb_errors.Forbidden):
        await ptb.send_message(lan.id, "x")
    assert lan.said == ["đã gửi"]


async def test_aiogram_calls_the_same_methods(tg: FakeTelegram, aiogram: AiogramBot, lan: User) -> None:
    from aiogram import types as aio

    assert not _unknown_fields(await aiogram.get_me())
    button = aio.InlineKeyboardButton(text="Có", callback_data="yes")
    markup = aio.InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await aiogram.send_message(lan.id, HTML, parse_mode="HTML", reply_markup=markup)
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == ENTITIES
    await lan.press("Có")
    (update,) = await aiogram.get_updates()
    assert update.callback_query is not None
    assert await aiogram.answer_callback_query(update.callback_query.id, "ok")
    edited = await aiogram.edit_message_text("xong", chat_id=lan.id, message_id=sent.message_id, reply_markup=markup)
    bare = await aiogram.edit_message_reply_markup(chat_id=lan.id, message_id=sent.message_id)
    photo = await aiogram.send_photo(lan.id, aio.BufferedInputFile(picture(), "a.png"), caption="ảnh")
    document: Any = await aiogram.send_document(lan.id, aio.BufferedInputFile(b"abc", "a.txt"))
    for message in (sent, edited, bare, photo, document):
        assert isinstance(message, aio.Message)
        assert not _unknown_fields(message)
    file = await aiogram.get_file(document.document.file_id)
    assert file.file_path is not None
    content = await aiogram.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"abc"
    commands = [aio.BotCommand(command="start", description="Bắt đầu")]
    assert await aiogram.set_my_commands(commands, aio.BotCommandScopeChat(chat_id=lan.id), "vi")
    (command,) = await aiogram.get_my_commands(aio.BotCommandScopeChat(chat_id=lan.id), "vi")
    assert (command.command, command.description) == ("start", "Bắt đầu")
    assert await aiogram.set_chat_menu_button(menu_button=aio.MenuButtonCommands())
    assert await aiogram.set_webhook("https://ocop.vn", secret_token="s")
    assert not _unknown_fields(await aiogram.get_webhook_info())
    assert await aiogram.delete_webhook(drop_pending_updates=True)
    assert await aiogram.send_chat_action(lan.id, "typing")
    assert await aiogram.delete_message(lan.id, sent.message_id)


async def test_aiogram_understands_the_refusals(tg: FakeTelegram, aiogram: AiogramBot, lan: User) -> None:
    from aiogram import exceptions as aiogram_errors

    with pytest.raises(aiogram_errors.TelegramBadRequest, match="message text is empty"):
        await aiogram.send_message(lan.id, "")
    tg.fail("*", Fault.flood(3))
    with pytest.raises(aiogram_errors.TelegramRetryAfter) as flooded:
        await aiogram.send_message(lan.id, "x")
    assert flooded.value.retry_after == 3
    tg.block(lan)
    with pytest.raises(aiogram_errors.TelegramForbiddenError):
        await aiogram.send_message(lan.id, "x")
    tg.down = True
    with pytest.raises(aiogram_errors.TelegramServerError):
        await aiogram.get_me()

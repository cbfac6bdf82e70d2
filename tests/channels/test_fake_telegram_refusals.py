"""The fake refuses what Telegram refuses, in the same words."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fakes.telegram import Clock, FakeTelegram, RawApi, User
from PIL import Image

YES_NO = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}, {"text": "Không", "callback_data": "no"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=clock) as server:
        yield server


@pytest.fixture
async def api(tg: FakeTelegram) -> AsyncIterator[RawApi]:
    async with RawApi(tg) as client:
        yield client


@pytest.fixture
def lan(tg: FakeTelegram) -> User:
    return tg.user("Lan", started=True)


def picture(width: int = 400, height: int = 300) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("source", "description"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("Xã 🏟 <xa>", 'Unsupported start tag "xa" at byte offset 9'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused(api: RawApi, lan: User, source: str, description: str) -> None:
    answer = await api("sendMessage", chat_id=lan.id, text=source, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {description}"
    assert (await api("sendMessage", chat_id=lan.id, text=source))["ok"], "it is fine as plain text"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("Tom & Jerry &lt;3 &laquo;", "Tom & Jerry <3 &laquo;", []),
        ("&#65;&#x42;&#12345678;", "AB&#12345678;", []),
        ("🏟 <b>🏟 &gt;<i>x</i></b>", "🏟 🏟 >x", [("bold", 3, 5), ("italic", 7, 1)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ('<a href="ocop.vn?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x <b>y </b> ", "x y", [("bold", 2, 1)]),
        (
            "/start see https://ocop.vn.",
            "/start see https://ocop.vn.",
            [("bot_command", 0, 6), ("url", 11, 15)],
        ),
    ],
)
async def test_html_becomes_text_and_entities(
    api: RawApi, lan: User, source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    message = (await api("sendMessage", chat_id=lan.id, text=source, parse_mode="HTML"))["result"]
    assert message["text"] == text
    assert [(e["type"], e["offset"], e["length"]) for e in message.get("entities", [])] == entities


async def test_empty_and_long_texts_are_refused(api: RawApi, lan: User) -> None:
    assert await api.refusal("sendMessage", chat_id=lan.id, text="") == "Bad Request: message text is empty"
    assert await api.refusal("sendMessage", chat_id=lan.id, text=" \n ") == "Bad Request: text must be non-empty"
    fits = "<b>" + "🏟" * 2048 + "</b>"
    assert (await api("sendMessage", chat_id=lan.id, text=fits, parse_mode="HTML"))["ok"]
    long = "ệ" * 4097
    assert await api.refusal("sendMessage", chat_id=lan.id, text=long) == "Bad Request: message is too long"
    edit = await api.refusal("editMessageText", chat_id=lan.id, message_id=1, text=long)
    assert edit == "Bad Request: MESSAGE_TOO_LONG"
    caption = await api.refusal("sendPhoto", chat_id=lan.id, photo=picture(), caption="x" * 1025)
    assert caption == "Bad Request: message caption is too long"


def inline(*buttons: dict[str, Any]) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


def button(data: str, text: str = "x") -> dict[str, str]:
    return {"text": text, "callback_data": data}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        (inline(button("")), "BUTTON_DATA_INVALID"),
        (inline(button("ă" * 33)), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline({"callback_data": "x"}), "can't parse inline keyboard button: Can't find field \"text\""),
        (inline(button("x", text="")), "inline keyboard button text must be non-empty"),
        (inline(*[button("x")] * 9), "reply markup is too long"),
        (json.dumps({"inline_keyboard": [[button("x")]] * 101}), "reply markup is too long"),
        (
            '{"inline_keyboard": [{}]}',
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ('{"keyboard": [[5]]}', "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ('{"keyboard": [[""]]}', "keyboard button text must be non-empty"),
        (
            '{"keyboard": [["x"]], "resize_keyboard": 1}',
            'field "resize_keyboard" of the reply markup must be of the type Boolean',
        ),
    ],
)
async def test_wrong_keyboards_are_refused(api: RawApi, lan: User, markup: str, description: str) -> None:
    refusal = await api.refusal("sendMessage", chat_id=lan.id, text="x", reply_markup=markup)
    assert refusal == f"Bad Request: {description}"
    assert lan.screen == []


async def test_limits_of_keyboards_are_exact(api: RawApi, lan: User) -> None:
    rows = [[button("ă" * 32)] * 8] * 12 + [[button("x")] * 4]
    answer = await api("sendMessage", chat_id=lan.id, text="x", reply_markup={"inline_keyboard": rows})
    assert answer["ok"]
    assert len(lan.last.buttons) == 100


async def test_unknown_chats_are_refused_until_the_person_writes(api: RawApi, tg: FakeTelegram) -> None:
    stranger = tg.user("Stranger")
    assert await api.refusal("sendMessage", chat_id=stranger.id, text="x") == "Bad Request: chat not found"
    assert await api.refusal("sendMessage", chat_id=42, text="x") == "Bad Request: chat not found"
    assert await api.refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"
    await stranger.start()
    assert (await api("sendMessage", chat_id=stranger.id, text="x"))["ok"]


async def test_blocked_bots_are_refused_until_unblocked(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    tg.block(lan)
    answer = await api("sendMessage", chat_id=lan.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert not (await api("sendChatAction", chat_id=lan.id, action="typing"))["ok"]
    await lan.send("/start")
    assert (await api("sendMessage", chat_id=lan.id, text="x"))["ok"]


async def test_edits_that_cannot_be_are_refused(api: RawApi, lan: User) -> None:
    sent = (await api("sendMessage", chat_id=lan.id, text="<b>a</b>", parse_mode="HTML", reply_markup=YES_NO))["result"]
    here = {"chat_id": lan.id, "message_id": sent["message_id"]}
    same = await api.refusal("editMessageText", **here, text="<b>a</b>", parse_mode="HTML", reply_markup=YES_NO)
    assert same == NOT_MODIFIED
    assert await api.refusal("editMessageReplyMarkup", **here, reply_markup=YES_NO) == NOT_MODIFIED
    unknown = {"chat_id": lan.id, "message_id": 999}
    assert await api.refusal("editMessageText", **unknown, text="b") == "Bad Request: message to edit not found"
    assert await api.refusal("editMessageReplyMarkup", **unknown) == "Bad Request: message to edit not found"
    missing = await api.refusal("editMessageText", chat_id=lan.id, text="b")
    assert missing == "Bad Request: message identifier is not specified"
    theirs = {"chat_id": lan.id, "message_id": await lan.send("xin chào")}
    assert await api.refusal("editMessageText", **theirs, text="b") == "Bad Request: message can't be edited"


async def test_edits_replace_text_and_drop_the_keyboard(api: RawApi, lan: User) -> None:
    sent = (await api("sendMessage", chat_id=lan.id, text="a", reply_markup=YES_NO))["result"]
    edited = (await api("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="b"))["result"]
    assert edited["edit_date"] == edited["date"]
    assert "reply_markup" not in edited
    assert (lan.said, lan.last.buttons, lan.last.edited) == (["b"], [], True)


async def test_messages_with_reply_keyboards_or_pictures_have_no_text_to_edit(api: RawApi, lan: User) -> None:
    keyboard = {"keyboard": [[{"text": "📱", "request_contact": True}]], "one_time_keyboard": True}
    sent = (await api("sendMessage", chat_id=lan.id, text="a", reply_markup=keyboard))["result"]
    assert "reply_markup" not in sent
    refusal = await api.refusal("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="b")
    assert refusal == "Bad Request: message can't be edited"
    photo = (await api.form("sendPhoto", chat_id=lan.id, photo=picture()))["result"]
    refusal = await api.refusal("editMessageText", chat_id=lan.id, message_id=photo["message_id"], text="b")
    assert refusal == "Bad Request: there is no text in the message to edit"
    here = {"chat_id": lan.id, "message_id": photo["message_id"]}
    assert (await api("editMessageCaption", **here, caption="c"))["result"]["caption"] == "c"


async def test_deleting_ends_after_two_days(api: RawApi, lan: User, clock: Clock) -> None:
    first = (await api("sendMessage", chat_id=lan.id, text="a"))["result"]["message_id"]
    second = (await api("sendMessage", chat_id=lan.id, text="b"))["result"]["message_id"]
    assert (await api("deleteMessage", chat_id=lan.id, message_id=first))["result"] is True
    again = await api.refusal("deleteMessage", chat_id=lan.id, message_id=first)
    assert again == "Bad Request: message to delete not found"
    clock.advance(48 * 3600 + 1)
    late = await api.refusal("deleteMessage", chat_id=lan.id, message_id=second)
    assert late == "Bad Request: message can't be deleted"
    assert lan.said == ["b"]


async def test_a_press_is_answered_once_and_in_time(api: RawApi, lan: User, clock: Clock) -> None:
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=YES_NO)
    query = await lan.press("Có")
    too_long = await api.refusal("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert lan.unanswered_presses
    assert (await api("answerCallbackQuery", callback_query_id=query, text="ok", show_alert=True))["ok"]
    assert [(p.data, p.text, p.alert) for p in lan.presses] == [("yes", "ok", True)]
    assert not lan.unanswered_presses
    assert await api.refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert await api.refusal("answerCallbackQuery", callback_query_id="17") == TOO_OLD
    late = await lan.press("no")
    clock.advance(151)
    assert await api.refusal("answerCallbackQuery", callback_query_id=late) == TOO_OLD


async def test_files_that_are_wrong_are_refused(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    async def refused(method: str, **params: Any) -> str:
        return (await api.refusal(method, chat_id=lan.id, **params)).removeprefix("Bad Request: ")

    assert await refused("sendPhoto") == "there is no photo in the request"
    assert await refused("sendDocument", document="attach://none") == "there is no document in the request"
    assert await refused("sendDocument", document="ABC") == "wrong file identifier/HTTP URL specified"
    assert await refused("sendPhoto", photo="https://ocop.vn/a.jpg") == "failed to get HTTP URL content"
    assert await refused("sendDocument", document=b"") == "file must be non-empty"
    assert await refused("sendPhoto", photo=b"no picture") == "IMAGE_PROCESS_FAILED"
    assert await refused("sendPhoto", photo=picture(2100, 100)) == "PHOTO_INVALID_DIMENSIONS"
    big = await refused("sendPhoto", photo=bytes((10 << 20) + 1))
    assert big == "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
    document = (await api.form("sendDocument", chat_id=lan.id, document=b"x"))["result"]["document"]
    assert await refused("sendPhoto", photo=document["file_id"]) == "can't use file of type Document as Photo"
    assert await api.refusal("getFile", file_id="ABC") == "Bad Request: invalid file_id"
    await lan.document("big.pdf", b"x", size=(20 << 20) + 1)
    large = lan.screen[-1].raw["document"]["file_id"]
    assert await api.refusal("getFile", file_id=large) == "Bad Request: file is too big"


async def test_uploads_over_50_mb_are_refused(api: RawApi, lan: User) -> None:
    answer = await api.form("sendDocument", chat_id=lan.id, document=bytes((50 << 20) + 1))
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


async def test_file_links_end_after_an_hour(api: RawApi, tg: FakeTelegram, lan: User, clock: Clock) -> None:
    sent = (await api.form("sendDocument", chat_id=lan.id, document=b"content"))["result"]["document"]
    path = (await api("getFile", file_id=sent["file_id"]))["result"]["file_path"]
    url = f"{tg.api_url}/file/bot{tg.token}/{path}"
    async with api.session.get(url) as answer:
        assert await answer.read() == b"content"
    clock.advance(3601)
    async with api.session.get(url) as answer:
        assert answer.status == 404
    async with api.session.get(url.replace(tg.token, "123456789:" + "x" * 35)) as answer:
        assert answer.status == 401


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "bắt_đầu", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "a", "description": ""}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        ("{", "can't parse commands JSON object"),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_wrong_commands_are_refused(api: RawApi, commands: Any, description: str) -> None:
    if description.startswith("expected"):
        commands = {"a": 1}
    assert await api.refusal("setMyCommands", commands=commands) == f"Bad Request: {description}"


async def test_command_scopes_are_checked(api: RawApi) -> None:
    commands = [{"command": "a", "description": "x"}]
    wrong = await api.refusal("setMyCommands", commands=commands, scope={"type": "mars"})
    assert wrong == "Bad Request: can't parse BotCommandScope: Unsupported type specified"
    wrong = await api.refusal("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": 5})
    assert wrong == "Bad Request: chat not found"
    wrong = await api.refusal("setMyCommands", commands=commands, language_code="vie")
    assert wrong == "Bad Request: invalid language code specified"
    wrong = await api.refusal("setChatMenuButton", menu_button={"type": "mars"})
    assert wrong == "Bad Request: can't parse MenuButton: Unsupported type specified"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "ftp://ocop.vn"}, "invalid webhook URL specified"),
        ({"url": "http://ocop.vn/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://ocop.vn:444"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://ocop.vn", "secret_token": "a:b"}, "secret token contains unallowed characters"),
        ({"url": "https://ocop.vn", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_wrong_webhooks_are_refused(api: RawApi, params: dict[str, str], description: str) -> None:
    assert await api.refusal("setWebhook", **params) == f"Bad Request: {description}"


async def test_tokens_methods_and_addresses_are_checked(api: RawApi, tg: FakeTelegram) -> None:
    async with RawApi(tg, "123456789:" + "x" * 35) as wrong:
        assert (await wrong("getMe"))["description"] == "Unauthorized"
    async with RawApi(tg, "secret") as malformed:
        assert (await malformed("getMe"))["error_code"] == 404
    assert (await api("sendTelegram"))["error_code"] == 404
    assert (await api("GETME"))["result"]["is_bot"] is True
    async with api.session.get(f"{api.base}/getMe") as answer:
        assert (await answer.json())["ok"]
    async with api.session.get(f"{tg.api_url}/other") as answer:
        assert answer.status == 404
    async with api.session.post(f"{api.base}/getMe", json=[]) as answer:
        assert not (await answer.json())["ok"]


async def test_chat_actions_and_replies_are_checked(api: RawApi, lan: User) -> None:
    assert (await api("sendChatAction", chat_id=lan.id, action="typing"))["result"] is True
    wrong = await api.refusal("sendChatAction", chat_id=lan.id, action="sleeping")
    assert wrong == "Bad Request: wrong parameter action in request"
    reply = {"message_id": 999}
    wrong = await api.refusal("sendMessage", chat_id=lan.id, text="x", reply_parameters=reply)
    assert wrong == "Bad Request: message to be replied not found"
    reply = {"message_id": await lan.send("câu hỏi")}
    sent = (await api("sendMessage", chat_id=lan.id, text="x", reply_parameters=reply))["result"]
    assert sent["reply_to_message"]["text"] == "câu hỏi"

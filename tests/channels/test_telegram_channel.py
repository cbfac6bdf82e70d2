"""The Telegram channel over real HTTP against the strict fake Bot API server, by webhook and by polling."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes.telegram import FakeTelegram, Fault
from structlog.testing import capture_logs
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import PNG
from support.telegram import TEXTS, VI, Line, line_on
from support.waiting import PATIENCE, until

from bot.channels.telegram.channel import COMMANDS, TelegramChannel
from bot.channels.telegram.intake import MAX_BODY, PATH
from bot.channels.telegram.transport import AiohttpRequest, NotSentError
from bot.handlers.account.codes import hash_token
from bot.messages import Reply
from bot.ports.channels import SendError
from bot.records.people import Invitation
from bot.storage.engine.opening import FILE
from bot.storage.files.kept import FileStore
from ocop_domain.rights import Role

# python-telegram-bot warns of its own attribute whenever it makes this error.
pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

MODES = ("webhook", "polling")
SECRET = "X-Telegram-Bot-Api-Secret-Token"
LONG = "Tôm đất tươi luộc với muối biển, phơi hai nắng. "


@pytest.fixture(params=MODES)
async def line(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on(request.param, tmp_path, migrated_sqlite) as line:
        yield line


@pytest.fixture
async def hooked(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on("webhook", tmp_path, migrated_sqlite) as line:
        await until(lambda: line.tg.webhook.target.url)
        yield line


@pytest.fixture
async def polled(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on("polling", tmp_path, migrated_sqlite) as line:
        yield line


# A conversation


async def test_a_newcomer_is_greeted_and_every_tap_is_acknowledged(line: Line) -> None:
    lan = await line.newcomer()
    assert VI("menu.ask") in lan.last.text
    assert len(lan.presses) == 3
    assert lan.unanswered_presses == []
    by_http = line.tg.calls("answerCallbackQuery")
    assert len(by_http) == 3
    assert {call.via for call in by_http} == ({"http"} if line.mode == "polling" else {"webhook reply"})


async def test_the_answer_to_a_tap_takes_the_place_of_what_was_tapped(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    question = lan.last
    assert await line.presses(lan, VI("nav.why")) == [], "no new message"
    assert lan.last.message_id == question.message_id
    assert lan.last.edited
    assert VI("q.producer_name.why") in lan.last.text
    (new,) = await line.says(lan, "HTX Tôm khô")
    assert new.message_id > question.message_id, "an answer that was typed is answered below it"


async def test_an_edit_that_was_done_already_is_no_fault_and_no_second_message(line: Line) -> None:
    """The answer to the first edit was lost; tried again, it changes nothing, and Telegram says so."""
    lan = await line.newcomer()
    await line.says(lan, "/register")
    question = lan.last
    line.tg.fail("editMessageText", Fault.lost_answer(), chat=lan)
    await line.presses(lan, VI("nav.why"))
    await line.later(seconds=10)
    assert any("not modified" in call.description for call in line.tg.calls("editMessageText", lan))
    assert lan.last.message_id == question.message_id
    assert VI("q.producer_name.why") in lan.last.text
    assert set(await line.states(lan)) == {"sent"}


async def test_the_same_button_pressed_twice_is_answered_twice_in_its_place(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    question = lan.last
    await line.presses(lan, VI("nav.why"))
    why = lan.last
    await line.presses(lan, VI("nav.why"), lan.last)
    assert lan.last.message_id == question.message_id
    assert lan.last.text == why.text
    assert set(await line.states(lan)) == {"sent"}


async def test_an_old_button_is_answered_with_the_present_question(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    await line.says(lan, "HTX Tôm khô")
    old = lan.last
    await line.says(lan, "tổ hợp tác")
    (shown,) = await line.presses(lan, old.buttons[0], old)
    assert VI("stale.form") in shown.text
    assert VI("q.area.label") in shown.text
    assert VI("q.legal_form.label") in next(m for m in lan.screen if m.message_id == old.message_id).text, "it stays"


async def test_a_button_of_a_menu_from_before_still_does_what_it_says(line: Line) -> None:
    lan = await line.newcomer()
    menu = lan.last
    await line.says(lan, "/help")
    shown = await line.presses(lan, VI("menu.mine"), menu)
    assert VI("mine.none") in shown[-1].text


async def test_forged_and_broken_buttons_are_answered_kindly(line: Line) -> None:
    lan = await line.newcomer()
    for data in (
        "",
        "|",
        "9|",
        "x|menu",
        "1|nosuch",
        "1|p",
        "1|p:",
        "1|accept:x:y:z",
        "1|mine:99999999999",
        "7|o:",
        "||",
    ):
        before = len(lan.said)
        message = {"message_id": lan.last.message_id, "chat": lan.chat.info, "date": 0}
        query = {"id": f"99{before}", "from": lan.info, "chat_instance": "1", "data": data, "message": message}
        await lan.send_raw({"callback_query": query})
        await line.settled()
        assert VI("error.fault") not in lan.last.text, data


async def test_what_people_write_is_shown_as_they_wrote_it(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "product_name")
    name = '<b>Tôm</b> & "khô" &amp; <script> _x_ *y* 🦐'
    await line.says(lan, name)
    await line.presses(lan, VI("nav.back"))
    assert name in lan.last.text
    assert "parse" not in " ".join(c.description for c in line.tg.calls() if not c.ok)


async def test_a_long_text_comes_in_parts_with_the_buttons_below_the_last(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "photos")
    await line.says(lan, f"{VI.words('understand.correct.words')[0]} {VI('q.story.label')}")
    await line.says(lan, ("Tôm phơi. " + "🦐" * 29 + " ") * 72)
    await line.presses(lan, VI("form.idea.send"))
    await line.says(lan, "/products")
    parts = await line.presses(lan, "Bánh phồng tôm") or [lan.last]
    while VI("section.story") not in parts[0].text:
        door = next(label for label in lan.last.buttons if label.startswith(("Xem ", "Tiếp: ")))
        parts = await line.presses(lan, door) or [lan.last]
    assert len(parts) == 2
    assert parts[0].rows == ()
    assert parts[1].find(VI("product.open"))
    assert all(len(p.text.encode("utf-16-le")) // 2 <= 4096 for p in parts)
    whole = " ".join(p.text for p in parts).split()
    assert whole.count("phơi.") >= 70
    assert set(await line.states(lan)) == {"sent"}


# Contact and photos


async def test_the_own_number_can_be_shared_by_a_button(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "phone")
    assert VI("nav.contact") in lan.keyboard
    await lan.contact(own=False, phone="84987654321")
    await line.settled()
    assert VI("error.contact_not_own") in lan.last.text
    await lan.press(VI("nav.contact"))
    await line.settled()
    assert VI("q.product_name.label") in lan.last.text
    assert lan.keyboard == [], "the button goes away with its question"
    await line.presses(lan, VI("nav.back"))
    assert "0912345678" in lan.last.text


async def test_the_moves_work_at_the_question_with_the_contact_button(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "phone")
    for label in (VI("nav.why"), VI("nav.back")):
        assert label in lan.keyboard
    await lan.press(VI("nav.why"))
    await line.settled()
    assert VI("q.phone.why") in lan.last.text
    await lan.press(VI("nav.back"))
    await line.settled()
    assert VI("q.address.label") in lan.last.text


async def test_a_photo_reaches_the_officer_as_it_was_sent(line: Line) -> None:
    officer = await line.officer()
    lan = await line.newcomer()
    await line.answers_until(lan, "photos")
    await lan.photo(PNG)
    await line.settled()
    await line.presses(lan, VI("photos.done"))
    await line.presses(lan, VI("form.idea.send"))
    assert "Bánh phồng tôm" in officer.last.text
    await line.presses(officer, VI("notice.open"))
    shown = await line.presses(officer, VI("item.photos", count=1))
    assert [m.content for m in shown if m.content is not None] == [PNG]
    uploaded = {(file.name.partition(".")[2], file.mime) for file in line.tg.files.by_id.values()}
    assert uploaded == {("jpg", "image/jpeg"), ("png", "image/png")}, "Lan's own, and ours with its own kind"


async def test_the_pictures_of_an_album_are_all_kept(line: Line) -> None:
    lan = await line.newcomer()
    await line.answers_until(lan, "photos")
    for number in range(3):
        await lan.photo(PNG + bytes([number]))
    await line.settled()
    assert VI("photos.received", count=3, limit=5) in lan.last.text


@pytest.mark.parametrize(
    ("name", "content", "size", "code"),
    [
        ("to.jpg", PNG, 11 * 1024 * 1024, "error.file_large"),
        ("bang.xlsx", b"PK\x03\x04", None, "error.file_word"),
        ("giay.pdf", b"%PDF-1.7 x", None, "error.not_a_photo"),
    ],
)
async def test_a_file_that_cannot_be_taken_is_refused_kindly(
    polled: Line, name: str, content: bytes, size: int | None, code: str
) -> None:
    lan = await polled.newcomer()
    await polled.answers_until(lan, "photos")
    await lan.document(name, content, size=size)
    await polled.settled()
    assert VI(code) in lan.last.text
    kept = [path for path in polled.assistant.settings.folder.joinpath("files").rglob("*") if path.is_file()]
    assert bool(kept) is (code == "error.not_a_photo")


async def test_a_photo_that_cannot_be_fetched_is_asked_for_again(polled: Line) -> None:
    lan = await polled.newcomer()
    await polled.answers_until(lan, "photos")
    polled.tg.fail("getFile", Fault.server_error())
    await lan.photo(PNG)
    await polled.settled()
    assert VI("error.file_fetch") in lan.last.text
    await lan.photo(PNG)
    await polled.settled()
    assert VI("photos.received", count=1, limit=5) in lan.last.text


async def test_a_store_of_files_that_is_down_loses_nothing(polled: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes is asked for again; what goes out waits in the outbox."""
    lan = await polled.newcomer()
    await polled.answers_until(lan, "photos")

    async def down(*_: object, **__: object) -> Any:
        raise OSError("no way to the store")

    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "put", down)
        await lan.photo(PNG)
        await polled.settled()
        assert VI("error.file_fetch") in lan.last.text
        patched.setattr(FileStore, "get", down)
        with pytest.raises(SendError, match="no way") as error:
            await polled.assistant.channels["telegram"].send(str(lan.id), Reply("Xem", files=("a" * 32,)))
        assert error.value.outcome == "retry"
    await lan.photo(PNG)
    await polled.settled()
    assert VI("photos.received", count=1, limit=5) in lan.last.text


# The end


async def test_what_is_on_its_way_when_the_program_stops_arrives_and_no_connection_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is opened anew while the assistant ends would be closed by nobody."""
    monkeypatch.setattr("bot.app.opening._GRACE", PATIENCE)
    clock = HandClock()
    async with FakeTelegram() as tg:
        async with assistant_on(settings_for(tmp_path, tg), clock) as assistant:
            line, boss = Line(tg, assistant, clock, "polling"), tg.user("Boss")
            await line.says(boss, f"/start join-{await _admin_invitation(line)}")
            await line.presses(boss, VI("join.take"))
            before = len(boss.said)
            tg.fail("sendMessage", Fault.slow(0.3), chat=boss)
            assistant.outbox.push(await assistant.store.alarm(Reply(LONG * 200), "flood", clock()))
            await until(lambda: not tg.faults.rules)
        assert len(boss.said) - before > 1, "the parts behind the first one too"
        assert line.sql("SELECT DISTINCT state FROM outbox") == [("sent",)]
        await until(lambda: not tg.connections)


async def test_nothing_is_asked_of_telegram_any_more_once_its_connections_were_ended() -> None:
    async with FakeTelegram() as tg:
        request = AiohttpRequest()
        assert await request.call(f"{tg.api_url}/bot{tg.token}/getMe")
        await request.shutdown()
        with pytest.raises(NotSentError):
            await request.call(f"{tg.api_url}/bot{tg.token}/getMe")
        await until(lambda: not tg.connections)
        assert tg.counts["getMe"] == 1


# The hook


async def _post(line: Line, update: object, secret: str | None = None, body: bytes | None = None) -> httpx.Response:
    right = line.tg.webhook.target.secret
    headers = {SECRET.encode(): (right if secret is None else secret).encode()}
    transport = httpx.ASGITransport(line.assistant.server)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.post(PATH, content=body or json.dumps(update), headers=headers)


async def test_a_call_without_the_secret_is_refused_and_nothing_is_stored(hooked: Line) -> None:
    lan = hooked.tg.user()
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 0, "chat": lan.chat.info, "from": lan.info, "text": "/start"},
    }
    for secret in ("", "wrong", hooked.tg.webhook.target.secret[:-1], "đ"):
        answer = await _post(hooked, update, secret)
        assert answer.status_code == 403
    await hooked.assistant.idle()
    assert await hooked.assistant.store.database.fetch("SELECT 1 FROM inbox") == []
    assert (await _post(hooked, update)).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"7", 400),
        (b"null", 400),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 1, "poll": {}}', 200),
        (b'{"update_id": 1, "message": {"chat": {}}}', 200),
        (b'{"update_id": 1, "message": {"chat": {"type": "private"}}}', 400),
        (b'{"update_id": 1, "message": "x"}', 400),
        (b'{"message": {"chat": {"id": 5}}}', 400),
        (b"x" * (MAX_BODY + 1), 413),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 1, "message": {"chat": {"id": 5}, "x": ' + b"[" * 500 + b"]" * 500 + b"}}", 400),
    ],
)
async def test_what_is_no_update_is_refused_without_a_fault(hooked: Line, body: bytes, status: int) -> None:
    answer = await _post(hooked, None, body=body or b" ")
    assert answer.status_code == status


async def test_while_the_database_is_away_nothing_is_acknowledged_and_telegram_sends_again(hooked: Line) -> None:
    lan = await hooked.newcomer()
    async with hooked.database_away():
        await lan.send("/register")
        await until(lambda: any(a.status == 503 for a in hooked.tg.webhook.attempts))
    await lan.wait(VI("q.producer_name.ask"))
    await hooked.settled()
    assert sum(VI("q.producer_name.ask") in text for text in lan.said) == 1


async def test_the_hook_is_set_with_its_secret_and_only_the_updates_we_hear(hooked: Line) -> None:
    (call,) = hooked.tg.calls("setWebhook")
    assert call.params["url"].endswith(PATH)
    assert len(call.params["secret_token"]) >= 32
    assert hooked.tg.updates.allowed == {"message", "edited_message", "callback_query"}


async def test_an_update_that_is_delivered_twice_is_answered_once(line: Line) -> None:
    lan = await line.newcomer()
    line.tg.duplicate_next()
    await line.says(lan, "/help")
    assert sum(text.startswith(VI("help.title")) for text in lan.said) == 1


async def test_updates_out_of_order_still_all_find_their_answer(line: Line) -> None:
    people = [await line.newcomer(f"P{n}") for n in range(3)]
    line.tg.hold()
    for user in people:
        await user.send("/products")
    line.tg.release(reverse=True)
    await line.settled()
    assert all(VI("mine.none") in user.last.text for user in people)


# Polling


async def test_while_the_database_is_away_polling_confirms_nothing(polled: Line) -> None:
    lan = await polled.newcomer()
    async with polled.database_away():
        await lan.send("/register")
        await asyncio.sleep(0.3)
        assert polled.tg.updates.pending, "Telegram still has it"
    await lan.wait(VI("q.producer_name.ask"))
    await polled.settled()
    assert sum(VI("q.producer_name.ask") in text for text in lan.said) == 1


async def test_a_restart_takes_up_what_was_said_meanwhile(tmp_path: Path, migrated_sqlite: Path) -> None:
    async with FakeTelegram() as tg:
        settings = settings_for(tmp_path, tg)
        settings.folder.mkdir(parents=True)
        shutil.copy(migrated_sqlite, settings.folder / FILE)
        clock = HandClock()
        lan = tg.user()
        async with assistant_on(settings, clock):
            await lan.start()
            await lan.send("/consent")
            await lan.wait(VI("q.consent_dossier.ask"))
        await lan.send("đồng ý")
        async with assistant_on(settings, clock):
            await lan.wait(VI("q.consent_reminders.label"))


async def test_polling_takes_a_hook_away_first(polled: Line) -> None:
    await polled.newcomer()
    assert polled.tg.calls("deleteWebhook", ok=True)


async def test_a_tap_that_is_too_old_to_be_acknowledged_is_answered_all_the_same(polled: Line) -> None:
    lan = await polled.newcomer()
    await polled.says(lan, "/register")
    polled.tg.fail("answerCallbackQuery", Fault.refused(400, "Bad Request: query is too old"))
    await lan.press(VI("nav.why"))
    await lan.wait(VI("q.producer_name.why"))


# What can go wrong when speaking


async def test_a_flood_answer_delays_the_reply_and_loses_nothing(line: Line) -> None:
    lan = await line.newcomer()
    line.tg.fail("sendMessage", Fault.flood(2), chat=lan)
    assert await line.says(lan, "/register") == []
    await line.later(seconds=1)
    assert VI("q.producer_name.ask") not in lan.last.text
    await line.later(seconds=1)
    assert VI("q.producer_name.ask") in lan.last.text


@pytest.mark.parametrize("html", [False, True])
async def test_a_broken_telegram_is_tried_again(polled: Line, html: bool) -> None:
    lan = await polled.newcomer()
    polled.tg.fail("sendMessage", Fault.server_error(502, html=html), times=2, chat=lan)
    assert await polled.says(lan, "/register") == []
    for _ in range(3):
        await polled.later(seconds=60)
    assert sum(VI("q.producer_name.ask") in text for text in lan.said) == 1


async def test_a_reply_whose_answer_was_lost_is_said_again_rather_than_never(polled: Line) -> None:
    lan = await polled.newcomer()
    polled.tg.fail("sendMessage", Fault.lost_answer(), chat=lan)
    await polled.says(lan, "/register")
    await polled.later(seconds=10)
    assert sum(VI("q.producer_name.ask") in text for text in lan.said) == 2
    assert set(await polled.states(lan)) == {"sent"}


async def test_a_notice_whose_answer_was_lost_is_not_said_again(polled: Line) -> None:
    officer, lan = await polled.officer(), await polled.newcomer()
    polled.tg.fail("sendMessage", Fault.lost_answer(), chat=officer)
    await polled.answers_until(lan, "photos")
    await polled.says(lan, VI.words("nav.skip.words")[0])
    await polled.presses(lan, VI("form.idea.send"))
    await polled.later(days=1)
    assert sum(VI("notice.title") in text for text in officer.said) == 1
    assert "unknown" in await polled.states(officer)


async def test_a_telegram_that_hangs_is_given_up_and_tried_again(polled: Line) -> None:
    lan = await polled.newcomer()
    channel = polled.assistant.channels["telegram"]
    assert isinstance(channel, TelegramChannel)
    channel.bot.request._read_timeout = 0.2  # type: ignore[attr-defined] - a test cannot wait for 20 seconds
    polled.tg.fail("sendMessage", Fault.hang(), chat=lan)
    await polled.says(lan, "/register")
    assert "waiting" in await polled.states(lan)
    await polled.later(seconds=10)
    assert VI("q.producer_name.ask") in lan.last.text


async def test_who_blocks_the_bot_is_left_alone_until_they_come_back(polled: Line) -> None:
    officer, lan = await polled.officer(), await polled.newcomer()
    polled.tg.block(officer)
    await polled.answers_until(lan, "photos")
    await polled.says(lan, VI.words("nav.skip.words")[0])
    await polled.presses(lan, VI("form.idea.send"))
    assert (await polled.states(officer))[-1] == "blocked"
    await polled.later(days=1)
    assert len(polled.tg.calls("sendMessage", officer, ok=False)) == 1, "asked once, not again"
    (queue,) = await polled.says(officer, "/queue")
    assert "Bánh phồng tôm" in queue.text


async def test_a_message_that_is_gone_is_answered_by_a_new_one(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    line.tg.fail("editMessageText", Fault.refused(400, "Bad Request: message can't be edited"))
    (shown,) = await line.presses(lan, VI("nav.why"))
    assert VI("q.producer_name.why") in shown.text


async def test_what_telegram_quotes_of_a_message_is_kept_nowhere(polled: Line) -> None:
    lan = await polled.newcomer()
    said = 'Bad Request: can\'t parse entities: unsupported start tag "Nguyễn "Lan"" at byte offset 9'
    polled.tg.fail("sendMessage", Fault.refused(400, said), chat=lan)
    with capture_logs() as logs:
        await polled.says(lan, "/register")
    kept = polled.sql("SELECT error FROM outbox WHERE error <> ''")
    assert [error for (error,) in kept] == ['Can\'t parse entities: unsupported start tag "…" at byte offset 9']
    assert "Lan" not in str(logs)


# Commands, groups, other things people send


async def test_each_role_has_its_own_menu_of_commands_in_the_own_language(polled: Line) -> None:
    lan, anna, officer = await polled.newcomer(), await polled.newcomer("Anna", "en"), await polled.officer()
    for user, role, language in ((lan, "producer", "vi"), (anna, "producer", "en"), (officer, "commune_officer", "vi")):
        commands = polled.tg.commands[f"chat:{user.id}", ""]
        assert [c["command"] for c in commands] == list(COMMANDS[role])
        assert commands[0]["description"] == TEXTS[language](f"bot.command.{COMMANDS[role][0]}")
    for language in ("", *TEXTS.languages):
        assert [c["command"] for c in polled.tg.commands["default", language]] == list(COMMANDS["producer"])


async def test_every_command_of_every_role_leads_somewhere(polled: Line) -> None:
    officer = await polled.officer()
    for name in sorted({name for names in COMMANDS.values() for name in names}):
        shown = await polled.says(officer, f"/{name}")
        assert VI("unknown.text") not in " ".join(m.text for m in shown), name
        assert await polled.says(officer, f"/{name}@fake_test_bot")


async def test_in_a_group_the_assistant_asks_for_a_private_chat_and_otherwise_keeps_quiet(polled: Line) -> None:
    lan = await polled.newcomer()
    group = polled.tg.group("Xã Định Bình")
    await lan.send("/start", group=group)
    await lan.send("@fake_test_bot giúp với", group=group)
    await polled.settled()
    assert group.said == [VI("group.private_only")]


async def test_an_administrator_is_told_of_a_fault_once_an_hour(polled: Line) -> None:
    boss, lan = polled.tg.user("Boss"), await polled.newcomer()
    await polled.says(boss, f"/start join-{await _admin_invitation(polled)}")
    await polled.presses(boss, VI("join.take"))
    polled.sql("ALTER TABLE recognition RENAME TO recognition_away")
    for _ in range(2):
        assert VI("error.fault") in (await polled.says(lan, "/register"))[-1].text
    polled.sql("ALTER TABLE recognition_away RENAME TO recognition")
    told = [text for text in boss.said if "OperationalError" in text]
    assert len(told) == 2, "one for each kind of fault: here the updates are told apart"
    assert not any("recognition" in text for text in told), "no inner details"
    assert VI("q.producer_name.ask") in (await polled.says(lan, "/register"))[-1].text


async def _admin_invitation(line: Line) -> str:
    now = line.clock()
    made = Invitation(hash_token("a" * 24), now + timedelta(days=1), Role.ADMIN, "")
    await line.assistant.store.invite(made, now)
    return "a" * 24


async def test_stickers_and_edits_are_answered_and_change_nothing(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    said = await lan.send("HTX Tôm khô")
    await line.settled()
    await lan.sticker()
    await line.settled()
    assert VI("unknown.sticker") in lan.last.text
    assert VI("q.legal_form.ask") in lan.last.text
    await lan.edit(said, "HTX Mắm")
    await line.settled()
    assert VI("unknown.edited") in lan.last.text
    await line.presses(lan, VI("nav.back"))
    assert "HTX Tôm khô" in lan.last.text

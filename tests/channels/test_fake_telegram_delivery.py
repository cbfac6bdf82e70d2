"""Updates reach the bot as Telegram delivers them, disturbances included."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from fakes.telegram import BOT_TOKEN, Clock, FakeTelegram, Fault, RawApi, User
from support.places import TESTS
from support.waiting import until

Json = dict[str, Any]
KEYBOARD = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}, {"text": "Xem", "url": "https://ocop.vn"}]]}


class Bot:
    """A webhook that keeps what it gets and answers as told."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []  # used up first, then 200
        self.active = self.most_active = 0
        self.gate: asyncio.Event | None = None
        self.on_update: Callable[[Json], Awaitable[web.Response | None]] | None = None
        self.url = ""

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        update = json.loads(await request.read())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.append(update)
        self.active += 1
        self.most_active = max(self.active, self.most_active)
        if self.gate is not None:
            await self.gate.wait()
        self.active -= 1
        if self.answers:
            return self.answers.pop(0)
        answer = await self.on_update(update) if self.on_update is not None else None
        return answer or web.Response()

    @property
    def texts(self) -> list[str]:
        """The texts in the order they came; presses as their data."""
        return [u["message"]["text"] if "message" in u else u["callback_query"]["data"] for u in self.updates]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=clock) as server:
        server.webhook.retry_base = 0.01
        yield server


@pytest.fixture
async def api(tg: FakeTelegram) -> AsyncIterator[RawApi]:
    async with RawApi(tg) as client:
        yield client


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    server = web.Server(bot, access_log=None)
    listener = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
    bot.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/hook"
    yield bot
    listener.close()
    await server.shutdown(0.1)


@pytest.fixture
def lan(tg: FakeTelegram) -> User:
    return tg.user("Lan", started=True)


def texts(answer: Json) -> list[str]:
    return [update["message"]["text"] for update in answer["result"]]


async def test_an_offset_confirms_everything_below_it(api: RawApi, lan: User) -> None:
    for text in "abcd":
        await lan.send(text)
    first = await api("getUpdates", limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(await api("getUpdates", limit=2)) == ["a", "b"], "nothing was confirmed"
    assert texts(await api("getUpdates", offset=first["result"][0]["update_id"] + 1)) == ["b", "c", "d"]
    assert texts(await api("getUpdates", offset=-1)) == ["d"]
    assert texts(await api("getUpdates")) == ["d"], "a negative offset forgets all before it"


async def test_a_long_poll_ends_with_the_first_update(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await until(lambda: tg.poller.waiting)
    assert not poll.done()
    await lan.send("a")
    assert texts(await poll) == ["a"]
    assert (await api("getUpdates", offset=lan.world.updates.last_id + 1, timeout=1))["result"] == []


async def test_only_one_may_poll(api: RawApi, tg: FakeTelegram, lan: User, bot: Bot) -> None:
    first = asyncio.create_task(api("getUpdates", timeout=30))
    await until(lambda: tg.poller.waiting)
    second = asyncio.create_task(api("getUpdates", timeout=30))
    ended = await first
    await until(lambda: tg.poller.waiting)
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request;")
    await api("setWebhook", url=bot.url)
    assert (await second)["description"] == "Conflict: terminated by setWebhook request"
    assert (await api("getUpdates"))["description"].startswith("Conflict: can't use getUpdates method while webhook")


async def test_only_wanted_kinds_come(api: RawApi, lan: User) -> None:
    await api("getUpdates", allowed_updates=["callback_query"])
    await lan.send("a")
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    await lan.press("Có")
    (update,) = (await api("getUpdates"))["result"]
    assert update["callback_query"]["data"] == "yes"
    await api("getUpdates", allowed_updates=[])
    await lan.send("b")
    assert len((await api("getUpdates"))["result"]) == 2


async def test_old_updates_are_dropped(api: RawApi, tg: FakeTelegram, lan: User, clock: Clock) -> None:
    await lan.send("a")
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    await lan.press("Có")
    clock.advance(151)
    assert texts(await api("getUpdates")) == ["a"]
    clock.advance(24 * 3600)
    assert (await api("getUpdates"))["result"] == []
    assert [u.kind for u in tg.updates.expired] == ["callback_query", "message"]


async def test_webhook_updates_carry_the_secret(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    await lan.send("sent before")
    answer = await api("setWebhook", url=bot.url, secret_token="S-1_x")
    assert answer["description"] == "Webhook was set"
    await lan.send("a")
    await tg.delivered()
    assert bot.texts == ["sent before", "a"]
    assert bot.secrets == ["S-1_x", "S-1_x"]
    again = await api("setWebhook", url=bot.url, secret_token="S-1_x")
    assert again["description"] == "Webhook is already set"
    await api("setWebhook", url=bot.url, drop_pending_updates=True)
    await lan.send("b")
    await tg.delivered()
    assert bot.secrets[-1] is None


async def test_a_chat_waits_for_its_failed_update_and_others_do_not(
    api: RawApi, tg: FakeTelegram, bot: Bot, lan: User
) -> None:
    minh = tg.user("Minh", started=True)
    bot.answers = [web.Response(status=500), web.Response(status=403), web.Response(status=503)]
    await api("setWebhook", url=bot.url, max_connections=1)
    await lan.send("l1")
    await lan.send("l2")
    await tg.delivered()
    assert bot.texts == ["l1", "l1", "l1", "l1", "l2"]
    assert [a.status for a in tg.webhook.attempts] == [500, 403, 503, 200, 200]
    info = (await api("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0
    bot.gate = asyncio.Event()
    await api("setWebhook", url=bot.url, max_connections=2)
    await lan.send("l3")
    await lan.send("l4")
    await minh.send("m1")
    await until(lambda: bot.active == 2)
    await asyncio.sleep(0.05)  # nothing more comes
    assert bot.texts[5:] == ["l3", "m1"]
    bot.gate.set()
    await tg.delivered()
    assert bot.texts[5:] == ["l3", "m1", "l4"]


async def test_presses_do_not_wait_for_messages(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    bot.gate = asyncio.Event()
    await api("setWebhook", url=bot.url)
    await lan.send("a")
    await lan.send("b")
    await lan.press("Có")
    await until(lambda: bot.active == 2)
    await asyncio.sleep(0.05)  # nothing more comes
    assert sorted(bot.texts) == ["a", "yes"], "two queues, one update of each under way"
    bot.gate.set()
    await tg.delivered()


async def test_no_more_than_max_connections_at_a_time(api: RawApi, tg: FakeTelegram, bot: Bot) -> None:
    bot.gate = asyncio.Event()
    await api("setWebhook", url=bot.url, max_connections=3)
    for _ in range(10):
        await tg.user(started=True).send("a")
    await until(lambda: bot.active == 3)
    await asyncio.sleep(0.05)  # nothing more comes
    assert bot.active == 3
    bot.gate.set()
    await tg.delivered()
    assert (bot.most_active, len(bot.updates)) == (3, 10)


async def test_retry_after_is_honoured(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    bot.answers = [web.Response(status=503, headers={"Retry-After": "20"})]
    await api("setWebhook", url=bot.url)
    began = asyncio.get_running_loop().time()
    await lan.send("a")
    await tg.delivered()
    assert asyncio.get_running_loop().time() - began >= 0.2


async def test_presses_expire_while_the_bot_is_down(
    api: RawApi, tg: FakeTelegram, bot: Bot, lan: User, clock: Clock
) -> None:
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    await api("setWebhook", url=bot.url)
    tg.pause()
    await lan.press("Có")
    await lan.send("a")
    clock.advance(200)
    tg.resume()
    await tg.delivered()
    assert bot.texts == ["a"]


async def test_retries_end_when_the_update_would_be_too_old(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    bot.answers = [web.Response(status=503, headers={"Retry-After": "151"})]
    await api("setWebhook", url=bot.url)
    await lan.press("Có")
    await tg.delivered()
    assert len(bot.updates) == 1
    assert len(tg.updates.expired) == 1


async def test_a_call_in_the_answer_is_executed(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    call = {"method": "sendMessage", "chat_id": lan.id, "text": "chào"}
    bot.answers = [web.json_response(call), web.json_response({"method": "getMe"})]
    await api("setWebhook", url=bot.url)
    await lan.send("a")
    await lan.send("b")
    await lan.wait("chào")
    await tg.delivered()
    assert [(c.method, c.via) for c in tg.log if c.via != "http"] == [("sendMessage", "webhook reply")]


async def test_a_deleted_webhook_leaves_the_rest_to_polling(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    await api("setWebhook", url="https://ocop.vn/hook")
    tg.webhook.routes["https://ocop.vn"] = "http://127.0.0.1:9"
    await lan.send("a")
    await until(lambda: tg.webhook.attempts)
    assert tg.webhook.attempts[0].status == 0
    assert (await api("deleteWebhook"))["description"] == "Webhook was deleted"
    assert texts(await api("getUpdates")) == ["a"]
    assert (await api("deleteWebhook", drop_pending_updates=True))["description"] == "Webhook is already deleted"
    assert texts(await api("getUpdates")) == []


async def test_updates_come_twice_or_out_of_order_when_asked(
    api: RawApi, tg: FakeTelegram, bot: Bot, lan: User
) -> None:
    await api("setWebhook", url=bot.url)
    tg.duplicate_next()
    await lan.send("a")
    await tg.delivered()
    assert bot.texts == ["a", "a"]
    assert bot.updates[0]["update_id"] == bot.updates[1]["update_id"]
    tg.hold()
    await lan.send("b")
    await lan.send("c")
    tg.release(reverse=True)
    await tg.delivered()
    assert bot.texts == ["a", "a", "c", "b"]


async def test_polling_can_get_an_update_twice(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    tg.duplicate_next()
    await lan.send("a")
    (update,) = (await api("getUpdates"))["result"]
    assert (await api("getUpdates", offset=update["update_id"] + 1))["result"] == [update]
    assert (await api("getUpdates", offset=update["update_id"] + 1))["result"] == []


async def test_faults_hit_the_call_they_are_meant_for(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    minh = tg.user("Minh", started=True)

    async def send(user: User) -> int:
        return int((await api("sendMessage", chat_id=user.id, text="x")).get("error_code", 200))

    tg.fail("sendMessage", Fault.flood(2), chat=lan, times=2, after=1)
    assert [await send(u) for u in (lan, minh, lan, lan, lan)] == [200, 200, 429, 429, 200]
    tg.fail("sendMessage", Fault.refused(400, "Bad Request: chat not found"), times=None)
    assert [await send(lan), await send(minh)] == [400, 400]
    tg.heal()
    tg.fail("*", Fault.server_error(503))
    assert [await send(lan), await send(lan)] == [503, 200]
    tg.fail("sendMessage", Fault.slow(0.05))
    assert await send(lan) == 200
    assert len(tg.calls("sendMessage", lan, ok=True)) == 4
    assert [c.code for c in tg.calls("sendMessage", minh, ok=False)] == [400]


async def test_lost_answers_have_happened_and_dropped_calls_have_not(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    tg.fail("sendMessage", Fault.drop())
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=lan.id, text="dropped")
    tg.fail("sendMessage", Fault.lost_answer())
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=lan.id, text="lost")
    tg.fail("sendMessage", Fault.lost_answer(hang=True))
    hung = asyncio.create_task(api("sendMessage", chat_id=lan.id, text="hangs"))
    await until(lambda: lan.said == ["lost", "hangs"])
    await asyncio.sleep(0.05)
    assert hung.cancel(), "no answer comes"
    await asyncio.wait([hung])
    tg.fail("sendMessage", Fault.server_error(502, html=True))
    async with api.session.post(f"{api.base}/sendMessage", json={"chat_id": lan.id, "text": "x"}) as answer:
        assert (answer.status, await answer.text()) == (502, "<html>")


async def test_floods_are_refused_when_limits_are_on(api: RawApi, tg: FakeTelegram, lan: User, clock: Clock) -> None:
    tg.enforce_limits = True
    codes = [(await api("sendMessage", chat_id=lan.id, text="x")).get("error_code", 200) for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    clock.advance(1)
    assert (await api("sendMessage", chat_id=lan.id, text="x"))["ok"]
    group = tg.group()
    clock.advance(60)
    answers = [await api("sendMessage", chat_id=group.id, text="x") for _ in range(21)]
    assert [a["ok"] for a in answers] == [True] * 20 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 3}
    clock.advance(60)
    users = [tg.user(started=True) for _ in range(31)]
    answers = [await api("sendMessage", chat_id=user.id, text="x") for user in users]
    assert [a["ok"] for a in answers] == [True] * 30 + [False]


async def test_never_more_than_thirty_are_taken_in_any_second(api: RawApi, tg: FakeTelegram, clock: Clock) -> None:
    tg.enforce_limits = True
    people = [tg.user(started=True).id for _ in range(200)]
    taken = []
    for chat in people:  # 40 a second: a bucket that fills again would take 30 at once and 30 in the second after
        if (await api("sendMessage", chat_id=chat, text="x"))["ok"]:
            taken.append(clock())
        clock.advance(0.025)
    assert max(sum(t <= other < t + 1 for other in taken) for t in taken) == 30
    assert tg.limits.refused_overall == 200 - len(taken) > 0
    assert tg.limits.refused_chats == 0
    tg.limits.factor = 10
    clock.advance(60)
    answers = [await api("sendMessage", chat_id=n, text="x") for n in people for _ in range(2)]
    assert [a["ok"] for a in answers] == [True] * 300 + [False] * 100


async def test_what_was_delivered_is_kept_with_its_time(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    await lan.send("xin chào")
    sent = (await api("sendMessage", chat_id=lan.id, text="một"))["result"]["message_id"]
    await api("editMessageText", chat_id=lan.id, message_id=sent, text="hai")
    await api("sendMessage", chat_id=lan.id, text="")
    tg.fail("sendMessage", Fault.refused(403, "Forbidden: bot was blocked by the user"))
    await api("sendMessage", chat_id=lan.id, text="ba")
    tg.keep_log = False
    await api("sendMessage", chat_id=lan.id, text="bốn")
    got = tg.deliveries.to(lan.id)
    assert [(d.method, d.text) for d in got] == [("sendMessage", "một"), ("editMessageText", "hai")]
    assert got[0].at <= got[1].at
    assert (tg.deliveries.count, tg.deliveries.peak) == (3, 3)


async def test_the_screen_shows_what_the_person_sees(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    await lan.send("xin chào")
    sent = (await api("sendMessage", chat_id=lan.id, text="<b>Chọn</b>", parse_mode="HTML", reply_markup=KEYBOARD))[
        "result"
    ]
    before = lan.last
    await api("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="đã đổi")
    await api.form("sendDocument", chat_id=lan.id, document=b"abc", caption="đơn")
    assert [m.text for m in lan.screen] == ["xin chào", "đã đổi", "đơn"]
    assert (before.text, before.buttons, before.data) == ("Chọn", ["Có", "Xem"], ["yes"])
    assert lan.last.content == b"abc"
    assert await lan.press("Có", before), "the tap came before the edit was seen"
    with pytest.raises(AssertionError, match="opens a link"):
        await lan.press("Xem", before)
    with pytest.raises(AssertionError, match="no button 'Không'"):
        await lan.press("Không")
    with pytest.raises(AssertionError, match="waited"):
        await lan.wait(timeout=0.01)


async def test_waiting_counts_from_the_last_act(api: RawApi, lan: User) -> None:
    await api("sendMessage", chat_id=lan.id, text="1")
    await lan.send("a")
    waiting = asyncio.create_task(lan.wait(2))
    await api("sendMessage", chat_id=lan.id, text="2")
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await api("sendMessage", chat_id=lan.id, text="3")
    assert (await waiting).text == "3"
    assert (await lan.wait(lambda user: "2" in user.said)).text == "3"
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=KEYBOARD)
    waiting = asyncio.create_task(lan.wait(lambda user: user.presses and not user.unanswered_presses))
    query = await lan.press("Có")
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await api("answerCallbackQuery", callback_query_id=query)
    assert (await waiting).text == "?"


async def test_one_time_keyboards_close_after_a_tap(api: RawApi, lan: User) -> None:
    keyboard = {"keyboard": [["Có", {"text": "Ở đâu", "request_location": True}]], "one_time_keyboard": True}
    await api("sendMessage", chat_id=lan.id, text="?", reply_markup=keyboard)
    assert lan.keyboard == ["Có", "Ở đâu"]
    await lan.press("Ở đâu")
    assert lan.keyboard == []
    assert "location" in lan.screen[-1].raw


async def test_bots_in_groups_hear_only_what_is_meant_for_them(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    group = tg.group("Xã")
    sent = (await api("sendMessage", chat_id=group.id, text="chào", reply_markup=KEYBOARD))["result"]
    for text in ("chuyện riêng", "/start", "/start@other_bot", "hỏi @fake_test_bot", "/start@fake_test_bot"):
        await lan.send(text, group=group)
    await lan.send("trả lời", group=group, reply_to=group.last)
    await lan.press("Có", group=group)
    updates = (await api("getUpdates"))["result"]
    heard = [u["message"]["text"] for u in updates if "message" in u]
    assert heard == ["/start", "hỏi @fake_test_bot", "/start@fake_test_bot", "trả lời"]
    assert updates[-1]["callback_query"]["message"]["message_id"] == sent["message_id"]
    assert not (await api("deleteMessage", chat_id=group.id, message_id=sent["message_id"] + 1))["ok"]
    tg.block(group)
    answer = await api("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_blocking_is_told_to_the_bot(api: RawApi, tg: FakeTelegram, lan: User) -> None:
    await lan.block()
    await lan.block()
    await lan.send("/start")
    updates = (await api("getUpdates"))["result"]
    statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert statuses == ["kicked", "member"]
    tg.block(lan, silently=True)
    assert (await api("sendMessage", chat_id=lan.id, text="x"))["error_code"] == 403


async def test_everything_can_be_forgotten(api: RawApi, tg: FakeTelegram, bot: Bot, lan: User) -> None:
    await api("setWebhook", url=bot.url)
    tg.fail("*", Fault.hang(), times=None)
    tg.forget()
    assert tg.log == []
    assert not (await api("sendMessage", chat_id=lan.id, text="x"))["ok"]
    await tg.user().send("a")
    assert texts(await api("getUpdates")) == ["a"]


@pytest.fixture
async def process() -> AsyncIterator[str]:
    """The fake in a process of its own."""
    main = TESTS / "fakes" / "telegram" / "__main__.py"
    child = await asyncio.create_subprocess_exec(sys.executable, str(main), stdout=subprocess.PIPE)
    assert child.stdout is not None
    yield (await child.stdout.readline()).decode().strip()
    child.terminate()
    await child.wait()


async def test_scripts_run_in_another_process(process: str, bot: Bot) -> None:
    async with aiohttp.ClientSession() as session:

        async def post(path: str, **body: Any) -> Json:
            async with session.post(f"{process}/{path}", json=body) as answer:
                return dict(await answer.json())

        async def reply(update: Json) -> web.Response | None:
            press = update.get("callback_query")
            chat = (press["message"] if press else update["message"])["chat"]["id"]
            if press:
                await post(f"bot{BOT_TOKEN}/answerCallbackQuery", callback_query_id=press["id"])
            text = "cảm ơn" if press else "chọn"
            await post(f"bot{BOT_TOKEN}/sendMessage", chat_id=chat, text=text, reply_markup=KEYBOARD)
            return None

        bot.on_update = reply
        await post(f"bot{BOT_TOKEN}/setWebhook", url=bot.url)
        steps = ["/start", {"press": "Có", "expect": "cảm ơn"}, {"press": 0}, {"contact": True}]
        outcome = await post("control/script", steps=steps, chats=20, concurrency=8)
        assert (outcome["finished"], outcome["failed"], outcome["steps"]) == (20, 0, 80)
        stats = await post("control/stats", reset=True)
        assert (stats["delivered"], stats["replied"], stats["waiting"]) == (80, 80, 0)
        assert 0 < stats["latency_ms"]["p50"] <= stats["latency_ms"]["p99"]
        (user,) = (await post("control/user", first_name="Lan"))["users"]
        await post("control/fail", method="sendMessage", fault={"kind": "flood", "retry_after": 1}, chat=user)
        await post("control/send", chat=user, text="a")
        await post("control/inject", updates=[{"chat": user, "text": "b"}])
        await post("control/idle")
        shown = (await post("control/messages", chat=user))["messages"]
        assert [m["text"] for m in shown] == ["a", "b", "chọn"]
        await post("control/press", chat=user, button="Có")
        await post("control/idle")
        assert [p["answered"] for p in (await post("control/presses", chat=user))["presses"]] == [True]
        await post("control/advance", seconds=200)
        counts = await post("control/counts")
        assert counts["calls"]["sendMessage 429"] == 1
        assert "error" in await post("control/nothing")
        assert "error" in await post("control/press", chat=user, button="Không")
        assert (await post("control/reset"))["ok"]
        assert (await post("control/log"))["calls"] == []


async def test_after_a_week_without_news_the_next_id_is_chosen_at_random() -> None:
    clock = Clock()
    async with FakeTelegram(clock=clock) as tg:
        lan = tg.user()
        firsts = []
        for _ in range(3):
            await lan.start()
            before = tg.updates.last_id
            await lan.send("x")
            assert tg.updates.last_id == before + 1
            firsts.append(before)
            clock.advance(7 * 24 * 3600)
        assert all(abs(one - other) > 1 for one, other in pairwise(firsts))
        assert min(firsts) >= 1


async def test_an_offset_far_beyond_the_last_id_confirms_nothing_and_one_near_it_everything() -> None:
    async with FakeTelegram() as tg:
        await tg.user().start()
        last = tg.updates.last_id
        assert [u["update_id"] for u in tg.updates.from_offset(last + 12, 100)] == [last]
        assert [u["update_id"] for u in tg.updates.from_offset(500_000_000_000, 100)] == [last]
        assert tg.updates.from_offset(last + 11, 100) == []
        assert tg.updates.from_offset(0, 100) == [], "that one was taken for a confirmation"

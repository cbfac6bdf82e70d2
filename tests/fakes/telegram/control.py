"""The control API for tests in other processes: POST /control/<verb> with a JSON object."""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from .errors import ApiError
from .fake import FakeTelegram
from .faults import Fault
from .params import Json, read_params
from .people import User
from .screen import Shown
from .script import run_script
from .stats import Stats
from .updates import CALLBACK_QUEUE, MESSAGE_LIFETIME


class Control:
    """Verbs that act on one FakeTelegram; each takes and returns JSON."""

    def __init__(self, tg: FakeTelegram, move_clock: Callable[[float], None] | None = None) -> None:
        self.tg = tg
        self.stats = Stats()
        self.users: dict[int, User] = {}
        self.move_clock = move_clock
        tg.webhook.on_attempt = self.stats.on_attempt
        tg.on_bot_message = self.stats.on_bot_message
        tg.extra_routes["control"] = self.handle

    async def handle(self, request: web.BaseRequest, path: str) -> web.Response:
        """One control call; what goes wrong is told as {"error": ...}."""
        verb: Callable[[Json], Awaitable[Any]] | None = getattr(self, f"do_{path.split('/')[2]}", None)
        if verb is None:
            return web.json_response({"error": f"no such verb: {path}"}, status=404)
        try:
            params = await read_params(request, request.raw_path.partition("?")[2])
            answer = await verb(params.raw)
        except (ApiError, AssertionError, KeyError, TypeError, ValueError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return web.json_response({"ok": True} if answer is None else answer)

    def _user(self, a: Json) -> User:
        number = int(a["chat"])
        if number not in self.users:
            self.users[number] = self.tg.user(user_id=number, started=True)
        return self.users[number]

    async def do_user(self, a: Json) -> Json:
        """Make `count` people: {"users": [ids]}."""
        count = int(a.pop("count", 1))
        made = [self.tg.user(**a) for _ in range(count)]
        self.users |= {user.id: user for user in made}
        return {"users": [user.id for user in made]}

    async def do_send(self, a: Json) -> Json:
        """A text of a person; unknown chats are made."""
        return {"message_id": await self._user(a).send(a["text"])}

    async def do_press(self, a: Json) -> Json:
        """A tap: `button` is a label, data or position; `message_id` names an older message."""
        user = self._user(a)
        shown = next((m for m in user.screen if m.message_id == a.get("message_id")), None)
        return {"callback_query_id": await user.press(a.get("button", 0), shown)}

    async def do_contact(self, a: Json) -> Json:
        """A shared contact."""
        return {"message_id": await self._user(a).contact(own=bool(a.get("own", True)))}

    async def do_document(self, a: Json) -> Json:
        """A file, its content in base64."""
        content = base64.b64decode(a.get("content", ""))
        return {"message_id": await self._user(a).document(a.get("name", "file.bin"), content)}

    async def do_inject(self, a: Json) -> Json:
        """Many updates at once: {"chat", "text"} for messages, {kind: body} for anything."""
        for item in a["updates"]:
            if "chat" in item:
                await self._user(item).send(item["text"])
                continue
            ((kind, body),) = ((k, v) for k, v in item.items() if k != "update_id")
            chat = (body.get("chat") or body.get("message", {}).get("chat") or {}).get("id", 0)
            queue = chat if kind != "callback_query" else body["from"]["id"] + CALLBACK_QUEUE
            self.tg.updates.push(kind, body, queue, float(a.get("lifetime", MESSAGE_LIFETIME)))
        return {"pending": len(self.tg.updates.pending)}

    async def do_messages(self, a: Json) -> Json:
        """What a chat shows."""
        return {"messages": [_shown(m) for m in self.tg.shown(int(a["chat"]))]}

    async def do_counts(self, _a: Json) -> Json:
        """Calls by method (refused ones as "method code"), updates waiting and expired."""
        updates = self.tg.updates
        return {
            "calls": dict(self.tg.counts),
            "pending": len(updates.pending),
            "expired": len(updates.expired),
        }

    async def do_log(self, a: Json) -> Json:
        """The calls, newest last."""
        calls = self.tg.calls(a.get("method"), int(a["chat"]) if "chat" in a else None)
        return {"calls": [asdict(call) for call in calls[-int(a.get("limit", 1000)) :]]}

    async def do_attempts(self, a: Json) -> Json:
        """The webhook deliveries."""
        return {"attempts": [asdict(attempt) for attempt in self.tg.webhook.attempts[-int(a.get("limit", 1000)) :]]}

    async def do_presses(self, a: Json) -> Json:
        """The taps of a person and what was answered."""
        return {"presses": [asdict(press) for press in self._user(a).presses]}

    async def do_stats(self, a: Json) -> Json:
        """Reply latencies; {"reset": true} starts anew after reading."""
        report = self.stats.report()
        if a.get("reset"):
            self.stats.reset()
        return report

    async def do_script(self, a: Json) -> Json:
        """Scripted conversations: `talks`, or `steps` times `chats`; `concurrency`, `patience`."""
        talks = a["talks"] if "talks" in a else [a["steps"]] * int(a["chats"])
        run = run_script(
            self.tg, talks, concurrency=int(a.get("concurrency", 32)), patience=float(a.get("patience", 30))
        )
        return (await run).report()

    async def do_fail(self, a: Json) -> None:
        """{"method", "fault": {"kind": "flood", "retry_after": 2}, "times", "chat", "after"}."""
        fault = dict(a["fault"])
        kinds = {"flood", "blocked", "refused", "server_error", "gateway", "hang", "drop", "lost_answer", "slow"}
        kinds.add("nonsense")
        if (kind := fault.pop("kind")) not in kinds:
            raise ValueError(f"no such fault: {kind}")
        made = getattr(Fault, kind)(**fault)
        self.tg.fail(a["method"], made, times=a.get("times", 1), chat=a.get("chat"), after=a.get("after", 0))

    async def do_disturb(self, a: Json) -> None:
        """{"down", "pause", "hold", "limits": bool}, {"release", "duplicate": n}, {"block": chat}, {"factor": n}.

        {"anew": id}: ids of updates start anew.
        """
        tg = self.tg
        if "down" in a:
            tg.down = bool(a["down"])
        if "pause" in a:
            (tg.pause if a["pause"] else tg.resume)()
        if a.get("hold"):
            tg.hold()
        if "release" in a:
            tg.release(reverse=a["release"] == "reverse")
        if "limits" in a:
            tg.enforce_limits = bool(a["limits"])
        tg.limits.factor = float(a.get("factor", tg.limits.factor))
        tg.duplicate_next(int(a.get("duplicate", 0)))
        if "anew" in a:
            tg.start_anew(int(a["anew"]))
        if "block" in a:
            tg.block(int(a["block"]))

    async def do_heal(self, _a: Json) -> None:
        """No more faults."""
        self.tg.heal()

    async def do_settings(self, a: Json) -> None:
        """retry_base, timeout, routes of the webhook; keep_log."""
        hook = self.tg.webhook
        hook.retry_base = float(a.get("retry_base", hook.retry_base))
        hook.timeout = float(a.get("timeout", hook.timeout))
        hook.routes |= a.get("routes", {})
        self.tg.keep_log = hook.keep_attempts = bool(a.get("keep_log", self.tg.keep_log))

    async def do_advance(self, a: Json) -> None:
        """Move Telegram's clock by `seconds`."""
        if self.move_clock is None:
            raise ValueError("this clock cannot be moved from here")
        self.move_clock(float(a["seconds"]))

    async def do_idle(self, a: Json) -> None:
        """Wait until all updates are delivered."""
        await self.tg.delivered(float(a.get("timeout", 30)))

    async def do_reset(self, _a: Json) -> None:
        """Forget people, messages, log, faults and webhook."""
        self.tg.forget()
        self.users.clear()
        self.stats.reset()
        self.tg.on_bot_message = self.stats.on_bot_message


def _shown(message: Shown) -> Json:
    plain: Json = json.loads(json.dumps(message.raw))
    return {"text": message.text, "from_bot": message.from_bot, "buttons": message.buttons, "raw": plain}

"""Webhook deliveries: queues, order, retries, expiry."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp

from .params import Json
from .updates import Update, Updates

_LONGEST_RETRY_AFTER, _LONGEST_DELAY = 3600, 60


@dataclass(slots=True)
class Attempt:
    """One delivery: status 0 is a connection that failed or an answer that did not come in time."""

    at: float
    update_id: int
    kind: str
    status: int


@dataclass(slots=True)
class Target:
    """Where updates go, as setWebhook said."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: float = 0.0

    @property
    def asked(self) -> tuple[str, str, int]:
        """What would have to change for a new webhook."""
        return self.url, self.secret, self.max_connections


@dataclass(slots=True)
class _Queue:
    updates: deque[Update] = field(default_factory=deque)
    fails: int = 0
    delay: int = 1


@dataclass(slots=True)
class _Result:
    status: int = 0
    retry_after: int = 0
    reply: Json | None = None
    error: str = ""


class Delivery:
    """Delivers each queue in order, the next update only after 2xx for the one before."""

    def __init__(self, updates: Updates, on_reply: Callable[[Json], Awaitable[None]]) -> None:
        self.updates = updates
        self.on_reply = on_reply
        self.on_attempt: Callable[[Update], None] | None = None
        self.target = Target()
        self.retry_base = 1.0  # real seconds of one second of Telegram's retry delays
        self.timeout = 60.0
        self.keep_attempts = True
        self.attempts: list[Attempt] = []
        self.routes: dict[str, str] = {}  # a public URL prefix -> where it is served in truth
        self._queues: dict[int, _Queue] = {}
        self._ready: deque[int] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._paused = False
        self._session: aiohttp.ClientSession | None = None

    @property
    def idle(self) -> bool:
        """Nothing under way and nothing waiting."""
        return not self._queues

    def aim(self, target: Target) -> None:
        """Deliver everything pending to a new place; an empty url ends delivery."""
        self._queues.clear()
        self._ready.clear()
        self.target = target
        for update in list(self.updates.pending.values()):
            self.on_update(update)

    def pause(self) -> None:
        """Stop delivering (what is under way ends)."""
        self._paused = True

    def resume(self) -> None:
        """Deliver again."""
        self._paused = False
        self._pump()

    async def close(self) -> None:
        """Stop everything."""
        self.aim(Target())
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def on_update(self, update: Update) -> None:
        """A new update: into its queue."""
        if not self.target.url:
            return
        queue = self._queues.get(update.queue)
        if queue is None:
            queue = self._queues[update.queue] = _Queue()
            self._ready.append(update.queue)
        queue.updates.extend([update] * update.copies)
        self._pump()

    def _pump(self) -> None:
        while self._ready and not self._paused and len(self._running) < self.target.max_connections:
            queue_id = self._ready.popleft()
            queue = self._queues.get(queue_id)
            if queue is None:
                continue
            task = asyncio.get_running_loop().create_task(self._deliver(queue_id, queue))
            self._running.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self.target.url:
            self._pump()

    async def _deliver(self, queue_id: int, queue: _Queue) -> None:
        update = queue.updates[0]
        if update.expires_at < self.updates.clock() or update.id not in self.updates.pending:
            self.updates.expire(update)
            return self._next(queue_id, queue)
        result = await self._post(update)
        if self._queues.get(queue_id) is not queue:
            return None  # the webhook was changed meanwhile
        if 200 <= result.status < 300:
            self.updates.confirm(update)
            self._next(queue_id, queue)
            if result.reply is not None:
                await self.on_reply(result.reply)
        else:
            self._retry(queue_id, queue, update, result.retry_after)
        return None

    def _next(self, queue_id: int, queue: _Queue) -> None:
        queue.updates.popleft()
        queue.fails, queue.delay = 0, 1
        if queue.updates:
            self._ready.append(queue_id)
        else:
            del self._queues[queue_id]

    def _retry(self, queue_id: int, queue: _Queue, update: Update, retry_after: int) -> None:
        """At once the first time, then after 2, 4, 8 ... 60 s, or when the bot said."""
        wait = min(max(retry_after, 0), _LONGEST_RETRY_AFTER)
        if wait == 0 and queue.fails > 0:
            wait = queue.delay = min(_LONGEST_DELAY, queue.delay * 2)
        if self.updates.clock() + wait > update.expires_at:
            self.updates.expire(update)
            return self._next(queue_id, queue)
        queue.fails += 1
        asyncio.get_running_loop().call_later(wait * self.retry_base, self._wake, queue_id, queue)
        return None

    def _wake(self, queue_id: int, queue: _Queue) -> None:
        if self._queues.get(queue_id) is queue:
            self._ready.append(queue_id)
            self._pump()

    def _address(self) -> str:
        url = self.target.url
        for prefix, place in self.routes.items():
            if url.startswith(prefix):
                return place + url.removeprefix(prefix)
        return url

    async def _post(self, update: Update) -> _Result:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        if self.on_attempt is not None:
            self.on_attempt(update)
        target = self.target
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret
        body = json.dumps(update.json, ensure_ascii=False, separators=(",", ":")).encode()
        limit = aiohttp.ClientTimeout(total=self.timeout)
        try:
            async with self._session.post(self._address(), data=body, headers=headers, timeout=limit) as answer:
                result = await _read(answer)
        except TimeoutError:
            result = _Result(error="Read timeout expired")
        except aiohttp.ClientError as problem:
            result = _Result(error=f"Connection failed: {type(problem).__name__}")
        if result.error:
            target.last_error, target.last_error_at = result.error, self.updates.clock()
        if self.keep_attempts:
            self.attempts.append(Attempt(self.updates.clock(), update.id, update.kind, result.status))
        return result


async def _read(answer: aiohttp.ClientResponse) -> _Result:
    content = await answer.read()
    if 200 <= answer.status < 300:
        return _Result(answer.status, reply=_call_in(content))
    wait = answer.headers.get("Retry-After", "")
    error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    return _Result(answer.status, int(wait) if wait.isdigit() else 0, error=error)


def _call_in(content: bytes) -> Json | None:
    """A call in the answer, if it is one that Telegram executes."""
    if not content.startswith(b"{"):
        return None
    try:
        value = json.loads(content)
    except ValueError:
        return None
    method = str(value.get("method", "")).lower()
    if not method or method in ("deletewebhook", "setwebhook", "close", "logout") or method.startswith("get"):
        return None
    return dict(value)

"""setWebhook and the delivery of updates to it."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from .errors import bad
from .params import Json, Params
from .updates import Update, Updates

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = (443, 80, 88, 8443)
_LONGEST_RETRY_AFTER, _LONGEST_DELAY = 3600, 60
_LOCAL = ("localhost", "127.0.0.1")


@dataclass(slots=True)
class Attempt:
    """One delivery: status 0 is a connection that failed or an answer that did not come in time."""

    at: float
    update_id: int
    kind: str
    status: int


@dataclass(slots=True)
class Settings:
    """What setWebhook said."""

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


class Webhook:
    """Delivers each queue in order, the next update only after 2xx for the one before."""

    def __init__(self, updates: Updates, on_reply: Callable[[Json], Awaitable[None]]) -> None:
        self.updates = updates
        self.on_reply = on_reply
        self.on_attempt: Callable[[Update], None] | None = None
        self.settings = Settings()
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

    def set(self, p: Params) -> tuple[bool, str]:
        """setWebhook; an empty url deletes it."""
        url = p.text("url")
        if not url:
            return self.delete(p)
        _check_url(url)
        secret = p.text("secret_token")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        connections = min(max(p.integer("max_connections", 40), 1), 100)
        self.updates.allow(p.parsed("allowed_updates", "can't parse allowed updates JSON object"))
        if p.flag("drop_pending_updates"):
            self.updates.pending.clear()
        elif (url, secret, connections) == self.settings.asked:
            return True, "Webhook is already set"
        self._forget_queues()
        self.settings = Settings(url, secret, connections)
        for update in list(self.updates.pending.values()):
            self.on_update(update)
        return True, "Webhook was set"

    def delete(self, p: Params) -> tuple[bool, str]:
        """deleteWebhook; what was not delivered waits for getUpdates."""
        if p.flag("drop_pending_updates"):
            self.updates.pending.clear()
        was = self.settings.url
        self._forget_queues()
        self.settings = Settings()
        return True, "Webhook was deleted" if was else "Webhook is already deleted"

    def info(self) -> Json:
        """getWebhookInfo."""
        s = self.settings
        self.updates.drop_expired()
        info: Json = {
            "url": s.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
        }
        if s.url:
            info |= {"max_connections": s.max_connections, "ip_address": "127.0.0.1"}
        if s.last_error:
            info |= {"last_error_date": int(s.last_error_at), "last_error_message": s.last_error}
        if self.updates.allowed is not None:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info

    def pause(self) -> None:
        """Stop delivering (what is under way ends)."""
        self._paused = True

    def resume(self) -> None:
        """Deliver again."""
        self._paused = False
        self._pump()

    async def close(self) -> None:
        """Stop everything."""
        self._forget_queues()
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def on_update(self, update: Update) -> None:
        """A new update: into its queue."""
        if not self.settings.url:
            return
        queue = self._queues.get(update.queue)
        if queue is None:
            queue = self._queues[update.queue] = _Queue()
            self._ready.append(update.queue)
        queue.updates.extend([update] * update.copies)
        self._pump()

    def _forget_queues(self) -> None:
        self._queues.clear()
        self._ready.clear()

    def _pump(self) -> None:
        while self._ready and not self._paused and len(self._running) < self.settings.max_connections:
            queue_id = self._ready.popleft()
            queue = self._queues.get(queue_id)
            if queue is None:
                continue
            task = asyncio.get_running_loop().create_task(self._deliver(queue_id, queue))
            self._running.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self.settings.url:
            self._pump()

    async def _deliver(self, queue_id: int, queue: _Queue) -> None:
        update = queue.updates[0]
        if update.expires_at < self.updates.clock() or update.id not in self.updates.pending:
            self._expire(update)
            return self._next(queue_id, queue)
        status, retry_after, reply = await self._post(update)
        if self._queues.get(queue_id) is not queue:
            return None  # the webhook was changed meanwhile
        if 200 <= status < 300:
            self.updates.confirm(update)
            self._next(queue_id, queue)
            if reply is not None:
                await self.on_reply(reply)
        else:
            self._retry(queue_id, queue, update, retry_after)
        return None

    def _next(self, queue_id: int, queue: _Queue) -> None:
        queue.updates.popleft()
        queue.fails, queue.delay = 0, 1
        if queue.updates:
            self._ready.append(queue_id)
        else:
            del self._queues[queue_id]

    def _expire(self, update: Update) -> None:
        if self.updates.pending.pop(update.id, None) is not None:
            self.updates.expired.append(update)

    def _retry(self, queue_id: int, queue: _Queue, update: Update, retry_after: int) -> None:
        """At once the first time, then after 2, 4, 8 ... 60 s, or when the bot said."""
        wait = min(max(retry_after, 0), _LONGEST_RETRY_AFTER)
        if wait == 0 and queue.fails > 0:
            wait = queue.delay = min(_LONGEST_DELAY, queue.delay * 2)
        if self.updates.clock() + wait > update.expires_at:
            self._expire(update)
            return self._next(queue_id, queue)
        queue.fails += 1
        asyncio.get_running_loop().call_later(wait * self.retry_base, self._wake, queue_id, queue)
        return None

    def _wake(self, queue_id: int, queue: _Queue) -> None:
        if self._queues.get(queue_id) is queue:
            self._ready.append(queue_id)
            self._pump()

    def _address(self) -> str:
        url = self.settings.url
        for prefix, target in self.routes.items():
            if url.startswith(prefix):
                return target + url.removeprefix(prefix)
        return url

    async def _post(self, update: Update) -> tuple[int, int, Json | None]:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self.timeout)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout)
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret
        if self.on_attempt is not None:
            self.on_attempt(update)
        body = json.dumps(update.json, ensure_ascii=False, separators=(",", ":")).encode()
        status, retry_after, reply, error = 0, 0, None, ""
        try:
            async with self._session.post(self._address(), data=body, headers=headers) as answer:
                status, content = answer.status, await answer.read()
                if 200 <= status < 300:
                    reply = _reply(content)
                else:
                    wait = answer.headers.get("Retry-After", "")
                    retry_after = int(wait) if wait.isdigit() else 0
                    error = f"Wrong response from the webhook: {status} {answer.reason}"
        except TimeoutError:
            status, error = 0, "Read timeout expired"
        except aiohttp.ClientError as problem:
            status, error = 0, f"Connection failed: {type(problem).__name__}"
        if error:
            self.settings.last_error, self.settings.last_error_at = error, self.updates.clock()
        if self.keep_attempts:
            self.attempts.append(Attempt(self.updates.clock(), update.id, update.kind, status))
        return status, retry_after, reply


def _check_url(url: str) -> None:
    """https on an allowed port; the fake alone also takes plain http on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad("invalid webhook URL specified")
    if parts.hostname in _LOCAL:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _reply(content: bytes) -> Json | None:
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

"""Runs the assistant behind uvicorn until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from types import FrameType

import structlog
import uvicorn

from bot.app import Assistant, open_assistant
from bot.commands.stopping import end_at_last
from bot.commands.upgrading import Upgrade
from bot.kit.descriptors import raise_limit, room_for
from bot.kit.logs import log_crashes, log_to
from bot.kit.version import own_version
from bot.operation.connections import ConnectionLimit, Limits
from bot.rehearsal.season.choice import offer
from bot.rehearsal.season.prepared import clear_unfinished, has_begun, place
from bot.settings.config import BadSettings, Settings, unknown_names

log = structlog.get_logger(__name__)


class Stop:
    """Whether somebody told the program to end."""

    asked = False


ServeOne = Callable[[Settings, str], Awaitable[Settings | None]]
"""Serves one assistant to its end, and says what follows it; it is told which programme could not be opened."""


class _Server(uvicorn.Server):
    """Ends the live connections of the web chat first: uvicorn would wait for them. And it ends, whatever hangs."""

    following: Settings | None = None
    """What is served next in this place; None where the program ends."""

    def __init__(self, config: uvicorn.Config, assistant: Assistant, stop: Stop) -> None:
        super().__init__(config)
        self._assistant = assistant
        self._stop = stop

    def follow(self, settings: Settings) -> None:
        """Ends, and lets something else be served."""
        self.following = settings
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stop.asked = True
        if not self.should_exit:  # uvicorn raises the signal once more when it has stopped
            log.info("stopping", why=signal.Signals(sig).name)
            end_at_last()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._assistant.channels["web"].stop()
        await super().shutdown(sockets)


async def serve(settings: Settings) -> None:
    """Serves all channels; returns after SIGINT or SIGTERM, with nothing half done.

    A demonstration may be followed by that of another programme: whoever calls meanwhile waits in the listener's queue.
    """
    _refuse_public(settings)
    os.umask(0o077)  # whatever is written here is about people
    log_to(sys.stderr, settings.log_level)
    log_crashes()
    for name in unknown_names():
        log.warning("unknown setting", name=name)
    raise_limit()
    stop = Stop()
    with _listener(settings.web_host, settings.web_port) as listener:
        await in_turn(settings, lambda now, failed: _serve(now, listener, stop, first=settings, failed=failed), stop)
    log.info("stopped")


async def in_turn(first: Settings, serve_one: ServeOne, stop: Stop) -> None:
    """One after the other, as each says what follows it; where one cannot be opened, the former is served again."""
    now: Settings | None = first
    former: Settings | None = None
    failed = ""
    while now and not stop.asked:
        try:
            following = await serve_one(now, failed)
        except Exception:
            if former is None:
                raise
            log.exception("another programme was not opened", programme=now.programme_id)
            failed, following, former = now.programme_id, former, None
        else:
            failed, former = "", now
        now = following


async def _serve(
    settings: Settings, listener: socket.socket, stop: Stop, *, first: Settings, failed: str
) -> Settings | None:
    """One assistant, from its start to its end; returns what is served after it.

    `failed`: the programme that was chosen before and could not be opened.
    """
    port = listener.getsockname()[1]
    if settings.is_demo and settings.demo_season:
        await asyncio.to_thread(clear_unfinished, settings)
        await asyncio.to_thread(place, settings)
    begins = settings.is_demo and settings.demo_season and not has_begun(settings)
    await Upgrade(settings, _tell)()
    async with open_assistant(settings) as assistant:
        door = _door(settings)
        config = uvicorn.Config(
            assistant.server,
            http=door.protocol,  # type: ignore[arg-type]  # what makes a protocol, as its class does
            log_config=None,  # its lines go where all others go
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=2,
            server_header=False,
            proxy_headers=False,  # OCOP_PROXIES says whom to believe: see bot/channels/web/front.py
        )
        server = _Server(config, assistant, stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, server.handle_exit)
        if assistant.demo:
            offer(assistant.demo.choosing, settings, first, server.follow)
            assistant.demo.choosing.failed = failed
        address = settings.web_url or f"http://localhost:{port}"
        sys.stdout.write(_welcome(settings, assistant, address))
        sys.stdout.flush()
        log.info("started", **_told(settings, assistant))
        # What is alive now lives to the end: the collector need not look at it again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        sys.setswitchinterval(_A_TURN)
        watching = asyncio.create_task(door.watch())
        playing = asyncio.create_task(_season(assistant)) if begins else None
        try:
            await server.serve(sockets=[listener.dup()])
        finally:
            watching.cancel()
            if playing:
                playing.cancel()
    return server.following


_A_TURN = 0.001
"""Seconds that a thread at work may keep the loop waiting, each time: answers go before papers and indexes."""


def _player() -> Callable[[Assistant], Awaitable[None]]:
    from bot.rehearsal.season.playing import play

    return play


async def _season(assistant: Assistant) -> None:
    """Nobody has prepared the season: it is made now, while the page says so."""
    try:
        play = await asyncio.to_thread(_player)  # what plays it takes long to load: meanwhile pages are served
        await play(assistant)
    except asyncio.CancelledError:
        raise
    except Exception:
        log.exception("the season was not made")


def _told(settings: Settings, assistant: Assistant) -> dict[str, object]:
    """What an administrator wants to know of a start; settings by their names only."""
    changed = [name for name, f in type(settings).model_fields.items() if getattr(settings, name) != f.default]
    return {
        "version": own_version(),
        "channels": sorted(assistant.channels),
        "database": type(assistant.store.database).__name__,
        "programme": assistant.programme.id,
        "settings": [f"OCOP_{name.upper()}" for name in sorted(changed)],
    }


def _door(settings: Settings) -> ConnectionLimit:
    """How many may come in at once. A proxy that is believed brings many visitors, who are counted one by one."""
    proxies = [ip_network(part) for part in settings.proxy_list]

    def believed(address: str) -> bool:
        return any(ip_address(address) in network for network in proxies) if address else True

    return ConnectionLimit(Limits(room_for(settings.connections), settings.connections_each), believed)


def _refuse_public(settings: Settings) -> None:
    """In the demonstration every visitor holds the officer's window: it is for the machine that runs it."""
    if why := settings.publicly:
        raise BadSettings(
            f"This is the demonstration, and {why}: everybody would hold the officer's window."
            " Set OCOP_DEMO=0 to run it for real."
        )


def _listener(host: str, port: int) -> socket.socket:
    """The place where the server listens; what is wrong with it is said by the setting's name."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            hint = "another program listens there" if error.errno == errno.EADDRINUSE else "only root may take it"
            raise BadSettings(f"OCOP_WEB_PORT: {port} cannot be used: {hint}. Choose another, such as 8081.") from None
        raise BadSettings(
            f"OCOP_WEB_HOST: {host} is no address of this machine ({error.strerror}). Usual: 127.0.0.1, or 0.0.0.0."
        ) from None


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _welcome(settings: Settings, assistant: Assistant, address: str) -> str:
    mode = "demonstration" if settings.is_demo else "live"
    outdated = f"{settings.outdated}.\n" if settings.outdated else ""
    return (
        f"\nOCOP assistant · {mode} · {assistant.programme.id} · {', '.join(sorted(assistant.channels))}\n"
        f"{outdated}"
        f"Open {address} in a browser. Stop with Ctrl+C.\n\n"
    )

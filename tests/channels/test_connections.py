"""The door: who says nothing, or says it a byte at a time, makes room for who wants something."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from support.assistants import free_port
from support.databases import with_tables
from support.places import ROOT
from support.waiting import PATIENCE

from bot.operation.connections import ConnectionLimit, Limits

ASK = b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n"
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Served:
    """A server with a door; time stands still until it is moved."""

    def __init__(self, **limits: Any) -> None:
        self.time = 1000.0
        self.door = ConnectionLimit(Limits(**{"most": 50, "each": 50, **limits}), self.believes, now=lambda: self.time)
        self.proxies: set[str] = set()
        self.gate = asyncio.Event()
        self.cut_short = 0
        self.port = 0
        self.opened: list[asyncio.StreamWriter] = []

    def believes(self, address: str) -> bool:
        return address in self.proxies

    async def page(self, request: Request) -> Response:
        return PlainTextResponse("here")

    async def take(self, request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            self.cut_short += 1
            raise
        return PlainTextResponse(str(len(body)))

    async def live(self, request: Request) -> Response:
        await self.gate.wait()
        return PlainTextResponse("late")

    async def visit(self) -> Ends:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.opened.append(writer)
        return reader, writer

    async def say(self, what: bytes, ends: Ends | None = None) -> Ends:
        """Says it, and waits until the server has heard it."""
        ends = ends or await self.visit()
        name = ends[1].get_extra_info("sockname")[:2]
        before = self.heard(name)
        ends[1].write(what)
        await self.until(lambda: self.heard(name) >= before + len(what))
        return ends

    def heard(self, name: tuple[str, int]) -> int:
        """Bytes that came from one end."""
        return sum(one._received for one in self.door._all if one.client == name)

    async def until(self, holds: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.005)

    async def asks(self) -> bytes:
        """What somebody is answered who asks for the page now."""
        reader, writer = await self.visit()
        writer.write(ASK)
        async with asyncio.timeout(PATIENCE):
            return await reader.readline()

    def after(self, seconds: float) -> None:
        self.time += seconds
        self.door.look()


@asynccontextmanager
async def served(**limits: Any) -> AsyncIterator[Served]:
    one = Served(**limits)
    app = Starlette(
        routes=[
            Route("/page", one.page),
            Route("/take", one.take, methods=["POST"]),
            Route("/live", one.live),
        ]
    )
    config = uvicorn.Config(
        app, port=0, log_config=None, lifespan="off", ws="none", http=one.door.protocol, timeout_keep_alive=1000
    )  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    one.port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        one.gate.set()
        for writer in one.opened:
            writer.close()
        server.should_exit = True
        server.force_exit = True
        await task


async def is_cut(ends: Ends) -> bool:
    """Whether the other end has gone."""
    async with asyncio.timeout(PATIENCE):
        try:
            return await ends[0].read() == b""
        except ConnectionError:
            return True


async def test_who_says_nothing_is_cut_after_a_while() -> None:
    async with served() as assistant:
        silent = await assistant.visit()
        await assistant.until(lambda: assistant.door._all)
        assistant.after(19)
        assert not silent[0].at_eof()
        assistant.after(2)
        assert await is_cut(silent)


async def test_who_drips_a_head_has_the_same_time_in_all() -> None:
    async with served() as assistant:
        dripping = await assistant.say(b"GET /page HTTP/1.1\r\nX-Name: ")
        for _ in range(6):
            assistant.after(3)
            await assistant.say(b"T", dripping)
        assistant.after(3)
        assert await is_cut(dripping)


async def test_the_time_begins_anew_with_each_request() -> None:
    async with served() as assistant:
        ends = await assistant.say(ASK)
        for _ in range(3):
            assert b"200" in await ends[0].readline()
            await ends[0].readuntil(b"here")
            assistant.after(15)
            await assistant.say(ASK, ends)
        assert b"200" in await ends[0].readline()
        await ends[0].readuntil(b"here")
        await assistant.say(b"GET /pa", ends)
        assistant.after(21)
        assert await is_cut(ends)


HEAD = b"POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n"


async def test_who_drips_a_body_is_cut_and_who_is_only_slow_is_not() -> None:
    async with served() as assistant:
        dripping, slow = await assistant.say(HEAD), await assistant.say(HEAD)
        await assistant.say(b"x" * 100, dripping)
        await assistant.say(b"x" * 20_000, slow)
        assistant.after(31)
        assert await is_cut(dripping)
        await assistant.say(b"x" * 20_000, slow)
        assert assistant.cut_short == 1
        assert b"200" in await slow[0].readline()


async def test_a_body_has_an_end_in_time_too() -> None:
    async with served(body=100) as assistant:
        ends = await assistant.say(HEAD)
        for _ in range(3):
            await assistant.say(b"x" * 20_000 if _ == 0 else b"x", ends)
            assistant.after(20)
        await assistant.say(b"x" * 5_000, ends)
        assistant.after(41)
        assert await is_cut(ends)


async def test_a_body_that_nobody_reads_is_held_to_it_as_well() -> None:
    async with served() as assistant:
        ends = await assistant.say(b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert b"405" in await ends[0].readline()
        await assistant.say(b"x", ends)
        assistant.after(31)
        assistant.after(31)
        await ends[0].read()
        await assistant.until(lambda: not assistant.door._all)


async def test_who_is_answered_slowly_by_ourselves_is_left_alone() -> None:
    async with served() as assistant:
        waiting = await assistant.say(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
        assistant.after(100_000)
        assistant.gate.set()
        assert b"200" in await waiting[0].readline()


async def test_a_newcomer_takes_the_place_of_who_waits_for_nothing() -> None:
    async with served(most=5) as assistant:
        silent = [await assistant.visit() for _ in range(5)]
        await assistant.until(lambda: len(assistant.door._all) == 5)
        assert b"200" in await assistant.asks()
        assert await is_cut(silent[0])


async def test_where_all_places_are_used_the_newcomer_is_told_so() -> None:
    async with served(most=3) as assistant:
        for _ in range(3):
            await assistant.say(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"503" in await assistant.asks()
        assistant.gate.set()
        await assistant.until(lambda: all(one.waits for one in assistant.door._all))
        assert b"200" in await assistant.asks()


async def test_one_address_has_its_measure_and_a_proxy_has_none() -> None:
    async with served(each=2) as assistant:
        for _ in range(2):
            await assistant.say(b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"503" in await assistant.asks()
        assistant.proxies.add("127.0.0.1")
        assert b"200" in await assistant.asks()


async def test_who_asks_and_takes_no_answer_is_cut() -> None:
    async with served() as assistant:
        one = await assistant.say(ASK)
        connection = next(iter(assistant.door._all))

        class Full:
            """A transport whose other end takes nothing."""

            def __init__(self, inner: Any) -> None:
                self._inner = inner

            def get_write_buffer_size(self) -> int:
                return 5000

            def __getattr__(self, name: str) -> Any:
                return getattr(self._inner, name)

        connection.transport = Full(connection.transport)  # type: ignore[assignment]
        connection._head = None
        assistant.after(1)
        assistant.after(59)
        assert connection in assistant.door._all
        assistant.after(2)
        await assistant.until(lambda: connection not in assistant.door._all)
        del one


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors as Linux does")
def test_with_sixty_four_descriptors_the_honest_are_served_beside_the_silent(tmp_path: Path) -> None:
    with_tables(tmp_path / "live")
    port = free_port()
    own = {k: v for k, v in os.environ.items() if not k.startswith("OCOP")}
    env = {**own, "OCOP_DATA": str(tmp_path), "OCOP_PROGRAMME": "camau-2022", "OCOP_WEB_PORT": str(port)}
    command = f"ulimit -n 64; exec {sys.executable} -m bot.cli run"
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(["bash", "-c", command], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log)
    silent: list[socket.socket] = []
    try:
        assert running.stdout
        until = iter(running.stdout.readline, b"")
        assert any(b"Open " in line for line in until), (tmp_path / "log").read_text()
        for _ in range(100):
            silent.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            served = 0
            if len(silent) % 20 == 0:
                with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as honest:
                    honest.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    served = honest.recv(100).count(b"200")
                assert served == 1, f"after {len(silent)} silent ones"
    finally:
        for one in silent:
            one.close()
        running.terminate()
        running.wait(PATIENCE)
        assert running.stdout
        running.stdout.close()

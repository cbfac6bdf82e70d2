"""A proxy between the browser and the program: it can hold live messages back, as some proxies and antiviruses do."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OWN = {"connection", "transfer-encoding", "keep-alive"}


class Proxy(ThreadingHTTPServer):
    """Passes everything on to `port`; while `holding`, the body of what flows stays here. Counts what it was asked."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = port
        self.holding = False
        self.refusing: dict[str, tuple[int, bytes]] = {}
        """Paths that the proxy answers itself."""
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves is no fault."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0]
        if path in self.server.refusing:
            status, page = self.server.refusing[path]
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
            return
        inside = http.client.HTTPConnection("127.0.0.1", self.server.target)
        inside.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() not in _OWN})
        with closing(inside):
            self._answer(inside.getresponse())

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        flows = answer.getheader("Content-Type", "").startswith("text/event-stream")
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {*_OWN, "date", "server"}:
                self.send_header(name, value)
        if not flows:
            content = answer.read()
            if "Content-Length" not in answer.headers and self.command != "HEAD":
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            return
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        held = b""
        while piece := answer.read1():
            held += piece
            if not self.server.holding:
                self.wfile.write(held)
                self.wfile.flush()
                held = b""

    do_GET = do_POST = do_HEAD = _pass  # noqa: N815 - the library wants these names

    def log_message(self, *args: object) -> None:
        """Silence."""


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """The proxy, serving."""
    proxy = Proxy(port)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()

"""A visitor of the web chat with nothing but the standard library."""

from __future__ import annotations

import http.cookiejar
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

_PATIENCE = 1800
"""Seconds after which a set-up certainly hangs."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Visitor:
    """Opens the page of one assistant and says something."""

    def __init__(self, url: str) -> None:
        self._url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def wait_for_page(self, process: subprocess.Popen[bytes]) -> None:
        """Returns when the first page answers; a process that ended before is a fault."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if process.poll() is not None:
                raise RuntimeError(f"it ended with {process.returncode} before a page answered")
            try:
                page = self._get("/")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                if b"OCOP" not in page:
                    raise RuntimeError("the page says nothing of OCOP")
                return
        raise RuntimeError(f"no page within {_PATIENCE} s")

    def is_answered(self) -> None:
        """Says something in the first chat and waits for a reply."""
        before = len(self._first()["messages"])
        said = json.dumps({"id": f"bare-{time.time_ns()}", "kind": "text", "text": "menu"}).encode()
        headers = {"X-OCOP": "1", "Content-Type": "application/json"}
        window = self._first()["id"]  # the demonstration has several
        where = f"{self._url}/api/send?w={window}" if window else f"{self._url}/api/send"
        self._browser.open(urllib.request.Request(where, said, headers), timeout=60).read()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if any(message["from"] == "us" for message in self._first()["messages"][before:]):
                return
            time.sleep(0.05)
        raise RuntimeError("the chat gave no answer")

    def _get(self, path: str) -> bytes:
        answer: bytes = self._browser.open(f"{self._url}{path}", timeout=60).read()
        return answer

    def _first(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._get("/api/state"))["windows"][0]
        return found

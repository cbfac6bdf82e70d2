"""Reads what strangers made in a process of its own: little memory, little time, its faults are its own."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20


def run(module: str, data: bytes) -> bytes:
    """What the module makes of the data; b"" when it cannot. Blocks: call it in a thread."""
    command = [sys.executable, "-m", module]
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with a module of ours
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[3],
            timeout=3 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return b"" if done.returncode else done.stdout


def serve(work: Callable[[bytes], bytes]) -> None:
    """The other end: `work` makes something of what comes in, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))

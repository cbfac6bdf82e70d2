"""`make bare ARGS="--suite trixie --user root"`: the two commands on a fresh Debian, and a wheel installed there.

Without arguments both Debians and both users, one after the other. Prints times and results; the logs stay in
build/bare. Needs root, mmdebstrap, git, and the network that this machine has.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bare.root import HOMES, KEPT, Root, root  # noqa: E402
from bare.talking import Visitor, free_port  # noqa: E402

_SUITES = ("bookworm", "trixie")
_WHEEL = """{
  python3 -m venv ~/installed && . ~/installed/bin/activate &&
  python -m pip install -q --require-hashes -r requirements.lock &&
  python -m pip wheel -q --no-deps --no-build-isolation -w ~/wheels . &&
  python -m pip install -q --no-deps ~/wheels/*.whl &&
  mkdir ~/empty && cd ~/empty && exec ocop-bot run; }"""
_COUNTED = re.compile(rb"^(=+ )?\d+ (passed|failed).* in .*$", re.MULTILINE)


def _answers(here: Root, command: str, log: Path) -> str:
    """Starts the assistant by a command, is answered in the chat, and stops it."""
    port = free_port()
    began = time.monotonic()
    with log.open("wb") as told:
        process = here.start(command, told, OCOP_WEB_PORT=str(port))
        try:
            visitor = Visitor(f"http://127.0.0.1:{port}")
            visitor.wait_for_page(process)
            page = time.monotonic() - began
            visitor.is_answered()
            answered = time.monotonic() - began
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    return f"first page after {page:.1f} s, chat answered after {answered:.1f} s"


def _tested(here: Root, log: Path, *, arguments: str) -> str:
    began = time.monotonic()
    with log.open("wb") as told:
        # Root has everything installed, so nothing may be left out.
        own = {"CI": "1"} if here.user == "root" else {}
        code = here.start("make test", told, ARGS=arguments, **own).wait()
    took = time.monotonic() - began
    output = log.read_bytes()
    counted = [line.group().strip(b"= ").decode() for line in _COUNTED.finditer(output)]
    result = f"make test {took:.0f} s: {counted[-1] if counted else 'no result'}"
    if code:
        raise RuntimeError(f"{result}; it ended with {code}\n{output[-6000:].decode(errors='replace')}")
    return result


def _one(suite: str, user: str, args: argparse.Namespace) -> bool:
    """All steps for one person on one Debian."""
    name = f"{suite}-{user}"

    def tell(line: str) -> None:
        print(f"{suite}, {user}: {line}", flush=True)

    try:
        with root(suite, user, again=args.again, keep=args.keep) as here:
            if "run" in args.steps:
                tell("make run: " + _answers(here, "make run", KEPT / f"{name}-run.log"))
                tell("make run, a second time: " + _answers(here, "make run", KEPT / f"{name}-run-2.log"))
            if "test" in args.steps:
                tell(_tested(here, KEPT / f"{name}-test.log", arguments=args.tests))
            if "wheel" in args.steps:
                tell("a wheel in an empty folder: " + _answers(here, _WHEEL, KEPT / f"{name}-wheel.log"))
    except (RuntimeError, OSError) as error:
        tell(f"FAILED: {error}")
        return False
    return True


def main() -> None:
    """Read the command line and try."""
    parser = argparse.ArgumentParser(prog="make bare", description=__doc__)
    parser.add_argument("--suite", action="append", choices=_SUITES)
    parser.add_argument("--user", action="append", choices=tuple(HOMES))
    parser.add_argument("--steps", nargs="+", choices=("run", "wheel", "test"), default=("run", "wheel", "test"))
    parser.add_argument("--tests", default="", help="arguments for pytest")
    parser.add_argument("--again", action="store_true", help="make the root anew")
    parser.add_argument("--keep", action="store_true", help="leave the root there, to look around")
    args = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("root is needed: a root of its own is mounted and entered")
    done = [_one(suite, user, args) for suite in args.suite or _SUITES for user in args.user or HOMES]
    sys.exit(not all(done))


if __name__ == "__main__":
    main()

"""The fake as a process of its own: python tests/fakes/telegram/__main__.py --port 8081."""

import argparse
import asyncio
import contextlib
import sys
import time
from pathlib import Path

if __package__ in (None, ""):  # run by its path: make `fakes` importable, and nothing beside this file
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from fakes.telegram import BOT_TOKEN, FakeTelegram
from fakes.telegram.control import Control


class _MovableClock:
    def __init__(self) -> None:
        self.offset = 0.0

    def __call__(self) -> float:
        return time.time() + self.offset

    def move(self, seconds: float) -> None:
        self.offset += seconds


async def serve(args: argparse.Namespace) -> None:
    """Run until killed; says where it listens."""
    clock = _MovableClock()
    tg = FakeTelegram(args.token, clock, host=args.host, port=args.port)
    tg.keep_log = tg.webhook.keep_attempts = not args.no_log
    Control(tg, clock.move)
    async with tg:
        print(tg.api_url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=BOT_TOKEN)
    parser.add_argument("--no-log", action="store_true", help="keep counts only (for long loads)")
    args = parser.parse_args()
    try:
        import uvloop
    except ImportError:
        run = asyncio.run
    else:
        run = uvloop.run
    with contextlib.suppress(KeyboardInterrupt):
        run(serve(args))


if __name__ == "__main__":
    main()

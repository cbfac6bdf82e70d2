"""`make torture`: 10,000 kills, 1,000,000 fuzzed updates, a broadcast to 10,000 people, 200 kills of broadcasts, and
each trouble with the database 100 times.

Prints what was counted; `--only broadcast --recipients 1000 --kills 20` is short, `--only storage --times 3` too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

os.environ["PTB_TIMEDELTA"] = "1"
sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import structlog  # noqa: E402
from fakes.telegram import FakeTelegram  # noqa: E402
from support.postgres import postgres, postgres_server  # noqa: E402

from torture.broadcast import broadcast  # noqa: E402
from torture.broadcast_kills import Count as Killed  # noqa: E402
from torture.broadcast_kills import Killing  # noqa: E402
from torture.broadcast_web import web_broadcast  # noqa: E402
from torture.fuzz import Count, flood  # noqa: E402
from torture.kills import Report, Torture  # noqa: E402
from torture.lives import OnTelegram  # noqa: E402
from torture.storage import KINDS, torment  # noqa: E402


def _kills(kills: int, seed: int, *, webhook: bool) -> bool:
    last = 0

    def progress(report: Report) -> None:
        nonlocal last
        if report.kills >= last + 250 or report.violations:
            last = report.kills
            print(report, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(Torture(Path(folder), kills=kills, seed=seed, webhook=webhook, progress=progress).run())
    print(f"{'webhook' if webhook else 'polling'}, {report}", flush=True)
    return not report.violations


def _fuzz(updates: int, seed: int) -> bool:
    last = 0

    told: set[str] = set()

    def tell(count: Count) -> None:
        nonlocal last
        for kind in count.first.keys() - told:
            told.add(kind)
            print(f"\n{kind}\n{count.first[kind]}\n", flush=True)
        if count.updates >= last + 50_000:
            last = count.updates
            print(_line(count), flush=True)

    # In memory where there is such a place: this is about answers, not about disks.
    fast = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=fast if fast.is_dir() else None) as folder:
        count = asyncio.run(flood(Path(folder) / "fuzz", updates=updates, seed=seed, tell=tell))
    print(_line(count))
    for kind, times in count.wrong.most_common():
        print(f"{times} times: {kind}")
    return not count.wrong


def _line(count: Count) -> str:
    return (
        f"fuzz: {count.updates} updates in {count.seconds:.0f} s ({count.updates / max(count.seconds, 1e-9):.0f}/s),"
        f" {count.documents} drafts and products read back, {sum(count.wrong.values())} broken promises"
    )


def _tell(line: object) -> None:
    print(line, flush=True)


def _broadcast(recipients: int, seed: int, url: str | None) -> bool:
    """The rate and the waits are those of the real limit: 28 a second."""
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(broadcast(Path(folder), recipients=recipients, seed=seed, url=url, tell=_tell))
    _tell(f"broadcast to {recipients} over {'PostgreSQL' if url else 'SQLite'}: {report}")
    return report.ok


def _web_broadcast(recipients: int, seed: int, url: str | None) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(web_broadcast(Path(folder), recipients=recipients, seed=seed, url=url, tell=_tell))
    _tell(f"web chat, broadcast to {recipients} over {'PostgreSQL' if url else 'SQLite'}: {report}")
    return report.ok


def _killed(kills: int, seed: int, *, assistants: int, places: int, fresh: Callable[[], str] | None) -> bool:
    """Ten times the real rate: ten times as many instants to be killed at."""
    last = 0

    def progress(count: Killed) -> None:
        nonlocal last
        if count.kills >= last + 50 or count.wrong:
            last = count.kills
            _tell(count)

    async def another() -> str:
        assert fresh
        return await asyncio.to_thread(fresh)

    async def run(folder: Path) -> Killed:
        async with FakeTelegram() as tg:
            return await Killing(
                folder, OnTelegram(tg), kills=kills, recipients=1000, seed=seed, assistants=assistants, places=places,
                fresh_url=another if fresh else None, progress=progress,
            ).run()  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(run(Path(folder)))
    _tell(f"{'PostgreSQL' if fresh else 'SQLite'}: {count}")
    return not count.wrong


def _broadcasts(args: argparse.Namespace) -> bool:
    kills = 200 if args.kills is None else args.kills
    with postgres() as fresh:
        shared = args.database == "postgres"
        ok = not args.recipients or _broadcast(args.recipients, args.seed, fresh() if shared else None)
        ok &= not args.recipients or _web_broadcast(args.recipients, args.seed, fresh() if shared else None)
        if kills:
            ok &= _killed(kills, args.seed, assistants=1, places=1, fresh=fresh if shared else None)
            ok &= _killed(kills // 4, args.seed, assistants=1, places=16, fresh=fresh if shared else None)
            ok &= _killed(kills // 4, args.seed, assistants=2, places=1, fresh=fresh)
    return ok


def _storage(times: int, seed: int) -> bool:
    """Each kind of trouble so many times; a line for each."""
    ok = True
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            server = stack.enter_context(postgres_server()) if kind in {"stopped", "frozen"} else None
            work = torment(kind, Path(folder) / kind, rounds=times, seed=seed, server=server, tell=_tell)
            tally = asyncio.run(work)
        _tell(tally)
        ok &= tally.ok
    return ok


def main() -> int:
    """Reads the command line and tortures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, help="10,000, and of broadcasts 200")
    parser.add_argument("--updates", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("kills", "fuzz", "broadcast", "storage"))
    parser.add_argument("--times", type=int, default=100, help="of each trouble with the database")
    parser.add_argument("--recipients", type=int, default=10_000, help="of the broadcast; 0: only kills")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite", help="of the broadcast")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    warnings.simplefilter("ignore")
    print(f"seed {args.seed}", flush=True)
    ok = True
    if args.only in {None, "fuzz"}:
        ok &= _fuzz(args.updates, args.seed)
    if args.only in {None, "storage"}:
        ok &= _storage(args.times, args.seed)
    if args.only in {None, "broadcast"}:
        ok &= _broadcasts(args)
    if args.only in {None, "kills"}:
        kills = 10_000 if args.kills is None else args.kills
        polled = kills // 10
        ok &= _kills(kills - polled, args.seed, webhook=True)
        ok &= _kills(polled, args.seed + 1, webhook=False)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())

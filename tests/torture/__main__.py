"""`make torture`: 10,000 kills and 1,000,000 fuzzed updates; prints what was counted."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

os.environ["PTB_TIMEDELTA"] = "1"
sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import structlog  # noqa: E402

from torture.fuzz import Count, flood  # noqa: E402
from torture.kills import Report, Torture  # noqa: E402


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


def main() -> int:
    """Reads the command line and tortures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--updates", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("kills", "fuzz"))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    warnings.simplefilter("ignore")
    print(f"seed {args.seed}", flush=True)
    ok = True
    if args.only != "kills":
        ok &= _fuzz(args.updates, args.seed)
    if args.only != "fuzz":
        polled = args.kills // 10
        ok &= _kills(args.kills - polled, args.seed, webhook=True)
        ok &= _kills(polled, args.seed + 1, webhook=False)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())

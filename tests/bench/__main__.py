"""`make bench`: the program measured against its aims, and beside bare echo bots. `--quick` is short and rough."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from bench import (  # noqa: E402
    asking,
    broadcast,
    commits,
    criteria,
    dashboard,
    imports,
    latency,
    papers,
    photos,
    starting,
    throughput,
    turns,
    volume,
    year,
)
from bench.programs import FAKE_CORE, PINNED, BenchFault  # noqa: E402
from bench.table import Line, printed  # noqa: E402

Measure = Callable[[Path], list[Line]]


def _measures(*, quick: bool) -> dict[str, Measure]:
    rounds = 1 if quick else 3
    return {
        "throughput": lambda f: throughput.measure(f, rounds=2 if quick else 5, talks=32 if quick else 64),
        "latency": lambda f: asyncio.run(latency.measure(f, rounds=rounds, talks=20 if quick else 32)),
        "start": lambda f: asyncio.run(starting.measure(f, rounds=rounds)),
        "turns": lambda f: turns.measure(rounds=rounds, seconds=1 if quick else 2),
        "asking": lambda f: asking.measure(rounds=rounds),
        "criteria": lambda f: criteria.measure(products=4 if quick else 20),
        "imports": lambda f: imports.measure(f, rows=1000 if quick else 10_000, bad=30 if quick else 300),
        "papers": lambda f: papers.measure(f, rounds=rounds),
        "photos": lambda f: photos.measure(rounds=rounds),
        "commits": lambda f: asyncio.run(commits.measure(f, rounds=rounds, commits=20 if quick else 60)),
        "broadcast": lambda f: asyncio.run(
            broadcast.measure(f, recipients=300 if quick else 1_000, calm=30 if quick else 60)
        ),
        "dashboard": lambda f: asyncio.run(dashboard.measure(f, rounds=rounds, products=1_000 if quick else 5_000)),
        "volume": lambda f: asyncio.run(volume.measure(f, people=5_000 if quick else 100_000)),
        "year": lambda f: year.measure(f, people=20_000 if quick else 100_000, few=4_000 if quick else 10_000),
    }


def main() -> int:
    """Measures everything; 1 when something could not be measured, never because an aim was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than a minute")
    parser.add_argument("--only", metavar="NAME", nargs="+", help="some of the measurements")
    args = parser.parse_args()
    began = time.monotonic()
    if PINNED:
        os.sched_setaffinity(0, {FAKE_CORE})
    else:
        print("Bots and fake share all cores (one core or no taskset): the rates are not those of one core.")
    lines: list[Line] = []
    faults = []
    for name, measure in _measures(quick=args.quick).items():
        if not args.only or name in args.only:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
                try:
                    lines += measure(Path(folder))
                except BenchFault as fault:
                    faults.append(f"{name}: {fault}")
                except Exception as fault:  # what was measured before it is still told
                    traceback.print_exc()
                    faults.append(f"{name}: {fault!r}")
    if lines:
        print(printed(lines))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{time.monotonic() - began:.0f} s; load of the machine {load} (1, 5, 15 minutes)")
    for missing in faults:
        print(f"NOT MEASURED {missing}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

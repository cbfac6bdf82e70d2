"""`make rehearsal`: 62 products, 40 producers, SQLite and PostgreSQL; then the year with its reminders."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import structlog  # noqa: E402
from support.postgres import postgres  # noqa: E402

from rehearsal.rehearse import Result, rehearse  # noqa: E402
from rehearsal.whole import years  # noqa: E402


def _report(name: str, result: Result) -> bool:
    print(
        f"{name}: {result.products} products of {result.producers} producers, {result.steps} steps"
        f" in {result.seconds:.1f} s, {len(result.differences)} differences"
    )
    for line in result.differences[:20]:
        print("   ", line)
    return not result.differences


def main() -> int:
    # A line for each turn hides the result.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    ok = True
    with tempfile.TemporaryDirectory() as folder:
        ok &= _report("SQLite", asyncio.run(rehearse(Path(folder) / "sqlite")))
        with postgres() as fresh:
            ok &= _report("PostgreSQL", asyncio.run(rehearse(Path(folder) / "files", database_url=fresh())))
            ok &= years(fresh)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())

"""`make rehearsal`: 62 products over HTTP, the year with its reminders, every programme from idea to certificate, and
the years 2020 to 2028 in one house.

`ARGS="stars"` plays the third alone, `ARGS="stars camau-2022"` one programme of it, `ARGS="house"` the last.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import structlog  # noqa: E402
from support.postgres import postgres  # noqa: E402

from rehearsal.many_years import all_years  # noqa: E402
from rehearsal.rehearse import Result, rehearse  # noqa: E402
from rehearsal.stars import all_to_stars  # noqa: E402
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
    part, *named = [*sys.argv[1:], ""]
    with postgres() as fresh:
        ok = True
        if not part:
            ok &= _registered(fresh) and years(fresh)
        if part in {"", "stars"}:
            ok &= all_to_stars(fresh, named[0] if named else "")
        if part in {"", "house"}:
            ok &= all_years(fresh)
    return 0 if ok else 1


def _registered(fresh: Callable[[], str]) -> bool:
    """Everybody of the list registers, on both engines."""
    with tempfile.TemporaryDirectory() as folder:
        on_sqlite = _report("SQLite", asyncio.run(rehearse(Path(folder) / "sqlite")))
        own = rehearse(Path(folder) / "files", database_url=fresh())
        return _report("PostgreSQL", asyncio.run(own)) and on_sqlite


if __name__ == "__main__":
    sys.exit(main())

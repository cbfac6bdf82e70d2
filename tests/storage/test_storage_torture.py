"""A lock of somebody else, a full disk, a kill, a PostgreSQL stopped or frozen, while people write: nothing is lost.

The long form is `make torture ARGS="--only storage"`: a hundred times each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.postgres import postgres_server
from torture.storage import KINDS, torment

SQLITE = [kind for kind in KINDS if kind not in {"stopped", "frozen"}]


@pytest.mark.parametrize("kind", SQLITE)
async def test_nothing_that_was_acknowledged_is_lost_or_answered_twice(kind: str, tmp_path: Path) -> None:
    tally = await torment(kind, tmp_path / kind, rounds=2, seed=20260215, server=None, tell=print)
    assert tally.ok, str(tally)


@pytest.mark.parametrize("kind", ["stopped", "frozen"])
async def test_nothing_is_lost_when_postgresql_is_stopped_or_frozen(kind: str, tmp_path: Path) -> None:
    with postgres_server() as server:
        tally = await torment(kind, tmp_path / kind, rounds=1, seed=20260215, server=server, tell=print)
    assert tally.ok, str(tally)

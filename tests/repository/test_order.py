"""The order of the tests: nothing is lost, long files stay whole and stand first."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest
from support.order import SECONDS, longest_first
from support.places import TESTS


def test_every_test_stands_once_and_each_part_begins_with_long_files(request: pytest.FixtureRequest) -> None:
    items = sorted(request.session.items, key=lambda item: item.nodeid)
    ordered = longest_first(items, 4)
    assert Counter(ordered) == Counter(items)
    long = [f for f, _ in groupby(item.nodeid.partition("::")[0].removeprefix("tests/") for item in ordered)]
    assert max(Counter(f for f in long if f in SECONDS).values(), default=1) == 1, "a file is not torn apart"


def test_every_long_file_is_there() -> None:
    assert {name for name in SECONDS if not (TESTS / name).is_file()} == set()

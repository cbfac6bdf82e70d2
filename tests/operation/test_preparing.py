"""What is built after a start, so that nobody who asks waits for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from support.clocks import HandClock

from bot.operation.preparing import Preparing
from ocop_domain.areas import load_areas
from ocop_domain.knowledge.asking import Where, has_index
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import load_programme

DAY = date(2022, 11, 13)
"""A day on which no other test asks anything: what is built is kept by its day."""


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
async def test_after_a_moment_a_question_waits_for_nothing_in_any_programme_of_the_day() -> None:
    law, areas = law_on(DAY), load_areas()
    plans = [load_programme(name) for name in ("camau-2022", "dakdoa-2022", "khanhhoa-2020")]
    over = Programmes(plans, areas)
    preparing = Preparing(law, over, areas, HandClock(datetime(2022, 11, 13, 2, tzinfo=UTC)))
    await preparing.at_once()
    assert not has_index(Where(law, DAY)), "the first look is at what the first page needs, and at nothing else"
    await preparing.after_a_moment()
    places = [law, *over.living(DAY)]
    assert {one.id for one in places} >= {"camau-2022", "dakdoa-2022"}
    assert [one.id for one in places if not has_index(Where(one, DAY))] == []
    assert not has_index(Where(plans[-1], DAY)), "nobody asks about what is over"

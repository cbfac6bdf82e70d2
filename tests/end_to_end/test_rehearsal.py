"""The rehearsal in short: producers of Cà Mau 2022 over HTTP with all their detours, compared with the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rehearsal.cast import producers
from rehearsal.rehearse import Result, rehearse


def _went_well(result: Result, take: int) -> None:
    expected = sum(len(parts) for parts in producers()[:take])
    assert list(result.differences) == []
    assert (result.producers, result.products) == (take, expected)
    assert result.steps > 25 * take, "everybody has been asked everything"


def test_the_cast_is_the_list_62_products_of_40_producers() -> None:
    cast = producers()
    assert len(cast) == 40
    assert sum(len(parts) for parts in cast) == 62
    assert len({part.row["id"] for parts in cast for part in parts}) == 62


async def test_producers_register_on_sqlite_though_a_third_of_what_they_say_is_chatter(tmp_path: Path) -> None:
    _went_well(await rehearse(tmp_path, take=2), 2)


async def test_a_producer_registers_by_polling(tmp_path: Path) -> None:
    _went_well(await rehearse(tmp_path, take=1, webhook=False, mischief=0.1), 1)


async def test_producers_at_the_same_time_on_postgresql(tmp_path: Path, ready_postgres: Callable[[], str]) -> None:
    _went_well(await rehearse(tmp_path, take=2, database_url=ready_postgres(), mischief=0.3), 2)

"""A product over the years: joined to its former selves, its star, its set under another decision."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.migrations import versions
from ocop_domain.product_sets import all_decisions, load_product_sets
from ocop_domain.recognitions import Recognition, Source, held

(_FILE,) = Path(versions.__path__[0]).glob("*[0-9]_products.py")
_MIGRATION: Any = importlib.import_module(f"{versions.__name__}.{_FILE.stem}")
DAY = date(2026, 6, 1)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=8))
def test_joining_by_name_never_puts_two_open_applications_together(own: list[tuple[bool, bool]]) -> None:
    known = [_MIGRATION.Known(str(n), open_, again) for n, (open_, again) in enumerate(own)]
    products, closed = _MIGRATION.grouped(known)
    assert sorted(one.id for product in products for one in product) == sorted(one.id for one in known)
    for product in products:
        assert sum(one.open and one.id not in closed for one in product) <= 1


def test_an_upgrade_follows_what_rose_and_a_second_registration_is_another_product() -> None:
    first, upgrade, other = (
        _MIGRATION.Known("a", True),
        _MIGRATION.Known("b", True, again=True),
        _MIGRATION.Known("c", True),
    )
    assert _MIGRATION.grouped([first, upgrade]) == ([[first, upgrade]], {"a"})
    assert _MIGRATION.grouped([first, other]) == ([[first], [other]], set())


def test_a_product_holds_its_highest_star_of_the_day_and_of_two_the_same_the_states() -> None:
    ended = Recognition("p1", 5, Source.RESULT, expires=date(2026, 5, 31))
    declared = Recognition("p1", 4, Source.DECLARED, expires=date(2029, 1, 1))
    result = Recognition("p1", 4, Source.RESULT, expires=date(2028, 1, 1))
    of_another = Recognition("p2", 5, Source.RESULT)
    assert held("p1", [ended, declared, result, of_another], DAY) == result
    assert held("p1", [ended, declared], DAY) == declared
    assert held("p1", [ended], DAY) is None


def test_a_coffee_of_1048_is_no_white_spirit_under_26_2026() -> None:
    former, today = load_product_sets("1048-2019"), load_product_sets("26-2026")
    became = today.from_set(former, "s14")
    assert became != "s14"
    assert became == former.get("s14").now
    assert today.from_set(today, "s14") == "s14"
    between = load_product_sets("148-2023")
    assert between.from_set(former, "s14") == "s13", (
        "also into the decision between, where one set alone became the same"
    )
    for later in (today, between):
        assert all(former.from_set(later, one.id) is None for one in later.sets), (
            "nothing says what it was before: asked"
        )
    for decision in all_decisions():
        sets = load_product_sets(decision)
        for one in sets.sets:
            meant = one.id if decision == today.id else one.now
            assert today.from_set(sets, one.id) == meant
            assert today.from_set(today, sets.qualified(one.id)) == meant, "with its decision it needs no other word"

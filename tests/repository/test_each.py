"""Many cases in one test: none is left out, and each that fails is told."""

from __future__ import annotations

import inspect

import pytest
from support.each import each


def test_every_case_is_tried_and_each_that_fails_is_told() -> None:
    tried: list[tuple[int, str]] = []

    @each("word", ["a", "b"])
    @each("number, half", [(2, 1), (3, 1), (5, 2)])
    def is_even(number: int, half: int, word: str) -> None:
        tried.append((number, word))
        assert number == 2 * half

    with pytest.raises(ExceptionGroup) as told:
        is_even()
    assert tried == [(number, word) for word in "ab" for number in (2, 3, 5)]
    assert [len(group.exceptions) for group in told.value.exceptions] == [2, 2]
    assert told.value.exceptions[1].exceptions[0].__notes__ == ["number=3, half=1"]


def test_what_is_no_case_still_comes_from_pytest() -> None:
    @each("case", [1])
    def test(case: int, tmp_path: str) -> None:
        assert (case, tmp_path) == (1, "here")

    assert list(inspect.signature(test).parameters) == ["tmp_path"]
    test(tmp_path="here")

"""How many examples a property is tried with."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

LONG = "long"
"""The profile of the long form, `make test ARGS="--hypothesis-profile long"`: many examples, others at each run."""
_TIMES = 25


def examples(few: int, **more: Any) -> settings:
    """So many in the suite, the same at each run; in the long form so many times more, by chance."""
    times = _TIMES if settings.get_current_profile_name() == LONG else 1
    return settings(max_examples=few * times, **more)

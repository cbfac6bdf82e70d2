"""One test for many small cases: pytest takes several times as long to set a test up as such a case takes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Test = Callable[..., None]


def each(names: str | Sequence[str], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """As `pytest.mark.parametrize`, in one test; it goes through all cases and tells each that fails."""
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    rows = [dict(zip(wanted, [case] if len(wanted) == 1 else case, strict=True)) for case in cases]

    def decorated(test: Test) -> Test:
        @functools.wraps(test)
        def all_of_them(**rest: Any) -> None:
            faults = [fault for row in rows if (fault := _fault(test, row, rest))]
            if faults:
                raise ExceptionGroup(f"{len(faults)} of {len(rows)} cases", faults)

        own = inspect.signature(test)
        left = [parameter for name, parameter in own.parameters.items() if name not in wanted]
        all_of_them.__signature__ = own.replace(parameters=left)  # type: ignore[attr-defined]  # what pytest gives
        return all_of_them

    return decorated


def _fault(test: Test, row: dict[str, Any], rest: dict[str, Any]) -> Exception | None:
    try:
        test(**row, **rest)
    except BaseException as fault:
        fault.add_note(", ".join(f"{name}={value!r}"[:200] for name, value in row.items()))
        if not isinstance(fault, Exception):  # what pytest itself raises ends the test
            raise
        return fault
    return None

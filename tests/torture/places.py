"""Every commune of today and of the former map, in every form in which people write it.

Run `python -m tests.torture.places`: prints how many came first, or lead to what they are now.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from support.addresses import FORMS, FORMS_OF_FORMER, communes, expected_of_former  # noqa: E402

from ocop_domain.areas import load_areas  # noqa: E402

AREAS = load_areas()
TODAY = date(2027, 3, 1)
EVE = date(2025, 6, 30)


def main() -> None:
    """Tries all of them and prints a line for each form."""
    now, before = communes(AREAS, TODAY), communes(AREAS, EVE)
    for form, write in FORMS.items():
        found = [AREAS.read(write(AREAS, unit, random.Random(unit.code)), TODAY) for unit in now]
        pairs = list(zip(now, found, strict=True))
        first = sum(place.units[:1] == (unit,) for unit, place in pairs)
        offered = sum(unit in place.units for unit, place in pairs)
        wrong = sum(place.sure and place.units[0] != unit for unit, place in pairs)
        print(f"{form:32} first {first / len(now):.4f}  offered {offered / len(now):.4f}  sure and wrong {wrong}")
    for form, write_former in FORMS_OF_FORMER.items():
        led = sum(
            expected_of_former(AREAS, unit) <= {one.code for one in AREAS.read(write_former(AREAS, unit), TODAY).units}
            for unit in before
        )
        print(f"former, {form:24} led on {led / len(before):.4f}")


if __name__ == "__main__":
    main()

"""Products that are just there: rows as the acts of people leave them, for tables that only read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import date

from bot.app import Assistant
from bot.storage.engine.statements import Statement
from ocop_domain.areas import load_areas
from ocop_domain.text import fold

_numbers = itertools.count(1)


async def put_products(
    assistant: Assistant,
    place: str,
    names: Sequence[str],
    *,
    state: str = "sent",
    star: int = 0,
    form: str = "household",
    kind: str = "first",
) -> None:
    """Applications of Cà Mau 2022, each of a producer of its own; with `star` the state recognised its product."""
    day = assistant.clock().date()
    area = load_areas().search(place, day, limit=1)[0].code
    await assistant.store.database.write(rows_of(area, names, day, state=state, star=star, form=form, kind=kind))


def rows_of(
    area: str,
    names: Sequence[str],
    day: date,
    *,
    state: str = "sent",
    star: int = 0,
    form: str = "household",
    kind: str = "first",
) -> list[Statement]:
    """The same as statements."""
    unit: list[Statement] = []
    for name in names:
        said = {"product_name": name, "legal_form": form, "registration_kind": kind}
        unit += _product(next(_numbers), said, area, day.isoformat(), state)
        if star:
            unit.append(_recognised(unit, star, day.isoformat(), day.replace(year=day.year + 3).isoformat()))
    return unit


def _product(number: int, said: dict[str, str], area: str, day: str, state: str) -> list[Statement]:
    person, id_ = 100_000 + number, f"{number:012x}"
    producer, name = f"Hộ {number}", said["product_name"]
    moment = f"{day}T01:00:00.000+00:00"
    answers = json.dumps({**said, "producer_name": producer, "phone": f"+8491{number:07d}"}, ensure_ascii=False)
    return [
        Statement("INSERT INTO person (id, language, created_at) VALUES (?, 'vi', ?)", (person, moment)),
        Statement(
            "INSERT INTO producer (id, person_id, name, name_folded, answers, phone, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (f"o{id_}", person, producer, fold(producer), answers, f"+8491{number:07d}", moment),
        ),
        Statement(
            "INSERT INTO product (id, producer_id, person_id, name, created_on) VALUES (?, ?, ?, ?, ?)",
            (f"q{id_}", f"o{id_}", person, name, day),
        ),
        Statement(
            "INSERT INTO application (id, producer_id, person_id, programme, area, name, name_folded, answers, form,"
            " form_version, state, revision, sent_on, updated_on, product_set, product_id)"
            " VALUES (?, ?, ?, 'camau-2022', ?, ?, ?, ?, 'idea', 1, ?, 1, ?, ?, '', ?)",
            (id_, f"o{id_}", person, area, name, fold(name), answers, state, day, day, f"q{id_}"),
        ),
    ]


def _recognised(unit: Sequence[Statement], star: int, day: str, until: str) -> Statement:
    application, _, person = unit[-1].args[:3]
    return Statement(
        "INSERT INTO recognition (product_id, person_id, star, source, issued_on, expires_on, application_id)"
        " VALUES (?, ?, ?, 'result', ?, ?, ?)",
        (f"q{application}", person, star, day, until, application),
    )

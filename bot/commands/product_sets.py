"""Shows which product sets a producer is offered who types a name: as JSON, or as a list to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.commands.programmes import UnusableProgramme
from ocop_domain.law import law_on
from ocop_domain.product_sets import Offer, ProductSets
from ocop_domain.programme_files import BadProgrammeError, UnknownProgrammeError, load_programme


def sets_of(names: Sequence[str], programme: str, today: date, *, as_json: bool) -> str:
    """What the registration offers for each name, best first; without a programme by the law of `today`."""
    sets = _sets(programme, today)
    found = [(name, sets.offers(name)) for name in names]
    if as_json:
        return json.dumps([_shape(name, offers) for name, offers in found], ensure_ascii=False, indent=2)
    return "\n".join([sets.decision, *_lines(found)])


def _sets(programme: str, today: date) -> ProductSets:
    if not programme:
        return law_on(today).product_sets
    try:
        return load_programme(programme).product_sets
    except (BadProgrammeError, UnknownProgrammeError) as error:
        raise UnusableProgramme(str(error)) from None


def _shape(name: str, offers: Sequence[Offer]) -> dict[str, Any]:
    sets = [{"id": offer.set.id, "label": offer.set.name, "sure": offer.sure} for offer in offers]
    return {"name": name, "sets": sets}


def _lines(found: Sequence[tuple[str, Sequence[Offer]]]) -> Iterator[str]:
    for name, offers in found:
        yield f"\n{name}"
        for offer in offers:
            yield f"  {offer.set.id}  {offer.set.name}{'' if offer.sure else '  (to be asked)'}"
        if not offers:
            yield "  nothing: all groups are shown"

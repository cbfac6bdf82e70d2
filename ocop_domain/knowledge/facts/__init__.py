"""Answers that are computed from the programme at hand and the law, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ocop_domain.knowledge.facts.agencies import AGENCIES
from ocop_domain.knowledge.facts.dates import DATES
from ocop_domain.knowledge.facts.given import GIVEN
from ocop_domain.knowledge.facts.goals import GOALS
from ocop_domain.knowledge.facts.of_cycle import OF_CYCLE
from ocop_domain.knowledge.facts.of_document import OF_DOCUMENT
from ocop_domain.knowledge.facts.of_product import LISTED, MAY_JOIN, listed, may_join
from ocop_domain.knowledge.facts.rules import RULES
from ocop_domain.knowledge.facts.telling import AskedFact, Told

FACTS: Mapping[str, Callable[[AskedFact], Told | None]] = {
    **DATES,
    **RULES,
    **GOALS,
    **AGENCIES,
    **GIVEN,
    **OF_CYCLE,
    **OF_DOCUMENT,
    MAY_JOIN: may_join,
    LISTED: listed,
}
"""Each fact by the name that entries have; behind a colon may stand what it is about."""

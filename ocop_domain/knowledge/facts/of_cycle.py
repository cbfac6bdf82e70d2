"""Facts about the cycle: its principles, what OCOP is for, whom the plan prefers, on which documents it stands."""

from __future__ import annotations

from collections.abc import Callable

from ocop_domain import cycle
from ocop_domain.knowledge.facts.telling import AskedFact, Told, line


def principles(asked: AskedFact) -> Told:
    """The three principles, and whether the plan names them itself."""
    lines = tuple(line("said-dash", text=said) for said in cycle.principles())
    general = () if cycle.names_principles(asked.programme) else (line("principles-general"),)
    return Told((*lines, *general), cycle.sources())


def purpose(asked: AskedFact) -> Told:
    """What OCOP is for."""
    return Told(tuple(line("said-dash", text=said) for said in cycle.purpose()), cycle.sources())


def prefers(asked: AskedFact) -> Told:
    """Whom the plan prefers."""
    basis = cycle.basis_of(asked.programme)
    if basis is None:
        return Told((line("prefers-none", document=asked.programme.document),), asked.programme.document)
    return Told((line("said", text=basis.prefers),), basis.prefers_source)


def documents(asked: AskedFact) -> Told:
    """The decisions and guides on which the programme stands, the first few."""
    basis = cycle.basis_of(asked.programme)
    named = basis.documents[:4] if basis else ()
    rows = (line("document-line", name=each.name, what=each.what) for each in named)
    head = line("said-dash", text={"vi": asked.programme.document, "en": asked.programme.document})
    return Told((head, *rows), asked.programme.document)


OF_CYCLE: dict[str, Callable[[AskedFact], Told | None]] = {
    "principles": principles,
    "purpose": purpose,
    "prefers": prefers,
    "documents": documents,
}

"""Facts about agencies: who leads what, what an agency does, whom a programme names at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocop_domain.agencies import Agency, AgencyKind
from ocop_domain.duties.model import Duty
from ocop_domain.knowledge.facts.telling import AskedFact, Line, Told, line
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

_NAMED = 8
_ROWS = 3
"""Duties that an answer names: more is a list, not an answer."""


def agency(asked: AskedFact) -> Told | None:
    """One agency by the ids of its programme and its own: what it does, and what it leads."""
    _, _, id_ = asked.about.rpartition(":")
    one = next((found for found in _all(asked.programme) if found.id == id_), None)
    if one is None:
        return None
    lines = [line("agency-does", name=one.name, does=one.does)] if one.does else []
    led = [duty for duty in _duties(asked.programme) if one in duty.leading.lead]
    lines += [line("agency-leads", name=one.name, title=duty.title) for duty in led[:_ROWS]]
    if not lines:
        helped = next((duty for duty in _duties(asked.programme) if one in duty.leading.beside), None)
        lines = [line("agency-helps", name=one.name, title=helped.title if helped else "–")]
    return Told(tuple(lines), one.source)


def agencies(asked: AskedFact) -> Told:
    """Which bodies a programme names, beside its own offices."""
    found = [one.name for one in _all(asked.programme) if one.kind is AgencyKind.AGENCY]
    document = asked.programme.document
    if not found:
        return Told((line("agencies-none", document=document),), document)
    return Told((line("agencies-all", count=len(found), names=tuple(found[:_NAMED])),), document)


def leads(asked: AskedFact) -> Told:
    """Who leads what has these words in its title: "tập huấn", "xúc tiến"."""
    topic = f" {fold(asked.about)} "
    found = [duty for duty in _duties(asked.programme) if topic in f" {fold(duty.title)} " and duty.leading.lead]
    if not found:
        return Told((line("leads-none", document=asked.programme.document),), asked.programme.document)
    return Told(tuple(map(_led, found[:_ROWS])), "; ".join(dict.fromkeys(duty.source for duty in found[:_ROWS])))


def who_leads(duty: Duty) -> Line | None:
    """Who leads a duty and who works with them, by the plan's own names; None where no plan names anybody."""
    if not duty.leading.lead:
        return None
    lead = tuple(one.name for one in duty.leading.lead)
    if not duty.leading.beside:
        return line("duty-lead", lead=lead)
    return line("duty-lead_with", lead=lead, beside=tuple(one.name for one in duty.leading.beside))


def _led(duty: Duty) -> Line:
    return line("leads-one", title=duty.title, lead=tuple(one.name for one in duty.leading.lead))


def _all(programme: Programme) -> Iterator[Agency]:
    yield from programme.agencies
    if programme.base:
        yield from programme.base.agencies


def _duties(programme: Programme) -> Iterator[Duty]:
    yield from programme.duties
    if programme.base:
        yield from programme.base.duties


AGENCIES: dict[str, Callable[[AskedFact], Told | None]] = {"agency": agency, "agencies": agencies, "leads": leads}

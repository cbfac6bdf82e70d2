"""The words that answer: written ones, or those of a fact of the programme at hand."""

from __future__ import annotations

from dataclasses import dataclass

from ocop_domain.areas import Areas
from ocop_domain.knowledge.asking import Where
from ocop_domain.knowledge.entries import Entry
from ocop_domain.knowledge.facts import FACTS
from ocop_domain.knowledge.facts.telling import AskedFact, said
from ocop_domain.programmes import Programme

_DOCUMENTS = ("Quyết định", "QĐ", "Kế hoạch", "KH ", "Luật", "Nghị định", "Hướng dẫn", "Thông tư")


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What is said, where it was taken from, and the door to the next thing."""

    text: str
    source: str
    action: str = ""


def answer_of(entry: Entry, where: Where, areas: Areas, text: str = "", language: str = "vi") -> ToldAnswer | None:
    """The answer of an entry; None where the programme's data have none."""
    if not entry.fact:
        return ToldAnswer(entry.answer.get(language) or entry.answer["vi"], entry.source, entry.action)
    name, _, about = entry.fact.partition(":")
    day = where.day or where.programme.demo_date
    asked = AskedFact(where.programme, day, areas, text, where.role, where.area, about)
    told = FACTS[name](asked)
    if told is None:
        return None
    return ToldAnswer(said(told, language), documented(told.source, _owner(where.programme, about)), entry.action)


def documented(section: str, programme: Programme) -> str:
    """A section with the document in which it stands."""
    return section if section.startswith(_DOCUMENTS) else f"{programme.document}, {section}"


def _owner(programme: Programme, about: str) -> Programme:
    """The law below, where it is about one of its own duties."""
    base = programme.base
    return base if base and about.startswith(f"{base.id}:") else programme

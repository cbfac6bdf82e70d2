"""An area: pressed level by level, or typed, without diacritics and with typos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from bot.conversations.matching import match
from ocop_domain.areas import TWO_LEVELS_SINCE, Areas
from ocop_domain.areas import Area as Unit
from ocop_domain.areas.names import readings
from ocop_domain.errors import Refusal
from ocop_domain.old_fonts import recovered
from ocop_domain.text import fold

_NAMESAKES = 100
"""More than any name has."""


def root(context: Context) -> str | None:
    """The province of the programme, where it has only one."""
    name = context.programme.province
    return _province(context.areas, name, context.today) if name else None


@lru_cache(maxsize=64)
def _province(areas: Areas, name: str, on: date) -> str | None:
    found = areas.search(name, on, level="province", limit=1)
    return found[0].code if found else None


def _elsewhere(typed: str, context: Context) -> list[Unit]:
    """Units outside the programme's province, where another one is named: its plan leads there, or the law."""
    areas = context.areas
    hits = areas.search(typed, context.today)
    if "," in typed:
        return hits
    return [unit for unit in hits if unit.level == "province" and _surely(fold(typed), hits, areas) == unit]


def _may_be(unit: Unit, context: Context, partial: Any) -> bool:
    """Whether this unit was offered: of the programme's province, or of another one that was named."""
    inside, named = root(context), partial.get("in")
    if inside is None or context.areas.contains(inside, unit.code) or unit.code in partial.get("hits", ()):
        return True
    return named is not None and context.areas.contains(named, unit.code)


def _named(typed: str, hits: list[Unit], areas: Areas) -> list[Unit]:
    """The units of this name, the kind long, short ("P. Bến Nghé") or left out.

    None where a longer name begins with it too (Tân Hưng, Tân Hưng Tây).
    """
    said = readings(typed)
    exact = [u for u in hits if (u.kind, fold(u.bare)) in said or typed in {fold(u.name), fold(areas.label(u.code))}]
    if not exact and not any(fold(u.bare).startswith(f"{typed} ") for u in hits):
        exact = [u for u in hits if fold(u.bare) == typed]
    return exact


def _surely(typed: str, hits: list[Unit], areas: Areas) -> Unit | None:
    """The only unit of this name."""
    exact = _named(typed, hits, areas)
    return exact[0] if len(exact) == 1 else None


def _former(typed: str, context: Context) -> Unit | None:
    """The commune or district of this name that ended with the merger of 2025: what it is now is asked, never guessed.

    Several of one name are asked for their district, where the kind was typed too.
    """
    if context.today < TWO_LEVELS_SINCE:
        return None
    areas, before = context.areas, TWO_LEVELS_SINCE - timedelta(days=1)
    for level in ("commune", "district"):
        hits = areas.search(typed, before, level=level, limit=_NAMESAKES)
        found = [u for u in _named(fold(typed), hits, areas) if areas.successors(u.code)]
        if len(found) > 1 and found[0].kind in {kind for kind, _ in readings(fold(typed))}:
            raise Refusal("error.area_several", typed=typed.strip()[:40], count=len(found))
        if len(found) == 1:
            return found[0]
    found = areas.search(typed, before, level="commune", limit=1) if "," in typed else []
    return found[0] if found and areas.successors(found[0].code) else None


@dataclass(frozen=True)
class AreaKind(Kind):
    """A commune. Partial: {"in": code of the unit whose children are offered} or {"hits": codes found}."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        areas, partial = context.areas, partial or {}
        if hits := partial.get("hits"):
            return [Option(c, areas.label(c)) for c in hits]
        inside = partial.get("in") or root(context)
        units = areas.children(inside, context.today) if inside else areas.provinces(context.today)
        return [Option(u.code, u.name) for u in units]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        areas = context.areas
        if said.data:
            unit = areas.find(said.data)
            if not unit or not unit.in_force(context.today) or not _may_be(unit, context, partial or {}):
                raise Refusal("error.choose")
            return self._take(unit, context)
        if not said.text.strip():
            raise Refusal("error.needs_text")
        options = self.options(question, context, partial)
        if said.text.strip().isdecimal() and (found := match(said.text, options, options)):
            return self._take(areas.get(found.id), context)
        inside = (partial or {}).get("in") or root(context)
        if (meant := recovered(said.text)) and (hits := areas.search(meant, context.today, within=root(context))):
            return More({"hits": [u.code for u in hits]}, context.t("area.pick"))  # an old font: asked, never sure
        hits = areas.search(said.text, context.today, within=inside)
        if not hits and inside != root(context):
            hits = areas.search(said.text, context.today, within=root(context))
        if not hits and root(context):
            hits = _elsewhere(said.text, context)
        if sure := _surely(fold(said.text), hits, areas):
            return self._take(sure, context)
        if former := _former(said.text, context):
            now = areas.successors(former.code)
            return More({"hits": [u.code for u in now]}, context.t("area.former", name=former.inline))
        if not hits:
            raise Refusal("error.area_unknown", typed=said.text.strip()[:40])
        return More({"hits": [u.code for u in hits]}, context.t("area.pick"))

    def _take(self, unit: Unit, context: Context) -> Value | More:
        if unit.level == "commune":
            return Value(unit.code)
        return More({"in": unit.code}, context.t("area.inside", name=unit.name))

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.areas.label(value)

    def offered(self, value: str, question: Question, context: Context) -> bool:
        unit = context.areas.find(value)
        return unit is not None and unit.in_force(context.today)

"""An area: pressed level by level, or typed, without diacritics and with typos."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.typed import Text
from bot.conversations.matching import match
from bot.conversations.screens import PAGE
from ocop_domain.areas import Area as Unit
from ocop_domain.areas import Areas, Place
from ocop_domain.errors import Refusal
from ocop_domain.old_fonts import recovered
from ocop_domain.text import fold

_UNIT = re.compile(r"\b(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh)\b")
_HAMLET = "ap|khom|thon|buon|lang|ban|to|duong|so|hem|ngo|khu|khoi|xom|plei|phum"
_STREET = re.compile(rf"\d+\w?( \d+)* \w|.*\b({_HAMLET}) \w")
"""What is a part of an address within a commune, and what names a unit, without diacritics."""
_MOST = 12
"""Of a name that so many former communes had the district is asked for."""


def root(context: Context) -> str | None:
    """The province of the programme, where it has only one."""
    name = context.programme.province
    return _province(context.areas, name, context.today) if name else None


@lru_cache(maxsize=64)
def _province(areas: Areas, name: str, on: date) -> str | None:
    found = areas.search(name, on, level="province", limit=1)
    return found[0].code if found else None


def _may_be(unit: Unit, context: Context, partial: Any) -> bool:
    """Whether this unit was offered: of the programme's province, or of another one that was named."""
    inside, named = root(context), partial.get("in")
    if inside is None or context.areas.contains(inside, unit.code) or unit.code in partial.get("hits", ()):
        return True
    return named is not None and context.areas.contains(named, unit.code)


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
        place = self._found(said.text, partial, context)
        if place.sure:
            return self._take(place.units[0], context)
        if len(place.units) > _MOST and place.many:
            raise Refusal("error.area_several", typed=said.text.strip()[:40], count=place.many)
        hits = {"hits": [unit.code for unit in place.units]} if place.units else None
        return More(hits, self._note(place, said.text.strip()[:40], context), refused="" if hits else said.text)

    def _found(self, text: str, partial: Any, context: Context) -> Place:
        """Inside the unit that was opened; what is not there is looked for in all that may be chosen."""
        areas, day, top = context.areas, context.today, root(context)
        if (meant := recovered(text)) and (guessed := areas.read(meant, day, top)).units:
            return replace(guessed, sure=False)  # an old font: asked, never sure
        if top and (other := self._another_province(text, top, context)):
            return other
        found = areas.read(text, day, (partial or {}).get("in") or top)
        if found.sure or (partial or {}).get("in") is None:
            return found
        elsewhere = areas.read(text, day, top)
        return elsewhere if elsewhere.sure or not found.units or found.near else found

    def _another_province(self, text: str, top: str, context: Context) -> Place | None:
        """What is meant where another province than the programme's is named: its own plan leads there, or the law."""
        areas, day = context.areas, context.today
        named = areas.search(text.rpartition(",")[2].strip(), day, level="province", limit=1)
        if not named or named[0].code == top or areas.contains(top, named[0].code):
            return None
        said = fold(text.rpartition(",")[2])
        if fold(named[0].bare) not in said or areas.read(text, day, top).sure:
            return None
        if "," not in text:
            return Place((named[0],), sure=True) if said in {fold(named[0].bare), fold(named[0].name)} else None
        return areas.read(text, day, named[0].code)

    def _note(self, found: Place, typed: str, context: Context) -> str:
        t = context.t
        if not found.units:
            return t("screen.sorry", note=t("error.area_unknown", typed=typed))
        if found.inside:
            return t("area.unknown_inside", typed=typed, name=found.inside.inline)
        if found.former:
            return t("area.former", name=found.former.inline)
        if found.near:
            return t("area.near", typed=typed)
        return t("area.pick_many") if len(found.units) > PAGE else t("area.pick")

    def _take(self, unit: Unit, context: Context) -> Value | More:
        if unit.level == "commune":
            return Value(unit.code)
        return More({"in": unit.code}, context.t("area.inside", name=unit.name))

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.areas.label(value)

    def offered(self, value: str, question: Question, context: Context) -> bool:
        unit = context.areas.find(value)
        return unit is not None and unit.in_force(context.today)


@dataclass(frozen=True)
class Street(Text):
    """House, street and hamlet, also where they are said with the commune."""

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        plain = fold(text)
        if _UNIT.search(plain) or not _STREET.match(plain):
            return None
        try:
            return Value(self.parse(text, context))
        except Refusal:
            return None

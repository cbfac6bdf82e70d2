"""Answers of which a notice to many is made: the letter itself, whom it is for, and when it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.conversations.form import Answers, Context, Hears, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import ChoiceKind, pick
from bot.conversations.kinds.typed import Typed
from bot.conversations.matching import match
from bot.kit.clock import VIETNAM
from ocop_domain import values
from ocop_domain.broadcasts import MOST_PHONES, ROLES, read_phones
from ocop_domain.duties.model import Occurrence
from ocop_domain.errors import Refusal
from ocop_domain.text import fold

ALL = "all"
NOW = "now"
TOMORROW = "tomorrow"
MORNING = time(7, 30)
LOOKED_AFTER = timedelta(days=30)
"""How long people are still asked for a duty that is over."""


@dataclass(frozen=True)
class Letter(Typed):
    """A text that is sent on as it is: its paragraphs stay."""

    min: int = 5
    max: int = 3000

    @property
    def hears(self) -> Hears:
        return "text"

    def parse(self, raw: str, context: Context) -> str:
        parts = [part for part in re.split(r"\n\s*\n", raw.strip()) if part.strip()]
        rule = values.TextRule(1, self.max, lines=True)
        kept = "\n\n".join(values.read_text(part, rule) for part in parts if any(c.isalnum() for c in part))
        return (
            kept
            if self.min <= len(kept) <= self.max
            else values.read_text(kept, values.TextRule(self.min, self.max, lines=True))
        )


@dataclass(frozen=True)
class Numbers(Typed):
    """A pasted list of phone numbers; value: {"phones": [...], "strange": [...]}."""

    def parse(self, raw: str, context: Context) -> dict[str, list[str]]:
        found, strange = read_phones(raw)
        if not found:
            raise Refusal("error.phones")
        if len(found) > MOST_PHONES:
            raise Refusal("error.phones_many", most=MOST_PHONES)
        return {"phones": list(found), "strange": list(strange)}

    def show(self, value: dict[str, list[str]], question: Question, context: Context) -> str:
        text = context.t("cast.phones", count=len(value["phones"]))
        if not value["strange"]:
            return text
        return f"{text}; {context.t('cast.phones_strange', numbers=', '.join(value['strange'][:5]))}"


@dataclass(frozen=True)
class Within(Kind):
    """All of the own area, or one unit in it: pressed or typed; value: a code, or ALL."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        everything = Option(ALL, context.t("cast.everywhere"))
        if hits := (partial or {}).get("hits"):
            return [*(Option(code, context.areas.label(code)) for code in hits), everything]
        inside = [u for area in context.within for u in context.areas.children(area, context.today)]
        if len(context.within) > 1:
            inside = [context.areas.get(area) for area in context.within]
        return [everything, *(Option(unit.code, unit.name) for unit in inside)]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        options = self.options(question, context, partial)
        if said.data:
            return Value(self._allowed(said.data, context))
        if not said.text.strip():
            raise Refusal("error.needs_text")
        if found := match(said.text, options, options):
            return Value(self._allowed(found.id, context))
        hits: list[str] = []
        for area in context.within:
            hits += [u.code for u in context.areas.search(said.text, context.today, within=area, limit=5)]
        if not hits:
            raise Refusal("error.area_unknown", typed=said.text.strip()[:40])
        return Value(hits[0]) if len(hits) == 1 else More({"hits": hits[:5]}, context.t("area.pick"))

    def _allowed(self, code: str, context: Context) -> str:
        if code == ALL:
            return ALL
        if not context.areas.find(code) or not any(context.areas.contains(area, code) for area in context.within):
            raise Refusal("error.choose")
        return code

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.t("cast.everywhere") if value == ALL else context.areas.label(value)


@dataclass(frozen=True)
class Group(Kind):
    """All product groups of the programme, or one."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        groups = context.programme.product_sets.groups
        return [Option(ALL, context.t("cast.all_groups")), *(Option(f"g{n}", name) for n, name in enumerate(groups))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        chosen = pick(said, self.options(question, context, partial)).id
        return Value(ALL if chosen == ALL else context.programme.product_sets.groups[int(chosen[1:])])

    def show(self, value: str, question: Question, context: Context) -> str:
        if value != ALL and value not in context.programme.product_sets.groups:
            raise Refusal("error.choose")
        return context.t("cast.all_groups") if value == ALL else value


def current(context: Context, role: str) -> list[Occurrence]:
    """What people of a role have to do about now."""
    return [
        o
        for o in context.programme.around(context.today)
        if o.duty.role == role and o.opens <= context.today <= o.last_day + LOOKED_AFTER
    ]


@dataclass(frozen=True)
class Undone(Kind):
    """Everybody, or only those who have not done something yet; value: "duty:occurrence", or ALL."""

    def start(self, answers: Answers, context: Context) -> Any:
        chosen = str(answers.get("cast_to") or "")
        return {"role": chosen if chosen in ROLES else "producer"}

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        found = current(context, (partial or {}).get("role") or "producer")
        return [Option(ALL, context.t("cast.done_or_not")), *(Option(o.key, o.duty.title) for o in found)]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        return Value(pick(said, self.options(question, context, partial)).id)

    def show(self, value: str, question: Question, context: Context) -> str:
        if value == ALL:
            return context.t("cast.done_or_not")
        duty, _, occurrence = value.partition(":")
        found = context.programme.occurrence(duty, occurrence)
        assert found, "only what was offered is kept"
        return found.duty.title


_TIME = re.compile(
    r"\b(\d{1,2})\s*(?:(?:giờ|gio|h|g|:)(?:\s*(\d{1,2})(?!\d)|\s*(rưỡi|ruoi)\b)?|(?=[ap]m\b))", re.IGNORECASE
)
_DAY = re.compile(
    r"\b(\d{1,2})\s*(?:[/.-]|tháng|thang)\s*(\d{1,2})(?:\s*(?:[/.-]|năm|nam)\s*(\d{4}|\d{2}))?\b"
    r"|\b(\d{4})-(\d{2})-(\d{2})\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:chieu|toi)\b|pm\b")
_NIGHT, NIGHT = re.compile(r"\bdem\b"), 6
"""From this hour on "đêm" is before midnight: "11h đêm", and not "2h đêm"."""
_TODAY = re.compile(r"\b(?:hom|sang|trua|chieu|toi|dem) nay\b|\btoday\b")
_ELSE = re.compile(r"\d|\bkem\b")
"""What must not be left over beside a time: it would mean another one."""


@dataclass(frozen=True)
class Moment(ChoiceKind):
    """Now, tomorrow morning, or a day and time as people write them; value: NOW, or "2026-11-25T07:30"."""

    ids: tuple[str, ...] = (NOW, TOMORROW)

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        options = self.options(question, context, partial)
        chosen = said.data or getattr(match(said.text, options, options), "id", "")
        if chosen == NOW:
            return Value(NOW)
        if chosen == TOMORROW:
            return Value(_text(context.today + timedelta(days=1), MORNING))
        return Value(read_moment(said.text, context.today))

    def show(self, value: str, question: Question, context: Context) -> str:
        if value == NOW:
            return super().show(NOW, question, context)
        at = datetime.fromisoformat(value)
        return f"{at:%H:%M} {context.t.day(at.date())}"


def read_moment(raw: str, today: date) -> str:
    """A day and a time: "7h30 25/11", "25/11/2026 07:30", "7h sáng mai"; without a time in the morning."""
    words = fold(raw)
    day = _DAY.search(raw)
    rest = raw[: day.start()] + " " + raw[day.end() :] if day else raw
    try:
        at = _clock(rest, words)
        if day:
            on = _day(day, today)
        elif re.search(r"\b(?:mai|tomorrow)\b", words):
            on = today + timedelta(days=1)
        elif _TODAY.search(words):
            on = today
        else:
            raise Refusal("error.moment")
    except ValueError:
        raise Refusal("error.moment") from None
    if on < today:
        raise Refusal("error.date_over")
    return _text(on, at)


def _clock(rest: str, words: str) -> time:
    """The time in what is left beside the day; one that is not understood is never taken for another."""
    found = _TIME.search(rest)
    if _ELSE.search(fold(rest[found.end() :] if found else rest)):
        raise Refusal("error.moment")
    if found is None:
        return MORNING
    hour, minute = int(found[1]), 30 if found[3] else int(found[2] or 0)
    if _LATE.search(words) or (hour >= NIGHT and _NIGHT.search(words)):
        if hour == 12:
            raise Refusal("error.moment")  # noon, or midnight
        hour += 12 if 0 < hour < 12 else 0
    return time(hour, minute)


def _day(found: re.Match[str], today: date) -> date:
    if found[4]:
        return date(int(found[4]), int(found[5]), int(found[6]))
    if found[3]:
        return date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[2]), int(found[1]))
    day = date(today.year, int(found[2]), int(found[1]))
    return day if day >= today else day.replace(year=today.year + 1)


def _text(day: date, at: time) -> str:
    return datetime.combine(day, at).isoformat(timespec="minutes")


def moment_of(value: str, now: datetime) -> datetime:
    """The moment that is meant; NOW, and what has passed by now, is now."""
    return now if value == NOW else max(now, datetime.fromisoformat(value).replace(tzinfo=VIETNAM))

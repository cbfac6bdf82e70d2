"""An activity of a programme: a class, a fair, an inspection. Who is invited, who has a seat, who waits, who came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any

from ocop_domain.broadcasts import Target
from ocop_domain.data import read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.text import fold

FILE = "activities.yaml"
MOST_PLACES = 10_000


class ActivityKind(StrEnum):
    """What sort of activity it is."""

    OCOP_DAY = "ocop_day"
    CONTEST = "contest"
    FAIR = "fair"
    DISPLAY = "display"
    ESHOP = "eshop"
    """Producers are helped to sell in an e-shop."""
    GIFTS = "gifts"
    """Gift sets are put together of products."""
    TRIP = "trip"
    FORUM = "forum"
    CLASS = "class"
    INSPECTION = "inspection"
    CONFERENCE = "conference"


class ActivityState(StrEnum):
    """How far it is."""

    PLANNED = "planned"
    HELD = "held"
    """Somebody came, or it was written down what was found."""
    CANCELLED = "cancelled"


class Coming(StrEnum):
    """What somebody has said who is invited."""

    UNSAID = ""
    YES = "yes"
    NO = "no"
    INSTEAD = "instead"
    """Another person comes in their place."""


GOING = (Coming.YES, Coming.INSTEAD)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a unit. `starts` is "2022-06-15T08:00" in Vietnam's time, `ends` the last day.

    `places` is how many can come, 0 for no limit. `duty`, `occurrence` and `scope` name the duty of the plan that it
    serves, "" for none. `invited_at`: the last invitation left then. `code` opens attendance at the door on its days.
    `others` counts who came and stands in no list, `found` is what was found or decided.
    """

    id: str
    unit: str
    programme: str
    kind: ActivityKind
    title: str
    starts: str
    ends: date
    place: str
    places: int = 0
    bring: str = ""
    audience: tuple[Target, ...] = ()
    """Whoever is meant by one of these."""
    duty: str = ""
    occurrence: str = ""
    scope: str = ""
    state: ActivityState = ActivityState.PLANNED
    by: int = 0
    invited_at: str = ""
    notice: str = ""
    """The last notice to all who are invited."""
    code: str = ""
    found: str = ""
    others: int = 0
    reason: str = ""
    """Why it does not take place."""
    revision: int = 0

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.starts).date()

    @property
    def hour(self) -> time:
        return datetime.fromisoformat(self.starts).time()

    def awaits(self, today: date) -> bool:
        """Whether who is invited may still say something: it is not over and takes place."""
        return self.state is not ActivityState.CANCELLED and today <= self.ends

    def on(self, today: date) -> bool:
        """Whether it is held on this day."""
        return self.state is not ActivityState.CANCELLED and self.day <= today <= self.ends


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who is invited (a producer's account, or an official), what they said, and whether they came.

    `instead` is who comes in their place. `waiting` is the moment since which they wait for a seat, "" for who does
    not; `came` the moment at which their attendance was written down. `name`, `area` and `phone` are read beside it.
    """

    activity: str
    person: int
    answer: Coming = Coming.UNSAID
    instead: str = ""
    waiting: str = ""
    came: str = ""
    name: str = ""
    area: str = ""
    phone: str = ""

    @property
    def seated(self) -> bool:
        """Whether a seat is theirs."""
        return self.answer in GOING and not self.waiting


@dataclass(frozen=True, slots=True)
class Seats:
    """How an activity is filled: seats taken, how many wait, said no, said nothing, came; the first of the queue."""

    taken: int = 0
    waiting: int = 0
    no: int = 0
    unsaid: int = 0
    came: int = 0
    queue: tuple[Attendance, ...] = ()

    @property
    def going(self) -> int:
        """Who said that they come, with a seat or without."""
        return self.taken + self.waiting

    @property
    def invited(self) -> int:
        return self.taken + self.waiting + self.no + self.unsaid


def answered(
    activity: Activity, seats: Seats, one: Attendance, answer: Coming, *, now: datetime, instead: str = ""
) -> tuple[Attendance, ...]:
    """Whose rows change when somebody answers: their own first, then who gets a seat that is free.

    A seat may be free while others wait: of a guest who was erased. The queue has it before who answers now.
    """
    said = replace(one, answer=answer, instead=instead if answer is Coming.INSTEAD else "")
    others = [each for each in seats.queue if each.person != one.person]
    if answer not in GOING:
        gone = replace(said, waiting="")
        return (gone, *moved_up(activity.places, seats.taken - one.seated, others))
    if one.answer not in GOING:
        said = replace(said, waiting=now.astimezone(UTC).isoformat(timespec="milliseconds"))
    if not said.waiting:  # they have a seat already, and keep it
        return (said, *moved_up(activity.places, seats.taken, others))
    up = moved_up(activity.places, seats.taken, _queue(seats.queue, said))
    own = next((each for each in up if each.person == said.person), said)
    return (own, *(each for each in up if each.person != said.person))


def _queue(queue: Sequence[Attendance], one: Attendance) -> list[Attendance]:
    """The queue with somebody in it: at the place that they have, else at its end."""
    there = any(each.person == one.person for each in queue)
    return [one if each.person == one.person else each for each in queue] if there else [*queue, one]


def moved_up(places: int, taken: int, queue: Sequence[Attendance]) -> tuple[Attendance, ...]:
    """Those of the queue who get a seat now, the first to have come first."""
    left = max(0, places - taken) if places else len(queue)
    return tuple(replace(one, waiting="") for one in queue[:left])


@cache
def _data() -> dict[str, Any]:
    return dict(read_yaml(FILE))


def kind_of(title: str) -> ActivityKind | None:
    """The kind of activity that the title of a duty names; None where it names none."""
    if _names(title, _data()["paperwork"]):
        return None
    kinds = _data()["kinds"]
    return next((ActivityKind(kind) for kind, words in kinds.items() if _names(title, words)), None)


def _names(title: str, words: Iterable[str]) -> bool:
    return re.search(rf"\b(?:{'|'.join(words)})\b", fold(title)) is not None


def lasts(kind: str) -> bool:
    """Whether such an activity may take several days."""
    return kind in _data()["lasting"]


def shows_products(kind: str) -> bool:
    """Whether products are shown to customers at it."""
    return kind in _data()["showing"]


def training() -> tuple[str, ...]:
    """The kinds whose guests count as trained."""
    return tuple(_data()["training"])


_DASH = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")
_RANGE = re.compile(r"(\d+)\s*(?:den|toi|to)\s*(\d+)")
_ALL = re.compile(r"\b(?:tat ca|het|du ca|day du|all|everybody|everyone)\b")
_BUT = re.compile(r"\b(?:tru|vang|thieu|but|except|without)\b")
_NOBODY = re.compile(r"khong (?:co )?ai|khong nguoi nao|nobody")
_BETWEEN = re.compile(r"\b(?:va|voi|so|nguoi|and|deu|den|du|co mat|ra|tu)\b|[\s,;.+&:]")


def read_numbers(raw: str, listed: range) -> tuple[int, ...]:
    """The numbers of a list that are meant: "1,2,5", "1-4", "tất cả", "tất cả trừ 3", "vắng 2, 7"."""
    said = fold(_DASH.sub(" den ", raw)).strip()  # what folds a text drops its dashes
    if _NOBODY.fullmatch(said):
        return ()
    before, *after = _BUT.split(said, maxsplit=1)
    if after:
        if _rest(_ALL.sub(" ", before)):
            raise Refusal("error.numbers")
        away = set(_listed(after[0], listed))
        return tuple(number for number in listed if number not in away)
    if _ALL.search(said):
        if _rest(_ALL.sub(" ", said)):
            raise Refusal("error.numbers")
        return tuple(listed)
    return _listed(said, listed)


def _rest(text: str) -> str:
    return _BETWEEN.sub("", text)


def _listed(said: str, listed: range) -> tuple[int, ...]:
    """Numbers and ranges, each once and in order; a word that is no number is never passed over."""
    numbers: set[int] = set()
    for low, high in _RANGE.findall(said):
        numbers.update(_span(int(low), int(high), listed))
    single = _RANGE.sub(" ", said)
    numbers.update(int(number) for number in re.findall(r"\d+", single))
    if not numbers or _rest(re.sub(r"\d+", " ", single)):
        raise Refusal("error.numbers")
    beyond = [number for number in sorted(numbers) if number not in listed]
    if beyond:
        raise _beyond(beyond[0], listed)
    return tuple(sorted(numbers))


def _span(low: int, high: int, listed: range) -> Iterable[int]:
    if low > high:
        raise Refusal("error.numbers")
    if high not in listed:
        raise _beyond(high, listed)
    return range(low, high + 1)


def _beyond(number: int, listed: range) -> Refusal:
    return Refusal("error.number_beyond", number=number, first=listed.start, last=listed.stop - 1)

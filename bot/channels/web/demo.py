"""The demonstration: one window for each role, on addresses that everybody shares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from bot.texts import Texts

Step = Literal["day", "week", "event"]
STEPS: tuple[Step, ...] = get_args(Step)
"""By how much the page moves the clock; an event is whatever the programme's year brings next."""


class NothingAhead(Exception):  # noqa: N818 - the end of the year, not a fault
    """There is no next event."""


@dataclass(frozen=True, slots=True)
class Window:
    """One chat of the demonstration: `address` speaks in `role`."""

    id: str
    address: str
    role: str


WINDOWS = (
    Window("producer1", "demo-producer1", "producer"),
    Window("producer2", "demo-producer2", "producer"),
    Window("officer", "demo-officer", "commune_officer"),
    Window("district", "demo-district", "district_staff"),
    Window("council", "demo-council", "council_member"),
)


@dataclass(frozen=True, slots=True)
class Try:
    """A card that leads to something worth seeing: a screen (`go`, the data of its button) in a window."""

    id: str
    role: str
    go: str


TRIES = (
    Try("queue", "commune_officer", "queue"),
    Try("stars", "producer", "mine"),
    Try("judging", "council_member", "judging"),
    Try("rounds", "staff", "rounds"),
    Try("imported", "staff", "imported"),
)


@dataclass
class SeasonInTheMaking:
    """Whether the season is being played at this moment: the page says so."""

    now: bool = False


@dataclass
class Choosing:
    """The programmes among which the page may choose, by id; `choose` begins another one, where somebody can.

    `failed`: the one that was chosen last and could not be opened.
    """

    now: str = ""
    programmes: Mapping[str, str] = field(default_factory=dict)
    choose: Callable[[str], None] | None = None
    failed: str = ""

    def about(self) -> dict[str, Any]:
        """What the page shows of it: nothing where nobody can choose."""
        if not self.choose:
            return {}
        named = [{"id": id_, "name": name} for id_, name in self.programmes.items()]
        return {"id": self.now, "programmes": named, **({"failed": self.failed} if self.failed else {})}


@dataclass(frozen=True, slots=True)
class Demo:
    """What the page tells of the demonstration; `day` is the day that its clock shows.

    `advance` moves that clock by a day, a week or to the next event (else `NothingAhead`), and returns when all that
    became due is on its way; without it the page shows no control.
    """

    programme_name: str
    day: Callable[[], date]
    windows: tuple[Window, ...] = WINDOWS
    advance: Callable[[Step], Awaitable[None]] | None = None
    tries: tuple[Try, ...] = ()
    preparing: SeasonInTheMaking = field(default_factory=SeasonInTheMaking)
    choosing: Choosing = field(default_factory=Choosing)

    def days(self, texts: Texts) -> dict[str, str]:
        """The day as people of each language write it."""
        day = self.day()
        return {language: texts[language].day(day) for language in texts.languages}

    def about(self, texts: Texts) -> dict[str, Any]:
        """What the page shows at its head."""
        shown: dict[str, Any] = {"programme": self.programme_name, "day": self.days(texts)}
        shown |= self.choosing.about()
        if self.advance:
            shown["clock"] = True
        if self.preparing.now:
            shown["preparing"] = True
        if self.tries:
            shown["tries"] = [{"id": one.id, "w": self._window(one), "go": one.go} for one in self.tries]
        return shown

    def _window(self, one: Try) -> str:
        """The last window of the role; a producer's that is in the middle of it."""
        staff = {"district_staff", "province_staff"}
        roles = staff if one.role == "staff" else {one.role}
        return next((w.id for w in reversed(self.windows) if w.role in roles), self.windows[0].id)

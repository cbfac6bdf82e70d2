"""One turn: what a handler is given, and where it puts what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.conversations.form import Context, Draft
from bot.conversations.understanding.meaning import Meaning
from bot.handlers.services import NoPhotos, PaperService, PhotoService, Reads
from bot.handlers.shared.quotas import Quotas
from bot.kit.hours import Hours
from bot.kit.keeping import Keeps
from bot.messages import Choice, Incoming, Reply
from bot.records.people import Person
from bot.texts import Texts, Translator
from bot.writes import Write
from ocop_domain.applications import HANDED_IN, Application
from ocop_domain.areas import Areas
from ocop_domain.products import Made
from ocop_domain.programme_collection import Counted, Programmes
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act, Subject, may


@dataclass(slots=True)
class Turn:
    """Given: who said what, when, and where to read. Taken: replies and writes.

    `keeps` says how long things are kept, `rates` how many messages a second each channel takes to many people,
    `largest` how many bytes of a file the channel takes on which this is answered.
    """

    said: Incoming
    person: Person
    now: datetime
    today: date
    programme: Programme
    programmes: Programmes
    texts: Texts
    areas: Areas
    reads: Reads
    new_id: Callable[[], str]
    papers: PaperService
    hours: Hours = field(default_factory=Hours)
    rates: Mapping[str, float] = field(default_factory=dict)
    keeps: Keeps = field(default_factory=Keeps)
    largest: int = 45 << 20
    quotas: Quotas = field(default_factory=Quotas)
    photos: PhotoService = field(default_factory=NoPhotos)
    general: Programme | None = None
    """What leads where no place is known; "None": the programme of the turn."""
    meant: Programme | None = None
    """The plan that the pressed button names, where several have its duty; what is filed for a duty names it too."""
    meaning: Meaning | None = None
    """What a text was understood as; None for everything that is no text."""
    replies: list[Reply] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    """What takes longer and is done in turns of its own, right after this one: the data of each."""

    @property
    def t(self) -> Translator:
        return self.texts[self.person.language]

    @property
    def fresh(self) -> bool:
        """Whether the pressed button belongs to the last menu shown."""
        return self.said.menu == self.person.menu

    def programme_of(self, thing: Application | Draft) -> Programme:
        """The programme of a thing: it keeps the one in which it was begun, whichever leads today.

        The law of today holds in it; once a dossier was handed in, that of the day on which it came to where it is.
        """
        found = self.programme
        if thing.programme != found.id:
            found = self.programmes.find(thing.programme) or found
        if isinstance(thing, Application) and thing.state in HANDED_IN and found.base:
            return self.programmes.as_of(self.programmes.find(found.id) or found, thing.updated_on)
        return self.programmes.as_of(found, self.today)

    def lead(self, unit: str) -> Programme:
        """The programme for what is begun today in a unit; "" where no place is known yet."""
        return self.programmes.lead(unit, self.today) if unit else self.general or self.programme

    def counted(self, programme: Programme) -> Counted:
        """Whose applications count for the duties of a programme."""
        return self.programmes.counted(programme.id)

    def context(self, thing: Application | Draft | None = None, language: str = "") -> Context:
        """What a form may know; of a thing with its programme, and of an application with what it is."""
        t = self.texts[language or self.person.language]
        programme = self.programme_of(thing) if thing else self.programme
        subject = thing if isinstance(thing, Application) else None
        return Context(programme, self.today, self.areas, t, subject, reads_photos=self.photos.reads)

    def may(self, act: Act, subject: Subject) -> bool:
        """Whether whoever acts may do this there: the one question that is asked before anything is done or shown."""
        person = self.person
        return may(person.id, person.grants, act, subject, self.reaches, speaks_for=person.speaks_for)

    def may_on(self, act: Act, made: Made) -> bool:
        """The same of a product."""
        return self.may(act, Subject(made.area, made.owner))

    def reaches(self, outer: str, inner: str) -> bool:
        """Whether what lies in the second unit is a matter of the first today."""
        return self.areas.reaches(outer, inner, self.today)

    def say(self, reply: Reply) -> None:
        self.replies.append(reply)

    def tell(self, key: str, *choices: Choice, title: str = "", **params: object) -> None:
        """Says the text of a key, with buttons."""
        self.say(Reply(self.t(key, **params), title=title, choices=choices))

    def do(self, *writes: Write) -> None:
        self.writes.extend(writes)

    def button(self, data: str, key: str, **params: object) -> Choice:
        return Choice(data, self.t(key, **params))

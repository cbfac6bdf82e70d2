"""The words of one language that mean something wherever they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.conversations.understanding.spoken import Spoken, spoken
from bot.texts import Translator

MOVES = ("back", "skip", "keep", "clear", "why", "save")
WAIT, DISCARD, OFFICER, HELLO = "wait", "discard", "officer", "hello"
DEEDS = (WAIT, DISCARD, OFFICER, HELLO)
"""What may be said at any question and is no button."""
SCREENS = {
    "menu": ("menu.back", "command.menu.words"),
    "help": ("menu.help", "command.help.words"),
    "papers": ("menu.papers", "command.papers.words"),
    "phones": ("command.phones.words",),
    "dashboard": ("dashboard.open", "command.dashboard.words"),
    "agencies": ("agencies.title", "command.agencies.words"),
    "lists": ("menu.lists", "list.all", "command.lists.words"),
    "mine": ("menu.mine",),
    "importlist": ("import.title", "command.importlist.words"),
    "claimmine": ("claim.mine",),
    "showcase": ("showcase.title", "command.showcase.words"),
    "calendar": ("menu.calendar",),
    "privacy": ("menu.privacy",),
    "link": ("menu.link",),
    "lang:en": ("command.english.words",),
    "lang:vi": ("command.vietnamese.words",),
}
"""Screens by the data of their button, and the texts that name them."""


@dataclass(frozen=True, slots=True)
class PhraseList:
    """A list of phrases, found by their words."""

    by_words: Mapping[tuple[str, ...], Spoken]
    by_plain: Mapping[tuple[str, ...], Spoken]
    lengths: tuple[int, ...] = ()
    """How many words the phrases have, the most first: so a text is looked up and never compared with each."""

    def named(self, said: Spoken) -> Spoken | None:
        """The phrase that the text is."""
        return self.by_words.get(said.words) if said.marked else self.by_plain.get(said.plain)

    def begun(self, said: Spoken) -> int:
        """How many words of the longest phrase stand at the beginning; 0 without one."""
        table, words = self._of(said)
        return next((length for length in self.lengths if length <= len(words) and words[:length] in table), 0)

    def ended(self, said: Spoken) -> int:
        """The same of the end."""
        table, words = self._of(said)
        return next((length for length in self.lengths if length <= len(words) and words[-length:] in table), 0)

    def inside(self, said: Spoken) -> bool:
        """Whether one of them stands somewhere in it."""
        table, words = self._of(said)
        return any(words[i : i + length] in table for i in range(len(words)) for length in self.lengths)

    def _of(self, said: Spoken) -> tuple[Mapping[tuple[str, ...], Spoken], tuple[str, ...]]:
        return (self.by_words, said.words) if said.marked else (self.by_plain, said.plain)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of them: moves and commands by what they do; the others by what they are."""

    moves: Mapping[str, PhraseList]
    commands: Mapping[str, PhraseList]
    thanks: PhraseList
    nothing: PhraseList
    beside_nothing: PhraseList
    correct: PhraseList
    before_label: PhraseList
    particles: PhraseList
    addressed: PhraseList
    asking: PhraseList
    asking_ends: PhraseList
    asking_or_not: PhraseList
    asking_before: PhraseList
    yes: PhraseList
    no: PhraseList
    unknown: PhraseList
    """Who does not know has said neither yes nor no."""
    told: Mapping[str, PhraseList]
    """Moves as they are told in a form: a slip leads back, who does not understand hears why, who rests has it kept."""
    wishes: PhraseList
    """What stands before an order: "cho em về câu trước"."""
    waits: PhraseList
    """How somebody begins who will answer in a while: "để hỏi lại"."""
    waits_for: PhraseList
    """The same around a person: "đợi (tui)", "để (chồng tui) hỏi"."""
    persons: PhraseList
    """Who is spoken of without a name: they may stand between the words of "để … hỏi"."""
    counters: PhraseList
    """What takes a yes back, or half of it: "có nhưng hết hạn", "có mà đang làm lại"."""
    no_matter: PhraseList
    """What begins as a no and is none: "không sao"."""
    beside_yes: PhraseList
    trials: PhraseList
    talk: PhraseList
    only_talk: PhraseList
    """Those of them that names and stories are seldom made of."""
    talk_whole: PhraseList
    """Whole texts that are talk, though of words that names are made of; also one word alone: "tui"."""
    titles: PhraseList
    born: PhraseList

    def bare(self, said: Spoken) -> Spoken:
        """The text without what politeness adds at both ends: "dạ có ạ" is "có"."""
        while length := self.particles.begun(said):
            if length == len(said.words):
                return said
            said = said.since(length)
        while length := self.particles.ended(said):
            if length == len(said.words):
                return said
            said = said.since(0, -length)
        return said

    def ways(self, said: Spoken) -> tuple[Spoken, ...]:
        """The text as an order may be said: as it stands, without politeness, and without the wish in front."""
        bare = self.bare(said)
        length = self.wishes.begun(bare)
        wished = self.bare(bare.since(length)) if 0 < length < len(bare.words) else bare
        return tuple(dict.fromkeys((said, bare, wished)))


@cache
def lexicon_of(t: Translator) -> Lexicon:
    """Made once for a language."""
    moves = {name: _phrases((t(f"nav.{name}"), *t.words(f"nav.{name}.words"))) for name in MOVES}
    commands = {data: _phrases(w for key in keys for w in t.words(key)) for data, keys in SCREENS.items()}
    commands |= {
        WAIT: _phrases(t.words("understand.wait.words")),
        DISCARD: _phrases(t.words("understand.discard.words")),
        OFFICER: _phrases(t.words("understand.officer.words")),
        HELLO: _phrases(t.words("hello.words")),
    }
    talk, also = t.words("understand.talk.words"), set(t.words("understand.talk_in_names.words"))
    return Lexicon(
        moves,
        commands,
        thanks=_phrases(t.words("understand.thanks.words")),
        nothing=_phrases((*t.words("understand.nothing.words"), *t.words("understand.unknown.words"))),
        beside_nothing=_phrases(t.words("understand.beside_nothing.words")),
        correct=_phrases(t.words("understand.correct.words")),
        before_label=_phrases(t.words("understand.before_label.words")),
        particles=_phrases(t.words("understand.particles.words")),
        addressed=_phrases(t.words("understand.addressed.words")),
        asking=_phrases(t.words("understand.asking.words")),
        asking_ends=_phrases(t.words("understand.asking_ends.words")),
        asking_or_not=_phrases(t.words("understand.asking_or_not.words")),
        asking_before=_phrases(t.words("understand.asking_before.words")),
        yes=_phrases(t.words("option.yes.words")),
        no=_phrases(t.words("option.no.words")),
        unknown=_phrases(t.words("understand.unknown.words")),
        told={
            "back": _phrases(t.words("understand.slips.words")),
            "why": _phrases(t.words("understand.puzzled.words")),
            "save": _phrases(t.words("understand.rests.words")),
        },
        wishes=_phrases(t.words("understand.wishes.words")),
        waits=_phrases(t.words("understand.waits.words")),
        waits_for=_phrases(t.words("understand.waits_for.words")),
        persons=_phrases(t.words("understand.persons.words")),
        no_matter=_phrases(t.words("understand.no_matter.words")),
        counters=_phrases(t.words("understand.counters.words")),
        beside_yes=_phrases(t.words("understand.beside_yes.words")),
        trials=_phrases(t.words("understand.trials.words")),
        talk=_phrases(talk),
        only_talk=_phrases(word for word in talk if word not in also),
        talk_whole=_phrases(t.words("understand.talk_whole.words")),
        titles=_phrases(t.words("understand.titles.words")),
        born=_phrases(t.words("understand.born.words")),
    )


def _phrases(texts: Iterable[str]) -> PhraseList:
    found = [spoken(text) for text in texts]
    lengths = tuple(sorted({len(p.words) for p in found}, reverse=True))
    return PhraseList({p.words: p for p in found}, {p.plain: p for p in reversed(found)}, lengths)

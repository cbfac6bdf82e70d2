"""A form is data: an ordered tuple of questions with a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Literal

from bot.messages import Contact, Upload
from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.areas import Areas
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme

Answers = Mapping[str, Any]

Hears = Literal["closed", "parsed", "name", "text", "reason", "question"]
"""How an answer is said: one of what can be pressed, something that is parsed, a name, a story, a reason.

"question" is what somebody wants to ask another person: there a question is no question to the assistant.
"""


@dataclass(frozen=True, slots=True)
class Wallet:
    """What the form of a paper knows of its owner: kinds that are missing, the most needed first; products by id."""

    first: tuple[str, ...] = ()
    products: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation may know beside the answers; `subject` is the product a review is about.

    `within` are the areas in which this person may choose one; `listed` is what the numbers of a review stand for.
    `reads_photos`: what stands on a photo of a paper can be read here.
    """

    programme: Programme
    today: date
    areas: Areas
    t: Translator
    subject: Application | None = None
    wallet: Wallet = Wallet()
    within: tuple[str, ...] = ()
    listed: str = ""
    reads_photos: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the person just said, as far as a question cares."""

    text: str = ""
    data: str = ""
    contact: Contact | None = None
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `id` is kept, `label` is shown."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class More:
    """The answer is not complete yet: what has been gathered, and what to say about it."""

    partial: Any
    note: str = ""
    refused: str = ""
    """What was typed and cannot be taken as it is."""


@dataclass(frozen=True, slots=True)
class Value:
    """The answer is complete; `also` are answers to other questions of the form that were said with it."""

    value: Any
    also: Mapping[str, Any] = field(default_factory=dict)


class Kind:
    """How an answer is asked for, read and shown.

    `grid`: options are short and stand side by side. `files`: photos or papers answer it.
    `captions`: the words beside a file belong to the answer.
    `more` is the text of the button that leads to further ones.
    """

    grid: ClassVar[bool] = False
    files: ClassVar[bool] = False
    captions: ClassVar[bool] = False
    more: ClassVar[str] = "nav.more"
    yes_no: ClassVar[bool] = False

    @property
    def hears(self) -> Hears:
        """How an answer to it is said."""
        return "closed"

    @property
    def by_position(self) -> bool:
        """Whether a typed number means the option at that place."""
        return True

    def start(self, answers: Answers, context: Context) -> Any:
        """What is known before anything was said, as a partial answer."""
        return None

    def legend(self, context: Context) -> str:
        """What stands above the question as long as it is on the screen."""
        return ""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        """What can be pressed now."""
        return []

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        """The answer in what was said, or `Refusal`."""
        raise Refusal("error.choose")

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        """The answer in a part of a message that was typed at another question; None where it is not surely one."""
        return None

    def skipped(self, partial: Any) -> Any:
        """The answer when the question is skipped: none, or what was gathered so far."""
        return None

    def show(self, value: Any, question: Question, context: Context) -> str:
        """The answer as the person reads it."""
        return str(value)

    def offered(self, value: Any, question: Question, context: Context) -> bool:
        """Whether this answer could be chosen today."""
        return True


Condition = Callable[[Answers, Programme], bool]


def always(answers: Answers, programme: Programme) -> bool:
    return True


Manner = Callable[[Answers, Programme], str]


def plain(answers: Answers, programme: Programme) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its texts are `q.<id>.label`, `.ask`, `.why` and, where it helps, `.example`.

    `words` holds them instead where they are official terms of a data file; "label.en" is the same in another language.
    One that may come `later` is asked when the person wants to say more. What is said `along` with it, in the same
    message, answers these questions too. `manner` says by the answers which texts fit better: with "tourism" it is
    asked by `q.<id>.tourism.ask`, where there is such a text.
    """

    id: str
    kind: Kind
    required: bool = True
    applies: Condition = always
    section: str = ""
    source: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    later: bool = False
    along: tuple[str, ...] = ()
    manner: Manner = plain

    def label(self, t: Translator) -> str:
        """What the question is called, in a list or above it."""
        return self._official("label", t) if self.words else t(f"q.{self.id}.label")

    def called(self, t: Translator) -> list[str]:
        """What people call it beside its label: "sđt"."""
        key = f"q.{self.id}.label.words"
        return t.words(key) if not self.words and t.has(key) else []

    def why(self, t: Translator, manner: str = "") -> str:
        """Why it is asked; with official terms also what proves it and who helps, where that is known."""
        if not self.words:
            return t(_fitting(f"q.{self.id}.why", t, manner))
        lines = [self.words.get("why", "")]
        if proof := self.words.get("proof"):
            lines.append(t("why.proof", proof=proof))
        if helps := self.words.get("helps"):
            lines.append(t("why.helps", helps=helps))
        return "\n".join(line for line in lines if line) or t("why.official")

    def ask(self, t: Translator, manner: str = "", **facts: object) -> str:
        """The question itself."""
        return self._official("ask", t) if self.words else t(_fitting(f"q.{self.id}.ask", t, manner), **facts)

    def heading(self, t: Translator) -> str:
        """What stands above the questions of its section."""
        return self._official("section", t) if self.words.get("section") else t(f"section.{self.section}")

    def _official(self, name: str, t: Translator) -> str:
        return self.words.get(f"{name}.{t.language}") or self.words[name]

    def example(self, t: Translator, manner: str = "", **facts: object) -> str:
        """An example of an answer; "" where none is needed."""
        key = _fitting(f"q.{self.id}.example", t, manner)
        return t(key, **facts) if not self.words and t.has(key) else ""


def _fitting(key: str, t: Translator, manner: str) -> str:
    """The text that fits better, where there is one; the question's own else."""
    head, _, name = key.rpartition(".")
    better = f"{head}.{manner}.{name}"
    return better if manner and t.has(better) else key


@dataclass(frozen=True, slots=True)
class Form:
    """An ordered tuple of questions. A new version keeps answers by question id.

    `next` decides by the answers which question comes, or that it is enough (None): then no count is shown.
    `texts` names the texts of the form (`form.<texts>.send`), where they are not its own id's. `behind` is the button
    of the screen to which "back" leads from the first question; without it there is nothing before the first.
    """

    id: str
    version: int
    questions: tuple[Question, ...]
    summary: bool = True
    next: Callable[[Answers], str | None] | None = None
    texts: str = ""
    behind: Callable[[Draft], str] | None = None

    @property
    def kind(self) -> str:
        return self.texts or self.id

    def get(self, question_id: str) -> Question | None:
        return next((q for q in self.questions if q.id == question_id), None)


FILLED = "known"
"""Under this name stand the ids of answers that were known from elsewhere and not asked."""
SUMMARY = "="
CHANGE = "?"
"""The choice of an answer to change; with the name of a section behind it: of one of that section."""


def section_at(at: str) -> str:
    """The section whose answers a draft stands at; "" for none."""
    return at.removeprefix(CHANGE) if at.startswith(CHANGE) else ""


@dataclass(frozen=True, slots=True)
class Talk:
    """How the last question of a form went.

    `last` is the question that was answered last, and `menu` the number of the screen on which it stood. `failed`
    counts what could not be taken at the present question. `doubt` is a text that may be an answer or a question, or
    belongs to another question (`to`): the person says which. `read` are answers that a photo gave, by question: they
    are no answers before the person confirms them; `fixing` while they say which of them is wrong.
    """

    last: str = ""
    menu: int = 0
    failed: int = 0
    doubt: str = ""
    to: str = ""
    read: Mapping[str, Any] = field(default_factory=dict)
    fixing: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being filled in. `at` is a question's id, SUMMARY, or CHANGE with or without a section.

    An answer of None means skipped. `marked` are the only questions that may be changed in a correction.
    `subject` is what the form is about: a product's id, or what to do afterwards.
    """

    id: str
    form: str
    version: int
    programme: str
    answers: Answers = field(default_factory=dict)
    at: str = ""
    partial: Any = None
    page: int = 0
    returning: bool = False
    marked: tuple[str, ...] = ()
    subject: str = ""
    revision: int = 0
    talk: Talk = Talk()

    def with_(self, **changes: Any) -> Draft:
        return replace(self, **changes)

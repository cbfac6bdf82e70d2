"""What a text can mean. The form engine hears Move, Choose, Nothing, Correct, Addition and Answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import More, Value


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do whatever is being asked: the data of a button, or one of the names of `lexicon.DEEDS`."""

    name: str


@dataclass(frozen=True, slots=True)
class FormMove:
    """A way through the form: back, skip, keep, clear, why, save, more."""

    name: str


@dataclass(frozen=True, slots=True)
class Choose:
    """One of the options on the screen, by its id."""

    option: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is none, or not yet: no at a question of yes and no, else the question is left empty."""


@dataclass(frozen=True, slots=True)
class Correct:
    """Another question of this form is to be answered again; `answer` is what was said with it."""

    question: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Typed under a question that has been answered meanwhile."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Thanks:
    """Nothing but thanks."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the assistant; not `shaped` where nothing else was understood and it may be none."""

    text: str
    shaped: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to what is asked; `reading` is what the question made of it, where it was tried already."""

    text: str
    reading: Value | More | None = None


@dataclass(frozen=True, slots=True)
class AnswerOrQuestion:
    """An answer or a question: the person says which."""

    text: str


Meaning = Command | FormMove | Choose | Nothing | Correct | Addition | Thanks | Ask | Answer | AnswerOrQuestion

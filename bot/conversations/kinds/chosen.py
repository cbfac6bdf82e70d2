"""Answers that are chosen: one of a list, several, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from bot.conversations.matching import match, says
from bot.texts import Translator
from ocop_domain.errors import Refusal
from ocop_domain.legal_forms import called_forms
from ocop_domain.text import fold
from ocop_domain.wordings import Wordings

DONE = "done"
Ids = tuple[str, ...] | Callable[[Context], tuple[str, ...]]


def pick(said: Said, options: list[Option]) -> Option:
    """The option that was pressed or typed; `Refusal` when it is none of them."""
    found = next((o for o in options if o.id == said.data), None) if said.data else match(said.text, options, options)
    if not found or (not said.data and _is_in_several(said.text, options)):
        raise Refusal("error.choose")
    return found


def _is_in_several(text: str, options: list[Option]) -> bool:
    """Whether several labels hold the words and none is them: "hợp tác" may be the cooperative or the group."""
    asked, labels = fold(text), [fold(option.label) for option in options]
    return asked not in labels and sum(f" {asked} " in f" {label} " for label in labels) > 1


@dataclass(frozen=True)
class ChoiceKind(Kind):
    """One of a list; labels are `q.<question>.option.<id>`, and with `.words` behind it what else people call it."""

    ids: Ids

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        ids = self.ids(context) if callable(self.ids) else self.ids
        return [Option(i, context.t(f"q.{question.id}.option.{i}")) for i in ids]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        options = self.options(question, context, partial)
        wordings = None if said.data else self.wordings(question, options, context)
        named = wordings.named(said.text) if wordings else set()
        if wordings and not named and wordings.denied(said.text):
            raise Refusal("error.choose")  # "chưa xuất khẩu"
        return Value(self.among(named, options) if named else pick(said, options).id)

    def among(self, named: Set[str], options: list[Option]) -> str:
        """What is meant where these were named; of several nobody knows: "HTX với tổ hợp tác"."""
        if len(named) > 1:
            raise Refusal("error.choose")
        return next(iter(named))

    def wordings(self, question: Question, options: list[Option], context: Context) -> Wordings | None:
        """How people call what can be chosen; None where only the labels are known."""
        return _wordings(context.t, question.id, tuple(option.id for option in options))

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.t(f"q.{question.id}.option.{value}")

    def offered(self, value: str, question: Question, context: Context) -> bool:
        return value in (self.ids(context) if callable(self.ids) else self.ids)


@cache
def _wordings(t: Translator, question: str, ids: tuple[str, ...]) -> Wordings | None:
    also = {i: t.words(f"q.{question}.option.{i}.words") for i in ids if t.has(f"q.{question}.option.{i}.words")}
    if not also:
        return None
    return Wordings.of({i: (t(f"q.{question}.option.{i}"), *also.get(i, ())) for i in ids})


@dataclass(frozen=True)
class Farthest(ChoiceKind):
    """The last of a list that goes from near to far, where several are named: "Sài Gòn với nước ngoài"."""

    def among(self, named: Set[str], options: list[Option]) -> str:
        return [option.id for option in options if option.id in named][-1]


@dataclass(frozen=True)
class LegalFormKind(ChoiceKind):
    """A legal form, also as people write it: HKD, cơ sở, cty TNHH."""

    def wordings(self, question: Question, options: list[Option], context: Context) -> Wordings | None:
        called = called_forms()
        return Wordings.of({option.id: called.get(option.id, ()) for option in options})


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no."""

    yes_no: ClassVar[bool] = True

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        own = f"q.{question.id}.option."
        return [Option(i, context.t(own + i if context.t.has(own + i) else f"option.{i}")) for i in ("yes", "no")]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        options = self.options(question, context, partial)
        for word in ("yes", "no"):
            if says(said.text, context.t.words(f"option.{word}.words")):
                return Value(word == "yes")
        return Value(pick(said, options).id == "yes")

    def show(self, value: bool, question: Question, context: Context) -> str:
        options = self.options(question, context, None)
        return options[0 if value else 1].label


@dataclass(frozen=True)
class Papered(YesNo):
    """Whether there is a business registration, also where it is said with something else."""

    def beside(self, text: str, question: Question, context: Context) -> Value | None:
        if says(text, context.t.words("registered.yes.words")):
            return Value(True)
        return Value(False) if says(text, context.t.words("registered.no.words")) else None

"""What a decree, resolution or decision is, asked by its number and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ocop_domain import cycle
from ocop_domain.data import read_yaml
from ocop_domain.knowledge.facts.rules import about
from ocop_domain.knowledge.facts.telling import AskedFact, Told, line
from ocop_domain.programmes import Programme
from ocop_domain.support import support_of
from ocop_domain.support_topics import by_policy
from ocop_domain.text import fold

DOCUMENT = "document"
_ROWS = 3
"""Kinds of help that are told of one document."""
_SHORT = 2
"""Digits of a number that says nothing without the kind of document."""
_WORD = re.compile(r"[^\W_]+")


def document(asked: AskedFact) -> Told:
    """What the plan uses the named document for; where it is not found in the plan, that is said."""
    programme, named = asked.programme, asked_of_document(asked.text)
    if named is None:
        return Told((line("document-which"),), programme.document)
    if names_document(programme.document, named):
        return about(asked)
    return told_of(programme, named) or Told(
        (line("document-unnamed", name=" ".join(named), document=programme.document),), programme.document
    )


def knows_document(programme: Programme, named: tuple[str, str]) -> bool:
    """Whether the programme's data say anything of a document."""
    return names_document(programme.document, named) or told_of(programme, named) is not None


def told_of(programme: Programme, named: tuple[str, str]) -> Told | None:
    """What the programme's data say of a document; None for nothing."""
    basis = cycle.basis_of(programme)
    stands = [each for each in basis.documents if names_document(each.name, named)] if basis else []
    lines = [line("document-line", name=each.name, what=each.what) for each in stands]
    pays = ((policy, rows) for policy, rows in by_policy(support_of(programme)).items())
    policy, rows = next(((policy, rows) for policy, rows in pays if names_document(policy, named)), ("", ()))
    lines += [line("document-pays", name=policy)] if rows else []
    lines += [line("document-help", what=row.what, who=row.who) for row in rows[:_ROWS]]
    return Told(tuple(lines), rows[0].source if rows else programme.document) if lines else None


def asked_of_document(text: str) -> tuple[str, str] | None:
    """The kind and the number of the only document that is named, where nothing else is asked of it."""
    named = list(_named_in(_words(text)))
    if len(named) != 1:
        return None
    kind, number, rest = named[0]
    return (kind, number) if all(word in _beside() for word in rest) else None


def first_document(text: str) -> tuple[str, str] | None:
    """The kind and the number of the first document that a text names."""
    return next(((kind, number) for kind, number, _ in _named_in(_words(text))), None)


def names_document(text: str, document: tuple[str, str]) -> bool:
    """Whether a text names a document of this kind and number; a long number does without the kind."""
    words, number = _words(text), document[1]
    if number not in {word.lstrip("0") for word in words}:
        return False
    return len(number) > _SHORT or any((kind, one) == document for kind, one, _ in _named_in(words))


def _named_in(words: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Each document: its kind, its number without zeros before it, and the words beside its name and sign."""
    for at in range(len(words)):
        kind, length = _kind_at(words, at)
        behind = words[at + length :]
        behind = behind[1:] if behind[:1] == ["so"] else behind
        if length and behind and behind[0].isdecimal():
            yield kind, behind[0].lstrip("0"), [*words[:at], *_without_sign(behind[1:])]


def _kind_at(words: list[str], at: int) -> tuple[str, int]:
    """The kind of document that is named there, and in how many words."""
    found = ((kind, len(phrase)) for phrase, kind in _kinds().items() if tuple(words[at : at + len(phrase)]) == phrase)
    return next(found, ("", 0))


def _without_sign(words: list[str]) -> list[str]:
    """What follows the number without "2018 ND CP"."""
    signs = {"nd", "cp", "qd", "ttg", "nq", "hdnd", "ubnd", "tt", "kh", "cv", "hd", "bnn"}
    while words and (words[0] in signs or (words[0].isdecimal() and len(words[0]) == len("2018"))):
        words = words[1:]
    return words


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    """Kinds of documents by the words that name them, the longest first."""
    raw = read_yaml("asking.yaml")["of_a_document"]["kinds"]
    found = {tuple(_words(phrase)): str(kind) for kind, phrases in raw.items() for phrase in phrases}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _beside() -> frozenset[str]:
    """What people say beside the name of a document, and nothing is asked by it that another answer knows better."""
    return frozenset(fold(word) for word in read_yaml("asking.yaml")["of_a_document"]["beside"])


OF_DOCUMENT: dict[str, Callable[[AskedFact], Told | None]] = {DOCUMENT: document}

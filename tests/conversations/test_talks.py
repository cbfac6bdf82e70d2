"""Conversations inside a form as people have them, word for word: what is asked, kept, corrected and never kept.

`* FORM at QUESTION` opens a form there, the questions before it answered; `>` types (`> [label]` presses), `<` was
shown, `<!` was not, `~` says what was meant that is not for the form, `=` is the answer that stands there in the end.
"""

from __future__ import annotations

from support.each import each
from support.forms import Filler
from support.places import TESTS

from bot.conversations.form import SUMMARY
from bot.conversations.forms import FORMS
from bot.conversations.screens import value_of
from bot.conversations.understanding.meaning import Command

FOLDER = TESTS / "talks"


def opened(form: str, question: str) -> Filler:
    """The form at a question, with examples before it."""
    filler = Filler.opens(FORMS[form])
    while filler.at != question:
        filler = filler.presses("s:more") if filler.at == SUMMARY else filler.answers()
    return filler


def meant(filler: Filler) -> str:
    meaning = filler.step.meaning
    return meaning.name if isinstance(meaning, Command) else type(meaning).__name__.casefold()


def acts(filler: Filler, words: str) -> Filler:
    if not words.startswith("["):
        return filler.says(words)
    pressed = [c.data for c in filler.reply.choices if c.label == words.strip("[]")]
    assert len(pressed) == 1, f"no button {words}: {[c.label for c in filler.reply.choices]}"
    return filler.presses(pressed[0])


def check(filler: Filler, sign: str, words: str) -> None:
    buttons = " ".join(f"[{c.label}]" for c in filler.reply.choices)
    shown = f"{filler.shown} {buttons}"
    if sign == "=":
        name, _, value = words.partition(": ")
        question = filler.form.get(name)
        assert question
        assert value_of(question, filler.draft, filler.context) == value
    elif sign == "~":
        assert filler.step.outcome == "aside", shown
        assert meant(filler) == words
    else:
        assert (" ".join(words.split()) in " ".join(shown.split())) is (sign == "<"), shown


@each("talk", sorted(p.stem for p in FOLDER.glob("*.txt")))
def test_the_talk_goes_as_written(talk: str) -> None:
    filler = None
    for number, line in enumerate((FOLDER / f"{talk}.txt").read_text(encoding="utf-8").splitlines(), 1):
        sign, _, words = line.partition(" ")
        try:
            if sign == "*":
                form, _, question = words.partition(" at ")
                filler = opened(form, question)
            elif filler and sign == ">":
                filler = acts(filler, words)
            elif filler and sign != "//":
                check(filler, sign, words)
        except AssertionError as error:
            raise AssertionError(f"{talk}.txt:{number}  {line}\n{error}") from None

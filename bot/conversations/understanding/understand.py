"""One text, one meaning. The order in `understand` is the specification: the first that fits wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from bot.conversations.form import Option, Value
from bot.conversations.kinds.typed import OTHERWISE
from bot.conversations.matching import match
from bot.conversations.understanding.frame import Frame, Heard
from bot.conversations.understanding.lexicon import WAIT, Lexicon, PhraseList
from bot.conversations.understanding.meaning import (
    Addition,
    Answer,
    AnswerOrQuestion,
    Ask,
    Choose,
    Command,
    Correct,
    FormMove,
    Meaning,
    Nothing,
    Thanks,
)
from bot.conversations.understanding.spoken import Spoken, spoken
from bot.conversations.understanding.talk import has_a_name, is_talk, one_by_one
from bot.conversations.understanding.trials import is_trial
from ocop_domain.values import is_somebody_here

_SHORT = 14
"""Words of a question that may stand in a story and is still meant for the assistant."""
_FEWEST = 3
"""Words of a question without a question mark."""


class KnownQuestions(Protocol):
    """What is known: asked only at a name that looks like a question."""

    def knows(self, text: str) -> bool:
        """Whether this question is surely one that can be answered."""
        ...


def understand(heard: Heard, frame: Frame, lexicon: Lexicon, index: KnownQuestions) -> Meaning:
    """What is meant by a text at this place."""
    said = spoken(heard.text)
    if option := _on_screen(heard.text, said, frame):
        return Choose(option.id)
    if meant := _order(heard.text, said, frame, lexicon):
        return meant
    if frame.confirms and (confirmed := _confirmed(heard.text, frame, lexicon)):
        return confirmed
    if frame.hears == "parsed" and isinstance(reading := frame.read(heard.text), Value):
        return Answer(heard.text, reading)
    if _waits(said, frame, lexicon):
        return Command(WAIT)
    if heard.under and heard.under != frame.at:
        return _late(heard, said, lexicon, index)
    if frame.yes_no and (answer := yes_or_no(heard.text, lexicon) or _told_yes_or_no(heard.text, said, frame, lexicon)):
        return Choose(answer)
    if frame.at and (is_nothing(said, frame, lexicon) or _is_dash(heard.text, frame)):
        return (
            AnswerOrQuestion(heard.text)
            if _may_be_called(heard.text, said, frame, lexicon)
            else _nothing(heard.text, frame, lexicon)
        )
    if corrected := _correction(said, frame, lexicon):
        return Correct(corrected)
    if asked := _question(heard.text, said, frame, lexicon, index):
        return asked
    if _is_no_answer(heard.text, said, frame, lexicon):
        return AnswerOrQuestion(heard.text)
    if frame.hears == "screen":
        return _elsewhere(heard.text, frame)
    return Answer(heard.text)


# (1) what is on the screen


def _on_screen(text: str, said: Spoken, frame: Frame) -> Option | None:
    """The option whose number or label was typed."""
    if text.strip().rstrip(".)").isdecimal():
        options = frame.options if frame.hears == "screen" else frame.shown
        return match(text, options, frame.shown) if frame.by_position else None
    if not said.words:
        return None
    if (found := next((option for option in frame.options if said.same(spoken(option.label))), None)) is not None:
        return found
    numbered = _NUMBERED.fullmatch(" ".join(said.plain))
    if numbered and frame.hears == "closed" and frame.by_position:
        return match(numbered[1], frame.shown, frame.shown)
    return None


_NUMBERED = re.compile(r"(?:chon |lay )?(?:so|cai|y|muc|nut|o)(?: thu| so)? (\d{1,2})")
""" "số 4", "chọn cái thứ 2": an option by its place."""


# (2) moves and commands


def _order(text: str, said: Spoken, frame: Frame, lexicon: Lexicon) -> Meaning | None:
    """A move or a command, said in so many words and nothing else."""
    if set(text.strip()) == {"?"}:
        return Command("help")
    if not said.words:
        return None
    ways = lexicon.ways(said)
    if frame.more and said.same(spoken(frame.more)):
        return FormMove("more")
    if frame.hears != "screen":
        for name, words in lexicon.moves.items():
            if found := _named(words, ways):
                return _surely(text, said, found, frame, FormMove(name))
    if _thanks(ways, lexicon):
        return Thanks()
    for name, words in lexicon.commands.items():
        if found := _named(words, ways):
            return _surely(text, said, found, frame, Command(name))
    return _told(text, said, ways, frame, lexicon)


def _thanks(ways: Iterable[Spoken], lexicon: Lexicon) -> bool:
    """Whether it is thanks, a yes before it or not: "ok cảm ơn em"."""
    return any(
        lexicon.thanks.named(lexicon.bare(said)) for way in ways for said in (way, way.since(lexicon.yes.begun(way)))
    )


def _told(text: str, said: Spoken, ways: Iterable[Spoken], frame: Frame, lexicon: Lexicon) -> Meaning | None:
    """A move in words that an official's reason may be made of too: "ghi sai rồi"."""
    if frame.hears not in _TOLD_AT:
        return None
    for name, words in lexicon.told.items():
        if found := _named(words, ways):
            return _surely(text, said, found, frame, FormMove(name))
    return None


_TOLD_AT = frozenset({"name", "text", "parsed", "closed"})


def _named(words: PhraseList, ways: Iterable[Spoken]) -> Spoken | None:
    return next((found for way in ways if (found := words.named(way))), None)


def _waits(said: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether somebody asks for time: "để tui kiếm giấy cái đã"; a story or a reason may begin so too."""
    most = _SHORT // 2 if frame.hears == "text" else _SHORT
    is_short = len(said.words) <= most and not any(word.isdecimal() for word in said.words)
    waits = is_short and _asks_for_time(lexicon.bare(said), lexicon)
    return waits and frame.hears in {"name", "parsed", "closed", "text"}


def _asks_for_time(said: Spoken, lexicon: Lexicon) -> bool:
    """Whether it begins as "để hỏi lại" does; or, with a person in it, as "đợi tui", "để vợ tui coi"."""
    first, rest = said.since(0, 1), said.since(1)
    while length := lexicon.persons.begun(rest):
        rest = rest.since(length)
    if lexicon.waits.begun(said) or len(rest.words) == len(said.words) - 1:
        return lexicon.waits.begun(said) > 0
    without = Spoken(first.words + rest.words, first.plain + rest.plain, said.marked)
    return lexicon.waits_for.begun(without) > 0


def _surely(text: str, said: Spoken, phrase: Spoken, frame: Frame, meaning: Meaning) -> Meaning:
    """At a name one word without diacritics is never enough: "luu" may be the pomegranate."""
    if frame.hears == "name" and len(said.words) == 1 and not said.spells(phrase):
        return AnswerOrQuestion(text)
    return meaning


# (3) the answer to "did you mean"


def _confirmed(text: str, frame: Frame, lexicon: Lexicon) -> Meaning | None:
    """Yes to the only thing that may be meant, or no to all of it."""
    answer = yes_or_no(text, lexicon)
    if answer == "yes" and len(frame.options) == 1:
        return Choose(frame.options[0].id)
    return Choose(OTHERWISE) if answer == "no" else None


# (4) what was typed under a question that was answered meanwhile


def _late(heard: Heard, said: Spoken, lexicon: Lexicon, index: KnownQuestions) -> Meaning:
    """What is surely a question is one wherever it was typed; anything else may belong to the answer before."""
    asks = looks_asked(heard.text, said, lexicon) and (is_addressed(said, lexicon) or index.knows(heard.text))
    return Ask(heard.text) if asks else Addition(heard.under, heard.text)


# (5) yes, no and nothing


def yes_or_no(text: str, lexicon: Lexicon) -> str:
    """ "yes" or "no" as people say it: "dạ vâng", "có ạ", a thumb; "" for anything else."""
    thumbs = {_THUMBS[c] for c in unicodedata.normalize("NFC", text) if c in _THUMBS}
    said = spoken(text)
    if not said.words:
        return thumbs.pop() if len(thumbs) == 1 else ""
    for candidate in (said, lexicon.bare(said)):
        if lexicon.yes.named(candidate):
            return "yes"
        if lexicon.no.named(candidate):
            return "no"
    return ""


def _told_yes_or_no(text: str, said: Spoken, frame: Frame, lexicon: Lexicon) -> str:
    """ "yes" or "no" with more behind it: "có giấy lâu rồi", "chưa, tháng sau mới làm"; "" where it is taken back."""
    bare = lexicon.bare(said)
    if len(bare.words) > _SHORT or _is_unknown(text, lexicon) or looks_asked(text, said, lexicon):
        return ""
    if lexicon.no_matter.begun(bare):
        return ""
    if length := lexicon.no.begun(bare):
        behind = one_by_one(bare.since(length))
        return "" if any(lexicon.yes.named(word) for word in behind[1:]) else "no"
    length = lexicon.yes.begun(bare)
    behind = one_by_one(bare.since(length))
    if lexicon.counters.inside(bare):
        return ""
    beside = (word.words[0].isdecimal() or _is_beside_yes(word, frame, lexicon) for word in behind)
    return "yes" if length and all(beside) else ""


def _is_beside_yes(word: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    if lexicon.no.named(word):
        return False
    return word.plain[0] in frame.near() or bool(lexicon.beside_yes.named(word) or lexicon.yes.named(word))


_THUMBS = {"👍": "yes", "👌": "yes", "✔": "yes", "✅": "yes", "👎": "no", "❌": "no"}


def is_nothing(said: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether none, or not yet, was said; words of the question may stand beside it: "dạ không có email"."""
    bare = lexicon.bare(said)
    while len(bare.words) > 1 and lexicon.beside_nothing.named(bare.since(0, 1)):
        bare = bare.since(1)  # "tôi không có email", "hiện chưa có"
    if not bare.words:
        return False
    if lexicon.nothing.named(bare) or lexicon.nothing.named(said):
        return True
    if lexicon.no_matter.begun(bare):
        return False
    length = lexicon.nothing.begun(bare)
    rest = lexicon.bare(bare.since(length))
    words = one_by_one(rest)
    if not length or len(words) > _MOST_BESIDE:
        return False
    if all(_is_near(word, frame, lexicon) for word in words):
        return True
    if frame.hears not in _TOLD_AT:
        return False  # "chưa ghi rõ" is a reason
    is_asked = lexicon.asking.inside(said) or lexicon.asking_ends.ended(bare) or lexicon.asking_or_not.ended(bare)
    return not is_asked and all(_is_near(word, frame, lexicon) or lexicon.talk.named(word) for word in words)


def _may_be_called(text: str, said: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether it is none in words that may be a brand, written as names are: "Không Tên", "hộ ông Thôi"."""
    return frame.hears == "name" and has_a_name(text) and not lexicon.nothing.named(said)


def _is_dash(text: str, frame: Frame) -> bool:
    """What is put on paper where there is nothing to write."""
    return frame.hears in {"name", "text"} and _DASH.fullmatch(text.strip()) is not None


_DASH = re.compile(r"[-–—_./]{1,4}|[xX0]")
_MOST_BESIDE = 6
"""Words beside "không có", behind which somebody tells more."""


def _is_near(word: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    return word.plain[0] in frame.near() or lexicon.beside_nothing.named(word) is not None


def _nothing(text: str, frame: Frame, lexicon: Lexicon) -> Meaning:
    """No at yes and no; an option that says so itself ("Chưa có"); else nothing."""
    if frame.yes_no:
        return Nothing() if _is_unknown(text, lexicon) else Choose("no")
    if frame.hears == "closed" and (option := match(text, frame.options, ())):
        return Choose(option.id)
    if frame.hears == "closed" and isinstance(reading := frame.read(text), Value):
        return Answer(text, reading)  # "chưa có sao" is a first registration
    return Nothing()


def _is_unknown(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody does not know: neither yes nor no."""
    bare = lexicon.bare(spoken(text))
    while len(bare.words) > 1 and lexicon.beside_nothing.named(bare.since(0, 1)):
        bare = bare.since(1)
    return bool(lexicon.unknown.begun(bare))


# (6) another question of the form


def _correction(said: Spoken, frame: Frame, lexicon: Lexicon) -> str:
    """The question that is to be corrected: "sửa số điện thoại", "quay lại câu tên sản phẩm", "sửa 3"; else ""."""
    length = lexicon.correct.begun(said)
    labels = frame.labels() if length else ()
    if not labels:
        return ""
    rest = lexicon.bare(said.since(length))
    ways = [said.since(length), rest]
    while before := lexicon.before_label.begun(rest):
        rest = rest.since(before)
        ways.append(rest)  # "số điện thoại" is a label itself, "tên người đại diện" is one behind its first word
    if len(rest.words) == 1 and rest.words[0].isdecimal():
        number, questions = int(rest.words[0][:4]), list(dict.fromkeys(question for question, _ in labels))
        return questions[number - 1] if 0 < number <= len(questions) else ""
    named = [question for way in ways for question, label in labels if way.words and way.same(spoken(label))]
    if named or frame.hears in {"name", "text", "reason", "question"} or not rest.words:
        return named[0] if named else ""
    options = [Option(question, label) for question, label in dict(reversed(labels)).items()]
    found = match(rest.text, options, ())
    return found.id if found else ""


# (7) a question to the assistant


def _question(text: str, said: Spoken, frame: Frame, lexicon: Lexicon, index: KnownQuestions) -> Meaning | None:
    if frame.hears == "question" or not looks_asked(text, said, lexicon):
        return None
    if frame.hears in {"closed", "parsed", "screen"}:
        return Ask(text)
    addressed = is_addressed(said, lexicon)
    if frame.hears == "name":
        if len(said.words) == 1 and not said.marked and "?" not in text:
            return None
        return Ask(text) if addressed or index.knows(text) else AnswerOrQuestion(text)
    one_sentence = len([part for part in text.replace("?", ".").replace("!", ".").split(".") if part.strip()]) == 1
    if not one_sentence or len(said.words) > _SHORT:
        return None
    if addressed:
        return Ask(text)
    return AnswerOrQuestion(text) if frame.hears == "text" and text.rstrip().endswith("?") else None


def is_addressed(said: Spoken, lexicon: Lexicon) -> bool:
    """Whether somebody is spoken to: "cho hỏi …", "… vậy em"."""
    return bool(lexicon.addressed.begun(said) or lexicon.addressed.ended(said))


def looks_asked(text: str, said: Spoken, lexicon: Lexicon) -> bool:
    """Whether it has the shape of a question."""
    if not said.words:
        return False
    if text.rstrip(" !.)”\"'").endswith("?"):
        return True
    if lexicon.addressed.begun(said) and len(said.words) > lexicon.addressed.begun(said):
        return True
    asks = _without_some(said)
    if lexicon.asking.inside(asks):
        return True
    bare = lexicon.bare(asks)
    if len(bare.words) < _FEWEST:
        return False
    either = lexicon.asking_or_not.ended(bare)  # "xã duyệt chưa", but not "chắc là không"
    return bool(lexicon.asking_ends.ended(bare) or (either and lexicon.asking_before.inside(bare.since(0, -either))))


def _without_some(said: Spoken) -> Spoken:
    """Without what counts and does not ask: "hăm mấy người", "với mấy người quen", "6 người gì đó"."""
    some = set()
    for found in _SOME.finditer(" ".join(said.plain)):
        before = found.string[: found.start()].count(" ")
        some |= {before + n for n, word in enumerate(found[0].split()) if word in _ASKS_ELSEWHERE}
    kept = [n for n in range(len(said.words)) if n not in some]
    return Spoken(tuple(said.words[n] for n in kept), tuple(said.plain[n] for n in kept), said.marked)


_SOME = re.compile(
    r"\b(?:ham|bam|muoi|chuc|tram|ngan|nghin|voi|va|cung|nho) may\b"
    r"|\bmay (?:nguoi|cai|anh|chi|co|chu|ba) (?:quen|ban|than|moi|khach|gan|hang xom)\b"
    r"|\b(?<!cai )(?<!la )gi do\b"
)
_ASKS_ELSEWHERE = frozenset({"may", "gi"})


# (8) nothing but talk where something is told


def _is_no_answer(text: str, said: Spoken, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether a name or a story would be made of talk alone, or of a yes; whether anything would be but laughter."""
    if frame.hears not in _TOLD_FREELY or frame.options:
        return False
    if is_trial(said, lexicon):
        return True
    if frame.hears in {"reason", "question"}:
        return False
    if frame.hears == "name" and _wants_to_correct(text, said, lexicon):
        return True
    if is_somebody_here(text) and frame.read(text) is None:
        return False  # the question itself says that it wants the whole name
    is_more = said.marked or len(said.words) > 1
    return is_talk(text, said, lexicon, story=frame.hears == "text") or (is_more and yes_or_no(text, lexicon) == "yes")


def _wants_to_correct(text: str, said: Spoken, lexicon: Lexicon) -> bool:
    """Whether it begins as a correction of what no question is called by: "sửa lại tên chủ hộ", not "sửa chữa máy"."""
    length = lexicon.correct.begun(said)
    is_surely = length > 1 or (length and said.marked and lexicon.before_label.begun(said.since(length)))
    return bool(is_surely) and not has_a_name(text)


_TOLD_FREELY = frozenset({"name", "text", "reason", "question"})


# (9) outside of forms: what is nearly one of the buttons


def _elsewhere(text: str, frame: Frame) -> Meaning:
    found = match(text, frame.options, frame.shown)
    return Choose(found.id) if found else Ask(text, shaped=False)

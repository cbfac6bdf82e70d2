"""Photos and papers: sent one after the other, then "done"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.conversations.form import Context, Hears, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE
from bot.conversations.kinds.typed import Text
from bot.conversations.matching import says
from bot.kit.filetypes import TABLES
from ocop_domain.errors import Refusal
from ocop_domain.writing import several_lines

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
PAPERS = IMAGES | {"application/pdf"}


@dataclass(frozen=True)
class Photos(Kind):
    """Up to `limit` photos (or files, where `types` takes others too), kept as ids of stored files."""

    limit: int = 5
    types: frozenset[str] = IMAGES
    files: ClassVar[bool] = True

    def skipped(self, partial: Any) -> list[str] | None:
        """Photos that were sent stay, even when the rest is skipped."""
        return list(partial) if partial else None

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        t = context.t
        done = Option(DONE, t("photos.done")) if self.types == IMAGES else Option(DONE, t("files.done"))
        return [done] if partial else []

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        kept = list(partial or ())
        if said.files:
            return self._add(said, context, kept)
        done = said.data == DONE or says(said.text, context.t.words("photos.done.words"))
        if done and kept:
            return Value(kept)
        raise Refusal("error.needs_photo")

    def _add(self, said: Said, context: Context, kept: list[str]) -> Value | More:
        for upload in said.files:
            if upload.refused:
                raise Refusal(upload.refused, name=upload.name)
            if upload.content_type not in self.types:
                raise Refusal("error.not_a_photo", name=upload.name)
            if upload.id not in kept:
                kept.append(upload.id)
        if len(kept) >= self.limit:
            return Value(kept[: self.limit])
        t, count, limit = context.t, len(kept), self.limit
        if self.types == IMAGES:
            return More(kept, t("photos.received", count=count, limit=limit))
        return More(kept, t("files.received", count=count, limit=limit))

    def show(self, value: list[str], question: Question, context: Context) -> str:
        t, count = context.t, len(value)
        return t("photos.count", count=count) if self.types == IMAGES else t("files.count", count=count)


_WORDS = Text(min=1, max=1500, lines=True)


@dataclass(frozen=True)
class WordsOrFiles(Photos):
    """An answer in words, in photos or papers, or in both: {"words": text, "files": ids}.

    Files come first and wait, with the words beside them; words alone end the answer, and so does "done".
    Partial: {"files": ids, "words": text} and what `Text` keeps.
    """

    types: frozenset[str] = PAPERS
    captions: ClassVar[bool] = True

    @property
    def hears(self) -> Hears:
        """Whatever is said is the answer."""
        return "text"

    @property
    def by_position(self) -> bool:
        """A number is an answer too."""
        return False

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        held = partial or {}
        done = [Option(DONE, context.t("files.done"))] if held.get("files") else []
        return [*_WORDS.options(question, context, held), *done]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        held = partial or {}
        kept, words = list(held.get("files", ())), str(held.get("words", ""))
        if said.files:
            beside = several_lines(said.text)
            return _worded(self._add(said, context, kept), "\n".join(part for part in (words, beside) if part))
        if kept and (said.data == DONE or says(said.text, context.t.words("photos.done.words"))):
            return Value({"words": words, "files": kept})
        heard = _WORDS.read(said, question, context, held)
        if isinstance(heard, Value):
            return _worded(Value(kept), "\n".join(part for part in (words, heard.value) if part))
        return replace(heard, partial={**(heard.partial or {}), "files": kept, "words": words})

    def show(self, value: Any, question: Question, context: Context) -> str:
        count = Photos.show(self, value["files"], question, context) if value["files"] else ""
        return "\n".join(part for part in (value["words"], count) if part)


def _worded(added: Value | More, words: str) -> Value | More:
    """The files of an answer with the words that came with them."""
    if isinstance(added, Value):
        return Value({"words": words, "files": added.value})
    return replace(added, partial={"files": added.partial, "words": words})


@dataclass(frozen=True)
class TableFile(Photos):
    """One table, as an XLSX, XLS or CSV file."""

    limit: int = 1
    types: frozenset[str] = TABLES

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if not said.files:
            raise Refusal("error.needs_table")
        for upload in said.files:
            if not upload.refused and upload.content_type not in self.types:
                raise Refusal("error.not_a_table", name=upload.name)
        return super().read(said, question, context, partial)

"""Photos and papers: sent one after the other, then "done"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversations.form import Context, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE
from bot.conversations.matching import says
from ocop_domain.errors import Refusal

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

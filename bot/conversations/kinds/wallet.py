"""Answers about a paper: what it is, for which products, and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversations.form import Answers, Context, Kind, More, Option, Question, Said, Value
from bot.conversations.kinds.chosen import DONE, ChoiceKind, pick
from bot.conversations.kinds.files import Photos
from bot.conversations.matching import says
from ocop_domain.errors import Refusal

SEVERAL, ALL = "several", "all"


@dataclass(frozen=True)
class PaperKind(ChoiceKind):
    """A kind of paper: what is missing comes first, all others behind it."""

    more: ClassVar[str] = "paper.other_kind"

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        first = context.wallet.first
        place = {kind: n for n, kind in enumerate(first)}
        known = super().options(question, context, partial)
        return sorted(known, key=lambda option: place.get(option.id, len(first)))


@dataclass(frozen=True)
class OwnProducts(Kind):
    """Own products by id: one with a tap, several one after the other, or [] for all of them."""

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        chosen, t = partial or (), context.t
        rest = [Option(id_, name) for id_, name in context.wallet.products.items() if id_ not in chosen]
        if partial is not None:
            return ([Option(DONE, t("paper.products_done"))] if chosen else []) + rest
        several = [Option(SEVERAL, t("paper.several_products"))] if len(rest) > 2 else []
        return [*rest, *several, Option(ALL, t("paper.all_products"))]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        if partial and not said.data and says(said.text, context.t.words("photos.done.words")):
            return Value(list(partial))
        found = pick(said, self.options(question, context, partial)).id
        if found == ALL:
            return Value([])
        if found == SEVERAL:
            return More([], context.t("paper.several_ask"))
        if found == DONE:
            return Value(list(partial))
        if partial is None:
            return Value([found])
        chosen = [*partial, found]
        if len(chosen) == len(context.wallet.products):
            return Value(chosen)
        return More(chosen, context.t("paper.several_more", names=self.show(chosen, question, context)))

    def show(self, value: list[str], question: Question, context: Context) -> str:
        known = context.wallet.products
        names = "; ".join(known.get(id_, context.t("paper.former_product")) for id_ in value)
        return names or context.t("paper.all_products")


@dataclass(frozen=True)
class Pages(Photos):
    """The pages of a paper, as photos or PDF. Those that are there stay, and more may be added."""

    def start(self, answers: Answers, context: Context) -> Any:
        return list(answers.get("paper_file") or ()) or None

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        return [Option(DONE, context.t("pages.done"))] if partial else []

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        kept = list(partial or ())
        new = [upload for upload in said.files if upload.id not in kept]
        if len(kept) + len(new) > self.limit:
            raise Refusal("error.too_many_pages", limit=self.limit)
        answer = super().read(said, question, context, partial)
        if isinstance(answer, Value) and not said.files:
            return answer
        gathered = answer.value if isinstance(answer, Value) else answer.partial
        return More(gathered, context.t("pages.received", count=len(gathered), limit=self.limit))

    def show(self, value: list[str], question: Question, context: Context) -> str:
        return context.t("pages.count", count=len(value))

"""The product set: typed as people call their product, or pressed group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Answers, Context, Kind, More, Option, Question, Said, Value
from bot.conversations.matching import match
from ocop_domain.errors import Refusal

GROUPS = "groups"


@dataclass(frozen=True)
class ProductSetKind(Kind):
    """A set of the programme's decision. Partial: {"hits": [ids]}, {"group": n} or {"groups": true}.

    The first screen already proposes the sets that the product's name suggests.
    """

    def start(self, answers: Answers, context: Context) -> Any:
        offers = context.programme.product_sets.offers(str(answers.get("product_name") or ""))
        return {"hits": [offer.set.id for offer in offers]} if offers else None

    def options(self, question: Question, context: Context, partial: Any) -> list[Option]:
        sets, partial = context.programme.product_sets, partial or {}
        if hits := partial.get("hits"):
            found = [Option(i, sets.get(i).name) for i in hits]
            return [*found, Option(GROUPS, context.t("product_set.groups"))]
        if (group := partial.get("group")) is not None:
            return [Option(s.id, s.name) for s in sets.in_group(sets.groups[group])]
        return [Option(f"g{n}", name) for n, name in enumerate(sets.groups)]

    def read(self, said: Said, question: Question, context: Context, partial: Any) -> Value | More:
        sets = context.programme.product_sets
        options = self.options(question, context, partial)
        if said.data:
            chosen = said.data
        else:
            if not said.text.strip():
                raise Refusal("error.needs_text")
            found = match(said.text, options, options) if said.text.strip().isdecimal() else None
            if not found:
                return self._search(said.text, context, options)
            chosen = found.id
        return self._take(chosen, sets_groups=len(sets.groups), context=context)

    def _take(self, chosen: str, sets_groups: int, context: Context) -> Value | More:
        sets = context.programme.product_sets
        if chosen == GROUPS:
            return More({GROUPS: True})
        if chosen[:1] == "g" and chosen[1:].isdecimal() and int(chosen[1:]) < sets_groups:
            inside = sets.in_group(sets.groups[int(chosen[1:])])
            return Value(inside[0].id) if len(inside) == 1 else More({"group": int(chosen[1:])})
        return Value(sets.get(chosen).id)

    def _search(self, text: str, context: Context, options: list[Option]) -> Value | More:
        offers = context.programme.product_sets.offers(text)
        if offers:
            return More(
                {"hits": [offer.set.id for offer in offers]}, context.t("product_set.pick", typed=text.strip()[:40])
            )
        if found := match(text, options, options):
            return self._take(found.id, len(context.programme.product_sets.groups), context)
        note = context.t("screen.sorry", note=context.t("error.product_set_unknown", typed=text.strip()[:40]))
        return More(None, note, refused=text)  # what was offered for another name is gone

    def show(self, value: str, question: Question, context: Context) -> str:
        return context.programme.product_sets.get(value).name

    def offered(self, value: str, question: Question, context: Context) -> bool:
        return value in context.programme.product_sets.by_id

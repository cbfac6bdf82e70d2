"""What will hardly be meant as it would be printed, in words: shown before it is sent or printed, in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.conversations.form import Context, Question
from bot.messages import shortened
from ocop_domain.doubts import doubts

_SHOWN = 4
_LONGEST = 80


def lines(answers: Mapping[str, Any], find: Callable[[str], Question | None], context: Context) -> list[str]:
    """A line for each answer to look at again, as it would be printed; none where nothing is strange."""
    t, said = context.t, []
    for one in doubts(answers):
        if question := find(one.question):
            shown = " ".join(question.kind.show(answers[one.question], question, context).split())
            shown = shortened(shown, _LONGEST)
            said.append(t(f"onpaper.{one.code}", label=question.label(t), shown=shown))
    if len(said) > _SHOWN:
        said = [*said[:_SHOWN], t("onpaper.more", count=len(said) - _SHOWN)]
    return [*said, t("onpaper.ask")] if said else []

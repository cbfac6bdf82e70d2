"""The checklist of a visit: at which of its points something is found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import Context, Option, Question
from bot.conversations.kinds.tables import Several
from ocop_domain.visits import visit_points


@dataclass(frozen=True)
class VisitPoints(Several):
    """Any of the checklist's points, called as its data file says; how each must be stands above the question."""

    def legend(self, context: Context) -> str:
        language = context.t.language
        return "\n".join(f"• {point.said('name', language)}: {point.said('ok', language)}" for point in visit_points())

    def choices(self, question: Question, context: Context) -> list[Option]:
        return [Option(point.id, point.said("name", context.t.language)) for point in visit_points()]

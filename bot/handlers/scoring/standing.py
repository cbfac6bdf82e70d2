"""Where a product stands: the sheet from which a way to a star starts, of a registered product or of a first look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import EXCLUSIONS, PRODUCT, QUICK
from bot.handlers.scoring import known
from bot.handlers.scoring.sheets import Sheet, application_to_score, decisions, judged_on, newest, scored
from bot.handlers.scoring.wish import Wish
from bot.handlers.shared.dates import holding
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.records.registration import COUNCIL, SELF, ScoreSheet
from bot.writes.forms import SaveDraft
from bot.writes.registration import KeepSheet
from ocop_domain.applications import Application
from ocop_domain.criteria.effort import estimates
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.path import Path, cheapest_path
from ocop_domain.duties.model import Occurrence
from ocop_domain.filing_windows import windows_from
from ocop_domain.programmes import Programme

LOOK = "first"
"""In buttons, instead of an application's id: the first look of whoever presses, who need not have registered."""


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """A sheet and whose it is: of an application, or of the first look (`draft`)."""

    key: str
    name: str
    programme: Programme
    sheet: Sheet
    application: Application | None = None
    draft: Draft | None = None

    @property
    def answers(self) -> dict[str, int]:
        """Points by item of what was answered."""
        known = self.sheet.criteria.by_code
        given = self.sheet.kept.answers.items()
        return {code: points for code, points in given if code in known and points is not None}

    @property
    def finished(self) -> bool:
        """Whether every question was answered: before that there is no verdict."""
        return not self.sheet.score.unanswered


def look_id(turn: Turn) -> str:
    """The one draft in which somebody's first look is kept."""
    return f"{LOOK}.{turn.person.id}"


async def standing(turn: Turn, key: str) -> SheetStanding | None:
    """Where this product stands; else it was said here what is missing."""
    if key == LOOK:
        return await _looked_at(turn)
    application = await application_to_score(turn, key)
    if not application:
        return None
    for decision, _ in decisions(turn, application, await judged_on(turn, application)):
        # The council's points count more than one's own.
        for kind in (COUNCIL, SELF):
            if sheet := await newest(turn, application, decision, (kind,)):
                programme = turn.programme_of(application)
                sheet = await known.completed(turn, application, sheet)
                return SheetStanding(key, called(turn.t, application), programme, sheet, application)
    turn.tell("score.not_yet", turn.button(f"score:{key}", "score.open"), turn.button("menu", "menu.back"))
    return None


async def _looked_at(turn: Turn) -> SheetStanding | None:
    draft = await turn.reads.draft(look_id(turn))
    if draft is None or not draft.form.startswith(f"{QUICK}:"):
        turn.tell("look.gone", turn.button("star", "look.open"), turn.button("menu", "menu.back"))
        return None
    return of_look(turn, draft)


def of_look(turn: Turn, draft: Draft) -> SheetStanding:
    """Where the product of a first look stands by what was answered so far."""
    _, decision, set_id, *_ = draft.form.split(":")
    criteria = load_criteria(decision).set(set_id)
    answers = {code: points for code, points in draft.answers.items() if code != PRODUCT}
    score = scored(criteria, answers)
    kept = ScoreSheet("", SELF, decision, set_id, answers, score.total, score.star, turn.today)
    name = str(draft.answers.get(PRODUCT) or criteria.name)
    return SheetStanding(LOOK, name, turn.programme_of(draft), Sheet(kept, criteria, score), None, draft)


def keep(turn: Turn, at: SheetStanding, answers: Mapping[str, Any]) -> SheetStanding:
    """Keeps what was answered since, where it was kept before."""
    if at.draft:
        draft = at.draft.with_(answers={**at.draft.answers, **answers})
        turn.do(SaveDraft(draft))
        return of_look(turn, draft)
    assert at.application
    former, criteria = at.sheet.kept, at.sheet.criteria
    own = {**former.answers, **answers}
    score = scored(criteria, own)
    sheet = ScoreSheet(
        at.application.id, SELF, former.decision, former.set_id, own, score.total, score.star, turn.today
    )
    turn.do(KeepSheet(sheet))
    return SheetStanding(at.key, at.name, at.programme, Sheet(sheet, criteria, score), at.application)


async def rounds(turn: Turn, at: SheetStanding) -> list[Occurrence]:
    """The rounds for which one can still hand in where the product is from, the next one first."""
    areas = (at.application.area,) if at.application else ()
    held = await holding(turn, areas, at.programme)
    return windows_from(at.programme.around(turn.today), turn.today, held)


def path_to(at: SheetStanding, wish: Wish, days: int | None) -> Path:
    """The least that must be done for a star: what was not answered counts as if it were well, and is asked later."""
    criteria, answers = at.sheet.criteria, at.answers
    most = {code: criteria.by_code[code].max for code in at.sheet.score.unanswered}
    efforts, _ = estimates(criteria, at.programme.effort)
    return cheapest_path(
        criteria,
        {**answers, **most},
        wish.target,
        efforts,
        days_left=days,
        margin=wish.margin,
        without=wish.codes(criteria),
        clear_stops=True,
        said=at.sheet.kept.answers.get(EXCLUSIONS) or (),
    )

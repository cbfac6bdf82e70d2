"""What a council said of a product: stars, points, remarks, what to mend first, and the way up."""

from __future__ import annotations

from decimal import Decimal

from bot.handlers.office import review
from bot.handlers.rounds import found, telling
from bot.handlers.rounds.weak import criteria_of, weak
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.rounds import Result
from ocop_domain.applications import Application
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.rights import Act

_MOST = 5


async def _result(turn: Turn, application_id: str) -> tuple[Application, Result] | None:
    application = await turn.reads.application(application_id)
    if application is None or not review.may_act(turn, application, Act.SEE):
        found.refuse(turn)
        return None
    results = await turn.reads.results_of(application.id)
    if not results:
        turn.tell("outcome.not_yet", turn.button(f"p:{application.id}", "product.open"))
        return None
    return application, results[0]


def refused_for(criteria: CriteriaSet, result: Result) -> list[str]:
    """Why a dossier was refused, where all members gave an item nothing that must have something."""
    if result.star:
        return []
    nothing = {code for code, points in result.items.items() if not Decimal(points)}
    return [reason.text for reason in criteria.exclusions if nothing & set(reason.at_zero)]


async def show(turn: Turn, application_id: str) -> None:
    """The result in a screen: the star, the points, the remark, the three items that cost most."""
    both = await _result(turn, application_id)
    if both is None:
        return
    application, result = both
    t, criteria = turn.t, criteria_of(result)
    lines = [telling.headline(t, called(t, application), result)]
    if criteria and (reasons := refused_for(criteria, result)):
        lines.append(t("rounds.excluded", reasons="; ".join(reasons)))
    if result.reason:
        lines.append(t("outcome.reason", reason=result.reason))
    if result.comment:
        lines.append(t("outcome.comment", comment=result.comment))
    if criteria and (mend := weak(criteria, result)):
        named = "\n".join(f"• {criteria.item(code).label} (+{t.number(points.normalize())})" for code, points in mend)
        lines.append(t("outcome.mend", items=named))
    choices = []
    if result.parts:
        choices.append(turn.button(f"outsheet:{application.id}", "outcome.sheet"))
    goal = min(max(result.star + 1, 3), _MOST)
    if application.owner == turn.person.id:
        choices.append(turn.button(f"way:{application.id}:{goal}000-", "way.open", star=goal))
    choices.append(turn.button(f"p:{application.id}", "product.open"))
    turn.say(Reply("\n\n".join(lines), t("outcome.title"), tuple(choices), (turn.button("menu", "menu.back"),)))


async def sheet(turn: Turn, application_id: str) -> None:
    """The council's points of every part and item (the plan gives the producer all of them)."""
    both = await _result(turn, application_id)
    if both is None:
        return
    application, result = both
    t, criteria = turn.t, criteria_of(result)
    lines = [t("rounds.average_short", total=t.number(result.total), members=result.members)]
    if criteria:
        for part in criteria.parts:
            given = t.number(result.parts.get(part.code, "0"))
            lines.append(t("score.part", part=part.label, points=given, max=part.max))
            lines += [
                f"• {item.code} {item.label}: {t.number(result.items.get(item.code, '0'))}/{max(item.points)}"
                for owner, _, item in criteria.walk()
                if owner.code == part.code
            ]
    nav = (Choice(f"outcome:{application.id}", t("nav.back")), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("outcome.sheet_title", product=called(t, application)), nav=nav))

"""The pieces of work that lead to a star: all of them, one of them, and what of it is done or cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

from bot.handlers.scoring.headline import MONTH, Way, counted, may_answer, months, show, way_of, work_button
from bot.handlers.scoring.standing import keep
from bot.handlers.scoring.wish import MOST
from bot.handlers.support.seeker import NOBODY
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import SELF
from ocop_domain.advisers import advisers
from ocop_domain.criteria.effort import ItemEffort, estimates, load_effort
from ocop_domain.criteria.path import Step
from ocop_domain.criteria.words import item_title
from ocop_domain.support import Support
from ocop_domain.support_topics import Seeker

_PAGE = 5


async def works(turn: Turn, key: str, wished: str, start: int = 0) -> None:
    """Every piece of work, some a screen, in the order of starting."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    steps, t = found.path.steps, turn.t
    first = start if start < len(steps) else 0
    last = min(first + _PAGE, len(steps))
    choices = [work_button(turn, found, number) for number in range(first + 1, last + 1)]
    if last < len(steps):
        choices.append(Choice(f"{found.wish.data(key, 'works')}:{last}", t("nav.more")))
    title = t("way.title", star=found.wish.target, product=found.at.name)
    back = Choice(found.wish.data(key), t("nav.back"))
    turn.say(Reply(t("way.all_text", count=len(steps)), title, tuple(choices), (back,)))


def _chosen(found: Way, number: int) -> Step | None:
    return found.path.steps[number - 1] if 0 < number <= len(found.path.steps) else None


async def work(turn: Turn, key: str, wished: str, number: int) -> None:
    """One piece of work: to which level, what proves it, who helps, how long."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    step = _chosen(found, number)
    if step is None:
        show(turn, found)
        return
    criteria, t, wish = found.at.sheet.criteria, turn.t, found.wish
    item = criteria.item(step.item)
    level = item.level(step.end)
    efforts, known = estimates(criteria, found.at.programme.effort)
    lines = [t("way.work_to", level=level.label if level else "", gain=step.gain)]
    lines += _told(turn, criteria.decision, efforts, step) if known else []
    helping = _advisers(found, item.label)
    lines += [t("way.advisers"), *(f"• {row.who}: {row.what}" for row in helping)] if helping else []
    about = found.at.application
    choices = []
    if found.at.sheet.kept.kind == SELF and may_answer(turn, found.at):
        choices.append(Choice(f"{wish.data(key, 'have')}:{number}", t("way.have")))
    if len(wish.without) < MOST:
        choices.append(Choice(wish.data(key, without=wish.left_out(criteria, step.item)), t("way.cannot")))
    choices += [Choice(f"aid:{row.token}:{about.id if about else NOBODY}", row.who) for row in helping[:1]]
    turn.say(
        Reply(
            "\n".join(lines),
            item_title(item, turn.t.language),
            tuple(choices),
            (Choice(wish.data(key), t("nav.back")),),
        )
    )


def _advisers(found: Way, criterion: str) -> tuple[Support, ...]:
    """Whom the plan names for a criterion, for this product as far as it is known."""
    application, programme = found.at.application, found.at.programme
    said = application.answers if application else {}
    who = Seeker(programme.product_sets.find(str(said.get("product_set") or "")), str(said.get("legal_form") or ""))
    return advisers(criterion, programme, who)


def _told(turn: Turn, decision: str, efforts: Mapping[str, ItemEffort], step: Step) -> list[str]:
    """What is known beside the points: time, papers, who helps."""
    effort, table, t = efforts[step.item], load_effort(decision), turn.t
    if step.lead_days < 2 * MONTH:
        time = t("way.days", days=step.lead_days, effort=step.effort)
    else:
        time = t("way.days_months", months=months(step.lead_days), effort=step.effort)
    proof = "; ".join(table.evidence[row] for row in effort.evidence)
    helps = ", ".join(table.helpers[name] for name in effort.helpers)
    return [f"{time} {effort.reason(step.end)}", t("why.proof", proof=proof), t("why.helps", helps=helps)]


async def have(turn: Turn, key: str, wished: str, number: int) -> None:
    """What is done already counts from now on, and the way is counted anew."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    step = _chosen(found, number)
    if step is None or found.at.sheet.kept.kind != SELF or not may_answer(turn, found.at):
        show(turn, found)
        return
    now = keep(turn, found.at, {step.item: step.end})
    item = now.sheet.criteria.item(step.item)
    show(
        turn,
        counted(turn, now, found.wish, found.rounds),
        turn.t("way.counted", item=item_title(item, turn.t.language)),
    )

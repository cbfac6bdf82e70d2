"""What an officer sees first: how much waits, until when, what is late; and the way to the most urgent one."""

from __future__ import annotations

from bot.handlers.knowledge import answering
from bot.handlers.office.waiting import DatedWaiting, days_left, in_order
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.applications import TO_CHECK, ApplicationState
from ocop_domain.rights import Act


async def lines(turn: Turn) -> list[str]:
    """A line for what waits for a check, one for the most urgent, one for questions; none where nothing waits."""
    t = turn.t
    found = await in_order(turn)
    said = (
        [_counted(turn, found), t("home.first", product=found[0].one.name, left=_left(turn, found[0]))] if found else []
    )
    questions = await asked(turn)
    return [*said, questions] if questions else said


async def asked(turn: Turn) -> str:
    """How many questions, difficulties and needs wait; "" where none does."""
    found = await answering.count(turn)
    return turn.t("home.questions", count=found) if found else ""


async def area(turn: Turn) -> str:
    """For who stands above: how much waits for a check in the own units, and how much for a council; "" for none."""
    counts = await turn.reads.count_in(units_of(turn, Act.MOVE_DATE))
    to_check = sum(counts.get(state, 0) for state in TO_CHECK)
    checked = counts.get(ApplicationState.CHECKED, 0)
    lines_ = [turn.t("home.to_check", count=turn.t.number(to_check))] if to_check else []
    lines_ += [turn.t("home.checked", count=turn.t.number(checked))] if checked else []
    return "\n".join(lines_)


def _counted(turn: Turn, found: list[DatedWaiting]) -> str:
    """How many wait; of them how many are late or nearly so."""
    t = turn.t
    late = sum(due.late(turn.today) for due in found)
    soon = sum(due.soon(turn.today) for due in found)
    parts = [t("queue.late", count=late)] if late else []
    parts += [t("home.soon", count=soon)] if soon else []
    title = t("queue.title", count=t.number(len(found)))
    return f"{title} ({', '.join(parts)})" if parts else title


def _left(turn: Turn, due: DatedWaiting) -> str:
    """When it must be checked; where nobody says it, since when it waits."""
    left = days_left(turn, due.last_day)
    return left[:1].lower() + left[1:] if left else turn.t("home.since", day=turn.t.day(due.one.since))


async def door(turn: Turn) -> tuple[Choice, ...]:
    """The button that opens what must be checked first."""
    found = await in_order(turn)
    if not found or found[0].one.place:
        return ()
    first = found[0].one
    filed = first.state is ApplicationState.FILED
    return (turn.button(f"filing:{first.id}" if filed else f"p:{first.id}", "home.open"),)

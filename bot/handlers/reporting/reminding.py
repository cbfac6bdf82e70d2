"""Those who have not answered an asked-for report are told again: by a tap, and before its last day by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.handlers.reporting import asking, found, waiting
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.records.reports import ReportRequest
from bot.writes.broadcast import PutBroadcast
from bot.writes.people import Notify
from ocop_domain.broadcasts import Target
from ocop_domain.duties.reminding import slot_until
from ocop_domain.rights import Act
from ocop_domain.working_days import working_day_before

_DAY = timedelta(days=1)
_AHEAD = 2 * _DAY
"""How long before the last day it is told once more, at the latest."""


async def remind(turn: Turn, request_id: str) -> None:
    """An official's tap: whoever has not answered hears it once more, once a day at most."""
    one = await found.seen(turn, request_id)
    if one is None or one.request is None:
        return
    told = await _tell(turn, one.request) if one.request.open else 0
    turn.tell(
        "report.reminded" if told else "report.remind_none",
        turn.button(f"reportsum:{request_id}:0", "report.sums"),
        turn.button("menu", "menu.back"),
        count=told,
    )


def days_of(request: ReportRequest) -> tuple[date, ...]:
    """When those who have not answered are told by itself: on a day of reminders before the last day, and on that."""
    last = working_day_before(request.last_day)
    asked = day_of(request.made_at)
    return tuple(day for day in (slot_until(last - _AHEAD), last) if day > asked)


async def by_itself(turn: Turn, request: ReportRequest) -> None:
    """What leaves today: to those who have not answered; after the last day one word to whoever asked."""
    if turn.today in days_of(request):
        await _tell(turn, request)
    elif turn.today > request.last_day:
        await _tell_asker(turn, request)


async def _missing(turn: Turn, request: ReportRequest) -> dict[str, str]:
    one = found.of_request(request)
    given = {answer.scope for answer in await found.answers(turn, one)}
    return {scope: name for scope, name in (await found.concerned(turn, one)).items() if scope not in given}


async def _tell(turn: Turn, request: ReportRequest) -> int:
    """One to many for those who are missing, once a day; returns how many it reaches."""
    missing = await _missing(turn, request)
    cast = f"{request.id}-{turn.today:%y%m%d}"
    if not missing or await turn.reads.broadcast(cast):
        return 0
    if request.whom == waiting.PRODUCER:
        target, count = await _producers(turn, request, set(missing))
    else:
        target = Target(request.whom, tuple(missing))
        count = len(await turn.reads.officers_of(list(missing), Act.OVERSEE))
    if count:
        again = replace(asking.notice(turn, request), id=cast, target=target)
        turn.do(PutBroadcast(again, asking.replies(turn, request)))
    return count


async def _producers(turn: Turn, request: ReportRequest, missing: set[str]) -> tuple[Target, int]:
    """Those of the missing who gave a phone, by which they are found."""
    reach, counted = turn.areas.reach(request.unit, turn.today), turn.programmes.counted(request.programme)
    people = await turn.reads.taking_part(sorted(reach), counted, turn.today)
    phones = tuple(sorted({one.phone for one in people if one.phone and str(one.account) in missing}))
    return Target("", (request.unit,), phones=phones), len(phones)


async def _tell_asker(turn: Turn, request: ReportRequest) -> None:
    """The last day is over: who has not answered, with the way to nudge them. The key lets it leave once."""
    missing = list((await _missing(turn, request)).values())
    if missing:
        t = turn.t
        text = t("notice.report_over", name=request.title, count=len(missing), names=", ".join(_named(missing)))
        reply = Reply(text, t("notice.title"), (Choice(f"reportsum:{request.id}:0", t("report.sums")),))
        turn.do(Notify(turn.person.id, reply, f"reportover:{request.id}:{turn.person.id}"))


_NAMED = 5


def _named(missing: list[str]) -> Iterator[str]:
    """The first ones, and a sign that there are more."""
    yield from missing[:_NAMED]
    if missing[_NAMED:]:
        yield "…"

"""What stands behind the dashboard's pages: whoever looks, with today's rights; its tables as files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.conversations.form import Context
from bot.dispatch.remembered import remembered
from bot.handlers.account import phones, summary
from bot.handlers.account.office import line
from bot.handlers.dashboard import asked, door, products, rows
from bot.handlers.services import PaperService
from bot.handlers.turn import Turn
from bot.kit.clock import Clock, day_of
from bot.messages import Incoming, Outgoing, Reply
from bot.records.account import Phone
from bot.records.dashboard import DASHBOARD
from bot.storage.dashboard.sessions import DashboardSessions
from bot.storage.store import Store
from bot.texts import REFERENCE, Texts
from ocop_domain.applications import Application
from ocop_domain.areas import Areas
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.rights import holds_on

_AT_ONCE = 500
"""Applications that are read by one question."""
_TABLES = 1
"""Files that are made at the same time: each takes a whole processor, which the conversations share."""


class Dashboards:
    """The desk of the web channel."""

    def __init__(
        self,
        store: Store,
        *,
        texts: Texts,
        areas: Areas,
        programme: Programme,
        programmes: Programmes,
        clock: Clock,
        papers: PaperService,
        new_id: Callable[[], str],
        deliver: Callable[[Sequence[Outgoing]], None],
        at: Callable[[str, str], str],
    ) -> None:
        self.browsers = DashboardSessions(store.database)
        self._store = store
        self._texts = texts
        self._areas = areas
        self._programme = programme
        self._programmes = programmes
        self._clock = clock
        self._papers = papers
        self._new_id = new_id
        self._deliver = deliver
        self._at = at
        self._turns = asyncio.Semaphore(_TABLES)

    def at(self, channel: str, opening: str) -> str:
        return self._at(channel, opening)

    async def turn(self, person: int) -> Turn | None:
        """A look is a turn that says and writes nothing: the same reads, the same rights, the same words."""
        found = await self._store.person_with(person)
        if found is None:
            return None
        now = self._clock()
        today = day_of(now)
        found = replace(found, grants=holds_on(found.grants, today))
        general = self._programme if self._programme.holds(today) else law_on(today)
        turn = Turn(
            said=Incoming(DASHBOARD, "", "", "other"),
            person=found,
            now=now,
            today=today,
            programme=self._programmes.lead(found.place, today) if found.place else general,
            general=general,
            programmes=self._programmes,
            texts=self._texts,
            areas=self._areas,
            reads=remembered(self._store),
            new_id=self._new_id,
            papers=self._papers,
        )
        return turn if door.admits(turn) else None

    async def whose(self, turn: Turn) -> list[str]:
        official = await turn.reads.official_of(turn.person.id)
        named = line(official) if official else ""
        offices = [summary.office(turn, grant) for grant in turn.person.grants]
        return [*([named] if named else []), *offices]

    async def opened(self, turn: Turn, code_hash: str, kind: str) -> None:
        browser = Phone(DASHBOARD, code_hash, kind, turn.now, turn.now, turn.now)
        at = phones.moment(turn.t, turn.now)
        text = turn.t("dashboard.opened", kind=phones.kind(turn.t, browser), at=at)
        choices = (turn.button(f"out:{browser.tag}", "phones.not_mine"), turn.button("phones", "phones.title"))
        notice = Reply(text, turn.t("notice.title"), choices)
        self._deliver(await self._store.tell(turn.person.id, notice, f"dashboard:{browser.tag}", turn.now))

    async def in_window(self, address: str) -> int:
        found = await self._store.person("web", address, REFERENCE, self._clock())
        return (found.speaker or found).id

    async def table(self, turn: Turn, query: Mapping[str, str], kind: str) -> bytes:
        found = await rows.lines(turn, asked.read(query))
        known: dict[str, Application] = {}
        for start in range(0, len(found), _AT_ONCE):
            ids = [one.one.id for one in found[start : start + _AT_ONCE]]
            known |= await self._store.applications_by(ids)
        chosen = [known[one.one.id] for one in found if one.one.id in known]
        async with self._turns:
            made = await asyncio.to_thread(self._made, turn, chosen, kind)
        words = "&".join(f"{name}={value}" for name, value in asked.read(query).query().items())
        await self.browsers.taken_along(turn.person.id, f"{kind}:{words}", len(chosen), turn.now)
        return made

    def _made(self, turn: Turn, chosen: Sequence[Application], kind: str) -> bytes:
        from bot.papers.tables.products_csv import products_csv
        from bot.papers.tables.products_table import products_table

        contexts: dict[str, Context] = {}

        def context(application: Application) -> Context:
            if application.programme not in contexts:
                contexts[application.programme] = turn.context(application)
            return contexts[application.programme]

        if kind == products.CSV:
            return products_csv(chosen, turn.context(), context).encode("utf-8-sig")
        return products_table(chosen, turn.context(), context)

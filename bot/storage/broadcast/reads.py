"""Broadcasts and their ledgers, as they are read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.records.broadcast import Broadcast, LedgerLine, Reach, Tally
from bot.storage.broadcast.targets import matched, people
from bot.storage.delivery.address import TAKES, chosen, reaches
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import Query, marks
from ocop_domain.areas import Areas
from ocop_domain.broadcasts import NOT_SURELY, SURELY_NOT, Fate, Phase, ReplyWanted, Target
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme
from ocop_domain.writing import one_line

COLUMNS = (
    "id, programme, area, state, text, files, ask, official, target, person_id, send_at, unmatched, began_at, upto,"
    " complete, revision, taken_at"
)
_PAGE = 2000
"""Lines of a ledger read at once: whoever talks meanwhile waits no longer than for these."""

THEIRS = "broadcast_id = ? AND broadcast_id <> ''"
"""Said twice, so that SQLite sees that the small index holds them all."""
_RANKS = " ".join(f"WHEN '{fate}' THEN {n}" for n, fate in enumerate(Fate))
RANK = f"CASE {{}} {_RANKS} ELSE {list(Fate).index(Fate.WAITING)} END"
"""Of several tries the best counts: see `Fate`."""

FIRST = (
    f"CASE WHEN {reaches('{0}')} THEN 'waiting'"
    " WHEN EXISTS (SELECT 1 FROM address u WHERE u.person_id = {0} AND u.blocked_at = '') THEN 'unreachable'"
    " WHEN EXISTS (SELECT 1 FROM address k WHERE k.person_id = {0}) THEN 'blocked' ELSE 'nowhere' END"
)
"""What a message to the person in this column begins with: it waits, or it is known that none can reach them."""


class StoredBroadcasts:
    """`BroadcastReads`, answered by a database."""

    _db: Database

    async def reach(
        self, target: Target, programme: Programme, areas: Areas, *, official: bool, counted: Counted | None = None
    ) -> Reach:
        audience = people(target, programme, areas, official=official, counted=counted)
        rows = await self._db.fetch(
            f"SELECT f.channel, f.fate, count(*) FROM (SELECT {chosen('channel', 'g.person_id')} AS channel,"
            f" {FIRST.format('g.person_id')} AS fate FROM ({audience.sql}) g) f GROUP BY f.channel, f.fate",
            audience.args,
        )
        samples = await self._db.fetch(
            f"{_line_of('g').sql} FROM ({audience.sql}) g ORDER BY g.person_id LIMIT 3",
            audience.args,
        )
        found = set()
        if target.phones:
            query = matched(audience)
            found = {row[0] for row in await self._db.fetch(query.sql, query.args)}
        return Reach(
            count=sum(row[2] for row in rows),
            samples=tuple((row[0] or "", row[1] or row[2] or "") for row in samples),
            channels={row[0]: row[2] for row in rows if row[0]},
            blocked=sum(row[2] for row in rows if row[1] == Fate.BLOCKED),
            unreachable=sum(row[2] for row in rows if row[1] == Fate.UNREACHABLE),
            nowhere=sum(row[2] for row in rows if row[1] == Fate.NOWHERE),
            unmatched=tuple(phone for phone in target.phones if phone not in found),
        )

    async def broadcast(self, broadcast_id: str) -> Broadcast | None:
        rows = await self._db.fetch(f"SELECT {COLUMNS} FROM broadcast WHERE id = ?", (broadcast_id,))
        return broadcast_of(rows[0]) if rows else None

    async def broadcasts_in(self, areas: Sequence[str], person: int, start: int, limit: int) -> list[Broadcast]:
        rows = await self._db.fetch(
            f"SELECT {COLUMNS} FROM broadcast WHERE (area IN ({marks(areas) or 'NULL'})"
            f" OR person_id = ?) ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
            (*areas, person, limit, start),
        )
        return [broadcast_of(row) for row in rows]

    async def tally(self, broadcast_id: str) -> Tally:
        return await tally_of(self._db, broadcast_id)

    async def again(self, broadcast_id: str, *, elsewhere: bool = False) -> int:
        those = other_way(broadcast_id) if elsewhere else once_more(broadcast_id)
        rows = await self._db.fetch(f"SELECT count(DISTINCT o.person_id) FROM outbox o {those.sql}", those.args)
        return int(rows[0][0])

    async def ledger(
        self,
        broadcast_id: str,
        fates: Sequence[Fate] = (),
        *,
        unanswered: bool = False,
        uncalled: str = "",
        limit: int = 0,
        after: int = 0,
    ) -> list[LedgerLine]:
        line = _line_of("o")
        more = Query(f"AND NOT EXISTS ({_BETTER})", ())
        if fates:
            more += Query(f"AND o.state IN ({marks(fates)})", tuple(fate.value for fate in fates))
        if unanswered:
            more += Query("AND o.answer = ''", ())
        if uncalled:  # who was here since it came has had it before their eyes
            here = "SELECT 1 FROM address v WHERE v.person_id = o.person_id AND v.last_seen >= o.sent_at"
            more += Query(f"AND o.answer = '' AND (o.state <> 'sent' OR NOT EXISTS ({here}))", ())
            called = "SELECT 1 FROM call_made c WHERE c.matter = ? AND c.person_id = o.person_id"
            more += Query(f"AND NOT EXISTS ({called})", (uncalled,))

        async def page(persons: str, last: int, most: int) -> list[Row]:
            return await self._db.fetch(
                f"{line.sql}, o.person_id, o.channel, o.state, o.answer, o.sent_at, o.answered_at FROM outbox o"
                f" WHERE {THEIRS} AND o.revision = 0 AND {persons} {more.sql} ORDER BY o.person_id LIMIT ?",
                (*line.args, broadcast_id, last, *more.args, most),
            )

        # One row a person is left, so that pages part between people; those who were erased are nobody any more.
        first = [] if after else await page("o.person_id = ?", 0, limit or 2**31)
        found, last = [_ledger_line(row) for row in first], after
        while not limit or len(found) < limit:
            rows = await page("o.person_id > ?", last, min(limit or _PAGE, _PAGE))
            if not rows:
                break
            found += [_ledger_line(row) for row in rows]
            last = rows[-1][4]
        return found[:limit] if limit else found

    async def answer_of(self, broadcast_id: str, person: int) -> str | None:
        rows = await self._db.fetch(
            f"SELECT max(answer) FROM outbox WHERE {THEIRS} AND person_id = ? AND revision = 0 HAVING count(*) > 0",
            (broadcast_id, person),
        )
        return rows[0][0] if rows else None


_BETTER = (
    "SELECT 1 FROM outbox b WHERE b.broadcast_id = o.broadcast_id AND b.broadcast_id <> '' AND b.revision = 0"
    " AND b.person_id = NULLIF(o.person_id, 0)"
    f" AND ({RANK.format('b.state')} < {RANK.format('o.state')}"
    f" OR ({RANK.format('b.state')} = {RANK.format('o.state')} AND b.id > o.id))"
)
"""A try of the same person that counts more; of equal ones the later."""


def once_more(broadcast_id: str) -> Query:
    """Rows of those whom it surely did not reach, and whom a message can reach now."""
    return Query(
        f"WHERE {THEIRS.replace('broadcast_id', 'o.broadcast_id')} AND o.revision = 0 AND o.person_id > 0"
        f" AND o.state IN ({marks(SURELY_NOT)}) AND NOT EXISTS ({_BETTER})"
        f" AND {reaches('o.person_id')}",
        (broadcast_id, *(fate.value for fate in SURELY_NOT)),
    )


def other_way(broadcast_id: str) -> Query:
    """Rows of those of whom it is not known that they have it, and who can be reached by a channel not tried yet."""
    return Query(
        f"WHERE {THEIRS.replace('broadcast_id', 'o.broadcast_id')} AND o.revision = 0 AND o.person_id > 0"
        f" AND o.state IN ({marks(NOT_SURELY)}) AND NOT EXISTS ({_BETTER})"
        f" AND EXISTS (SELECT 1 FROM address a WHERE a.person_id = o.person_id AND {TAKES}{UNTRIED})",
        (broadcast_id, *(fate.value for fate in NOT_SURELY)),
    )


UNTRIED = (
    " AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.broadcast_id = o.broadcast_id AND w.broadcast_id <> ''"
    " AND w.person_id = o.person_id AND w.revision = 0 AND w.channel = a.channel)"
)


async def tally_of(database: Database, broadcast_id: str) -> Tally:
    """The counts of a ledger, from its index alone; whom nobody knows any more (erased) counts by message."""
    rank = RANK.format("state")
    rows = await database.fetch(
        "SELECT f.best, f.answer, count(*) FROM ("
        f"SELECT min({rank}) AS best, max(answer) AS answer FROM outbox WHERE {THEIRS}"
        " AND person_id > 0 AND revision = 0 GROUP BY person_id"
        f" UNION ALL SELECT {rank}, answer FROM outbox WHERE {THEIRS} AND person_id = 0 AND revision = 0"
        ") f GROUP BY f.best, f.answer",
        (broadcast_id, broadcast_id),
    )
    fates: dict[Fate, int] = {}
    answers: dict[str, int] = {}
    for best, answer, count in rows:
        fate = list(Fate)[best]
        fates[fate] = fates.get(fate, 0) + count
        if answer:
            answers[answer] = answers.get(answer, 0) + count
    edits = await database.fetch(
        f"SELECT state, count(*) FROM outbox WHERE {THEIRS} AND revision > 0"
        " AND revision = (SELECT revision FROM broadcast WHERE id = ?) GROUP BY state",
        (broadcast_id, broadcast_id),
    )
    became = {row[0]: row[1] for row in edits}
    lost = sum(became.get(state, 0) for state in ("refused", "blocked", "unknown"))
    under_way = sum(became.get(state, 0) for state in ("waiting", "claimed", "attempting", "held"))
    return Tally(fates, answers, became.get("sent", 0), lost, under_way)


def broadcast_of(row: Row) -> Broadcast:
    """A row of COLUMNS."""
    return Broadcast(
        id=row[0],
        programme=row[1],
        area=row[2],
        phase=Phase(row[3]),
        text=row[4],
        files=tuple(json.loads(row[5])),
        ask=ReplyWanted(row[6]),
        official=bool(row[7]),
        target=Target.from_json(json.loads(row[8])),
        person=row[9],
        send_at=datetime.fromisoformat(row[10]),
        unmatched=tuple(json.loads(row[11])),
        began=datetime.fromisoformat(row[12]) if row[12] else None,
        upto=row[13],
        complete=bool(row[14]),
        revision=row[15],
        taken=bool(row[16]),
    )


def _line_of(table: str) -> Query:
    """Who it is: a producer's name, the newest product's commune, an official's unit, the number."""
    return Query(
        f"SELECT (SELECT min(n.name) FROM producer n WHERE n.person_id = {table}.person_id),"
        f" (SELECT p.area FROM application p WHERE p.person_id = {table}.person_id"
        " ORDER BY p.sent_on DESC, p.id LIMIT 1),"
        f" COALESCE((SELECT min(r.area) FROM role r WHERE r.person_id = {table}.person_id),"
        f" (SELECT min(d.area) FROM draft d WHERE d.person_id = {table}.person_id AND d.area <> '')),"
        f" (SELECT min(n.phone) FROM producer n WHERE n.person_id = {table}.person_id AND n.phone <> '')",
        (),
    )


def _ledger_line(row: Row) -> LedgerLine:
    return LedgerLine(
        person=row[4],
        name=one_line(row[0] or ""),
        area=row[1] or row[2] or "",
        phone=row[3] or "",
        channel=row[5],
        fate=Fate(row[6]) if row[6] in set(Fate) else Fate.WAITING,
        answer=row[7],
        sent=datetime.fromisoformat(row[8]) if row[8] else None,
        answered=datetime.fromisoformat(row[9]) if row[9] else None,
    )

"""Planned reminders: whole audiences written by one statement, claimed one person at a time."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.conversations.forms.consent import REMINDERS
from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.messages import Outgoing, Reply
from bot.ports.reminders import DueReminder, Reminder
from bot.storage.account.requests import not_held
from bot.storage.assistance.helpers import helpers_of, reachable
from bot.storage.delivery.address import chosen_row
from bot.storage.delivery.outbox import REMINDER
from bot.storage.delivery.rows import outgoing_of
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.members.members import told_of
from bot.storage.reads import moved_in
from bot.storage.writes import OUTGOING, By
from bot.storage.year.audiences import Query, asks, counting, marks, takes_part
from bot.storage.year.waves import into
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Audience, Open, Quiet, Wave
from ocop_domain.programme_collection import Counted

_COLUMNS = (
    "r.id, r.rule, r.kind, r.duty, r.occurrence, r.person_id, r.scope, r.mark, r.day, r.on_day, r.at, r.official,"
    " r.programme"
)
_PLANNED = "state || '' = 'planned'"
"""Of one row: written so that PostgreSQL takes the row by its id. Just after a large wave was planned it still believes
the indexes of what is planned to be empty, and would walk all of them for each person."""
_LEAVES = timedelta(minutes=2)
"""What was handed to the outbox longer ago has lost its sender, or its platform."""
_TAKEN_BACK = 500
"""Messages taken back by one tick: the others wait for the next."""
_TOGETHER = 500
"""Officials planned by one statement."""
_NAME = (
    "CASE r.kind WHEN 'owners' THEN (SELECT p.name FROM application p WHERE p.id = r.scope)"
    " WHEN 'papers' THEN (SELECT w.name FROM paper w WHERE w.id = r.scope)"
    " WHEN 'begun' THEN (SELECT s.about FROM started s WHERE s.scope = r.scope AND s.programme = r.programme"
    " AND s.duty || ':' || s.occurrence = r.mark)"
    " WHEN 'drafts' THEN (SELECT p.name FROM draft d JOIN application p ON p.id = d.subject WHERE d.id = r.scope)"
    " WHEN 'checkers' THEN (SELECT CAST(count(*) AS TEXT) FROM application p WHERE p.programme = r.programme"
    " AND p.area = r.scope AND p.state = CASE r.duty WHEN '' THEN 'sent' ELSE r.duty END) END"
)
_ANSWERS = (
    "CASE r.kind WHEN 'owners' THEN (SELECT p.answers FROM application p WHERE p.id = r.scope)"
    " WHEN 'drafts' THEN (SELECT CASE WHEN d.answers LIKE '%\"product_name\"%' THEN d.answers ELSE"
    " (SELECT p.answers FROM application p WHERE p.id = d.subject) END FROM draft d WHERE d.id = r.scope)"
    """ WHEN 'papers' THEN (SELECT '{"paper_kind": "' || w.kind || '"}' FROM paper w WHERE w.id = r.scope) END"""
)


class StoredReminders:
    """`ReminderMemory` of one programme, kept in a database; `counted` tells whose applications count for each."""

    def __init__(self, database: Database, programme: str, counted: Callable[[str], Counted] = counting) -> None:
        self._db = database
        self._programme = programme
        self._counted = counted

    def _asks(self, audience: Audience, programme: str = "") -> Query:
        return asks(audience, self._counted(programme or self._programme))

    async def moved(self) -> tuple[Moved, ...]:
        return await moved_in(self._db, self._programme)

    async def planned_since(self, day: date) -> set[str]:
        rows = await self._db.fetch(
            "SELECT key FROM wave WHERE programme = ? AND on_day >= ? AND complete = 1",
            (self._programme, day.isoformat()),
        )
        return {row[0] for row in rows}

    async def began(self, now: datetime) -> date:
        key = f"reminders:{self._programme}"
        rows = await self._db.fetch("SELECT value FROM meta WHERE key = ?", (key,))
        if not rows:
            await self._db.write(
                [
                    Statement(
                        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                        (key, day_of(now).isoformat()),
                    )
                ]
            )
            rows = await self._db.fetch("SELECT value FROM meta WHERE key = ?", (key,))
        return date.fromisoformat(rows[0][0])

    async def plan(self, wave: Wave, at: datetime, limit: int) -> bool:
        """One chunk of people, by their ids, so that a large audience never holds the writer for long."""
        unit, complete = await self._chunk(wave, at, limit)
        if unit:
            await self._db.write(unit)
        return complete

    async def plan_together(self, waves: Sequence[tuple[Wave, datetime]], limit: int) -> list[tuple[Wave, datetime]]:
        """Most waves of a day concern few: those that fit in a chunk are one unit, or each would be written alone."""
        chunks = await asyncio.gather(*(self._chunk(wave, at, limit) for wave, at in waves))
        whole = [statement for unit, complete in chunks if complete for statement in unit]
        if whole:
            await self._db.write(whole)
        return [one for one, (_, complete) in zip(waves, chunks, strict=True) if not complete]

    async def _chunk(self, wave: Wave, at: datetime, limit: int) -> tuple[list[Statement], bool]:
        """What plans the next people of the wave, and whether nobody is left after them."""
        query = self._asks(wave.audience)
        ((upto, complete, edge),) = await self._db.fetch(
            "SELECT COALESCE((SELECT upto FROM wave WHERE key = ?), 0), (SELECT complete FROM wave WHERE key = ?),"
            f" (SELECT DISTINCT o.person_id FROM ({query.sql}) o"
            " WHERE o.person_id > COALESCE((SELECT upto FROM wave WHERE key = ?), 0)"
            " ORDER BY o.person_id LIMIT 1 OFFSET ?)",
            (wave.key, wave.key, *query.args, wave.key, limit - 1),
        )
        if complete:
            return [], True
        last = 2**62 if edge is None else edge
        rows = into(wave, at, self._programme, query, after=upto, upto=last)
        return [rows, self._progress(wave, upto=last, complete=edge is None)], edge is None

    async def plan_for(self, wave: Wave, at: datetime, rows: Sequence[tuple[int, str]]) -> None:
        unit = []
        for start in range(0, len(rows), _TOGETHER):
            some = rows[start : start + _TOGETHER]
            values = ", ".join(["(CAST(? AS BIGINT), CAST(? AS TEXT))"] * len(some))
            those = f"SELECT v.column1 AS person_id, v.column2 AS scope, '' AS mark FROM (VALUES {values}) v"
            unit.append(into(wave, at, self._programme, Query(those, tuple(part for row in some for part in row))))
        await self._db.write([*unit, self._progress(wave, upto=0, complete=True)])

    async def skip(self, waves: Sequence[Wave]) -> None:
        if waves:
            await self._db.write([self._progress(wave, upto=0, complete=True) for wave in waves])

    def _progress(self, wave: Wave, *, upto: int, complete: bool) -> Statement:
        return Statement(
            "INSERT INTO wave (key, programme, on_day, upto, complete) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET upto = excluded.upto, complete = excluded.complete"
            " WHERE wave.complete = 0",
            (wave.key, self._programme, wave.on.isoformat(), upto, int(complete)),
        )

    async def open_areas(self, audience: Open) -> set[str]:
        query = self._asks(audience)
        if audience.occurrence.duty.role != "producer":
            rows = await self._db.fetch(f"SELECT DISTINCT o.scope FROM ({query.sql}) o", query.args)
        else:
            # CROSS: SQLite keeps the order and looks up each one's products, not each product's owner.
            counts = takes_part("p", self._counted(self._programme))
            rows = await self._db.fetch(
                f"SELECT DISTINCT p.area FROM ({query.sql}) o CROSS JOIN application p"
                f" WHERE p.person_id = o.person_id AND {counts.sql}",
                (*query.args, *counts.args),
            )
        return {row[0] for row in rows}

    async def open_names(self, audience: Open) -> list[tuple[str, str]]:
        query = self._asks(audience)
        rows = await self._db.fetch(
            "SELECT o.scope, (SELECT min(p.name) FROM producer p WHERE p.person_id = o.person_id)"
            f" FROM ({query.sql}) o",
            query.args,
        )
        producer = audience.occurrence.duty.role == "producer"
        return [(row[0], (row[1] or "…") if producer else "") for row in rows]

    async def open_in(self, quiet: Quiet, person: int, scope: str) -> int:
        every = [replace(quiet, occurrences=(one,)) for one in quiet.occurrences]
        queries = [self._asks(one) for one in every]
        sql = " UNION ALL ".join(
            f"SELECT 1 FROM ({query.sql}) q WHERE q.person_id = ? AND q.scope = ?" for query in queries
        )
        args = tuple(arg for query in queries for arg in (*query.args, person, scope))
        return len(await self._db.fetch(sql, args))

    async def officials(self, roles: Sequence[str], areas: Sequence[str]) -> list[tuple[int, str]]:
        if not areas:
            return []
        rows = await self._db.fetch(
            f"SELECT person_id, area FROM role WHERE role IN ({marks(roles)})"
            f" AND area IN ({marks(areas)}) AND agency = '' ORDER BY person_id",
            (*roles, *areas),
        )
        return [(row[0], row[1]) for row in rows]

    async def due(self, now: datetime, limit: int, programmes: Sequence[str] = ()) -> list[DueReminder]:
        own = tuple(programmes) or (self._programme,)
        people = await self._db.fetch(
            "SELECT r.person_id FROM reminder r WHERE r.state = 'planned'"
            f" AND r.programme IN ({marks(own)}) AND r.at <= ?"
            " GROUP BY r.person_id ORDER BY min(r.at), r.person_id LIMIT ?",
            (*own, moment(now), limit),
        )
        if not people:
            return []
        ids = [row[0] for row in people]
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS}, {_NAME}, {_ANSWERS} FROM reminder r WHERE r.state = 'planned'"
            f" AND r.programme IN ({marks(own)}) AND r.at <= ? AND r.person_id IN ({marks(ids)}) ORDER BY r.id",
            (*own, moment(now), *ids),
        )
        places = await self._db.fetch(
            f"SELECT person_id, area FROM application WHERE programme IN ({marks(own)}) AND person_id IN ({marks(ids)})"
            " UNION SELECT person_id, area FROM draft"
            f" WHERE programme IN ({marks(own)}) AND area <> '' AND person_id IN ({marks(ids)})",
            (*own, *ids, *own, *ids),
        )
        reminders, areas = defaultdict(list), defaultdict(list)
        for row in rows:
            reminders[row[5]].append(_reminder(row))
        for person, area in places:
            areas[person].append(area)
        told = await told_of(self._db, ids)
        helpers = await helpers_of(self._db, [one for one in ids if one not in told], phoneless=True)
        return [
            DueReminder(
                person,
                tuple(sorted(areas[person])),
                tuple(reminders[person]),
                tuple(told.get(person) or ([helpers[person]] if person in helpers else [])),
            )
            for person in ids
        ]

    async def heard(self, reminder: Reminder) -> date | None:
        rows = await self._db.fetch(
            "SELECT day FROM reminder WHERE person_id = ? AND state = 'sent' AND programme = ? AND duty = ?"
            " AND occurrence = ? AND rule <> 'round_near' ORDER BY closed_at DESC, id DESC LIMIT 1",
            (reminder.person, reminder.programme, reminder.duty, reminder.occurrence),
        )
        return date.fromisoformat(rows[0][0]) if rows else None

    async def claim_due(
        self,
        due: DueReminder,
        replies: Sequence[Reply],
        sent: Mapping[int, Audience | None],
        dropped: Sequence[int],
        now: datetime,
    ) -> list[Outgoing]:
        reminders = {r.id: r for r in due.reminders}
        by = By(due.person, "", "", now)
        unit = [self._send(reminders[id_], audience, by) for id_, audience in sent.items()]
        unit += [
            Statement(
                f"UPDATE reminder SET state = 'dropped', closed_at = ? WHERE id = ? AND {_PLANNED}",
                (by.at, id_),
            )
            for id_ in dropped
        ]
        if sent:
            official = any(reminders[id_].official for id_ in sent)
            for number, (recipient, reply) in enumerate(zip(due.told, replies, strict=False)):
                key = f"{REMINDER}{min(sent)}" + (f":{recipient.person}" if number else "")
                alone = official or not due.told[1:]  # of one it was asked already
                wanted = Query("", ()) if alone else _listens(recipient.person, [reminders[id_] for id_ in sent])
                unit.append(_notice(recipient.person, reply, key, by.at, wanted))
        return [outgoing_of(row) for rows in await self._db.write(unit) for row in rows]

    async def take_back(self, now: datetime) -> None:
        # The index holds both states: named as it names them, or SQLite reads all that was ever sent.
        rows = await self._db.fetch(
            "SELECT key FROM outbox WHERE state IN ('waiting', 'attempting') AND state = 'waiting' AND lane = 'notice'"
            " AND key LIKE ? AND not_before <= ? AND created_at <= ? ORDER BY id LIMIT ?",
            (f"{REMINDER}%", moment(now), moment(now - _LEAVES), _TAKEN_BACK),
        )
        await asyncio.gather(*(self._take_back(key) for (key,) in rows))

    async def _take_back(self, key: str) -> None:
        with suppress(Conflict):  # its sender was only slow
            await self._db.write(
                [
                    Statement("DELETE FROM outbox WHERE key = ? AND state = 'waiting'", (key,), changes=1),
                    Statement(
                        "UPDATE reminder SET state = 'planned', closed_at = '' WHERE state = 'sent'"
                        " AND (person_id, closed_at) ="
                        " (SELECT f.person_id, f.closed_at FROM reminder f WHERE f.id = ?)",
                        (int(key.removeprefix(REMINDER).partition(":")[0]),),
                    ),
                ]
            )

    async def wanted(self, reminder: Reminder, audience: Audience | None) -> bool:
        still = self._still(reminder, audience)
        rows = await self._db.fetch(f"SELECT 1 FROM reminder WHERE id = ? {still.sql}", (reminder.id, *still.args))
        return bool(rows)

    def _send(self, reminder: Reminder, audience: Audience | None, by: By) -> Statement:
        """Taken only if it is still wanted: asked in the transaction that sends it."""
        still = self._still(reminder, audience)
        return Statement(
            f"UPDATE reminder SET state = 'sent', closed_at = ? WHERE id = ? {still.sql}",
            (by.at, reminder.id, *still.args),
            changes=1,
        )

    def _still(self, reminder: Reminder, audience: Audience | None) -> Query:
        """Still planned, still open for this person who can be reached, and not muted."""
        still = Query(f"AND {_PLANNED} AND", ()) + reachable(reminder.person)
        if audience is not None:
            still += (
                Query("AND EXISTS (SELECT 1 FROM (", ())
                + self._asks(audience, reminder.programme)
                + Query(") o WHERE true", ())
            )
            if reminder.kind == "above":
                still += Query(
                    "AND EXISTS (SELECT 1 FROM role a WHERE a.person_id = ? AND a.area = ?)",
                    (reminder.person, reminder.scope),
                )
            else:
                here = (reminder.person, reminder.scope, reminder.mark)
                still += Query("AND o.person_id = ? AND o.scope = ? AND o.mark = ?", here)
            still += Query(")", ())
        still += not_held("?") + Query("", (reminder.person,))
        if not reminder.official:
            programme = reminder.programme or self._programme
            still += Query("AND", ()) + _somebody_listens(reminder.person, programme, reminder.duty)
        return still


_SILENT = (
    "(EXISTS (SELECT 1 FROM mute m WHERE m.person_id = {0} AND m.programme IN (?, '') AND m.duty = ?)"
    " OR EXISTS (SELECT 1 FROM consent c WHERE c.person_id = {0} AND c.purpose = ? AND c.granted = 0))"
)
"""Whether the person in a column does not want to be reminded of a duty of a programme."""


def _somebody_listens(account: int, programme: str, duty: str) -> Query:
    """Whether whoever began the account wants to be reminded, or another who speaks for it."""
    here = (programme, duty, REMINDERS)
    return Query(
        f"(NOT {_SILENT.format('?')} OR EXISTS (SELECT 1 FROM member s WHERE s.account_id = ? AND s.person_id <> ?"
        f" AND s.ended_at = '' AND NOT {_SILENT.format('s.person_id')}))",
        (account, programme, duty, account, REMINDERS, account, account, *here),
    )


def _listens(person: int, reminders: Sequence[Reminder]) -> Query:
    """A further condition of a notice: the person wants to be reminded of one of these duties."""
    wants = " OR ".join([f"NOT {_SILENT.format('?')}"] * len(reminders))
    told = ((person, one.programme, one.duty, person, REMINDERS) for one in reminders)
    return Query(f"AND ({wants})", tuple(part for some in told for part in some))


def _notice(person: int, reply: Reply, key: str, at: str, wanted: Query) -> Statement:
    """The reminder in the outbox, for the address where this person is told things."""
    row = "a.channel, a.address, 'notice', CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT)"
    return Statement(
        f"INSERT INTO outbox (channel, address, lane, payload, key, created_at) {chosen_row(row, more=wanted.sql)}"
        f" ON CONFLICT (key) DO NOTHING RETURNING {OUTGOING}",
        (dump(reply.to_json()), key, at, person, *wanted.args),
        rows=True,
    )


def _reminder(row: Row) -> Reminder:
    answers = json.loads(row[14] or "{}")
    # Of what began by something that happened each row is about another duty: the mark names it.
    duty, occurrence = row[7].split(":") if row[2] == "begun" else row[3:5]
    return Reminder(
        id=row[0],
        rule=row[1],
        kind=row[2],
        duty=duty,
        occurrence=occurrence,
        person=row[5],
        scope=row[6],
        mark=row[7],
        day=date.fromisoformat(row[8]),
        on=date.fromisoformat(row[9]),
        at=datetime.fromisoformat(row[10]),
        official=bool(row[11]),
        # A draft's product has its name among the answers, or is what the draft is about.
        name=(answers.get("product_name") if row[2] == "drafts" else None) or row[13] or "",
        answers=answers,
        programme=row[12],
    )

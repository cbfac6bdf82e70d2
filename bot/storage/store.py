"""The assistant's memory: what arrived, who is talking, what a turn wrote, what must still be delivered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.dispatch.ports import Outcome
from bot.handlers.services import Answered
from bot.kit.clock import day_of
from bot.kit.keeping import Keeps
from bot.messages import Arrival, Outgoing, Reply
from bot.records.account import WAIT, Recovery
from bot.records.broadcast import Broadcast
from bot.records.people import Help, Invitation, Person
from bot.storage.account import recovery
from bot.storage.account.accounts import forget_wrong_codes
from bot.storage.account.offices import still_holds
from bot.storage.assistance.helpers import still_helps
from bot.storage.dashboard.sessions import forget_dashboards
from bot.storage.delivery.rows import outgoing_of
from bot.storage.engine.encoding import application_of, day_or_none, dump, moment
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.members import members
from bot.storage.reads import FROM_APPLICATION, StoredReads
from bot.storage.tidying import forget, forget_delivered
from bot.storage.writes import By, statements
from bot.storage.year.audiences import HOME, IS_MEMBER
from bot.writes.account import KeepRecovery
from bot.writes.broadcast import PutBroadcast
from bot.writes.people import AddGrant, AddInvitation, Notify
from ocop_domain.applications import Application
from ocop_domain.rights import Grant, Role, holds_on

_SEEN = timedelta(hours=1)
"""How old `last_seen` may grow before it is written again: it only decides where notices go."""

_WRONG = timedelta(days=1)
"""Wrong codes slow nobody down for longer."""

_KEEP = timedelta(days=30)
"""Longer than any platform sends an update again."""

_NO_END = Keeps(chats=0, drafts=0)

_REPEATED = timedelta(days=2)
"""Telegram keeps an update for a day, and gives no id a second time within a week."""

_INTAKE = (
    "INSERT INTO inbox (channel, update_id, identity, address, payload, received_at)"
    " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
    # Stored by a former version, which kept nothing but the id.
    " (SELECT 1 FROM inbox WHERE channel = ? AND update_id = ? AND identity = '' AND received_at > ?)"
    " ON CONFLICT (channel, update_id, identity) DO NOTHING RETURNING id"
)


class Store(StoredReads):
    """All that the dispatcher, the outbox and the channels ask of the database."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database
        self._people = _people_sql(database.concat)
        self._person = f"{self._people} ON p.id = a.person_id WHERE a.channel = ? AND a.address = ?"

    # What arrived

    async def intake(self, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
        """Stores updates durably; returns those that were not known yet."""
        rows = await self._db.write(
            [
                Statement(
                    _INTAKE,
                    (
                        *(a.channel, a.update_id, a.identity, a.address, a.payload, moment(now)),
                        *(a.channel, a.update_id, moment(now - _REPEATED)),
                    ),
                    rows=True,
                )
                for a in arrivals
            ]
        )
        return [a for a, inserted in zip(arrivals, rows, strict=True) if inserted]

    async def unanswered(self) -> list[Arrival]:
        """Updates that were stored but not answered, in the order they came."""
        rows = await self._db.fetch(
            "SELECT channel, address, update_id, payload, identity FROM inbox WHERE done_at = '' ORDER BY id"
        )
        return [Arrival(*row) for row in rows]

    async def answered(self, arrival: Arrival, now: datetime) -> None:
        """An update that needs no answer."""
        await self._db.write([_done(arrival, moment(now))])

    # Who is talking

    async def person(self, channel: str, address: str, language: str, now: datetime, kind: str = "") -> Person:
        """The person at this address; a new address is a new person. `kind` says what kind of phone speaks."""
        rows = await self._db.fetch(self._person, (channel, address))
        if not rows:
            await self._new_person(channel, address, language, moment(now))
            rows = await self._db.fetch(self._person, (channel, address))
        row = rows[0]
        other = kind and row[10] != kind
        if not row[12] and (row[8] or row[7] < moment(now - _SEEN) or other):
            await self._db.write(
                [
                    Statement(
                        "UPDATE address SET last_seen = ?, blocked_at = '', kind = ? WHERE channel = ? AND address = ?",
                        (moment(now), kind or row[10], channel, address),
                    )
                ]
            )
        person = _person_of(row)
        person = replace(person, grants=holds_on(person.grants, day_of(now)))
        if row[9]:
            return await self._helping(person, row[9])
        return await self.working(person, row[16]) if row[16] else person

    async def working(self, member: Person, account: int) -> Person:
        """The producer for whom a member works; consents, language and place in the chat are the member's."""
        team = await members.team(self._db, account, member.id)
        rows = await self._db.fetch(f"SELECT {HOME.format('p.id')} FROM person p WHERE p.id = ?", (account,))
        return Person(
            account,
            member.language,
            consents=member.consents,
            draft=member.draft,
            asked=member.asked,
            menu=member.menu,
            choices=member.choices,
            speaker=member,
            joined=member.joined,
            member=True,
            face=member.face,
            team=team,
            accounts=member.accounts,
            read_only=member.read_only,
            home=rows[0][0] if rows else "",
        )

    async def _helping(self, officer: Person, ward: int) -> Person:
        """The producer for whom the officer works; language, menu and place in the chat are the officer's."""
        helped = await self.ward(ward) or Person(ward, "", help=Help(ward, officer.id, "", "…", ended="erased"))
        return replace(
            helped,
            language=officer.language,
            draft=officer.draft,
            asked=officer.asked,
            menu=officer.menu,
            choices=officer.choices,
            speaker=officer,
            joined=officer.joined,
            read_only=officer.read_only,
        )

    async def person_with(self, person: int) -> Person | None:
        """The person with this id, wherever they were last."""
        rows = await self._db.fetch(f"{self._people} ON a.person_id = p.id WHERE p.id = ? LIMIT 1", (person,))
        if rows:
            return _person_of(rows[0])
        speaking = await members.members(self._db, person)  # an account for which others speak
        first = await self.person_with(speaking[0].person) if speaking else None
        return await self.working(first, person) if first else None

    async def _new_person(self, channel: str, address: str, language: str, at: str) -> None:
        created = await self._db.write(
            [
                Statement(
                    "INSERT INTO person (language, created_at) VALUES (?, ?) RETURNING id",
                    (language, at),
                    rows=True,
                )
            ]
        )
        await self._db.write(
            [
                Statement(
                    "INSERT INTO address (channel, address, person_id, last_seen, since, renewed_at)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (channel, address) DO NOTHING",
                    (channel, address, created[0][0][0], at, at, at),
                )
            ]
        )

    # What a turn wrote

    async def commit(self, arrival: Arrival, outcome: Outcome, now: datetime) -> list[Outgoing]:
        """Writes all of a turn or nothing; returns what must be delivered now."""
        by = By(outcome.person, arrival.channel, arrival.address, now, outcome.helper, member=outcome.member)
        unit = [_done(part, by.at) for part in (arrival, *outcome.also)]
        if outcome.grants:
            unit.append(still_holds(by.actor, outcome.grants))
        if outcome.helper:
            unit.append(still_helps(outcome.helper, outcome.person))
        unit += [s for write in outcome.writes for s in statements(write, by)]
        if outcome.member:  # asked last: they may have come in by this very turn
            unit.append(members.still_works(outcome.person, outcome.member))
        if outcome.menu is not None:
            unit.append(
                Statement(
                    "UPDATE address SET menu = ?, choices = ? WHERE channel = ? AND address = ?",
                    (*outcome.menu_row(dump), arrival.channel, arrival.address),
                )
            )
        unit += [_follow(following, by.at) for following in outcome.follows]
        replies = len(unit)
        unit += [_reply(arrival, reply, by.at) for reply in outcome.replies]
        results = await self._db.write(unit)
        notices = [outgoing_of(row) for rows in results[:replies] for row in rows]
        ids = [rows[0][0] for rows in results[replies:]]
        return [*notices, *(_outgoing_reply(id_, arrival, r, now) for id_, r in zip(ids, outcome.replies, strict=True))]

    # The assistant itself

    async def kind(self) -> str:
        """What this database is for: "live", "demo" or "" when it is new."""
        rows = await self._db.fetch("SELECT value FROM meta WHERE key = 'kind'")
        if rows:
            return str(rows[0][0])
        used = await self._db.fetch("SELECT 1 FROM person LIMIT 1")
        return "live" if used else ""

    async def set_kind(self, kind: str) -> None:
        await self._db.write(
            [Statement("INSERT INTO meta (key, value) VALUES ('kind', ?) ON CONFLICT (key) DO NOTHING", (kind,))]
        )

    async def secret(self) -> str:
        """The secret that signs sessions, where the database keeps it; "" where it does not."""
        rows = await self._db.fetch("SELECT value FROM meta WHERE key = 'secret'")
        return str(rows[0][0]) if rows else ""

    async def keep_secret(self, secret: str) -> str:
        """Keeps this secret, unless another process was quicker; returns the one that holds."""
        await self._db.write(
            [Statement("INSERT INTO meta (key, value) VALUES ('secret', ?) ON CONFLICT (key) DO NOTHING", (secret,))]
        )
        return await self.secret()

    async def grant(self, person: int, grant: Grant, now: datetime) -> None:
        """A role without an invitation: for the windows of the demonstration."""
        await self._db.write(list(statements(AddGrant(grant), By(person, "", "", now))))

    async def invite(self, invitation: Invitation, now: datetime) -> None:
        await self._db.write(list(statements(AddInvitation(invitation), By(0, "", "", now))))

    async def people_called(self, words: str) -> list[int]:
        """Whom a name, a phone number or "#number" means: for the command line."""
        return await recovery.people_called(self._db, words)

    async def offer_recovery(self, invitation: Invitation, recovery: Recovery, now: datetime) -> None:
        """A code by which a lost account is opened: for the command line."""
        by = By(recovery.person, "", "", now)  # an administrator at the machine is nobody here
        writes = (AddInvitation(invitation), KeepRecovery(recovery))
        await self._db.write([statement for write in writes for statement in statements(write, by)])

    async def schedule(self, broadcast: Broadcast, replies: Mapping[str, Reply], now: datetime) -> None:
        """A broadcast that nobody here sends: for the command line."""
        await self._db.write(list(statements(PutBroadcast(broadcast, replies), By(broadcast.person, "", "", now))))

    async def alarm(self, reply: Reply, key: str, now: datetime) -> list[Outgoing]:
        """A notice to every administrator; the same `key` is sent once."""
        admins = await self._db.fetch("SELECT DISTINCT person_id FROM role WHERE role = 'admin'")
        unit = [
            statement
            for (admin,) in admins
            for statement in statements(Notify(admin, reply, f"alarm:{key}:{admin}"), By(admin, "", "", now))
        ]
        return [outgoing_of(row) for rows in await self._db.write(unit) for row in rows] if unit else []

    async def tell(self, person: int, reply: Reply, key: str, now: datetime) -> list[Outgoing]:
        """A notice to one person; the same `key` is sent once."""
        rows = await self._db.write(list(statements(Notify(person, reply, key), By(person, "", "", now))))
        return [outgoing_of(row) for found in rows for row in found]

    async def all_applications(self, programme: str) -> list[Application]:
        """Every product of a programme, oldest first: for lists and exports."""
        rows = await self._db.fetch(
            f"{FROM_APPLICATION} WHERE p.programme = ? ORDER BY p.sent_on, o.name, p.name", (programme,)
        )
        return [application_of(row) for row in rows]

    async def tidy(self, now: datetime, keeps: Keeps = _NO_END) -> None:
        """Forgets updates that no platform repeats any more, and replies that were delivered."""
        old = moment(now - _KEEP)
        await self._db.write(
            [
                forget_wrong_codes(moment(now - _WRONG)),
                forget_dashboards(old),
                *recovery.end_read_only(moment(now - WAIT), moment(now)),
                Statement("UPDATE application SET origin = '' WHERE origin <> '' AND sent_on < ?", (old[:10],)),
                # The last row stays: SQLite would give its number to the next, and an open page asks for higher ones.
                Statement(
                    "DELETE FROM web_message WHERE direction = 'edit' AND at < ?"
                    " AND id < (SELECT max(id) FROM web_message)",
                    (old,),
                ),
            ]
        )
        await forget_delivered(self._db, old)
        await forget(self._db, now, keeps)

    async def close(self) -> None:
        await self._db.close()


def _people_sql(concat: str) -> str:
    def joined(columns: str, table: str) -> str:
        return f"(SELECT {concat}({columns}, ' ') FROM {table} x WHERE x.person_id = p.id)"

    grants = joined("x.role || ':' || x.area || ':' || x.until_on || ':' || x.agency", "role")
    consents = joined("x.purpose || ':' || x.granted", "consent")
    accounts = (
        f"(SELECT {concat}(CAST(x.account_id AS TEXT), ' ') FROM member x WHERE x.person_id = p.id"
        " AND x.account_id <> x.person_id AND x.ended_at = '')"
    )
    return (
        f"SELECT p.id, p.language, a.draft_id, a.menu, a.choices, {grants}, {consents},"
        " a.last_seen, a.blocked_at, a.assists, a.kind, a.joined_at, a.read_only_since,"
        " a.asked, a.face,"
        f" {IS_MEMBER.format('p.id')}, a.works_for, {accounts}, {HOME.format('p.id')} FROM address a JOIN person p"
    )


def _person_of(row: Row) -> Person:
    grants = (part.split(":") for part in (row[5] or "").split())
    consents = (part.split(":") for part in (row[6] or "").split())
    return Person(
        id=row[0],
        language=row[1],
        draft=row[2],
        asked=row[13],
        menu=row[3],
        choices=tuple((data, label) for data, label in json.loads(row[4])),
        grants=tuple(Grant(Role(role), area, day_or_none(until), agency) for role, area, until, agency in grants),
        consents={purpose: granted == "1" for purpose, granted in consents},
        joined=datetime.fromisoformat(row[11]) if row[11] else None,
        read_only=bool(row[12]),
        face=row[14],
        member=bool(row[15]),
        accounts=tuple(sorted(map(int, (row[17] or "").split()))),
        home=row[18],
    )


def _done(arrival: Arrival, at: str) -> Statement:
    return Statement(
        "UPDATE inbox SET done_at = ?, payload = '', address = ''"
        " WHERE channel = ? AND update_id = ? AND identity = ? AND done_at = ''",
        (at, arrival.channel, arrival.update_id, arrival.identity),
        changes=1,
        conflict=Answered,
    )


def _follow(arrival: Arrival, at: str) -> Statement:
    """What the turn leaves to be done next: there with the turn, or neither is."""
    return Statement(
        "INSERT INTO inbox (channel, update_id, identity, address, payload, received_at) VALUES (?, ?, ?, ?, ?, ?)",
        (arrival.channel, arrival.update_id, arrival.identity, arrival.address, arrival.payload, at),
    )


def _reply(arrival: Arrival, reply: Reply, at: str) -> Statement:
    return Statement(
        "INSERT INTO outbox (channel, address, lane, payload, created_at) VALUES (?, ?, 'reply', ?, ?) RETURNING id",
        (arrival.channel, arrival.address, dump(reply.to_json()), at),
        rows=True,
    )


def _outgoing_reply(id_: int, arrival: Arrival, reply: Reply, now: datetime) -> Outgoing:
    """The row that `_reply` has written: it need not be read from the table again."""
    return Outgoing(id_, arrival.channel, arrival.address, "reply", reply, created=now)

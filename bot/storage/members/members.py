"""Those who speak for a producer, as SQL. The account of a producer is also the number of whoever began it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.records.people import Member, MemberPart, Recipient, Team
from bot.storage.engine.statements import Database, Statement
from bot.storage.engine.writing import By, audit
from bot.storage.year.audiences import Query, marks
from bot.writes.members import AddMember, BeginProducer, EndMember, SetPart
from ocop_domain.writing import one_line

NAME = (
    "COALESCE((SELECT o.name FROM producer o WHERE o.person_id = {0} ORDER BY o.updated_at DESC, o.id LIMIT 1),"
    " (SELECT h.name FROM assist h WHERE h.ward_id = {0}), '')"
)
"""What the producer of an account is called; "" while nobody has said it."""
_BEGAN = "EXISTS (SELECT 1 FROM address b WHERE b.person_id = {0})"
"""Whether whoever began the account still speaks under its number."""
_NEWEST = "id > (SELECT max(id) - 1000 FROM person)"
"""Those who came last: nobody else need be looked at for who came with this very write."""
_UNKNOWN = datetime(2020, 1, 1, tzinfo=UTC)

_TAKEN_ALONG = (
    *("address", "past_address", "consent", "role", "past_role", "official", "mute", "recovery", "data_request"),
    *("invitation", "broadcast"),
)
"""What is of the person who leaves, and not of the producer that stays."""


# Asked


async def team(database: Database, account: int, person: int) -> Team:
    """A producer as a member works for it; `ended` where the person is none."""
    rows = await database.fetch(
        f"SELECT {NAME.format('p.id')}, (SELECT m.part FROM member m WHERE m.account_id = p.id AND m.person_id = ?"
        " AND m.ended_at = '') FROM person p WHERE p.id = ?",
        (person, account),
    )
    name, part = rows[0] if rows else ("", None)
    return Team(account, one_line(name), MemberPart(part or MemberPart.HELPER), ended=part is None)


async def teams(database: Database, person: int) -> list[Team]:
    """The producers for whom somebody may work beside the own account, the oldest first."""
    rows = await database.fetch(
        f"SELECT m.account_id, {NAME.format('m.account_id')}, m.part FROM member m WHERE m.person_id = ?"
        " AND m.account_id <> m.person_id AND m.ended_at = '' ORDER BY m.since, m.account_id",
        (person,),
    )
    return [Team(row[0], one_line(row[1]), MemberPart(row[2])) for row in rows]


async def members(database: Database, account: int) -> list[Member]:
    """Who speaks for a producer: whoever began the account first."""
    rows = await database.fetch(
        "SELECT p.id, COALESCE((SELECT m.part FROM member m WHERE m.account_id = p.id AND m.person_id = p.id"
        " AND m.ended_at = ''), 'owner'), '' AS name, p.created_at FROM person p"
        f" WHERE p.id = ? AND {_BEGAN.format('p.id')}",
        (account,),
    )
    rows += await database.fetch(
        "SELECT m.person_id, m.part, m.name, m.since FROM member m WHERE m.account_id = ?"
        " AND m.person_id <> m.account_id AND m.ended_at = '' ORDER BY m.since, m.person_id",
        (account,),
    )
    return [Member(account, row[0], MemberPart(row[1]), one_line(row[2]), _moment(row[3])) for row in rows]


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at) if at else _UNKNOWN


async def told_of(database: Database, accounts: Sequence[int]) -> dict[int, list[Recipient]]:
    """Everybody who is told what concerns these accounts, each once; who has several producers hears for which.

    Only accounts for which somebody speaks who has a phone.
    """
    if not accounts:
        return {}
    rows = await database.fetch(
        f"SELECT p.id, p.id, p.language, {NAME.format('p.id')}, EXISTS (SELECT 1 FROM member x WHERE x.person_id = p.id"
        " AND x.account_id <> p.id AND x.ended_at = '') FROM person p"
        f" WHERE p.id IN ({marks(accounts)}) AND {_BEGAN.format('p.id')}"
        f" UNION ALL SELECT m.account_id, p.id, p.language, {NAME.format('m.account_id')}, 1 = 1"
        " FROM member m JOIN person p ON p.id = m.person_id"
        f" WHERE m.account_id IN ({marks(accounts)}) AND m.person_id <> m.account_id AND m.ended_at = '' ORDER BY 1, 2",
        (*accounts, *accounts),
    )
    found: dict[int, list[Recipient]] = {}
    for account, person, language, name, several in rows:
        about = Recipient(person, language, name=one_line(name), account=account if several else 0)
        found.setdefault(account, []).append(about)
    return found


# Written


def still_works(account: int, person: int) -> Statement:
    """Refused when the member was sent out meanwhile: asked with everything they write."""
    return Statement(
        "UPDATE member SET ended_at = '' WHERE account_id = ? AND person_id = ? AND ended_at = ''",
        (account, person),
        changes=1,
    )


def begin(write: BeginProducer, by: By) -> Iterator[Statement]:
    """The new account carries the key, which nobody else has, until the end of these statements."""
    new = _marked(write.key)
    yield Statement("INSERT INTO person (language, created_at) VALUES (?, ?)", (_mark(write.key), by.at))
    yield Statement(
        f"INSERT INTO member (account_id, person_id, part, since, by_id) VALUES ({new.sql}, ?, 'owner', ?, ?)",
        (*new.args, by.person, by.at, by.person),
    )
    yield Statement(
        f"UPDATE address SET works_for = {new.sql}, draft_id = '' WHERE channel = ? AND address = ?",
        (*new.args, by.channel, by.address),
    )
    yield Statement(
        "INSERT INTO audit (at, person_id, kind, subject)"
        f" VALUES (?, ?, 'member.began', 'person:' || CAST({new.sql} AS TEXT))",
        (by.at, by.person, *new.args),
    )
    yield _unmark(write.key, by.person)


def _mark(key: str) -> str:
    return f"account:{key}"


def _marked(key: str) -> Query:
    return Query(f"(SELECT id FROM person WHERE {_NEWEST} AND language = ? ORDER BY id DESC LIMIT 1)", (_mark(key),))


def _unmark(key: str, like: int) -> Statement:
    """The language of somebody else takes the place of the key."""
    new = _marked(key)
    return Statement(
        f"UPDATE person SET language = (SELECT o.language FROM person o WHERE o.id = ?) WHERE id = {new.sql}",
        (like, *new.args),
        changes=1,
    )


def add(write: AddMember, by: By) -> Iterator[Statement]:
    yield _began(write.account, by.at)
    yield Statement(
        "INSERT INTO member (account_id, person_id, part, name, since, by_id) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (account_id, person_id) DO UPDATE SET part = excluded.part, name = excluded.name,"
        " since = excluded.since, by_id = excluded.by_id, ended_at = ''",
        (write.account, write.person, write.part.value, write.name, by.at, write.by),
    )
    yield audit(by, f"member.{write.part.value}", f"person:{write.account}", write.name, became=str(write.person))


def _began(account: int, at: str) -> Statement:
    """Whoever began the account is its owner, if they still speak there."""
    return Statement(
        "INSERT INTO member (account_id, person_id, part, since)"
        f" SELECT p.id, p.id, 'owner', CAST(? AS TEXT) FROM person p WHERE p.id = ? AND {_BEGAN.format('p.id')}"
        " ON CONFLICT (account_id, person_id) DO NOTHING",
        (at, account),
    )


_OWNED = (
    "EXISTS (SELECT 1 FROM member o WHERE o.account_id = ? AND o.person_id <> ? AND o.part = 'owner'"
    " AND o.ended_at = '')"
)
"""Whether somebody else is an owner."""


def set_part(write: SetPart, by: By) -> Iterator[Statement]:
    yield _began(write.account, by.at)
    yield Statement(
        "UPDATE member SET part = ? WHERE account_id = ? AND person_id = ? AND ended_at = ''"
        f" AND (CAST(? AS TEXT) = 'owner' OR {_OWNED})",
        (*(write.part.value, write.account, write.person), write.part.value, write.account, write.person),
        changes=1,
    )
    yield audit(by, f"member.{write.part.value}", f"person:{write.account}", became=str(write.person))


def end(write: EndMember, by: By) -> Iterator[Statement]:
    """The member is out at once, on every phone. What they have typed for the producer stays."""
    yield _began(write.account, by.at)
    yield Statement(
        f"UPDATE member SET ended_at = ? WHERE account_id = ? AND person_id = ? AND ended_at = '' AND {_OWNED}",
        (by.at, write.account, write.person, write.account, write.person),
        changes=1,
    )
    how = "member.left" if by.own.person == write.person else "member.ended"
    yield audit(by.own, how, f"person:{write.account}", became=str(write.person))
    yield from _out(write.account, write.person)
    if write.person == write.account:
        yield from _moves_out(write, by)


def _out(account: int, person: int) -> Iterator[Statement]:
    """No phone of theirs shows a form of the producer any more; codes that they made hold no longer."""
    yield Statement(
        "UPDATE address SET works_for = 0, draft_id = '', choices = '[]' WHERE person_id = ? AND works_for = ?"
        " AND works_for <> 0",
        (person, account),
    )
    yield Statement(
        "DELETE FROM invitation WHERE account_id = ? AND account_id <> 0 AND role = '' AND by_id = ? AND used_at = ''",
        (account, person),
    )
    # The private address of the calendar shows what there is to do: whoever left knows the old one.
    yield Statement("UPDATE person SET calendar = calendar + 1 WHERE id = ?", (account,))


def _moves_out(write: EndMember, by: By) -> Iterator[Statement]:
    """Whoever began the account goes on under another number; the producer keeps the old one."""
    new = _marked(write.key)
    yield Statement("INSERT INTO person (language, created_at) VALUES (?, ?)", (_mark(write.key), by.at))
    yield Statement("UPDATE address SET draft_id = '', choices = '[]' WHERE person_id = ?", (write.person,))
    for table in _TAKEN_ALONG:
        yield Statement(f"UPDATE {table} SET person_id = {new.sql} WHERE person_id = ?", (*new.args, write.person))
    yield Statement(f"UPDATE assist SET helper_id = {new.sql} WHERE helper_id = ?", (*new.args, write.person))
    yield Statement(
        f"UPDATE member SET person_id = {new.sql} WHERE person_id = ? AND account_id <> ?",
        (*new.args, write.person, write.account),
    )
    yield Statement(
        "INSERT INTO audit (at, person_id, kind, subject)"
        f" VALUES (?, {new.sql}, 'member.moved', 'person:' || CAST(CAST(? AS BIGINT) AS TEXT))",
        (by.at, *new.args, write.person),
    )
    yield _unmark(write.key, write.person)

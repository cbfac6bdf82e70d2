"""Officers who type for producers without a phone: who helps whom, and what is written of it, as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.records.people import ON_PAPER, Help, Person, Recipient
from bot.storage.delivery.address import reaches
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By
from bot.storage.members.conditions import hears
from bot.storage.year.audiences import HOME, Query, marks
from bot.writes.assistance import BeginHelp, ConfirmHelp, EndHelp, KeepAgreement
from ocop_domain.rights import Act, roles_for
from ocop_domain.writing import one_line

_HELP = "ward_id, helper_id, area, name, phone, how, guest_id, confirmed_at, ended_at"
(_OFFICER,) = (role.value for role in roles_for(Act.ASSIST))
_HOLDER = f"(SELECT min(r.person_id) FROM role r WHERE r.role = ? AND r.area = a.area{{}} AND {reaches('r.person_id')})"
_ELSEWHERE = (
    f"(SELECT min(r.person_id) FROM role r WHERE r.role = ? AND r.person_id = a.helper_id AND {reaches('r.person_id')})"
)
_HELPER = f"COALESCE({_HOLDER.format(' AND r.person_id = a.helper_id')}, {_HOLDER.format('')}, {_ELSEWHERE})"
"""Who is told about a producer: the officer who helped last, or another one of the commune; where the commune was
divided, the officer who helped last and goes on for a part of it."""
_NEWEST = "id > (SELECT max(id) - 1000 FROM person)"
"""Those who came last: nobody else need be looked at for who came with this very write."""
_PHONELESS = (
    "(NOT EXISTS (SELECT 1 FROM address c WHERE c.person_id = {0}) AND NOT EXISTS (SELECT 1 FROM member pm"
    " WHERE pm.account_id = {0} AND pm.ended_at = ''))"
)
"""Nobody speaks for the producer on a phone of their own."""


# Asked


async def help_of(database: Database, ward: int) -> Help | None:
    rows = await database.fetch(f"SELECT {_HELP} FROM assist WHERE ward_id = ?", (ward,))
    return _help(rows[0]) if rows else None


async def helped_in(database: Database, areas: Sequence[str]) -> list[Help]:
    if not areas:
        return []
    rows = await database.fetch(
        f"SELECT {_HELP} FROM assist WHERE ended_at = '' AND area IN ({marks(areas)})"
        " ORDER BY began_at DESC, ward_id DESC",
        tuple(areas),
    )
    return [_help(row) for row in rows]


async def producers_in(database: Database, area: str) -> list[tuple[str, str]]:
    rows = await database.fetch(
        "SELECT DISTINCT p.name, p.phone FROM producer p JOIN application d ON d.producer_id = p.id WHERE d.area = ?"
        " AND NOT EXISTS (SELECT 1 FROM assist a WHERE a.ward_id = p.person_id AND a.ended_at = '') ORDER BY p.name",
        (area,),
    )
    return [(one_line(row[0]), row[1]) for row in rows]


def _help(row: Row) -> Help:
    """A row of _HELP."""
    found = Help(*row)
    return replace(found, name=one_line(found.name))


async def ward(database: Database, person: int) -> Person | None:
    found = await help_of(database, person)
    rows = await database.fetch(f"SELECT p.language, {HOME.format('p.id')} FROM person p WHERE p.id = ?", (person,))
    if found is None or not rows:
        return None
    agreed = await database.fetch("SELECT purpose, granted FROM consent WHERE person_id = ?", (person,))
    consents = {row[0]: bool(row[1]) for row in agreed}
    return Person(person, rows[0][0], consents=consents, help=found, home=rows[0][1])


async def helper_of(database: Database, person: int) -> Recipient | None:
    found = await helpers_of(database, (person,))
    return found.get(person)


async def helpers_of(database: Database, people: Sequence[int], *, phoneless: bool = False) -> dict[int, Recipient]:
    """The officer to tell about each of these who is helped; with `phoneless` only about those without a phone."""
    if not people:
        return {}
    only = f" AND {_PHONELESS.format('a.ward_id')}" if phoneless else ""
    rows = await database.fetch(
        f"SELECT a.ward_id, a.name, h.id, h.language FROM assist a JOIN person h ON h.id = {_HELPER}"
        f" WHERE a.ended_at = '' AND a.ward_id IN ({marks(people)}){only}",
        (_OFFICER, _OFFICER, _OFFICER, *people),
    )
    return {row[0]: Recipient(row[2], row[3], ward=row[0], name=one_line(row[1])) for row in rows}


def reachable(person: int) -> Query:
    """Whether this person has a phone that takes messages, or an officer who helps has."""
    return Query(
        f"({hears()} OR EXISTS (SELECT 1 FROM assist a WHERE a.ward_id = ? AND a.ended_at = ''"
        f" AND {_PHONELESS.format('a.ward_id')} AND {_HELPER} IS NOT NULL))",
        (person, person, person, _OFFICER, _OFFICER, _OFFICER),
    )


def through_helper(person: str) -> Query:
    """Whether the person in this column is reached through an officer only."""
    return Query(
        f"EXISTS (SELECT 1 FROM assist a WHERE a.ward_id = {person} AND a.ended_at = ''"
        f" AND {_PHONELESS.format('a.ward_id')})",
        (),
    )


# Written


def still_helps(officer: int, person: int) -> Statement:
    """Refused when the help has ended, or the officer holds the role no longer: asked with everything they write.

    For which unit they hold it the turn has looked; `still_holds` says whether that is so still.
    """
    return Statement(
        "UPDATE assist SET helper_id = ? WHERE ward_id = ? AND ended_at = '' AND EXISTS"
        " (SELECT 1 FROM role r WHERE r.person_id = ? AND r.role = ?)",
        (officer, person, officer, _OFFICER),
        changes=1,
    )


def alone_in(draft: str, person: int, actor: int) -> Iterator[Statement]:
    """Who opens a draft of somebody who is helped is alone in it: what another types is not taken for an answer."""
    yield Statement(
        "UPDATE address SET draft_id = '' WHERE assists = ? AND assists <> 0 AND draft_id = ? AND person_id <> ?",
        (person, draft, actor),
    )
    if actor != person:
        yield Statement("UPDATE address SET draft_id = '' WHERE person_id = ? AND draft_id = ?", (person, draft))


def begin(write: BeginHelp, by: By) -> Iterator[Statement]:
    """The new person carries the key, which nobody else has, until the end of these statements."""
    officer, at = by.person, by.at
    mark = f"ward:{write.key}"
    new = Query(f"(SELECT id FROM person WHERE {_NEWEST} AND language = ? ORDER BY id DESC LIMIT 1)", (mark,))
    yield Statement("INSERT INTO person (language, created_at) VALUES (?, ?)", (mark, at))
    yield Statement(
        "INSERT INTO assist (ward_id, helper_id, area, name, phone, how, files, began_at)"
        f" VALUES ({new.sql}, ?, ?, ?, ?, ?, ?, ?)",
        (*new.args, officer, write.area, write.name, write.phone, write.how, dump(write.files), at),
    )
    yield from _agreed(new, officer, write.files, write.purposes, at)
    yield _event(new, officer, "helped.began", at)
    yield Statement(
        f"UPDATE address SET assists = {new.sql} WHERE channel = ? AND address = ?",
        (*new.args, by.channel, by.address),
    )
    yield Statement(
        f"UPDATE person SET language = (SELECT o.language FROM person o WHERE o.id = ?) WHERE id = {new.sql}",
        (officer, *new.args),
        changes=1,
    )


def keep_agreement(write: KeepAgreement, officer: int, person: int, at: str) -> Iterator[Statement]:
    who = Query("?", (person,))
    yield Statement(
        "UPDATE assist SET how = ?, files = ? WHERE ward_id = ?", (ON_PAPER, dump(write.files), person), changes=1
    )
    yield from _agreed(who, officer, write.files, write.purposes, at)


def _agreed(
    who: Query, officer: int, files: Sequence[str], purposes: Mapping[str, bool], at: str
) -> Iterator[Statement]:
    """What the signed paper says, and the paper itself: it is the producer's, not the officer's."""
    for purpose, granted in purposes.items():
        yield Statement(
            f"INSERT INTO consent (person_id, purpose, granted, at) VALUES ({who.sql}, ?, ?, ?)"
            " ON CONFLICT (person_id, purpose) DO UPDATE SET granted = excluded.granted, at = excluded.at",
            (*who.args, purpose, int(granted), at),
        )
        yield _event(who, officer, "agreed.on_paper" if granted else "refused.on_paper", at, purpose)
    for file in files:
        yield Statement(
            f"INSERT INTO file (id, person_id, name, content_type, size, created_at) SELECT id, CAST({who.sql} AS"
            " BIGINT), name, content_type, size, created_at FROM file WHERE id = ? AND person_id = ?"
            " ON CONFLICT (id, person_id) DO NOTHING",
            (*who.args, file, officer),
        )
        yield Statement(
            f"DELETE FROM file WHERE id = ? AND person_id = ? AND person_id <> {who.sql}", (file, officer, *who.args)
        )


def confirm(write: ConfirmHelp, at: str) -> Iterator[Statement]:
    yield Statement(
        "UPDATE assist SET confirmed_at = ?, guest_id = 0 WHERE ward_id = ? AND confirmed_at = '' AND ended_at = ''",
        (at, write.ward),
        changes=1,
    )
    # Whoever still holds an older code must not come into what is now the producer's own account.
    yield Statement("UPDATE invitation SET used_at = ? WHERE person_id = ? AND used_at = ''", (at, write.ward))
    yield _event(Query("?", (write.ward,)), write.ward, "helped.confirmed", at)


def end(write: EndHelp, person: int, at: str) -> Iterator[Statement]:
    yield Statement("UPDATE assist SET ended_at = ? WHERE ward_id = ? AND ended_at = ''", (at, write.ward), changes=1)
    yield _event(Query("?", (write.ward,)), person, "helped.ended", at)


def _event(who: Query, officer: int, kind: str, at: str, subject: str = "") -> Statement:
    return Statement(
        f"INSERT INTO audit (at, person_id, kind, subject, on_behalf) VALUES (?, ?, ?, ?, {who.sql})",
        (at, officer, kind, subject, *who.args),
    )

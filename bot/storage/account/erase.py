"""Deleting what is kept of one person, but for what must stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.conversations.forms.consent import DOSSIER
from bot.records.registration import KeptApplication
from bot.storage.account.traces import PersonTraces, known
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.files.dropped import DROPPED, DROPPED_PRINT
from bot.storage.forms.personal import PERSONAL_FORMS
from bot.storage.members.parting import part, parting
from bot.storage.year.audiences import marks
from bot.writes.people import ErasePerson, ShownTraces
from ocop_domain.applications import HANDED_IN, TAKEN_ON, ApplicationState
from ocop_domain.lists import said_of

NEEDLESS = frozenset(
    {"phone", "email", "address", "registration_number", "registration_date", "representative", "position"}
)
"""Answers about the producer that the record of a decision does without."""
_SHORTEST = 8
"""Letters of a name that is looked for in the chats of officials: a shorter one stands in what is meant of others."""
_FILE = re.compile(r'"([0-9a-f]{32})"')
_EMPTY = dump({"text": "", "hidden": True})
"""A message that no page shows."""
_AT_ONCE = 500
"""Messages that are emptied by one statement."""
_CHATS = 20
"""Chats of officials that are looked through at once."""
_ENTRIES = 10_000
"""Entries of the history that are looked through at once."""
_WEB = "'web'"
_OFFICIALS = "SELECT a.address FROM address a JOIN role r ON r.person_id = a.person_id WHERE true"
_EMPTY_ROW = (
    "UPDATE outbox SET address = '', payload = ?, key = NULL, message_ref = '', error = '', person_id = 0,"
    " state = CASE WHEN state IN ('waiting', 'claimed') THEN 'refused'"
    " WHEN state = 'held' THEN 'stopped' ELSE state END"
)
_EMPTY_BUBBLE = "UPDATE web_message SET address = '', update_id = '', payload = ?"

_PRIVATE = (
    *("proof.kept", "proof.changed", "proof.dropped", "year.muted", "year.heard"),
    *("language", "address.renewed", "data.taken", "data.dossier_taken"),
)
"""Acts that concern nobody else: their entries in the audit go with the person."""


async def erasure(database: Database, person: int, *, looked: bool = True) -> ErasePerson:
    """What deleting this person means at this moment: what goes, what must be kept, and why nothing else is touched.

    A product that an officer has accepted is the record of a decision: it stays without what the record does not need.
    Of a dossier that was filed the plan and the papers stay too. Everything else goes.
    Where officials see it is `looked` for.
    """
    whole = await known(database, person)
    parted = await parting(database, whole.ids)
    staying = {account for account, _ in parted.stays}
    people = (*whole.ids, *parted.alone)
    own = tuple(one for one in people if one not in staying) or (0,)
    rows = await database.fetch(f"SELECT id FROM application WHERE person_id IN ({marks(own)})", own)
    who = replace(whole, ids=own, products=tuple(row[0] for row in rows))
    gone, kept, answers = [], [], []
    for row in await _products(database, who):
        application, said = row[0], json.loads(row[3])
        answers.append(said)
        if row[5]:
            less = {k: v for k, v in said.items() if k not in NEEDLESS}
            filed = row[4] in HANDED_IN or bool(row[6])
            kept.append(
                KeptApplication(application, row[1], row[2], less, filed, await _submissions(database, application))
            )
        else:
            gone.append((application, row[1], row[2]))
    mine = f"person_id IN ({marks(who.ids)})"
    rows = await database.fetch(f"SELECT id, name, answers FROM producer WHERE {mine}", who.ids)
    answers += [json.loads(row[2]) for row in rows]
    helped = await database.fetch(f"SELECT name, phone FROM assist WHERE ward_id IN ({marks(who.ids)})", who.ids)
    answers += [{"producer_name": row[0], "phone": row[1]} for row in helped]
    sent, prints = await _files_of(database, who)
    used = await _files_kept(database, who, kept)
    write = ErasePerson(
        people=people,
        stays=parted.stays,
        heirs=parted.heirs,
        official=who.official,
        gone=tuple(gone),
        kept=tuple(kept),
        producers=tuple((row[0], row[1]) for row in rows),
        files=tuple(sorted(sent - used)),
        prints=tuple(sorted(prints - used)),
        traces=(*_traced(who, answers, kept, helped), *await _inquiries(database, who)),
        helped=bool(helped),
    )
    return replace(write, shown=await _shown(database, write)) if looked else write


async def _products(database: Database, who: PersonTraces) -> list[Row]:
    """Id, name, revision, answers, state, whether an official has decided on it, whether it was filed."""
    states = marks(TAKEN_ON)
    happened = "EXISTS (SELECT 1 FROM audit e WHERE e.subject = p.id AND e.kind IN ({}))"
    return await database.fetch(
        f"SELECT p.id, p.name, p.revision, p.answers, p.state, CASE WHEN p.state IN ({states})"
        f" OR {happened.format(states)} OR EXISTS (SELECT 1 FROM recognition r WHERE r.application_id = p.id"
        f" AND r.source <> 'declared') OR EXISTS (SELECT 1 FROM score s WHERE s.application_id = p.id"
        f" AND s.kind = 'council' AND s.person_id <> p.person_id) THEN 1 ELSE 0 END,"
        f" CASE WHEN {happened.format('?')} THEN 1 ELSE 0 END"
        f" FROM application p WHERE p.person_id IN ({marks(who.ids)}) ORDER BY p.sent_on, p.id",
        (*TAKEN_ON, *TAKEN_ON, ApplicationState.FILED.value, *who.ids),
    )


async def _submissions(database: Database, application: str) -> tuple[tuple[int, dict[str, Any]], ...]:
    """The filings of a product that stays, each with the answers that its record needs."""
    rows = await database.fetch(
        "SELECT number, answers FROM submission WHERE application_id = ? ORDER BY number", (application,)
    )
    return tuple((row[0], {k: v for k, v in json.loads(row[1]).items() if k not in NEEDLESS}) for row in rows)


async def _files_of(database: Database, who: PersonTraces) -> tuple[set[str], set[str]]:
    """The files that the person sent, and those that were printed for the person and shown in the own chats."""
    rows = await database.fetch(f"SELECT id FROM file WHERE person_id IN ({marks(who.ids)})", who.ids)
    sent = {row[0] for row in rows}
    shown = set()
    for channel, address in (*who.addresses, *((left[0], left[1]) for left in who.left)):
        told = await database.fetch(
            "SELECT payload FROM outbox WHERE channel = ? AND address = ? AND payload LIKE ?",
            (channel, address, '%"files":%'),
        )
        if channel == "web":
            told += await database.fetch(
                "SELECT payload FROM web_message WHERE address = ? AND direction = 'out' AND payload LIKE ?",
                (address, '%"files":%'),
            )
        shown |= {found for row in told for found in _FILE.findall(dump(json.loads(row[0]).get("files")))}
    return sent, await _nobodys(database, shown - sent)


async def _nobodys(database: Database, ids: set[str]) -> set[str]:
    """Those of the files that somebody sent are somebody's: an official was only shown them."""
    found = [await database.fetch("SELECT id FROM file WHERE id = ?", (file_id,)) for file_id in sorted(ids)]
    return ids - {row[0] for rows in found for row in rows}


async def _files_kept(database: Database, who: PersonTraces, kept: list[KeptApplication]) -> set[str]:
    used = {found for application in kept for found in _FILE.findall(dump(dict(application.answers)))}
    filed = [application.id for application in kept if application.filed]
    mine = f"person_id IN ({marks(who.ids)})"
    if filed:
        rows = await database.fetch(
            f"SELECT answers FROM plan_part WHERE application_id IN ({marks(filed)})", tuple(filed)
        )
        used |= {found for row in rows for found in _FILE.findall(row[0])}
        rows = await database.fetch(
            f"SELECT answers, parts FROM submission WHERE application_id IN ({marks(filed)})", tuple(filed)
        )
        used |= {found for row in rows for text in row for found in _FILE.findall(text)}
        for table in ("paper", "paper_version"):
            rows = await database.fetch(f"SELECT files FROM {table} WHERE {mine}", who.ids)
            used |= {found for row in rows for found in _FILE.findall(row[0])}
    shown = await database.fetch(  # what an officer has photographed at another's
        f"SELECT f.files FROM visit v JOIN visit_finding f ON f.visit_id = v.id WHERE v.by_id IN ({marks(who.ids)})",
        who.ids,
    )
    used |= {found for row in shown for found in _FILE.findall(row[0])}
    reports = await database.fetch(
        f"SELECT files FROM done WHERE {mine} AND scope NOT IN ({marks(who.ids)})",
        (*who.ids, *map(str, who.ids)),
    )
    # Photos of a visit are the office's, whoever took them.
    visits = await database.fetch(
        f"SELECT answers FROM assessment WHERE by_id IN ({marks(who.ids)}) AND NOT ({mine})", (*who.ids, *who.ids)
    )
    return used | {found for row in (*reports, *visits) for found in _FILE.findall(row[0])}


def _traced(
    who: PersonTraces, answers: list[dict[str, Any]], kept: list[KeptApplication], helped: list[Row]
) -> list[str]:
    return list(_traces(who, answers, named=not kept)) if who.products or helped else []


async def _inquiries(database: Database, who: PersonTraces) -> list[str]:
    """Their ids: a screen of an officer that shows one carries it."""
    rows = await database.fetch(f"SELECT id FROM inquiry WHERE person_id IN ({marks(who.ids)}) ORDER BY id", who.ids)
    return [row[0] for row in rows]


def _traces(who: PersonTraces, answers: list[dict[str, Any]], *, named: bool) -> Iterator[str]:
    """By what the chats of officials show that they speak of this person."""
    phones = {str(a["phone"]) for a in answers if a.get("phone")}
    found = {"0" + p.removeprefix("+84") for p in phones} | phones
    found |= {str(a["email"]) for a in answers if a.get("email")}
    numbers = {str(a["registration_number"]) for a in answers if a.get("registration_number")}
    names = {str(a["producer_name"]) for a in answers if a.get("producer_name")} if named else set()
    found |= {word for word in numbers | names if len(word) >= _SHORTEST}
    yield from sorted(found)


def erase(write: ErasePerson, at: str) -> Iterator[Statement]:
    """All statements of one deletion, for one transaction.

    Kept are: the number of the person with the day it was made and erased, the purposes that were agreed to and when
    that ended, events without words of the person, accepted products without NEEDLESS answers, and what an official
    did as an official.
    """
    ids, mine = write.people, f"person_id IN ({marks(write.people)})"
    own, theirs = write.accounts, f"person_id IN ({marks(write.accounts)})"
    products = len(write.gone) + len(write.kept)
    yield Statement(
        "UPDATE person SET calendar = calendar + 1,"
        f" language = CASE WHEN id IN ({marks(own)}) THEN '' ELSE language END"
        f" WHERE id IN ({marks(ids)}) AND (SELECT count(*) FROM application WHERE {theirs}) = ?",
        (*own, *ids, *own, products),
        changes=len(ids),
    )
    yield from part(ids, write.heirs, at)
    yield from _applications_go(write)
    yield from _chats_go(write)
    yield Statement(
        "UPDATE address SET assists = 0, draft_id = '', choices = '[]'"
        f" WHERE assists IN ({marks(own)}) AND assists <> 0",
        own,
    )
    yield Statement(f"DELETE FROM assist WHERE ward_id IN ({marks(own)})", own)
    for column in ("helper_id", "guest_id"):
        yield Statement(f"UPDATE assist SET {column} = 0 WHERE {column} IN ({marks(ids)})", ids)
    papers = () if any(p.filed for p in write.kept) else ("paper", "paper_version")
    for table in ("mute", "role", "past_role", "official", "dashboard_session"):
        yield Statement(f"DELETE FROM {table} WHERE {mine}", ids)
    for table in ("draft", "past_application", "reminder", "ban", *papers):
        yield Statement(f"DELETE FROM {table} WHERE {theirs}", own)
    yield Statement(f"DELETE FROM draft WHERE {mine} AND form IN ({marks(PERSONAL_FORMS)})", (*ids, *PERSONAL_FORMS))
    yield Statement(f"DELETE FROM invitation WHERE account_id IN ({marks(own)}) AND account_id <> 0 AND role = ''", own)
    if write.shown:  # what is kept of a ban names the person, and holds their words
        for ban in write.shown.bans:
            yield Statement("DELETE FROM audit WHERE id = ?", (ban,))
    yield Statement(f"DELETE FROM invitation WHERE {mine} OR used_by IN ({marks(ids)})", (*ids, *ids))
    yield Statement(f"DELETE FROM recovery WHERE {mine}", ids)
    yield Statement(f"UPDATE recovery SET by_id = 0 WHERE by_id IN ({marks(ids)})", ids)
    # That something was asked and answered in time stays; who and what was said does not.
    yield Statement(
        "UPDATE data_request SET words = '', name = '', phone = '', note = '', held = 0,"
        f" closed_at = CASE closed_at WHEN '' THEN ? ELSE closed_at END WHERE {mine}",
        (at, *ids),
    )
    yield Statement(f"UPDATE round_member SET reason = '' WHERE {mine}", ids)  # who was there stays, why not does not
    asked = f"SELECT id FROM inquiry WHERE {mine}"
    yield Statement(f"DELETE FROM inquiry_pass WHERE inquiry_id IN ({asked})", ids)
    yield Statement(f"UPDATE inquiry_pass SET by_id = 0 WHERE by_id IN ({marks(ids)})", ids)
    yield Statement(f"DELETE FROM inquiry WHERE {mine}", ids)
    yield Statement(f"DELETE FROM leave WHERE {mine} OR deputy_id IN ({marks(ids)})", (*ids, *ids))
    yield Statement(f"DELETE FROM call_made WHERE {mine}", ids)
    yield Statement(f"DELETE FROM change_request WHERE {theirs}", own)
    yield Statement(f"DELETE FROM started WHERE {theirs}", own)
    yield Statement(f"DELETE FROM change_request WHERE taker_id IN ({marks(own)}) AND taker_id <> 0", own)
    for table in ("visit_finding", "visit", "attendance", "clarification", "assessment", "producer_mark", "claim"):
        yield Statement(f"DELETE FROM {table} WHERE {theirs}", own)
    yield Statement(f"UPDATE activity SET by_id = 0 WHERE by_id IN ({marks(ids)})", ids)
    # What the state's lists say stays the state's, and can be claimed again.
    yield Statement(f"UPDATE imported_producer SET person_id = 0, claimed_at = '' WHERE {theirs}", own)
    # What an office has reported stays the office's; what a producer has, goes with the producer.
    yield Statement(f"DELETE FROM report_answer WHERE {theirs} AND scope IN ({marks(own)})", (*own, *map(str, own)))
    yield Statement(f"UPDATE report_answer SET by_id = 0 WHERE {mine}", ids)
    yield Statement(f"DELETE FROM done WHERE scope IN ({marks(own)})", tuple(map(str, own)))
    yield Statement(f"UPDATE consent SET granted = 0, at = ? WHERE {theirs} AND granted = 1", (at, *own))
    for account, _ in write.stays:  # what one has refused must not count for those who go on
        yield Statement(f"DELETE FROM consent WHERE person_id = ? AND {mine}", (account, *ids))
    if write.kept:  # whoever has a product is taken for a producer, and asked to act, until this is refused
        for account in own:
            yield Statement(
                "INSERT INTO consent (person_id, purpose, granted, at) VALUES (?, ?, 0, ?)"
                " ON CONFLICT (person_id, purpose) DO NOTHING",
                (account, DOSSIER, at),
            )
    yield Statement(f"DELETE FROM audit WHERE kind IN ({marks(_PRIVATE)}) AND {mine}", (*_PRIVATE, *ids))
    yield from _files_go(write, at)
    if not write.official:
        yield Statement(f"UPDATE audit SET reason = '' WHERE {theirs} OR on_behalf IN ({marks(own)})", (*own, *own))
    yield Statement("INSERT INTO audit (at, person_id, kind) VALUES (?, ?, 'person.erased')", (at, ids[0]))


def _products_go(people: tuple[int, ...]) -> Iterator[Statement]:
    """Products of which no application is left, former names, and what only the producer said that they hold."""
    mine = f"person_id IN ({marks(people)})"
    left = "EXISTS (SELECT 1 FROM application p WHERE p.product_id = x.id)"
    gone = f"(SELECT x.id FROM product x WHERE x.{mine} AND NOT {left})"
    yield Statement(f"DELETE FROM product_name WHERE {mine}", people)
    yield Statement(
        f"DELETE FROM recognition WHERE {mine} AND (source = 'declared' OR product_id IN {gone})", (*people, *people)
    )
    yield Statement(f"DELETE FROM product WHERE id IN {gone}", people)


def _applications_go(write: ErasePerson) -> Iterator[Statement]:
    for application, _, revision in write.gone:
        for table in ("score", "plan_part", "round_sheet", "result", "round_application", "selection"):
            yield Statement(f"DELETE FROM {table} WHERE application_id = ?", (application,))
        yield Statement("DELETE FROM draft WHERE subject = ?", (application,))
        yield Statement("UPDATE audit SET reason = '' WHERE subject = ?", (application,))
        yield Statement(
            "UPDATE product_list_item SET name = '', said = '{}' WHERE application_id = ?",
            (application,),
        )
        yield Statement("DELETE FROM application WHERE id = ? AND revision = ?", (application, revision), changes=1)
    for kept in write.kept:
        yield Statement(
            "UPDATE application SET answers = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
            (dump(dict(kept.answers)), kept.id, kept.revision),
            changes=1,
        )
        yield Statement(
            "UPDATE product_list_item SET said = ? WHERE application_id = ?",
            (dump(said_of(kept.answers)), kept.id),
        )
        for number, answers in kept.submissions:
            yield Statement(
                "UPDATE submission SET answers = ? WHERE application_id = ? AND number = ?",
                (dump(dict(answers)), kept.id, number),
            )
        if not kept.filed:
            yield Statement("DELETE FROM plan_part WHERE application_id = ?", (kept.id,))
    yield from _products_go(write.accounts)
    for producer, name in write.producers:
        yield Statement(
            "DELETE FROM producer WHERE id = ? AND NOT EXISTS (SELECT 1 FROM application p WHERE p.producer_id = ?)"
            " AND NOT EXISTS (SELECT 1 FROM product q WHERE q.producer_id = ?)",
            (producer, producer, producer),
        )
        rest = dump({"producer_name": name})
        yield Statement("UPDATE producer SET answers = ?, phone = '' WHERE id = ?", (rest, producer))


def _chats_go(write: ErasePerson) -> Iterator[Statement]:
    """Messages are emptied rather than deleted: SQLite gives the number of a deleted last row once more, and a page
    asks for what has a higher number than it knows."""
    ids = write.people
    mine = f"SELECT a.address FROM address a WHERE a.person_id IN ({marks(ids)})"
    own = f"SELECT a.channel, a.address FROM address a WHERE a.person_id IN ({marks(ids)})"
    yield Statement(f"{_EMPTY_ROW} WHERE (channel, address) IN ({own})", (_EMPTY, *ids))
    yield from _left_chats_go(ids)
    yield Statement(f"UPDATE broadcast SET person_id = 0 WHERE person_id IN ({marks(ids)})", ids)
    # Whom a broadcast did not reach has no address there.
    yield Statement(f"UPDATE outbox SET person_id = 0 WHERE person_id IN ({marks(ids)}) AND person_id <> 0", ids)
    yield Statement(
        f"{_EMPTY_BUBBLE} WHERE address IN ({mine} AND a.channel = 'web')",
        (_EMPTY, *ids),
    )
    yield from _traces_go(write)
    yield Statement(f"DELETE FROM address WHERE person_id IN ({marks(ids)})", ids)


def _traces_go(write: ErasePerson) -> Iterator[Statement]:
    """What was found in the chats of officials, and what came there since it was looked for."""
    found = write.shown or ShownTraces()
    for start in range(0, len(found.sent), _AT_ONCE):
        some = found.sent[start : start + _AT_ONCE]
        yield Statement(f"{_EMPTY_ROW} WHERE id IN ({marks(some)})", (_EMPTY, *some))
    for start in range(0, len(found.kept), _AT_ONCE):
        some = found.kept[start : start + _AT_ONCE]
        yield Statement(f"UPDATE web_message SET payload = ? WHERE id IN ({marks(some)})", (_EMPTY, *some))
    for screen in found.screens:
        yield Statement("UPDATE address SET choices = '[]' WHERE channel = ? AND address = ?", screen)
    likes = _likes(write)
    if not likes:
        return
    new = f"{_any('payload', likes)} AND address IN ({_OFFICIALS} AND a.channel = {{}})"
    yield Statement(f"{_EMPTY_ROW} WHERE id > ? AND {new.format('outbox.channel')}", (_EMPTY, found.last_sent, *likes))
    said = "" if write.helped else "direction <> 'in' AND "  # an officer who helped has typed it too
    yield Statement(
        f"UPDATE web_message SET payload = ? WHERE id > ? AND {said}{new.format(_WEB)}",
        (_EMPTY, found.last_kept, *likes),
    )


def _likes(write: ErasePerson) -> tuple[str, ...]:
    traces = (*write.traces, *(application for application, _, _ in write.gone))
    return tuple(f"%{_escaped(dump(trace)[1:-1])}%" for trace in traces)


def _any(column: str, likes: Sequence[str]) -> str:
    return "(" + " OR ".join([f"{column} LIKE ? ESCAPE '!'"] * len(likes)) + ")"


async def _shown(database: Database, write: ErasePerson) -> ShownTraces:
    """Looks through the chats of officials, a few chats at a time: nobody waits for all of them."""
    likes = _likes(write)
    rows = await database.fetch("SELECT (SELECT max(id) FROM outbox), (SELECT max(id) FROM web_message)")
    last_sent, last_kept = (number or 0 for number in rows[0])
    sent: list[int] = []
    kept: list[int] = []
    screens: list[tuple[str, str]] = []
    chats = await database.fetch(
        # CROSS: SQLite keeps the order and looks up each official's addresses.
        "SELECT DISTINCT a.channel, a.address FROM role r CROSS JOIN address a WHERE a.person_id = r.person_id"
    )
    said = "" if write.helped else " AND direction <> 'in'"
    for channel, some in _few_chats(chats) if likes else ():
        # Each channel by itself: SQLite finds pairs of channel and address only by walking through the whole table.
        there = f"channel = ? AND address IN ({marks(some)})"
        rows = await database.fetch(
            f"SELECT id FROM outbox WHERE {there} AND {_any('payload', likes)}", (channel, *some, *likes)
        )
        sent += [row[0] for row in rows]
        rows = await database.fetch(
            f"SELECT address FROM address WHERE {there} AND {_any('choices', likes)}", (channel, *some, *likes)
        )
        screens += [(channel, row[0]) for row in rows]
        if channel == "web":
            rows = await database.fetch(
                f"SELECT id FROM web_message WHERE address IN ({marks(some)}){said} AND {_any('payload', likes)}",
                (*some, *likes),
            )
            kept += [row[0] for row in rows]
    bans = await _bans(database, write.accounts)
    return ShownTraces(tuple(sent), tuple(kept), tuple(screens), last_sent, last_kept, bans)


def _few_chats(chats: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """The addresses of each channel, a few at a time."""
    for channel in sorted({str(chat[0]) for chat in chats}):
        addresses = sorted(str(chat[1]) for chat in chats if chat[0] == channel)
        for start in range(0, len(addresses), _CHATS):
            yield channel, addresses[start : start + _CHATS]


async def _bans(database: Database, people: Sequence[int]) -> tuple[int, ...]:
    """The entries of the history that tell of a ban of these people: their subject begins with its number."""
    rows = await database.fetch("SELECT max(id) FROM audit")
    found: list[int] = []
    for first in range(0, (rows[0][0] or 0) + 1, _ENTRIES):
        for person in people:
            some = await database.fetch(
                "SELECT id FROM audit WHERE id > ? AND id <= ? AND subject LIKE ?",
                (first, first + _ENTRIES, f"ban:{person}:%"),
            )
            found += [row[0] for row in some]
    return tuple(found)


def _left_chats_go(ids: tuple[int, ...]) -> Iterator[Statement]:
    """What was said on phones that left, as long as they were the person's; then nothing tells of those phones."""
    theirs = (
        "EXISTS (SELECT 1 FROM past_address q WHERE q.person_id IN ({}) AND q.channel = {} AND q.address = {}"
        " AND {} <= q.ended_at AND NOT EXISTS (SELECT 1 FROM past_address e WHERE e.channel = q.channel"
        " AND e.address = q.address AND e.id < q.id AND {} <= e.ended_at))"
    )
    mine = f"SELECT q.address FROM past_address q WHERE q.person_id IN ({marks(ids)})"
    told = theirs.format(marks(ids), "outbox.channel", "outbox.address", "outbox.created_at", "outbox.created_at")
    said = theirs.format(marks(ids), "'web'", "web_message.address", "web_message.at", "web_message.at")
    left = f"SELECT q.channel, q.address FROM past_address q WHERE q.person_id IN ({marks(ids)})"
    yield Statement(f"{_EMPTY_ROW} WHERE (channel, address) IN ({left}) AND {told}", (_EMPTY, *ids, *ids))
    yield Statement(
        f"{_EMPTY_BUBBLE} WHERE address IN ({mine}) AND {said}",
        (_EMPTY, *ids, *ids),
    )
    yield Statement(f"UPDATE past_address SET kind = '', since = '' WHERE person_id IN ({marks(ids)})", ids)


def _escaped(text: str) -> str:
    return re.sub(r"([!%_])", r"!\1", text)


def _files_go(write: ErasePerson, at: str) -> Iterator[Statement]:
    """Rows that say what is to be taken off the disk: a process that is killed meanwhile leaves nothing behind."""
    own = write.accounts
    mine = f"person_id IN ({marks(own)})"
    yield Statement(f"UPDATE file SET name = '' WHERE {mine}", own)
    for files, kind in ((write.files, DROPPED), (write.prints, DROPPED_PRINT)):
        for file_id in files:
            yield Statement(f"DELETE FROM file WHERE id = ? AND {mine}", (file_id, *own))
            yield Statement(
                "INSERT INTO file (id, person_id, content_type, created_at) VALUES (?, ?, ?, ?)",
                (file_id, write.people[0], kind, at),
            )

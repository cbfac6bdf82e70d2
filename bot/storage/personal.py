"""What is kept of one person: found in every table, given out whole, deleted but for what must stay."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.conversations.forms.consent import DOSSIER
from bot.handlers.records import KeptProduct
from bot.handlers.writes import ErasePerson, KeepExport
from bot.messages import Upload
from bot.ports import SUFFIXES
from bot.storage.audiences import Query, marks
from bot.storage.encoding import dump
from bot.storage.statements import Database, Row, Statement
from ocop_domain.products import TAKEN_ON, State

EXPORT = "du-lieu-cua-toi"
"""How the files are named that give a person everything."""
LARGEST = 40 * 1024 * 1024
"""Bytes of one of these files: a chat takes it, with a margin. What is more goes into a second one."""
PACKED = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
"""What people send. What the house printed from their answers is not packed once more."""
DROPPED, DROPPED_PRINT = "dropped", "dropped:print"
"""In place of a file's type: it is to be taken off the disk; a print only when no chat shows it any more."""

NEEDLESS = frozenset(
    {"phone", "email", "address", "registration_number", "registration_date", "representative", "position"}
)
"""Answers about the producer that the record of a decision does without."""
_SHORTEST = 8
"""Letters of a name that is looked for in the chats of officials: a shorter one stands in what is meant of others."""
_FILE = re.compile(r'"([0-9a-f]{32})"')
_PIECE = 256 * 1024
_EMPTY = dump({"text": "", "hidden": True})
"""A message that no page shows."""
_EMPTY_ROW = (
    "UPDATE outbox SET address = '', payload = ?, key = NULL, message_ref = '', error = '', person_id = 0,"
    " state = CASE WHEN state IN ('waiting', 'claimed') THEN 'refused' ELSE state END"
)
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The same data is the same file."""


@dataclass(frozen=True, slots=True)
class Known:
    """One person with all that leads to it: the ids that were merged into it, its addresses, its products."""

    ids: tuple[int, ...]
    addresses: tuple[tuple[str, str], ...]
    products: tuple[str, ...]
    official: bool

    @property
    def web(self) -> tuple[str, ...]:
        return tuple(address for channel, address in self.addresses if channel == "web")


async def known(database: Database, person: int) -> Known:
    """Whoever came here from another phone is the same person under an older number."""
    ids = [person]
    for own in ids:
        rows = await database.fetch("SELECT subject FROM event WHERE kind = 'address.moved' AND person_id = ?", (own,))
        for former in {int(row[0]) for row in rows}.difference(ids):
            last = await database.fetch(
                "SELECT person_id FROM event WHERE kind = 'address.moved' AND subject = ? ORDER BY id DESC LIMIT 1",
                (str(former),),
            )
            lives = await database.fetch("SELECT 1 FROM address WHERE person_id = ? LIMIT 1", (former,))
            if last[0][0] == own and not lives:
                ids.append(former)
    mine = f"person_id IN ({marks(ids)})"
    addresses = await database.fetch(f"SELECT channel, address FROM address WHERE {mine} ORDER BY 1, 2", tuple(ids))
    products = await database.fetch(f"SELECT id FROM product WHERE {mine} ORDER BY sent_on, id", tuple(ids))
    official = await database.fetch(
        f"SELECT 1 FROM role WHERE {mine} UNION SELECT 1 FROM event WHERE kind LIKE 'granted.%' AND {mine}",
        (*ids, *ids),
    )
    return Known(
        tuple(ids), tuple((row[0], row[1]) for row in addresses), tuple(row[0] for row in products), bool(official)
    )


# Given out


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the export: rows of a table, each column under a name that says what it is."""

    name: str
    table: str
    columns: Mapping[str, str]
    where: Callable[[Known], Query]
    order: str


def _of(who: Known) -> Query:
    return Query(f"person_id IN ({marks(who.ids)})", who.ids)


def _in(column: str, values: Iterable[str]) -> Query:
    found = tuple(values)
    return Query(f"{column} IN ({marks(found)})", found) if found else Query("1 = 0", ())


def _either(one: Query, other: Query) -> Query:
    return Query(f"({one.sql} OR {other.sql})", (*one.args, *other.args))


def _self(who: Known) -> Query:
    return Query(f"id IN ({marks(who.ids)})", who.ids)


def _invited(who: Known) -> Query:
    return _either(_of(who), Query(f"used_by IN ({marks(who.ids)})", who.ids))


def _about(who: Known) -> Query:
    return _either(_of(who), _in("product_id", who.products))


def _history(who: Known) -> Query:
    return _in("subject", who.products)


def _acts(who: Known) -> Query:
    return _of(who) + (Query("AND NOT", ()) + _history(who))


def _done(who: Known) -> Query:
    return _either(_of(who), _in("scope", map(str, who.ids)))


def _kept_files(who: Known) -> Query:
    return _of(who) + Query("AND content_type NOT IN (?, ?)", (DROPPED, DROPPED_PRINT))


def _said(who: Known) -> Query:
    """An official was shown what others sent: that is not the official's own."""
    return _in("address", who.web) + Query("AND direction = 'in'" if who.official else "", ())


def _sent(who: Known) -> Query:
    if who.official or not who.addresses:
        return Query("1 = 0", ())
    return Query(
        "(" + " OR ".join(["(channel = ? AND address = ?)"] * len(who.addresses)) + ")",
        tuple(part for address in who.addresses for part in address),
    )


def _named(text: str, **others: str) -> dict[str, str]:
    return {**{word: word for word in text.split()}, **others}


PARTS: tuple[Part, ...] = (
    Part(
        "person",
        "person",
        _named(
            "language created_at", draft_id="open_form", menu="menus_shown", choices="last_menu", calendar="calendar"
        ),
        _self,
        "id",
    ),
    Part("addresses", "address", _named("channel address last_seen blocked_at"), _of, "channel, address"),
    Part("consents", "consent", _named("purpose granted at"), _of, "purpose"),
    Part("roles", "role", _named("role area programme granted_at"), _of, "granted_at, role, area"),
    Part("invitations", "invitation", _named("role area programme expires_at used_at"), _invited, "expires_at"),
    Part(
        "drafts",
        "draft",
        _named(
            "id form version programme area answers page marked subject revision updated_at",
            at="open_question",
            partial="unfinished_answer",
            returning_="returning",
        ),
        _of,
        "updated_at, id",
    ),
    Part("producers", "producer", _named("id name phone answers updated_at"), _of, "id"),
    Part(
        "products",
        "product",
        _named(
            "id programme area name answers form form_version state revision marked reason sent_on updated_on",
            producer_id="producer",
        ),
        _of,
        "sent_on, id",
    ),
    Part("history", "event", _named("at kind reason marked", subject="product"), _history, "id"),
    Part("plans", "plan_part", _named("section answers reason at", product_id="product"), _about, "id"),
    Part(
        "scores",
        "score",
        _named("kind decision answers total star at", product_id="product", set_id="set"),
        _about,
        "id",
    ),
    Part(
        "papers",
        "paper",
        _named(
            "id kind name number issuer issued_on expires_on star revision updated_at",
            product_id="product",
            file_id="file",
        ),
        _of,
        "id",
    ),
    Part("files", "file", _named("id name content_type size created_at"), _kept_files, "created_at, id"),
    Part("done", "done", _named("programme duty occurrence scope at note files"), _done, "at, duty, occurrence"),
    Part("moved_dates", "moved", _named("programme duty occurrence area was last_day reason at"), _of, "id"),
    Part("mutes", "mute", _named("duty at"), _of, "duty"),
    Part(
        "reminders",
        "reminder",
        _named("programme rule kind duty occurrence scope mark day on_day at state official closed_at"),
        _of,
        "id",
    ),
    Part("acts", "event", _named("at kind subject reason marked"), _acts, "id"),
    Part(
        "broadcasts",
        "broadcast",
        _named(
            "id programme area state text files official ask revision send_at created_at began_at done_at"
            " taken_at changed_at"
        ),
        _of,
        "created_at, id",
    ),
    Part("chat", "web_message", _named("direction at", payload="message"), _said, "id"),
    Part(
        "deliveries",
        "outbox",
        _named("channel lane state created_at sent_at answer answered_at revision", payload="message"),
        _sent,
        "id",
    ),
)
"""Every table that knows of a person, once or more often. A new table needs a line here, or in KEPT_OUT."""

KEPT_OUT: dict[str, str] = {
    "meta": "of the house itself",
    "wave": "of the programme's year, of nobody",
    "pace": "of the house itself",
    "inbox": "emptied as soon as it is answered: what was said stands in drafts and in the chat",
}
"""Tables that the export leaves out, and why."""
LEFT_OUT: dict[str, str] = {
    "person_id": "the own number, or an official's",
    "target replies unmatched upto complete": "whom an office wrote to: others, and for the machine",
    "broadcast_id": "which office's notice it was: the message stands beside it",
    "claimed_by": "of the house itself",
    "product_set": "stands in the answers",
    "used_by": "the own number",
    "token_hash": "of a secret",
    "key": "numbers that stand in the other columns",
    "name_folded": "the name once more, for searching",
    "attempts not_before message_ref error leased_until": "how the message travelled",
    "address": "stands in the list of addresses",
    "id": "where it is only the number of a row",
}
"""Columns that the export leaves out, and why."""

_DOCUMENTS = frozenset({"answers", "choices", "partial", "marked", "files", "payload"})
_FLAGS = frozenset({"granted", "returning_", "official"})


async def collect(database: Database, person: int) -> dict[str, list[dict[str, Any]]]:
    """All that the tables hold of this person, as plain data: lists by name, times in ISO form."""
    who = await known(database, person)
    return {part.name: [_plain(part, row) for row in await _rows(database, part, who)] for part in PARTS}


async def held(database: Database, person: int) -> dict[str, int]:
    """How much of each list there is."""
    who = await known(database, person)
    counts = {}
    for part in PARTS:
        where = part.where(who)
        rows = await database.fetch(f"SELECT count(*) FROM {part.table} WHERE {where.sql}", where.args)
        counts[part.name] = int(rows[0][0])
    return counts


async def _rows(database: Database, part: Part, who: Known) -> list[Row]:
    where = part.where(who)
    columns = ", ".join(part.columns)
    return await database.fetch(
        f"SELECT {columns} FROM {part.table} WHERE {where.sql} ORDER BY {part.order}", where.args
    )


def _plain(part: Part, row: Row) -> dict[str, Any]:
    return {
        name: json.loads(value) if column in _DOCUMENTS else bool(value) if column in _FLAGS else value
        for (column, name), value in zip(part.columns.items(), row, strict=True)
    }


class Files(Protocol):
    """What is asked of the folder of files."""

    async def put_stream(self, chunks: AsyncIterator[bytes], name: str, most: int) -> Upload: ...

    def pieces(self, file_id: str) -> AsyncIterator[bytes]: ...

    async def drop(self, file_id: str) -> bool:
        """Takes a file away; False when it was sent so lately that it may be somebody's in a moment."""


class PersonalData:
    """The personal data that leave the database: files to take along, and files to take off the disk."""

    def __init__(self, database: Database, files: Files) -> None:
        self._db = database
        self._files = files

    async def export(self, person: int) -> tuple[Upload, ...]:
        """Everything in one ZIP, or in several where one would be too large for a chat; data.json is in the first."""
        document = await collect(self._db, person)
        loads = list(_loads(document["files"]))
        made = []
        for number, load in enumerate(loads, 1):
            name = f"{EXPORT}.zip" if len(loads) == 1 else f"{EXPORT}-{number}.zip"
            chunks = self._zip(document if number == 1 else None, load)
            upload = await self._files.put_stream(chunks, name, LARGEST + LARGEST // 8)
            if upload.refused:
                raise ValueError(f"{name}: {upload.refused}")
            made.append(upload)
        return tuple(made)

    async def _zip(self, document: dict[str, Any] | None, load: list[dict[str, Any]]) -> AsyncIterator[bytes]:
        lost = []
        with TemporaryFile() as whole:
            with ZipFile(whole, "w", ZIP_DEFLATED, compresslevel=1) as archive:
                if document is not None:
                    _write(archive, "data.json", json.dumps(document, ensure_ascii=False, indent=2))
                for file in load:
                    if not await self._pack(archive, file):
                        lost.append(file["in_zip"])
                if lost:
                    _write(archive, "missing.txt", "\n".join(lost))
            whole.seek(0)
            for piece in _read(whole):
                yield piece

    async def _pack(self, archive: ZipFile, file: dict[str, Any]) -> bool:
        try:
            pieces = self._files.pieces(file["id"])
            first = await anext(pieces, b"")
        except (FileNotFoundError, ValueError):
            return False
        with archive.open(ZipInfo(file["in_zip"], _NO_DAY), "w") as target:  # stored: pictures are packed already
            target.write(first)
            async for piece in pieces:
                target.write(piece)
        return True

    async def sweep(self) -> int:
        """Takes files off the disk that an erased person left and nobody uses; returns how many."""
        rows = await self._db.fetch(
            "SELECT DISTINCT id, content_type FROM file WHERE content_type IN (?, ?)", (DROPPED, DROPPED_PRINT)
        )
        gone = 0
        for file_id, kind in rows:
            if not await self._used(file_id, shown=kind == DROPPED_PRINT):
                if not await self._files.drop(file_id):
                    continue
                gone += 1
            await self._db.write(
                [Statement("DELETE FROM file WHERE id = ? AND content_type = ?", (file_id, kind))],
            )
        return gone

    async def _used(self, file_id: str, *, shown: bool) -> bool:
        """Whether somebody else sent the same file, or something that is kept names it."""
        places = [("product", "answers"), ("plan_part", "answers"), ("draft", "answers"), ("draft", "partial")]
        places += [("done", "files"), *((table, "payload") for table in ("outbox", "web_message") if shown)]
        asked = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE {column} LIKE ?" for table, column in places)
        rows = await self._db.fetch(
            "SELECT 1 FROM file WHERE id = ? AND content_type NOT IN (?, ?)"
            f" UNION ALL SELECT 1 FROM paper WHERE file_id = ? UNION ALL {asked} LIMIT 1",
            (file_id, DROPPED, DROPPED_PRINT, file_id, *[f'%"{file_id}"%'] * len(places)),
        )
        return bool(rows)


def _loads(files: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The files that people sent, in loads that a chat takes; each learns where it will lie."""
    load: list[dict[str, Any]] = []
    size = 0
    for file in files:
        file["in_zip"] = ""
        if file["content_type"] not in PACKED:
            continue
        stem = re.sub(r"[^\w() -]", "_", file["name"].rpartition(".")[0] or file["name"]).strip()[:60]
        file["in_zip"] = f"files/{file['id'][:8]}-{stem}{SUFFIXES[file['content_type']]}"
        if load and size + file["size"] > LARGEST:
            yield load
            load, size = [], 0
        load.append(file)
        size += file["size"]
    yield load


def _write(archive: ZipFile, name: str, text: str) -> None:
    info = ZipInfo(name, _NO_DAY)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, text)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def keep_export(write: KeepExport, person: int, at: str) -> Iterator[Statement]:
    """The newest export is a file of the person; the ones before are taken away."""
    yield Statement(
        "UPDATE file SET content_type = ? WHERE person_id = ? AND name LIKE ? AND content_type = 'application/zip'",
        (DROPPED, person, f"{EXPORT}%"),
    )
    for upload in write.uploads:
        yield Statement(
            "INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id, person_id) DO UPDATE SET content_type = excluded.content_type",
            (upload.id, person, upload.name, upload.content_type, upload.size, at),
        )


# Deleted


async def erasure(database: Database, person: int) -> ErasePerson:
    """What deleting this person means at this moment: what goes, what must be kept, and why nothing else is touched.

    A product that an officer has accepted is the record of a decision: it stays without what the record does not need.
    Of a dossier that was filed the plan and the papers stay too. Everything else goes.
    """
    who = await known(database, person)
    gone, kept, answers = [], [], []
    for row in await _products(database, who):
        product, said = row[0], json.loads(row[3])
        answers.append(said)
        if row[5]:
            less = {k: v for k, v in said.items() if k not in NEEDLESS}
            filed = row[4] == State.FILED or bool(row[6])
            kept.append(KeptProduct(product, row[1], row[2], less, filed))
        else:
            gone.append((product, row[1], row[2]))
    mine = f"person_id IN ({marks(who.ids)})"
    rows = await database.fetch(f"SELECT id, name, answers FROM producer WHERE {mine}", who.ids)
    answers += [json.loads(row[2]) for row in rows]
    sent, prints = await _files_of(database, who)
    used = await _files_kept(database, who, kept)
    return ErasePerson(
        people=who.ids,
        official=who.official,
        gone=tuple(gone),
        kept=tuple(kept),
        producers=tuple((row[0], row[1]) for row in rows),
        files=tuple(sorted(sent - used)),
        prints=tuple(sorted(prints - used)),
        traces=tuple(_traces(who, answers, named=not kept)) if who.products else (),
    )


async def files_to_drop(database: Database, person: int) -> list[str]:
    """Files that nobody needs once this person is erased, unless somebody else sent the same."""
    write = await erasure(database, person)
    return [*write.files, *write.prints]


async def _products(database: Database, who: Known) -> list[Row]:
    """Id, name, revision, answers, state, whether an official has decided on it, whether it was filed."""
    states = marks(TAKEN_ON)
    happened = "EXISTS (SELECT 1 FROM event e WHERE e.subject = p.id AND e.kind IN ({}))"
    return await database.fetch(
        f"SELECT p.id, p.name, p.revision, p.answers, p.state, CASE WHEN p.state IN ({states})"
        f" OR {happened.format(states)} OR EXISTS (SELECT 1 FROM score s WHERE s.product_id = p.id"
        f" AND s.kind = 'council') THEN 1 ELSE 0 END, CASE WHEN {happened.format('?')} THEN 1 ELSE 0 END"
        f" FROM product p WHERE p.person_id IN ({marks(who.ids)}) ORDER BY p.sent_on, p.id",
        (*TAKEN_ON, *TAKEN_ON, State.FILED.value, *who.ids),
    )


async def _files_of(database: Database, who: Known) -> tuple[set[str], set[str]]:
    """The files that the person sent, and those that were printed for the person and shown in the own chats."""
    rows = await database.fetch(f"SELECT id FROM file WHERE person_id IN ({marks(who.ids)})", who.ids)
    sent = {row[0] for row in rows}
    shown = set()
    for channel, address in who.addresses:
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


async def _files_kept(database: Database, who: Known, kept: list[KeptProduct]) -> set[str]:
    used = {found for product in kept for found in _FILE.findall(dump(dict(product.answers)))}
    filed = [product.id for product in kept if product.filed]
    mine = f"person_id IN ({marks(who.ids)})"
    if filed:
        rows = await database.fetch(f"SELECT answers FROM plan_part WHERE product_id IN ({marks(filed)})", tuple(filed))
        used |= {found for row in rows for found in _FILE.findall(row[0])}
        used |= {row[0] for row in await database.fetch(f"SELECT file_id FROM paper WHERE {mine}", who.ids)}
    reports = await database.fetch(
        f"SELECT files FROM done WHERE {mine} AND scope NOT IN ({marks(who.ids)})",
        (*who.ids, *map(str, who.ids)),
    )
    return used | {found for row in reports for found in _FILE.findall(row[0])}


def _traces(who: Known, answers: list[dict[str, Any]], *, named: bool) -> Iterator[str]:
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
    products = len(write.gone) + len(write.kept)
    yield Statement(
        "UPDATE person SET language = '', draft_id = '', menu = 0, choices = '[]', calendar = calendar + 1"
        f" WHERE id IN ({marks(ids)}) AND (SELECT count(*) FROM product WHERE {mine}) = ?",
        (*ids, *ids, products),
        changes=len(ids),
    )
    yield from _products_go(write)
    yield from _chats_go(write)
    for table in ("draft", "mute", "reminder", "role", *(() if any(p.filed for p in write.kept) else ("paper",))):
        yield Statement(f"DELETE FROM {table} WHERE {mine}", ids)
    yield Statement(f"DELETE FROM invitation WHERE {mine} OR used_by IN ({marks(ids)})", (*ids, *ids))
    yield Statement(f"DELETE FROM done WHERE scope IN ({marks(ids)})", tuple(map(str, ids)))
    yield Statement(f"UPDATE consent SET granted = 0, at = ? WHERE {mine} AND granted = 1", (at, *ids))
    if write.kept:  # whoever has a product is taken for a producer, and asked to act, until this is refused
        yield Statement(
            "INSERT INTO consent (person_id, purpose, granted, at) VALUES (?, ?, 0, ?)"
            " ON CONFLICT (person_id, purpose) DO NOTHING",
            (ids[0], DOSSIER, at),
        )
    yield from _files_go(write, at)
    if not write.official:
        yield Statement(f"UPDATE event SET reason = '' WHERE {mine}", ids)
    yield Statement("INSERT INTO event (at, person_id, kind) VALUES (?, ?, 'person.erased')", (at, ids[0]))


def _products_go(write: ErasePerson) -> Iterator[Statement]:
    for product, _, revision in write.gone:
        for table in ("score", "plan_part"):
            yield Statement(f"DELETE FROM {table} WHERE product_id = ?", (product,))
        yield Statement("DELETE FROM draft WHERE subject = ?", (product,))
        yield Statement("UPDATE event SET reason = '' WHERE subject = ?", (product,))
        yield Statement("UPDATE person SET choices = '[]' WHERE choices LIKE ?", (f"%{product}%",))
        yield Statement("DELETE FROM product WHERE id = ? AND revision = ?", (product, revision), changes=1)
    for kept in write.kept:
        yield Statement(
            "UPDATE product SET answers = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
            (dump(dict(kept.answers)), kept.id, kept.revision),
            changes=1,
        )
        if not kept.filed:
            yield Statement("DELETE FROM plan_part WHERE product_id = ?", (kept.id,))
    for producer, name in write.producers:
        yield Statement(
            "DELETE FROM producer WHERE id = ? AND NOT EXISTS (SELECT 1 FROM product p WHERE p.producer_id = ?)",
            (producer, producer),
        )
        rest = dump({"producer_name": name})
        yield Statement("UPDATE producer SET answers = ?, phone = '' WHERE id = ?", (rest, producer))


def _chats_go(write: ErasePerson) -> Iterator[Statement]:
    """Messages are emptied rather than deleted: SQLite gives the number of a deleted last row once more, and a page
    asks for what has a higher number than it knows."""
    ids = write.people
    mine = f"SELECT a.address FROM address a WHERE a.person_id IN ({marks(ids)})"
    yield Statement(f"{_EMPTY_ROW} WHERE address IN ({mine} AND a.channel = outbox.channel)", (_EMPTY, *ids))
    yield Statement(f"UPDATE broadcast SET person_id = 0 WHERE person_id IN ({marks(ids)})", ids)
    # Whom a broadcast did not reach has no address there.
    yield Statement(f"UPDATE outbox SET person_id = 0 WHERE person_id IN ({marks(ids)})", ids)
    yield Statement(
        f"UPDATE web_message SET address = '', payload = ? WHERE address IN ({mine} AND a.channel = 'web')",
        (_EMPTY, *ids),
    )
    # The row stays, so that an update that a platform sends again is not answered again.
    yield Statement(
        "UPDATE inbox SET address = '', payload = ''"
        f" WHERE done_at <> '' AND address IN ({mine} AND a.channel = inbox.channel)",
        ids,
    )
    officials = "SELECT a.address FROM address a JOIN role r ON r.person_id = a.person_id WHERE a.channel ="
    for trace in (*write.traces, *(product for product, _, _ in write.gone)):
        like = f"%{_escaped(dump(trace)[1:-1])}%"
        yield Statement(
            "UPDATE web_message SET payload = ? WHERE direction = 'out' AND payload LIKE ? ESCAPE '!'"
            f" AND address IN ({officials} 'web')",
            (_EMPTY, like),
        )
        yield Statement(
            f"{_EMPTY_ROW} WHERE payload LIKE ? ESCAPE '!' AND address IN ({officials} outbox.channel)",
            (_EMPTY, like),
        )
    yield Statement(f"DELETE FROM address WHERE person_id IN ({marks(ids)})", ids)


def _escaped(text: str) -> str:
    return re.sub(r"([!%_])", r"!\1", text)


def _files_go(write: ErasePerson, at: str) -> Iterator[Statement]:
    """Rows that say what is to be taken off the disk: a process that is killed meanwhile leaves nothing behind."""
    mine = f"person_id IN ({marks(write.people)})"
    yield Statement(f"UPDATE file SET name = '' WHERE {mine}", write.people)
    for files, kind in ((write.files, DROPPED), (write.prints, DROPPED_PRINT)):
        for file_id in files:
            yield Statement(f"DELETE FROM file WHERE id = ? AND {mine}", (file_id, *write.people))
            yield Statement(
                "INSERT INTO file (id, person_id, content_type, created_at) VALUES (?, ?, ?, ?)",
                (file_id, write.people[0], kind, at),
            )

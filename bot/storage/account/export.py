"""The personal data that leave the database: files to take along, and files to take off the disk."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.kit.clock import VIETNAM, Clock, system_clock
from bot.messages import Upload
from bot.ports.files import SUFFIXES
from bot.storage.account.collecting import collect
from bot.storage.engine.statements import Database, Statement
from bot.storage.files.dropped import DROPPED, DROPPED_PRINT
from bot.writes.people import KeepExport, KeepZip

EXPORT = "du-lieu-cua-toi"
"""How the files are named that give a person everything."""
LARGEST = 40 * 1024 * 1024
"""Bytes of one of these files: a chat takes it, with a margin. What is more goes into a second one."""
PACKED = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
"""What people send. What the assistant printed from their answers is not packed once more."""
_PIECE = 256 * 1024


class DroppableFiles(Protocol):
    """What is asked of the folder of files."""

    async def put_stream(self, chunks: AsyncIterator[bytes], name: str, most: int) -> Upload: ...

    def pieces(self, file_id: str) -> AsyncIterator[bytes]: ...

    async def drop(self, file_id: str) -> bool:
        """Takes a file away; False when it was sent so lately that it may be somebody's in a moment."""


class PersonalData:
    """Makes the one, takes away the other."""

    def __init__(self, database: Database, files: DroppableFiles, clock: Clock = system_clock) -> None:
        self._db = database
        self._files = files
        self._clock = clock

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
            now = self._clock()
            with ZipFile(whole, "w", ZIP_DEFLATED, compresslevel=1) as archive:
                if document is not None:
                    _write(archive, "data.json", json.dumps(document, ensure_ascii=False, indent=2), now)
                for file in load:
                    if not await self._pack(archive, file):
                        lost.append(file["in_zip"])
                if lost:
                    _write(archive, "missing.txt", "\n".join(lost), now)
            whole.seek(0)
            for piece in _read(whole):
                yield piece

    async def _pack(self, archive: ZipFile, file: dict[str, Any]) -> bool:
        try:
            pieces = self._files.pieces(file["id"])
            first = await anext(pieces, b"")
        except (FileNotFoundError, ValueError):
            return False
        came = datetime.fromisoformat(file["created_at"])
        with archive.open(_named(file["in_zip"], came), "w") as target:  # stored: pictures are packed already
            target.write(first)
            async for piece in pieces:
                target.write(piece)
        return True

    async def sweep(self) -> int:
        """Takes files off the disk that an erased person left and nobody uses; returns how many."""
        rows = await self._db.fetch(
            # As the index over these few says it.
            f"SELECT DISTINCT id, content_type FROM file WHERE content_type IN ('{DROPPED}', '{DROPPED_PRINT}')"
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
        places = [("application", "answers"), ("plan_part", "answers"), ("draft", "answers"), ("draft", "partial")]
        places += [
            ("submission", "answers"),
            ("submission", "parts"),
            *((table, "files") for table in ("done", "assist", "paper", "paper_version")),
            *((table, "payload") for table in ("outbox", "web_message") if shown),
        ]
        asked = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE {column} LIKE ?" for table, column in places)
        rows = await self._db.fetch(
            f"SELECT 1 FROM file WHERE id = ? AND content_type NOT IN (?, ?) UNION ALL {asked} LIMIT 1",
            (file_id, DROPPED, DROPPED_PRINT, *[f'%"{file_id}"%'] * len(places)),
        )
        return bool(rows)


def _loads(files: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The files that people sent, each once, in loads that a chat takes; every row learns where its file will lie."""
    load: list[dict[str, Any]] = []
    size = 0
    places: dict[str, str] = {}
    for file in files:
        known = places.get(file["id"])
        file["in_zip"] = known or (_place(file, set(places.values())) if file["content_type"] in PACKED else "")
        if known or not file["in_zip"]:
            continue
        places[file["id"]] = file["in_zip"]
        if load and size + file["size"] > LARGEST:
            yield load
            load, size = [], 0
        load.append(file)
        size += file["size"]
    yield load


def _place(file: dict[str, Any], taken: set[str]) -> str:
    """A name in the ZIP that people can read; two files never share one."""
    stem = re.sub(r"[^\w() -]", "_", file["name"].rpartition(".")[0] or file["name"]).strip()[:60]
    short, whole = (f"files/{file['id'][:n]}-{stem}{SUFFIXES[file['content_type']]}" for n in (8, None))
    return whole if short in taken else short


def _named(name: str, at: datetime) -> ZipInfo:
    """An entry with its day and time in Vietnam: a ZIP knows no zones."""
    return ZipInfo(name, at.astimezone(VIETNAM).timetuple()[:6])


def _write(archive: ZipFile, name: str, text: str, at: datetime) -> None:
    info = _named(name, at)
    info.compress_type = ZIP_DEFLATED
    archive.writestr(info, text)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def keep_export(write: KeepExport, person: int, at: str) -> Iterator[Statement]:
    """The newest export is a file of the person; the ones before are taken away."""
    yield from _instead(f"{EXPORT}%", write.uploads, person, at)


def keep_zip(write: KeepZip, person: int, at: str) -> Iterator[Statement]:
    """The newest ZIP of a dossier is a file of who made it; the one before is taken away."""
    yield from _instead(write.upload.name, (write.upload,), person, at)


def _instead(named: str, uploads: tuple[Upload, ...], person: int, at: str) -> Iterator[Statement]:
    yield Statement(
        "UPDATE file SET content_type = ? WHERE person_id = ? AND name LIKE ? AND content_type = 'application/zip'",
        (DROPPED, person, named),
    )
    for upload in uploads:
        yield Statement(
            "INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id, person_id) DO UPDATE SET content_type = excluded.content_type",
            (upload.id, person, upload.name, upload.content_type, upload.size, at),
        )

"""Takes the rows of a list into the database: all of a file in one transaction, the same rows again change nothing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar

from bot.records.imports import ImportedProducer, ImportedProduct
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Statement
from bot.storage.imports.writes import given
from bot.storage.year.audiences import marks
from ocop_domain.imports.identity import bare_name, producer_key
from ocop_domain.imports.recognised import Given
from ocop_domain.imports.rows import ImportedRow
from ocop_domain.recognitions import Recognition, Source

T = TypeVar("T")
_ASKED, _WRITTEN = 400, 100
"""Keys of one question, rows of one statement."""
_FOLLOWS = (
    "UPDATE product SET area = ? WHERE id = ?"
    " AND area = (SELECT i.area FROM imported_product i WHERE i.id = product.id)"
)


@dataclass(frozen=True, slots=True)
class TakenList:
    """What taking a list comes to: how many products are new, changed, and known as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class _Plan:
    outcome: TakenList
    producers: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    products: list[tuple[Any, ...]] = field(default_factory=list)
    recognitions: list[tuple[Any, ...]] = field(default_factory=list)
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    claimed: list[tuple[ImportedProducer, ImportedProduct]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _KnownProduct:
    id: str
    producer: str
    name: str
    said: str
    owner: int
    producer_name: str


@dataclass(frozen=True, slots=True)
class _KnownProducer:
    id: str
    owner: int
    name: str


class Taking:
    """Plans what a list changes, and writes it; `turn` is the number of lists that were taken until it was planned."""

    def __init__(self, database: Database, *, by: int, import_id: str, name: str, area: str, now: datetime) -> None:
        self._db = database
        self._by, self._id, self._name, self._area = by, import_id, name, area
        self._now, self._at = now, moment(now)

    async def look(self, rows: Sequence[ImportedRow]) -> TakenList:
        """What taking them would come to."""
        return (await self._planned(rows)).outcome

    async def take(
        self, rows: Sequence[ImportedRow], counts: Mapping[str, int], issuers: Mapping[str, str]
    ) -> TakenList:
        """Writes all of it, or nothing (`Conflict` where another list was taken at the same time)."""
        await self._db.write(
            [Statement("INSERT INTO meta (key, value) VALUES ('imports', '0') ON CONFLICT (key) DO NOTHING")]
        )
        turn = (await self._db.fetch("SELECT value FROM meta WHERE key = 'imports'"))[0][0]
        plan = await self._planned(rows)
        await self._db.write(list(self._unit(plan, turn, counts, issuers)))
        return plan.outcome

    # What is known

    async def _planned(self, rows: Sequence[ImportedRow]) -> _Plan:
        by_key = await self._known("key", [row.key for row in rows])
        by_certificate = await self._known("certificate", [row.certificate_key for row in rows if row.certificate_key])
        producers = await self._producers([(row.area, producer_key(row.producer)) for row in rows])
        plan, counts = _Plan(TakenList()), {"new": 0, "changed": 0, "same": 0}
        for row in rows:
            known = by_certificate.get(row.certificate_key) or by_key.get(row.key)
            counts[self._one(plan, row, known, producers)] += 1
        plan.outcome = TakenList(**counts)
        return plan

    async def _known(self, column: str, keys: Iterable[str]) -> dict[str, _KnownProduct]:
        found: dict[str, _KnownProduct] = {}
        for some in _parts(sorted(set(keys)), _ASKED):
            rows = await self._db.fetch(
                f"SELECT x.{column}, x.id, x.producer_id, x.name, x.said, o.person_id, o.name FROM imported_product x"
                f" JOIN imported_producer o ON o.id = x.producer_id WHERE x.{column} IN ({marks(some)})",
                tuple(some),
            )
            found |= {row[0]: _KnownProduct(*row[1:]) for row in rows}
        return found

    async def _producers(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], _KnownProducer]:
        """The producers that are known, by unit and key."""
        found: dict[tuple[str, str], _KnownProducer] = {}
        wanted: dict[str, list[str]] = {}
        for area, key in sorted(set(keys)):
            wanted.setdefault(area, []).append(key)
        for area, own in wanted.items():
            for some in _parts(own, _ASKED):
                rows = await self._db.fetch(
                    f"SELECT key, id, person_id, name FROM imported_producer WHERE area = ? AND key IN ({marks(some)})",
                    (area, *some),
                )
                found |= {(area, row[0]): _KnownProducer(*row[1:]) for row in rows}
        return found

    # What changes

    def _one(
        self,
        plan: _Plan,
        row: ImportedRow,
        known: _KnownProduct | None,
        producers: dict[tuple[str, str], _KnownProducer],
    ) -> str:
        said = dump(_plain(row))
        if known and known.said == said:
            return "same"
        place = row.area, producer_key(row.producer)
        its = producers.setdefault(place, _KnownProducer(secrets.token_hex(6), 0, row.producer))
        producer = its.id
        product = known.id if known else f"i{secrets.token_hex(6)}"
        # Of several rows of one producer the first may say what the others leave out.
        before = plan.producers.get(producer)
        answers = {**(json.loads(before[5]) if before else {}), **_answers(row)}
        plan.producers[producer] = (
            *(producer, row.area, place[1], bare_name(row.producer), row.producer),
            *(dump(answers), str(answers.get("phone", "")), self._at),
        )
        plan.products.append(
            (
                *(product, producer, row.area, row.product, row.key, row.certificate_key),
                *(row.product_set, said, self._id, self._at),
            )
        )
        plan.recognitions += [
            (product, n, g.star, _day(g.issued), _day(g.expires), g.number, g.decision, g.level)
            for n, g in enumerate(row.recognitions)
        ]
        kind = "imported.changed" if known else "imported.taken"
        plan.entries.append((self._at, self._by, kind, product, "[]", known.said if known else "", said))
        if known:
            its = _KnownProducer(known.producer, known.owner, known.producer_name)
        if its.owner:  # a product that the list did not have before is its producer's as well
            plan.claimed.append(
                (
                    ImportedProducer(its.id, row.area, its.name, owner=its.owner),
                    ImportedProduct(
                        product, known.name if known else row.product, row.product_set, tuple(_given(product, row))
                    ),
                )
            )
        return "changed" if known else "new"

    def _unit(
        self, plan: _Plan, turn: str, counts: Mapping[str, int], issuers: Mapping[str, str]
    ) -> Iterator[Statement]:
        yield Statement(
            "UPDATE meta SET value = ? WHERE key = 'imports' AND value = ?", (str(int(turn) + 1), turn), changes=1
        )
        o = plan.outcome
        told = dump({**counts, "new": o.new, "changed": o.changed, "same": o.same})
        yield Statement(
            "INSERT INTO import_file (id, person_id, area, name, file_id, columns, seen, state, at, taken_at)"
            " VALUES (?, ?, ?, ?, '', '{}', ?, 'taken', ?, ?) ON CONFLICT (id) DO UPDATE SET state = 'taken',"
            " seen = excluded.seen, taken_at = excluded.taken_at",
            (self._id, self._by, self._area, self._name, told, self._at, self._at),
        )
        yield Statement(
            "INSERT INTO audit (at, person_id, kind, subject, reason, marked, was, became)"
            " VALUES (?, ?, 'imported.imported', ?, ?, '[]', '', ?)",
            (self._at, self._by, f"import:{self._id}", self._name, told),
        )
        places = {row[0]: row[2] for row in plan.products}
        yield from _rows(
            "imported_producer (id, area, key, name_key, name, answers, phone, at)",
            plan.producers.values(),
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, answers = excluded.answers,"
            " phone = CASE excluded.phone WHEN '' THEN imported_producer.phone ELSE excluded.phone END,"
            " at = excluded.at",
        )
        for _, product in plan.claimed:  # it goes where the list says, unless its producer moved it meanwhile
            yield Statement(_FOLLOWS, (places[product.id], product.id))
        yield from _rows(
            "imported_product (id, producer_id, area, name, key, certificate, product_set, said, import_id, at)",
            plan.products,
            "ON CONFLICT (id) DO UPDATE SET producer_id = excluded.producer_id, area = excluded.area,"
            " name = excluded.name, key = excluded.key, certificate = excluded.certificate,"
            " product_set = excluded.product_set, said = excluded.said, import_id = excluded.import_id,"
            " at = excluded.at",
        )
        for some in _parts(list(places), _ASKED):
            yield Statement(f"DELETE FROM imported_recognition WHERE product_id IN ({marks(some)})", tuple(some))
        yield from _rows(
            "imported_recognition (product_id, position, star, issued_on, expires_on, number, decision, level)",
            plan.recognitions,
        )
        yield from _rows("audit (at, person_id, kind, subject, marked, was, became)", plan.entries)
        for producer, product in plan.claimed:
            issuer = issuers.get(producer.area, "")
            yield from given(producer, product, producer.owner, on=self._at[:10], issuer=issuer, at=self._at)


def _rows(into: str, rows: Iterable[tuple[Any, ...]], then: str = "") -> Iterator[Statement]:
    """Many rows a statement: the transaction is short, and others wait for it no longer than they must."""
    for some in _parts(list(rows), _WRITTEN):
        places = ", ".join(f"({marks(row)})" for row in some)
        yield Statement(f"INSERT INTO {into} VALUES {places} {then}", tuple(value for row in some for value in row))


def _parts(all_: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(all_), size):
        yield all_[start : start + size]


def _plain(row: ImportedRow) -> dict[str, Any]:
    """What the row says, as it is kept and compared."""
    plain: dict[str, Any] = {one.name: getattr(row, one.name) for one in fields(row)}
    return plain | {"recognitions": [_given_plain(one) for one in row.recognitions]}


def _given_plain(one: Given) -> list[Any]:
    return [one.star, _day(one.issued), _day(one.expires), one.number, one.decision, one.level]


def _answers(row: ImportedRow) -> dict[str, Any]:
    """What a registration would have asked of the producer."""
    said = {
        "producer_name": row.producer,
        "legal_form": row.legal_form,
        "area": row.area,
        "address": row.address,
        "representative": row.representative,
        "phone": row.phone,
    }
    return {name: value for name, value in said.items() if value}


def _given(product: str, row: ImportedRow) -> Iterator[Recognition]:
    for one in row.recognitions:
        yield Recognition(product, one.star, Source.IMPORT, one.issued, one.expires, one.number, one.decision)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

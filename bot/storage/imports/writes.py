"""What is imported and claimed, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.records.imports import CONFIRMED, DENIED, ImportedProducer, ImportedProduct
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.imports import DenyClaim, DropImport, GiveImported, OfferClaim, PutClaim, PutImport
from ocop_domain.evidence import RECOGNITION
from ocop_domain.recognitions import Recognition, Source
from ocop_domain.text import fold


@statements.register
def _(write: PutImport, by: By) -> Iterator[Statement]:
    f = write.file
    yield audit(by, "imported.read", f"import:{f.id}", f.name)
    yield Statement(
        "INSERT INTO import_file (id, person_id, area, name, file_id, columns, seen, state, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'read', ?)"
        " ON CONFLICT (id) DO UPDATE SET columns = excluded.columns, seen = excluded.seen",
        (f.id, by.actor, f.area, f.name, f.file, dump(dict(f.columns)), dump(dict(f.seen)), by.at),
    )


@statements.register
def _(write: DropImport, by: By) -> Iterator[Statement]:
    yield audit(by, "imported.dropped", f"import:{write.import_id}")
    yield Statement("UPDATE import_file SET state = 'dropped' WHERE id = ? AND state = 'read'", (write.import_id,))


@statements.register
def _(write: OfferClaim, by: By) -> Iterator[Statement]:
    yield audit(by, "claimed.offered", f"imported:{write.producer}")
    yield Statement(
        "UPDATE imported_producer SET code_hash = ?, code_until = ? WHERE id = ? AND person_id = 0",
        (write.code_hash, moment(write.until), write.producer),
        changes=1,
    )


@statements.register
def _(write: PutClaim, by: By) -> Iterator[Statement]:
    yield audit(by, "claimed.asked", f"imported:{write.producer}")
    yield Statement(
        "INSERT INTO claim (id, producer_id, person_id, area, asked_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (write.id, write.producer, by.person, write.area, by.at),
        changes=1,
    )


@statements.register
def _(write: DenyClaim, by: By) -> Iterator[Statement]:
    yield audit(by, "claimed.denied", f"claim:{write.id}")
    yield _decided(write.id, DENIED, by)


def _decided(claim: str, verdict: str, by: By) -> Statement:
    return Statement(
        "UPDATE claim SET verdict = ?, decided_at = ?, closed_by = ? WHERE id = ? AND verdict = ''",
        (verdict, by.at, by.actor, claim),
        changes=1,
    )


@statements.register
def _(write: GiveImported, by: By) -> Iterator[Statement]:
    one = write.producer
    yield audit(by, "claimed.given", f"imported:{one.id}", became=str(write.owner))
    if write.claim:
        yield _decided(write.claim, CONFIRMED, by)
    yield Statement(
        "UPDATE imported_producer SET person_id = ?, claimed_at = ?, by_id = ?, code_hash = ''"
        " WHERE id = ? AND person_id = 0",
        (write.owner, by.at, by.actor, one.id),
        changes=1,
    )
    yield Statement(
        "UPDATE claim SET verdict = ?, decided_at = ?, closed_by = ? WHERE producer_id = ? AND verdict = ''",
        (DENIED, by.at, by.actor, one.id),
    )
    yield Statement(
        # Whoever claimed it before and was erased since may have left their record under the list's id.
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " SELECT CASE WHEN EXISTS (SELECT 1 FROM producer f WHERE f.id = ?) THEN CAST(? AS TEXT)"
        " ELSE CAST(? AS TEXT) END, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),"
        " CAST(? AS TEXT), CAST(? AS TEXT) WHERE true ON CONFLICT (person_id, name_folded) DO NOTHING",
        (
            *(one.id, f"{one.id}.{write.owner}", one.id, write.owner, one.name, fold(one.name)),
            *(dump(dict(one.answers)), by.at, one.phone),
        ),
    )
    for product in one.products:
        yield from given(one, product, write.owner, on=write.on.isoformat(), issuer=write.issuer, at=by.at)


def _nobodys(table: str) -> str:
    """Nobody speaks for the account in a row of the table: who claimed it before was erased, their record stayed."""
    account = f"{table}.person_id"
    return (
        f"NOT EXISTS (SELECT 1 FROM address n WHERE n.person_id = {account}) AND NOT EXISTS (SELECT 1 FROM member n"
        f" WHERE n.account_id = {account} AND n.ended_at = '') AND NOT EXISTS (SELECT 1 FROM assist n"
        f" WHERE n.ward_id = {account})"
    )


def given(
    producer: ImportedProducer, product: ImportedProduct, owner: int, *, on: str, issuer: str, at: str
) -> Iterator[Statement]:
    """A product of a list, with what the state says of it, among the things of whoever speaks for its producer."""
    yield Statement(
        "INSERT INTO product (id, producer_id, person_id, name, created_on, area) SELECT CAST(? AS TEXT), o.id,"
        " o.person_id, CAST(? AS TEXT), CAST(? AS TEXT), (SELECT i.area FROM imported_product i WHERE i.id = ?)"
        " FROM producer o WHERE o.person_id = ? AND o.name_folded = ? ON CONFLICT (id) DO UPDATE SET"
        " person_id = excluded.person_id, producer_id = excluded.producer_id, area = excluded.area"
        f" WHERE {_nobodys('product')}",
        (product.id, product.name, on, product.id, owner, fold(producer.name)),
    )
    # What ended meanwhile (it was revoked, or is made no more) stays ended: no list brings it back.
    yield Statement(
        f"DELETE FROM recognition WHERE product_id = ? AND source = '{Source.IMPORT.value}' AND ended_on = ''",
        (product.id,),
    )
    for one in product.recognitions:
        yield _recognition(product, one, owner, at)
    if product.recognitions:
        yield _certificate(product, product.recognitions[-1], owner, issuer, at)


def _recognition(product: ImportedProduct, one: Recognition, owner: int, at: str) -> Statement:
    """It is whoever has the product now: one that was handed on is not the former producer's again."""
    return Statement(
        "INSERT INTO recognition (product_id, person_id, star, source, number, decision, issued_on, expires_on, at)"
        " SELECT CAST(? AS TEXT), COALESCE((SELECT x.person_id FROM product x WHERE x.id = ?), CAST(? AS BIGINT)),"
        " CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT),"
        " CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM"
        " recognition r WHERE r.product_id = ? AND r.source <> 'declared' AND r.star = ? AND r.issued_on = ?)",
        (
            *(product.id, product.id, owner, one.star, Source.IMPORT.value, one.number, one.decision),
            *(_day(one.issued), _day(one.expires), at),
            *(product.id, one.star, _day(one.issued)),
        ),
    )


def _certificate(product: ImportedProduct, one: Recognition, owner: int, issuer: str, at: str) -> Statement:
    """The certificate comes into the producer's wallet: by its last day they are reminded to be judged again."""
    return Statement(
        "INSERT INTO paper (id, person_id, kind, name, number, issuer, issued_on, expires_on, star, products, files,"
        " revision, updated_at) SELECT CASE WHEN EXISTS (SELECT 1 FROM paper f WHERE f.id = ? AND"
        f" {_nobodys('f')}) THEN CAST(? AS TEXT) ELSE CAST(? AS TEXT) END, CAST(? AS BIGINT),"
        " CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),"
        " CAST(? AS BIGINT), CAST(? AS TEXT), '[]', 1, CAST(? AS TEXT) WHERE true ON CONFLICT (id) DO UPDATE SET"
        " number = excluded.number, issuer = excluded.issuer, issued_on = excluded.issued_on,"
        " expires_on = excluded.expires_on, star = excluded.star, revision = paper.revision + 1,"
        " updated_at = excluded.updated_at",
        (
            *(f"g{product.id}", f"g{product.id}.{owner}", f"g{product.id}"),
            *(owner, RECOGNITION, product.name, one.number or one.decision, issuer),
            *(_day(one.issued), _day(one.expires), one.star, dump([product.id]), at),
        ),
    )


def _day(day: object) -> str:
    return day.isoformat() if hasattr(day, "isoformat") else ""

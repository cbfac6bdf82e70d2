"""A list is handed up, and taken back, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.office import HandUp, TakeBackList


@statements.register
def _(write: HandUp, by: By) -> Iterator[Statement]:
    one = write.list
    yield Statement(
        "INSERT INTO product_list (id, unit, programme, duty, occurrence, number, person_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (unit, programme, duty, occurrence, number) DO NOTHING",
        (one.id, one.unit, one.programme, one.duty, one.occurrence, one.number, by.person, by.at),
        changes=1,
    )
    yield _said_no_more(one.id)
    for position, line in enumerate(one.products, 1):
        yield Statement(
            "INSERT INTO product_list_item (list_id, position, application_id, name, said)"
            " SELECT CAST(? AS TEXT), CAST(? AS INTEGER), p.id, CAST(? AS TEXT), CAST(? AS TEXT) FROM application p"
            " WHERE p.id = ? AND p.revision = ?",
            (one.id, position, line.name, dump(dict(line.said)), line.application, line.revision),
            changes=1,
        )
        yield audit(by, "listed.up", line.application, became=one.id)
    yield audit(by, "listed.sent", one.id, became=str(len(one.products)))


@statements.register
def _(write: TakeBackList, by: By) -> Iterator[Statement]:
    yield audit(by, "listed.withdrawn", write.list_id)
    yield _said_no_more(write.list_id)
    yield Statement(
        "UPDATE product_list SET taken_back_at = ?, taken_back_by = ? WHERE id = ? AND taken_back_at = ''",
        (by.at, by.actor, write.list_id),
        changes=1,
    )


def _said_no_more(list_id: str) -> Statement:
    """That the duty was said to be done, before lists were kept or where nothing was left: now the lists tell it."""
    return Statement(
        "DELETE FROM done WHERE (programme, duty, occurrence, scope) ="
        " (SELECT programme, duty, occurrence, unit FROM product_list WHERE id = ?)",
        (list_id,),
    )

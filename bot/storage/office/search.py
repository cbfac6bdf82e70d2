"""Products of an area, found by what they are called, by who makes them, by a phone; or by state and set."""

from __future__ import annotations

from collections.abc import Sequence

from bot.records.registration import QueuePage
from bot.storage.engine.encoding import APPLICATION, application_of
from bot.storage.engine.statements import Database
from bot.storage.year.audiences import Query, marks
from ocop_domain.applications import TO_CHECK
from ocop_domain.product_sets import KeptSet
from ocop_domain.text import fold

_WORD = (
    "(p.name_folded LIKE ? ESCAPE '!' OR o.name_folded LIKE ? ESCAPE '!' OR (? <> '' AND o.phone LIKE ? ESCAPE '!'))"
)
"""Each word that is typed stands in the name of the product or of the producer, or in the phone.

The names are kept without diacritics. Only what lies in the areas is looked through, by their index.
"""


def by_words(words: str) -> Query:
    """The condition on the application p and its producer o that all these words are found; signs alone are nowhere."""
    query = Query("", ()) if fold(words) or not words.strip() else Query(" AND 1 = 0", ())
    for word in fold(words).split():
        digits = word.lstrip("0") if word.isdecimal() else ""
        query += Query(f" AND {_WORD}", (_within(word), _within(word), digits, _within(digits)))
    return query


def _within(word: str) -> str:
    plain = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{plain}%"


async def products_in(
    database: Database,
    areas: Sequence[str],
    start: int,
    limit: int,
    *,
    words: str = "",
    states: Sequence[str] = (),
    sets: Sequence[KeptSet] = (),
) -> QueuePage:
    """One page of the products of these areas that fit, what waits for a check first; the count is of all."""
    if not areas:
        return QueuePage(0, 0, ())
    query = Query(f"p.area IN ({marks(areas)})", tuple(areas)) + by_words(words)
    if states:
        query += Query(f" AND p.state IN ({marks(states)})", tuple(states))
    if sets:
        query += Query(" AND", ()) + of_sets(sets)
    rows = await database.fetch(
        f"SELECT {APPLICATION}, count(*) OVER () FROM application p JOIN producer o ON o.id = p.producer_id"
        f" WHERE {query.sql} ORDER BY CASE WHEN p.state IN ({marks(TO_CHECK)}) THEN 0 ELSE 1 END,"
        " CASE p.state WHEN 'filed' THEN p.updated_on ELSE p.sent_on END, p.name_folded, p.id LIMIT ? OFFSET ?",
        (*query.args, *TO_CHECK, limit, start),
    )
    if not rows and start:  # the list has grown shorter
        return await products_in(database, areas, 0, limit, words=words, states=states, sets=sets)
    if not rows:
        return QueuePage(0, 0, ())
    return QueuePage(rows[0][-1], rows[0][-1], tuple(application_of(row) for row in rows), start)


def of_sets(sets: Sequence[KeptSet], programme: str = "p.programme") -> Query:
    """The condition on the application p that it is of one of these sets; `programme` is how its column is read."""
    if not sets:
        return Query("1 = 0", ())
    kept = tuple(part for one in sets for part in one)
    return Query(f"({programme}, p.product_set) IN (VALUES {', '.join(['(?, ?)'] * len(sets))})", kept)


async def sets_in(database: Database, areas: Sequence[str]) -> dict[KeptSet, int]:
    """How many products of each set there are in these areas."""
    if not areas:
        return {}
    rows = await database.fetch(
        f"SELECT programme, product_set, count(*) FROM application WHERE area IN ({marks(areas)})"
        " GROUP BY programme, product_set ORDER BY programme, product_set",
        tuple(areas),
    )
    return {KeptSet(row[0], row[1]): row[2] for row in rows}

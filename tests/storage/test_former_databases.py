"""A database of any former version opens with the code of today, with everything in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.databases import ENGINES
from support.former import (
    REVISIONS,
    Rows,
    former_rows,
    on_postgres,
    on_sqlite,
    postgres_rows,
    sqlite_rows,
)

from bot.conversations.forms import form_of
from bot.storage.delivery.outbox import REMINDER, StoredOutbox
from bot.storage.engine.migrate import head
from bot.storage.engine.opening import FILE
from bot.storage.engine.postgres import Postgres
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.statements import Database
from bot.storage.store import Store

LATER = datetime(2027, 1, 2, 3, tzinfo=UTC)
Opened = tuple[str, Rows, Callable[[], Any]]
"""Its revision, what it holds today, and how it is opened."""

Row = dict[str, Any]
Went = Callable[[Row, Rows], bool]
"""Whether what stood in a column of this former row is found in today's rows."""


def _listed(column: str, single: str) -> Went:
    """It is the one entry of a list in the same row (0012)."""

    def went(row: Row, after: Rows) -> bool:
        today = next(r for r in after["paper"] if r["id"] == row["id"])
        return json.loads(today[column]) == [row[single]] * bool(row[single])

    return went


def _at_last_address(column: str) -> Went:
    """It stands at the address that was seen last, and at no other one (0022)."""

    def went(row: Row, after: Rows) -> bool:
        own = [address for address in after["address"] if address["person_id"] == row["id"]]
        empty = {"choices": "[]", "draft_id": "", "assists": 0}[column]
        there = [(address["last_seen"], address[column]) for address in own if address[column] != empty]
        last = max((address["last_seen"] for address in own), default="")
        return not own or there == [(last, row[column])] * (row[column] != empty)

    return went


def _at_every_address(row: Row, after: Rows) -> bool:
    """A button of an old screen stays old wherever it is pressed (0022)."""
    return all(address["menu"] == row["menu"] for address in after["address"] if address["person_id"] == row["id"])


def _still_held(row: Row, after: Rows) -> bool:
    """The role is held in its unit, in whatever programme it was given (0023)."""
    return any(all(r[name] == row[name] for name in ("person_id", "role", "area")) for r in after["role"])


def _still_offered(row: Row, after: Rows) -> bool:
    """The invitation is there, without its programme (0023)."""
    return any(invitation["token_hash"] == row["token_hash"] for invitation in after["invitation"])


def _known_by_its_id(row: Row, after: Rows) -> bool:
    """An update that was answered is known by its id; from where it came is forgotten (0026)."""
    return any(r["update_id"] == row["update_id"] and r["address"] == "" for r in after["inbox"])


def _products(after: Rows) -> dict[str, str]:
    """The product of each application."""
    return {row["id"]: row["product_id"] for row in after["application"]}


def _for_products(table: str, column: str) -> Went:
    """A paper is for the products of the applications it named; a certificate without one for those of its name."""

    def went(row: Row, after: Rows) -> bool:
        (today,) = [json.loads(r["products"]) for r in after[table] if r["id"] == row["id"]]
        named = json.loads(row[column]) if column == "products" else [row[column]] * bool(row[column])
        now = {_products(after).get(id_, id_) for id_ in named}
        return now <= set(today) and (bool(named) or row["kind"] == "recognition" or today == [])

    return went


def _with_products(value: Any, after: Rows) -> Any:
    """The same document, with the ids of products where papers named applications."""
    if isinstance(value, list):
        return [_with_products(one, after) for one in value]
    if not isinstance(value, dict):
        return value
    named = {"products", "paper_products"}
    now = _products(after)
    return {
        key: [now.get(id_, id_) for id_ in one] if key in named and one else _with_products(one, after)
        for key, one in value.items()
    }


def _document(table: str, column: str) -> Went:
    """It says the same, of products by their ids (0027)."""

    def went(row: Row, after: Rows) -> bool:
        told = [r[column] for r in after[NEW_NAMES.get(table, table)] if _same_row(row, r)]
        return [json.loads(one) for one in told] == [_with_products(json.loads(row[column]), after)]

    return went


def _same_row(row: Row, today: Row) -> bool:
    if "number" in row:
        return (row["product_id"], row["number"]) == (today["application_id"], today["number"])
    return bool(row["id"] == today["id"])


def _about(row: Row, after: Rows) -> bool:
    """What it was about; of a product that takes part again its id (0027)."""
    (today,) = [r["subject"] for r in after["draft"] if r["id"] == row["id"]]
    return today == row["subject"] or (not row["subject"] and today in _products(after).values())


MOVED: dict[tuple[str, str], Went] = {
    ("paper", "product_id"): _for_products("paper", "product_id"),
    ("paper", "products"): _for_products("paper", "products"),
    ("paper_version", "products"): _for_products("paper_version", "products"),
    ("draft", "answers"): _document("draft", "answers"),
    ("draft", "subject"): _about,
    ("filing", "parts"): _document("filing", "parts"),
    ("paper", "file_id"): _listed("files", "file_id"),
    ("person", "menu"): _at_every_address,
    ("person", "choices"): _at_last_address("choices"),
    ("person", "draft_id"): _at_last_address("draft_id"),
    ("person", "assists"): _at_last_address("assists"),
    ("inbox", "address"): _known_by_its_id,
    ("role", "programme"): _still_held,
    ("invitation", "programme"): _still_offered,
}
"""Columns that are no more, and where their content went."""


NEW_NAMES = {"product": "application", "filing": "submission", "event": "audit"}
RENAMED = {(table, "product_id"): "application_id" for table in ("score", "plan_part", "filing")}
"""Tables and columns that have another name today (0021, 0024)."""

# A migration that goes wrong on PostgreSQL does so on the oldest or on the newest: each costs more than a second.
EACH = [(r, e) for r in REVISIONS for e in ENGINES if e == "sqlite" or r in {REVISIONS[0], REVISIONS[-1]}]


@pytest.fixture(params=EACH, ids="-".join)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Each former database, on each engine, with today's tables."""
    revision, engine = request.param
    if engine == "sqlite":
        on_sqlite(revision, tmp_path)
        return revision, sqlite_rows(tmp_path), lambda: SQLite.open(tmp_path / FILE)
    url = on_postgres(revision, request.getfixturevalue("fresh_postgres")())
    return revision, postgres_rows(url), lambda: Postgres.open(url)


def test_there_are_databases_of_five_former_versions() -> None:
    assert len(REVISIONS) >= 5
    assert set(REVISIONS) >= {"0001", "0005", "0011", "0013", "0014"}


def _missing(before: Rows, after: Rows) -> Iterator[str]:
    """Rows and columns of the former database that today's has not, or has otherwise."""
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        kept = [column for column in (rows[0] if rows else ()) if (table, column) not in MOVED]
        today = [RENAMED.get((table, column), column) for column in kept]
        there = {tuple(row[column] for column in today) for row in after[NEW_NAMES.get(table, table)]}
        yield from (f"{table}: {row}" for row in rows if tuple(row[column] for column in kept) not in there)
        moved = [(column, went) for (of, column), went in MOVED.items() if of == table and column in (rows or [{}])[0]]
        yield from (f"{table}.{column}: {row}" for column, went in moved for row in rows if not went(row, after))


async def test_everything_that_was_in_it_is_there(opened: Opened) -> None:
    revision, after, open_ = opened
    assert list(_missing(former_rows(revision), after)) == []
    assert after["alembic_version"] == [{"version_num": head()}]
    _is_joined(after)
    _has_owners(after)
    database: Database = await open_()
    try:
        await _go_on(Store(database), after)
    finally:
        await database.close()


def _is_joined(after: Rows) -> None:
    """Each application is of a product, of one producer and one name, and a product is on its way once at most."""
    own: dict[str, list[Row]] = {row["id"]: [] for row in after["product"]}
    for row in after["application"]:
        own[row["product_id"]].append(row)
    for applications in own.values():
        assert len({(row["producer_id"], row["name_folded"]) for row in applications}) == 1
        assert sum(row["state"] != "checked" and not row["closed_as"] for row in applications) <= 1
    known = {row["id"] for row in after["product"]}
    assert {row["product_id"] for row in after["recognition"]} <= known
    assert {(row["paper_id"], row["source"]) for row in after["recognition"] if row["paper_id"]} == {
        (row["id"], "declared")
        for row in after["paper"]
        if row["kind"] == "recognition" and row["star"] and json.loads(row["products"])
    }


def _has_owners(after: Rows) -> None:
    """Whoever is here for a producer owns it; of one for whom an officer types, who has no phone, nobody does."""
    producers = {row["person_id"] for row in after["producer"]} & {row["person_id"] for row in after["address"]}
    members = {(row["account_id"], row["person_id"], row["part"], row["ended_at"]) for row in after["member"]}
    assert members == {(one, one, "owner", "") for one in producers}


async def _go_on(store: Store, rows: Rows) -> None:
    """Today's code reads people, what they began, what they have and what waits for them."""
    for address in rows["address"]:
        person = await store.person(address["channel"], address["address"], "vi", LATER)
        assert person.id == address["person_id"] or person.help
    for draft in rows["draft"]:
        begun = await store.draft(draft["id"])
        assert begun is not None
        assert form_of(begun.form) is not None
    for application in rows["application"]:
        id_ = application["id"]
        own = await store.applications_of(application["person_id"], application["programme"])
        assert id_ in {a.id for a in own}
        held = (*await store.sheets_of(id_), *await store.submissions_of(id_))
        assert len(held) == sum(row["application_id"] == id_ for row in (*rows["score"], *rows["submission"]))
    for paper in rows["paper"]:
        assert paper["id"] in {p.id for p in await store.papers_of(paper["person_id"])}
    waiting = await StoredOutbox(store.database).waiting(LATER, restarted=True)
    due = [row["id"] for row in rows["outbox"] if row["state"] == "waiting" and not _reminds(row)]
    assert {row.id for row in waiting} == set(due)


def _reminds(row: Row) -> bool:
    """Reminders are asked again whether they hold: no sweep takes them up."""
    return str(row["key"]).startswith(REMINDER)


def test_what_belongs_together_in_these_databases_is_really_in_them() -> None:
    """A file that was emptied by mistake would prove nothing."""
    newest = [former_rows(revision) for revision in REVISIONS[-2:]]
    every = ("consent", "role", "product", "draft", "paper", "paper_version", "score", "plan_part", "filing", "done")
    every += ("moved", "mute", "reminder", "assist", "invitation", "file", "web_message", "event", "broadcast")
    assert [table for table in every if not any(rows[table] for rows in newest)] == []
    for revision in REVISIONS:
        rows = former_rows(revision)
        channels: dict[int, set[str]] = {}
        for address in rows["address"]:
            channels.setdefault(address["person_id"], set()).add(address["channel"])
        assert {"web", "telegram"} in channels.values()
        years = {(p["person_id"], p["name"], p["programme"]) for p in rows["product"]}
        assert len(years) > len({(person, name) for person, name, _ in years})

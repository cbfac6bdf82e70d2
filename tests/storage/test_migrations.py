"""Migrations lead to the tables that the code knows, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from support.databases import ENGINES, sqlalchemy_url
from support.proofs.scene import DRAFT, NOW, Scene, scene

from bot.messages import Arrival
from bot.records.people import Person
from bot.records.registration import PlanPart
from bot.storage.engine.migrate import MIGRATIONS, config, head, migrate
from bot.storage.engine.opening import FILE, open_postgres, open_sqlite
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.writes.forms import SaveDraft
from ocop_domain.evidence import Paper

__all__ = ["scene"]


VERSIONS = MIGRATIONS / "versions"


REVISIONS = sorted(p.name.split("_")[0] for p in VERSIONS.glob("[0-9]*.py"))


@pytest.fixture(params=ENGINES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLAlchemy's address of an empty database, on each engine in turn."""
    if request.param == "postgres":
        return sqlalchemy_url(request.getfixturevalue("fresh_postgres")())
    (tmp_path / "data").mkdir()
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / FILE}"


async def _on(url: str, act: Callable[[Connection], Any]) -> Any:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(act)
    finally:
        await engine.dispose()


async def _upgrade(url: str, revision: str) -> None:
    await _on(url, lambda c: command.upgrade(config(c), revision))


async def _open(url: str) -> Store:
    """Opens the database as the program does at its start."""
    if url.startswith("sqlite"):
        return Store(await open_sqlite(Path(url.partition("///")[2]).parent))
    return Store(await open_postgres(url.replace("+asyncpg", "")))


async def test_papers_of_one_file_are_papers_of_one_page_for_the_product_they_named(new_url: str) -> None:
    await _upgrade(new_url, "0005")
    await _on(new_url, lambda c: c.execute(text("INSERT INTO person (id, language) VALUES (7, 'vi')")))
    old = "INSERT INTO paper (id, person_id, kind, name, expires_on, product_id, file_id, revision) VALUES "
    rows = (
        "('w1', 7, 'test_result', 'Tôm khô', '2023-01-10', '', 'f1', 3)",
        "('w2', 7, 'award', 'Hội chợ', '', 'p1', '', 1)",
    )
    await _on(new_url, lambda c: [c.execute(text(old + row)) for row in rows])
    store = await _open(new_url)
    try:
        assert await store.papers_of(7) == [
            Paper("w1", 7, "test_result", "Tôm khô", expires=date(2023, 1, 10), files=("f1",), revision=3),
            Paper("w2", 7, "award", "Hội chợ", products=("p1",), revision=1),
        ]
    finally:
        await store.close()


async def test_a_set_of_an_imported_product_is_of_the_law_of_the_day_on_which_it_was_read(new_url: str) -> None:
    await _upgrade(new_url, "0053")
    read = {"i1": "2023-02-23T16:59:59", "i2": "2026-05-21T16:59:59", "i3": "2026-05-21T17:00:00"}
    producer = "INSERT INTO imported_producer (id, area, name) VALUES ('o1', 'o32035', 'HTX')"
    said = json.dumps({"product": "s14", "product_set": "s14"}, separators=(",", ":"))
    product = text(
        "INSERT INTO imported_product (id, producer_id, key, product_set, said, at)"
        " VALUES (:id, 'o1', :key, 's14', :said, :at)"
    )
    await _on(new_url, lambda c: c.execute(text(producer)))
    for id_, at in read.items():
        line = {"id": id_, "key": id_, "said": said, "at": f"{at}.000+00:00"}
        await _on(new_url, lambda c, line=line: c.execute(product, line))
    store = await _open(new_url)
    try:
        rows = await store.database.fetch("SELECT id, product_set, said FROM imported_product ORDER BY id")
        decisions = {"i1": "1048-2019", "i2": "148-2023", "i3": "26-2026"}
        for id_, kept, said in rows:
            assert kept == f"{decisions[id_]}.s14"
            assert json.loads(said) == {"product": "s14", "product_set": kept}, "the same row, read again, is the same"
    finally:
        await store.close()


async def test_an_activity_keeps_its_audience_as_the_first_of_several_and_its_guests_their_answers(
    new_url: str,
) -> None:
    await _upgrade(new_url, "0054")
    unit = json.dumps({"role": "producer", "areas": ["o32035"]})
    activity = text(
        "INSERT INTO activity (id, unit, kind, title, starts, ends, audience, code, code_on, state)"
        " VALUES (:id, 'o32035', 'fair', 'Chợ', '2026-09-15', '2026-09-16', :audience, '4711', '2026-09-15', 'planned')"
    )
    guest = text("INSERT INTO attendance (activity_id, person_id, answer) VALUES ('a1', 7, 'yes')")
    for id_, audience in (("a1", unit), ("a2", "{}")):
        line = {"id": id_, "audience": audience}
        await _on(new_url, lambda c, line=line: c.execute(activity, line))
    await _on(new_url, lambda c: c.execute(guest))
    store = await _open(new_url)
    try:
        rows = await store.database.fetch("SELECT id, audience, code FROM activity ORDER BY id")
        guests = await store.database.fetch("SELECT activity_id, person_id, answer, notice FROM attendance")
        first, second = await store.activity("a1"), await store.activity("a2")
    finally:
        await store.close()
    assert [(id_, json.loads(audience), code) for id_, audience, code in rows] == [
        ("a1", [json.loads(unit)], "4711"),
        ("a2", [{}], "4711"),
    ]
    assert [tuple(row) for row in guests] == [("a1", 7, "yes", "")]
    assert first is not None
    assert second is not None
    assert [one.areas for one in (*first.audience, *second.audience)] == [("o32035",), ()]


def test_there_is_one_line_of_migrations_and_its_head_is_the_newest_file() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(settings)
    assert script.get_heads() == [head()] == [REVISIONS[-1]]
    assert [r.revision for r in script.walk_revisions()] == REVISIONS[::-1]


async def test_the_migrated_tables_are_the_declared_ones(new_url: str) -> None:
    await migrate(new_url)

    def differences(connection: Connection) -> list[Any]:
        # Alembic takes SQLite's '' for another default than ours.
        options = {"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    assert await _on(new_url, differences) == []


async def test_migrating_twice_changes_nothing(new_url: str) -> None:
    await migrate(new_url)
    store = await _open(new_url)
    await Scene(store).turn(SaveDraft(DRAFT))
    await store.close()
    await migrate(new_url)
    store = await _open(new_url)
    assert await store.draft("d1")
    await store.close()


async def test_whoever_came_at_any_earlier_revision_is_still_known(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One database goes through all of them, and at each one somebody more comes: so every step meets rows of all
    before. The steps run in this process: to start another takes longer than they do."""
    monkeypatch.setattr("bot.storage.engine.opening.migrate_aside", migrate)
    for number, revision in enumerate(REVISIONS, start=1):
        await _upgrade(new_url, revision)
        at_address = revision >= "0022"
        person, address = ("", ", draft_id") if at_address else (", draft_id", "")
        values = {"": "", ", draft_id": f", 'd{revision}'"}
        for insert in (
            f"INSERT INTO person (language{person}) VALUES ('en'{values[person]})",
            f"INSERT INTO address (channel, address, person_id{address})"
            f" SELECT 'telegram', 'lan{revision}', max(id){values[address]} FROM person",
        ):
            await _on(new_url, lambda c, sql=insert: c.execute(text(sql)))
        assert number == await _on(new_url, lambda c: c.scalar(text("SELECT count(*) FROM person")))
    store = await _open(new_url)
    try:
        rows = await store.database.fetch("SELECT version_num FROM alembic_version")
        assert [r[0] for r in rows] == [head()]
        scene = Scene(store)
        for revision in REVISIONS:
            known = await scene.person(f"lan{revision}")
            assert known == Person(known.id, "en", draft=f"d{revision}"), revision
        await scene.turn(SaveDraft(DRAFT), who=f"lan{REVISIONS[0]}")
        assert await store.draft("d1")
    finally:
        await store.close()


async def test_what_waited_in_the_inbox_before_updates_had_an_identity_is_still_answered_and_not_taken_twice(
    new_url: str,
) -> None:
    await _upgrade(new_url, "0015")
    at = NOW.isoformat()
    insert = "INSERT INTO inbox (channel, update_id, address, payload, received_at, done_at) VALUES "
    rows = f"('telegram', '7', 'lan', '{{}}', '{at}', ''), ('telegram', '6', '', '', '{at}', 'x')"
    await _on(new_url, lambda c: c.exec_driver_sql(insert + rows))
    store = await _open(new_url)
    try:
        assert await store.unanswered() == [Arrival("telegram", "lan", "7", "{}")]
        again = [Arrival("telegram", "lan", number, "{}", "own") for number in ("6", "7", "8")]
        assert await store.intake(again, NOW) == again[2:]
        later = NOW + timedelta(days=7)
        other = Arrival("telegram", "lan", "8", "{}", "other")
        assert await store.intake([*again, other], later) == [*again[:2], other], "a week later the ids are others'"
    finally:
        await store.close()


async def test_a_dossier_filed_before_filings_were_kept_is_kept_as_it_stands_now(new_url: str) -> None:
    await _upgrade(new_url, "0005")
    rows = {
        "person": [{"language": "vi"}],
        "producer": [{"id": "o1", "person_id": 1, "name": "HTX Tôm khô"}],
        "product": [
            {
                "id": id_,
                "producer_id": "o1",
                "person_id": 1,
                "programme": "camau-2022",
                "area": "o32035",
                "name": "Tôm khô",
                "answers": '{"product_name": "Tôm khô"}',
                "form": "idea",
                "form_version": 1,
                "state": state,
                "revision": 3,
                "sent_on": "2022-02-15",
                "updated_on": "2022-05-20",
            }
            for id_, state in (("p1", "filed"), ("p2", "accepted"))
        ],
        "plan_part": [
            {"product_id": "p1", "person_id": 1, "section": "story", "answers": f'{{"a": "{a}"}}', "reason": ""}
            for a in ("cũ", "mới")
        ],
        "score": [
            {
                "product_id": "p1",
                "person_id": 1,
                "kind": kind,
                "decision": "26-2026",
                "set_id": "s08",
                "answers": "{}",
                "total": total,
                "star": 3,
                "at": "2022-05-01",
            }
            for kind, total in (("self", 50), ("self", 61), ("council", 70))
        ],
        "paper": [
            {
                "id": "w1",
                "person_id": 1,
                "kind": "story",
                "name": "Chuyện",
                "expires_on": "2023-01-10",
                "file_id": "f" * 32,
            }
        ],
    }
    for table, lines in rows.items():
        for line in lines:
            insert = f"INSERT INTO {table} ({', '.join(line)}) VALUES ({', '.join(f':{c}' for c in line)})"
            await _on(new_url, lambda c, sql=insert, line=line: c.execute(text(sql), line))
    store = await _open(new_url)
    try:
        (submission,) = await store.submissions_of("p1")
        held = submission.contents
        assert (submission.number, held.day, submission.verdict) == (1, date(2022, 5, 20), "")
        now = await store.application("p1")
        assert now
        assert held.application == replace(now, product=""), "a dossier of that time names no product"
        assert now.product == "pp1"
        assert held.plan == await store.plan_of("p1") == {"story": PlanPart("story", {"a": "mới"})}
        assert [s.total for s in held.sheets] == [61, 50], "the newest first, and none of the council"
        assert list(held.papers) == await store.papers_of(1)
        assert await store.submissions_of("p2") == [], "nothing was handed in"
    finally:
        await store.close()

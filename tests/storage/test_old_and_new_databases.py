"""A database that is not of today: only `run` and `upgrade` may change it, and everybody says plainly what it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.databases import ENGINES, with_tables
from support.sites import LETTER, Site, plain

from bot.storage.engine.migrate import head

TOOLS = (
    ["check"],
    ["export"],
    ["outbox"],
    ["invite", "--role", "admin"],
    ["broadcast", LETTER, "--to", "role=producer", "--dry-run"],
)
CHANGING = [tool for tool in TOOLS if tool != ["check"]]


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """An empty database, on each engine in turn."""
    return Site(tmp_path, request.getfixturevalue("fresh_postgres")() if request.param == "postgres" else "")


def test_no_tool_makes_a_database_that_is_missing(site: Site) -> None:
    for tool in CHANGING:
        plain(site.type(*tool), "no database", "ocop-bot run")
    checked = site.type("check")
    assert "database: none yet" in checked.output
    assert not site.file.exists()


def test_no_tool_changes_an_older_database(site: Site) -> None:
    site.upgrade("0012")
    for tool in CHANGING:
        plain(site.type(*tool), "older version", "0012", "ocop-bot upgrade")
    assert "revision 0012" in site.type("check").output
    assert site.revision() == "0012"


def test_a_database_of_a_newer_version_is_said_to_be_one_and_left_alone(site: Site) -> None:
    site.upgrade("head")
    site.execute("UPDATE alembic_version SET version_num = '9999'")
    for shown in (site.serve(), *(site.type(*tool) for tool in CHANGING)):
        plain(shown, "newer version", "9999", head())
    checked = site.type("check")
    assert checked.exit_code == 1
    assert "PROBLEM database" in checked.output
    assert "newer version" in checked.output
    assert site.revision() == "9999"


def test_a_tool_marks_no_database(tmp_path: Path) -> None:
    with_tables(tmp_path / "live")
    site = Site(tmp_path)
    for tool in TOOLS:
        shown = site.type(*tool)
        assert shown.exit_code == 0, shown.output
    with closing(sqlite3.connect(site.file)) as connection:
        assert connection.execute("SELECT key FROM meta").fetchall() == []

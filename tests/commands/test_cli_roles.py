"""The command line about roles: exactly the unit that was named, who holds what, and how it ends."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.databases import with_tables
from typer.testing import CliRunner, Result

from bot.bootstrap import open_store
from bot.cli import app
from bot.commands.inviting import unit_of
from bot.commands.inviting_many import LINKS, MESSAGES, SHEET
from bot.handlers.account.codes import hash_token
from bot.kit.clock import system_clock
from bot.records.offices import Official
from bot.settings.config import BadSettings, Settings
from bot.storage.account import offices
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.writes.people import AddGrant, PutOfficial, UseInvitation
from ocop_domain.rights import Grant, Role

TODAY = date(2026, 12, 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"DATA": str(tmp_path), "PROGRAMME": "vietnam-2027", "DEMO": "0", "PLACES": "live"}.items():
        if name != "PLACES":
            monkeypatch.setenv(f"OCOP_{name}", value)
    (tmp_path / "live").mkdir()
    with_tables(tmp_path / "live")
    return tmp_path


def ocop(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def in_store(folder: Path, work: Any) -> Any:
    """Does something in the database that the commands use."""

    async def run() -> Any:
        store = await open_store(Settings(data=folder, demo=False, programme="vietnam-2027"))
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


async def _official(store: Store) -> int:
    """An officer of two communes who has said who she is."""
    now = system_clock()
    officer = await store.person("web", "lan", "vi", now)
    by = By(officer.id, "web", "lan", now)
    writes = [
        AddGrant(Grant(Role.COMMUNE_OFFICER, "n32248")),
        AddGrant(Grant(Role.COMMUNE_OFFICER, "n32041")),
        PutOfficial(Official("Lê Thị Lan", "Công chức", "+842903831234")),
    ]
    await store.database.write([s for write in writes for s in statements(write, by)])
    return officer.id


# Exactly the unit that was named


@pytest.mark.parametrize(
    ("role", "named", "code"),
    [
        (Role.COMMUNE_OFFICER, "Xã Đất Mũi", "n32248"),
        (Role.COMMUNE_OFFICER, "đất mũi", "n32248"),
        (Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Cà Mau", "n32248"),
        (Role.COMMUNE_OFFICER, "n32248", "n32248"),
        (Role.PROVINCE_STAFF, "Tỉnh Cà Mau", "n96"),
        (Role.COUNCIL_MEMBER, "Tỉnh Cà Mau", "n96"),
    ],
)
def test_a_role_goes_to_the_unit_that_was_named(role: Role, named: str, code: str) -> None:
    unit = unit_of(named, role, TODAY)
    assert unit
    assert unit.code == code


@pytest.mark.parametrize(
    ("role", "named", "offered"),
    [
        (Role.DISTRICT_STAFF, "Thành phố Cà Mau", ""),  # gave a whole province
        (Role.PROVINCE_STAFF, "Thành phố Cà Mau", "n96"),
        (Role.COMMUNE_OFFICER, "Xã Định Bình, Thành phố Cà Mau", "n32041"),  # what the former commune is part of
        (Role.COMMUNE_OFFICER, "o32035", "n32041"),
        (Role.COMMUNE_OFFICER, "Xã Tân Tiến", ""),
        (Role.COMMUNE_OFFICER, "Xã Đất Mũi, Tỉnh Nghệ An", ""),
        (Role.COUNCIL_MEMBER, "Xã Đất Mũi", ""),  # councils sit above the communes
        (Role.COUNCIL_SECRETARY, "n32248", ""),
        (Role.PROVINCE_STAFF, "n32248", ""),
        (Role.COMMUNE_OFFICER, "", ""),
    ],
)
def test_what_is_not_exact_is_told_with_candidates_and_nothing_is_made(role: Role, named: str, offered: str) -> None:
    with pytest.raises(BadSettings) as refused:
        unit_of(named, role, TODAY)
    assert offered in str(refused.value)


# Who holds what


def test_the_list_says_who_holds_what_since_when_and_by_whose_invitation(folder: Path) -> None:
    officer = in_store(folder, _official)
    shown = ocop("roles")
    assert shown.exit_code == 0, shown.output
    assert "Lê Thị Lan, Công chức" in shown.output
    assert "Xã Đất Mũi, Tỉnh Cà Mau" in shown.output
    assert "invited at the machine" in shown.output
    told = json.loads(ocop("roles", "--json").output)
    assert {(row["person"], row["role"], row["area"]) for row in told} == {
        (officer, "commune_officer", "n32248"),
        (officer, "commune_officer", "n32041"),
    }
    assert all(row["name"] == "Lê Thị Lan" and row["since"] for row in told)


def test_a_role_that_is_taken_away_ends_at_once_its_holder_is_told_and_its_history_stays(folder: Path) -> None:
    officer = in_store(folder, _official)
    several = ocop("role", "remove", str(officer), "commune_officer")
    assert several.exit_code == 2
    assert "n32248" in several.output, "in several units: which one is asked"
    done = ocop("role", "remove", str(officer), "commune_officer", "--area", "Xã Đất Mũi")
    assert done.exit_code == 0, done.output
    assert [row["area"] for row in json.loads(ocop("roles", "--json").output)] == ["n32041"]
    (past,) = json.loads(ocop("roles", "--past", "--json").output)
    assert (past["area"], past["how"], past["person"]) == ("n32248", "removed", officer)

    async def told(store: Store) -> list[Any]:
        return await store.database.fetch("SELECT payload FROM outbox WHERE lane = 'notice'")

    ((payload,),) = in_store(folder, told)
    assert "không còn giữ việc này" in payload
    again = ocop("role", "remove", str(officer), "commune_officer", "--area", "n32248")
    assert again.exit_code == 2
    assert "Traceback" not in again.output


def test_nobody_holds_a_role_that_was_never_given(folder: Path) -> None:
    assert ocop("roles").output.strip() == "nobody"
    assert ocop("role", "remove", "7", "commune_officer").exit_code == 2
    assert ocop("role", "remove", "7", "king").exit_code == 2


# Invitations


def test_an_invitation_that_was_cancelled_cannot_be_taken(folder: Path) -> None:
    made = ocop("invite", "--role", "commune_officer", "--area", "Xã Đất Mũi", "--for", "Chị Lan")
    assert made.exit_code == 0, made.output
    token = made.output.split("join-")[1].split()[0]
    (listed,) = json.loads(ocop("invitations", "--json").output)
    assert (listed["for"], listed["state"], listed["area"]) == ("Chị Lan", "open", "n32248")
    assert ocop("invitation", "cancel", listed["id"]).exit_code == 0
    assert ocop("invitations").output.strip() == "none"
    assert "cancelled" in ocop("invitations", "--all").output

    async def kept(store: Store) -> Any:
        return await store.invitation(hash_token(token))

    assert in_store(folder, kept).used
    assert ocop("invitation", "cancel", listed["id"]).exit_code == 2, "it is over"
    assert ocop("invitation", "cancel", "nothing").exit_code == 2


def test_an_invitation_that_was_taken_says_by_whom(folder: Path) -> None:
    made = ocop("invite", "--role", "commune_officer", "--area", "Xã Đất Mũi")
    token = made.output.split("join-")[1].split()[0]

    async def take(store: Store) -> None:
        officer, now = await _official(store), system_clock()
        await store.database.write(list(statements(UseInvitation(hash_token(token)), By(officer, "web", "lan", now))))

    in_store(folder, take)
    assert "taken by Lê Thị Lan" in ocop("invitations", "--all").output
    assert ocop("invitations").output.strip() == "none"


def test_a_role_with_a_last_day_ends_with_it(folder: Path) -> None:
    async def given(store: Store) -> None:
        now = system_clock()
        officer = await store.person("web", "lan", "vi", now)
        last = now.date() - timedelta(days=2)
        write = AddGrant(Grant(Role.COMMUNE_OFFICER, "n32248", last))
        await store.database.write(list(statements(write, By(officer.id, "web", "lan", now))))
        assert (await store.person("web", "lan", "vi", now)).grants == ()

    in_store(folder, given)


# Many at once


def _table(folder: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = folder / "xa.xlsx"
    book.save(file)
    return file


SPEAKS = ("Tỉnh Cà Mau", "Bảy", "sở công thương")


def test_a_table_of_communes_becomes_links_a_sheet_of_codes_and_texts_to_forward(folder: Path) -> None:
    table = _table(
        folder, ("Xã", "Họ tên"), ("Xã Đất Mũi", "Lê Thị Lan"), ("n32041", ""), ("Phường An Xuyên", "Tư"), SPEAKS
    )
    shown = ocop("invite-many", str(table), "--out", str(folder / "out"))
    assert shown.exit_code == 0, shown.output
    rows = list(load_workbook(folder / "out" / LINKS).active.iter_rows(values_only=True))
    assert len(rows) == 5
    assert rows[4][0] == "Sở Công Thương, Tỉnh Cà Mau"
    assert rows[1][0] == "Xã Đất Mũi, Tỉnh Cà Mau"
    assert rows[1][1] == "Lê Thị Lan"
    assert "/join/" in str(rows[1][3])
    assert (folder / "out" / SHEET).read_bytes().startswith(b"%PDF")
    texts = (folder / "out" / MESSAGES).read_text(encoding="utf-8")
    assert "Kính gửi Lê Thị Lan" in texts
    assert str(rows[3][3]) in texts
    listed = json.loads(ocop("invitations", "--json").output)
    assert {row["area"] for row in listed} == {"n32248", "n32041", "n32002", "n96"}


def test_a_table_with_one_row_that_is_not_clear_makes_nothing(folder: Path) -> None:
    table = _table(folder, ("Xã Đất Mũi",), ("Xã Tân Tiến",), ("Atlantis",))
    shown = ocop("invite-many", str(table), "--out", str(folder / "out"))
    assert shown.exit_code == 2
    assert "Row 2" in shown.output
    assert "Row 3" in shown.output
    assert ocop("invitations").output.strip() == "none"
    assert not (folder / "out").exists()


def test_what_is_no_workbook_is_told(folder: Path) -> None:
    (folder / "x.xlsx").write_text("no")
    assert ocop("invite-many", str(folder / "x.xlsx"), "--out", str(folder)).exit_code == 2
    assert ocop("invite-many", str(_table(folder)), "--out", str(folder)).exit_code == 2


async def test_officials_whom_to_ask_are_those_who_look_after_the_commune(store: Store) -> None:
    await _official(store)
    assert [o.name for o in await offices.officials_for(store.database, ["n32248"])] == ["Lê Thị Lan"]
    assert await offices.officials_for(store.database, ["n32025"]) == []
    await store.database.write([Statement("UPDATE official SET name = '', phone = ''")])
    assert await offices.officials_for(store.database, ["n32248"]) == [], "who said nothing is not shown"

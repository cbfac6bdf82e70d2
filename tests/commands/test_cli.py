"""The command line, as an administrator types it: plain words, no tracebacks, nothing secret on the screen."""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
import signal
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from openpyxl import load_workbook
from support.assistants import free_port
from support.forms import an_application
from support.places import ROOT
from typer.testing import CliRunner

from bot.app import open_assistant
from bot.bootstrap import open_store, secret_for, secret_of
from bot.cli import app
from bot.commands.checking import check_all
from bot.dispatch.ports import Outcome
from bot.handlers.account.codes import hash_token
from bot.kit.clock import VIETNAM, system_clock
from bot.messages import Arrival
from bot.records.people import Invitation
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.writes.registration import PutApplication
from ocop_domain.applications import Application
from ocop_domain.rights import Role

NAMES = ["run", "invite", "check", "export"]
Cli = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path) -> Cli:
    """Types a command; settings are given as OCOP_… without the prefix. The live database is there already."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OCOP_{name.upper()}", raising=False)

    (tmp_path / "live").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "live" / FILE)

    def type_(*words: str, **settings: str) -> Result:
        env = {"OCOP_DATA": str(tmp_path), **{f"OCOP_{k.upper()}": v for k, v in settings.items()}}
        return CliRunner().invoke(app, list(words), env=env)

    return type_


def _settings(folder: Path, **changes: object) -> Settings:
    return Settings(**{"data": folder, "demo": False, "programme": "camau-2022", **changes})  # type: ignore[arg-type]


# Help


@pytest.mark.parametrize("command", [c.name or c.callback.__name__ for c in app.registered_commands if c.callback])
def test_every_command_explains_itself(cli: Cli, command: str) -> None:
    shown = cli(command, "--help")
    assert shown.exit_code == 0
    assert f"{command} [OPTIONS]" in shown.output
    assert len(shown.output.splitlines()) >= 4


def test_without_a_command_the_help_lists_them_all(cli: Cli) -> None:
    shown = cli()
    assert all(name in shown.output for name in NAMES)
    assert "OCOP_" in shown.output


@pytest.mark.parametrize("words", [["nosuch"], ["invite"], ["invite", "--role"], ["export", "--nosuch"]])
def test_a_mistyped_command_is_refused_with_a_hint(cli: Cli, words: list[str]) -> None:
    shown = cli(*words)
    assert shown.exit_code == 2
    assert "--help" in shown.output or "Missing option" in shown.output or "Error" in shown.output


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("web_port", "abc"),
        ("web_port", "70000"),
        ("programme", "camau-1999"),
        ("secret", "short"),
        ("telegram_webhook_url", "ftp://x"),
        ("telegram_api_url", "localhost"),
        ("log_level", "loud"),
        ("demo", "perhaps"),
    ],
)
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_setting_that_cannot_be_used_is_named(cli: Cli, command: str, name: str, value: str) -> None:
    shown = cli(command, **{name: value})
    assert shown.exit_code == 2
    assert f"OCOP_{name.upper()}" in shown.output
    assert "Traceback" not in shown.output


def test_a_wrong_programme_is_told_with_those_that_exist(cli: Cli) -> None:
    shown = cli("check", programme="camau-1999")
    assert "camau-2022" in shown.output
    assert "vietnam-2027" in shown.output


def test_a_secret_that_is_too_short_is_not_printed(cli: Cli) -> None:
    assert "hunter2" not in cli("check", secret="hunter2").output


@pytest.mark.parametrize(
    ("given", "demo", "programme"),
    [
        ({}, True, "camau-2022"),
        ({"programme": "camau-2022"}, False, "camau-2022"),
        ({"telegram_token": "1:a"}, False, ""),
        ({"database_url": "postgresql://x/y"}, False, ""),
        ({"demo": False}, False, ""),
        ({"demo_programme": "dakdoa-2022"}, True, "dakdoa-2022"),
        ({"demo": True, "programme": "vietnam-2027"}, True, "vietnam-2027"),
    ],
)
def test_it_is_the_demonstration_only_while_nothing_real_is_set(
    given: dict[str, object], demo: bool, programme: str
) -> None:
    settings = Settings(**given)  # type: ignore[arg-type]
    assert (settings.is_demo, settings.programme_id) == (demo, programme)
    assert settings.folder.name == ("demo" if demo else "live")


# check


def test_check_looks_at_everything_and_finds_it_well(cli: Cli) -> None:
    shown = cli("check")
    assert shown.exit_code == 0, shown.output
    assert "PROBLEM" not in shown.output
    for part in (
        "demonstration",
        "areas",
        "product sets",
        "camau-2022",
        "vietnam-2027",
        "catalogue vi",
        "catalogue en",
        "demo",
    ):
        assert part in shown.output
    for name, field in Settings.model_fields.items():
        assert f"OCOP_{name.upper()}" in shown.output
        assert field.description
        assert field.description in shown.output


def test_check_tells_nothing_secret(cli: Cli) -> None:
    shown = cli("check", telegram_token="123:verysecret", secret="y" * 40, programme="camau-2022")
    assert shown.exit_code == 0
    assert "verysecret" not in shown.output
    assert "yyyy" not in shown.output
    assert "OCOP_TELEGRAM_TOKEN = set" in shown.output


def test_check_says_what_is_wrong_with_the_database(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    shown = cli("check", programme="camau-2022", data=str(tmp_path / "file"))
    assert shown.exit_code == 1
    assert "PROBLEM database" in shown.output
    assert "Traceback" not in shown.output


def test_check_says_so_when_the_file_is_no_database(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "live" / FILE).write_bytes(b"this is no database" * 100)
    shown = cli("check", programme="camau-2022")
    assert shown.exit_code == 1
    assert "PROBLEM database" in shown.output


# The demonstration and real data keep apart


async def _made(settings: Settings) -> str:
    """Opens the database as `run` does; what it is for."""
    store = await open_store(settings, migrate=True)
    try:
        return await store.kind()
    finally:
        await store.close()


def test_the_demonstration_refuses_a_live_database_and_the_reverse(cli: Cli, tmp_path: Path) -> None:
    asyncio.run(_made(_settings(tmp_path, demo=True)))
    asyncio.run(_made(_settings(tmp_path)))
    demo, live = tmp_path / "demo" / FILE, tmp_path / "live" / FILE
    moved = tmp_path / "moved"
    demo.rename(moved)
    live.rename(demo)
    moved.rename(live)
    for settings, word in (({}, "real data"), ({"programme": "camau-2022"}, "demonstration")):
        for command in ("check", "export"):
            shown = cli(command, **settings)
            assert shown.exit_code in {1, 2}
            assert "OCOP_DEMO" in shown.output
            assert word in shown.output
            assert "Traceback" not in shown.output


def test_on_one_postgresql_database_the_second_kind_is_refused(
    fresh_postgres: Callable[[], str], tmp_path: Path
) -> None:
    url = fresh_postgres()
    live = _settings(tmp_path, database_url=url)
    assert asyncio.run(_made(live)) == "live"
    with pytest.raises(BadSettings, match="OCOP_DEMO"):
        asyncio.run(_made(_settings(tmp_path, database_url=url, demo=True)))
    (line,) = [x for x in asyncio.run(check_all(_settings(tmp_path, database_url=url, demo=True))) if not x.ok]
    assert "OCOP_DEMO" in line.text
    assert asyncio.run(_made(live)) == "live"


def test_the_secret_is_made_once_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    first = secret_of(settings)
    file = settings.folder / "secret"
    assert len(first) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert secret_of(settings) == first
    assert secret_of(_settings(tmp_path / "other")) != first
    assert secret_of(_settings(tmp_path, secret="z" * 40)) == "z" * 40


def test_of_many_who_begin_together_all_have_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as together:
        for number in range(40):
            settings = _settings(tmp_path / str(number))
            assert len(set(together.map(lambda _, s=settings: secret_of(s), range(8)))) == 1
            assert [p.name for p in settings.folder.iterdir()] == ["secret"]


async def _entered(settings: Settings, cookie: str = "") -> tuple[str, str]:
    """The chat of a browser with this cookie in an assistant opened with these settings, and its cookie then."""
    async with open_assistant(settings, ticks=False) as assistant:
        transport = httpx.ASGITransport(assistant.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"Cookie": f"ocop={cookie}"} if cookie else {}
            answer = await client.get("/api/state", headers=headers)
            return answer.json()["windows"][0]["tag"], client.cookies["ocop"]


async def test_a_new_container_on_the_same_postgresql_makes_nobody_a_stranger(
    ready_postgres: Callable[[], str], tmp_path: Path
) -> None:
    url = ready_postgres()
    tag, cookie = await _entered(_settings(tmp_path / "one", database_url=url))
    again, _ = await _entered(_settings(tmp_path / "two", database_url=url), cookie)
    assert again == tag
    lines = [line.text for line in await check_all(_settings(tmp_path / "two", database_url=url))]
    (told,) = [line for line in lines if line.startswith("secret:")]
    assert "warning: OCOP_SECRET is not set: kept in the database" in told


async def test_a_secret_of_a_folder_is_carried_into_the_database_once(store: Store, tmp_path: Path) -> None:
    former = secret_of(_settings(tmp_path))
    shared = _settings(tmp_path, files_url="s3://bucket/ocop")
    assert await secret_for(shared, store) == former
    elsewhere = _settings(tmp_path / "new", files_url="s3://bucket/ocop")
    secret_of(_settings(tmp_path / "new"))
    assert await secret_for(elsewhere, store) == former, "the database's is the one that holds"
    assert await secret_for(_settings(tmp_path, secret="z" * 40), store) == "z" * 40
    assert await store.keep_secret("y" * 64) == former, "the first one stays"


def test_check_says_where_the_secret_is(tmp_path: Path) -> None:
    def told(settings: Settings) -> str:
        lines = [line.text for line in asyncio.run(check_all(settings))]
        (found,) = [line for line in lines if line.startswith("secret:")]
        return found

    assert "none yet" in told(_settings(tmp_path))
    secret_of(_settings(tmp_path))
    assert str(tmp_path) in told(_settings(tmp_path))
    assert "OCOP_SECRET" in told(_settings(tmp_path, secret="z" * 40))


# invite


def _kept(folder: Path, token: str) -> Invitation | None:
    async def look() -> Invitation | None:
        store = await open_store(_settings(folder))
        try:
            return await store.invitation(hash_token(token))
        finally:
            await store.close()

    return asyncio.run(look())


def _token(shown: Result) -> str:
    return shown.output.split("join-")[1].split()[0]


@pytest.mark.parametrize(
    ("role", "area", "code"),
    [
        ("commune_officer", "Xã Đất Mũi, Tỉnh Cà Mau", "n32248"),
        ("commune_officer", "n32248", "n32248"),
        ("province_staff", "Tỉnh Cà Mau", "n96"),
        ("province_staff", "ca mau", "n96"),
        ("admin", "", ""),
    ],
)
def test_an_invitation_names_the_role_the_place_and_how_long_it_holds(
    cli: Cli, tmp_path: Path, role: str, area: str, code: str
) -> None:
    shown = cli("invite", "--role", role, "--area", area, "--days", "3", programme="camau-2022")
    assert shown.exit_code == 0, shown.output
    kept = _kept(tmp_path, _token(shown))
    assert kept
    assert (kept.role, kept.used) == (Role(role), False)
    assert kept.area == code
    assert 2.9 < (kept.expires - system_clock()).total_seconds() / 86400 <= 3
    assert role in shown.output
    assert f"{kept.expires.astimezone(VIETNAM):%d/%m/%Y %H:%M}, Vietnam's time" in shown.output


def test_the_help_of_an_invitation_names_every_role(cli: Cli) -> None:
    shown = " ".join(cli("invite", "--help").output.split())
    assert [role for role in Role if role not in shown] == []


def test_only_the_hash_of_an_invitation_is_kept(cli: Cli, tmp_path: Path) -> None:
    shown = cli("invite", "--role", "admin", programme="camau-2022")
    assert _token(shown).encode() not in (tmp_path / "live" / FILE).read_bytes()


def test_the_link_leads_to_the_public_address(cli: Cli) -> None:
    shown = cli("invite", "--role", "admin", programme="camau-2022", web_url="https://ocop.example.vn/")
    assert f"https://ocop.example.vn/join/{_token(shown)}" in shown.output
    assert "█" in shown.output or "▀" in shown.output, "a QR code to hold a phone at"


def test_the_qr_code_is_written_as_a_picture(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "qr.png"
    assert cli("invite", "--role", "admin", "--qr", str(file), programme="camau-2022").exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--role", "king", "--area", "Tỉnh Cà Mau"], "commune_officer"),
        (["--role", "commune_officer"], "no commune found"),
        (["--role", "commune_officer", "--area", "Atlantis"], "Atlantis"),
        (["--role", "commune_officer", "--area", "Tỉnh Cà Mau"], "--area"),
        (["--role", "province_staff", "--area", "Xã Đất Mũi"], "--area"),
    ],
)
def test_an_invitation_to_nowhere_is_refused_plainly(cli: Cli, words: list[str], told: str) -> None:
    shown = cli("invite", *words, programme="camau-2022")
    assert shown.exit_code == 2
    assert told in shown.output
    assert "Traceback" not in shown.output


def test_an_area_that_may_be_several_is_asked_for_by_its_code(cli: Cli, tmp_path: Path) -> None:
    shown = cli("invite", "--role", "commune_officer", "--area", "Xã Tân Tiến", programme="vietnam-2027")
    assert shown.exit_code == 2
    lines = [line.split()[0] for line in shown.output.splitlines() if line.startswith("  ")]
    assert len(lines) >= 2
    chosen = cli("invite", "--role", "commune_officer", "--area", lines[0], programme="vietnam-2027")
    assert chosen.exit_code == 0
    kept = _kept(tmp_path, _token(chosen))
    assert kept
    assert kept.area == lines[0]


@pytest.mark.parametrize("code", ["n96", "o964", "h32002"])
def test_a_code_of_another_level_or_time_is_refused(cli: Cli, code: str) -> None:
    assert cli("invite", "--role", "commune_officer", "--area", code, programme="vietnam-2027").exit_code == 2


# export


def _put(folder: Path, *products: Application) -> None:
    async def put() -> None:
        store = await open_store(_settings(folder))
        now = system_clock()
        person = await store.person("web", "w1", "vi", now)
        for number, application in enumerate(products):
            arrival = Arrival("web", "w1", str(number), "{}")
            await store.intake([arrival], now)
            owned = replace(application, owner=person.id, revision=0)
            await store.commit(arrival, Outcome(person.id, [PutApplication(owned, {})], ()), now)
        await store.close()

    asyncio.run(put())


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_export_has_a_line_for_each_product_with_every_answer_as_people_read_it(cli: Cli, tmp_path: Path) -> None:
    application = an_application()
    _put(
        tmp_path,
        application,
        replace(
            application,
            id="p2",
            name='Mắm, "ba khía"',
            answers={**application.answers, "product_name": 'Mắm, "ba khía"', "story": "Một,\nhai"},
        ),
    )
    shown = cli("export", programme="camau-2022")
    assert shown.exit_code == 0
    first, second = _rows(shown.output)
    assert (first["id"], first["state"], first["sent_on"]) == ("p1", "sent", "2022-02-15")
    assert first["price"] == "85.000 đ/hộp"
    assert first["volume"] == "1.500 kg"
    assert first["phone"] == "0912345678"
    assert first["province"] == "Tỉnh Cà Mau"
    assert first["commune"] in first["area"]
    assert first["group"]
    assert first["photos"] == "1 ảnh"
    assert (second["product_name"], second["story"]) == ('Mắm, "ba khía"', "Một,\nhai")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_in_the_export_runs_as_a_formula(cli: Cli, tmp_path: Path, start: str) -> None:
    evil = f'{start}HYPERLINK("http://x";"Tôm")'
    application = an_application()
    texts = dict.fromkeys(("product_name", "description", "story", "customers", "producer_name"), evil)
    _put(tmp_path, replace(application, name=evil, producer_name=evil, answers={**application.answers, **texts}))
    (row,) = _rows(cli("export", programme="camau-2022").output)
    assert row["product_name"] == f"'{evil}"
    assert not any(value[:1] in {"=", "+", "-", "@", "\t", "\r"} for value in row.values())


def test_an_export_into_a_file_opens_in_a_spreadsheet(cli: Cli, tmp_path: Path) -> None:
    _put(tmp_path, an_application())
    out = tmp_path / "products.csv"
    shown = cli("export", "--out", str(out), programme="camau-2022")
    assert shown.exit_code == 0
    assert str(out) in shown.output
    assert out.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for Vietnamese"
    assert len(_rows(out.read_text("utf-8-sig"))) == 1


def test_recognised_products_are_written_in_the_columns_of_the_ministry(cli: Cli, tmp_path: Path) -> None:
    application = an_application()
    _put(tmp_path, application)

    async def recognise() -> None:
        store = await open_store(_settings(tmp_path))
        row = "SELECT p.product_id, p.person_id, 4, 'result', '07/GCN', '2022-06-01' FROM application p"
        columns = "product_id, person_id, star, source, number, issued_on"
        await store.database.write([Statement(f"INSERT INTO recognition ({columns}) {row}", ())])
        await store.close()

    assert "MA_OCOP" in cli("export", "--shape", "ministry", programme="camau-2022").output
    asyncio.run(recognise())
    shown = cli("export", "--shape", "ministry", programme="camau-2022")
    assert shown.exit_code == 0
    (row,) = _rows(shown.output)
    assert (row["MA_OCOP"], row["XepHang"], row["Ma_ThoiGian"]) == ("07/GCN", "4*", "2022")
    assert row["Ma_DonViHanhChinh"] == application.area.removeprefix("o")
    assert (row["TenSanPham"], row["DoanhThuNam"], row["TrangThai"]) == (application.name, "", "Còn hiệu lực")
    out = tmp_path / "ptnt.xlsx"
    assert ": 1 products" in cli("export", "--shape", "ministry", "--out", str(out), programme="camau-2022").output


def test_the_number_of_products_is_told_even_when_an_answer_has_several_lines(cli: Cli, tmp_path: Path) -> None:
    application = an_application()
    _put(tmp_path, replace(application, answers={**application.answers, "story": "Dòng một\nDòng hai\nDòng ba"}))
    assert ": 1 products" in cli("export", "--out", str(tmp_path / "x.csv"), programme="camau-2022").output


def test_an_export_into_a_workbook_keeps_phones_ids_and_days_in_a_spreadsheet(cli: Cli, tmp_path: Path) -> None:
    application = an_application()
    answers = {**application.answers, "phone": "+84912345678", "registration_date": "2020-10-06", "local_labour": 12}
    answers |= {"registered": True, "registration_number": "079123456789", "story": "=1+1\nDòng hai"}
    _put(tmp_path, replace(application, id="012345678901", answers=answers))
    out = tmp_path / "products.xlsx"
    shown = cli("export", "--out", str(out), programme="camau-2022")
    assert shown.output.strip() == f"{out}: 1 products"
    sheet = load_workbook(out).active
    assert sheet
    head, row = sheet.iter_rows()
    found = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert (found["Mã sản phẩm"].value, found["Mã sản phẩm"].data_type) == ("012345678901", "s")
    assert (found["Số điện thoại"].value, found["Số điện thoại"].data_type) == ("0912345678", "s")
    assert found["Số giấy đăng ký"].value == "079123456789"
    assert found["Tình trạng"].value == "chờ xã kiểm tra"
    assert found["Ngày cấp giấy đăng ký"].value == datetime(2020, 10, 6)
    assert found["Ngày gửi"].value == datetime(2022, 2, 15)
    assert found["Lao động trong xã"].value == 12
    assert (found["Câu chuyện sản phẩm"].value, found["Câu chuyện sản phẩm"].data_type) == ("=1+1\nDòng hai", "s")


def test_what_was_exported_can_be_rehearsed(cli: Cli, tmp_path: Path) -> None:
    _put(tmp_path, an_application())
    out = tmp_path / "products.csv"
    cli("export", "--out", str(out), programme="camau-2022")
    days = ["--from", "2022-02-15", "--to", "2022-02-17"]
    played = cli("rehearse", "camau-2022", "--products", str(out), *days, programme="camau-2022")
    assert played.exit_code == 0, played.output


def test_an_export_of_nothing_is_a_head_line(cli: Cli) -> None:
    shown = cli("export", programme="camau-2022")
    assert shown.exit_code == 0
    assert _rows(shown.output) == []
    assert shown.output.startswith("id,programme,state")


# run


def test_run_says_where_it_is_to_be_opened_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    env = {"OCOP_DATA": str(tmp_path), "OCOP_WEB_PORT": str(port), "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot.cli", "run"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            told = ""
            while "Ctrl+C" not in told and (line := process.stdout.readline()):
                told += line
            assert f"http://localhost:{port}" in told
            assert "demonstration" in told
            for path in ("/healthz", "/readyz"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
                    assert answer.read() == b"ok"
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) in {0, -signal.SIGTERM}
            assert process.stderr
            assert "Traceback" not in process.stderr.read()
        finally:
            process.kill()

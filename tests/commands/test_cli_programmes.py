"""`ocop-bot programme new`, `calendar`, `check FILE`: next year's file, duties as data, mistakes with their line."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.examples import examples
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings.config import BadSettings, Settings
from bot.settings.plans import programmes_of
from ocop_domain.areas import load_areas
from ocop_domain.law import law_on, laws
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_doubles import doubles
from ocop_domain.programme_files import all_plans, all_programmes, load_programme, mistakes, programme_text, warnings
from ocop_domain.working_days import is_working_day

KEYS = ["id", "step", "title", "role", "level", "opens", "due", "recurrence", "source"]
TEXT = programme_text("camau-2022")
PROGRAMMES = all_programmes()


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OCOP_{name.upper()}", raising=False)


def run(*words: object, **env: str) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env=env)


def done(*words: object, **env: str) -> str:
    shown = run(*words, **env)
    assert (shown.exit_code, shown.stderr) == (0, ""), shown.output
    return shown.stdout


def refused(*words: object) -> str:
    """What is said of a fault: on stderr only, and with 2."""
    shown = run(*words)
    assert shown.exit_code == 2, shown.output
    assert shown.stdout == ""
    assert "Traceback" not in shown.stderr
    return shown.stderr


def new(out: Path, *more: object, source: object = "camau-2022", year: int = 2028) -> tuple[object, ...]:
    return ("programme", "new", "--from", source, "--year", year, "--out", out, *more)


def duties(*words: object) -> list[dict[str, Any]]:
    found = json.loads(done("calendar", *words, "--json"))
    assert isinstance(found, list)
    return found


# programme new


@pytest.mark.parametrize("programme", all_plans())
def test_a_new_programme_is_right_and_says_how_to_use_it(tmp_path: Path, programme: str) -> None:
    out = tmp_path / "next.yaml"
    told = done(*new(out, source=programme))
    made = load_programme(str(out))
    assert (made.valid_from.year, made.based_on) == (2028, programme)
    assert "put it into OCOP_PROGRAMMES" in told
    assert f"ocop-bot check {out}" in told
    assert "by hand" in told
    checked = done("check", out)
    assert checked.splitlines()[0].startswith(f"programme {out}: {made.valid_from} to {made.valid_to}, ")


def test_what_was_made_can_be_run_and_shown(tmp_path: Path) -> None:
    out = tmp_path / "camau-2028.yaml"
    done(*new(out))
    told = run("check", OCOP_PROGRAMME=str(out), OCOP_DATA=str(tmp_path))
    assert told.exit_code == 0, told.output
    assert f"programme {out}" in told.output
    assert {len(duties(name)) for name in (out, "camau-2022")} == {88}


def test_the_levels_are_told_plainly_with_the_duties_that_have_nobody(tmp_path: Path) -> None:
    out = tmp_path / "camau-2028.yaml"
    told = done(*new(out))
    assert "There are no districts since 1 July 2025" in told
    staff = [duty for duty in load_programme("camau-2022").duties if duty.role == "district_staff"]
    assert all(duty.id in told for duty in staff)
    assert "warning: levels names the district" in done("check", out)


def test_before_the_districts_went_nothing_is_said_of_them(tmp_path: Path) -> None:
    assert "no districts" not in done(*new(tmp_path / "x.yaml", year=2024))


def test_a_text_with_a_year_of_its_own_is_told(tmp_path: Path) -> None:
    assert "giai đoạn 2022-2025" in done(*new(tmp_path / "x.yaml"))


def test_the_id_may_be_ones_own(tmp_path: Path) -> None:
    out = tmp_path / "x.yaml"
    done(*new(out, "--id", "ca-mau-thu"))
    assert load_programme(str(out)).id == "ca-mau-thu"


def test_a_file_of_ones_own_can_be_the_start(tmp_path: Path) -> None:
    first, second = tmp_path / "camau-2028.yaml", tmp_path / "camau-2029.yaml"
    done(*new(first))
    done(*new(second, source=first, year=2029))
    made = load_programme(str(second))
    assert (made.id, made.based_on, made.valid_from) == ("camau-2029", "camau-2028", date(2029, 1, 1))


def test_a_file_that_is_there_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "x.yaml"
    out.write_text("mine", "utf-8")
    assert "--force" in refused(*new(out))
    assert out.read_text("utf-8") == "mine"
    done(*new(out, "--force"))
    assert load_programme(str(out)).id == "camau-2028"


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"source": "camau-1999"}, "camau-2022"),
        ({"source": "no-such.yaml"}, "There is no file no-such.yaml"),
        ({"year": 2022}, "already"),
        ({"year": 1999}, "out of range"),
        ({"year": 20280}, "out of range"),
    ],
)
def test_what_cannot_be_made_is_refused_kindly(tmp_path: Path, given_: dict[str, Any], told: str) -> None:
    out = tmp_path / "x.yaml"
    assert told in refused(*new(out, **given_))
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("x.yml", (), ".yaml"),
        ("no/such/folder/x.yaml", (), "cannot be written"),
        ("x.yaml", ("--id", "Cà Mau"), "--id"),
        ("x.yaml", ("--id", "vietnam-2027"), "already"),
        ("x.yaml", ("--id", "camau-2022"), "already"),
    ],
)
def test_a_name_that_cannot_be_is_refused_kindly(
    tmp_path: Path, name: str, more: tuple[object, ...], told: str
) -> None:
    assert told in refused(*new(tmp_path / name, *more))
    assert not (tmp_path / name).exists()


def test_a_start_with_mistakes_is_refused_with_their_lines(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(TEXT.replace("due: 2022-05-31", "due: 2022-05-32", 1), "utf-8")
    assert re.search(rf"{re.escape(str(bad))}:\d+: 2022-05-32", refused(*new(tmp_path / "x.yaml", source=bad)))


def test_its_help_explains_itself() -> None:
    told = done("programme", "new", "--help")
    assert all(name in told for name in ("--from", "--year", "--out", "--id", "--force"))
    assert "programme" in done("--help")


# programme new --for


def fresh(out: Path, *more: object, unit: str = "Tỉnh Cà Mau", year: int = 2028) -> tuple[object, ...]:
    return ("programme", "new", "--for", unit, "--year", year, "--out", out, *more)


@pytest.mark.parametrize(
    ("unit", "year", "id_", "territory"),
    [
        ("Tỉnh Cà Mau", 2028, "camau-2028", "Tỉnh Cà Mau"),
        ("Ca Mau", 2028, "camau-2028", "Tỉnh Cà Mau"),
        ("Xã Đất Mũi, Tỉnh Cà Mau", 2027, "datmui-camau-2027", "Xã Đất Mũi, Tỉnh Cà Mau"),
        ("Huyện Đak Đoa", 2024, "dakdoa-gialai-2024", "Huyện Đak Đoa, Tỉnh Gia Lai"),
    ],
)
def test_a_plan_for_a_unit_is_a_right_file_on_top_of_the_law(
    tmp_path: Path, unit: str, year: int, id_: str, territory: str
) -> None:
    out = tmp_path / "plan.yaml"
    told = done(*fresh(out, unit=unit, year=year))
    assert territory in told
    made = load_programme(str(out))
    assert (made.id, made.valid_from, made.valid_to) == (id_, date(year, 1, 1), date(year, 12, 31))
    assert made.base == law_on(date(year, 1, 1))
    assert load_areas().label(str(Programmes([made], load_areas()).territory(made))) == territory
    (line, gap) = done("check", out).splitlines()
    assert line.startswith(f"programme {out}: {year}-01-01 to {year}-12-31, 0 duties")
    assert "document still has a gap" in gap


def test_a_new_plan_shows_the_law_s_days_and_how_far_they_may_be_moved(tmp_path: Path) -> None:
    out = tmp_path / "plan.yaml"
    done(*fresh(out))
    text = out.read_text("utf-8")
    assert "#   vn27-request 2028-1: 2028-04-29, at the latest 2028-04-29 (Điều 5.1" in text
    # Every line that shows how something is written is right when it is taken.
    for part in ("moves", "replaces", "targets", "quotas", "duties"):
        shown = re.search(rf"((?:^# +(?:- |  ).*\n)+)(?:^# Levels.*\n)?^{part}: \[\]", text, re.MULTILINE)
        assert shown, part


def test_the_example_of_a_duty_can_be_taken_as_it_stands(tmp_path: Path) -> None:
    out = tmp_path / "plan.yaml"
    done(*fresh(out))
    text = out.read_text("utf-8").replace("…", "1")
    begin, end = text.index("#   - id: x-1"), text.index("# Levels of this law")
    taken = text[begin:end].replace("# ", "", 1).replace("\n# ", "\n")
    text = text.replace("duties: []", f"duties:\n{taken}")
    out.write_text(text, "utf-8")
    assert done("check", out).startswith(f"programme {out}: 2028-01-01 to 2028-12-31, 1 duties, 1 dated")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"unit": "Tỉnh Atlantis"}, "there is no “Tỉnh Atlantis” on 2028-01-01"),
        ({"unit": "Xã Tân Tiến"}, "may be several"),
        ({"unit": "Huyện Đak Đoa"}, "Đak Đoa"),
        ({"year": 1999}, "out of range"),
    ],
)
def test_a_unit_that_is_not_sure_is_refused_with_those_that_may_be_meant(
    tmp_path: Path, words: dict[str, Any], told: str
) -> None:
    out = tmp_path / "plan.yaml"
    assert told in refused(*fresh(out, **words))
    assert not out.exists()


@pytest.mark.parametrize("words", [(), ("--for", "Tỉnh Cà Mau", "--from", "camau-2022")])
def test_a_plan_is_new_or_made_of_an_old_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    told = refused("programme", "new", "--year", 2028, "--out", tmp_path / "x.yaml", *words)
    assert "--for or --from" in told


@pytest.mark.parametrize("law", [law.id for law in laws()])
def test_the_law_needs_no_new_file(tmp_path: Path, law: str) -> None:
    told = refused(*new(tmp_path / "x.yaml", source=law))
    assert "--for" in told
    assert "has no end" in told


# moves and replaces


def laid(tmp_path: Path, **more: Any) -> Path:
    """A plan of Cà Mau for 2027 in the folder of plans."""
    fields = {"id": "camau-2027", "name": "Cà Mau 2027", "document": "KH 1/KH-UBND", "province": "Cà Mau"}
    dates = {"valid_from": date(2027, 3, 1), "valid_to": date(2027, 12, 31)}
    path = tmp_path / "programmes" / f"{more.get('id', 'camau-2027')}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump({**fields, **dates, **more}, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def move(last_day: str, duty: str = "vn27-request", occurrence: str = "2027-1", **more: Any) -> dict[str, Any]:
    fixed = {"programme": "vietnam-2027", "duty": duty, "occurrence": occurrence, "source": "II.3"}
    return {**fixed, "due": date.fromisoformat(last_day), **more}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (move("2027-04-30"), "vn27-request cannot be moved to 2027-04-30: 2027-04-29 at the latest (Điều 5.1"),
        (
            move("2027-05-15", "vn27-file"),
            "vn27-file cannot be moved to 2027-05-15: 2027-04-28 at the latest (Điều 5.1",
        ),
        (move("2027-04-15", "vn27-reqest"), "vietnam-2027 has no duty “vn27-reqest”"),
        (move("2027-04-15", occurrence="2027-3"), "vn27-request has no time “2027-3”"),
        (move("2027-04-15", programme="camau-2027"), "camau-2027 declares vn27-request itself"),
        (move("2027-04-15", before=date(2027, 4, 16)), "either due or before"),
        (move("2027-04-15", dye=1), "did you mean due?"),
    ],
)
def test_a_move_that_cannot_be_is_told_with_its_line_and_the_article(
    tmp_path: Path, row: dict[str, Any], told: str
) -> None:
    path = laid(tmp_path, moves=[row])
    shown = run("check", path)
    assert shown.exit_code == 1, shown.output
    (line,) = [line for line in shown.output.splitlines() if told in line]
    number = int(line.removeprefix(f"{path}:").partition(":")[0])
    assert line_of(path.read_text("utf-8"), "moves:") < number


@pytest.mark.parametrize("last_day", ["2027-04-29", "2027-04-15", "2027-02-01"])
def test_a_move_within_the_law_is_right(tmp_path: Path, last_day: str) -> None:
    assert "0 duties" in done("check", laid(tmp_path, moves=[move(last_day)]))


def test_a_duty_of_a_programme_that_nobody_has_is_doubtful_in_the_file_and_wrong_in_the_house(tmp_path: Path) -> None:
    row = {"programme": "gialai-2027", "duty": "gl27-1", "source": "I"}
    path = laid(tmp_path, replaces=[row])
    assert "warning: There is no programme “gialai-2027”" in done("check", path)
    shown = run("check", OCOP_DATA=str(tmp_path))
    assert shown.exit_code == 1
    assert "PROBLEM plan camau-2027: there is no programme “gialai-2027”" in shown.output


# The plans of an installation


def test_check_says_which_unit_is_under_which_plans_until_when(tmp_path: Path) -> None:
    laid(tmp_path)
    shown = run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0")
    assert shown.exit_code == 0, shown.output
    assert "plans for Tỉnh Cà Mau: camau-2027 (2027-03-01 to 2027-12-31); today " in shown.output
    assert "camau-2022 (2022-01-01 to 2022-12-31)" in shown.output
    assert "plans for Huyện Đak Đoa, Tỉnh Gia Lai (until 2025-06-30): dakdoa-2022" in shown.output


def test_the_folder_of_plans_may_be_elsewhere(tmp_path: Path) -> None:
    folder = laid(tmp_path).parent
    shown = run("check", OCOP_DATA=str(tmp_path / "data"), OCOP_PROGRAMMES=str(folder), OCOP_DEMO="0")
    assert "camau-2027" in shown.output
    assert "camau-2027" not in run("check", OCOP_DATA=str(tmp_path / "data"), OCOP_DEMO="0").output


def test_a_file_with_the_id_of_one_that_ships_takes_its_place_and_two_of_ones_own_are_refused(tmp_path: Path) -> None:
    laid(tmp_path, id="camau-2022", name="Của tỉnh", valid_from=date(2022, 1, 1), valid_to=date(2022, 12, 31))
    settings = Settings(data=tmp_path, demo=False)
    assert {p.id: p.name for p in programmes_of(settings)}["camau-2022"] == "Của tỉnh"
    first = laid(tmp_path)
    (tmp_path / "programmes" / "second.yaml").write_text(first.read_text("utf-8"), "utf-8")
    with pytest.raises(BadSettings, match="have the same id: camau-2027"):
        programmes_of(settings)
    assert run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0").exit_code == 1


def test_a_plan_with_mistakes_stops_the_start_with_its_lines(tmp_path: Path) -> None:
    path = laid(tmp_path, moves=[move("2027-04-30")])
    shown = run("run", OCOP_DATA=str(tmp_path), OCOP_DEMO="0", OCOP_WEB_PORT="0")
    assert shown.exit_code in {1, 2}
    assert re.search(rf"OCOP_PROGRAMMES: {re.escape(str(path))}:\d+: .*Điều 5\.1", shown.output)


def test_two_plans_of_which_none_leads_are_a_mistake(tmp_path: Path) -> None:
    laid(tmp_path)
    laid(tmp_path, id="camau-2027-b")
    shown = run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0")
    assert shown.exit_code == 1
    assert "PROBLEM plans camau-2027, camau-2027-b: the same unit, length and day of issue" in shown.output
    laid(tmp_path, id="camau-2027-b", issued=date(2027, 2, 20))
    assert run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0").exit_code == 0


def test_duties_that_two_plans_ask_for_are_told(tmp_path: Path) -> None:
    duty = {"step": 5, "kind": "deadline", "role": "commune_officer", "level": "commune", "source": "II"}
    when = {"title": "Gửi danh sách sản phẩm của xã", "due": date(2099, 5, 31)}
    span = {"valid_from": date(2099, 1, 1), "valid_to": date(2099, 12, 31)}
    laid(tmp_path, duties=[{"id": "a-1", **duty, **when}], **span)
    again = {"id": "b-1", **duty, **when, "title": "Gửi danh sách các sản phẩm của xã"}
    longer = {"valid_from": date(2099, 1, 1), "valid_to": date(2100, 12, 31)}
    laid(tmp_path, id="camau-2099", duties=[again], **longer)
    told = run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0").output
    assert "warning: camau-2027 a-1 and camau-2099 b-1 ask the same" in told
    replaced = [{"programme": "camau-2099", "duty": "b-1", "source": "II"}]
    laid(tmp_path, duties=[{"id": "a-1", **duty, **when}], replaces=replaced, **span)
    assert "ask the same" not in run("check", OCOP_DATA=str(tmp_path), OCOP_DEMO="0").output


def test_the_plans_that_ship_double_nothing_that_is_not_replaced() -> None:
    year, period = load_programme("camau-2022"), load_programme("camau-2021-2025")
    assert list(doubles(year, period)) == []
    found = {other.id for _, other in doubles(replace(year, replaces=()), period)}
    rounds = {row.duty for row in year.replaces if row.programme == period.id} - found
    assert rounds == {"cm25-x-35", "cm25-p-35-district"}, "what has months there is said once a year here"
    assert len(found) == 14


# calendar


@each("programme", PROGRAMMES)
def test_the_duties_have_the_promised_shape(programme: str) -> None:
    found = duties(programme)
    assert [duty["id"] for duty in found] == [duty.id for duty in load_programme(programme).duties]
    for duty in found:
        assert [name for name in duty if name != "units"] == KEYS
        assert duty.get("units") != [], "told only of a duty of named units"
        for name in ("opens", "due"):
            assert duty[name] is None or date.fromisoformat(duty[name])
        recurrence = duty["recurrence"]
        if recurrence and "yearly" in recurrence:
            assert all(window.keys() == {"id", "opens", "due"} for window in recurrence["yearly"])
        elif recurrence:
            assert recurrence.keys() == {"every", "times", "before_day"}


def test_a_day_before_is_the_last_day_in_time() -> None:
    assert "before: 2022-06-30" in TEXT
    by_id = {duty["id"]: duty for duty in duties("camau-2022")}
    assert by_id["cm22-a4-5.3a"]["due"] == "2022-06-29"


def test_recurrences_say_how_they_come_again() -> None:
    all_ = [duty for name in PROGRAMMES for duty in duties(name)]
    shapes = [duty["recurrence"] for duty in all_ if duty["recurrence"]]
    assert {"every": "month", "times": 2, "before_day": None} in shapes
    assert any(shape.get("before_day") == 25 for shape in shapes)
    windows = [{"id": "1", "opens": "10-09", "due": "04-07"}, {"id": "2", "opens": "04-08", "due": "10-08"}]
    assert {"yearly": windows} in shapes


@each("role", ["producer", "commune_officer", "district_staff", "council", "ministry"])
def test_one_role_sees_only_its_own(role: str) -> None:
    whole = duties("vietnam-2027") + duties("camau-2022")
    own = duties("vietnam-2027", "--role", role) + duties("camau-2022", "--role", role)
    assert own == [duty for duty in whole if duty["role"] == role]


def test_a_year_has_only_what_happens_in_it() -> None:
    plan = load_programme("camau-2021-2025")
    ids = {year: {duty["id"] for duty in duties(plan.id, "--year", year)} for year in range(2021, 2026)}
    for year in range(2021, 2026):
        dated = {o.duty.id for o in plan.occurrences if o.opens.year <= year <= o.last_day.year and not o.undated}
        assert ids[year] == dated
    assert "cm25-b-2023" in ids[2023]
    assert "cm25-b-2023" not in ids[2024]


def test_within_a_year_a_recurrence_tells_its_bounds() -> None:
    whole = {duty["id"]: duty for duty in duties("vietnam-2027")}
    year = {duty["id"]: duty for duty in duties("vietnam-2027", "--year", 2027)}
    assert (whole["vn27-file"]["opens"], whole["vn27-file"]["due"]) == (None, None)
    assert (year["vn27-file"]["opens"], year["vn27-file"]["due"]) == ("2026-05-22", "2027-12-31")
    assert (year["vn27-council"]["opens"], year["vn27-council"]["due"]) == ("2026-06-30", "2027-12-31")
    assert "vn27-guide" not in year


@each("programme", PROGRAMMES)
def test_the_table_has_every_occurrence_by_date_with_its_announced_day(programme: str) -> None:
    plan = load_programme(programme)
    rows = [line.split() for line in done("calendar", programme).splitlines() if re.match(r"\d{4}-\d\d-\d\d  ", line)]
    dated = [here for here in plan.occurrences if not here.undated]
    assert len(rows) == len(dated)
    lasts = [row[1] for row in rows]
    assert lasts == sorted(lasts)
    for row, here in zip(rows, dated, strict=True):
        assert row[3:6] == [here.duty.role, here.duty.id, here.id]
        announced = date.fromisoformat(row[2])
        assert announced <= here.last_day
        assert is_working_day(announced) or announced == here.last_day


def test_the_table_names_what_has_no_date_too() -> None:
    told = done("calendar", "vietnam-2027")
    undated = told[told.index("Without a date:") :]
    assert "vn27-commune-check" in undated
    assert "after: Xã nhận hồ sơ sản phẩm" in undated
    assert "Without a date" not in done("calendar", "vietnam-2027", "--year", 2027)


@each(
    ("words", "told"),
    [
        (("camau-1999",), "camau-2022"),
        (("no-such.yaml",), "no-such.yaml"),
        (("camau-2022", "--role", "king"), "commune_officer"),
        (("camau-2022", "--year", "2040"), "2022-01-01 to 2022-12-31"),
        (("camau-2022", "--year", "soon"), "--year"),
    ],
)
def test_a_calendar_that_cannot_be_shown_is_refused_kindly(words: tuple[str, ...], told: str) -> None:
    assert told in refused("calendar", *words)


def test_the_calendar_of_a_unit_has_what_the_law_and_all_plans_ask_of_it(tmp_path: Path) -> None:
    duty = {"step": 5, "kind": "deadline", "role": "commune_officer", "level": "commune", "source": "II"}
    own = {"id": "a-1", **duty, "title": "Gửi danh sách sản phẩm của xã", "due": date(2027, 5, 31)}
    laid(tmp_path, duties=[own], moves=[move("2027-09-15", "vn27-file", "2027-2")])
    words = ("calendar", "--year", 2027, "--for")
    here = done(*words, "Xã Đất Mũi, Tỉnh Cà Mau", OCOP_DATA=str(tmp_path))
    there = done(*words, "Tỉnh Khánh Hòa", OCOP_DATA=str(tmp_path))
    assert re.search(r"2027-05-31 .* camau-2027 +a-1 ", here)
    assert re.search(r"2027-09-15 .* vietnam-2027 +vn27-file ", here)
    assert re.search(r"2027-10-08 .* vietnam-2027 +vn27-file ", there)
    assert "camau-2027" not in there
    assert "producer" not in done(*words, "Tỉnh Cà Mau", "--role", "council", OCOP_DATA=str(tmp_path))
    both = done("calendar", "--for", "Tỉnh Cà Mau", "--year", 2022, OCOP_DATA=str(tmp_path))
    assert {"camau-2022", "camau-2021-2025"} <= set(both.split())


@each("words", [(), ("camau-2022", "--for", "Tỉnh Cà Mau"), ("--for", "Tỉnh Cà Mau")])
def test_a_calendar_is_of_a_programme_or_of_a_unit_in_a_year(words: tuple[str, ...]) -> None:
    assert "--for" in refused("calendar", *words)


# check


def wrong(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """The mistakes that are told of a file: each with its path and line, and the exit code is 1."""
    file = tmp_path / "mine.yaml"
    file.write_text(text, "utf-8")
    shown = run("check", file)
    assert shown.exit_code == 1, shown.output
    assert "Traceback" not in shown.output
    found = [re.fullmatch(rf"{re.escape(str(file))}:(\d+): (.+[.?])", line) for line in shown.stdout.splitlines()]
    assert found
    assert all(found)
    return [(int(match[1]), match[2]) for match in found if match]


@each("programme", PROGRAMMES)
def test_a_good_programme_is_one_line_with_its_counts(programme: str) -> None:
    plan = load_programme(programme)
    counts = f"{len(plan.duties)} duties, {len(plan.occurrences)} dated occurrences, {len(plan.notes)} notes"
    if plan.endless:
        counts = counts.replace("occurrences", "occurrences in its first two years")
        assert done("check", programme) == f"programme {programme}: {plan.valid_from}, without end, {counts}\n"
    else:
        assert done("check", programme) == f"programme {programme}: {plan.valid_from} to {plan.valid_to}, {counts}\n"


def test_all_programmes_are_checked_with_the_rest(tmp_path: Path) -> None:
    told = run("check", OCOP_DATA=str(tmp_path)).output
    assert all(f"ok      programme {name}: " in told for name in PROGRAMMES)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("valid_to: 2022-12-31", "valid_to: 2021-12-31", "valid_to 2021-12-31 is before valid_from"),
        ("demo_date: 2022-02-15", "demo_date: 2023-02-15", "cannot begin on 2023-02-15"),
        ("demo_date: 2022-02-15", "demo_date: 2022-02-30", "2022-02-30 is no day of the calendar"),
        ("demo_date: 2022-02-15", "demo_date: 0222-02-15", "cannot be meant"),
        ("demo_date: 2022-02-15", "demo_date: 15/2/2022", "“15/2/2022” is no date; write year-month-day"),
        ("demo_date: 2022-02-15", "demo_date: 2022-02-15\ndemo_date: 2022-02-16", "twice"),
        ('commune: "Xã Định Bình"', 'commune: "Xã Định Bìn"', "did you mean “Xã Định Bình, Thành phố Cà Mau"),
        ('commune: "Xã Định Bình"', 'commune: "Phường An Xuyên"', "demo_commune: there is no “Phường An Xuyên"),
        ('demo_district: "Thành phố Cà Mau"', 'demo_district: "Huyện Đak Đoa"', "there is no “Huyện Đak Đoa, Cà Mau”"),
        ('area: "Huyện U Minh"', 'area: "Huyện U Min"', "did you mean “Huyện U Minh"),
        ('province: "Cà Mau"', 'province: "Cà Mâu"', "province: there is no “Cà Mâu”"),
        ("product_sets: 1048-2019", "product_sets: 1048", "text; put it in quotation marks"),
        ("product_sets: 1048-2019", "product_sets: 1048-2018", "choose one of 1048-2019"),
        (
            "levels: [commune, district, province]",
            "levels: [commune, distric, province]",
            "“distric” cannot stand here",
        ),
        ("form: idea", "from: idea", "There is no field from; did you mean form?"),
        ("  sent: {actor: commune_officer", "  sennt: {actor: commune_officer", "sennt"),
        ("    deliver:", "    delivers:", "did you mean deliver?"),
        ("    kind: standing", "    kind: stand", "duty cm22-"),
        ("    before: 2022-06-30", "    before: 2022-06-30\n    due: 2022-06-30", "either due or before"),
        ("    before: 2022-06-30", "    before: 2021-06-30", "before the programme begins"),
        ("    every: month", "    every: months", "choose one of 'week', 'month'"),
        ("{cm22-a4-1: 2022-02-01/2022-02-28}", "{cm22-a4-1: 2022-02-01/2022-02-31}", "2022-02-31 is no day"),
        ("id: camau-2022", "id: Cà Mau", "small letters"),
        ("    step: 0", "    step: 9", "it must be less than or equal to 6"),
        ("quotas:\n", "quotas: x\nold:\n", "A list is expected here, not “x”"),
    ],
)
def test_a_mistake_is_told_with_its_line_in_a_full_sentence(tmp_path: Path, was: str, now: str, told: str) -> None:
    text = TEXT.replace(was, now, 1)
    assert text != TEXT
    found = wrong(tmp_path, text)
    assert any(told in said for _, said in found), found
    begins = line_of(text, now.strip())
    first = begins + now.strip().count("\n")
    # What is missing, or what two fields of a duty make together, stands at the head of the entry.
    near = range(begins - 16, first + 1) if told in {"either due or before"} else range(begins, first + 1)
    assert any(line in near for line, said in found if told in said), found


def test_a_duty_given_twice_is_named(tmp_path: Path) -> None:
    ids = re.findall(r"- id: (cm22\S+)", TEXT)
    text = TEXT.replace(f"- id: {ids[1]}\n", f"- id: {ids[0]}\n", 1)
    found = wrong(tmp_path, text)
    assert [line for line, _ in found] == [line_of(TEXT, f"- id: {id_}\n") for id_ in ids[:2]]
    assert all(f"{ids[0]} is the id of 2 duties" in said for _, said in found)


def test_a_title_that_is_too_long_is_told_with_how_long_it_may_be(tmp_path: Path) -> None:
    title = "Trình kế hoạch OCOP của tỉnh năm 2022"
    ((line, said),) = wrong(tmp_path, TEXT.replace(title, title * 2, 1))
    assert line == line_of(TEXT, title)
    assert said.endswith(f"is too long with {2 * len(title)} characters; there is room for 70.")


@pytest.mark.parametrize(
    ("was", "now"),
    [('opens: "10-09"', 'opens: "02-30"'), ('before: "04-30"}', 'before: "02-29"}'), ('{id: "2"', '{id: "1"')],
)
def test_a_yearly_day_that_does_not_come_every_year_is_told(tmp_path: Path, was: str, now: str) -> None:
    text = programme_text("vietnam-2027").replace(was, now, 1)
    at = line_of(text, now)
    assert at in [line for line, _ in wrong(tmp_path, text)]


def test_a_duty_of_the_central_council_is_told_to_be_the_ministrys(tmp_path: Path) -> None:
    text = programme_text("khanhhoa-2020").replace("role: ministry", "role: council", 1)
    ((line, said),) = wrong(tmp_path, text)
    assert line == line_of(text, "role: council\n    level: central")
    assert "would come to nobody" in said


def test_a_role_without_its_level_is_told(tmp_path: Path) -> None:
    text = TEXT.replace("levels: [commune, district, province]", "levels: [commune, province]", 1)
    found = wrong(tmp_path, text)
    staff = [duty for duty in load_programme("camau-2022").duties if duty.role == "district_staff"]
    assert sum("levels does not name the district" in said for _, said in found) == len(staff) + 3, "and next"


@pytest.mark.parametrize(
    "text", ["", "- a\n", "text", "id: [", "\tid: x", "a: 1\n---\nb: 2\n", "id: x", "{}", "id: 0b_"]
)
def test_what_is_no_programme_at_all_is_told(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text)


def test_several_files_are_checked_and_each_mistake_is_told(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(TEXT, "utf-8")
    bad.write_text(TEXT.replace("form: idea", "form: ideas"), "utf-8")
    shown = run("check", good, tmp_path / "none.yaml", bad, "camau-1999")
    assert shown.exit_code == 1
    lines = shown.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"programme {good}: ")
    assert "there is no file" in lines[1]
    assert lines[2].startswith(f"{bad}:{line_of(TEXT, 'form: idea')}: ")
    assert "known: camau" in lines[3]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"id: \xff\xfe")
    shown = run("check", file)
    assert shown.exit_code == 1
    assert "UTF-8" in shown.stdout


def test_a_setting_with_a_bad_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(TEXT.replace("form: idea", "form: ideas"), "utf-8")
    shown = run("check", OCOP_PROGRAMME=str(file))
    assert shown.exit_code == 2
    assert f"{file}:{line_of(TEXT, 'form: idea')}: " in shown.output


@each(
    ("was", "now", "told"),
    [
        ("    opens: 2022-01-01", "    opens: 2021-12-01", "outside the programme"),
        ("    due: 2022-12-31", "    due: 2023-12-31", "after the programme does"),
    ],
)
def test_a_day_outside_the_programme_is_a_warning_unless_a_note_says_why(was: str, now: str, told: str) -> None:
    duty = next(d for d in re.findall(r"  - id: .+?(?=\n  - id: |\Z)", TEXT, re.S) if was in d and "note:" not in d)
    bad = TEXT.replace(duty, duty.replace(was, now, 1))
    (doubt,) = warnings(bad)
    assert told in doubt.text
    assert doubt.line == line_of(bad, duty.replace(was, now, 1)) + duty[: duty.index(was)].count("\n")
    explained = duty.replace(was, now, 1).rstrip() + '\n    note: "Theo kế hoạch."'
    assert warnings(TEXT.replace(duty.rstrip(), explained)) == []
    assert mistakes(bad) == []


def test_what_comes_again_but_never_in_time_is_a_warning() -> None:
    text = programme_text("vietnam-2027").replace("    opens: 2026-06-30\n", "    opens: 2027-12-30\n", 1)
    (doubt,) = warnings(text)
    assert "never while the programme runs" in doubt.text


@each("programme", PROGRAMMES)
def test_what_we_ship_has_no_warnings(programme: str) -> None:
    assert warnings(programme_text(programme)) == []


@examples(60)
@given(st.data())
def test_whatever_is_typed_into_a_file_its_check_ends_with_sentences(data: st.DataObject) -> None:
    lines = programme_text(data.draw(st.sampled_from(PROGRAMMES))).splitlines()
    lines = lines[:90]
    at = data.draw(st.integers(0, len(lines) - 1))
    typed = data.draw(
        st.one_of(
            st.sampled_from(
                ["", "-", "- {}", "x: [", "{a: b}: c", "? x", "due: 2022-02-30", "&a [*a]", "!!int x", "\t"]
            ),
            st.text(max_size=30),
            st.just(lines[data.draw(st.integers(0, len(lines) - 1))]),
        )
    )
    where = data.draw(st.sampled_from(["before", "instead", "inside"]))
    middle = len(lines[at]) // 2
    put = {
        "before": [typed, lines[at]],
        "instead": [typed],
        "inside": [lines[at][:middle] + typed + lines[at][middle:]],
    }
    text = "\n".join([*lines[:at], *put[where], *lines[at + 1 :]])
    for mistake in mistakes(text):
        assert 1 <= mistake.line <= text.count("\n") + 2
        assert mistake.text.endswith((".", "?"))
    warnings(text)


# The buttons


def test_the_longest_button_of_a_duty_fits() -> None:
    """An id may have 24 characters, a yearly window's four, places have six: with the longest word, 52 bytes."""
    id_, window, place = 24, 4, 6
    longest = max(len("2028-") + window, *(len(o.id) for name in PROGRAMMES for o in load_programme(name).occurrences))
    assert len("handup:") + id_ + 1 + longest + 1 + place <= 52

"""Agencies: who leads, who speaks for them, where to ask them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.commands.agencies import HEAD, UnusableRows, contacts_of
from bot.commands.inviting import agency_of
from bot.settings.config import BadSettings
from ocop_domain.agencies import AgencyKind, agency_key, agency_name, known_agencies
from ocop_domain.areas import NATION, load_areas
from ocop_domain.duties.agenda import Facts, Task, tasks
from ocop_domain.duties.reminding import in_digest
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Certainty, Where, find
from ocop_domain.law import law_on
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

AREAS = load_areas()
CAMAU = load_programme("camau-2022")
PROVINCE = "o96"
THE_FIVE = [*(load_programme(id_) for id_ in all_plans()), law_on(date(2027, 1, 1))]


@pytest.mark.parametrize("of", THE_FIVE, ids=lambda of: of.id)
def test_each_duty_names_who_leads_it_and_each_agency_has_a_source(of: Programme) -> None:
    named = [duty for duty in of.duties if duty.leading.lead]
    # What is added to a plan later may still lack them: the role says who does it.
    assert len(named) >= 0.9 * len(of.duties)
    assert all(one.source and one.name for one in of.agencies)
    assert {one for duty in named for one in (*duty.leading.lead, *duty.leading.beside)} <= set(of.agencies)


def test_an_agency_has_one_id_in_all_programmes() -> None:
    kinds: dict[str, set[tuple[AgencyKind, str]]] = {}
    for one in (agency for of in THE_FIVE for agency in of.agencies):
        kinds.setdefault(one.id, set()).add((one.kind, one.level))
    assert {id_: found for id_, found in kinds.items() if len(found) > 1} == {}
    assert {
        "so-cong-thuong",
        "ipec",
        "dai-ptth",
        "bao",
        "hoi-nong-dan",
        "nhnn",
        "phong-vhtt",
    } <= known_agencies().keys()


def _tasks(agency: str = "", *spoken: str) -> dict[str, Task]:
    """What a province's officer has to do in Cà Mau 2022, by duty."""
    grants = (Grant(Role.PROVINCE_STAFF, PROVINCE, agency=agency),)
    facts = Facts(1, grants, spoken=frozenset((PROVINCE, one) for one in spoken))
    return {t.occurrence.duty.id: t for t in tasks(CAMAU.occurrences, facts, (), AREAS.reaches, NATION)}


def test_a_duty_of_an_agency_goes_to_who_speaks_for_it_and_to_nobody_else() -> None:
    station, office = _tasks("dai-ptth", "dai-ptth"), _tasks("", "dai-ptth")
    assert "cm22-a2-1" in station
    assert "cm22-a2-1" not in office
    assert "cm22-a1-1" in office
    assert "cm22-a1-1" not in station, "the department's plan is not the station's"
    assert "cm22-a2-6" in station, "what all bodies lead is theirs, too"


def test_where_nobody_speaks_for_an_agency_the_office_sees_its_duty_apart_from_what_is_urgent() -> None:
    seen = _tasks()["cm22-a4-6.2"]
    assert seen.stands_in
    assert seen.quiet
    own = _tasks("so-cong-thuong", "so-cong-thuong")["cm22-a4-6.2"]
    assert not own.stands_in
    assert not own.quiet


def test_television_and_newspapers_only_inform() -> None:
    quiet = {o.duty.id for o in CAMAU.occurrences if in_digest(o)}
    assert {"cm22-a2-1", "cm22-a2-2", "cm22-a2-3", "cm22-x-ngayocop", "cm22-x-11b"} <= quiet
    assert not quiet & {"cm22-x-41-district", "cm22-a4-5.3a", "cm22-r-month"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("ai chủ trì tập huấn?", ("Sở Khoa học và Công nghệ", "iPEC")),
        ("cơ quan nào phụ trách xúc tiến thương mại", ("iPEC",)),
        ("ai phát phóng sự OCOP trên đài, cơ quan nào phụ trách", ("Đài Phát thanh",)),
    ],
)
def test_who_leads_is_answered_in_free_words(asked: str, says: tuple[str, ...]) -> None:
    where = Where(CAMAU, date(2022, 5, 2), "producer", "")
    found = find(asked, where)
    assert found.certainty in {Certainty.SURE, Certainty.UNSURE}
    told = [answer_of(entry, where, AREAS, asked) for entry in found.entries]
    assert any(all(word in one.text for word in says) for one in told if one)


def test_a_role_speaks_for_an_agency_of_its_own_level_only() -> None:
    assert agency_of("so-cong-thuong", Role.PROVINCE_STAFF) == "so-cong-thuong"
    assert agency_of("", Role.DISTRICT_STAFF) == ""
    for agency, role in (
        ("so-cong-thuong", Role.DISTRICT_STAFF),
        ("so-nnptnt", Role.PROVINCE_STAFF),
        ("x", Role.ADMIN),
    ):
        with pytest.raises(BadSettings):
            agency_of(agency, role)


def _table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([",".join(HEAD), *rows]) + "\n", "utf-8")
    return path


def test_a_table_of_contacts_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    known = {("o96", "so-cong-thuong"), ("o96", "bao")}
    good = "o96,Tỉnh Cà Mau,so-cong-thuong,Sở Công Thương,Phòng Quản lý thương mại,0290 3831234,91 Lý Thường Kiệt"
    (found,) = contacts_of(_table(tmp_path / "a.csv", good, "o96,,bao,,,,"), known)
    assert (found.post, found.phone) == ("Phòng Quản lý thương mại", "+842903831234")
    bad = ("o96,,so-gtvt,,Phòng Vận tải,,", "o96,,bao,,Tòa soạn,12ab,")
    with pytest.raises(UnusableRows) as refused:
        contacts_of(_table(tmp_path / "b.csv", good, *bad), known)
    lines = str(refused.value).splitlines()
    assert [line.split(":")[1] for line in lines] == ["3", "4"]
    assert "so-gtvt" in lines[0]
    assert "12ab" in lines[1]


def test_who_is_to_help_is_kept_by_the_agencys_id_however_a_plan_writes_its_name() -> None:
    for written, key in (
        ("Sở Công Thương", "so-cong-thuong"),
        ("sở  công thương", "so-cong-thuong"),
        ("Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp", "ipec"),
        ("Sở Văn hóa - Thể thao", "so-vhtt"),
        ("Phòng Văn hóa và Thông tin", "phong-vhtt"),
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("", ""),
    ):
        assert agency_key(written) == key, written
    assert agency_name("ipec").startswith("Trung tâm Xúc tiến")
    assert agency_name("Ủy ban nhân dân xã") == "Ủy ban nhân dân xã"

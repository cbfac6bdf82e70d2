"""The way of a product, and who may do what where."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from ocop_domain.applications import TAKEN_ON, ApplicationState, Move, after
from ocop_domain.areas import load_areas
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act, Grant, Role, may

ALLOWED = {
    (ApplicationState.SENT, Move.ACCEPT): ApplicationState.ACCEPTED,
    (ApplicationState.SENT, Move.RETURN): ApplicationState.RETURNED,
    (ApplicationState.RETURNED, Move.RESEND): ApplicationState.SENT,
    (ApplicationState.ACCEPTED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.ASK_MORE): ApplicationState.SUPPLEMENT,
    (ApplicationState.FILED, Move.CHECK): ApplicationState.CHECKED,
    (ApplicationState.SUPPLEMENT, Move.FILE): ApplicationState.FILED,
}
AREAS = load_areas()
DAY = date(2022, 2, 15)
DINH_BINH = AREAS.search("Xã Định Bình, Thành phố Cà Mau", DAY, limit=1)[0].code
TAC_VAN = AREAS.search("Xã Tắc Vân, Thành phố Cà Mau", DAY, limit=1)[0].code
CITY = AREAS.search("Thành phố Cà Mau", DAY, level="district", limit=1)[0].code
NAM_CAN = AREAS.search("Huyện Năm Căn", DAY, level="district", limit=1)[0].code
PROVINCE = AREAS.search("Tỉnh Cà Mau", DAY, level="province", limit=1)[0].code


@pytest.mark.parametrize(("state", "move"), list(product(ApplicationState, Move)))
def test_every_move_leads_where_it_should_or_is_refused(state: ApplicationState, move: Move) -> None:
    if expected := ALLOWED.get((state, move)):
        assert after(state, move) is expected
        return
    with pytest.raises(Refusal) as refused:
        after(state, move)
    assert refused.value.code == "error.move"


def test_every_state_can_be_reached_and_a_product_that_was_taken_on_never_goes_back() -> None:
    assert {ApplicationState.SENT, *ALLOWED.values()} == set(ApplicationState)
    assert all(then in TAKEN_ON for (state, _), then in ALLOWED.items() if state in TAKEN_ON)


def _may(role: Role, area: str, act: Act, where: str = DINH_BINH, programme: str = "camau-2022") -> bool:
    return may([Grant(role, area, programme)], act, where, "camau-2022", AREAS.contains)


@pytest.mark.parametrize(
    ("role", "area", "sees", "checks"),
    [
        (Role.COMMUNE_OFFICER, DINH_BINH, True, True),
        (Role.COMMUNE_OFFICER, TAC_VAN, False, False),
        (Role.DISTRICT_STAFF, CITY, True, False),
        (Role.DISTRICT_STAFF, NAM_CAN, False, False),
        (Role.PROVINCE_STAFF, PROVINCE, True, False),
        (Role.ADMIN, PROVINCE, False, False),
    ],
)
def test_a_right_belongs_to_a_role_in_an_area(role: Role, area: str, sees: bool, checks: bool) -> None:
    assert _may(role, area, Act.SEE) is sees
    assert _may(role, area, Act.CHECK) is checks


@pytest.mark.parametrize("act", Act)
def test_a_right_of_another_programme_does_not_count(act: Act) -> None:
    assert not _may(Role.COMMUNE_OFFICER, DINH_BINH, act, programme="vietnam-2027")


@pytest.mark.parametrize("act", Act)
def test_who_holds_nothing_may_nothing(act: Act) -> None:
    assert not may([], act, DINH_BINH, "camau-2022", AREAS.contains)


def test_one_of_several_grants_is_enough() -> None:
    grants = [
        Grant(Role.COMMUNE_OFFICER, TAC_VAN, "camau-2022"),
        Grant(Role.COMMUNE_OFFICER, DINH_BINH, "camau-2022"),
    ]
    assert may(grants, Act.CHECK, DINH_BINH, "camau-2022", AREAS.contains)
    assert not may(grants, Act.CHECK, NAM_CAN, "camau-2022", AREAS.contains)


def test_a_smaller_area_gives_no_right_over_the_larger_one() -> None:
    assert not _may(Role.COMMUNE_OFFICER, DINH_BINH, Act.SEE, where=CITY)


_OFFICIALS = {Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}
DECIDED = {
    Act.SEE: _OFFICIALS,
    Act.CHECK: {Role.COMMUNE_OFFICER},
    Act.HAND_UP: {Role.COMMUNE_OFFICER},
    Act.OVERSEE: _OFFICIALS,
    Act.MOVE_DATE: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.ASSIST: {Role.COMMUNE_OFFICER},
    Act.BROADCAST: {Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.BAN: {Role.COMMUNE_OFFICER},
    Act.LIFT_BAN: _OFFICIALS,
    Act.RECOVER: {Role.COMMUNE_OFFICER},
    Act.RECOVER_ABOVE: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.BRING_REQUEST: {*_OFFICIALS, Role.ADMIN},
    Act.ANSWER_REQUEST: {Role.ADMIN},
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_every_role_is_decided_for_every_act(role: Role, act: Act) -> None:
    everywhere = may([Grant(role, "", "p")], act, "x", "p", lambda outer, inner: True)
    nowhere = may([Grant(role, "", "p")], act, "x", "p", lambda outer, inner: False)
    assert not nowhere
    assert everywhere == (role in DECIDED[act])

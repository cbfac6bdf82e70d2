"""The way of a product, and who may do what where."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from support.each import each

from ocop_domain.applications import ENDING, TAKEN_ON, ApplicationState, Move, after, before
from ocop_domain.areas import load_areas
from ocop_domain.errors import Refusal
from ocop_domain.rights import OWNERS, SPECS, Act, Grant, Own, Role, Subject, may, may_seat

ALLOWED = {
    (ApplicationState.SENT, Move.ACCEPT): ApplicationState.ACCEPTED,
    (ApplicationState.SENT, Move.RETURN): ApplicationState.RETURNED,
    (ApplicationState.RETURNED, Move.RESEND): ApplicationState.SENT,
    (ApplicationState.SENT, Move.CORRECT): ApplicationState.SENT,
    (ApplicationState.SENT, Move.WITHDRAW): ApplicationState.WITHDRAWN,
    (ApplicationState.RETURNED, Move.WITHDRAW): ApplicationState.WITHDRAWN,
    (ApplicationState.FILED, Move.RECALL): ApplicationState.ACCEPTED,
    (ApplicationState.ACCEPTED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.ASK_MORE): ApplicationState.SUPPLEMENT,
    (ApplicationState.FILED, Move.CHECK): ApplicationState.CHECKED,
    (ApplicationState.SUPPLEMENT, Move.FILE): ApplicationState.FILED,
    (ApplicationState.CHECKED, Move.JUDGE): ApplicationState.JUDGED,
    (ApplicationState.SENT, Move.REFUSE): ApplicationState.REFUSED,
    (ApplicationState.ACCEPTED, Move.DECLINE): ApplicationState.REFUSED,
    (ApplicationState.SENT, Move.MERGE): ApplicationState.DUPLICATE,
    (ApplicationState.RETURNED, Move.MERGE): ApplicationState.DUPLICATE,
    (ApplicationState.ACCEPTED, Move.MERGE): ApplicationState.DUPLICATE,
}
AREAS = load_areas()
DAY = date(2022, 2, 15)
DINH_BINH = AREAS.search("Xã Định Bình, Thành phố Cà Mau", DAY, limit=1)[0].code
TAC_VAN = AREAS.search("Xã Tắc Vân, Thành phố Cà Mau", DAY, limit=1)[0].code
CITY = AREAS.search("Thành phố Cà Mau", DAY, level="district", limit=1)[0].code
NAM_CAN = AREAS.search("Huyện Năm Căn", DAY, level="district", limit=1)[0].code
PROVINCE = AREAS.search("Tỉnh Cà Mau", DAY, level="province", limit=1)[0].code


@each(("state", "move"), list(product(ApplicationState, Move)))
def test_every_move_leads_where_it_should_or_is_refused(state: ApplicationState, move: Move) -> None:
    if expected := ALLOWED.get((state, move)):
        assert after(state, move) is expected
        return
    with pytest.raises(Refusal) as refused:
        after(state, move)
    assert refused.value.code == "error.move"


def test_every_state_can_be_reached_and_a_product_that_was_taken_on_never_goes_back() -> None:
    assert {ApplicationState.SENT, *ALLOWED.values()} == set(ApplicationState)
    assert all(then in (*TAKEN_ON, *ENDING) for (state, _), then in ALLOWED.items() if state in TAKEN_ON)


@each("state", ApplicationState)
def test_what_an_officer_decided_can_be_undone_to_where_it_was_and_nothing_else(state: ApplicationState) -> None:
    by_officers = {Move.ACCEPT, Move.RETURN, Move.REFUSE, Move.MERGE, Move.ASK_MORE, Move.CHECK}
    for former in ApplicationState:
        led_here = {move for (was, move), then in ALLOWED.items() if was is former and then is state}
        if led_here & by_officers:
            assert before(state, former.value) is former
        else:
            with pytest.raises(Refusal):
                before(state, former.value)


ME, OTHER = 7, 8


def _reaches(outer: str, inner: str) -> bool:
    return AREAS.reaches(outer, inner, DAY)


def _may(role: Role, area: str, act: Act, where: str = DINH_BINH) -> bool:
    return may(ME, [Grant(role, area)], act, Subject(where, OTHER), _reaches)


@each(
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


@each("act", Act)
def test_who_holds_nothing_may_nothing_with_what_is_not_theirs(act: Act) -> None:
    assert not may(ME, [], act, Subject(DINH_BINH, OTHER), _reaches)


@each("act", Act)
def test_a_right_in_one_province_is_none_in_another(act: Act) -> None:
    """Killed mutant R2: a right is asked where it is, whatever programme somebody works in."""
    far = next(unit.code for unit in AREAS.below("o56") if unit.level == "commune")
    for role in Role:
        for held in (PROVINCE, CITY, DINH_BINH):
            assert not may(ME, [Grant(role, held)], act, Subject(far, OTHER), _reaches)


@each("act", Act)
def test_every_act_says_what_it_is_to_the_owner(act: Act) -> None:
    mine, officer = Subject(DINH_BINH, ME), [Grant(Role.COMMUNE_OFFICER, DINH_BINH)]
    allowed = act in SPECS[Role.COMMUNE_OFFICER].acts
    as_owner, as_both = may(ME, [], act, mine, _reaches), may(ME, officer, act, mine, _reaches)
    expected = {
        Own.NOTHING: (False, allowed),
        Own.ALSO: (True, True),
        Own.ONLY: (True, True),
        Own.NEVER: (False, False),
    }
    assert (as_owner, as_both) == expected[OWNERS[act]]
    if OWNERS[act] is Own.ONLY:
        assert not may(ME, officer, act, Subject(DINH_BINH, OTHER), _reaches)


def test_where_the_only_officer_owns_the_product_the_level_above_checks_it() -> None:
    alone = Subject(DINH_BINH, OTHER, stands_in=True)
    assert may(ME, [Grant(Role.PROVINCE_STAFF, PROVINCE)], Act.CHECK, alone, _reaches)
    assert may(ME, [Grant(Role.DISTRICT_STAFF, CITY)], Act.CHECK, alone, _reaches)
    assert not may(ME, [Grant(Role.DISTRICT_STAFF, NAM_CAN)], Act.CHECK, alone, _reaches)
    assert not may(ME, [Grant(Role.COUNCIL_MEMBER, CITY)], Act.CHECK, alone, _reaches)
    assert not may(OTHER, [Grant(Role.PROVINCE_STAFF, PROVINCE)], Act.CHECK, alone, _reaches), "never the owner"


def test_one_of_several_grants_is_enough() -> None:
    grants = [
        Grant(Role.COMMUNE_OFFICER, TAC_VAN),
        Grant(Role.COMMUNE_OFFICER, DINH_BINH),
    ]
    assert may(ME, grants, Act.CHECK, Subject(DINH_BINH), _reaches)
    assert not may(ME, grants, Act.CHECK, Subject(NAM_CAN), _reaches)


def test_a_smaller_area_gives_no_right_over_the_larger_one() -> None:
    assert not _may(Role.COMMUNE_OFFICER, DINH_BINH, Act.SEE, where=CITY)


_OFFICIALS = {Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}
DECIDED = {
    Act.SEE: {*_OFFICIALS, Role.COUNCIL_SECRETARY},
    Act.CHECK: {Role.COMMUNE_OFFICER},
    Act.ANSWER: _OFFICIALS,
    Act.APPROVE_ANSWER: {Role.PROVINCE_STAFF},
    Act.HAND_UP: {Role.COMMUNE_OFFICER},
    Act.OVERSEE: _OFFICIALS,
    Act.MOVE_DATE: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.ASSIST: {Role.COMMUNE_OFFICER},
    Act.BROADCAST: {Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.HOLD_ACTIVITY: {Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.SCORE: {Role.COMMUNE_OFFICER},
    Act.PRINT: {*_OFFICIALS, Role.COUNCIL_SECRETARY},
    Act.HOLD_ROUND: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF, Role.COUNCIL_SECRETARY},
    Act.JUDGE: {Role.COUNCIL_MEMBER},
    Act.IMPORT: _OFFICIALS,
    Act.CHOOSE: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.EDIT: set(),
    Act.BAN: {Role.COMMUNE_OFFICER},
    Act.LIFT_BAN: _OFFICIALS,
    Act.RECOVER: {Role.COMMUNE_OFFICER},
    Act.RECOVER_ABOVE: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF},
    Act.APPOINT: {Role.DISTRICT_STAFF, Role.PROVINCE_STAFF, Role.ADMIN},
    Act.BRING_REQUEST: {*_OFFICIALS, Role.ADMIN},
    Act.ANSWER_REQUEST: {Role.ADMIN},
}


@each("act", Act)
@each("role", Role)
def test_every_role_is_decided_for_every_act(role: Role, act: Act) -> None:
    everywhere = may(ME, [Grant(role, "")], act, Subject("x"), lambda outer, inner: True)
    nowhere = may(ME, [Grant(role, "")], act, Subject("x"), lambda outer, inner: False)
    assert not nowhere
    assert everywhere == (role in DECIDED[act])


def test_the_secretary_of_a_council_invites_its_members_and_nobody_else() -> None:
    secretary = [Grant(Role.COUNCIL_SECRETARY, "n96")]
    assert may_seat(secretary, Role.COUNCIL_MEMBER, "n96")
    assert not may_seat(secretary, Role.COUNCIL_MEMBER, "o964"), "another council, also of a unit below"
    assert not any(may_seat(secretary, role, "n96") for role in Role if role is not Role.COUNCIL_MEMBER)
    assert not may_seat([Grant(Role.COUNCIL_MEMBER, "n96")], Role.COUNCIL_MEMBER, "n96")

"""Whom a broadcast is for: the query against a pure filter over made-up people, on SQLite and PostgreSQL."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from support.crowds import Somebody, Thing, holds, settle
from support.examples import examples

from bot.records.people import MemberPart
from bot.storage.broadcast.targets import matched, people
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.writes.members import AddMember, EndMember
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import Target, checked
from ocop_domain.errors import Refusal
from ocop_domain.programme_files import load_programme

HERE = load_programme("camau-2022")
AREAS = load_areas()
COMMUNE, OTHER, FAR = "o32035", "o32038", "o32242"
CITY, PROVINCE = "o964", "o96"
GROUPS = HERE.product_sets.groups[:2]
SETS = ["", *(HERE.product_sets.in_group(group)[0].id for group in GROUPS)]
PRODUCERS = ("cm22-x-41-producer", "cm22-x-42-producer")
LIST = "cm22-x-41-commune"
PHONES = tuple(f"+8491234567{n}" for n in range(4))

area = st.sampled_from((COMMUNE, OTHER, FAR))
thing = st.builds(
    Thing,
    area=area,
    state=st.sampled_from(("sent", "returned", "accepted", "filed")),
    set_id=st.sampled_from(SETS),
    star=st.sampled_from((0, 0, 3, 4, 5)),
)
roles = st.lists(
    st.one_of(
        st.tuples(st.just("commune_officer"), area),
        st.tuples(st.sampled_from(("district_staff", "council_member", "council_secretary")), st.just(CITY)),
    ),
    max_size=2,
).map(tuple)
said = st.sampled_from((None, True, False))
somebody = st.builds(
    Somebody,
    products=st.lists(thing, max_size=2).map(tuple),
    begun=st.lists(area, max_size=1).map(tuple),
    roles=st.one_of(st.just(()), st.just(()), roles),
    dossier=said,
    reminders=said,
    phone=st.sampled_from(("", *PHONES)),
    certificate=st.sampled_from((0, 0, 3, 4)),
    done=st.lists(
        st.one_of(st.tuples(st.sampled_from(PRODUCERS), st.just("")), st.tuples(st.just(LIST), area)), max_size=2
    ).map(tuple),
)
within = st.sampled_from(((), (COMMUNE,), (CITY,), (PROVINCE,), (OTHER, FAR)))
producers = st.builds(
    Target,
    areas=within,
    group=st.sampled_from(("", *GROUPS)),
    star=st.sampled_from((0, 0, 3, 4)),
    state=st.sampled_from(("", "", "sent", "accepted", "draft")),
    duty=st.sampled_from(("", "", *PRODUCERS)),
    occurrence=st.just("once"),
    phones=st.sampled_from(((), (), PHONES[:2])),
).filter(lambda target: target.state != "draft" or not (target.group or target.star))  # `checked` refuses the others
officials = st.one_of(
    st.builds(Target, role=st.sampled_from(("commune_officer", "district_staff", "council")), areas=within),
    st.builds(Target, role=st.just("commune_officer"), areas=within, duty=st.just(LIST), occurrence=st.just("once")),
    st.builds(Target, role=st.just(""), areas=within, phones=st.just(PHONES[1:])),
)


async def _found(store: Store, target: Target, official: bool, between: Any = None) -> list[int]:
    query = people(target, HERE, AREAS, official=official, between=between)
    return [row[0] for row in await store.database.fetch(query.sql, query.args)]


async def _empty(store: Store) -> None:
    tables = (
        "done",
        "paper",
        "recognition",
        "score",
        "draft",
        "application",
        "producer",
        "role",
        "consent",
        "address",
        "member",
        "person",
    )
    await store.database.write([Statement(f"DELETE FROM {table}") for table in tables])


@examples(60, suppress_health_check=list(HealthCheck))
@given(crowd=st.lists(somebody, max_size=8), target=st.one_of(producers, officials), official=st.booleans())
async def test_the_query_finds_exactly_whom_the_target_means_each_once(
    store: Store, crowd: list[Somebody], target: Target, official: bool
) -> None:
    await _empty(store)
    await settle(store, HERE.id, crowd)
    found = await _found(store, target, official)
    assert len(found) == len(set(found))
    assert set(found) == holds(target, official, HERE, AREAS, crowd)
    # Walked by their ids in pieces, they are the same.
    edges = [0, 2, 5, 9]
    pieces = [await _found(store, target, official, piece) for piece in itertools.pairwise(edges)]
    assert sorted(itertools.chain(*pieces)) == sorted(found)
    reach = await store.reach(target, HERE, AREAS, official=official)
    assert reach.count == len(found)
    assert set(reach.unmatched) == set(target.phones) - {crowd[n - 1].phone for n in found}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target("ministry"), "target.role"),
        (Target(""), "target.nobody"),
        (Target("commune_officer", star=3), "target.producers_only"),
        (Target(state="eaten"), "target.state"),
        (Target(star=7), "target.star"),
        (Target(state="draft", star=3), "target.draft_only"),
        (Target(group="Đồ chơi"), "target.group"),
        (Target(duty="none", occurrence="once"), "target.duty"),
        (Target(duty=LIST, occurrence="once"), "target.duty_role"),
    ],
)
def test_what_makes_no_sense_is_refused(target: Target, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(target, HERE)
    assert refused.value.code == code


def test_a_programme_without_districts_has_no_district_staff() -> None:
    with pytest.raises(Refusal):
        checked(Target("district_staff"), load_programme("vietnam-2027"))


async def test_a_notice_to_producers_goes_to_each_who_speaks_for_one_once(store: Store) -> None:
    """Also to who works for two of them; officials are meant themselves, not those who work for their producers."""
    first = Somebody(products=(Thing(COMMUNE, "sent", SETS[0], 0),), dossier=True, phone=PHONES[0])
    official = replace(first, roles=(("commune_officer", COMMUNE),), phone=PHONES[1])
    one, two, helper, left = 1, 2, 3, 4
    await settle(store, HERE.id, [first, official, Somebody(), Somebody()])
    by = By(helper, "", "", datetime(2022, 2, 15, tzinfo=UTC))
    for account in (one, two):
        comes = [AddMember(account, person, MemberPart.HELPER, "Lan", account) for person in (helper, left)]
        for write in (*comes, EndMember(account, left, f"key{account}")):
            await store.database.write(list(statements(write, by)))
    query = people(Target(role="producer"), HERE, AREAS, official=True)
    assert sorted(row[0] for row in await store.database.fetch(query.sql, query.args)) == sorted({one, two, helper})
    query = people(Target(role="commune_officer"), HERE, AREAS, official=True)
    assert [row[0] for row in await store.database.fetch(query.sql, query.args)] == [two]
    query = matched(people(Target(phones=(PHONES[0],)), HERE, AREAS, official=True))
    assert (PHONES[0],) in [tuple(row) for row in await store.database.fetch(query.sql, query.args)]

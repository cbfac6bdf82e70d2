"""From idea to certificate through the conversation, each programme under its own rules; `make rehearsal` plays all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rehearsal.annex import differences
from support.databases import with_tables
from support.places import TESTS

from bot.conversations.forms import form_of
from bot.rehearsal.to_stars.cast import PlayedProduct, officials_of, products_of, set_named
from bot.rehearsal.to_stars.counts import StarCounts, counts_of
from bot.rehearsal.to_stars.house import PlayedHouse
from bot.rehearsal.to_stars.opened import house_in
from bot.rehearsal.to_stars.play import StarPlay
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.emptying import empty
from bot.storage.engine.opening import open_postgres
from bot.storage.store import Store
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import all_programmes, load_programme

AREAS, VI = load_areas(), Texts()[REFERENCE]
DATA = TESTS / "data"
DAY = datetime(2020, 4, 20, tzinfo=UTC)


@asynccontextmanager
async def house(tmp_path: Path, named: str, url: str | None = None) -> AsyncIterator[PlayedHouse]:
    programme, folder = load_programme(named), tmp_path / "data"
    settings = Settings(demo=False, data=tmp_path, database_url=url)  # type: ignore[arg-type]
    if not url:
        (folder / "live").mkdir(parents=True)
        with_tables(folder / "live")
    async with house_in(folder, settings, programme, AREAS, programme.valid_from) as found:
        yield found


async def played(found: PlayedHouse, products: list[PlayedProduct], last: date) -> StarCounts:
    await StarPlay(found, products).play(found.programme.valid_from, last)
    return await counts_of(found.assistant.store, found.programme, AREAS)


async def test_ca_mau_2022_leads_a_new_product_and_an_upgrade_over_two_rounds_of_two_councils(tmp_path: Path) -> None:
    """The commune's list prints what annex 2 prints, and the quotas are held beside what was registered."""
    every = products_of(load_programme("camau-2022"), AREAS)
    new, upgrade = every[0], next(one for one in every if one.star and one.number % 2)
    async with house(tmp_path, "camau-2022") as found:
        counts = await played(found, [new, upgrade], date(2022, 12, 31))
        assert await differences(found, take=1) == []
        judged = await found.assistant.store.database.fetch("SELECT DISTINCT criteria FROM result")
    assert counts.applications == {"recognised": 2}
    assert [one[0] for one in judged] == ["1048-2019"], "also of a set whose criteria we do not hold"
    assert counts.listed == 2
    assert counts.rounds["district"] == counts.rounds["province"] == 2
    assert counts.results["province"] == 2
    city = next(one for one in counts.quotas if one.unit == "Thành phố Cà Mau")
    assert (city.new, city.wanted_new, city.wanted_upgrade) == (1, 12, 2)
    assert "registered in all: 2, against quotas of 74" in list(counts.lines())


@pytest.mark.parametrize(
    ("named", "levels", "chosen"),
    [
        ("dakdoa-2022", {"district", "province"}, {"idea": 2, "plan": 2}),
        ("vietnam-2027", {"province"}, {}),
    ],
)
async def test_other_programmes_go_their_own_way_though_everybody_chatters(
    tmp_path: Path, named: str, levels: set[str], chosen: dict[str, int]
) -> None:
    """Three levels with ideas and plans that are chosen; under 26/2026 two levels, two years, and nothing chosen.

    A third of all messages are questions, thanks, slips and old buttons, and nothing of them is kept.
    """
    programme = load_programme(named)
    last = date(2027, 8, 31) if programme.endless else programme.valid_to
    products = products_of(programme, AREAS, take=2)
    async with house(tmp_path, named) as found:
        found.chatter = 1
        counts = await played(found, products, last)
        assert await otherwise(found, products) == []
        messages, chatter = found.messages
    assert chatter * 3 >= messages
    assert set(counts.rounds) - {"centre"} == levels
    assert counts.rounds["province"] == (2 if programme.endless else 1)
    assert (counts.chosen, counts.out) == (chosen, 0)
    assert sum(counts.applications.values()) == 2
    assert set(counts.applications) <= {"recognised", "judged"}
    assert counts.notices == sum(counts.results.values())


async def otherwise(found: PlayedHouse, products: list[PlayedProduct]) -> list[str]:
    """What the database has otherwise than the producers meant to say."""
    wrong = []
    applications = {one.name: one for one in await StarPlay(found, products).applications()}
    for product in products:
        said, form = applications[product.name].answers, form_of(applications[product.name].form)
        assert form
        meant = {"producer_name": product.producer, "product_set": product.set_id, "legal_form": product.legal_form}
        words = [q for q in form.questions if q.kind.hears in {"name", "text", "reason"} and said.get(q.id)]
        meant |= {q.id: VI.texts[f"q.{q.id}.example"] for q in words if q.id not in {*meant, "product_name", "address"}}
        wrong += [f"{product.name} {id_}: {said[id_]!r}" for id_, word in meant.items() if said[id_] != word]
    return wrong


async def test_a_played_postgresql_is_emptied_and_played_in_again(
    tmp_path: Path, ready_postgres: Callable[[], str]
) -> None:
    """The two halves of a rehearsal share it, and no assistant opens it afterwards."""
    url = ready_postgres()
    store = Store(await open_postgres(url))
    await store.set_kind("rehearsal")
    await store.person("rehearsal", "p1", "vi", DAY)
    await empty(store.database)
    assert await store.kind() == ""
    await store.close()
    async with house(tmp_path, "khanhhoa-2020", url) as found:
        counts = await played(found, products_of(found.programme, AREAS, take=1), date(2020, 12, 31))
        assert await found.assistant.store.kind() == "rehearsal"
    assert (counts.chosen, counts.out) == ({"idea": 1, "plan": 1}, 0)
    assert counts.results["district"] == 1
    with pytest.raises(BadSettings, match="another"):
        async with house(tmp_path, "khanhhoa-2020", url):
            pass


# Who plays


def test_every_programme_has_products_with_a_place_and_a_set_of_its_own_decision() -> None:
    for named in all_programmes():
        programme = load_programme(named)
        products = products_of(programme, AREAS)
        assert len(products) == (len(programme.planned) or 8), named
        assert all(AREAS.get(one.commune).level == "commune" for one in products)
        assert all(one.set_id in programme.product_sets.by_id for one in products)


def test_ca_mau_2022_is_40_producers_with_62_new_products_and_13_with_22_upgrades_in_nine_districts() -> None:
    every = products_of(load_programme("camau-2022"), AREAS)
    new = {(AREAS.path(one.commune)[-2].code, one.producer) for one in every if not one.star}
    rising = {(AREAS.path(one.commune)[-2].code, one.producer) for one in every if one.star}
    assert [sum(not one.star for one in every), sum(one.star > 0 for one in every)] == [62, 22]
    assert [len(new), len(rising)] == [40, 13]
    assert len({unit for unit, _ in new | rising}) == 9


def test_every_unit_above_a_product_has_staff_and_a_council_where_the_programme_has_one() -> None:
    programme = load_programme("camau-2022")
    officials = officials_of(programme, AREAS, products_of(programme, AREAS, take=1))
    roles = [(AREAS.get(one.unit).level, one.role.value) for one in officials]
    assert roles.count(("district", "council_member")) == roles.count(("province", "council_member")) == 2
    assert ("commune", "commune_officer") in roles
    assert not [role for level, role in roles if level == "commune" and role.startswith("council")]


def test_a_list_that_is_given_is_read_with_its_sets() -> None:
    programme = load_programme("camau-2022")
    products = products_of(programme, AREAS, (DATA / "products_camau_2022.csv", DATA / "upgrades_camau_2022.csv"))
    assert [len(products), sum(one.star > 0 for one in products)] == [84, 22]
    assert set_named(programme, "Tôm khô", "", "") == programme.product_sets.offers("Tôm khô")[0].set.id

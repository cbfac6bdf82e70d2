"""Many years in one house: plans side by side, units merged and divided, laws that follow each other; and its judge.

Everybody goes the way to the stars as in one year; every fourteenth day the assistant also reminds. At each New Year it
is noted whose is what, and at the end everything is held against it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import yaml

from bot.conversations.screens import OPTION
from bot.rehearsal.season.chat import SeasonStuckError
from bot.rehearsal.to_stars.cast import PlayedProduct, products_of, set_named
from bot.rehearsal.to_stars.house import PlayedHouse
from bot.rehearsal.to_stars.opened import house_in
from bot.rehearsal.to_stars.play import StarPlay
from bot.settings.config import Settings
from bot.storage.engine.statements import Database
from ocop_domain.areas import Areas, load_areas
from ocop_domain.criteria.load import load_criteria
from ocop_domain.law import criteria_on, law_on
from ocop_domain.product_sets import ProductSet, ProductSets, decision_of, same_under
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme
from ocop_domain.text import fold
from rehearsal.year import quick_folder

FIRST, LAST = date(2020, 1, 6), date(2028, 12, 29)
LOOKS = 14
"""Days between two looks of everybody."""
LATE = 340
"""Days after the end of a star on which some come again."""
PLAN = {
    "id": "camau-2027",
    "name": "OCOP tỉnh Cà Mau năm 2027",
    "document": "Kế hoạch số 12/KH-UBND",
    "issued": date(2027, 2, 20),
    "valid_from": date(2027, 3, 1),
    "valid_to": date(2027, 12, 31),
    "province": "Cà Mau",
}
"""A plan of one's own that starts in March; 2028 has none."""
COFFEE = "Cà phê bột nguyên chất"


def cast(areas: Areas, few: bool = False) -> list[PlayedProduct]:
    """Some sixty producers: of four plans, and of provinces and years without one. `few`: one of each kind."""
    found: list[PlayedProduct] = []
    for named, count in (("khanhhoa-2020", 10), ("camau-2022", 26), ("dakdoa-2022", 8)):
        programme = load_programme(named)
        year = programme.valid_from.year
        found += [replace(one, year=year) for one in products_of(programme, areas, take=1 if few else count)]
    later = [one for one in products_of(load_programme("camau-2021-2025"), areas) if one.year > 2022]
    found += later[:1] if few else later[:: len(later) // 12][:12]
    for year in (2022,) if few else (2021, 2022, 2024, 2026, 2027, 2028):
        found += _of_the_law(areas, year, "Bến Tre" if year < 2025 else "Cà Mau", 1 if few else 2)
    return [replace(one, number=number) for number, one in enumerate(found)]


def _of_the_law(areas: Areas, year: int, province: str, count: int) -> Iterator[PlayedProduct]:
    """Products of a year in which the law alone holds there; the first one is a coffee."""
    day = date(year, 6, 1)
    top = areas.search(province, day, level="province", limit=1)[0]
    below = areas.children(top.code, day)
    communes = below if below[0].level == "commune" else areas.children(below[0].code, day)
    for number in range(count):
        name = COFFEE if not number else f"Mật ong hoa nhãn {year}"
        set_id = set_named(law_on(day), name)
        yield PlayedProduct(number, name, f"Hộ {province} {year}.{number}", communes[number].code, set_id, year=year)


@dataclass
class ManyYears:
    """The play, and what was noted of it."""

    house: PlayedHouse
    products: Sequence[PlayedProduct]
    owners: list[dict[str, int]] = field(default_factory=list)
    """At each New Year: which person each product, application and recognition belongs to."""
    stuck: list[str] = field(default_factory=list)

    async def play(
        self,
        first: date = FIRST,
        last: date = LAST,
        looks: int = LOOKS,
        reminds: Callable[[date], bool] = lambda day: True,
    ) -> None:
        """From look to look; `reminds` says at which of them the assistant reminds (all)."""
        play = StarPlay(self.house, self.products)
        await play.begins(first, last)
        day = first
        while day <= last:
            if day.year != self.house.today.year:
                self.owners.append(await self.belongings())
            await self.house.becomes(day, reminds=reminds(day))
            try:
                await play.week()
            except SeasonStuckError as error:
                self.stuck.append(f"{day}: {error}")
            await self._comes_again()
            await self._mends()
            day += timedelta(days=looks)
        self.owners.append(await self.belongings())

    async def _comes_again(self) -> None:
        """Whose stars end within half a year registers the product again; every second producer a year late."""
        soon, late = self.house.today + timedelta(days=180), self.house.today - timedelta(days=LATE)
        rows = await self.house.assistant.store.database.fetch(
            "SELECT a.address, p.id, p.area, p.name FROM recognition r JOIN application p ON p.id = r.application_id"
            " JOIN address a ON a.person_id = r.person_id WHERE r.source = 'result' AND r.ended_on = ''"
            " AND r.expires_on <= CASE WHEN r.person_id % 2 = 0 THEN ? ELSE ? END"
            " AND NOT EXISTS"
            " (SELECT 1 FROM application o WHERE o.product_id = r.product_id AND o.sent_on > r.issued_on)"
            " ORDER BY 1, 2",
            (soon.isoformat(), late.isoformat()),
        )
        for address, application, area, name in rows:
            await self._fills(str(address), f"anew:{application}", str(area), str(name))

    async def _mends(self) -> None:
        """What went on under another law came back with what can no longer be chosen: it is chosen anew."""
        rows = await self.house.assistant.store.database.fetch(
            "SELECT a.address, p.id, p.area, p.name FROM application p JOIN address a ON a.person_id = p.person_id"
            " WHERE p.state = 'returned' AND p.closed_as = '' ORDER BY 1, 2"
        )
        for address, application, area, name in rows:
            await self._fills(str(address), f"fix:{application}", str(area), str(name))

    async def _fills(self, address: str, button: str, area: str, name: str) -> None:
        """Place and product set are asked only where what was said cannot be chosen today."""
        place, chat = self.house.place_of(area), self.house.at(address)
        leads = self.house.programmes.lead(place, self.house.today)
        await chat.presses(button)
        await chat.fills({"area": f"{OPTION}{place}", "product_set": f"{OPTION}{set_named(leads, name)}"})

    async def belongings(self) -> dict[str, int]:
        """Whose is what, now."""
        found: dict[str, int] = {}
        for table in ("product", "application", "recognition"):
            rows = await self.house.assistant.store.database.fetch(f"SELECT id, person_id FROM {table}")
            found |= {f"{table} {row[0]}": int(row[1]) for row in rows}
        return found


# The judge


async def faults(years: ManyYears) -> list[str]:
    """What is wrong after all the years: nothing, when all is well."""
    house, database = years.house, years.house.assistant.store.database
    found = [f"stuck {line}" for line in years.stuck]
    found += list(_lost(years.owners))
    found += await _roles(database, house.areas, house.today)
    found += await _told(house, database)
    found += await _scores(database)
    found += await _certificates(database, house.today)
    found += await _sets(house, database)
    return found


def _lost(owners: Sequence[dict[str, int]]) -> Iterator[str]:
    """Nobody loses what is theirs, and nobody gains what is not."""
    for before, after in pairwise(owners):
        for thing, person in before.items():
            if thing not in after:
                yield f"gone: {thing} of {person}"
            elif after[thing] != person:
                yield f"{thing} of {person} is {after[thing]}'s now"


async def _roles(database: Database, areas: Areas, today: date) -> list[str]:
    """Every role that was given is held, or stands in the history with its end; none is of a level that has ended."""
    ended = {area for (area,) in await database.fetch("SELECT DISTINCT area FROM role")}
    late = [area for area in sorted(map(str, ended)) if area and areas.get(area).level not in areas.levels_on(today)]
    return [f"a role of an ended level is held still: {area}" for area in late]


async def _told(house: PlayedHouse, database: Database) -> list[str]:
    """Nobody is told twice of one matter, though two programmes ask for it; each reminder is of the right programme."""
    rows = await database.fetch(
        "SELECT person_id, programme, rule, kind, duty, occurrence, scope, mark, day, on_day FROM reminder"
        " WHERE state = 'sent'"
    )
    found: list[str] = []
    matters: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for person, programme, rule, kind, duty, occurrence, scope, mark, day, on_day in rows:
        of = house.programmes.find(str(programme))
        declared = of.duty(str(duty)) if of and duty else None
        if of is None or (occurrence and declared is None and rule != "digest"):
            found.append(f"{programme} has no duty {duty}")
        elif house.areas.find(str(scope)) and not _reaches(house, of, str(kind), str(scope)):
            found.append(f"{programme} reminds {scope} ({rule}, {duty} {occurrence}), which is none of its units")
        # A digest counts its own programme's matters: those of two are two lines of one message.
        title = declared.title if declared else f"{kind} {programme if rule == 'digest' else ''}"
        matters[person, rule, title, occurrence, scope, mark, day, on_day].add(str(programme))
    found += [f"told by {sorted(by)}: {matter}" for matter, by in matters.items() if len(by) > 1]
    twice = await database.fetch("SELECT key FROM outbox WHERE key <> '' GROUP BY key HAVING count(*) > 1")
    return [*found, *(f"a notice twice: {key}" for (key,) in twice)]


def _reaches(house: PlayedHouse, of: Programme, kind: str, scope: str) -> bool:
    """Whether a unit may hear of a programme: it lies in it, or looks after a unit in it that is late."""
    own = house.programmes.territory(of)
    return house.programmes.covers(of, scope) or (
        kind == "above" and own is not None and scope in {unit.code for unit in house.areas.path(own)}
    )


async def _scores(database: Database) -> list[str]:
    """Each result was given by the criteria of the day on which its dossier was handed in, and comes out again."""
    rows = await database.fetch(
        "SELECT r.application_id, r.criteria, r.set_id, r.total, r.proposed, min(s.filed_on) FROM result r"
        " JOIN submission s ON s.application_id = r.application_id WHERE r.told_at <> ''"
        " GROUP BY r.application_id, r.round_id, r.criteria, r.set_id, r.total, r.proposed"
    )
    found = []
    for application, criteria, set_id, total, star, day in rows:
        law = criteria_on(date.fromisoformat(str(day)[:10]))
        if criteria and criteria != law:
            found.append(f"{application} of {day} was judged by {criteria}, not by {law}")
        held = load_criteria(str(criteria or law))
        own = held.set(str(set_id)) if set_id else next(iter(held.sets))
        if own.star_by_points(Decimal(str(total))) != star:
            found.append(f"{application}: {total} points are no {star} stars under {law}")
    return found


async def _certificates(database: Database, today: date) -> list[str]:
    """What was recognised ends after 36 months, and its holder was told before."""
    rows = await database.fetch(
        "SELECT id, person_id, issued_on, expires_on FROM recognition WHERE source = 'result' AND expires_on < ?",
        ((today - timedelta(days=30)).isoformat(),),
    )
    told = await database.fetch(
        "SELECT person_id, day FROM reminder WHERE rule IN ('recognition', 'evidence') AND state = 'sent'"
    )
    days: dict[int, list[date]] = defaultdict(list)
    for person, day in told:
        days[int(person)].append(date.fromisoformat(str(day)))
    found = []
    for id_, person, issued, expires in rows:
        begins, ends = date.fromisoformat(str(issued)), date.fromisoformat(str(expires))
        if ends.year != begins.year + 3:
            found.append(f"recognition {id_} of {issued} ends on {expires}")
        if not [day for day in days[int(person)] if timedelta() <= ends - day <= timedelta(days=180)]:
            found.append(f"recognition {id_}: {person} was not told before {expires}")
    return found


async def _sets(house: PlayedHouse, database: Database) -> list[str]:
    """What comes again under another decision is what it was: a coffee is a coffee."""
    rows = await database.fetch(
        "SELECT id, product_id, programme, answers FROM application ORDER BY product_id, sent_on"
    )
    found: list[str] = []
    last: tuple[str, ProductSet, ProductSets] | None = None
    for id_, product, programme, answers in rows:
        of, said = house.programmes.find(str(programme)), json.loads(str(answers))
        chosen = of.product_sets.find(said.get("product_set")) if of else None
        if of is None or chosen is None:  # to be chosen anew
            continue
        if said["product_name"] == COFFEE and "ca phe" not in fold(chosen.name):
            found.append(f"{id_}: a coffee is {chosen.name} in {programme}")
        before = last[1:] if last and last[0] == product else None
        became = same_under(*before, decision_of(chosen, of.product_sets)) if before else None
        if before and became and fold(became.name) != fold(chosen.name):
            found.append(f"{id_}: {before[0].name} became {chosen.name}")
        last = (str(product), chosen, of.product_sets)
    return found


# The command


def all_years(fresh: Callable[[], str]) -> bool:
    """Plays and prints the years on both engines; True when nothing is wrong."""
    right = True
    for engine, url in (("SQLite", None), ("PostgreSQL", fresh())):
        with quick_folder() as folder:
            right &= asyncio.run(_played(engine, folder, url))
    return right


async def _played(engine: str, folder: Path, url: str | None) -> bool:
    began = time.monotonic()
    settings = Settings(demo=False, data=folder, database_url=url)  # type: ignore[arg-type]
    write_plan(folder / "programmes")
    leads = load_programme("camau-2022")
    async with house_in(folder / "house", settings, leads, load_areas(), FIRST) as house:
        years = ManyYears(house, cast(house.areas))
        await years.play()
        wrong = await faults(years)
        database = house.assistant.store.database
        states = await database.fetch("SELECT programme, state, count(*) FROM application GROUP BY 1, 2 ORDER BY 1, 2")
        ((reminders,),) = await database.fetch("SELECT count(*) FROM reminder WHERE state = 'sent'")
        stars = await database.fetch("SELECT star, count(*) FROM recognition WHERE source = 'result' GROUP BY star")
    people = Counter(one.producer for one in years.products)
    print(
        f"years 2020-2028, {engine}, in {time.monotonic() - began:.0f} s: {len(people)} producers,"
        f" {len(years.products)} products, {reminders} reminders, {dict(stars)} stars, {len(wrong)} faults",
        flush=True,
    )
    for line in (*(f"{p}: {state} {count}" for p, state, count in states), *wrong[:40]):
        print("   ", line, flush=True)
    return not wrong


def write_plan(folder: Path) -> None:
    """The plan of 2027 among those of the installation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "camau-2027.yaml").write_text(yaml.safe_dump(PLAN, allow_unicode=True, sort_keys=False), "utf-8")

"""The contract of planned reminders on SQLite and PostgreSQL: whom they are for, and that each is said once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.reminders import DAY, ELSEWHERE, HERE, LATER, LIST, NOW, PLAN, occurrence, wave

from bot.conversations.form import Draft
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM
from bot.messages import Outgoing, Reply
from bot.ports.reminders import DueReminder, Reminder
from bot.records.people import MemberPart
from bot.reminders.occurrences import year_of
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.storage.year.audiences import asks
from bot.storage.year.reminders import StoredReminders
from bot.writes import Write
from bot.writes.dossier import DropPaper, KeepPaper
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.members import AddMember, EndMember
from bot.writes.people import AddGrant, SetConsent
from bot.writes.registration import MoveApplication, PutApplication
from bot.writes.year import MarkDone, Mute, RemindAgain
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import Moved, tasks
from ocop_domain.duties.audience import Above, Around, Audience, Checkers, Drafts, EvidencePapers, Open, Owners, Wave
from ocop_domain.duties.model import Concerns, Done, Occurrence
from ocop_domain.evidence import Paper
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Grant, Role
from ocop_domain.territories import territory_of

AREAS = load_areas()
PLACE = territory_of(load_programme(HERE), AREAS)
COMMUNE, OTHER, FAR = "o32035", "o32038", "o32242"
"""Two communes of one district, and one of another."""
CITY, COUNTY, PROVINCE = "o964", "o973", "o96"
HI = Reply("Tin")
PLANNED = "SELECT person_id, scope FROM reminder ORDER BY person_id, scope"


class Town:
    """People and what they did, told from the side of the database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reminders = StoredReminders(store.database, HERE)
        self.now = NOW
        self._things = 0

    async def people(self, names: Sequence[str], language: str = "vi") -> list[int]:
        """New people, each with an address of that name."""
        made = Statement("INSERT INTO person (language) VALUES (?) RETURNING id", (language,), rows=True)
        ids = [rows[0][0] for rows in await self.store.database.write([made] * len(names))]
        address = "INSERT INTO address (channel, address, person_id, last_seen) VALUES ('telegram', ?, ?, ?)"
        seen = moment(self.now)
        await self.store.database.write([Statement(address, (n, i, seen)) for n, i in zip(names, ids, strict=True)])
        return ids

    async def person(self, name: str, *writes: Write, language: str = "vi") -> int:
        (person,) = await self.people([name], language)
        await self.does(person, *writes)
        return person

    async def does(self, person: int, *writes: Write) -> None:
        by = By(person, "telegram", "", self.now)
        if unit := [s for write in writes for s in statements(write, by)]:
            await self.store.database.write(unit)

    async def officer(self, name: str, area: str = COMMUNE, role: Role = Role.COMMUNE_OFFICER) -> int:
        return await self.person(name, grant(role, area))

    async def producer(
        self, name: str, area: str = COMMUNE, state: ApplicationState = ApplicationState.ACCEPTED
    ) -> int:
        (person,) = await self.people([name])
        await self.has_application(person, f"p-{name}", area=area, state=state)
        return person

    async def has_application(self, person: int, id_: str, **fields: Any) -> None:
        await self.does(person, application(person, id_, **fields))

    async def loses_role(self, person: int) -> None:
        await self.sql("DELETE FROM role WHERE person_id = ?", person)

    async def sql(self, sql: str, *args: Any) -> None:
        await self.store.database.write([Statement(sql, args)])

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.store.database.fetch(sql, args)]

    async def held(self, audience: Audience) -> list[tuple[int, str]]:
        """Whom an audience holds, and for what; each once."""
        query = asks(audience, HERE)
        found = [(row[0], row[1]) for row in await self.store.database.fetch(query.sql, query.args)]
        assert len(found) == len(set(found))
        return sorted(found)

    async def who(self, audience: Audience) -> set[int]:
        return {person for person, _ in await self.held(audience)}

    async def plan(self, *waves: Wave, at: datetime = NOW) -> None:
        for each in waves:
            assert await self.reminders.plan(each, at, 1000)

    async def due(self, at: datetime = NOW) -> DueReminder:
        """What is due for the only person who is due."""
        (due,) = await self.reminders.due(at, 10)
        return due

    async def claim(self, due: DueReminder, audience: Audience | None, reply: Reply = HI) -> list[Outgoing]:
        return await self.reminders.claim_due(due, [reply], {r.id: audience for r in due.reminders}, [], NOW)

    async def states(self) -> list[str]:
        return [row[0] for row in await self.rows("SELECT state FROM reminder ORDER BY id")]


def grant(role: Role, area: str) -> AddGrant:
    return AddGrant(Grant(role, area))


def application(
    person: int,
    id_: str,
    *,
    area: str = COMMUNE,
    state: ApplicationState = ApplicationState.ACCEPTED,
    programme: str = HERE,
    on: date = DAY,
    name: str = "Tôm khô",
) -> PutApplication:
    maker = f"o-{person}"
    fields: dict[str, Any] = {
        "answers": {},
        "form": "idea",
        "form_version": 1,
        "revision": 0,
        "sent_on": on,
        "updated_on": on,
    }
    made = Application(
        id=id_, programme=programme, producer=maker, owner=person, area=area, name=name, state=state, **fields
    )
    return PutApplication(replace(made, producer_name=maker), {})


def draft(id_: str, form: str = "idea", programme: str = HERE, **answers: Any) -> SaveDraft:
    return SaveDraft(Draft(id_, form, 1, programme, answers))


def paper(id_: str, kind: str = "recognition", expires: date | None = DAY) -> KeepPaper:
    return KeepPaper(Paper(id_, 0, kind, f"Giấy {id_}", expires=expires))


def did(scope: object, of: Occurrence, programme: str = HERE, **changes: Any) -> MarkDone:
    return replace(MarkDone(programme, of.duty.id, of.id, str(scope)), **changes)


AGREES, REFUSES = SetConsent("consent_dossier", True), SetConsent("consent_dossier", False)
NO_NUDGES = SetConsent("consent_reminders", False)


@pytest.fixture
def town(store: Store) -> Town:
    return Town(store)


# Audiences: who is in, who is out


@pytest.mark.parametrize(
    ("role", "level", "holders"),
    [
        ("commune_officer", "commune", {"officer"}),
        ("district_staff", "district", {"district"}),
        ("province_staff", "province", {"province"}),
        ("council", "district", {"member here"}),
        ("council", "province", {"member above", "secretary above"}),
        ("council", "central", set()),
        ("ministry", "central", set()),
    ],
)
async def test_a_duty_is_open_for_those_who_hold_its_role_at_its_level(
    town: Town, role: str, level: str, holders: set[str]
) -> None:
    roles = {
        "officer": (Role.COMMUNE_OFFICER, COMMUNE),
        "district": (Role.DISTRICT_STAFF, CITY),
        "province": (Role.PROVINCE_STAFF, PROVINCE),
        "member here": (Role.COUNCIL_MEMBER, CITY),
        "member above": (Role.COUNCIL_MEMBER, PROVINCE),
        "secretary above": (Role.COUNCIL_SECRETARY, PROVINCE),
        "admin": (Role.ADMIN, ""),
    }
    ids = {name: await town.officer(name, area, held) for name, (held, area) in roles.items()}
    foreign = {COMMUNE: "o22435", CITY: "o570", PROVINCE: "o56"}
    for name, (held, area) in roles.items():
        await town.person(f"{name} of another province", grant(held, foreign.get(area, "")))
    await town.producer("producer")
    found = await town.held(Open(occurrence(role, level), PLACE))
    assert found == sorted((ids[name], roles[name][1]) for name in holders)


async def test_an_officer_of_two_communes_has_the_duty_in_each(town: Town) -> None:
    officer = await town.person("lan", grant(Role.COMMUNE_OFFICER, COMMUNE), grant(Role.COMMUNE_OFFICER, OTHER))
    assert await town.held(Open(LIST, PLACE)) == [(officer, COMMUNE), (officer, OTHER)]
    await town.does(officer, did(COMMUNE, LIST))
    assert await town.held(Open(LIST, PLACE)) == [(officer, OTHER)], "what is done in one commune is open in the other"


async def test_a_duty_of_officials_holds_within_some_areas_or_beside_them(town: Town) -> None:
    ids = {area: await town.officer(area, area) for area in (COMMUNE, OTHER, FAR)}
    assert await town.who(Open(LIST, PLACE.part((COMMUNE, OTHER)))) == {ids[COMMUNE], ids[OTHER]}
    assert await town.who(Open(LIST, PLACE.without((COMMUNE, OTHER)))) == {ids[FAR]}
    assert await town.who(Open(LIST, PLACE.part((COMMUNE, OTHER)).without((OTHER,)))) == {ids[COMMUNE]}


async def _producers(town: Town) -> dict[str, int]:
    """One of each sort of people."""
    names = ["nobody", "agreed", "refused", "sent", "accepted", "checked", "recognised"]
    names += ["officer", "officer elsewhere", "other"]
    ids = dict(zip(names, await town.people(names), strict=True))
    await town.does(ids["agreed"], AGREES)
    await town.does(ids["refused"], REFUSES, application(ids["refused"], "p1"), paper("w1"))
    await town.does(ids["sent"], AGREES, application(ids["sent"], "p2", state=ApplicationState.SENT))
    await town.does(
        ids["accepted"],
        application(ids["accepted"], "p3"),
        application(ids["accepted"], "p4", state=ApplicationState.SENT),
    )
    await town.does(ids["checked"], application(ids["checked"], "p8", state=ApplicationState.CHECKED))
    await town.does(ids["recognised"], AGREES, paper("w2"), paper("w3", "test_result"))
    officer = (AGREES, application(ids["officer"], "p5"), paper("w4"))
    await town.does(ids["officer"], *officer, grant(Role.COMMUNE_OFFICER, COMMUNE))
    abroad = (AGREES, application(ids["officer elsewhere"], "p6"), grant(Role.COMMUNE_OFFICER, "o22435"))
    await town.does(ids["officer elsewhere"], *abroad)
    await town.does(
        ids["other"], AGREES, application(ids["other"], "p7", programme=ELSEWHERE), paper("w5", "trademark")
    )
    return ids


@pytest.mark.parametrize(
    ("concerns", "concerned"),
    [
        (Concerns.EVERYONE, {"agreed", "sent", "recognised", "officer", "officer elsewhere", "other"}),
        (Concerns.REGISTERED, {"sent", "accepted", "checked", "officer", "officer elsewhere"}),
        (Concerns.ACCEPTED, {"accepted", "checked", "officer", "officer elsewhere"}),
        (Concerns.RECOGNISED, {"recognised", "officer"}),
        (Concerns.PREPARING, {"accepted", "officer", "officer elsewhere"}),
        (Concerns.CHECKED, {"checked"}),
    ],
)
@pytest.mark.parametrize("done", [Done.TAP, Done.REPORT, Done.LIST])
async def test_a_duty_of_producers_is_open_for_those_whom_it_concerns_until_they_have_done_it(
    town: Town, concerns: Concerns, concerned: set[str], done: Done
) -> None:
    ids = await _producers(town)
    here = occurrence("producer", done=done, concerns=concerns)
    expected = [(ids[name], str(ids[name])) for name in concerned]
    assert await town.held(Open(here, PLACE)) == sorted(expected)
    first, *others = sorted(concerned)
    await town.does(ids[first], did(ids[first], here, ELSEWHERE), did(ids[first], replace(here, id="2023")))
    assert await town.held(Open(here, PLACE)) == sorted(expected), "another time, or another programme, is another duty"
    await town.does(ids[first], did(ids[first], here))
    assert await town.who(Open(here, PLACE)) == {ids[name] for name in others}
    await town.does(ids[first], did(ids[first], here, undo=True))
    assert await town.held(Open(here, PLACE)) == sorted(expected)


async def test_registering_is_open_until_something_was_sent_and_nothing_is_left_begun(town: Town) -> None:
    here = occurrence("producer", done=Done.REGISTERED, concerns=Concerns.EVERYONE)
    names = ["new", "begun", "sent", "sent and begun", "sent and reporting", "sent elsewhere", "sent, begun elsewhere"]
    ids = dict(zip(names, await town.people(names), strict=True))
    for name, person in ids.items():
        await town.does(person, AGREES)
        if name.startswith("sent"):
            where = ELSEWHERE if name == "sent elsewhere" else HERE
            await town.has_application(person, f"p-{name}", state=ApplicationState.SENT, programme=where)
    await town.does(ids["begun"], draft("d1"))
    await town.does(ids["sent and begun"], draft("d2", "filing"))
    await town.does(ids["sent and reporting"], draft("d3", "report"))
    await town.does(ids["sent, begun elsewhere"], draft("d4", programme=ELSEWHERE))
    assert await town.who(Open(here, PLACE)) == {ids[n] for n in ("new", "begun", "sent and begun", "sent elsewhere")}
    await town.does(ids["new"], did(ids["new"], here))
    assert ids["new"] in await town.who(Open(here, PLACE)), "saying so does not register anything"


async def test_checking_is_open_where_a_product_waits(town: Town) -> None:
    here = occurrence("commune_officer", done=Done.CHECKED)
    ids = {area: await town.officer(area, area) for area in (COMMUNE, OTHER, FAR)}
    lan = await town.producer("lan", OTHER, ApplicationState.ACCEPTED)
    assert await town.held(Open(here, PLACE)) == []
    await town.has_application(lan, "p2", area=COMMUNE, state=ApplicationState.SENT)
    await town.has_application(lan, "p3", area=FAR, state=ApplicationState.SENT, programme=ELSEWHERE)
    await town.does(ids[COMMUNE], did(COMMUNE, here))
    assert await town.held(Open(here, PLACE)) == [(ids[COMMUNE], COMMUNE)], "saying so does not check anything"
    await town.does(ids[COMMUNE], MoveApplication("p2", 1, ApplicationState.RETURNED, DAY))
    assert await town.held(Open(here, PLACE)) == []


async def test_a_dossier_that_was_handed_in_waits_for_the_commune_like_an_idea(town: Town) -> None:
    here = occurrence("commune_officer", done=Done.CHECKED)
    officer = await town.officer("officer")
    await town.producer("lan", COMMUNE, ApplicationState.FILED)
    assert await town.held(Open(here, PLACE)) == [(officer, COMMUNE)]
    asked = Checkers(DAY, DAY, PLACE, ApplicationState.FILED)
    assert await town.held(asked) == [(officer, COMMUNE)]
    assert await town.held(Checkers(DAY, DAY, PLACE)) == [], "no idea waits"
    await town.plan(wave(asked, rule="filed"))
    (reminder,) = (await town.due()).reminders
    assert (reminder.kind, reminder.duty, reminder.name) == ("checkers", "filed", "1")
    await town.does(officer, MoveApplication("p-lan", 1, ApplicationState.SUPPLEMENT, DAY))
    assert await town.held(Open(here, PLACE)) == []
    assert await town.held(asked) == []


async def test_handing_in_is_open_while_something_accepted_was_not_handed_in(town: Town) -> None:
    here = occurrence("producer", done=Done.FILED)
    lan = await town.producer("lan", COMMUNE, ApplicationState.ACCEPTED)
    asked = await town.producer("asked", COMMUNE, ApplicationState.SUPPLEMENT)
    for person, state in (
        ("filed", ApplicationState.FILED),
        ("checked", ApplicationState.CHECKED),
    ):
        await town.producer(person, COMMUNE, state)
    assert await town.who(Open(here, PLACE)) == {lan, asked}, "what was sent back does not count as handed in"
    await town.does(asked, MoveApplication("p-asked", 1, ApplicationState.FILED, DAY))
    await town.does(lan, did(lan, here))
    assert await town.who(Open(here, PLACE)) == {lan}, "saying so does not hand anything in"
    await town.does(lan, MoveApplication("p-lan", 1, ApplicationState.FILED, DAY))
    assert await town.who(Open(here, PLACE)) == set()
    await town.has_application(lan, "p-two", state=ApplicationState.ACCEPTED)
    assert await town.who(Open(here, PLACE)) == {lan}, "the second one is left"
    everyone = occurrence("producer", done=Done.FILED, concerns=Concerns.EVERYONE)
    new = await town.person("new", AGREES)
    assert new in await town.who(Open(everyone, PLACE)), "nothing was handed in yet"


async def test_a_duty_of_producers_holds_where_their_products_are_made(town: Town) -> None:
    here = await town.producer("here", COMMUNE)
    there = await town.producer("there", OTHER)
    both = await town.producer("both", COMMUNE)
    await town.has_application(both, "p-both-2", area=OTHER, state=ApplicationState.SENT)
    await town.has_application(there, "p-abroad", area=COMMUNE, programme=ELSEWHERE)
    nowhere = await town.person("nowhere", AGREES)
    assert await town.who(Open(PLAN, PLACE.part((COMMUNE,)))) == {here, both}
    assert await town.who(Open(PLAN, PLACE.without((COMMUNE,)))) == {there}
    assert await town.who(Open(PLAN, PLACE.part((OTHER, FAR)).without((COMMUNE,)))) == {there}
    everyone = occurrence("producer", concerns=Concerns.EVERYONE)
    assert await town.who(Open(everyone, PLACE.part((COMMUNE,)))) == set(), "whoever has no product is nowhere"
    assert await town.who(Open(everyone, PLACE.without((COMMUNE,)))) == {nowhere}


async def test_around_a_round_stand_the_producers_whose_products_were_accepted_done_or_not(town: Town) -> None:
    ids = await _producers(town)
    council = occurrence("council")
    made = {ids["accepted"], ids["checked"], ids["officer"], ids["officer elsewhere"]}
    assert await town.who(Around(council, PLACE)) == made
    far = await town.producer("far", FAR)
    await town.does(far, did(far, council))
    assert await town.held(Around(council, PLACE.part((FAR,)))) == [(far, str(far))]
    assert await town.who(Around(council, PLACE.without((FAR,)))) == made


async def test_whoever_has_every_result_hears_of_no_council_and_of_nothing_that_led_there(town: Town) -> None:
    judged = await town.producer("judged", state=ApplicationState.JUDGED)
    both = await town.producer("both", state=ApplicationState.JUDGED)
    await town.has_application(both, "p-both-checked", state=ApplicationState.CHECKED)
    assert await town.who(Around(occurrence("council"), PLACE)) == {both}
    assert await town.who(Open(occurrence("producer"), PLACE)) == {both}
    recognised = occurrence("producer", concerns=Concerns.REGISTERED)
    assert await town.who(Open(recognised, PLACE)) == {judged, both}, "what comes after a result is theirs"


async def test_drafts_are_those_of_the_named_forms_touched_on_that_day_in_vietnam(town: Town) -> None:
    (lan,) = await town.people(["lan"])
    midnight = datetime.combine(DAY, time(0), VIETNAM)
    touched = {
        "before": midnight - timedelta(milliseconds=1),
        "first": midnight,
        "last": midnight + timedelta(days=1, milliseconds=-1),
        "after": midnight + timedelta(days=1),
    }
    for id_, at in touched.items():
        town.now = at
        await town.does(lan, draft(id_, product_name="Mật ong"))
    town.now = midnight
    await town.does(lan, draft("filing", "filing"), draft("report", "report"), draft("abroad", programme=ELSEWHERE))
    assert await town.held(Drafts(("filing", "idea"), DAY, PLACE)) == [(lan, "filing"), (lan, "first"), (lan, "last")]
    assert await town.held(Drafts(("idea",), DAY, PLACE)) == [(lan, "first"), (lan, "last")]


async def test_owners_are_those_of_products_that_came_into_a_state_on_these_days(town: Town) -> None:
    (lan,) = await town.people(["lan"])
    for back in range(5):
        await town.has_application(lan, f"p{back}", state=ApplicationState.RETURNED, on=DAY - timedelta(days=back))
    await town.has_application(lan, "sent", state=ApplicationState.SENT, on=DAY - timedelta(days=2))
    await town.has_application(
        lan, "abroad", state=ApplicationState.RETURNED, on=DAY - timedelta(days=2), programme=ELSEWHERE
    )
    audience = Owners(ApplicationState.RETURNED, DAY - timedelta(days=3), DAY - timedelta(days=1), PLACE)
    assert await town.held(audience) == [(lan, "p1"), (lan, "p2"), (lan, "p3")], "both ends are in"


async def test_checkers_are_the_officers_of_communes_where_something_came_in_on_these_days(town: Town) -> None:
    (lan,) = await town.people(["lan"])
    officer, colleague = await town.officer("a"), await town.officer("b")
    await town.officer("district", CITY, Role.DISTRICT_STAFF)
    await town.person("abroad", grant(Role.COMMUNE_OFFICER, "o22435"))
    await town.officer("other", OTHER)
    await town.officer("far", FAR)
    for n in range(3):
        await town.has_application(lan, f"p{n}", state=ApplicationState.SENT, on=DAY)
    await town.has_application(lan, "checked", area=OTHER, state=ApplicationState.ACCEPTED, on=DAY)
    await town.has_application(lan, "early", area=FAR, state=ApplicationState.SENT, on=DAY - timedelta(days=2))
    expected = [(officer, COMMUNE), (colleague, COMMUNE)]
    assert await town.held(Checkers(DAY - timedelta(days=1), DAY, PLACE)) == expected, (
        "once, however many products wait"
    )
    assert len(await town.held(Checkers(date.min, date.max, PLACE))) == 3


async def test_papers_are_those_that_end_on_that_day_recognitions_apart_from_the_others(town: Town) -> None:
    (lan,) = await town.people(["lan"])
    await town.does(
        lan,
        *(paper("r"), paper("t", "test_result"), paper("q", "quality_system")),
        *(paper("r2", expires=DAY + timedelta(days=1)), paper("n", "other", None)),
    )
    assert await town.held(EvidencePapers(True, DAY, PLACE)) == [(lan, "r")]
    assert await town.held(EvidencePapers(False, DAY, PLACE)) == [(lan, "q"), (lan, "t")]


async def test_officials_above_are_not_found_by_sql_alone(town: Town) -> None:
    with pytest.raises(TypeError):
        await town.held(Above(LIST, PLACE))


async def test_officials_are_those_who_hold_a_role_for_exactly_these_areas(town: Town) -> None:
    lan, minh = await town.officer("lan"), await town.officer("minh", CITY, Role.DISTRICT_STAFF)
    await town.person("abroad", grant(Role.DISTRICT_STAFF, "o570"))
    of = town.reminders.officials
    assert await of(["district_staff"], [CITY, COUNTY]) == [(minh, CITY)]
    assert await of(["district_staff", "commune_officer"], [CITY, COMMUNE]) == [(lan, COMMUNE), (minh, CITY)]
    assert await of(["district_staff"], [COMMUNE, PROVINCE]) == []
    assert await of(["district_staff"], []) == []


async def test_the_open_areas_of_a_duty_are_those_of_its_officials_or_of_its_producers_products(town: Town) -> None:
    for area in (COMMUNE, OTHER):
        await town.officer(area, area)
    await town.officer("far", FAR)
    await town.does(1, did(COMMUNE, LIST))
    assert await town.reminders.open_areas(Open(LIST, PLACE)) == {OTHER, FAR}
    assert await town.reminders.open_areas(Open(LIST, PLACE.part((COMMUNE, OTHER)))) == {OTHER}
    lan, minh = await town.producer("lan", COMMUNE), await town.producer("minh", FAR)
    assert await town.reminders.open_areas(Open(PLAN, PLACE)) == {COMMUNE, FAR}
    await town.does(minh, did(minh, PLAN))
    await town.has_application(lan, "abroad", area=OTHER, programme=ELSEWHERE)
    assert await town.reminders.open_areas(Open(PLAN, PLACE)) == {COMMUNE}


# One source of truth: the audiences agree with everybody's own calendar


@dataclass
class Life:
    """What one person has and did."""

    grants: list[tuple[Role, str]] = field(default_factory=list)
    dossier: bool | None = None
    products: list[tuple[ApplicationState, str, str]] = field(default_factory=list)
    drafts: list[tuple[str, str]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    done: list[tuple[Occurrence, str, str]] = field(default_factory=list)


INVENTED = [
    occurrence(role, level, done, concerns, f"i-{role}-{level}-{done}-{concerns}")
    for role, level, done, concerns in [
        *(("producer", "subject", d, c) for d in Done for c in Concerns),
        *(("commune_officer", "commune", d, Concerns.ACCEPTED) for d in Done if d not in {Done.REGISTERED, Done.FILED}),
        *(("district_staff", "district", d, Concerns.ACCEPTED) for d in (Done.TAP, Done.REPORT, Done.LIST)),
        *(("council", level, Done.TAP, Concerns.ACCEPTED) for level in ("commune", "district", "province", "central")),
        ("ministry", "central", Done.TAP, Concerns.ACCEPTED),
    ]
]
YEAR = [*load_programme(HERE).occurrences, *INVENTED]
"""Every occurrence of a real year, and one of each kind that a year could have."""

_programmes = st.sampled_from([HERE, HERE, HERE, ELSEWHERE])
_communes = st.sampled_from([COMMUNE, OTHER, FAR])
_units = st.sampled_from([COMMUNE, OTHER, FAR, CITY, COUNTY, PROVINCE])
_marked = st.sampled_from([o for o in YEAR if o.duty.role in {"producer", "commune_officer"}] + YEAR[::7])
_lives = st.builds(
    Life,
    grants=st.just([]) | st.lists(st.tuples(st.sampled_from(Role), _units), max_size=3),
    dossier=st.sampled_from([True, True, None, False]),
    products=st.lists(st.tuples(st.sampled_from(ApplicationState), _communes, _programmes), max_size=3),
    drafts=st.lists(st.tuples(st.sampled_from(["idea", "filing", "report"]), _programmes), max_size=2),
    papers=st.lists(st.sampled_from(["recognition", "test_result", "other"]), max_size=2),
    done=st.lists(st.tuples(_marked, st.just("own") | _units, _programmes), max_size=5),
)
_movable = st.builds(
    Life,
    grants=st.just([])
    | st.tuples(st.sampled_from([Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF]), _units).map(lambda held: [held]),
    products=st.lists(st.tuples(st.just(ApplicationState.ACCEPTED), _communes, st.just(HERE)), min_size=1, max_size=2),
)
_moves = st.lists(st.tuples(_units | st.just(""), st.integers(1, 40)), min_size=1, max_size=4)


async def _emptied(town: Town) -> None:
    tables = (
        "done",
        "moved",
        "paper",
        "draft",
        "recognition",
        "application",
        "product_name",
        "product",
        "producer",
        "role",
        "consent",
        "audit",
        "address",
        "person",
    )
    await town.store.database.write([Statement(f"DELETE FROM {name}") for name in tables])


async def _live(town: Town, lives: list[Life]) -> list[int]:
    await _emptied(town)
    ids = await town.people([f"n{n}" for n in range(len(lives))])
    said: set[tuple[str, ...]] = set()
    unit: list[Statement] = []
    for id_, life in zip(ids, lives, strict=True):
        for write in _deeds(id_, life):
            if isinstance(write, MarkDone):  # what one has reported is not reported by another
                done = (write.programme, write.duty, write.occurrence, write.scope)
                if done in said:
                    continue
                said.add(done)
            unit += statements(write, by(id_))
    await town.store.database.write(unit)
    return ids


def by(person: int) -> By:
    return By(person, "telegram", "", NOW)


def _deeds(person: int, life: Life) -> list[Write]:
    deeds: list[Write] = [grant(*held) for held in life.grants]
    if life.dossier is not None:
        deeds.append(SetConsent("consent_dossier", life.dossier))
    for n, (state, area, programme) in enumerate(life.products):
        deeds.append(application(person, f"p{person}.{n}", area=area, state=state, programme=programme))
    deeds += [draft(f"d{person}.{n}", form, programme) for n, (form, programme) in enumerate(life.drafts)]
    deeds += [paper(f"w{person}.{n}", kind) for n, kind in enumerate(life.papers)]
    deeds += [did(person if scope == "own" else scope, o, programme) for o, scope, programme in life.done]
    return deeds


_moderately = settings(max_examples=25, suppress_health_check=list(HealthCheck))


@_moderately
@given(lives=st.lists(_lives, min_size=2, max_size=6))
async def test_an_occurrence_is_open_for_exactly_those_in_whose_calendar_it_is_open(
    town: Town, lives: list[Life]
) -> None:
    expected: set[tuple[str, int, str]] = set()
    for id_ in await _live(town, lives):
        person = await town.store.person_with(id_)
        assert person
        own = tasks(YEAR, await town.store.facts(person, HERE), (), AREAS.binds, PLACE)
        # What the level's office only sees for somebody else is nothing of which it is reminded one by one.
        expected |= {(k.occurrence.key, id_, k.scope) for k in own if not k.done and not k.stands_in}
    found = {(YEAR[n].key, *held) for n, *held in await _held_by_sql(town, [Open(o, PLACE) for o in YEAR])}
    assert found == expected


async def _held_by_sql(town: Town, audiences: Sequence[Audience]) -> list[tuple[Any, ...]]:
    """Number of the audience, person and scope: all asked together, for each visit to the database takes long."""
    queries = [asks(audience, HERE) for audience in audiences]
    sql = " UNION ALL ".join(f"SELECT {n}, o.person_id, o.scope FROM ({q.sql}) o" for n, q in enumerate(queries))
    return await town.rows(sql, *(arg for q in queries for arg in q.args))


_SAMPLE = [o for o in YEAR if o.duty.id in {"cm22-x-41-commune", "cm22-x-quota", "cm22-x-42-producer"}]


@_moderately
@given(lives=st.lists(_movable | _movable | _lives, min_size=2, max_size=6), moves=_moves)
async def test_whoever_must_act_is_reminded_of_the_day_that_holds_for_them(
    town: Town, lives: list[Life], moves: list[tuple[str, int]], request: pytest.FixtureRequest
) -> None:
    moved = tuple(
        Moved(o.duty.id, o.id, area, o.last_day, o.last_day + timedelta(days=by), "Mưa lũ", DAY)
        for area, by in moves
        for o in _SAMPLE
    )
    people = [await town.store.person_with(id_) for id_ in await _live(town, lives)]
    year = year_of(load_programme(HERE), moved, AREAS, DAY)
    reminded: dict[tuple[str, int, str], set[date]] = {}
    variants = [variant for variant in year.variants if variant.occurrence.key in {o.key for o in _SAMPLE}]
    for n, person_id, scope in await _held_by_sql(town, [variant.open for variant in variants]):
        here = variants[n].occurrence
        reminded.setdefault((here.key, person_id, scope), set()).add(here.last_day)
    calendar: dict[tuple[str, int, str], date] = {}
    spread: set[int] = set()
    for person in people:
        assert person
        facts = await town.store.facts(person, HERE)
        if len({area for _, area in facts.products}) > 1:
            spread.add(person.id)
        for task in tasks(_SAMPLE, facts, moved, AREAS.binds, PLACE):
            if not task.done:
                calendar[task.occurrence.key, person.id, task.scope] = task.occurrence.last_day
    assert reminded.keys() == calendar.keys()
    for key, day in calendar.items():
        # Where the own products are made in several places, days of another place are left out at sending.
        assert day in reminded[key]
        assert reminded[key] == {day} or key[1] in spread


@pytest.mark.parametrize("audience", [Open(LIST, PLACE), Open(PLAN, PLACE)], ids=["officials", "producers"])
async def test_who_has_done_it_and_who_has_not_agrees_with_whom_is_reminded(town: Town, audience: Open) -> None:
    ids = [await town.officer("a"), await town.officer("b", OTHER), await town.producer("c"), await town.producer("d")]
    for id_, scope in ((ids[0], COMMUNE), (ids[2], str(ids[2]))):
        await town.does(id_, did(scope, LIST), did(scope, PLAN))
    listed = await town.store.holders(audience.occurrence, PLACE.part((COMMUNE, OTHER)), HERE)
    assert sorted((h.person, h.scope) for h in listed if not h.done) == await town.held(audience)
    assert [h.done for h in listed] == [False, True], "those who have done it come last"


async def test_whoever_holds_two_roles_of_one_duty_in_one_area_is_listed_and_reminded_once(town: Town) -> None:
    both = (grant(Role.COUNCIL_MEMBER, PROVINCE), grant(Role.COUNCIL_SECRETARY, PROVINCE))
    lan = await town.person("lan", *both)
    council = occurrence("council")
    await town.plan(wave(Open(council, PLACE)))
    assert await town.rows(PLANNED) == [(lan, PROVINCE)]
    listed = await town.store.holders(council, PLACE.part((PROVINCE,)), HERE)
    assert [h.person for h in listed] == [lan]


async def test_whoever_is_off_or_gone_is_not_counted_among_those_whom_a_nudge_reaches(town: Town) -> None:
    lan, minh, hoa, tam = [await town.officer(name) for name in ("lan", "minh", "hoa", "tam")]
    await town.does(minh, Mute(LIST.duty.id))
    await town.does(hoa, NO_NUDGES)
    await town.sql("UPDATE address SET blocked_at = '2022-02-01' WHERE person_id = ?", tam)
    listed = await town.store.holders(LIST, PLACE.part((COMMUNE,)), HERE)
    assert {h.person for h in listed if h.reached} == {lan}
    await town.plan(wave(Open(LIST, PLACE), rule="nudge"))
    told = []
    for due in await town.reminders.due(NOW, 10):
        (nudged,) = due.reminders
        told += [due.person] if await town.reminders.wanted(nudged, Open(LIST, PLACE)) else []
    assert told == [lan], "and those are the ones who are told"


async def test_what_came_in_one_message_can_be_put_off_together(town: Town) -> None:
    lan = await town.officer("lan")
    await town.officer("minh")
    report = occurrence("commune_officer", name="report")
    await town.plan(wave(Open(LIST, PLACE), "a"), wave(Open(report, PLACE), "b"))
    for due in await town.reminders.due(NOW, 10):
        audiences = {r.id: Open(LIST if r.duty == LIST.duty.id else report, PLACE) for r in due.reminders}
        await town.reminders.claim_due(due, [HI], audiences, [], NOW)
    ((first,),) = await town.rows("SELECT min(id) FROM reminder WHERE person_id = ?", lan)
    for _ in range(2):
        await town.does(lan, RemindAgain(first, LATER, together=True))
    assert await town.rows("SELECT person_id, duty FROM reminder WHERE rule = 'again' ORDER BY duty") == [
        (lan, LIST.duty.id),
        (lan, report.duty.id),
    ]


# Planning


async def test_a_planned_reminder_says_all_that_was_known_of_it(town: Town) -> None:
    lan = await town.officer("lan")
    last = DAY + timedelta(days=14)
    await town.plan(wave(Open(LIST, PLACE), official=True))
    due = await town.due()
    (first,) = due.reminders
    assert first == Reminder(
        id=first.id,
        rule="before_due",
        kind="open",
        duty=LIST.duty.id,
        occurrence=LIST.id,
        person=lan,
        scope=COMMUNE,
        mark="",
        day=last,
        on=DAY,
        at=NOW,
        official=True,
        name="",
        programme=HERE,
    )


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 100])
async def test_a_wave_reaches_everybody_once_in_chunks_of_any_size(town: Town, limit: int) -> None:
    ids = await town.people([f"n{n}" for n in range(7)])
    for n, person in enumerate(ids):
        for area in (COMMUNE, OTHER, FAR)[: n % 3 + 1]:
            await town.does(person, grant(Role.COMMUNE_OFFICER, area))
    expected = await town.held(Open(LIST, PLACE))
    calls = 0
    done = False
    while not done:
        assert await town.reminders.planned_since(DAY) == set(), "not before everybody is planned"
        done = await town.reminders.plan(wave(Open(LIST, PLACE)), NOW, limit)
        calls += 1
        planned = {person for person, _ in await town.rows(PLANNED)}
        assert len(planned) == min(calls * limit, len(ids)), "so many people, each with all areas"
    assert await town.rows(PLANNED) == expected
    assert calls <= len(ids) // limit + 1
    assert await town.reminders.planned_since(DAY) == {"w"}


async def test_two_who_plan_at_the_same_time_plan_nobody_twice_and_forget_nobody(town: Town) -> None:
    ids = await town.people([f"n{n}" for n in range(40)])
    held = [s for id_ in ids for s in statements(grant(Role.COMMUNE_OFFICER, COMMUNE), by(id_))]
    await town.store.database.write(held)

    async def planner() -> None:
        memory = StoredReminders(town.store.database, HERE)
        while not await memory.plan(wave(Open(LIST, PLACE)), NOW, 7):
            pass

    await asyncio.gather(*(planner() for _ in range(4)))
    assert await town.rows(PLANNED) == [(id_, COMMUNE) for id_ in ids]
    assert await town.reminders.planned_since(DAY) == {"w"}


async def test_whoever_comes_when_a_wave_is_complete_is_not_added_to_it(town: Town) -> None:
    first = await town.officer("first")
    assert not await town.reminders.plan(wave(Open(LIST, PLACE)), NOW, 1)
    second = await town.officer("second")
    while not await town.reminders.plan(wave(Open(LIST, PLACE)), NOW, 1):
        pass
    await town.officer("late")
    await town.plan(wave(Open(LIST, PLACE)))
    assert await town.rows(PLANNED) == [(first, COMMUNE), (second, COMMUNE)]


async def test_a_wave_for_nobody_is_complete_at_once(town: Town) -> None:
    await town.plan(wave(Open(LIST, PLACE)))
    assert await town.reminders.planned_since(DAY) == {"w"}
    assert await town.rows(PLANNED) == []


async def test_a_wave_is_planned_for_named_people_once(town: Town) -> None:
    lan, minh = await town.people(["lan", "minh"])
    above = wave(Above(LIST, PLACE), rule="above")
    for _ in range(2):
        await town.reminders.plan_for(above, NOW, [(minh, CITY), (lan, CITY), (lan, COUNTY)])
    assert await town.rows(PLANNED) == [(lan, CITY), (lan, COUNTY), (minh, CITY)]
    assert await town.reminders.planned_since(DAY) == {"w"}
    first = (await town.reminders.due(NOW, 1))[0].reminders[0]
    assert (first.kind, first.rule, first.duty, first.occurrence) == ("above", "above", LIST.duty.id, LIST.id)
    await town.reminders.plan_for(wave(Above(LIST, PLACE), "empty"), NOW, [])
    assert await town.reminders.planned_since(DAY) == {"w", "empty"}


async def test_a_wave_that_was_skipped_reaches_nobody(town: Town) -> None:
    await town.officer("lan")
    await town.reminders.skip([])
    await town.reminders.skip([wave(Open(LIST, PLACE), "a"), wave(Open(LIST, PLACE), "b")])
    await town.plan(wave(Open(LIST, PLACE), "a"), wave(Open(LIST, PLACE), "b"))
    assert await town.rows(PLANNED) == []
    assert await town.reminders.planned_since(DAY) == {"a", "b"}


async def test_waves_are_remembered_by_their_day_and_programme(town: Town) -> None:
    for back in range(3):
        await town.plan(wave(Open(LIST, PLACE), f"w{back}", on=DAY - timedelta(days=back)))
    assert await town.reminders.planned_since(DAY - timedelta(days=1)) == {"w0", "w1"}
    assert await town.reminders.planned_since(DAY + timedelta(days=1)) == set()
    assert await StoredReminders(town.store.database, ELSEWHERE).planned_since(date.min) == set()


@pytest.mark.parametrize(
    ("audience", "duty"),
    [
        (Owners(ApplicationState.ACCEPTED, DAY, DAY, PLACE), "accepted"),
        (EvidencePapers(True, DAY, PLACE), "recognition"),
        (EvidencePapers(False, DAY, PLACE), "paper"),
    ],
    ids=["owners", "recognition", "paper"],
)
async def test_where_there_is_no_duty_its_place_says_what_the_reminder_is_about(
    town: Town, audience: Audience, duty: str
) -> None:
    lan = await town.producer("lan")
    await town.does(lan, paper("r"), paper("t", "trademark"))
    await town.plan(wave(audience))
    (reminder,) = (await town.due()).reminders
    assert (reminder.duty, reminder.occurrence, reminder.mark) == (duty, "", DAY.isoformat())


async def test_reminders_begin_on_the_day_they_are_first_asked_for_in_each_programme(town: Town) -> None:
    assert await town.reminders.began(NOW) == DAY
    assert await town.reminders.began(NOW + timedelta(days=40)) == DAY
    other = StoredReminders(town.store.database, ELSEWHERE)
    evening = datetime.combine(DAY, time(23), VIETNAM) + timedelta(hours=2)
    assert await other.began(evening) == DAY + timedelta(days=1), "the day in Vietnam"


# What is due


async def test_what_is_due_comes_person_by_person_with_language_places_and_all_reminders(town: Town) -> None:
    lan = await town.person("lan", language="en")
    await town.has_application(lan, "p1", area=OTHER)
    await town.has_application(lan, "p2", area=COMMUNE, name="Mắm")
    await town.has_application(lan, "p3", area=COMMUNE)
    await town.has_application(lan, "p4", area=FAR, programme=ELSEWHERE)
    minh = await town.officer("minh")
    await town.plan(wave(Open(LIST, PLACE), "a"), at=NOW - timedelta(hours=1))
    await town.plan(wave(Owners(ApplicationState.ACCEPTED, DAY, DAY, PLACE), "b"), wave(Open(PLAN, PLACE), "c"))
    await town.plan(wave(Open(PLAN, PLACE), "d"), at=LATER)
    await StoredReminders(town.store.database, ELSEWHERE).plan_for(wave(Above(LIST, PLACE), "e"), NOW, [(lan, CITY)])

    first, second = await town.reminders.due(NOW, 10)
    assert (first.person, first.told[0].language, first.areas) == (minh, "vi", ()), "who has waited longest comes first"
    assert (second.person, second.told[0].language, second.areas) == (lan, "en", (COMMUNE, OTHER))
    assert [(r.kind, r.scope, r.name) for r in second.reminders] == [
        *(("owners", "p1", "Tôm khô"), ("owners", "p2", "Mắm"), ("owners", "p3", "Tôm khô")),
        ("open", str(lan), ""),
    ], "those of another hour or programme are not due"
    assert [due.person for due in await town.reminders.due(NOW, 1)] == [minh]
    assert len((await town.reminders.due(LATER, 2))[1].reminders) == 5, "the limit counts people"
    assert await town.reminders.due(NOW - timedelta(hours=1, seconds=1), 10) == []


async def test_a_reminder_says_what_it_is_about_by_its_name(town: Town) -> None:
    lan = await town.person("lan", draft("d1", product_name="Bánh phồng"), draft("d2"), paper("w1"), paper("w2"))
    officer = await town.officer("officer")
    for n in range(3):
        await town.has_application(lan, f"p{n}", state=ApplicationState.SENT)
    await town.has_application(lan, "p-done", state=ApplicationState.ACCEPTED)
    await town.plan(wave(Drafts(("idea",), DAY, PLACE), "a"), wave(EvidencePapers(True, DAY, PLACE), "b"))
    await town.plan(wave(Checkers(DAY, DAY, PLACE), "c"), wave(Owners(ApplicationState.ACCEPTED, DAY, DAY, PLACE), "d"))
    names = {(r.person, r.scope): r.name for due in await town.reminders.due(NOW, 10) for r in due.reminders}
    assert names == {
        (lan, "d1"): "Bánh phồng",
        (lan, "d2"): "",
        (lan, "w1"): "Giấy w1",
        (lan, "w2"): "Giấy w2",
        (lan, "p-done"): "Tôm khô",
        (officer, COMMUNE): "3",
    }
    await town.does(lan, DropDraft("d1"), DropPaper("w1"))
    names = {(r.person, r.scope): r.name for due in await town.reminders.due(NOW, 10) for r in due.reminders}
    assert (names[lan, "d1"], names[lan, "w1"]) == ("", ""), "what is gone has no name"


# Claiming


async def test_a_claim_sends_one_notice_for_all_and_closes_what_it_drops(town: Town) -> None:
    await town.officer("lan")
    await town.plan(*(wave(Open(LIST, PLACE), key) for key in "abc"))
    due = await town.due()
    one, two, three = (r.id for r in due.reminders)
    sent = {two: Open(LIST, PLACE), three: Open(LIST, PLACE)}
    (row,) = await town.reminders.claim_due(due, [HI], sent, [one], NOW)
    assert (row.channel, row.address, row.lane, row.reply) == ("telegram", "lan", "notice", HI)
    assert await town.states() == ["dropped", "sent", "sent"]
    assert await town.rows("SELECT count(*) FROM reminder WHERE closed_at <> ?", moment(NOW)) == [(0,)]
    assert await town.reminders.due(NOW, 10) == []
    assert await town.rows("SELECT state FROM outbox") == [("waiting",)]


async def test_what_is_only_dropped_tells_nobody(town: Town) -> None:
    await town.officer("lan")
    await town.plan(wave(Open(LIST, PLACE)))
    due = await town.due()
    assert await town.reminders.claim_due(due, [], {}, [due.reminders[0].id], NOW) == []
    assert await town.states() == ["dropped"]
    assert await town.rows("SELECT id FROM outbox") == []


@dataclass(frozen=True)
class Scenario:
    """A reminder of one kind, the audience it is asked by again, and what ends it."""

    begins: Callable[[Town], Awaitable[int]]
    wave: Wave
    ends: Callable[[Town, int], Awaitable[None]]
    audience: Callable[[Reminder], Audience]


async def _officer(town: Town) -> int:
    return await town.officer("lan")


async def _producer(town: Town) -> int:
    return await town.producer("lan")


async def _returned(town: Town) -> int:
    return await town.producer("lan", state=ApplicationState.RETURNED)


async def _begun(town: Town) -> int:
    return await town.person("lan", draft("d1"))


async def _certified(town: Town) -> int:
    return await town.person("lan", paper("w1"))


async def _checker(town: Town) -> int:
    await town.producer("producer", state=ApplicationState.SENT)
    return await town.officer("lan")


async def _others_have_it_done(town: Town, person: int) -> None:
    colleague = await town.officer("colleague")
    await town.does(colleague, did(COMMUNE, LIST))


async def _loses_the_role(town: Town, person: int) -> None:
    await town.loses_role(person)


async def _gets_a_role(town: Town, person: int) -> None:
    await town.does(person, grant(Role.COMMUNE_OFFICER, COMMUNE))


async def _has_done_it(town: Town, person: int) -> None:
    await town.does(person, did(person, PLAN))


async def _is_not_accepted_any_more(town: Town, person: int) -> None:
    await town.does(person, MoveApplication("p-lan", 1, ApplicationState.RETURNED, DAY))


async def _refuses_to_be_kept(town: Town, person: int) -> None:
    await town.does(person, REFUSES)


async def _sends_again(town: Town, person: int) -> None:
    await town.does(person, MoveApplication("p-lan", 1, ApplicationState.SENT, DAY))


async def _is_returned_again(town: Town, person: int) -> None:
    await town.does(person, MoveApplication("p-lan", 1, ApplicationState.RETURNED, DAY + timedelta(days=1)))


async def _goes_on_writing(town: Town, person: int) -> None:
    town.now = LATER
    await town.does(person, SaveDraft(Draft("d1", "idea", 1, HERE, {}, revision=1)))


async def _drops_the_draft(town: Town, person: int) -> None:
    await town.does(person, DropDraft("d1"))


async def _renews_the_paper(town: Town, person: int) -> None:
    renewed = Paper("w1", 0, "recognition", "Giấy w1", expires=DAY + timedelta(days=999), revision=1)
    await town.does(person, KeepPaper(renewed))


async def _checks_everything(town: Town, person: int) -> None:
    await town.does(person, MoveApplication("p-producer", 1, ApplicationState.ACCEPTED, DAY))


async def _is_muted(town: Town, person: int) -> None:
    ((duty,),) = await town.rows("SELECT DISTINCT duty FROM reminder")
    await town.does(person, Mute(duty))


async def _wants_no_nudges(town: Town, person: int) -> None:
    await town.does(person, NO_NUDGES)


async def _is_sent_by_another(town: Town, person: int) -> None:
    await town.claim(await town.due(), None)


_OPEN, _PLAN, _AROUND = wave(Open(LIST, PLACE)), wave(Open(PLAN, PLACE)), wave(Around(occurrence("council"), PLACE))
_OWNERS = wave(Owners(ApplicationState.RETURNED, DAY - timedelta(days=3), DAY, PLACE))
_DRAFTS = wave(Drafts(("idea",), DAY, PLACE))
_PAPERS = wave(EvidencePapers(True, DAY, PLACE))
_CHECKERS = wave(Checkers(DAY - timedelta(days=3), DAY, PLACE))


def _again(audience: Audience) -> Callable[[Reminder], Audience]:
    return lambda reminder: audience


def _marked_owners(reminder: Reminder) -> Audience:
    day = date.fromisoformat(reminder.mark)
    return Owners(reminder.duty, day, day, PLACE)


ENDS: dict[str, Scenario] = {
    "done by a colleague": Scenario(_officer, _OPEN, _others_have_it_done, _again(Open(LIST, PLACE))),
    "role gone": Scenario(_officer, _OPEN, _loses_the_role, _again(Open(LIST, PLACE))),
    "muted": Scenario(_officer, _OPEN, _is_muted, _again(Open(LIST, PLACE))),
    "no nudges": Scenario(_officer, _OPEN, _wants_no_nudges, _again(Open(LIST, PLACE))),
    "claimed by another": Scenario(_officer, _OPEN, _is_sent_by_another, _again(Open(LIST, PLACE))),
    "producer has done it": Scenario(_producer, _PLAN, _has_done_it, _again(Open(PLAN, PLACE))),
    "producer refused to be kept": Scenario(_producer, _PLAN, _refuses_to_be_kept, _again(Open(PLAN, PLACE))),
    "not in the round": Scenario(_producer, _AROUND, _is_not_accepted_any_more, _again(_AROUND.audience)),
    "sent again": Scenario(_returned, _OWNERS, _sends_again, _marked_owners),
    "returned again": Scenario(_returned, _OWNERS, _is_returned_again, _marked_owners),
    "draft touched": Scenario(_begun, _DRAFTS, _goes_on_writing, _again(_DRAFTS.audience)),
    "draft dropped": Scenario(_begun, _DRAFTS, _drops_the_draft, _again(_DRAFTS.audience)),
    "paper renewed": Scenario(_certified, _PAPERS, _renews_the_paper, _again(_PAPERS.audience)),
    "everything checked": Scenario(
        _checker, _CHECKERS, _checks_everything, _again(Checkers(date.min, date.max, PLACE))
    ),
    "checker's role gone": Scenario(_checker, _CHECKERS, _loses_the_role, _again(Checkers(date.min, date.max, PLACE))),
    "nudges about drafts refused": Scenario(_begun, _DRAFTS, _wants_no_nudges, _again(_DRAFTS.audience)),
}


@pytest.mark.parametrize("name", ENDS)
async def test_what_ended_since_it_was_planned_is_a_conflict_and_nothing_of_the_claim_is_written(
    town: Town, name: str
) -> None:
    scenario = ENDS[name]
    person = await scenario.begins(town)
    await town.plan(scenario.wave)
    await town.reminders.plan_for(wave(Above(LIST, PLACE), "other", official=True), LATER, [(person, CITY)])
    (ended,) = (await town.due()).reminders
    audience = scenario.audience(ended)
    assert await town.reminders.wanted(ended, audience), "so far it is wanted"
    due = await town.due(LATER)
    other = next(r for r in due.reminders if r.id != ended.id)
    await scenario.ends(town, person)
    before = [await town.rows(f"SELECT * FROM {table} ORDER BY id") for table in ("reminder", "outbox")]
    for sent in ({ended.id: audience, other.id: None}, {other.id: None, ended.id: audience}):
        with pytest.raises(Conflict):
            await town.reminders.claim_due(due, [HI], sent, [], LATER)
    with pytest.raises(Conflict):
        await town.reminders.claim_due(due, [HI], {ended.id: audience}, [other.id], LATER)
    assert [await town.rows(f"SELECT * FROM {table} ORDER BY id") for table in ("reminder", "outbox")] == before
    assert not await town.reminders.wanted(ended, audience)
    assert await town.reminders.wanted(other, None)
    assert len(await town.reminders.claim_due(due, [HI], {other.id: None}, [ended.id], LATER)) == 1


async def test_a_producer_who_takes_an_office_is_reminded_on_as_a_producer(town: Town) -> None:
    person = await _producer(town)
    await town.plan(_PLAN)
    due = await town.due()
    await _gets_a_role(town, person)
    assert len(await town.claim(due, Open(PLAN, PLACE))) == 1


@pytest.mark.parametrize("name", ENDS)
async def test_what_holds_on_is_sent(town: Town, name: str) -> None:
    scenario = ENDS[name]
    person = await scenario.begins(town)
    await town.plan(scenario.wave)
    due = await town.due()
    assert due.person == person
    assert len(await town.claim(due, scenario.audience(due.reminders[0]))) == 1
    assert await town.states() == ["sent"]


async def test_what_is_official_is_sent_to_those_who_muted_it_too(town: Town) -> None:
    await town.person("lan", grant(Role.COMMUNE_OFFICER, COMMUNE), Mute(LIST.duty.id), NO_NUDGES)
    await town.plan(wave(Open(LIST, PLACE), official=True))
    due = await town.due()
    assert await town.reminders.wanted(due.reminders[0], Open(LIST, PLACE))
    assert len(await town.claim(due, Open(LIST, PLACE))) == 1


async def test_what_was_muted_is_that_duty_for_that_person_only(town: Town) -> None:
    minh = await town.officer("minh", OTHER)
    await town.does(minh, Mute(LIST.duty.id), NO_NUDGES)
    lan = await town.officer("lan")
    await town.does(lan, Mute("another"), SetConsent("consent_promotion", False))
    await town.does(lan, SetConsent("consent_reminders", True))
    await town.plan(wave(Open(LIST, PLACE.part((COMMUNE,)))))
    assert len(await town.claim(await town.due(), Open(LIST, PLACE))) == 1


async def test_above_is_asked_for_the_areas_below_and_not_for_the_official(town: Town) -> None:
    staff = await town.officer("staff", CITY, Role.DISTRICT_STAFF)
    officer = await town.officer("officer")
    await town.officer("far", FAR)
    for key in ("a", "b"):
        await town.reminders.plan_for(wave(Above(LIST, PLACE), key), NOW, [(staff, CITY)])
    below = Open(LIST, PLACE.part(AREAS.inside(CITY)))
    first, second = (due := await town.due()).reminders
    assert len(await town.reminders.claim_due(due, [HI], {first.id: below}, [], NOW)) == 1
    await town.does(officer, did(COMMUNE, LIST))
    assert not await town.reminders.wanted(second, below)
    with pytest.raises(Conflict):
        await town.reminders.claim_due(due, [HI], {second.id: below}, [], NOW)


async def test_a_reminder_cannot_be_claimed_twice_even_if_its_row_were_set_back(town: Town) -> None:
    await town.officer("lan")
    await town.plan(wave(Open(LIST, PLACE)))
    due = await town.due()
    await town.claim(due, Open(LIST, PLACE))
    with pytest.raises(Conflict):
        await town.claim(due, Open(LIST, PLACE))
    await town.sql("UPDATE reminder SET state = 'planned'")
    assert await town.claim(due, Open(LIST, PLACE)) == [], "the key of its notice is spent"
    assert len(await town.rows("SELECT id FROM outbox")) == 1


async def test_of_many_who_claim_the_same_person_at_once_one_wins(town: Town) -> None:
    await town.officer("lan")
    await town.plan(*(wave(Open(LIST, PLACE), key) for key in "abc"))
    due = await town.due()

    async def claim() -> int:
        try:
            return len(await town.claim(due, Open(LIST, PLACE)))
        except Conflict:
            return 0

    claims = await asyncio.gather(*(claim() for _ in range(6)))
    assert sorted(claims) == [0, 0, 0, 0, 0, 1]
    assert await town.states() == ["sent"] * 3
    assert len(await town.rows("SELECT id FROM outbox")) == 1


async def test_claims_that_overlap_are_never_both_written(town: Town) -> None:
    """One saw two reminders due, the other a third as well, and drops one of them."""
    await town.officer("lan")
    await town.plan(*(wave(Open(LIST, PLACE), key) for key in "abc"))
    due = await town.due()
    one, two, three = (r.id for r in due.reminders)

    async def claim(*ids: int) -> int:
        try:
            return len(await town.reminders.claim_due(due, [HI], dict.fromkeys(ids, Open(LIST, PLACE)), [], NOW))
        except Conflict:
            return 0

    assert sum(await asyncio.gather(claim(one, two), claim(two, three), claim(one, three))) == 1
    assert sorted(await town.states()) == ["planned", "sent", "sent"]
    assert len(await town.rows("SELECT id FROM outbox")) == 1


async def test_a_reminder_goes_to_each_who_speaks_for_the_producer_once_and_to_nobody_who_left(town: Town) -> None:
    lan = await town.producer("lan")
    minh, hoa, left = await town.people(["minh", "hoa", "left"])
    for one in (minh, hoa, left):
        await town.does(one, AddMember(lan, one, MemberPart.HELPER, "người giúp", lan))
    await town.does(lan, EndMember(lan, left, "key"))
    await town.does(hoa, Mute(PLAN.duty.id))
    await town.plan(wave(Open(PLAN, PLACE)))
    due = await town.due()
    assert [told.person for told in due.told] == [lan, minh, hoa]
    assert [told.account for told in due.told] == [0, lan, lan], "who has an own account hears for whom it is"
    audience = {r.id: Open(PLAN, PLACE) for r in due.reminders}
    sent = await town.reminders.claim_due(due, [HI] * 3, audience, [], NOW)
    assert sorted(row.address for row in sent) == ["lan", "minh"], "silence is a person's own"
    await town.does(lan, Mute(PLAN.duty.id))
    await town.plan(wave(Open(PLAN, PLACE), "again"))
    due = await town.due()
    sent = await town.reminders.claim_due(due, [HI] * 3, {r.id: Open(PLAN, PLACE) for r in due.reminders}, [], NOW)
    assert [row.address for row in sent] == ["minh"], "who began the account has no more say than the others"


async def test_an_officer_is_not_reminded_to_check_what_is_of_a_producer_for_whom_they_speak(town: Town) -> None:
    lan = await town.producer("lan", state=ApplicationState.SENT)
    officer = await town.officer("minh")
    waiting = Checkers(DAY - timedelta(days=9), DAY + timedelta(days=9), PLACE)
    assert await town.who(waiting) == {officer}
    await town.does(officer, AddMember(lan, officer, MemberPart.HELPER, "Minh", lan))
    assert await town.who(waiting) == set()
    await town.does(lan, EndMember(lan, officer, "key"))
    assert await town.who(waiting) == {officer}

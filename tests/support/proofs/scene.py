"""People who talk to the assistant, told from the side of the database; and where proofs of writes are kept."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.conversations.form import Draft
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Outgoing, Reply
from bot.records.changes import ChangeRequest
from bot.records.dossier import Contents, Submission
from bot.records.imports import ImportedProducer
from bot.records.inquiries import Inquiry, InquiryKind
from bot.records.leaves import Leave
from bot.records.people import Person
from bot.records.registration import SELF, PlanPart, ScoreSheet
from bot.records.rounds import Result
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.writes import Write
from bot.writes.assistance import BeginHelp
from bot.writes.changes import PutChange
from bot.writes.dossier import KeepSubmission
from bot.writes.leaves import PlanLeave
from bot.writes.lifetime import NewProducer, OfferProduct
from bot.writes.people import AddGrant, MoveAddress
from bot.writes.registration import PutApplication
from bot.writes.rounds import PutMemberSheet, PutRound
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.councils import Verdict
from ocop_domain.evidence import Paper
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Act, Grant, Role
from ocop_domain.rounds import MemberSheet, Round
from ocop_domain.selection import Pick, Selection, What

NOW = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)


LATER = NOW + timedelta(seconds=30)
"""When a reply may be taken up by whoever did not write it: at once where no other shares the database."""


DAY = date(2022, 2, 15)


YEAR = {o.key: o for o in load_programme("camau-2022").occurrences}


LIST = YEAR["cm22-x-41-commune:once"]


DRAFT = Draft(
    "d1",
    "idea",
    1,
    "camau-2022",
    {"product_name": "Bánh phồng tôm “đặc biệt” 🦐", "email": None, "price": {"dong": 85_000, "per": "hộp"}},
    at="product_set",
    partial={"hits": ["s01", "s02"]},
    page=2,
    returning=True,
    marked=("price", "story"),
    subject="register",
)


PAPER = Paper(
    id="w1",
    owner=0,
    kind="recognition",
    name="Tôm khô",
    number="12/QĐ-UBND",
    issued=date(2021, 12, 1),
    expires=date(2024, 11, 30),
    issuer="UBND tỉnh Cà Mau",
    star=4,
    products=("p1", "p2"),
    files=("a" * 32, "b" * 32),
)


OFFICER = Grant(Role.COMMUNE_OFFICER, "o32035")


APPLICATION = Application(
    id="p1",
    programme="camau-2022",
    producer="o1",
    owner=0,
    area="o32035",
    name="Tôm khô",
    answers={"product_name": "Tôm khô", "story": None},
    form="idea",
    form_version=1,
    state=ApplicationState.SENT,
    revision=0,
    sent_on=DAY,
    updated_on=DAY,
    producer_name="HTX Tôm khô Đất Mũi",
)


class Scene:
    """People who talk to the assistant, told from the side of the database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self._updates = itertools.count(1)

    async def arrives(self, who: str = "lan", channel: str = "telegram") -> Arrival:
        arrival = Arrival(channel, who, f"{channel}{next(self._updates)}", "{}")
        assert await self.store.intake([arrival], self.now) == [arrival]
        return arrival

    async def person(self, who: str = "lan", channel: str = "telegram", language: str = "vi") -> Person:
        return await self.store.person(channel, who, language, self.now)

    async def turn(
        self, *writes: Write, who: str = "lan", channel: str = "telegram", replies: Sequence[Reply] = ()
    ) -> list[Outgoing]:
        """One update of `who` that leads to these writes."""
        person = await self.person(who, channel)
        arrival = await self.arrives(who, channel)
        outcome = Outcome(person.id, writes, replies, helper=person.helper)
        return await self.store.commit(arrival, outcome, self.now)

    async def move(self, who: str, channel: str, to: Person) -> None:
        """The code of `to` is typed on this phone."""
        former = await self.person(who, channel)
        arrival = await self.arrives(who, channel)
        await self.store.commit(arrival, Outcome(to.id, (MoveAddress(to.id, former.id),), ()), self.now)

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.store.database.fetch(sql, args)]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that stands in the tables: to see that nothing was written."""
        told = "person address past_address consent role invitation draft producer application audit file inbox outbox"
        tables = (*told.split(), "done", "moved", "mute", "paper", "paper_version", "wave", "reminder")
        return {name: sorted(await self.rows(f"SELECT * FROM {name}"), key=repr) for name in tables}


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


PROOFS: dict[type, Callable[[Scene], Awaitable[None]]] = {}


Proof = Callable[[Scene], Awaitable[None]]


def proves(write: type) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS[write] = proof
        return proof

    return keep


def a_need(person: int, id_: str = "n1") -> Inquiry:
    more = {"kind": InquiryKind.NEED, "unit": "o32035", "agency": "Sở Y tế", "about": "p1"}
    return Inquiry(id_, person, "o32035", "camau-2022", NOW, "Hướng dẫn công bố", **more)  # type: ignore[arg-type]


BEGIN = BeginHelp("key1", OFFICER.area, "Cơ sở Ba Khía", "+84912345678", "own")


async def helped(scene: Scene, begin: BeginHelp = BEGIN) -> Person:
    """The producer for whom the officer Minh works."""
    await scene.turn(AddGrant(OFFICER), begin, who="minh")
    return await scene.person("minh")


SUBMISSION = Submission(
    number=1,
    contents=Contents(
        application=replace(
            APPLICATION,
            state=ApplicationState.FILED,
            revision=2,
            answers={"product_name": "Tôm khô", "photos": ["b" * 32]},
        ),
        plan={"story": PlanPart("story", {"plan_story_text": "Chuyện nghề"}, "chưa xong")},
        sheets=(ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 3}, 61, 3, DAY),),
        papers=(replace(PAPER, revision=4), Paper("w2", 0, "story", "Chuyện nghề")),
        day=DAY,
    ),
    duty="file",
    occurrence="2022-1",
)


async def a_filing(scene: Scene, *more: Write) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}), KeepSubmission(SUBMISSION), *more)


ROUND = Round(
    "r1", "camau-2022", "o96", "province", date(2022, 8, 10), "Hội trường", duty="cm22-a4-5.5", occurrence="once"
)


async def convened(scene: Scene, *more: Write) -> Application:
    """A round of the province with one checked product."""
    lan = await scene.person()
    checked = replace(APPLICATION, owner=lan.id, product="q1", state=ApplicationState.CHECKED)
    await scene.turn(PutApplication(checked, {}))
    await scene.turn(PutRound(ROUND, ("p1",)), *more, who="minh")
    found = await scene.store.application("p1")
    assert found
    return found


async def a_sheet(scene: Scene, who: str, total: str = "78.5", **more: Any) -> PutMemberSheet:
    member = await scene.person(who)
    return PutMemberSheet(MemberSheet("r1", "p1", member.id, Decimal(total), **more))


async def a_result(scene: Scene, **more: Any) -> Result:
    lan = await scene.person()
    found = Result("p1", "r1", lan.id, "province", "o96", 3, Decimal("78.50"), 4, 4, Verdict.RECOGNISED, "c", "s14")
    return replace(found, **more)


def an_idea(owner: int, outcome: Pick = Pick.CHOSEN, what: What = What.IDEA) -> Selection:
    return Selection("p1", what, outcome, owner, "Có giấy trước tháng 6", DAY)


async def imported(scene: Scene) -> ImportedProducer:
    """A producer of a list with a product of four stars, which nobody speaks for."""
    await scene.store.database.write(
        [
            Statement(
                "INSERT INTO imported_producer (id, area, key, name_key, name, answers, phone, at) VALUES"
                " ('ip', 'o32035', 'htx tom', 'tom', 'HTX Tôm', '{}', '+84912345678', '')"
            ),
            Statement(
                "INSERT INTO imported_product (id, producer_id, area, name, key) VALUES"
                " ('iq', 'ip', 'o32035', 'Tôm khô', 'tom kho')"
            ),
            Statement(
                "INSERT INTO imported_recognition (product_id, position, star, issued_on, expires_on, number)"
                " VALUES ('iq', 0, 4, '2021-12-01', '2024-11-30', '15')"
            ),
        ]
    )
    found = await scene.store.imported("ip")
    assert found
    return found


async def asked_of_life(scene: Scene, request: str = "r1", product: str = "q1") -> Application:
    """Lan's recognised product, of which something is asked for."""
    lan = await scene.person()
    application = replace(APPLICATION, owner=lan.id, product=product, state=ApplicationState.ACCEPTED)
    if await scene.store.application("p1") is None:
        await scene.turn(PutApplication(application, {}))
        await scene.store.database.write(
            [
                Statement(
                    "INSERT INTO recognition (product_id, person_id, star, source, issued_on, expires_on)"
                    " VALUES ('q1', ?, 4, 'result', '2021-12-01', '2024-11-30')",
                    (lan.id,),
                )
            ]
        )
    asked = ChangeRequest(request, "p1", lan.id, "o32035", "life", "", "", "Mất mùa", scene.now)
    await scene.turn(PutChange(asked))
    found = await scene.store.application("p1")
    assert found
    return found


def a_new_producer(owner: int) -> NewProducer:
    return NewProducer("o9", owner, "Công ty Tôm", {"producer_name": "Công ty Tôm", "phone": "+84987654321"})


async def offered(scene: Scene) -> Application:
    about = await asked_of_life(scene)
    offer = ChangeRequest("h1", "p1", about.owner, "o32035", "hand_on", "", "", "Sang tên", scene.now, code="secret")
    await scene.turn(OfferProduct(offer))
    return about


async def planned(scene: Scene) -> Leave:
    """Minh will be away; Hoa is to stand in."""
    await scene.turn(AddGrant(OFFICER), who="minh")
    minh, hoa = await scene.person("minh"), await scene.person("hoa")
    await scene.turn(PlanLeave(Leave("l1", minh.id, OFFICER, DAY, DAY + timedelta(days=3), 0)), who="staff")
    one = Leave("l2", minh.id, OFFICER, DAY, DAY + timedelta(days=3), (await scene.person("staff")).id, hoa.id)
    await scene.turn(PlanLeave(one), who="staff")
    return one


async def told_of_checks(scene: Scene) -> set[int]:
    return {one.person for one in await scene.store.officers_of([OFFICER.area], Act.CHECK)}


async def two_addresses(scene: Scene) -> Person:
    """Lan on Telegram, and later on the web."""
    lan = await scene.person("lan")
    scene.now += timedelta(days=1)
    await scene.move("w1", "web", lan)
    return lan

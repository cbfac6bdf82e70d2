"""One's own data: every table is in the export, and what was erased is nowhere any more but where it must be."""

from __future__ import annotations

import io
import itertools
import json
import random
import re
import zipfile
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.assistants import settings_for
from support.people import PNG, WebTown
from support.transcripts import FOLDER, Stage, lines_of

from bot.conversations.form import Draft
from bot.conversations.forms.consent import PURPOSES
from bot.dispatch.ports import Outcome
from bot.handlers.account.privacy import COUNTED
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM
from bot.messages import Arrival, Choice, Reply, Upload
from bot.records.dossier import Contents, Submission
from bot.records.inquiries import Inquiry, InquiryKind
from bot.records.people import Invitation, Person
from bot.records.registration import COUNCIL, SELF, PlanPart, ScoreSheet
from bot.storage.account.collecting import collect
from bot.storage.account.erase import NEEDLESS, erase, erasure
from bot.storage.account.export import EXPORT, PersonalData
from bot.storage.account.held import KEPT_OUT, LEFT_OUT, PARTS
from bot.storage.account.traces import known
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.web import WebMessages
from bot.texts import Texts
from bot.writes import Write
from bot.writes.dossier import KeepPaper, KeepPart, KeepSubmission
from bot.writes.forms import KeepFile, SaveDraft, SetPlace
from bot.writes.inquiries import PassInquiry, PutInquiry
from bot.writes.people import AddGrant, AddInvitation, ErasePerson, KeepExport, MoveAddress, Notify, SetConsent
from bot.writes.registration import AddAuditEntry, KeepSheet, MoveApplication, PutApplication
from bot.writes.year import MarkDone, MoveDate, Mute
from ocop_domain.applications import HANDED_IN, TAKEN_ON, Application, ApplicationState
from ocop_domain.duties.agenda import Moved
from ocop_domain.evidence import Paper
from ocop_domain.rights import Grant, Role

NOW = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)
DAY = date(2022, 2, 15)
OFFICER = Grant(Role.COMMUNE_OFFICER, "o32035")
TEXT = Texts()["vi"]
STATES = tuple(ApplicationState)


class Town:
    """People who have given the assistant all that it takes, each under marks of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.database = store.database
        self.now = NOW
        self._numbers = itertools.count(1)

    async def person(self, who: str, channel: str = "web") -> Person:
        return await self.store.person(channel, who, "vi", self.now)

    async def turn(self, who: str, *writes: Write, replies: Sequence[Reply] = (), channel: str = "web") -> Person:
        person = await self.person(who, channel)
        arrival = Arrival(channel, who, f"{channel}:{next(self._numbers)}", "{}")
        await self.store.intake([arrival], self.now)
        await self.store.commit(arrival, Outcome(person.id, writes, replies), self.now)
        return await self.person(who, channel)

    async def erase(self, who: str, channel: str = "web") -> ErasePerson:
        write = await self.store.erasure((await self.person(who, channel)).id)
        person = await self.person(who, channel)
        arrival = Arrival(channel, who, f"{channel}:{next(self._numbers)}", "{}")
        await self.store.intake([arrival], self.now)
        farewell = Outcome(person.id, (write,), (Reply("Đã xóa", choices=(Choice("menu", "Về"),)),), 9)
        await self.store.commit(arrival, farewell, self.now)
        return write

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.database.fetch(sql, args)]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: sorted(await self.rows(f"SELECT * FROM {name}"), key=repr) for name in metadata.tables}

    async def found(self, mark: str) -> dict[str, set[str]]:
        """Every word with this mark that stands anywhere, by table."""
        word = re.compile(rf"{mark}-[a-z_0-9]+")
        found = {name: set(word.findall(repr(rows))) for name, rows in (await self.everything()).items()}
        return {name: words for name, words in found.items() if words}

    async def lives(self, mark: str, states: Sequence[ApplicationState] = STATES, *, channel: str = "web") -> set[str]:
        """Gives everything that a producer can give; returns the words that were given."""

        def m(field: str) -> str:
            return f"{mark}-{field}"

        own = str((await self.person(mark, channel)).id)
        person = int(own)
        about = {name: m(name) for name in ("producer_name", "email", "address", "representative", "position")}
        about |= {"registration_number": m("registration_number"), "phone": f"+84{m('phone')}"}
        upload = {name: _upload(m(name)) for name in ("photo", "proof", "renewed", "filed", "loose", "draft_photo")}
        paper = Paper(m("paper"), 0, "test_result", m("paper_name"), m("paper_number"), files=(upload["proof"].id,))
        unit: list[Write] = [SetConsent(p, True) for p in PURPOSES]
        unit += [KeepFile(u) for u in upload.values()]
        for number, state in enumerate(states, 1):
            application_id = m(f"id{number}")
            application = Application(
                id=application_id,
                programme="camau-2022",
                producer=m("producer_id"),
                owner=person,
                area="o32035",
                name=m(f"product{number}"),
                answers={**about, "story": m(f"story{number}"), "photos": [upload["photo"].id]},
                form="idea",
                form_version=1,
                state=ApplicationState.SENT,
                revision=0,
                sent_on=DAY,
                updated_on=DAY,
                producer_name=about["producer_name"],
            )
            sheet = ScoreSheet(application_id, SELF, "26-2026", "s08", {"1.1": m(f"score{number}")}, 5, 1, DAY)
            part = PlanPart("story", {"plan_story_text": m(f"plan{number}")}, m(f"blocked{number}"))
            unit += [PutApplication(application, about), AddAuditEntry(application_id, "sent", m(f"said{number}"))]
            unit += [KeepSheet(sheet), KeepPart(application_id, part)]
            if state is not ApplicationState.SENT:
                unit.append(MoveApplication(application_id, 1, state, DAY))
            if state in HANDED_IN:
                filed = Paper(m("paper"), person, "test_result", m("paper_name"), files=(upload["filed"].id,))
                held = Contents(replace(application, state=state), {"story": part}, [sheet], [filed], DAY)
                unit.append(KeepSubmission(Submission(1, held)))
        unit += [
            SaveDraft(
                Draft(
                    m("draft"),
                    "idea",
                    1,
                    "camau-2022",
                    {"story": m("draft_story")},
                    partial=[upload["draft_photo"].id, m("partial")],
                )
            ),
            SetPlace(m("draft")),
            KeepPaper(paper),
            KeepPaper(replace(paper, number=m("paper_renewed"), files=(upload["renewed"].id,), revision=1)),
            MarkDone("camau-2022", "d", "once", own, m("done")),
            Mute(m("muted")),
            AddInvitation(Invitation(m("token"), NOW + timedelta(days=1), person=person)),
            Notify(person, Reply(m("notice")), f"{m('key')}"),
        ]
        await self.turn(mark, *unit, replies=(Reply(m("reply"), files=(_id(m("print")),)),), channel=channel)
        chat = WebMessages(self.database)
        if channel == "web":
            await chat.add(mark, "in", {"text": m("chat_in")}, self.now)
            await chat.add(mark, "out", {"text": m("chat_out"), "files": [{"id": _id(m("print"))}]}, self.now)
        await self.database.write(
            [
                Statement(
                    "INSERT INTO reminder (key, programme, rule, duty, person_id, scope, state, at)"
                    " VALUES (?, 'camau-2022', 'again', ?, ?, ?, 'sent', ?)",
                    (m("reminder_key"), m("reminder"), person, own, moment(self.now)),
                )
            ]
        )
        rows = [row for rows in (await self.found(mark)).values() for row in rows]
        return set(rows)

    async def office(self, who: str = "officer") -> Person:
        return await self.turn(who, AddGrant(OFFICER))


def _id(word: str) -> str:
    return word.encode().hex()[-32:].rjust(32, "0")


def _upload(word: str) -> Upload:
    return Upload(_id(word), f"{word}.jpg", "image/jpeg", 5)


@pytest.fixture
def town(store: Store) -> Town:
    return Town(store)


class Shelf:
    """A folder of files in memory."""

    def __init__(self, **files: bytes) -> None:
        self.files = dict(files)
        self.fresh: set[str] = set()

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        data = b"".join([chunk async for chunk in chunks])
        assert len(data) <= most
        file_id = _id(name)
        self.files[file_id] = data
        return Upload(file_id, name, "application/zip", len(data))

    async def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        if file_id not in self.files:
            raise FileNotFoundError(file_id)
        yield self.files[file_id]

    async def drop(self, file_id: str) -> bool:
        if file_id in self.fresh:
            return False
        self.files.pop(file_id, None)
        return True


# Everything is in the export


def test_every_table_is_exported_or_said_to_be_kept_out() -> None:
    exported = {part.table for part in PARTS}
    assert exported | KEPT_OUT.keys() == set(metadata.tables)
    assert exported & KEPT_OUT.keys() == set()
    assert all(reason.strip() for reason in (*KEPT_OUT.values(), *LEFT_OUT.values()))
    whose = {"person_id", "used_by", "address"}
    assert {name for name in KEPT_OUT if whose & set(metadata.tables[name].columns.keys())} == {"inbox"}


def test_every_column_is_exported_or_said_to_be_left_out() -> None:
    left_out = {word for words in LEFT_OUT for word in words.split()}
    for table in {part.table for part in PARTS}:
        given = {column for part in PARTS if part.table == table for column in part.columns}
        assert set(metadata.tables[table].columns.keys()) - given <= left_out, table
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert set(COUNTED) <= {part.name for part in PARTS}


async def test_the_export_holds_all_that_was_given_and_nothing_of_anybody_else(town: Town) -> None:
    await town.office()
    given, others = await town.lives("lan"), await town.lives("minh")
    lan = await town.person("lan")
    told = json.dumps(await collect(town.database, lan.id), ensure_ascii=False)
    hidden = {"lan-token", "lan-key", "lan-reminder_key"}  # a secret, and numbers for the machine
    assert len(given) > 30
    assert {word for word in given - hidden if word not in told} == set()
    assert "minh" not in told
    assert others
    assert "lan-token" not in told, "the link to an account is a secret, even its hash"
    for part in PARTS:
        counted = (await town.store.held(lan.id))[part.name]
        assert counted == len((await collect(town.database, lan.id))[part.name]), part.name


async def test_what_somebody_needs_is_theirs_and_goes_with_them(town: Town) -> None:
    """With the way on which it was passed; an official who goes leaves the way, without the number."""
    lan, officer = await town.person("lan"), await town.turn("officer", AddGrant(OFFICER))
    need = Inquiry("n1", lan.id, "o32035", "camau-2022", NOW, "lan-words", kind=InquiryKind.NEED, agency="Sở Y tế")
    await town.turn("lan", PutInquiry(need))
    await town.turn("officer", PassInquiry("n1", "o32035", "o964"))
    held = await collect(town.database, lan.id)
    assert (held["inquiries"][0]["words"], held["passed_inquiries"][0]["unit"]) == ("lan-words", "o964")
    assert (await collect(town.database, officer.id))["passed_inquiries"][0]["inquiry"] == "n1"
    await town.erase("officer")
    assert await town.rows("SELECT by_id FROM inquiry_pass") == [(0,)]
    await town.erase("lan")
    assert await town.rows("SELECT * FROM inquiry_pass") == []
    assert await town.rows("SELECT * FROM inquiry") == []


async def test_the_history_of_a_product_is_told_with_what_officers_said(town: Town) -> None:
    await town.office()
    await town.lives("lan", (ApplicationState.RETURNED,))
    await town.turn("officer", AddAuditEntry("lan-id1", "returned", "Thiếu ảnh", ("photos",)))
    told = await collect(town.database, (await town.person("lan")).id)
    assert {"product": "lan-id1", "kind": "returned", "reason": "Thiếu ảnh", "marked": ["photos"]}.items() <= told[
        "history"
    ][-1].items()
    officer = await collect(town.database, (await town.person("officer")).id)
    assert [a["reason"] for a in officer["acts"] if a["kind"] == "returned"] == ["Thiếu ảnh"], "the officer's own act"


async def test_an_official_takes_the_own_acts_along_but_not_what_others_sent(town: Town) -> None:
    await town.office()
    await town.lives("lan")
    chat = WebMessages(town.database)
    await chat.add("officer", "out", {"text": "Sản phẩm của lan-producer_name"}, NOW)
    await chat.add("officer", "in", {"text": "Trả lại"}, NOW)
    await town.turn("officer", replies=(Reply("Số điện thoại: 0lan-phone"),))
    move = Moved("d", "once", "o964", DAY, DAY, "Mưa lũ", DAY)
    await town.turn("officer", MoveDate("camau-2022", move))
    told = await collect(town.database, (await town.person("officer")).id)
    assert "lan-" not in json.dumps(told)
    assert [row["message"]["text"] for row in told["chat"]] == ["Trả lại"]
    assert [row["reason"] for row in told["moved_dates"]] == ["Mưa lũ"]
    assert [(row["role"], row["area"]) for row in told["roles"]] == [("commune_officer", "o32035")]


async def test_the_export_is_a_zip_of_data_and_files_in_parts_that_a_chat_takes(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.lives("lan")
    lan = await town.person("lan")
    shelf = Shelf(
        **{_id(f"lan-{name}"): name.encode() for name in ("photo", "proof", "renewed", "filed", "draft_photo")}
    )
    data = PersonalData(town.database, shelf)
    (whole,) = await data.export(lan.id)
    with zipfile.ZipFile(io.BytesIO(shelf.files[whole.id])) as archive:
        told = json.loads(archive.read("data.json"))
        names = {file["name"]: file["in_zip"] for file in told["files"]}
        assert archive.read(names["lan-proof.jpg"]) == b"proof"
        assert archive.read("missing.txt").decode() == names["lan-loose.jpg"], "a lost file is named"
        assert archive.testzip() is None
    (paper,), (former,) = told["papers"], told["former_papers"]
    assert (paper["number"], former["number"], former["paper"]) == (
        "lan-paper_renewed",
        "lan-paper_number",
        paper["id"],
    )
    assert former["files"] == [_id("lan-proof")], "every version with its pages"
    assert told["producers"][0]["answers"]["phone"] == "+84lan-phone"

    assert (await data.export(lan.id))[0].size == whole.size, "the same data is the same file"
    await town.turn("lan", KeepExport((whole,)))
    (again,) = await data.export(lan.id)
    with zipfile.ZipFile(io.BytesIO(shelf.files[again.id])) as archive:
        assert not any(name.endswith(".zip") for name in archive.namelist()), "no export within an export"

    monkeypatch.setattr("bot.storage.account.export.LARGEST", 10)
    parts = await PersonalData(town.database, _Endless(shelf)).export(lan.id)
    assert [part.name for part in parts] == [f"du-lieu-cua-toi-{n}.zip" for n in (1, 2, 3)]
    packed = [zipfile.ZipFile(io.BytesIO(shelf.files[u.id])).namelist() for u in parts]
    assert [("data.json" in names) for names in packed] == [True, False, False]


async def test_a_photo_that_was_sent_from_two_phones_of_one_person_is_packed_once(town: Town) -> None:
    """The fuzz met it by luck: both rows named the same place in the ZIP."""
    photo = _upload("lan-photo")
    await town.turn("lan", KeepFile(photo))
    former = await town.turn("lan's old phone", KeepFile(photo))
    lan = await town.person("lan")
    code = await _arrives(town, "web", "lan's old phone")
    await town.store.commit(code, Outcome(lan.id, (MoveAddress(lan.id, former.id),), ()), NOW)
    shelf = Shelf(**{photo.id: b"photo"})
    (whole,) = await PersonalData(town.database, shelf).export((await town.person("lan")).id)
    with zipfile.ZipFile(io.BytesIO(shelf.files[whole.id])) as archive:
        told = json.loads(archive.read("data.json"))
        assert len(told["files"]) == 2, "both are told of"
        assert {archive.read(file["in_zip"]) for file in told["files"]} == {b"photo"}
        assert len(archive.namelist()) == len(set(archive.namelist())) == 2


async def test_two_files_whose_ids_begin_alike_have_places_of_their_own(town: Town) -> None:
    one, two = (Upload(f"{'a' * 8}{n * 24}", "cây.jpg", "image/jpeg", 5) for n in "bc")
    await town.turn("lan", KeepFile(one), KeepFile(two))
    shelf = Shelf(**{one.id: b"one", two.id: b"two"})
    (whole,) = await PersonalData(town.database, shelf).export((await town.person("lan")).id)
    with zipfile.ZipFile(io.BytesIO(shelf.files[whole.id])) as archive:
        told = json.loads(archive.read("data.json"))
        assert [archive.read(file["in_zip"]) for file in told["files"]] == [b"one", b"two"]


async def test_files_in_the_export_have_the_day_on_which_they_came(town: Town) -> None:
    photo = _upload("lan-photo")
    await town.turn("lan", KeepFile(photo))
    shelf = Shelf(**{photo.id: b"photo"})
    (whole,) = await PersonalData(town.database, shelf, lambda: NOW).export((await town.person("lan")).id)
    came = NOW.astimezone(VIETNAM)
    with zipfile.ZipFile(io.BytesIO(shelf.files[whole.id])) as archive:
        assert {info.date_time for info in archive.infolist()} == {came.timetuple()[:6]}


class _Endless(Shelf):
    """Takes any size."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.files = shelf.files

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        return await super().put_stream(chunks, name, 10**9)


async def test_a_newer_export_takes_the_place_of_the_one_before(town: Town) -> None:
    one, two = (Upload(_id(name), f"{EXPORT}.zip", "application/zip", 9) for name in ("one", "two"))
    await town.turn("lan", KeepExport((one,)))
    await town.turn("lan", KeepExport((two,)))
    shelf = Shelf(**{one.id: b"1", two.id: b"2"})
    await PersonalData(town.database, shelf).sweep()
    assert set(shelf.files) == {two.id}
    await town.turn("lan", KeepExport((two,)))
    await PersonalData(town.database, shelf).sweep()
    assert set(shelf.files) == {two.id}, "the same once more stays"


# Erased


FILED = [n for n, state in enumerate(STATES, 1) if state in HANDED_IN]
KEPT = {
    "producer": {"producer_id", "producer_name"},
    "product": {f"{word}{n}" for word in ("id", "product") for n in (3, *FILED)} | {"producer_id"},
    "application": {f"{word}{n}" for word in ("id", "product", "story") for n in (3, *FILED)}
    | {"producer_id", "producer_name"},
    "score": {f"{word}{n}" for word in ("id", "score") for n in (3, *FILED)},
    "plan_part": {f"{word}{n}" for word in ("id", "plan", "blocked") for n in FILED},
    "submission": {f"{word}{n}" for word in ("id", "product", "story", "score", "plan", "blocked") for n in FILED}
    | {"producer_id", "producer_name", "paper", "paper_name"},
    "paper": {"paper", "paper_name", "paper_renewed"},
    "paper_version": {"paper", "paper_name", "paper_number"},
    "audit": {f"id{n}" for n, _ in enumerate(STATES, 1)},
}
"""What may stay of a producer whose third product was accepted and whose later ones were filed: all else is nowhere."""


def _marked(words: dict[str, set[str]]) -> dict[str, set[str]]:
    return {table: {word.partition("-")[2] for word in found} for table, found in words.items()}


async def test_what_was_erased_is_nowhere_but_where_it_must_be(town: Town) -> None:
    await town.office()
    await town.lives("minh")
    before = await town.everything()
    await town.lives("lan")
    lan = await town.person("lan")
    write = await town.erase("lan")
    assert _marked(await town.found("lan")) == KEPT
    assert [p.name for p in write.kept] == [f"lan-product{n}" for n in (3, *FILED)]
    assert await town.rows("SELECT granted, at FROM consent WHERE person_id = ?", lan.id) == [(0, moment(NOW))] * len(
        PURPOSES
    )
    assert await town.rows("SELECT kind FROM audit WHERE person_id = ? ORDER BY id DESC LIMIT 1", lan.id) == [
        ("person.erased",)
    ]
    kept = await town.rows("SELECT answers FROM application WHERE person_id = ?", lan.id)
    filed = await town.rows("SELECT answers FROM submission WHERE person_id = ?", lan.id)
    assert len(filed) == len(FILED)
    assert all(not NEEDLESS & json.loads(row[0]).keys() for row in (*kept, *filed))
    assert _id("lan-filed") not in write.files, "a file of what was handed in stays"
    after = await town.everything()
    for table, rows in before.items():
        assert [row for row in rows if row not in after[table]] == [], f"{table}: somebody else's row was touched"


@pytest.mark.parametrize("states", [(), (ApplicationState.SENT,), (ApplicationState.RETURNED, ApplicationState.SENT)])
async def test_without_an_accepted_product_nothing_is_left_but_numbers(
    town: Town, states: tuple[ApplicationState, ...]
) -> None:
    await town.office()
    await town.lives("lan", states)
    await town.erase("lan")
    found = _marked(await town.found("lan"))
    assert found.keys() <= {"audit"}, found
    assert found.get("audit", set()) <= {"id1", "id2"}, "a number whose product is gone"


async def test_of_an_accepted_product_the_plan_goes_and_of_a_filed_one_it_stays(town: Town) -> None:
    await town.lives("lan", (ApplicationState.ACCEPTED,))
    await town.lives("minh", (ApplicationState.FILED,))
    for who in ("lan", "minh"):
        await town.erase(who)
    assert await town.rows("SELECT section FROM plan_part") == [("story",)]
    assert await town.rows("SELECT id FROM paper") == [("minh-paper",)]


async def test_what_was_filed_once_stays_filed(town: Town) -> None:
    await town.lives("lan", (ApplicationState.ACCEPTED,))
    await town.turn("lan", AddAuditEntry("lan-id1", "filed"))
    assert [p.filed for p in (await town.store.erasure((await town.person("lan")).id)).kept] == [True]


async def test_what_an_officer_began_and_said_about_a_withdrawn_product_goes(town: Town) -> None:
    await town.office()
    await town.lives("lan", (ApplicationState.RETURNED,))
    begun = Draft("rlan-id1", "return", 1, "camau-2022", {"reason": "Chị Lan ghi sai"}, subject="lan-id1")
    await town.turn("officer", SaveDraft(begun), AddAuditEntry("lan-id1", "returned", "Chị Lan ghi thiếu"))
    await town.erase("lan")
    assert "Chị Lan" not in repr(await town.everything())
    kinds = await town.rows("SELECT kind FROM audit WHERE subject = 'lan-id1' ORDER BY id")
    assert {("sent",), ("returned",)} <= set(kinds), "that it happened stays"


async def test_a_product_that_the_council_scored_stays_whatever_its_state(town: Town) -> None:
    await town.lives("lan", (ApplicationState.SENT,))
    sheet = ScoreSheet("lan-id1", COUNCIL, "26-2026", "s08", {}, 5, 1, DAY)
    await town.turn("council", KeepSheet(sheet))
    assert [p.id for p in (await town.erase("lan")).kept] == ["lan-id1"]


async def test_points_that_the_producer_typed_are_no_act_of_the_state_and_keep_nothing(town: Town) -> None:
    await town.lives("lan", (ApplicationState.SENT,))
    sheet = ScoreSheet("lan-id1", COUNCIL, "26-2026", "s08", {}, 92, 5, DAY)
    lan = await town.turn("lan", KeepSheet(sheet))
    (held,) = await town.store.recognitions_of(lan.id)
    assert (held.star, held.declared) == (5, True)
    assert (await town.erase("lan")).kept == ()
    assert await town.rows("SELECT count(*) FROM recognition") == [(0,)]


async def test_the_same_phone_begins_as_a_newcomer_on_every_address(town: Town) -> None:
    lan = await town.turn("lan", SetConsent("consent_dossier", True))
    former = await town.person("lan2", "telegram")
    await town.lives("lan2", (ApplicationState.SENT,), channel="telegram")
    await _merged(town, "telegram", "lan2", lan, former)
    assert (await town.person("lan2", "telegram")).id == lan.id
    told = json.dumps(await collect(town.database, lan.id))
    assert "lan2-said1" in told, "what was done before the phone was linked is the same person's"
    await town.erase("lan")
    found = _marked(await town.found("lan2"))
    assert found.keys() <= {"audit"}, found
    for who, channel in (("lan", "web"), ("lan2", "telegram")):
        new = await town.person(who, channel)
        assert new.id not in (lan.id, former.id)
        assert new == Person(new.id, "vi")
        held = await town.store.held(new.id)
        assert held.pop("deliveries") <= 1, "the farewell"
        assert {part for part, count in held.items() if count} == {"person", "addresses"}


async def test_whoever_still_talks_from_another_phone_is_somebody_else(town: Town) -> None:
    """A phone was linked to Lan's account; its former account goes on where it has a second phone, or went to Minh."""
    lan, minh = await town.person("lan"), await town.person("minh")
    await town.lives("hoa", (ApplicationState.SENT,))
    hoa = await town.person("hoa")
    second = await town.person("hoa2", "telegram")
    for who, channel, to, former in (
        ("hoa2", "telegram", hoa, second),
        ("hoa2", "telegram", lan, hoa),
        ("hoa", "web", minh, hoa),
    ):
        await _merged(town, channel, who, to, former)
        if to is lan:
            assert (await known(town.database, lan.id)).ids == (lan.id,)
    assert (await known(town.database, lan.id)).ids == (lan.id,)
    assert (await known(town.database, minh.id)).ids == (minh.id, hoa.id, second.id)


async def _merged(town: Town, channel: str, who: str, to: Person, former: Person) -> None:
    """As earlier versions made two accounts one: whatever stood under the old number went along."""
    await town.database.write(
        [
            Statement("UPDATE address SET person_id = ? WHERE channel = ? AND address = ?", (to.id, channel, who)),
            Statement(
                "INSERT INTO audit (at, person_id, kind, subject) VALUES (?, ?, 'address.moved', ?)",
                (moment(NOW), to.id, str(former.id)),
            ),
        ]
    )
    if await town.rows("SELECT 1 FROM address WHERE person_id = ?", former.id):
        return
    tables = ("draft", "application", "producer", "file", "paper", "paper_version")
    await town.database.write(
        [Statement(f"UPDATE {table} SET person_id = ? WHERE person_id = ?", (to.id, former.id)) for table in tables]
    )


async def _arrives(town: Town, channel: str, who: str) -> Arrival:
    arrival = Arrival(channel, who, f"again:{next(town._numbers)}", "{}")
    await town.store.intake([arrival], NOW)
    return arrival


async def test_an_update_that_comes_again_after_the_deletion_is_not_answered_again(town: Town) -> None:
    arrival = await _arrives(town, "web", "lan")
    lan = await town.person("lan")
    write = await town.store.erasure(lan.id)
    await town.store.commit(arrival, Outcome(lan.id, (write,), ()), NOW)
    assert await town.store.intake([arrival], NOW) == []
    assert await town.store.unanswered() == []
    assert await town.rows("SELECT address, payload FROM inbox") == [("", "")]


async def test_erasing_twice_is_harmless(town: Town) -> None:
    await town.lives("minh")
    await town.lives("lan")
    lan = await town.person("lan")
    await town.erase("lan")
    before, minh = await town.everything(), await town.found("minh")
    again = await erasure(town.database, lan.id)
    await town.database.write(list(erase(again, moment(NOW + timedelta(days=9)))))
    after = await town.everything()
    assert after["consent"] == before["consent"], "the day on which consent ended is the first"
    changed = {name for name, rows in before.items() if rows != after[name]}
    assert changed <= {"person", "application", "audit", "file"}
    assert len(after["audit"]) == len(before["audit"]) + 1
    assert await town.found("minh") == minh
    await town.erase("lan")  # by now a newcomer
    assert [row[0] for row in after["application"]] == [row[0] for row in (await town.everything())["application"]]


async def test_a_product_that_is_accepted_meanwhile_is_not_deleted(town: Town) -> None:
    await town.lives("lan", (ApplicationState.SENT,))
    lan = await town.person("lan")
    stale = await town.store.erasure(lan.id)
    await town.turn("officer", MoveApplication("lan-id1", 1, ApplicationState.ACCEPTED, DAY))
    before = await town.everything()
    with pytest.raises(Conflict):
        await town.database.write(list(erase(stale, moment(NOW))))
    assert await town.everything() == before
    await town.lives("lanx", ())
    another = replace(stale, gone=())
    with pytest.raises(Conflict):
        await town.database.write(list(erase(another, moment(NOW))))


async def test_chats_of_officials_lose_what_shows_the_person_and_keep_the_rest(town: Town) -> None:
    officer = await town.office()
    await town.office("deputy")  # of two and more too, chats are looked up and the table is not walked through
    await town.lives("lan", (ApplicationState.SENT,))
    chat = WebMessages(town.database)
    texts = ("Điện thoại: 0lan-phone", "Đơn vị lan-producer_name gửi", "Thư lan-email", "Của Minh", "lan_producer_name")
    for text in texts:
        await chat.add("officer", "out", {"text": text}, NOW)
    notice = Reply("Tin", choices=(Choice("p:lan-id1", "lan-product1"),))
    await town.turn("lan", Notify(officer.id, notice, "sent:lan-id1:0"))
    shown = json.dumps([["p:lan-id1", "lan-product1"]])
    await town.database.write([Statement("UPDATE address SET choices = ? WHERE person_id = ?", (shown, officer.id))])
    assert "lan-product1" in repr(await town.rows("SELECT choices FROM address WHERE person_id = ?", officer.id))
    await town.lives("minh", ())
    await chat.add("minh", "out", {"text": "0lan-phone"}, NOW)
    await town.erase("lan")
    told = [json.loads(row[0])["text"] for row in await town.rows("SELECT payload FROM web_message ORDER BY id")]
    left = [text for text in told if text]
    assert left == ["Của Minh", "lan_producer_name", "minh-chat_in", "minh-chat_out", "0lan-phone"]
    assert await town.rows("SELECT choices FROM address WHERE person_id = ?", officer.id) == [("[]",)]
    assert await town.rows("SELECT 1 FROM outbox WHERE key LIKE 'sent:%'") == []


async def test_an_official_leaves_roles_and_addresses_but_what_was_done_stays(town: Town) -> None:
    officer = await town.office()
    report = _upload("officer-report")
    done = MarkDone("camau-2022", "d", "once", "o32035", "Đã gửi báo cáo", (report.id,))
    await town.lives("lan", (ApplicationState.SENT,))
    await town.turn("officer", KeepFile(report), KeepFile(_upload("officer-loose")), done)
    await town.turn("officer", AddAuditEntry("lan-id1", "returned", "Thiếu ảnh"))
    events = await town.rows("SELECT * FROM audit WHERE person_id = ? ORDER BY id", officer.id)
    write = await town.erase("officer")
    assert write.official
    assert write.files == (_id("officer-loose"),)
    assert await town.rows("SELECT 1 FROM role") == []
    assert (await town.rows("SELECT * FROM audit WHERE person_id = ? ORDER BY id", officer.id))[:-1] == events
    assert await town.rows("SELECT note FROM done WHERE person_id = ?", officer.id) == [("Đã gửi báo cáo",)]
    assert (await town.person("officer")).grants == ()
    again = await erasure(town.database, officer.id)
    assert again.official, "whoever was an official is one when erased again"
    assert await town.rows("SELECT count(*) FROM application") == [(1,)], "what others have is theirs"


async def test_files_leave_the_disk_unless_somebody_uses_them(town: Town) -> None:
    await town.lives("lan", (ApplicationState.ACCEPTED,))
    lan = await town.person("lan")
    shared = _upload("lan-loose")
    await town.turn("minh", KeepFile(replace(shared, name="của tôi.jpg")))
    found = await erasure(town.database, lan.id, looked=False)
    drop = (*found.files, *found.prints)
    assert set(drop) == {_id(f"lan-{name}") for name in ("proof", "renewed", "filed", "loose", "draft_photo", "print")}
    shelf = Shelf(**dict.fromkeys((*drop, _id("lan-photo")), b"x"))
    await town.erase("lan")
    shelf.fresh = {_id("lan-proof")}
    data = PersonalData(town.database, shelf)
    assert await data.sweep() == 4
    assert set(shelf.files) == {_id(f"lan-{name}") for name in ("photo", "loose", "proof")}
    shelf.fresh = set()
    assert await data.sweep() == 1, "what was too fresh is taken the next time"
    assert await data.sweep() == 0
    assert await town.rows("SELECT id, name FROM file ORDER BY name") == [
        (_id("lan-photo"), ""),
        (shared.id, "của tôi.jpg"),
    ]


async def test_a_print_that_another_chat_shows_stays(town: Town) -> None:
    for who in ("lan", "minh"):
        await town.turn(who, replies=(Reply("Lịch", files=("a" * 32,)),))
    await town.erase("lan")
    shelf = Shelf(**{"a" * 32: b"x"})
    await PersonalData(town.database, shelf).sweep()
    assert set(shelf.files) == {"a" * 32}


async def test_an_erased_producer_is_asked_for_nothing_any_more(town: Town) -> None:
    await town.lives("lan", (ApplicationState.ACCEPTED,))
    lan = await town.person("lan")
    await town.database.write([Statement("DELETE FROM consent WHERE person_id = ?", (lan.id,))])
    await town.erase("lan")
    assert await town.rows("SELECT purpose, granted FROM consent WHERE person_id = ?", lan.id) == [
        ("consent_dossier", 0)
    ]
    assert await town.store.calendar_version(lan.id) == 1, "the private address of the calendar holds no longer"


async def test_whatever_people_gave_and_in_whatever_order_they_go_nobody_else_is_touched(town: Town) -> None:
    """Property: after each deletion the words of the one are gone but for KEPT, and all rows of the others stand."""
    chance = random.Random(5)
    await town.office()
    names = [f"p{number}x" for number in range(8)]
    states = {name: tuple(chance.choices(STATES, k=chance.randrange(4))) for name in names}
    for name in names:
        await town.lives(name, states[name])
    chance.shuffle(names)
    for number, name in enumerate(names):
        others = {other: await town.found(other) for other in names[number + 1 :]}
        write = await town.erase(name)
        assert [p.id for p in write.kept] == [
            f"{name}-id{n}" for n, state in enumerate(states[name], 1) if state in TAKEN_ON
        ]
        left = _marked(await town.found(name))
        assert left.keys() <= KEPT.keys()
        kept = {p.id.rpartition("id")[2] for p in write.kept}
        allowed = {"paper", "paper_name", "paper_number", "paper_renewed", "producer_id", "producer_name"}
        words = {word for table, found in left.items() if table != "audit" for word in found} - allowed
        assert {word[-1] for word in words} <= kept, left
        for other, words_before in others.items():
            assert await town.found(other) == words_before


# In the chat


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Stage(settings_for(tmp_path), WebTown(), DAY) as stage:
        stage._phones["Lan"] = stage._town.phone("vi")
        stage._speaker = "Lan"
        yield stage


async def _plays(stage: Stage, *parts: str) -> None:
    for part in parts:
        for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
            await stage._line(line)


async def _does(stage: Stage, *acts: str) -> str:
    """Types, or presses [labels]; returns what is shown after the last."""
    for act in acts:
        await stage._act(stage._phones["Lan"], act)
        await stage._town.settled(stage.assistant)
    return "\n".join(text for text, _ in await stage._phones["Lan"].seen())


async def _count(stage: Stage, table: str) -> int:
    return int((await stage.assistant.store.database.fetch(f"SELECT count(*) FROM {table}"))[0][0])


@pytest.mark.parametrize("word", ["[Xóa hẳn]", "xóa", "xoa", "XÓA HẲN"])
async def test_deleting_takes_two_steps_and_says_what_happened(stage: Stage, word: str) -> None:
    await _plays(stage, "consent", "producer", "product")
    await _does(stage, "[Gửi cho xã]")
    shown = await _does(stage, "/privacy")
    assert TEXT("privacy.count.products", count=1) in shown
    assert TEXT("privacy.count.files", count=1) in shown
    asked = await _does(stage, f"[{TEXT('privacy.forget')}]")
    assert "Bánh phồng tôm" in asked
    assert await _count(stage, "application") == 1, "asking deletes nothing"
    assert TEXT("privacy.erased") in await _does(stage, word)
    for table in ("application", "producer", "draft", "address"):
        assert await _count(stage, table) == 0, table
    rows = await stage.assistant.store.database.fetch("SELECT payload FROM web_message WHERE address <> ''")
    assert len(rows) == 1, "only the farewell"
    assert "Bánh phồng tôm" not in rows[0][0]
    assert "trợ lý OCOP" in await _does(stage, "/start"), "the same phone is a newcomer's"


@pytest.mark.parametrize("word", ["không xóa", "1", "không xóa hẳn", "đừng xóa", "/menu", "[Không xóa]"])
async def test_any_other_word_deletes_nothing(stage: Stage, word: str) -> None:
    await _plays(stage, "consent")
    await _does(stage, "/privacy", f"[{TEXT('privacy.forget')}]")
    assert TEXT("privacy.erased") not in await _does(stage, word)
    assert await _count(stage, "consent") == 3
    assert await _count(stage, "address") == 1


async def test_a_stale_or_forged_button_only_asks_and_a_second_delete_is_harmless(stage: Stage) -> None:
    await _plays(stage, "consent")
    await _does(stage, "/privacy", f"[{TEXT('privacy.forget')}]", "/menu")
    lan = (await stage.assistant.store.database.fetch("SELECT person_id FROM address"))[0][0]
    for act in ("[[Xóa hẳn]]", "/menu", "[[Xóa hẳn]]"):
        shown = await _does(stage, act)
        assert TEXT("privacy.erased") not in shown
    await stage._phones["Lan"].forge("erase")
    await stage._town.settled(stage.assistant)
    await _does(stage, "/menu")
    await stage._phones["Lan"].forge("erase")
    await stage._town.settled(stage.assistant)
    await _does(stage, "/menu")
    rows = await stage.assistant.store.database.fetch("SELECT menu FROM address WHERE person_id = ?", (lan,))
    await stage._phones["Lan"]._send(kind="press", data="erase", label="?", menu=rows[0][0], message=1)
    await stage._town.settled(stage.assistant)
    shown = "\n".join(text for text, _ in await stage._phones["Lan"].seen())
    assert TEXT("privacy.confirm") in shown
    assert TEXT("privacy.erased") not in shown
    assert (await stage.assistant.store.database.fetch("SELECT person_id FROM address"))[0][0] == lan

    assert TEXT("privacy.erased") in await _does(stage, f"[{TEXT('privacy.forget')}]", "[Xóa hẳn]")
    assert TEXT("privacy.goes").partition("\n")[0] in await _does(stage, "/privacy", f"[{TEXT('privacy.forget')}]")
    assert TEXT("privacy.erased") in await _does(stage, "xóa"), "a newcomer may go too"


async def test_the_data_come_as_a_file_that_can_be_opened(stage: Stage) -> None:
    await _plays(stage, "consent", "producer", "product")
    shown = await _does(stage, "/privacy", f"[{TEXT('privacy.get')}]")
    assert TEXT("privacy.exported", count=1).partition("\n")[0] in shown
    rows = await stage.assistant.store.database.fetch("SELECT id FROM file WHERE content_type = 'application/zip'")
    folder = stage.assistant.settings.folder / "files"
    with zipfile.ZipFile(folder / rows[0][0][:2] / rows[0][0]) as archive:
        told = json.loads(archive.read("data.json"))
        (photo,) = (file["in_zip"] for file in told["files"] if file["in_zip"])
        assert archive.read(photo) == PNG
    assert "Tôm đất tươi" in json.dumps(told["drafts"], ensure_ascii=False)
    assert told["consents"][0]["purpose"] == "consent_dossier"


async def test_consent_can_be_looked_at_from_here(stage: Stage) -> None:
    await _plays(stage, "consent")
    shown = await _does(stage, "/privacy", f"[{TEXT('menu.consent')}]")
    assert TEXT("q.consent_dossier.ask").partition("\n")[0] in shown

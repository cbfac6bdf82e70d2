"""The dossier on its way: files that cannot be taken, papers that arrive, who gets nothing, doing it all again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from docx import Document
from support import pictures
from support.forms import SAYS
from support.people import PNG, WebPhone
from support.walks import CHANNELS, PDF, PRINT, VI, Walk, a_walk

from bot.conversations.form import SUMMARY, Question
from bot.conversations.forms import form_of
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.tables import Several
from bot.storage.files.kept import FileStore
from ocop_domain.applications import Application
from ocop_domain.evidence import ALL_NEED, FOOD_SETS_NEED
from ocop_domain.plan import load_plan

LOCKED = pictures.pdf(user="x", owner="y")
NEWER_LOCKED = pictures.pdf(user="x", owner="y", strength=6)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 64
LARGE = 50 << 20
DOCX_HEAD = b"PK\x03\x04" + b"\x00" * 26 + b"[Content_Types].xml" + b"\x00" * 64


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice: only DOCX, and fast."""
    monkeypatch.setattr("bot.papers.maker.to_pdf", lambda docx: None, raising=False)


@pytest.fixture(params=CHANNELS)
async def shrimp(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with a_walk(request.param, tmp_path, migrated_sqlite, "shrimp") as walk:
        yield walk


@pytest.fixture
async def web_shrimp(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with a_walk("web", tmp_path, migrated_sqlite, "shrimp") as walk:
        yield walk


PAPER = """
> /papers
> [Ghi thêm giấy]
> [Phiếu kiểm nghiệm]
> KN-07/2022
> Trung tâm Kiểm nghiệm Cà Mau
> 10/1/2022
> 10/1/2023
< Ảnh của giấy
"""

KEEP = "> [Xong, đủ trang]\n> [Lưu giấy này]\n"

# Files that cannot be taken


async def _stands_at_the_file(walk: Walk) -> bool:
    """The form is where it was, and has what was answered."""
    ((draft_id,),) = await walk.rows("SELECT draft_id FROM address ORDER BY person_id DESC LIMIT 1")
    draft = await walk.stage.assistant.store.draft(draft_id)
    assert draft
    kept = {"paper_kind": "test_result", "paper_number": "KN-07/2022", "paper_expires": "2023-01-10"}
    return draft.at == "paper_file" and kept.items() <= draft.answers.items()


async def test_a_wrong_file_is_answered_clearly_and_the_right_one_is_taken_then(shrimp: Walk) -> None:
    await shrimp.plays(PAPER)
    for file, content, size, key in (
        ("trong.pdf", b"", None, "error.file_empty"),
        ("phim.jpg", b"\xff\xd8\xff", LARGE, "error.file_large"),
        ("giay.pdf", PROGRAM, None, "error.file_type"),
        ("IMG_0001.HEIC", HEIC, None, "error.picture_broken"),
    ):
        told = await shrimp.uploads("Lan", file, content, size)
        assert VI(key) in told, file
        assert await _stands_at_the_file(shrimp), file
    await shrimp.uploads("Lan", "giấy kiểm nghiệm.pdf", PDF)
    await shrimp.plays("> [Xong, đủ trang]\n< KN-07/2022\n> [Lưu giấy này]\n< Hết hạn")
    application = await shrimp.application()
    (paper,) = await shrimp.stage.assistant.store.papers_of(application.owner)
    assert (paper.number, paper.name) == ("KN-07/2022", "Tôm khô")
    assert await FileStore(shrimp.stage.assistant.settings.folder / "files").get(paper.files[0]) == (
        PDF,
        "application/pdf",
    )


async def test_a_file_in_the_web_chat_is_read_no_further_than_it_may_be_long(web_shrimp: Walk) -> None:
    await web_shrimp.plays(PAPER)
    folder = web_shrimp.stage.assistant.settings.folder
    before = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    await web_shrimp.uploads("Lan", "phim.jpg", b"\xff\xd8\xff", LARGE)
    assert sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) < before + 1_000_000


async def test_a_pdf_with_a_password_is_refused_with_the_reason(shrimp: Walk) -> None:
    await shrimp.plays(PAPER)
    for content in (LOCKED, NEWER_LOCKED):
        told = await shrimp.uploads("Lan", "giay.pdf", content)
        assert await _stands_at_the_file(shrimp)
        assert VI("error.file_locked") in told


async def test_a_word_file_as_evidence_is_told_what_is_taken(shrimp: Walk) -> None:
    await shrimp.plays(PAPER)
    told = await shrimp.uploads("Lan", "giay.docx", DOCX_HEAD)
    assert await _stands_at_the_file(shrimp)
    assert "PDF" in told
    assert "chụp sản phẩm" not in told


# Papers that arrive


def _text(docx: bytes) -> str:
    """All text of a DOCX, tables too."""
    document = Document(io.BytesIO(docx))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


FINANCE = "> 150tr\n> 120 triệu\n> 1,5 tỷ\n> 900.000.000\n> bỏ qua\n> bỏ qua\n> [Xong phần này]"


async def test_the_papers_in_the_chat_hold_what_was_typed(shrimp: Walk) -> None:
    application = await shrimp.application()
    await shrimp.forges("Lan", f"part:{application.id}:finance")
    await shrimp.plays(FINANCE)
    await shrimp.plays(PRINT + "> [Phiếu đăng ký ý tưởng sản phẩm]")
    (idea,) = await shrimp.files("Lan")
    for typed in ("Hợp tác xã Tôm khô Ba Khía", "Tôm khô", "Tôm đất luộc với muối biển, phơi hai nắng", "0912345678"):
        assert typed in _text(idea)
    assert "{{" not in _text(idea)
    await shrimp.plays("> [In giấy tờ]\n> [Phương án, kế hoạch sản xuất kinh doanh]")
    (plan,) = await shrimp.files("Lan")
    for money in ("150.000.000", "120.000.000", "1.500.000.000", "900.000.000", "600.000.000"):
        assert money in _text(plan)


async def test_the_zip_holds_contents_papers_and_the_uploaded_files(shrimp: Walk) -> None:
    await shrimp.plays(PAPER)
    await shrimp.uploads("Lan", "giấy kiểm nghiệm.pdf", PDF)
    await shrimp.plays(KEEP + PRINT + "> [Tải cả bộ hồ sơ]")
    (made,) = await shrimp.files("Lan")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    contents = files[names[0]].decode("utf-8-sig")
    assert all(name in contents for name in names[1:])
    assert "Hợp tác xã Tôm khô Ba Khía" in contents
    papers = [name for name in names if name.endswith(".docx")]
    assert len(papers) == 3
    assert all("Tôm khô" in _text(files[name]) for name in papers)
    assert PDF in files.values()


async def test_a_clerk_can_open_what_is_in_the_zip(web_shrimp: Walk) -> None:
    """Every file has its ending, is called by what it proves, and the photos of the product are there."""
    await web_shrimp.plays(PAPER)
    await web_shrimp.uploads("Lan", "giấy kiểm nghiệm.pdf", PDF)
    await web_shrimp.plays(KEEP + PRINT + "> [Tải cả bộ hồ sơ]")
    (made,) = await web_shrimp.files("Lan")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert next(name for name, content in files.items() if content == PDF).endswith(".pdf")
    assert "Phiếu kiểm nghiệm" in files[next(iter(files))].decode("utf-8-sig")
    assert PNG in files.values()


async def test_a_large_dossier_comes_whole_where_nothing_limits_it_and_in_parts_where_a_platform_does(
    shrimp: Walk,
) -> None:
    await shrimp.plays(PAPER)
    for number in range(5):
        await shrimp.uploads("Lan", "x.pdf", PDF + b"%%%d" % number + b"x" * (19 << 19))
    await shrimp.plays(KEEP + PRINT + "> [Tải cả bộ hồ sơ]")
    made = await shrimp.files("Lan")
    if "telegram" in shrimp.stage.assistant.channels:
        assert made == []
        assert VI("dossier.too_large", most=45) in " ".join(text for text, _ in await shrimp.phone("Lan").seen())
        return
    assert len(made[0]) > 45 << 20
    rows = await shrimp.rows("SELECT name FROM file WHERE content_type = 'application/zip'")
    assert rows == [(f"ho-so-{(await shrimp.application()).id}.zip",)], (
        "it is known, so that a newer one takes its place"
    )


async def test_nobody_else_gets_anything(shrimp: Walk) -> None:
    application = await shrimp.application()
    await shrimp.plays(
        """
        # Cán bộ Phường 1
        * invitation for commune_officer in Phường 1, Thành phố Cà Mau
        > /start join-{invitation}
        > [Nhận việc này]
        # Khách
        * as in parts/consent.txt
        """
    )
    for who in ("Cán bộ Phường 1", "Khách"):
        for door in ("p", "dossier", "plan", "parts", "cannot", "evidence", "print", "zip", "handin"):
            assert VI("error.not_yours") in await shrimp.forges(who, f"{door}:{application.id}"), door
        for data in (
            f"doc:{application.id}:bieu-01",
            f"fpaper:{application.id}:1:{application.id}",
            f"filenow:{application.id}:{application.revision}",
        ):
            assert VI("error.not_yours") in await shrimp.forges(who, data), data
        for data in (f"part:{application.id}:finance", f"block:{application.id}:finance"):
            await shrimp.forges(who, data)
        assert await shrimp.files(who) == []
        assert "Hợp tác xã" not in str(await shrimp.phone(who).seen())
    assert (await shrimp.application()).state == "accepted"
    assert await shrimp.rows("SELECT * FROM plan_part") == []


async def test_a_file_of_a_dossier_opens_in_no_other_chat(web_shrimp: Walk) -> None:
    await web_shrimp.plays(PRINT + "> [Phiếu đăng ký ý tưởng sản phẩm]\n# Khách\n* as in parts/consent.txt")
    lan, guest = web_shrimp.phone("Lan"), web_shrimp.phone("Khách")
    assert isinstance(lan, WebPhone)
    assert isinstance(guest, WebPhone)
    (file,) = (await lan._messages())[-1]["files"]
    assert (await lan.request("GET", f"/files/{file['id']}")).status_code == 200
    assert (await guest.request("GET", f"/files/{file['id']}")).status_code == 404


# Handing in


async def test_a_stale_hand_in_does_nothing_twice(shrimp: Walk) -> None:
    await shrimp.plays("> /products\n> [Tôm khô]\n> [Hồ sơ, phương án]\n> [Nộp hồ sơ]")
    application = await shrimp.application()
    stale = f"filenow:{application.id}:{application.revision}"
    await shrimp.plays("> [Nộp cho thành phố]\n< Đã nộp hồ sơ “Tôm khô”")
    filed = await shrimp.application()
    assert "Đã nộp hồ sơ" not in await shrimp.forges("Lan", stale)
    assert await shrimp.application() == filed
    assert await shrimp.rows("SELECT kind FROM audit WHERE kind = 'filed'") == [("filed",)]
    notices = await shrimp.rows("SELECT key FROM outbox WHERE key LIKE 'arrived:filing:%'")
    assert len(notices) == 1


async def test_a_stale_hand_in_is_told_that_it_was_done(web_shrimp: Walk) -> None:
    application = await web_shrimp.application()
    for _ in range(2):
        told = await web_shrimp.forges("Lan", f"filenow:{application.id}:{application.revision}")
    assert VI("dossier.filed_already") in told


async def test_a_part_that_is_changed_after_acceptance_keeps_its_former_version(web_shrimp: Walk) -> None:
    application = await web_shrimp.application()
    await web_shrimp.forges("Lan", f"part:{application.id}:target")
    await web_shrimp.plays("> [3 sao]\n> 2023\n> bỏ qua\n> [Xong phần này]\n> [Phương án]\n> [Xem, sửa phần đã làm]")
    await web_shrimp.plays("> [Mục tiêu]\n> sửa 1\n> [4 sao]\n> [Xong phần này]")
    versions = await web_shrimp.rows("SELECT answers FROM plan_part WHERE section = 'target' ORDER BY id")
    assert [json.loads(row[0])["plan_target_star"] for row in versions] == ["3", "4"]
    plan = await web_shrimp.stage.assistant.store.plan_of(application.id)
    assert plan["target"].answers["plan_target_star"] == "4"


async def test_more_cost_than_revenue_is_called_a_loss(web_shrimp: Walk) -> None:
    application = await web_shrimp.application()
    await web_shrimp.forges("Lan", f"part:{application.id}:finance")
    await web_shrimp.plays("> 100tr\n> 150tr\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> [Xong phần này]")
    shown = await web_shrimp.forges("Lan", f"plan:{application.id}")
    assert "chi phí 150.000.000 đ, lỗ 50.000.000 đ" in shown


async def test_every_section_can_be_marked_as_one_that_cannot_be_done_yet(web_shrimp: Walk) -> None:
    application = await web_shrimp.application()
    await web_shrimp.forges("Lan", f"cannot:{application.id}")
    buttons = [label for _, labels in await web_shrimp.phone("Lan").seen() for label in labels]
    assert VI("plan.section.finance") in buttons or VI("nav.more") in buttons


async def test_the_commune_can_read_the_dossier_that_was_handed_in(web_shrimp: Walk) -> None:
    application = await web_shrimp.application()
    await web_shrimp.forges("Lan", f"filenow:{application.id}:{application.revision}")
    await web_shrimp.forges("Cán bộ Định Bình", f"print:{application.id}")
    buttons = [label for _, labels in await web_shrimp.phone("Cán bộ Định Bình").seen() for label in labels]
    assert len(buttons) > 2, "more than the ways back"


# Doing it again for one star more

REACHED = 0.20
"""Share of the questions and files that an upgrade may ask again."""

MOST = 6
"""Buttons to choose from on one screen."""

SAID = {
    "product_name": "Mật ong",
    "area": "Đất Mũi",
    "current_star": "3 sao",
    "paper_name": "Mật ong",
    "paper_expires": "15/3/2029",
}


class Applicant:
    """Somebody who answers everything that is asked, and counts."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.questions = 0
        self.files = 0

    async def dossier(self, kind: str) -> tuple[str, int]:
        """Registration, plan and the papers that must be there; the product, and how much was answered."""
        self.questions = self.files = 0
        before = {p.id for p in await self._products()}
        await self._form("new", {"registration_kind": kind})
        (application,) = [p for p in await self._products() if p.id not in before]
        for section in load_plan().sections_for(tourism=False):
            await self._form(f"part:{application.id}:{section.id}")
        there = {p.kind for p in await self.walk.stage.assistant.store.papers_of(application.owner)}
        for wanted in (*ALL_NEED, *FOOD_SETS_NEED):
            if wanted not in there:
                await self._form("newpaper", {"paper_kind": VI(f"q.paper_kind.option.{wanted}")})
        return application.id, self.questions + self.files

    async def upgrade(self, former: str) -> tuple[str, int]:
        """The same product for another star: registration, plan and papers from what is there."""
        self.questions = self.files = 0
        before = {p.id for p in await self._products()}
        await self._form(f"upgrade:{former}")
        (application,) = [p for p in await self._products() if p.id not in before]
        await self.walk.forges("Lan", f"plan:{application.id}")
        offered = [label for _, labels in await self.walk.phone("Lan").seen() for label in labels]
        assert VI("plan.take_over") in offered
        assert len(offered[: offered.index(VI("nav.more")) + 1]) == MOST, "what was begun before takes a place"
        await self.walk.forges("Lan", f"takeover:{application.id}")
        done = await self.walk.stage.assistant.store.plan_of(application.id)
        for section in load_plan().sections_for(tourism=False):
            if section.id not in done:
                await self._form(f"part:{application.id}:{section.id}")
        return application.id, self.questions + self.files

    async def recognised(self) -> None:
        """The certificate of the first dossier is kept."""
        await self._form("newpaper", {"paper_kind": VI("q.paper_kind.option.recognition"), "paper_star": "3 sao"})

    async def _products(self) -> list[Application]:
        return await self.walk.stage.assistant.store.all_applications("vietnam-2027")

    async def _form(self, door: str, said: dict[str, str] | None = None) -> None:
        """Fills in the form behind this button, up to its end."""
        await self.walk.forges("Lan", door)
        for _ in range(60):
            ((draft_id,),) = await self.walk.rows("SELECT draft_id FROM address ORDER BY person_id DESC LIMIT 1")
            draft = await self.walk.stage.assistant.store.draft(draft_id) if draft_id else None
            if draft is None:
                return
            form = form_of(draft.form)
            assert form
            if draft.at == SUMMARY:
                await self.walk.plays(f"> [{VI(f'form.{form.texts or form.id}.send')}]")
                continue
            question = form.get(draft.at)
            assert question
            await self._answer(question, {**SAID, **(said or {})}.get(question.id))
        raise AssertionError(f"{door} never came to an end")

    async def _answer(self, question: Question, said: str | None) -> None:
        self.questions += 1
        if isinstance(question.kind, Photos):
            self.files += 1
            await self.walk.plays("> <photo>" if question.kind.limit == 1 else "> <photo>\n> xong")
            return
        await self.walk.plays(f"> {said or SAYS[type(question.kind)].text}")
        if isinstance(question.kind, Several):
            await self.walk.plays("> xong")


async def test_an_upgrade_asks_again_less_than_a_fifth(tmp_path: Path, migrated_sqlite: Path) -> None:
    async with a_walk("web", tmp_path, migrated_sqlite, "officer_dat_mui") as walk:
        await walk.plays("# Lan\n* as in parts/consent.txt")
        lan = Applicant(walk)
        first, once = await lan.dossier("lần đầu")
        asked = lan.questions, lan.files
        await walk.plays("# Cán bộ Đất Mũi\n> [Xem hồ sơ]\n> [Đồng ý đăng ký này]\n# Lan")
        assert "chưa được công nhận hạng sao" in await walk.forges("Lan", f"upgrade:{first}")
        await lan.recognised()
        await walk.plays("# Lan\n> /products\n> [Mật ong]\n> [Hồ sơ, phương án]\n> [Nộp hồ sơ]\n> [Nộp cho xã]")
        await walk.plays(
            "# Cán bộ Đất Mũi\n> [Xem hồ sơ]\n> [✔ Đã kiểm tra, đủ]\n> [✔ Vẫn ghi là đủ]\n> Đã có bản giấy\n# Lan"
        )
        second, again = await lan.upgrade(first)
        assert first != second
        shown = await walk.forges("Lan", f"dossier:{second}")
        assert "Phương án: xong 15/15 phần" in shown
        assert "Còn thiếu giấy" not in shown, "papers are kept once, for every dossier"
        assert await walk.rows("SELECT count(*) FROM paper WHERE kind = 'recognition'") == [(1,)]
    print(f"upgrade: {lan.questions} questions and {lan.files} files, the first time {asked}: {again / once:.0%}")
    assert again / once <= REACHED


# After it was handed in

HAND_IN = "> /products\n> [Tôm khô]\n> [Hồ sơ, phương án]\n> [Nộp hồ sơ]\n> [Nộp cho thành phố]"
QUEUE = "# Cán bộ Định Bình\n> /queue\n> [Tôm khô]\n"


async def _zip(walk: Walk, who: str) -> dict[str, bytes]:
    """The names and contents of the ZIP that somebody was just given."""
    (made,) = await walk.files(who)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_the_commune_prints_what_was_handed_in_whatever_is_changed_or_dropped_later(shrimp: Walk) -> None:
    """The plan is changed and the paper thrown away afterwards: the commune's ZIP and papers are as they were filed."""
    application = await shrimp.application()
    await shrimp.forges("Lan", f"part:{application.id}:finance")
    await shrimp.plays(FINANCE)
    await shrimp.plays(PAPER)
    await shrimp.uploads("Lan", "giấy kiểm nghiệm.pdf", PDF)
    await shrimp.plays(KEEP + HAND_IN)
    await shrimp.forges("Lan", f"part:{application.id}:finance")
    await shrimp.plays("> 777tr\n" + FINANCE.split("\n", 1)[1])
    (paper,) = await shrimp.stage.assistant.store.papers_of(application.owner)
    await shrimp.forges("Lan", f"droppaper:{paper.id}")
    await shrimp.stage.assistant.personal.sweep()

    await shrimp.plays(QUEUE + "< ✔ Phiếu kiểm nghiệm: Tôm khô (\n> [In giấy tờ]\n> [Tải cả bộ hồ sơ]")
    files = await _zip(shrimp, "Cán bộ Định Bình")
    assert PDF in files.values(), "the file of the paper that was dropped"
    printed = " ".join(_text(content) for name, content in files.items() if name.endswith(".docx"))
    assert "150.000.000" in printed
    assert "777.000.000" not in printed
    await shrimp.plays(QUEUE + "> [Xem giấy tờ kèm theo]\n> [Phiếu kiểm nghiệm: Tôm khô]\n< KN-07/2022")
    assert await shrimp.files("Cán bộ Định Bình") == [PDF]

    await shrimp.plays("# Lan\n" + PRINT + "< Giấy in ở đây theo những gì đang ghi bây giờ\n> [Tải cả bộ hồ sơ]")
    live = await _zip(shrimp, "Lan")
    assert PDF not in live.values(), "the producer prints what stands there now"
    await shrimp.plays(PRINT + "> [In bản đã nộp]\n< Đây là bản đã nộp thứ Ba 15/02/2022\n> [Tải cả bộ hồ sơ]")
    assert PDF in (await _zip(shrimp, "Lan")).values()


async def test_a_filing_belongs_to_its_producer_and_the_officials_of_the_place(shrimp: Walk) -> None:
    application = await shrimp.application()
    await shrimp.plays(HAND_IN)
    await shrimp.plays(
        """
        # Cán bộ Phường 1
        * invitation for commune_officer in Phường 1, Thành phố Cà Mau
        > /start join-{invitation}
        > [Nhận việc này]
        # Cán bộ huyện
        * as in parts/district.txt
        # Khách
        * as in parts/consent.txt
        """
    )
    revision = (await shrimp.application()).revision
    doors = [f"{door}:{application.id}" for door in ("filing", "filings", "supplement", "handin", "zip")]
    doors += [f"{door}:{application.id}:1" for door in ("filing", "fpapers", "print", "zip")]
    doors += [f"{act}:{application.id}:{revision}" for act in ("check", "askmore", "filenow")]
    for who in ("Cán bộ Phường 1", "Khách"):
        for door in doors:
            assert VI("error.not_yours") in await shrimp.forges(who, door), (who, door)
    assert "Lúc nộp còn thiếu" in await shrimp.forges("Cán bộ huyện", f"filing:{application.id}"), (
        "the district may look"
    )
    told = await shrimp.forges("Cán bộ huyện", f"filenow:{application.id}:{revision}")
    assert VI("error.not_yours") in told, "but not hand in"
    assert (await shrimp.application()).state == "filed"
    assert VI("filing.none") not in await shrimp.forges("Lan", f"filing:{application.id}:1")
    assert VI("filing.none") in await shrimp.forges("Lan", f"filing:{application.id}:7")


async def test_a_newer_filing_takes_the_place_of_the_one_an_officer_was_looking_at(shrimp: Walk) -> None:
    application = await shrimp.application()
    duty = "duty:cm22-p-file-1:once"
    assert VI("duty.state_open", place="") in await shrimp.forges("Lan", duty)
    await shrimp.plays(HAND_IN)
    assert VI("duty.state_done", place="") in await shrimp.forges("Lan", duty), "handing in is what finishes it"
    assert "(đã nộp hồ sơ, chờ kiểm tra)" in await shrimp.forges("Cán bộ Định Bình", "list:cm22-x-41-commune:once")
    seen = (await shrimp.application()).revision
    await shrimp.plays(QUEUE + "> [↩ Cần bổ sung]\n> 1\n> xong\n> Nhờ ghi mục tiêu")
    await shrimp.forges("Lan", f"part:{application.id}:target")
    await shrimp.plays("# Lan\n> [4 sao]\n> [2024]\n> bỏ qua\n> bỏ qua\n> [Xong phần này]")
    await shrimp.plays("> /products\n> [Tôm khô]\n> [Hồ sơ, phương án]\n> [Nộp lại hồ sơ]\n> [Nộp cho thành phố]")
    await shrimp.plays("# Cán bộ Định Bình\n> [↩ Gửi cho chủ thể]\n< vừa được chủ thể sửa và gửi lại")
    told = await shrimp.forges("Cán bộ Định Bình", f"check:{application.id}:{seen}")
    assert "vừa được chủ thể sửa và gửi lại" in told
    assert await shrimp.rows("SELECT number, verdict FROM submission ORDER BY number") == [(1, ""), (2, "")]
    assert (await shrimp.application()).state == "filed"
    await shrimp.plays(QUEUE + "< Tôm khô (lần 2)\n> [✔ Đã kiểm tra, đủ]\n> [✔ Vẫn ghi là đủ]\n> Đã có bản giấy")
    assert await shrimp.rows("SELECT number, verdict FROM submission ORDER BY number") == [(1, ""), (2, "checked")]


async def test_of_many_parts_to_supplement_the_first_are_told_and_the_rest_stands_behind_a_button(
    web_shrimp: Walk,
) -> None:
    await web_shrimp.plays(HAND_IN)
    reason = "Nhờ Anh/Chị ghi rõ hơn từng phần " * 8
    await web_shrimp.plays(f"{QUEUE}> [↩ Cần bổ sung]\n> 1, 2, 3, 4, 5, 6\n> xong\n> {reason}\n> [↩ Gửi cho chủ thể]")
    few = ["Phương án: Mục tiêu", "Phương án: Nguyên liệu", "Phương án: Cách làm, máy móc"]
    all_ = [*few, "Phương án: Lao động", "Phương án: Chất lượng, an toàn", "Phương án: Bao bì, nhãn"]
    await web_shrimp.plays(f"# Lan\n< {'; '.join(all_[:4])}; và 2 chỗ nữa\n> [Bổ sung hồ sơ]\n< … và 3 phần nữa.")
    await web_shrimp.plays("\n".join(["<! Nhờ Anh/Chị ghi rõ hơn từng phần " * 8, *(f"< ○ {part}" for part in few)]))
    await web_shrimp.plays("\n".join(["> [Xem cả danh sách]", *(f"< ○ {part}" for part in all_)]))
    await web_shrimp.plays(f"< Lý do: {reason}\n<! [Xem cả danh sách]")


async def test_a_name_without_a_letter_is_refused_kindly(web_shrimp: Walk) -> None:
    await web_shrimp.plays(
        """
        # Khách
        * as in parts/consent.txt
        > [Đăng ký ý tưởng sản phẩm]
        > 0912345678
        < Cần có chữ
        > HTX 27
        < Loại hình
        """
    )


# To whom it goes

DISTRICT = """
# Phòng Kinh tế
* invitation for district_staff in Thành phố Cà Mau
> /start join-{invitation}
> [Nhận việc này]
"""


async def test_the_office_of_the_district_takes_a_dossier_and_checks_it(web_shrimp: Walk) -> None:
    await web_shrimp.plays(DISTRICT + "# Lan\n" + HAND_IN)
    await web_shrimp.plays("< Đã nộp hồ sơ “Tôm khô” cho thành phố Cà Mau\n> /products\n< cán bộ huyện kiểm tra hồ sơ")
    # The commune hears of it, and has nothing to check.
    await web_shrimp.plays("# Cán bộ Định Bình\n< vừa nộp hồ sơ sản phẩm “Tôm khô”\n> /queue\n< Không có hồ sơ nào chờ")
    filed = await web_shrimp.application()
    told = await web_shrimp.forges("Cán bộ Định Bình", f"check:{filed.id}:{filed.revision}")
    assert "đã kiểm tra" not in told
    assert (await web_shrimp.application()).state == "filed"
    await web_shrimp.plays(
        """
        # Phòng Kinh tế
        < vừa nộp hồ sơ sản phẩm “Tôm khô”
        > /queue
        < Tôm khô
        > [Tôm khô]
        > [✔ Đã kiểm tra, đủ]
        > [✔ Vẫn ghi là đủ]
        > Có bản giấy ở phòng
        # Lan
        > /products
        < Tiếp theo: Hội đồng huyện đánh giá, chậm nhất thứ Năm 30/06/2022
        """
    )
    assert (await web_shrimp.application()).state == "checked"
    told = await web_shrimp.forges("Phòng Kinh tế", "duty:cm22-x-quota:once")
    assert "Chỉ tiêu của Thành phố Cà Mau: 12 sản phẩm mới, 2 nâng hạng" in told, "its own, and not the province's"


async def test_where_nobody_of_the_office_is_here_the_commune_checks_and_paper_is_asked_for(web_shrimp: Walk) -> None:
    await web_shrimp.plays("# Lan\n" + HAND_IN)
    await web_shrimp.plays("< cho thành phố Cà Mau, qua cán bộ xã\n< nộp thêm bản giấy ở thành phố")
    await web_shrimp.plays(
        """
        # Cán bộ Định Bình
        > /queue
        > [Tôm khô]
        > [✔ Đã kiểm tra, đủ]
        < Hồ sơ còn thiếu
        """
    )

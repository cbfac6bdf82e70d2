"""The wallet of papers as people meet it: kept once, for the right products, renewed, opened by those who may."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from support.people import TelegramPhone, WebPhone
from support.pictures import heic
from support.walks import CHANNELS, PDF, PRINT, VI, Walk, a_walk

from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Database, Row, Statement
from ocop_domain.applications import Application
from ocop_domain.evidence import Paper
from ocop_domain.text import fold


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice: only DOCX, and fast."""
    monkeypatch.setattr("bot.papers.maker.to_pdf", lambda docx: None)


@pytest.fixture(params=CHANNELS)
async def shrimp(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    """Lan, whose product "Tôm khô" the commune has accepted."""
    async with a_walk(request.param, tmp_path, migrated_sqlite, "shrimp") as walk:
        yield walk


@pytest.fixture
async def web_shrimp(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with a_walk("web", tmp_path, migrated_sqlite, "shrimp") as walk:
        yield walk


OPEN = "> /products\n> [{}]\n> [Hồ sơ, phương án]\n> [Giấy tờ chứng minh]\n"


async def _papers(walk: Walk) -> list[Paper]:
    return await walk.stage.assistant.store.papers_of((await walk.application()).owner)


async def _also_makes(walk: Walk, *names: str, again: str = "") -> list[Application]:
    """Lan has these products too, all accepted; `again`: her first one was checked, and takes part again, so called."""
    store, first = walk.stage.assistant.store, await walk.application()
    if again:
        await store.database.write([Statement("UPDATE application SET state = 'checked' WHERE id = ?", (first.id,))])
        names = (*names, again)
    for number, name in enumerate(names):
        answers = {**first.answers, "product_name": name}
        application = replace(first, id=f"more{number}", name=name, answers=answers, revision=0)
        columns = "id, producer_id, person_id, programme, area, name, name_folded, answers, form, form_version, state"
        columns += ", revision, sent_on, updated_on, product_id"
        values = (
            application.id,
            application.producer,
            application.owner,
            application.programme,
            application.area,
            name,
            fold(name),
        )
        values += (
            dump(dict(answers)),
            application.form,
            application.form_version,
            "accepted",
            1,
            "2022-02-16",
            "2022-02-16",
            first.product if name == again else f"pmore{number}",
        )
        if name != again:
            made = "INSERT INTO product (id, producer_id, person_id, name, created_on) VALUES (?, ?, ?, ?, ?)"
            values_of = (f"pmore{number}", first.producer, first.owner, name, "2022-02-16")
            await store.database.write([Statement(made, values_of)])
        marks = ", ".join("?" * len(values))
        await store.database.write([Statement(f"INSERT INTO application ({columns}) VALUES ({marks})", values)])
    return [first, *[p for i in range(len(names)) if (p := await store.application(f"more{i}"))]]


async def _text_of(walk: Walk, name: str = "Lan") -> str:
    return " ".join(text for text, _ in await walk.phone(name).seen())


async def _names(walk: Walk, name: str = "Lan") -> list[str]:
    """What the files in the last answers are called: on Telegram the document, on the web link and download."""
    phone = walk.phone(name)
    if isinstance(phone, TelegramPhone):
        new = [m.raw for m in phone.user.screen if m.from_bot and m.message_id not in phone._before]
        return [raw["document"]["file_name"] for raw in new if "document" in raw]
    assert isinstance(phone, WebPhone)
    shown = [f for m in await phone.news() for f in m.get("files", ())]
    for file in shown:
        answer = await phone.request("GET", f"/files/{file['id']}")
        assert f"filename*=UTF-8''{file['name']}" in answer.headers["content-disposition"]
    return [file["name"] for file in shown if file["type"] != "image/png"]


# Sent unasked


async def test_a_photo_sent_at_the_menu_is_kept_and_asked_about_and_an_album_is_one_paper(shrimp: Walk) -> None:
    await shrimp.plays("> menu")
    assert "Đã giữ tệp này" in await shrimp.uploads("Lan", "DCIM_0001.pdf", PDF)
    assert "Đây là giấy gì?" in await _text_of(shrimp)
    for number in (2, 3):
        told = await shrimp.uploads("Lan", f"DCIM_000{number}.pdf", PDF + b"%d" % number)
        assert f"Đã nhận {number} tệp của giấy này" in told
    assert VI("error.file_type") in await shrimp.uploads("Lan", "x.pdf", b"MZ\x90 program")
    await shrimp.plays(
        """
        * restart
        > [Phiếu kiểm nghiệm]
        < Số của giấy là gì?
        > KN-1
        > bỏ qua
        > bỏ qua
        > bỏ qua
        < Ảnh của giấy: 3 tệp
        > [Lưu giấy này]
        < Đã lưu. Phiếu kiểm nghiệm: Tôm khô
        > [Xem giấy này]
        < Chứng minh cho tiêu chí:
        """
    )
    (paper,) = await _papers(shrimp)
    assert (paper.name, len(paper.files), paper.products) == ("Tôm khô", 3, ((await shrimp.application()).product,))
    assert await _names(shrimp) == [f"phieu-kiem-nghiem-tom-kho-{n}.pdf" for n in (1, 2, 3)]


async def test_a_photo_of_an_iphone_is_a_paper_of_the_wallet_that_everybody_can_open(shrimp: Walk) -> None:
    await shrimp.plays("> menu")
    assert "Đã giữ tệp này" in await shrimp.uploads("Lan", "IMG_1234.HEIC", heic())
    await shrimp.plays(
        """
        > [Phiếu kiểm nghiệm]
        > KN-1
        > bỏ qua
        > bỏ qua
        > bỏ qua
        > [Lưu giấy này]
        > [Xem giấy này]
        """
    )
    (paper,) = await _papers(shrimp)
    assert len(paper.files) == 1
    assert set(await _names(shrimp)) <= {"phieu-kiem-nghiem-tom-kho.jpg"}, "a picture has no name where it is one"


async def test_a_file_that_is_there_already_is_recognised_and_one_left_half_way_is_found_again(shrimp: Walk) -> None:
    await shrimp.plays("> menu")
    await shrimp.uploads("Lan", "a.pdf", PDF)
    await shrimp.plays("> menu\n> /papers\n< Đang ghi dở 1 giấy\n> [Ghi tiếp giấy đang dở]\n> Giấy nhãn hiệu")
    await shrimp.plays("> bỏ qua\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> [Lưu giấy này]\n> menu")
    assert "Tệp này đã có sẵn trong Giấy nhãn hiệu: Tôm khô" in await shrimp.uploads("Lan", "tên khác.pdf", PDF)
    await shrimp.plays("> [Dùng cho một giấy khác]\n< Đây là giấy gì?\n> [Bản công bố chất lượng]")
    await shrimp.plays("> bỏ qua\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> [Lưu giấy này]\n< khác: Giấy nhãn hiệu: Tôm khô. Nếu")
    assert len({paper.files for paper in await _papers(shrimp)}) == 1
    # What waits for its name is not put into the next new paper.
    await shrimp.plays("> menu")
    await shrimp.uploads("Lan", "b.pdf", PDF + b"2")
    await shrimp.plays("> menu\n> /papers\n> [Ghi thêm giấy]\n> Câu chuyện sản phẩm\n> bỏ qua\n> bỏ qua\n> bỏ qua")
    await shrimp.plays("> bỏ qua\n< Ảnh của giấy\n<! Ảnh của giấy: 1 tệp\n> menu")
    stranger = await shrimp.rows("SELECT id FROM file")
    await shrimp.plays("# Khách\n* as in parts/consent.txt")
    assert VI("error.not_yours") in await shrimp.forges("Khách", f"keepfile:{stranger[0][0]}")


async def test_an_officer_who_sends_a_photo_is_not_made_a_producer(shrimp: Walk) -> None:
    await shrimp.plays("# Cán bộ Định Bình\n> menu")
    assert VI("unknown.files") in await shrimp.uploads("Cán bộ Định Bình", "a.pdf", PDF)


# For the right products


async def test_three_products_have_each_their_own_test_result(shrimp: Walk) -> None:
    """In the checklist, in the list of evidence and in the archive; what is of the business counts for all."""
    products = await _also_makes(shrimp, "Mắm cá linh", "Bánh phồng")
    for number, application in enumerate(products, 1):
        await shrimp.plays("> /papers\n> [Ghi thêm giấy]\n> [Phiếu kiểm nghiệm]\n< Giấy này cho sản phẩm nào?")
        await shrimp.plays(f"> [{application.name}]\n> KN-{number}\n> bỏ qua\n> bỏ qua\n> 10/{number}/2023")
        await shrimp.uploads("Lan", "x.pdf", PDF + b"%d" % number)
        await shrimp.plays("> [Xong, đủ trang]\n> [Lưu giấy này]")
    await shrimp.plays(
        """
        > /papers
        > [Ghi thêm giấy]
        > Giấy nhãn hiệu
        > [Nhiều sản phẩm]
        > [Bánh phồng]
        < Đã chọn: Bánh phồng
        > [Mắm cá linh]
        > [Xong]
        > NH-9
        > bỏ qua
        > bỏ qua
        > bỏ qua
        > bỏ qua
        > [Lưu giấy này]
        > [Ghi thêm giấy]
        > [Giấy đủ điều kiện sản xuất]
        < Giấy này cho sản phẩm hoặc cơ sở nào?
        > Xưởng Cây Trâm
        > ĐĐK-3
        > bỏ qua
        > bỏ qua
        > bỏ qua
        > <photo>
        > [Xong, đủ trang]
        > [Lưu giấy này]
        """
    )
    for number, application in enumerate(products, 1):
        told = await shrimp.forges("Lan", f"evidence:{application.id}")
        assert f"✔ Phiếu kiểm nghiệm (10/0{number}/2023)" in told, application.name
        assert "✔ Giấy đủ điều kiện sản xuất" in told
        assert ("✔ Giấy nhãn hiệu" in told) is (number > 1)
        await shrimp.forges("Lan", f"zip:{application.id}")
        (made,) = await shrimp.files("Lan")
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        assert [PDF + b"%d" % n in files.values() for n in (1, 2, 3)] == [n == number for n in (1, 2, 3)]


async def test_an_upgrade_under_another_id_has_the_papers_of_its_product(shrimp: Walk) -> None:
    first, *_ = await _also_makes(shrimp, "Mắm cá linh", again="Tôm sấy Đất Mũi")
    await shrimp.plays("> /papers\n> [Ghi thêm giấy]\n> [Phiếu kiểm nghiệm]\n> [Tôm sấy Đất Mũi]\n> KN-1\n> bỏ qua")
    await shrimp.plays("> bỏ qua\n> 10/1/2023\n> bỏ qua\n> [Lưu giấy này]")
    for application, there in ((first.id, True), ("more1", True), ("more0", False)):
        assert ("✔ Phiếu kiểm nghiệm" in await shrimp.forges("Lan", f"evidence:{application}")) is there


async def test_a_tap_on_what_is_missing_begins_that_paper_for_that_product(shrimp: Walk) -> None:
    await _also_makes(shrimp, "Mắm cá linh")
    await shrimp.plays(OPEN.format("Mắm cá linh") + "< Để đạt 3 sao\n> [Phiếu kiểm nghiệm]\n< Số của giấy là gì?")
    await shrimp.plays("> KN-5\n* restart\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> bỏ qua\n< Cho sản phẩm: Mắm cá linh")
    await shrimp.plays("> [Lưu giấy này]\n> [Giấy tờ chứng minh]\n< ✔ Phiếu kiểm nghiệm")
    (paper,) = await _papers(shrimp)
    assert (paper.name, paper.number, paper.products) == ("Mắm cá linh", "KN-5", ("pmore0",))


# Renewed, changed, dropped


async def test_a_renewal_is_one_tap_from_the_reminder_and_the_former_paper_stays(shrimp: Walk) -> None:
    await shrimp.forges("Lan", "nudges:on")
    await shrimp.plays(
        """
        > /papers
        > [Ghi thêm giấy]
        > [Phiếu kiểm nghiệm]
        > KN-1
        > Trung tâm Kiểm nghiệm
        > 10/1/2022
        > 15/4/2022
        """
    )
    await shrimp.uploads("Lan", "x.pdf", PDF)
    await shrimp.plays(
        """
        > [Xong, đủ trang]
        > [Lưu giấy này]
        * 30 days pass
        < [Đã gia hạn: gửi bản mới]
        > [Đã gia hạn: gửi bản mới]
        < Bản cũ vẫn được giữ
        > KN-2
        < Giấy được cấp ngày nào?
        > 10/3/2022
        > 10/3/2023
        """
    )
    await shrimp.uploads("Lan", "y.pdf", PDF + b"2")
    await shrimp.plays(
        """
        > [Xong, đủ trang]
        < Nơi cấp: Trung tâm Kiểm nghiệm
        > [Lưu giấy này]
        < Hết hạn thứ Sáu 10/03/2023
        > /papers
        < Còn dùng được
        <! Sắp hết hạn
        > [Phiếu kiểm nghiệm: Tôm khô]
        < Số: KN-2
        > [Giấy này trước đây]
        < Hết hạn thứ Sáu 15/04/2022
        """
    )
    (paper,) = await _papers(shrimp)
    await shrimp.forges("Lan", f"former:{paper.id}:1")
    assert await shrimp.files("Lan") == [PDF], "the former pages are there to be opened"
    await shrimp.plays("> /papers\n> [Phiếu kiểm nghiệm: Tôm khô]\n> [Bỏ giấy này]\n< Đã bỏ: Tôm khô")
    assert await _papers(shrimp) == []
    assert len(await shrimp.rows("SELECT id FROM paper_version")) == 2
    for _ in range(2):  # a second tap finds it there
        assert VI("paper.undropped") in await shrimp.forges("Lan", f"undrop:{paper.id}")
    assert await _papers(shrimp) == [replace(paper, revision=1)]
    await shrimp.plays("# Khách\n* as in parts/consent.txt")
    for door in (
        f"former:{paper.id}",
        f"undrop:{paper.id}",
        f"renew:{paper.id}",
        "gopaper:wallet.1",
        f"paper:{paper.id}",
    ):
        assert VI("paper.gone") in await shrimp.forges("Khách", door), door


async def test_what_was_typed_for_a_paper_that_was_dropped_meanwhile_is_kept(shrimp: Walk) -> None:
    await shrimp.plays("> /papers\n> [Ghi thêm giấy]\n> Giấy nhãn hiệu\n> NH-1\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> bỏ qua")
    await shrimp.plays("> [Lưu giấy này]\n> [Xem giấy này]\n> [Sửa]\n> sửa 3\n> NH-2")
    (paper,) = await _papers(shrimp)
    ((draft,),) = await shrimp.rows("SELECT id FROM draft")
    await shrimp.forges("Lan", f"droppaper:{paper.id}")
    await shrimp.stage.assistant.store.database.write(
        [
            Statement(
                "UPDATE address SET draft_id = ?, asked = (SELECT at FROM draft) WHERE person_id = ?",
                (draft, paper.owner),
            )
        ]
    )
    await shrimp.forges("Lan", "s:send")
    assert [p.number for p in await _papers(shrimp)] in ([], ["NH-2"])
    await shrimp.plays("> [Lưu giấy này]")
    assert [p.number for p in await _papers(shrimp)] == ["NH-2"]


# Opened by those who may


async def test_the_commune_opens_the_papers_of_a_filed_dossier_and_of_no_other(shrimp: Walk) -> None:
    await shrimp.plays("> menu")
    await shrimp.uploads("Lan", "bí mật <script>.pdf", PDF)
    await shrimp.plays("> [Phiếu kiểm nghiệm]\n> KN-1\n> bỏ qua\n> bỏ qua\n> bỏ qua\n> [Lưu giấy này]")
    application, (paper,) = await shrimp.application(), await _papers(shrimp)
    proof, officer = f"fpaper:{application.id}:1:{paper.id}", "Cán bộ Định Bình"
    assert VI("filing.none") in await shrimp.forges(officer, proof), "not before it is filed"
    assert await shrimp.files(officer) == []
    await shrimp.plays("# Lan\n> /products\n> [Tôm khô]\n> [Hồ sơ, phương án]\n> [Nộp hồ sơ]\n> [Nộp cho thành phố]")
    await shrimp.plays(
        """
        # Cán bộ Định Bình
        > [Xem hồ sơ]
        > [Xem giấy tờ kèm theo]
        < Phiếu kiểm nghiệm: Tôm khô
        > [Phiếu kiểm nghiệm: Tôm khô]
        < Số: KN-1
        """
    )
    assert await shrimp.files(officer) == [PDF]
    assert await _names(shrimp, officer) == ["phieu-kiem-nghiem-tom-kho.pdf"]
    assert VI("paper.gone") in await shrimp.forges(officer, f"paper:{paper.id}"), (
        "the wallet itself is not the officer's"
    )
    await shrimp.plays("# Khách\n* as in parts/consent.txt")
    assert VI("error.not_yours") in await shrimp.forges("Khách", proof)
    assert await shrimp.files("Khách") == []


async def test_what_is_made_is_called_after_what_it_is(shrimp: Walk) -> None:
    await shrimp.plays(PRINT + "> [Phiếu đăng ký ý tưởng sản phẩm]")
    assert await _names(shrimp) == ["bieu-01-tom-kho.docx"]
    await shrimp.plays("> [In giấy tờ]\n> [Tải cả bộ hồ sơ]")
    assert await _names(shrimp) == ["ho-so-tom-kho.zip"]


# The list of products


class Counted:
    """A database that counts what it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked: list[str] = []

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        self.asked.append(sql)
        return await self._database.fetch(sql, args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


async def test_eight_products_with_what_they_hold_take_at_most_ten_queries(web_shrimp: Walk) -> None:
    await _also_makes(web_shrimp, *(f"Mắm {name}" for name in ("ruốc", "nêm", "tép", "cua", "cá", "mực", "tôm")))
    await web_shrimp.plays(
        """
        > /papers
        > [Ghi thêm giấy]
        > [Loại khác…]
        > giấy công nhận sao
        > [Mắm ruốc]
        > [4 sao]
        > bỏ qua
        > bỏ qua
        > 10/1/2022
        > bỏ qua
        > bỏ qua
        > [Lưu giấy này]
        """
    )
    lan = (await web_shrimp.application()).owner
    store = web_shrimp.stage.assistant.store
    counted = Counted(store.database)
    store._db = cast(Database, counted)
    try:
        shown = await web_shrimp.forges("Lan", "mine")
    finally:
        store._db = store.database
    assert "Theo chủ thể ghi: 4 sao, đến hết thứ Sáu 10/01/2025" in shown
    assert "8. " in shown
    assert len(await store.products_of(lan)) == 8
    own = [sql for sql in counted.asked if "web_message" not in sql and " inbox " not in sql]
    assert len(own) <= 10, "\n".join(own)

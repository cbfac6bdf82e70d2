"""A dossier with everything in it, and the papers that it makes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.text.paragraph import Paragraph

from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import FILING, IDEA
from bot.papers.dossier.model import Dossier
from bot.papers.dossier.papers import PAPERS
from bot.texts import Translator
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.evidence import Paper
from ocop_domain.programme_changes import as_of
from ocop_domain.programme_files import load_programme
from support.forms import AREAS, TEXTS

NOW, OLD = load_programme("vietnam-2027"), load_programme("camau-2022")

LAW = load_criteria("26-2026")

DRIED = LAW.set("s08")

COMMUNE = next(
    a for a in AREAS.search("Xã Đất Mũi, Cà Mau", date(2026, 11, 23), level="commune") if a.name == "Xã Đất Mũi"
)

BEFORE = next(a for a in AREAS.search("Định Bình, Cà Mau", date(2022, 2, 15), level="commune") if a.bare == "Định Bình")

ANSWERS: dict[str, Any] = {
    "producer_name": "Hợp tác xã Tân Phát Lợi & Bạn",
    "legal_form": "cooperative",
    "registered": True,
    "registration_number": "2001234567",
    "registration_date": "2019-03-05",
    "representative": "Người đại diện thử",
    "position": "Giám đốc",
    "phone": "+84912345678",
    "email": "lienhe@example.vn",
    "area": COMMUNE.code,
    "address": "Số 36, Xóm Lung",
    "product_name": "Bánh phồng tôm Đất Mũi",
    "product_set": "s08",
    "registration_kind": "first",
    "description": "Bánh từ tôm đất, độ ẩm < 12%.\nKhông {{ hàn the }}; giòn & thơm.",
    "packaging": "Túi hút chân không 500 g",
    "brand": "Đất Mũi Xanh",
    "quality": "TCCS 01:2025/TPL",
    "material_origin": "commune",
    "material_share": 85,
    "material_source": "Vuông tôm ở ấp Mũi",
    "local_labour": 1200,
    "idea_source": "tradition",
    "identity": "Nghề của người Đất Mũi, ỷ ẽ ỡ ượ",
    "market": "province",
    "customers": "Du khách, siêu thị",
    "difference": "Nhiều tôm hơn",
    "volume": {"amount": "1500", "unit": "kg/năm"},
    "price": {"dong": 150000, "per": "kg"},
    "story": "Ngày xưa…",
    "novelty": "Lần đầu có ở xã",
    "samples": 5,
    "photos": ["a" * 32, "b" * 32],
}

PLAN: dict[str, dict[str, Any]] = {
    "target": {"plan_target_star": "4", "plan_target_year": 2027, "plan_target_goal": "Vào siêu thị"},
    "environment": {"plan_environment_wrapping": False},
    "investment": {"plan_investment_total": {"dong": 150_000_000, "per": ""}},
    "finance": {
        "plan_finance_revenue_1": {"dong": 900_000_000, "per": ""},
        "plan_finance_cost_1": {"dong": 1_000_000_000, "per": ""},
    },
    "organisation": {"plan_organisation_books": "ledger"},
}

WALLET = (
    Paper("1", 1, "quality_system", "HACCP", "H-1", date(2026, 1, 2), date(2029, 1, 2)),
    Paper("2", 1, "test_result", "Phiếu kiểm nghiệm vi sinh", "KN-01/2026", date(2026, 3, 4), date(2027, 3, 4)),
    Paper("3", 1, "facility", "Giấy chứng nhận đủ điều kiện an toàn thực phẩm", "12/ATTP"),
    Paper("4", 1, "other", "Bằng khen hội chợ"),
)


@cache
def vietnamese() -> Translator:
    """The catalogue; where it has no texts of the plan yet, made-up ones."""
    own = TEXTS["vi"]
    made_up: dict[str, str] = {}
    for form in PLAN_FORMS.values():
        for question in form.questions:
            made_up[f"q.{question.id}.label"] = f"Nhãn {question.id}"
            ids = getattr(question.kind, "ids", ())
            made_up |= {} if callable(ids) else {f"q.{question.id}.option.{i}": f"Chọn {i}" for i in ids}
    made_up |= {f"q.plan_market_area.option.{i}": i for i in ("commune", "district", "province", "country", "export")}
    return Translator(own.language, own.locale, {**made_up, **own.texts})


def all_points(criteria: CriteriaSet) -> dict[str, int | None]:
    return {item.code: item.points[-1] for item in criteria.items}


def a_dossier(**changes: Any) -> Dossier:
    """A dossier of 26/2026 with everything in it; `old`: of the programme of 2022; `answers_`: other answers."""
    old = changes.pop("old", False)
    answers = {**ANSWERS, **({"area": BEFORE.code, "product_set": "s09"} if old else {}), **changes.pop("said", {})}
    answers = {name: value for name, value in answers.items() if value is not None}
    form = IDEA if old else FILING
    day = date(2022, 2, 15) if old else date(2026, 11, 23)
    application = Application(
        id="p1",
        programme="camau-2022" if old else "vietnam-2027",
        producer="o1",
        owner=1,
        area=answers.get("area", ""),
        name=str(answers.get("product_name", "")),
        answers=answers,
        form=form.id,
        form_version=form.version,
        state=ApplicationState.SENT,
        revision=1,
        sent_on=day,
        updated_on=day,
    )
    known: dict[str, Any] = {
        "application": application,
        "programme": OLD if old else NOW,
        "areas": AREAS,
        "t": vietnamese(),
        "day": day,
        "plan": PLAN,
        "criteria": DRIED,
        "answers": all_points(DRIED),
        "papers": WALLET,
    }
    return Dossier(**{**known, **changes})


def empty(*, old: bool = False) -> Dossier:
    return a_dossier(old=old, said=dict.fromkeys(ANSWERS), plan={}, criteria=None, answers={}, papers=())


def case(paper_id: str, name: str) -> Dossier:
    paper = PAPERS[paper_id]
    if paper.first:  # under a later law, in a plan that still asks for ideas
        dossier = case("bieu-01", name)
        return replace(dossier, programme=as_of(OLD, date(2023, 3, 7)))
    old = OLD.product_sets_id in paper.decisions
    return a_dossier(old=old) if name == "full" else empty(old=old)


def opened(docx: bytes) -> Doc:
    return Document(io.BytesIO(docx))


def lines(docx: bytes) -> list[str]:
    """Every paragraph in the order of the page, those in tables too."""
    doc = opened(docx)
    found: list[str] = []
    for block in doc.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [p.text for row in block.rows for cell in row.cells for p in cell.paragraphs]
    return found

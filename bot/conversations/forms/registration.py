"""Registering a product: an idea (Biểu 01 of Decision 1048) or a filing (Mẫu 01 of Decision 26/2026).

Both ask from the same questions; each form names those it needs. `source` is the field of the official form.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Answers, Context, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind, Farthest, LegalFormKind, Papered
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.places import AreaKind, Street
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import (
    Day,
    Email,
    Integer,
    Money,
    PaperNumber,
    Percent,
    PersonName,
    PhoneKind,
    Position,
    Quantity,
    Text,
)
from ocop_domain.eligibility import RECOGNISED, UNREGISTERED_FORMS
from ocop_domain.programmes import Programme


def _legal_forms(context: Context) -> tuple[str, ...]:
    return (*context.programme.legal_forms, *context.programme.tourism_legal_forms)


def _markets(context: Context) -> tuple[str, ...]:
    return (*context.programme.levels, "country", "export")


def _needs_registration(answers: Answers, programme: Programme) -> bool:
    return answers.get("legal_form") not in UNREGISTERED_FORMS


def _is_registered(answers: Answers, programme: Programme) -> bool:
    return _needs_registration(answers, programme) and answers.get("registered") is True


def _was_recognised(answers: Answers, programme: Programme) -> bool:
    return answers.get("registration_kind") in RECOGNISED


def _stars(context: Context) -> tuple[str, ...]:
    """The stars that a product may hold; one or two only where the programme takes such products again."""
    low = context.programme.rules.low_stars
    return (*(str(star) for star in (low.stars if low else ())), "3", "4", "5")


def _has_certificate(answers: Answers, programme: Programme) -> bool:
    return _was_recognised(answers, programme) and answers.get("current_star") not in {"1", "2"}


def _is_goods(answers: Answers, programme: Programme) -> bool:
    chosen = programme.product_sets.find(answers.get("product_set") or "")
    return chosen is None or not chosen.tourism


def _of_tourism(answers: Answers, programme: Programme) -> str:
    """A service has guests, not goods and buyers."""
    return "" if _is_goods(answers, programme) else "tourism"


_IDEA_SOURCES = ("tradition", "village_craft", "own", "learned", "research", "other")
_ORIGINS = ("commune", "province", "country", "imported_traceable", "imported", "untraceable")

QUESTIONS: dict[str, Question] = {
    q.id: q
    for q in (
        Question(
            "producer_name",
            Text(3, 150, letter=True),
            section="producer",
            source="Biểu 01; Mẫu 01 ten_don_vi",
            along=("phone",),
        ),
        Question(
            "legal_form",
            LegalFormKind(_legal_forms),
            section="producer",
            source="Mẫu 02 loai_hinh",
            along=("registration_number", "registered"),
        ),
        Question(
            "registered",
            Papered(),
            applies=_needs_registration,
            section="producer",
            source="Mẫu 02 tick_dkkd",
        ),
        Question("area", AreaKind(), section="producer", source="Biểu 01 chu_the; Mẫu 01 dia_chi", along=("address",)),
        Question("address", Street(2, 200), section="producer", source="Biểu 01 chu_the; Mẫu 01 dia_chi"),
        Question(
            "representative",
            PersonName(3, 80),
            section="producer",
            source="Mẫu 01 dai_dien",
            along=("phone", "position"),
        ),
        Question("position", Position(2, 60), required=False, section="producer", source="Mẫu 01 chuc_vu", later=True),
        Question("phone", PhoneKind(), section="producer", source="Biểu 01 chu_the; Mẫu 01 dien_thoai"),
        Question(
            "registration_number",
            PaperNumber(3, 40),
            applies=_is_registered,
            section="producer",
            source="Mẫu 02 ngay_dkkd",
            along=("registration_date",),
        ),
        Question(
            "registration_date",
            Day(),
            required=False,
            applies=_is_registered,
            section="producer",
            source="Mẫu 02 ngay_dkkd",
            later=True,
        ),
        Question(
            "email", Email(), required=False, section="producer", source="Biểu 01 chu_the; Mẫu 01 email", later=True
        ),
        Question(
            "product_name",
            Text(2, 120, letter=True),
            section="product",
            source="Biểu 01, 1; Mẫu 01 ten_san_pham",
            along=("price",),
        ),
        Question("product_set", ProductSetKind(), section="product", source="Mẫu 01 nhom"),
        Question(
            "registration_kind",
            ChoiceKind(("first", "upgrade", "reevaluation")),
            section="product",
            source="Mẫu 01 lan_dang_ky",
        ),
        Question(
            "current_star",
            ChoiceKind(_stars),
            applies=_was_recognised,
            section="product",
            source="QĐ 26/2026 Điều 6: hồ sơ nâng hạng, đánh giá lại",
        ),
        Question(
            "certificate_date",
            Day(),
            required=False,
            applies=_has_certificate,
            section="product",
            source="QĐ 26/2026 Điều 4.3: hạn 36 tháng",
        ),
        Question(
            "description",
            Text(10, 1500, lines=True),
            section="product",
            source="Biểu 01, 2a; Mẫu 02 mo_ta_sp",
            manner=_of_tourism,
        ),
        Question(
            "packaging",
            Text(3, 500, lines=True),
            applies=_is_goods,
            section="product",
            source="Biểu 01, 2b; Mẫu 02 mo_ta_sp",
        ),
        Question(
            "brand",
            Text(2, 150),
            required=False,
            later=True,
            section="product",
            source="Biểu 01, 2c",
            manner=_of_tourism,
        ),
        Question("quality", Text(3, 500, lines=True), section="product", source="Biểu 01, 2d", manner=_of_tourism),
        Question(
            "material_origin",
            ChoiceKind(_ORIGINS),
            applies=_is_goods,
            along=("local_labour", "material_share"),
            section="material",
            source="Mẫu 03, 1; QĐ 26/2026 Phụ lục II mục 1.1",
        ),
        Question(
            "material_share",
            Percent(),
            applies=_is_goods,
            section="material",
            source="Mẫu 03, 1; Phụ lục II mục 1.1",
        ),
        Question(
            "material_source",
            Text(3, 500, lines=True),
            required=False,
            later=True,
            applies=_is_goods,
            section="material",
            source="Mẫu 03, 1; Mẫu 02 phần II",
        ),
        Question("local_labour", Integer(0, 5000), section="material", source="Mẫu 03, 2"),
        Question("idea_source", ChoiceKind(_IDEA_SOURCES), section="material", source="Mẫu 03, 3"),
        Question(
            "identity",
            Text(3, 800, lines=True),
            required=False,
            later=True,
            section="material",
            source="Mẫu 03, 4: bản sắc, trí tuệ",
            manner=_of_tourism,
        ),
        Question("market", Farthest(_markets), section="market", source="Biểu 01, 2đ", manner=_of_tourism),
        Question("customers", Text(3, 500, lines=True), section="market", source="Biểu 01, 2đ", manner=_of_tourism),
        Question("difference", Text(3, 800, lines=True), section="market", source="Biểu 01, 2e", manner=_of_tourism),
        Question(
            "volume",
            Quantity(),
            section="market",
            source="Biểu 01, 2g; Mẫu 02 phần II",
            along=("price",),
            manner=_of_tourism,
        ),
        Question("price", Money(), section="market", source="Biểu 01, 2h", manner=_of_tourism),
        Question(
            "story",
            Text(5, 3000, lines=True),
            required=False,
            later=True,
            section="story",
            source="Biểu 01, 2i; tiêu chí 5",
            manner=_of_tourism,
        ),
        Question(
            "novelty",
            Text(3, 800, lines=True),
            required=False,
            later=True,
            section="story",
            source="Biểu 01, 3",
            manner=_of_tourism,
        ),
        Question(
            "samples",
            Integer(0, 100),
            required=False,
            later=True,
            applies=_is_goods,
            section="story",
            source="Mẫu 01 so_mau",
        ),
        Question(
            "photos",
            Photos(),
            required=False,
            later=True,
            section="story",
            source="Biểu 01; Mẫu 02 mo_ta_sp",
            manner=_of_tourism,
        ),
    )
}

_ONLY_FILING = {"position", "identity", "samples"}
_ONLY_IDEA = {"brand", "difference", "novelty"}

PRODUCER_QUESTIONS = tuple(q.id for q in QUESTIONS.values() if q.section == "producer")
"""Answers about the producer: kept, and not asked again for the next product."""


def _of_idea(question: Question) -> Question:
    """Biểu 01 does not ask who represents a producer, but the plans' lists print it: whoever wants to, says it."""
    if question.id != "representative":
        return question
    return replace(question, required=False, later=True, along=("phone",))


IDEA = Form("idea", 1, tuple(_of_idea(q) for q in QUESTIONS.values() if q.id not in _ONLY_FILING))
FILING = Form("filing", 1, tuple(q for q in QUESTIONS.values() if q.id not in _ONLY_IDEA))

"""The 62 products of Cà Mau 2022 as 40 producers, and what each of them will answer.

Facts of the list: product, producer, address, district, legal form, classification. The other answers are made up,
the same ones every time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

LIST = Path(__file__).parent.parent / "data" / "products_camau_2022.csv"
ON = date(2022, 2, 15)

FORMS = {
    "Hợp tác xã": "cooperative",
    "Tổ hợp tác": "cooperative_group",
    "Công ty": "company",
    "Hộ kinh doanh": "household",
    "CSSX": "household",  # "cơ sở sản xuất" is no legal form of its own; the list has it once
}
PRINTED = {
    # As the list prints it → as Decision 1048 has it (plans/README.md, 9 and 10).
    "Chế biến thịt, trứng, sữa": "Chế biến từ thịt, trứng, sữa",
    "Thủ công mỹ nghệ, gia dụng": "Thủ công mỹ nghệ gia dụng",
    "": "Chế biến từ thịt, trứng, sữa",  # yến sào tinh chế: the list leaves it open
}


@dataclass(frozen=True)
class Part:
    """One product to register: the row of the list, and the answer to each question."""

    row: Mapping[str, str]
    answers: Mapping[str, Any]


def producers() -> list[list[Part]]:
    """The parts of each producer, in the order of the list."""
    with LIST.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    by_producer: dict[tuple[str, str], list[Part]] = {}
    for number, row in enumerate(rows):
        parts = by_producer.setdefault((row["district"], row["subject"]), [])
        first = parts[0].answers if parts else None
        parts.append(Part(row, _answers(row, number, first)))
    return list(by_producer.values())


def _answers(row: Mapping[str, str], number: int, first: Mapping[str, Any] | None) -> dict[str, Any]:
    random = Random(row["id"])
    form = FORMS[row["legal_form"]]
    who = first or {
        "producer_name": row["subject"],
        "representative": None,
        "legal_form": form,
        "registered": True,
        "registration_number": f"61{number:04d}{random.randrange(1000):03d}",
        "registration_date": date(2015 + number % 7, 1 + number % 12, 1 + number % 28).isoformat(),
        "phone": f"+8491{2000000 + number * 7919 % 7000000}",
        "email": None if number % 3 else f"lienhe{number}@example.vn",
        "area": _commune(row),
        "address": row["address"],
    }
    printed = row["subgroup"] or (row["group"] if row["group"] in PRINTED else "")
    sets = load_programme("camau-2022").product_sets.sets
    chosen = next(s for s in sets if s.name == PRINTED.get(printed, printed))
    what = {
        "product_name": row["product"],
        "product_set": chosen.id,
        "registration_kind": "first",
        "description": f"{row['product']} làm theo cách quen thuộc của địa phương, ít muối, không chất bảo quản.",
        "packaging": random.choice(["Túi hút chân không 500 g", "Hộp giấy 250 g", "Hũ thủy tinh 300 ml"]),
        "brand": None if number % 2 else f"Nhãn hiệu {row['product']}",
        "quality": "Đạt 3 sao; kiểm nghiệm theo tiêu chuẩn cơ sở",
        "material_origin": random.choice(["commune", "province"]),
        "material_share": random.choice([60, 75, 80, 100]),
        "material_source": None if number % 4 else "Mua của 12 hộ nuôi trong ấp, có sổ ghi",
        "local_labour": random.randrange(3, 40),
        "idea_source": random.choice(["tradition", "village_craft", "own", "learned"]),
        "market": random.choice(["district", "province", "country"]),
        "customers": "Khách du lịch, quán ăn và người làm việc xa nhà",
        "difference": "Làm từ nguyên liệu trong ngày, giữ vị tự nhiên",
        "volume": {"amount": str(random.choice([500, 1200, 3500])), "unit": "kg"},
        "price": {"dong": random.choice([85_000, 150_000, 1_250_000]), "per": "kg"},
        "story": None if number % 3 else "Nghề của xóm từ ba đời nay, học từ bà ngoại.",
        "novelty": None if number % 2 else "Đóng gói nhỏ, ăn liền",
        "photos": number % 5 == 0,
    }
    return {**who, **what}


def _commune(row: Mapping[str, str]) -> str:
    """The code of the commune that the address names last: kind and name, inside the district of the row."""
    areas = load_areas()
    province = areas.search("Cà Mau", ON, level="province", limit=1)[0]
    district = areas.search(row["district"], ON, within=province.code, level="district", limit=1)[0]
    named = re.findall(r"(?i)(?:xã|phường|thị trấn)\s+[^,]+", row["address"])
    assert named, row["address"]
    found = areas.search(named[-1].split(" huyện ")[0], ON, within=district.code, level="commune", limit=1)
    return found[0].code

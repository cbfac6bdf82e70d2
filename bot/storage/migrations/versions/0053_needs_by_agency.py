"""Who is to help with a need is kept by the id of the agency; what plans name otherwise keeps its name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"

_IDS = {
    "Liên minh Hợp tác xã tỉnh": "lien-minh-htx",
    "Ngân hàng Nhà nước chi nhánh tỉnh": "nhnn",
    "Phòng Kinh tế và Hạ tầng": "phong-kt-ht",
    "Phòng Tài chính - Kế hoạch": "phong-tckh",
    "Phòng Tài nguyên và Môi trường": "phong-tnmt",
    "Phòng Văn hóa và Thông tin": "phong-vhtt",
    "Sở Công Thương": "so-cong-thuong",
    "Sở Du lịch": "so-du-lich",
    "Sở Giao thông vận tải": "so-gtvt",
    "Sở Khoa học và Công nghệ": "so-kh-cn",
    "Sở Lao động - Thương binh và Xã hội": "so-ldtbxh",
    "Sở Thông tin và Truyền thông": "so-tt-tt",
    "Sở Tài nguyên và Môi trường": "so-tn-mt",
    "Sở Văn hóa - Thể thao": "so-vhtt",
    "Sở Văn hóa, Thể thao và Du lịch": "so-vhttdl",
    "Sở Y tế": "so-y-te",
    "Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp": "ipec",
}


def upgrade() -> None:
    for name, id_ in _IDS.items():
        for table in ("inquiry", "inquiry_pass"):
            op.get_bind().execute(
                sa.text(f"UPDATE {table} SET agency = :id WHERE agency = :name"), {"id": id_, "name": name}
            )

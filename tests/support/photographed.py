"""Papers as a phone takes them, drawn at 200 dpi and a little tilted; and as a scanner does."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont

import bot.papers

REGISTRATION = (
    "ỦY BAN NHÂN DÂN HUYỆN NGỌC HIỂN",
    "PHÒNG TÀI CHÍNH - KẾ HOẠCH",
    "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH",
    "Số: 61G8001234",
    "Đăng ký lần đầu, ngày 15 tháng 3 năm 2021",
    "1. Tên hộ kinh doanh: CƠ SỞ TÔM KHÔ RẠCH TÀU",
    "2. Địa điểm kinh doanh: Ấp Rạch Tàu, Xã Đất Mũi, Huyện Ngọc Hiển,",
    "Tỉnh Cà Mau",
    "Điện thoại: 0912345678",
)
TEST_RESULT = (
    "SỞ Y TẾ TỈNH CÀ MAU",
    "TRUNG TÂM KIỂM NGHIỆM",
    "PHIẾU KẾT QUẢ KIỂM NGHIỆM",
    "Số: 128/2021/KQKN",
    "Ngày trả kết quả: 20/09/2021",
)


def photo_of(lines: tuple[str, ...]) -> bytes:
    """A page with these lines, as a JPEG."""
    font = ImageFont.truetype(str(Path(bot.papers.__path__[0], "fonts", "LiberationSerif-Regular.ttf")), 38)
    page = Image.new("RGB", (1654, 200 + 70 * len(lines)), "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((120, 100 + 70 * number), line, "black", font=font)
    out = io.BytesIO()
    page.rotate(0.7, fillcolor="white").save(out, "JPEG", quality=60)
    return out.getvalue()


def scan_of(lines: tuple[str, ...]) -> bytes:
    """The same as a PDF whose page is turned when it is shown."""
    with Image.open(io.BytesIO(photo_of(lines))) as page:
        lying = page.rotate(90, expand=True)
    made, turned = io.BytesIO(), io.BytesIO()
    lying.save(made, "PDF", resolution=200)
    with pikepdf.open(made) as pdf:
        pdf.pages[0].obj["/Rotate"] = 90
        pdf.save(turned)
    return turned.getvalue()

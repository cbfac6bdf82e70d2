"""Papers as a program reads them off a photo: what is sure is taken, the rest is left out."""

from __future__ import annotations

from datetime import date

from support.each import each

from ocop_domain.reading.papers import PaperText, read_paper

HOUSEHOLD = """
ỦY BAN NHÂN DÂN HUYỆN ĐẦM DƠI   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG TÀI CHÍNH - KẾ HOẠCH      Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH
Số: 61C8004455
Đăng ký lần đầu, ngày 03 tháng 7 năm 2019
Đăng ký thay đổi lần thứ 1, ngày 20 tháng 8 năm 2022
1. Tên hộ kinh doanh (ghi bằng chữ in hoa): CƠ SỞ BA KHÍA SÔNG ĐẦM
2. Địa điểm kinh doanh: Số 12, Ấp Tân Phú, Xã Tân Duyệt, Huyện Đầm Dơi, Tỉnh Cà Mau
Điện thoại: 0912345678 Fax:
"""
WITHOUT_MARKS = """
GIAY CHUNG NHAN DANG KY HO KINH DOANH
So: 6IC8OO4455
Dang ky lan dau, ngay O3 thang 7 nam 2O19
1. Ten ho kinh doanh: CO SO BA KHIA SONG DAM
2. Dia diem kinh doanh: Ap Tan Phu, Xa Tan Duyet, Huyen Dam Doi,
Tinh Ca Mau
3. Nganh, nghe kinh doanh: che bien thuy san
"""
COMPANY = """
SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH GIA LAI
PHÒNG ĐĂNG KÝ KINH DOANH
GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP
CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN
Mã số doanh nghiệp: 5901234567
Đăng ký lần đầu: ngày 12 tháng 05 năm 2018
1. Tên công ty
Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH MỘT THÀNH VIÊN
CÀ PHÊ ĐỒI GIÓ
Tên công ty viết bằng tiếng nước ngoài: WINDY HILL COFFEE COMPANY LIMITED
Tên công ty viết tắt:
2. Địa chỉ trụ sở chính:
Thôn 4, Xã Tân Bình, Huyện Đak Đoa, Tỉnh Gia Lai, Việt Nam
Điện thoại: 0912345678
"""
COOPERATIVE = """
GIẤY CHỨNG NHẬN ĐĂNG KÝ HỢP TÁC XÃ
Số: 491207000012
Đăng ký lần đầu, ngày 9/10/2020
1. Tên hợp tác xã viết bằng tiếng Việt: HỢP TÁC XÃ XOÀI SUỐI ĐÁ
2. Địa chỉ trụ sở chính: Thôn Tân Xương, Xã Suối Cát, Huyện Cam Lâm, Tỉnh Khánh Hòa
"""
BRANCH = """
GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH
Mã số hộ kinh doanh: 8012345678-001
Đăng ký lần đầu, ngày 31 tháng 02 năm 2024
Tên hộ kinh doanh: |~ CO' S@ <
"""


@each(
    ("text", "read"),
    [
        (
            HOUSEHOLD,
            PaperText(
                "registration",
                number="61C8004455",
                issuer="PHÒNG TÀI CHÍNH - KẾ HOẠCH",
                issued=date(2019, 7, 3),
                name="CƠ SỞ BA KHÍA SÔNG ĐẦM",
                address="Số 12, Ấp Tân Phú, Xã Tân Duyệt, Huyện Đầm Dơi, Tỉnh Cà Mau",
                legal_form="hộ kinh doanh",
            ),
        ),
        (
            WITHOUT_MARKS,
            PaperText(
                "registration",
                number="61C8004455",
                issued=date(2019, 7, 3),
                name="CO SO BA KHIA SONG DAM",
                address="Ap Tan Phu, Xa Tan Duyet, Huyen Dam Doi, Tinh Ca Mau",
                legal_form="hộ kinh doanh",
            ),
        ),
        (
            COMPANY,
            PaperText(
                "registration",
                number="5901234567",
                issuer="PHÒNG ĐĂNG KÝ KINH DOANH",
                issued=date(2018, 5, 12),
                name="CÔNG TY TNHH MỘT THÀNH VIÊN CÀ PHÊ ĐỒI GIÓ",
                address="Thôn 4, Xã Tân Bình, Huyện Đak Đoa, Tỉnh Gia Lai, Việt Nam",
                legal_form="công ty TNHH",
            ),
        ),
        (
            COOPERATIVE,
            PaperText(
                "registration",
                number="491207000012",
                issued=date(2020, 10, 9),
                name="HỢP TÁC XÃ XOÀI SUỐI ĐÁ",
                address="Thôn Tân Xương, Xã Suối Cát, Huyện Cam Lâm, Tỉnh Khánh Hòa",
                legal_form="hợp tác xã",
            ),
        ),
        (BRANCH, PaperText("registration", number="8012345678-001", legal_form="hộ kinh doanh")),
    ],
)
def test_a_registration_is_read(text: str, read: PaperText) -> None:
    """No day of the calendar and a name full of specks are left out."""
    assert read_paper(text.splitlines()) == read


@each(
    ("text", "read"),
    [
        (
            "CHI CỤC QUẢN LÝ CHẤT LƯỢNG NÔNG LÂM SẢN\nGIẤY CHỨNG NHẬN\n"
            "CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM\nSố cấp: 045/2023/NNPTNT-CM\n"
            "Có hiệu lực đến ngày 14 tháng 6 năm 2026\nCà Mau, ngày 14 tháng 6 năm 2023",
            PaperText(
                "facility",
                number="045/2023/NNPTNT-CM",
                issuer="CHI CỤC QUẢN LÝ CHẤT LƯỢNG NÔNG LÂM SẢN",
                issued=date(2023, 6, 14),
                expires=date(2026, 6, 14),
            ),
        ),
        (
            "TRUNG TÂM KIỂM NGHIỆM\nPHIẾU KẾT QUẢ THỬ NGHIỆM\n"
            "Số: KN 12 / 2024\nMã số mẫu: 77\nNgày nhận mẫu: 01/03/2024\n"
            "Ngày trả kết quả: 08/03/2024",
            PaperText("test_result", issuer="TRUNG TÂM KIỂM NGHIỆM", issued=date(2024, 3, 8)),
        ),
        (
            "BẢN TỰ CÔNG BỐ SẢN PHẨM\nSố: 01/RẠCHTÀU/2022\nKhóm 2, ngày 5 tháng 1 năm 2022",
            PaperText("declaration", number="01/RẠCHTÀU/2022", issued=date(2022, 1, 5)),
        ),
        (
            "CỤC SỞ HỮU TRÍ TUỆ\nGIẤY CHỨNG NHẬN ĐĂNG KÝ NHÃN HIỆU\nSố: 412345\n"
            "Cấp theo Quyết định số: 88/QĐ-SHTT, ngày: 02/02/2022",
            PaperText("trademark", number="412345", issuer="CỤC SỞ HỮU TRÍ TUỆ"),
        ),
        (
            "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG MÃ SỐ, MÃ VẠCH\nSố: 11223\nNgày cấp: 3.4.2023\nCó giá trị đến: 3.4.2026",
            PaperText("barcode", number="11223", issued=date(2023, 4, 3), expires=date(2026, 4, 3)),
        ),
        (
            "GIẤY CHỨNG NHẬN\nSẢN PHẨM OCOP ĐẠT 4 SAO\nSố: 15/GCN-UBND\nNgày cấp: 20/12/2023 Ngày hết hạn: 20/12/2026",
            PaperText("recognition", number="15/GCN-UBND", issued=date(2023, 12, 20), expires=date(2026, 12, 20)),
        ),
        (
            "CHỨNG NHẬN HỆ THỐNG HACCP\nNo: HC-778\nHiệu lực từ ngày 01/02/2023 đến ngày 31/01/2026",
            PaperText("quality_system", number="HC-778", expires=date(2026, 1, 31)),
        ),
        ("Tôm khô nhà làm\nSố lượng: 500 hộp", None),
        ("", None),
    ],
)
def test_a_certificate_is_read(text: str, read: PaperText | None) -> None:
    """Two words may not be one number, a day of a decision is not that of the paper."""
    assert read_paper(text.splitlines()) == read

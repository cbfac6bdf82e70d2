"""The score card: everything said, nothing cut off or covered, in letters that are there."""

from __future__ import annotations

import io
import struct
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product as every
from pathlib import Path
from typing import Any

from PIL import Image, ImageFont
from support.each import each
from support.places import ROOT

from bot.papers.pictures.card_style import GOLD, LEAF, RED, Kind
from bot.papers.pictures.drawing import Box, Canvas, Cross, Font, Panel, Star, Words, drawable, wrapped
from bot.papers.pictures.score_card import card_page, score_card
from bot.texts import Texts
from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score, score

DAY = date(2026, 11, 22)
TEXTS = Texts()
LAW = load_criteria("26-2026")
PRAWN = LAW.set("s08")
TOURISM = LAW.set("s26")
SETS = [(decision, set_id) for decision in all_criteria() for set_id in load_criteria(decision).set_ids]
FONTS = sorted((ROOT / "bot" / "papers" / "fonts").glob("*.ttf"))
LONG_NAME = "Điểm du lịch sinh thái cộng đồng rừng ngập mặn Mũi Cà Mau và làng nghề bánh phồng tôm Năm Căn"
LONG_PRODUCER = "Công ty trách nhiệm hữu hạn Một thành viên Chế biến Thủy sản và Xuất nhập khẩu Ngọc Hiển – Rạch Gốc"


def answers(criteria: CriteriaSet, share: float) -> dict[str, int]:
    """Every item answered, at this share of its levels."""
    return {i.code: i.points[min(int(share * len(i.points)), len(i.points) - 1)] for i in criteria.items}


def four_stars(criteria: CriteriaSet) -> dict[str, int]:
    """Enough for four stars, not for five."""
    best, least = answers(criteria, 1), criteria.required[4]
    return {
        code: max(least.get(code, 0), points - 1) if n < 12 else points for n, (code, points) in enumerate(best.items())
    }


def laid(
    criteria: CriteriaSet,
    result: Score,
    *,
    product: str = "Bánh phồng tôm",
    producer: str = "Hợp tác xã Tân Phát Lợi",
    language: str = "vi",
    kind: Kind = "self",
) -> Canvas:
    return card_page(criteria, result, product=product, producer=producer, day=DAY, t=TEXTS[language], kind=kind)


def card(criteria: CriteriaSet, result: Score, kind: Kind = "self") -> bytes:
    t = TEXTS["vi"]
    return score_card(criteria, result, product="Bánh phồng tôm", producer="Tân Phát", day=DAY, t=t, kind=kind)


def said(page: Canvas) -> str:
    return " ".join(page.texts)


def red(png: bytes) -> int:
    """How many pixels are red."""
    colours: Any = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 16)
    return sum(n for n, (r, g, b) in colours if r > 150 and g < 70 and b < 70)


# What it says


def test_a_full_score_says_points_stars_parts_day_decision_and_who_decides() -> None:
    given = four_stars(PRAWN)
    result = score(PRAWN, given)
    page = laid(PRAWN, result)
    text = said(page)
    assert (result.star, result.unanswered) == (4, ())
    for words in (
        "Bánh phồng tôm",
        "Hợp tác xã Tân Phát Lợi",
        PRAWN.name,
        f" {result.total} / 100 điểm Ước đạt 4 trên 5 sao",
        "Kết quả tự chấm để tham khảo; Hội đồng quyết định",
        "Ngày chấm: chủ nhật 22/11/2026",
        "Theo Quyết định 26/2026/QĐ-TTg",
    ):
        assert words in text
    for part in PRAWN.parts:
        assert part.label in text
        assert f"{result.parts[part.code]}/{part.max}" in page.texts
        for criterion in part.criteria:
            got = sum(result.counted[item.code] for item in criterion.items)
            assert f"{criterion.code}. {criterion.label}" in text
            assert f"{got}/{criterion.max}" in page.texts


def test_stars_that_are_certain_possible_and_out_of_reach_look_different() -> None:
    given = four_stars(PRAWN)
    held = {code: points for n, (code, points) in enumerate(given.items()) if n % 3}
    result = score(PRAWN, held)
    assert 1 <= result.star_range[0] < result.star_range[1] < 5
    big = [m for m in laid(PRAWN, result).marks if isinstance(m, Star) and m.box.right - m.box.left > 100]
    kinds = [(mark.colour == GOLD, bool(mark.inner)) for mark in big]
    low, high = result.star_range
    assert kinds == [(True, False)] * low + [(True, True)] * (high - low) + [(False, True)] * (5 - high)


def test_open_items_give_an_interval() -> None:
    given = four_stars(PRAWN)
    result = score(PRAWN, {code: points for n, (code, points) in enumerate(given.items()) if n % 4})
    low, high = result.points_range
    sure, best = result.star_range
    text = said(laid(PRAWN, result))
    assert f"Từ {low} đến {high} điểm: chắc chắn {sure} sao, có thể {best} sao" in text
    assert f"Còn {len(result.unanswered)} mục chưa trả lời" in text
    assert "Phần màu vàng" in text


def test_an_interval_within_one_star_names_that_star_only() -> None:
    given = {**answers(PRAWN, 0), "3.1": None}
    text = said(laid(PRAWN, score(PRAWN, given)))
    assert "chắc chắn 1 sao" in text
    assert "có thể" not in text


def test_missed_minima_stand_in_red_with_their_names() -> None:
    given = four_stars(PRAWN) | {"2.3": 0}
    result = score(PRAWN, given)
    assert result.star < result.star_by_points
    page = laid(PRAWN, result)
    text = said(page)
    label, least = PRAWN.by_code["2.3"].label, PRAWN.required[result.star + 1]["2.3"]
    assert f"Muốn đạt {result.star + 1} sao còn thiếu" in text
    assert f"2.3 {label}" in text
    reds = [m.text for m in page.marks if isinstance(m, Words) and m.colour == RED]
    assert f"có 0, cần {least}" in reds
    assert red(card(PRAWN, result)) > 2000


def test_a_higher_minimum_of_a_higher_star_is_said_again() -> None:
    lowered = next(c for c, n in PRAWN.required[3].items() if PRAWN.required[4][c] > n)
    result = score(PRAWN, four_stars(PRAWN) | {lowered: 0})
    text = said(laid(PRAWN, result))
    assert {3, 4} <= result.missed_minima.keys()
    for star in (3, 4):
        assert f"có 0, cần {PRAWN.required[star][lowered]}" in text


def test_nothing_is_red_where_nothing_is_missed() -> None:
    result = score(PRAWN, answers(PRAWN, 1))
    assert result.star == 5
    assert red(card(PRAWN, result)) == 0
    assert not any(isinstance(mark, Cross) for mark in laid(PRAWN, result).marks)


def test_the_next_star_says_how_many_points_are_lacking() -> None:
    result = score(TOURISM, answers(TOURISM, 0.6))
    need = TOURISM.low(result.star + 1)
    assert need > result.total
    assert f"Còn thiếu {need - result.total} điểm (cần từ {need} điểm)" in said(laid(TOURISM, result))


def test_an_exclusion_is_said_before_any_points_and_no_star_shines() -> None:
    result = score(PRAWN, four_stars(PRAWN), [PRAWN.exclusions[0].id])
    page = laid(PRAWN, result)
    texts = page.texts
    assert texts.index("Hồ sơ này sẽ bị loại") < texts.index(str(result.total))
    assert PRAWN.exclusions[0].text in said(page)
    assert "Nếu được xét: 4 trên 5 sao" in texts
    assert not [m for m in page.marks if isinstance(m, Star) and m.colour == GOLD and m.box.right - m.box.left > 100]
    assert red(card(PRAWN, result)) > 2000


def test_an_item_whose_zero_stops_the_evaluation_says_so() -> None:
    criteria, stopping = next(
        (s, e) for d in all_criteria() for s in load_criteria(d).sets for e in s.exclusions if e.at_zero
    )
    result = score(criteria, answers(criteria, 1) | {stopping.at_zero[0]: 0})
    assert stopping in result.exclusions
    assert "Việc đánh giá sẽ bị dừng" in laid(criteria, result).texts


def test_what_our_copy_of_the_criteria_lacks_is_told() -> None:
    old = load_criteria("1048-2019")
    criteria = old.set("s19")
    text = said(laid(criteria, score(criteria, answers(criteria, 1))))
    assert all(gap in text for gap in (*criteria.gaps, *old.gaps))
    assert criteria.gaps


def test_points_of_a_council_are_not_called_a_self_score() -> None:
    text = said(laid(PRAWN, score(PRAWN, four_stars(PRAWN)), kind="council"))
    assert "Điểm Hội đồng đã chấm" in text
    assert "tự chấm" not in text
    assert "Hội đồng quyết định" in text


# Fit for the page


@each(("decision", "set_id"), SETS)
def test_nothing_is_cut_off_or_covered_in_any_set(decision: str, set_id: str) -> None:
    criteria = load_criteria(decision).set(set_id)
    ids = [exclusion.id for exclusion in criteria.exclusions]
    sheets: list[tuple[str, dict[str, int], list[str]]]
    sheets = [("vi", answers(criteria, 0.6), ids), ("en", {}, [])]
    if decision == LAW.id:
        sheets += [("en", answers(criteria, 0.6), ids), ("vi", answers(criteria, 0), []), ("vi", {"3.1": 1}, [])]
    for language, given, also in sheets:
        result = score(criteria, given, also)
        check(laid(criteria, result, product=LONG_NAME, producer=LONG_PRODUCER, language=language))


@each("name", ["Ẫ" * 300, "Tôm khô Rạch Gốc 🦐🇻🇳", "", "🦐", "a " * 200, "Bánh\nphồng\ttôm\u200b\x00", "漢字"])
def test_whatever_people_type_as_a_name_is_drawn_in_the_page(name: str) -> None:
    page = laid(PRAWN, score(PRAWN, answers(PRAWN, 1)), product=name, producer=name)
    check(page)
    assert page.at < 6000


def check(page: Canvas) -> None:
    """Every mark within the page; words within a panel or on the page's own ground; none on another; ink in its box."""
    solid = [mark for mark in page.marks if not isinstance(mark, Panel)]
    panels = [mark.box for mark in page.marks if isinstance(mark, Panel)]
    for n, mark in enumerate(solid):
        assert page.box.holds(mark.box), mark
        assert [other for other in solid[n + 1 :] if mark.box.meets(other.box)] == [], mark
        if isinstance(mark, Words):
            assert mark.box.left >= 28
            assert mark.box.right <= page.width - 28
            left, top, right, bottom = ink(mark)
            # The first and last letter may lean a little out of their own width.
            assert mark.box.holds(Box(left + 4, top, right - 4, bottom)), mark
            crossing = [p for p in panels if p.meets(mark.box) and not p.holds(mark.box)]
            assert crossing == [], mark


def ink(mark: Words) -> tuple[int, int, int, int]:
    base = mark.box.top + mark.font.above
    left, top, right, bottom = font_of(mark.font).getbbox(mark.text, anchor="ls")
    return int(mark.box.left + left), int(base + top), int(mark.box.left + right), int(base + bottom)


@cache
def font_of(font: Font) -> ImageFont.FreeTypeFont:
    names = {"plain": "NotoSans-Regular", "bold": "NotoSans-Bold", "title": "NotoSerif-Bold"}
    path = next(path for path in FONTS if path.stem == names[font.face])
    return ImageFont.truetype(str(path), font.size, layout_engine=ImageFont.Layout.BASIC)


def test_no_letter_is_smaller_than_twelve_on_a_phone() -> None:
    page = laid(TOURISM, score(TOURISM, {}))
    assert min(mark.font.size for mark in page.marks if isinstance(mark, Words)) >= 36
    assert page.width == 1080


def test_a_line_too_long_is_broken_evenly_and_a_word_too_long_is_cut() -> None:
    font = Font("plain", 40)
    lines = wrapped("một hai ba bốn năm sáu bảy tám", font, 400)
    assert " ".join(lines) == "một hai ba bốn năm sáu bảy tám"
    assert len(lines) == 2
    assert min(map(font.width, lines)) > 200
    cut = wrapped("x" * 100, font, 400)
    assert "".join(cut) == "x" * 100
    assert max(map(font.width, cut)) <= 400


# The picture


@each("kind", ["self", "council"])
def test_the_picture_is_a_png_of_reasonable_size_in_the_colours_of_the_assistant(kind: Kind) -> None:
    png = card(TOURISM, score(TOURISM, answers(TOURISM, 0.6)), kind)
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    assert image.width == 1080
    assert len(png) < 200_000
    corner = image.convert("RGB").getpixel((2, 2))
    assert isinstance(corner, tuple)
    meant = bytes.fromhex(LEAF[1:])
    assert max(abs(a - b) for a, b in zip(corner, meant, strict=True)) <= 4


def test_the_fullest_card_is_still_small_enough_to_send() -> None:
    criteria = LAW.set("s19")
    ids = [exclusion.id for exclusion in criteria.exclusions]
    t = TEXTS["vi"]
    result = score(criteria, {item.code: item.points[-2] for item in criteria.items}, ids)
    png = score_card(criteria, result, product=LONG_NAME, producer=LONG_PRODUCER, day=DAY, t=t, kind="self")
    assert len(png) < 200_000


def test_the_same_score_gives_the_same_bytes() -> None:
    result = score(PRAWN, four_stars(PRAWN))
    assert card(PRAWN, result) == card(PRAWN, result)


# The letters


def letters() -> Iterator[str]:
    """Every letter of Vietnamese, composed, with what stands between them."""
    vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
    for vowel, tone in every(vowels, ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")):
        letter = unicodedata.normalize("NFC", vowel + tone)
        assert len(letter) == 1
        yield from (letter, letter.upper())
    yield from "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVXfjwzFJWZ0123456789.,;:!?()/–-…“”%+&·"


def mapped(path: Path) -> set[int]:
    """The code points of a font's cmap, formats 4 and 12."""
    data = path.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    records = [struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    found: set[int] = set()
    for n in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">HHL", data, start + 4 + 8 * n)[2]
        form = struct.unpack_from(">H", data, at)[0]
        if form == 12:
            groups = struct.unpack_from(">L", data, at + 12)[0]
            for g in range(groups):
                first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * g)
                found.update(range(first, last + 1))
        elif form == 4:
            count = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", data, at + 14)
            starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
            found.update(c for a, b in zip(starts, ends, strict=True) for c in range(a, b + 1) if c != 0xFFFF)
    return found


@each("path", FONTS)
def test_every_vietnamese_letter_is_in_every_font(path: Path) -> None:
    assert [letter for letter in letters() if ord(letter) not in mapped(path)] == []
    assert path.stat().st_size < 1_000_000
    assert "SIL Open Font License" in (path.parent / "OFL.txt").read_text("utf-8")


@each("path", FONTS)
def test_no_vietnamese_letter_is_drawn_as_a_missing_one(path: Path) -> None:
    font = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\uffff"))
    assert [letter for letter in letters() if bytes(font.getmask(letter)) == missing] == []


@each("language", TEXTS.languages)
def test_every_letter_that_is_drawn_is_in_its_font(language: str) -> None:
    have = {path.stem: mapped(path) for path in FONTS}
    names = {"plain": "NotoSans-Regular", "bold": "NotoSans-Bold", "title": "NotoSerif-Bold"}
    for decision, set_id in SETS:
        criteria = load_criteria(decision).set(set_id)
        ids = [exclusion.id for exclusion in criteria.exclusions]
        page = laid(
            criteria, score(criteria, answers(criteria, 0), ids), product="Tôm khô 🦐 Rạch Gốc", language=language
        )
        words = [mark for mark in page.marks if isinstance(mark, Words)]
        assert [m.text for m in words if any(ord(c) not in have[names[m.font.face]] for c in m.text)] == []


def test_letters_typed_in_two_pieces_are_composed_and_pictures_left_out() -> None:
    assert drawable(unicodedata.normalize("NFD", "Bánh phồng tôm")) == "Bánh phồng tôm"
    assert drawable("🦐 Tôm  khô\u200b 🦐") == "Tôm khô"

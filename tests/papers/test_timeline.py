"""The timeline: every duty with its last day and its state, readable on a cheap phone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

from PIL import Image
from support.each import each

from bot.papers.pictures.drawing import Arrow, Box, Canvas, Panel, Star, Tick, Words
from bot.papers.pictures.timeline import MOST, TimelineData, draw_timeline, timeline_page
from bot.papers.pictures.timeline_style import COLOURS, LANE, LEFT, RIGHT, WIDTH, ApplicationState, TimelineEntry
from bot.texts import Texts, Translator

TEXTS = {
    "vi": {
        "timeline.title": "Lịch công việc OCOP",
        "timeline.day": "Tính đến {day}",
        "timeline.today": "Hôm nay {day}",
        "timeline.months": "T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12",
        "timeline.late": "Quá hạn",
        "timeline.open": "Đang trong hạn",
        "timeline.done": "Đã xong",
        "timeline.later": "Chưa đến lúc",
        "timeline.round": "Đợt Hội đồng đánh giá",
        "timeline.beyond": "Bắt đầu trước hoặc kéo dài sau thời gian trong hình",
        "timeline.dates": "Ngày ghi ở thanh màu là ngày cuối để làm xong việc.",
        "timeline.none": "Chưa có việc nào có thời hạn.",
        "timeline.more": "Còn {count} việc nữa không vẽ ở đây.",
    },
    "en": {
        "timeline.title": "OCOP work calendar",
        "timeline.day": "As of {day}",
        "timeline.today": "Today {day}",
        "timeline.months": "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        "timeline.late": "Late",
        "timeline.open": "Open now",
        "timeline.done": "Done",
        "timeline.later": "Not yet open",
        "timeline.round": "Round of evaluation by the Council",
        "timeline.beyond": "Begins before or goes on after the time shown",
        "timeline.dates": "The day written at a bar is the last day to finish.",
        "timeline.none": "Nothing with a date yet.",
        "timeline.more": "{count} more are not drawn here.",
    },
}
"""Where a catalogue has a key, its text goes before the one here."""


def translator(language: str) -> Translator:
    real = Texts()[language]
    return Translator(real.language, real.locale, {**TEXTS[language], **real.texts})


VI, EN = translator("vi"), translator("en")
TODAY = date(2022, 8, 15)


def entry(
    title: str,
    opens: date,
    last_day: date,
    state: ApplicationState = "open",
    *,
    is_round: bool = False,
    announced: date | None = None,
) -> TimelineEntry:
    return TimelineEntry(title, opens, last_day, announced or last_day, state, is_round)


YEAR_END = date(2022, 12, 31)
ENTRIES = (
    entry("Rà soát, kiện toàn ban chỉ đạo, hội đồng đánh giá và tổ tư vấn", date(2021, 10, 1), YEAR_END),
    entry("Lập danh mục ý tưởng gửi huyện", date(2022, 2, 1), date(2022, 3, 31), "done"),
    entry("Gửi hồ sơ và mẫu sản phẩm lên hội đồng tỉnh, đợt 1", date(2022, 6, 29), date(2022, 6, 29), "late"),
    entry("Hội đồng tỉnh đánh giá đợt 1", date(2022, 8, 1), date(2022, 8, 31), is_round=True),
    entry("Hội đồng tỉnh đánh giá đợt 2", date(2022, 11, 1), date(2022, 11, 30), "later", is_round=True),
    entry("Công bố sản phẩm từ 3 sao", date(2022, 12, 1), YEAR_END, "later", announced=date(2022, 12, 30)),
    entry("Áp dụng quản lý chất lượng tiên tiến", date(2022, 7, 1), date(2023, 6, 30)),
)
YEAR = TimelineData("Kế hoạch OCOP tỉnh Cà Mau năm 2022", date(2022, 1, 1), date(2022, 12, 1), TODAY, ENTRIES)


def laid(*entries: TimelineEntry, today: date = TODAY, t: Translator = VI) -> Canvas:
    return timeline_page(replace(YEAR, entries=entries, today=today), t)


def bars(page: Canvas, state: ApplicationState) -> list[Box]:
    return [
        mark.box
        for mark in page.marks
        if isinstance(mark, Panel)
        and mark.colour == COLOURS[state]
        and mark.box.bottom - mark.box.top == LANE
        and mark.radius
    ]


def words(page: Canvas, text: str) -> Words:
    found = [mark for mark in page.marks if isinstance(mark, Words) and mark.text == text]
    assert len(found) == 1, (text, page.texts)
    return found[0]


def check(page: Canvas) -> None:
    """All within the page, letters large enough, no words or signs on others, no line through words."""
    solid = [m for m in page.marks if isinstance(m, Words | Star | Tick)]
    for n, mark in enumerate(solid):
        assert Box(LEFT, 0, RIGHT, page.at).holds(mark.box), mark
        assert [other for other in solid[n + 1 :] if mark.box.meets(other.box)] == [], mark
        if isinstance(mark, Words):
            assert mark.font.size >= 26
            # On a bar, or beside it; digits are lower than their line.
            ink = Box(mark.box.left, mark.box.top + 5, mark.box.right, mark.box.bottom - 5)
            partly = [
                m
                for m in page.marks
                if isinstance(m, Panel | Arrow)
                and m.box.meets(ink)
                and not m.box.holds(ink)
                and m.box.right - m.box.left > 2
            ]
            assert partly == [], mark
    assert all(page.box.holds(mark.box) for mark in page.marks)


# What it says


@each("t", [VI, EN])
def test_it_says_the_programme_the_day_every_duty_its_last_day_and_what_the_signs_mean(t: Translator) -> None:
    page = timeline_page(YEAR, t)
    said = " ".join(page.texts)
    assert YEAR.title in said
    assert t("timeline.day", day=t.day(TODAY)) in said
    assert t("timeline.today", day="15/08") in page.texts
    assert [m for m in t.words("timeline.months") if m not in page.texts] == []
    for duty in ENTRIES:
        assert duty.title in said
    for key in ("late", "open", "done", "later", "round", "beyond", "dates"):
        assert t(f"timeline.{key}") in said
    check(page)


def test_the_day_that_is_written_is_the_one_people_are_told() -> None:
    page = laid(ENTRIES[5])
    assert "30/12" in page.texts
    assert "31/12" not in page.texts


def test_a_day_of_another_year_is_written_with_its_year() -> None:
    assert "30/06/2023" in laid(ENTRIES[6]).texts


@each("state", ["open", "late", "done", "later"])
def test_a_bar_lies_over_its_months_in_the_colour_of_its_state(state: ApplicationState) -> None:
    page = laid(entry("Lập phương án", date(2022, 4, 1), date(2022, 6, 30), state))
    (bar,) = bars(page, state)
    month = (RIGHT - LEFT) / 12
    assert abs(bar.left - (LEFT + 3 * month)) <= 1
    assert abs(bar.right - (LEFT + 6 * month)) <= 1
    assert bar.holds(words(page, "30/06").box)


def test_states_differ_in_shape_not_in_colour_only() -> None:
    ticks = {s: any(isinstance(m, Tick) for m in row(laid(entry("Lập", TODAY, TODAY, s)))) for s in COLOURS}
    assert ticks == {"done": True, "open": False, "late": False, "later": False}
    arrows = {s: any(isinstance(m, Arrow) for m in row(laid(entry("Lập", TODAY, TODAY, s)))) for s in COLOURS}
    assert arrows == {"done": False, "open": True, "late": False, "later": False}
    marks = {s: len(row(laid(entry("Lập", TODAY, TODAY, s)))) for s in COLOURS}
    assert marks["late"] > marks["later"]


def row(page: Canvas) -> list[object]:
    """The marks of a page's only row."""
    top, bottom = words(page, "Lập").box.top, words(page, "15/08").box.bottom
    return [mark for mark in page.marks if top <= mark.box.top < bottom]


def test_a_round_is_an_outline_with_a_star() -> None:
    plain, marked = (
        laid(entry("Hội đồng huyện đánh giá", date(2022, 6, 1), date(2022, 6, 30), "done", is_round=is_round))
        for is_round in (False, True)
    )
    (bar,) = bars(marked, "done")
    inner = [m for m in marked.marks if isinstance(m, Panel) and m.box == bar.inset(4)]
    stars = [m for m in marked.marks if isinstance(m, Star) and bar.holds(m.box)]
    assert len(inner) == len(stars) == 1
    assert VI("timeline.round") in marked.texts
    assert VI("timeline.round") not in plain.texts
    assert not [m for m in plain.marks if isinstance(m, Star) and bars(plain, "done")[0].meets(m.box)]


def test_what_goes_beyond_the_year_is_clipped_with_an_arrow() -> None:
    both = laid(entry("Làng văn hóa du lịch", date(2021, 1, 1), date(2024, 1, 1), "later"))
    arrows = [m for m in both.marks if isinstance(m, Arrow) and m.colour == COLOURS["later"]]
    assert [(m.right, m.box.left if not m.right else m.box.right) for m in arrows] == [(False, LEFT), (True, RIGHT)]
    before = laid(entry("Đã qua", date(2020, 1, 1), date(2020, 2, 1), "later"))
    after = laid(entry("Sắp tới", date(2025, 1, 1), date(2025, 2, 1), "later"))
    for page, right in ((before, False), (after, True)):
        assert [m.right for m in page.marks if isinstance(m, Arrow) and m.colour == COLOURS["later"]] == [right]
        check(page)
    assert VI("timeline.beyond") not in laid(ENTRIES[1]).texts


# Today


def line(page: Canvas) -> list[Box]:
    return [m.box for m in page.marks if isinstance(m, Panel) and m.colour == COLOURS["late"] and width(m.box) == 4]


def width(box: Box) -> int:
    return box.right - box.left


@each("today", [date(2022, 1, 1), date(2022, 2, 28), TODAY, YEAR_END])
def test_today_is_a_line_through_all_rows_that_touches_no_word(today: date) -> None:
    page = timeline_page(replace(YEAR, today=today, entries=(*ENTRIES[1:2], *ENTRIES[4:6])), VI)
    pieces = line(page)
    assert len({(box.left, box.right) for box in pieces}) == 1
    dates = [words(page, text).box for text in ("31/03", "30/11", "30/12")]
    assert pieces[0].top < dates[0].top
    assert pieces[-1].bottom > dates[-1].bottom
    assert [m for m in page.marks if isinstance(m, Words) for box in pieces if m.box.meets(box)] == []
    flag = words(page, VI("timeline.today", day=f"{today:%d/%m}")).box
    assert flag.left - 14 <= pieces[0].left <= flag.right + 14
    check(page)


@each("today", [date(2021, 12, 31), date(2023, 1, 1)])
def test_a_day_outside_the_year_has_no_line(today: date) -> None:
    page = laid(*ENTRIES[1:2], today=today)
    assert line(page) == []
    assert not any(text.startswith("Hôm nay") for text in page.texts)


# Fit for the page


@each("t", [VI, EN])
@each("state", COLOURS)
@each("is_round", [False, True])
def test_nothing_is_cut_off_or_covered_wherever_a_window_lies(
    state: ApplicationState, is_round: bool, t: Translator
) -> None:
    first = date(2021, 12, 15)
    for days in (0, 3, 20, 45, 75, 120, 364, 400):
        starts = [first + timedelta(days=step * 27) for step in range(15)]
        rows = tuple(entry("Việc", day, day + timedelta(days=days), state, is_round=is_round) for day in starts)
        check(timeline_page(replace(YEAR, entries=rows[:MOST]), t))


@each("title", ["Ẫ" * 300, "dài " * 200, "", "🦐", "Rà soát\nlập\tdanh mục\x00", "w" * 90 + " " + "w" * 90])
def test_a_title_takes_two_lines_at_most(title: str) -> None:
    page = timeline_page(replace(YEAR, title=title, entries=(replace(ENTRIES[1], title=title),)), VI)
    check(page)
    assert page.at < 1200
    lane = words(page, "31/03").box.top
    assert len([m for m in page.marks if isinstance(m, Words) and m.font.size == 28 and 0 < lane - m.box.top < 80]) <= 2


def test_a_title_that_is_too_long_ends_with_dots() -> None:
    title = "Đề xuất chủ trương hỗ trợ chủ thể áp dụng quản lý chất lượng tiên tiến, mã vạch, truy xuất nguồn gốc"
    page = laid(replace(ENTRIES[1], title=title))
    cut = next(text for text in page.texts if text.endswith("…"))
    assert cut.rstrip("…").split()[-1] in title.split()


def test_a_year_with_more_than_fits_leaves_out_what_is_done_and_says_how_many() -> None:
    many = [entry(f"Việc {n}", date(2022, 1 + n % 12, 1), YEAR_END, "later") for n in range(MOST)]
    old = [entry(f"Xong {n}", date(2022, 1, 1), date(2022, 1, 31), "done") for n in range(3)]
    page = laid(*old, *many)
    assert VI("timeline.more", count=3) in page.texts
    assert not any(text.startswith("Xong") for text in page.texts)
    assert sum(text.startswith("Việc") for text in page.texts) == MOST
    late = entry("Việc quá hạn", date(2022, 1, 1), date(2022, 2, 1), "late")
    assert late.title in laid(*many, late).texts
    assert page.at < 2600


def test_the_months_are_said_again_down_the_page() -> None:
    page = laid(*(entry(f"Việc {n}", TODAY, YEAR_END) for n in range(MOST)))
    assert page.texts.count("T3") == 3


def test_a_year_without_duties_says_so() -> None:
    page = laid()
    assert VI("timeline.none") in page.texts
    assert VI("timeline.late") not in page.texts
    check(page)


@each(("first", "last"), [((2026, 10), (2027, 12)), ((2022, 3), (2022, 3)), ((2025, 1), (2027, 12))])
@each("t", [VI, EN])
def test_other_spans_than_a_year_are_drawn_as_well(
    first: tuple[int, int], last: tuple[int, int], t: Translator
) -> None:
    begin, end = date(*first, 20), date(*last, 2)
    page = timeline_page(TimelineData("Chương trình", begin, end, begin, ENTRIES), t)
    check(page)
    years = {str(year) for year in range(first[0], last[0] + 1)}
    assert (years <= set(page.texts)) == (len(years) > 1)


# The picture


def test_the_picture_is_a_small_png_and_the_same_each_time() -> None:
    full = replace(YEAR, entries=(*ENTRIES, *ENTRIES))
    png = draw_timeline(full, VI)
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    assert image.width == WIDTH == 720
    assert image.height == timeline_page(full, VI).at
    assert len(png) < 120_000
    assert draw_timeline(full, VI) == png
    colours = image.convert("RGB")
    blue = bytes.fromhex(COLOURS["open"][1:])
    (bar,) = bars(timeline_page(replace(YEAR, entries=ENTRIES[:1]), VI), "open")
    pixel = Image.open(io.BytesIO(draw_timeline(replace(YEAR, entries=ENTRIES[:1]), VI))).convert("RGB")
    seen = pixel.getpixel((bar.left + 40, bar.top + 6))
    assert isinstance(seen, tuple)
    assert max(abs(a - b) for a, b in zip(seen, blue, strict=True)) <= 8
    assert colours.size == image.size

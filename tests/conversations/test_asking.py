"""Questions in free words: what is answered, from which source, and how sure that is."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import yaml
from support.each import each
from support.places import TESTS
from typer.testing import CliRunner

from bot.cli import app
from ocop_domain.areas import load_areas
from ocop_domain.data import read_yaml
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Certainty, Where, entries_at, find, index_of
from ocop_domain.knowledge.english import is_english
from ocop_domain.knowledge.facts import FACTS
from ocop_domain.knowledge.facts.telling import LONGEST, MOST_LINES
from ocop_domain.knowledge.files import all_entries
from ocop_domain.knowledge.index import Index
from ocop_domain.knowledge.troubles import tells_trouble
from ocop_domain.knowledge.words import read, telex
from ocop_domain.programme_files import all_programmes, load_programme, read_programme
from ocop_domain.programme_template import template
from ocop_domain.text import fold


def test_every_fact_answers_shortly_in_every_programme_and_language() -> None:
    areas = load_areas()
    seen: set[str] = set()
    for programme in map(load_programme, all_programmes()):
        where = Where(programme)
        for entry in entries_at(where):
            own = entry.fact.count(":") == 2  # it is about a row of one programme: once is enough
            if not entry.fact or (own and entry.id in seen):
                continue
            seen.add(entry.id)
            for language in ("vi", "en"):
                answer = answer_of(entry, where, areas, entry.asked[0], language)
                assert answer, entry.id
                assert answer.source, entry.id
                assert len(answer.text) <= LONGEST, (programme.id, entry.id)
                assert len(answer.text.splitlines()) <= MOST_LINES, (programme.id, entry.id)


def test_every_entry_names_a_fact_that_there_is() -> None:
    named = {entry.fact.partition(":")[0] for entry in all_entries() if entry.fact}
    assert named <= set(FACTS)


def test_a_word_with_other_diacritics_is_another_word() -> None:
    """Without any, "gia vang" may be anything; with them, gold is nobody's absence in a council."""
    where = Where(load_programme("vietnam-2027"), role="producer")
    assert find("giá vàng bao nhiêu", where).certainty is not Certainty.SURE
    assert find("hội đồng có mấy người", where).certainty is Certainty.SURE


def test_what_an_unknown_place_is_asked_about_is_offered_without_it_and_never_surely() -> None:
    found = find("phường Tân Hạnh thì gặp cán bộ nào", Where(load_programme("vietnam-2027"), role="producer"))
    assert (found.certainty, found.entries[0].id) == (Certainty.UNSURE, "assistant.officer-contact")


def test_what_a_product_needs_first_is_not_answered_with_whether_it_may_take_part() -> None:
    where = Where(load_programme("vietnam-2027"), role="producer")
    found = find("nha toi la mat ong rung, muon lam ocop thi bat dau tu dau", where)
    assert found.entries[0].id == "law-process.steps"
    assert find("sầu riêng bán tại vườn có vô được không", where).entries[0].id == "facts.may-join"


def test_what_four_stars_need_is_no_day_of_upgrading() -> None:
    for programme in ("camau-2022", "dakdoa-2022"):
        found = find("muốn lên 4 sao phải có những gì", Where(load_programme(programme)))
        assert found.entries[0].id == "facts.bands", programme


def test_what_five_stars_need_is_told_in_a_plan_that_does_not_say_it() -> None:
    for programme, entry in (("camau-2022", "facts.bands"), ("khanhhoa-2020", "khanhhoa-2020.star-5")):
        found = find("Cần gì để đạt 5 sao", Where(load_programme(programme)))
        assert found.entries[0].id == entry, programme


def test_a_plan_made_for_another_province_answers_with_its_own_dates() -> None:
    areas = load_areas()
    unit = areas.search("Tỉnh Lâm Đồng", date(2028, 1, 1), limit=1)[0]
    duty = (
        "{id: x-lists, step: 5, kind: deadline, title: Gửi danh sách sản phẩm mắc ca, role: commune_officer, "
        "level: commune, opens: 2028-03-01, due: 2028-03-15, source: III.2}"
    )
    text = template(unit, 2028, areas).replace("\nduties: []", f"\nduties:\n  - {duty}")
    programme = read_programme(text, "plan.yaml")
    where = Where(programme)
    mine = next(entry for entry in entries_at(where) if entry.fact.endswith(":x-lists"))
    answer = answer_of(mine, where, areas)
    assert answer
    assert "từ 01/03/2028 đến 15/03/2028" in answer.text
    assert "III.2" in answer.source


def test_every_sentence_of_facts_is_there_in_both_languages() -> None:
    for key, row in read_yaml("facts.yaml")["texts"].items():
        assert set(row) == {"vi", "en"}, key


@each(
    ("typed", "means"),
    [
        ("Dạ cho hỏi chừng nào hết hạn nộp hs zậy em?", "khi nào hết hạn nộp hồ sơ"),
        ("tui hông có giấy phép kinh doanh thì mần răng", "tôi không có đăng ký kinh doanh thì làm như thế nào"),
        ("gcn attp hết hạn", "giấy chứng nhận an toàn thực phẩm hết hạn"),
        ("nộp hồ sơ lúc nào ạ", "nộp hồ sơ khi nào"),
    ],
)
def test_words_of_the_region_and_short_forms_are_the_usual_words(typed: str, means: str) -> None:
    assert read(typed).plain == read(means).plain


def test_a_word_is_the_same_however_its_tone_was_put() -> None:
    assert telex("hòa") == telex("hoà")
    assert telex("nộp") == "noopj"
    assert telex("Đường") == "dduwowngf"


def test_questions_in_other_words_are_answered_and_nothing_wrong_is_said_for_sure() -> None:
    areas = load_areas()
    rows = yaml.safe_load((TESTS / "data" / "questions.yaml").read_text("utf-8"))
    first, within, wrongly_sure = [], [], []
    for row in rows:
        where = Where(load_programme(row["programme"]), role=row.get("role", "producer"))
        found = find(row["q"], where)
        sure = found.certainty is Certainty.SURE
        answers = [answer_of(entry, where, areas, row["q"]) for entry in found.entries]
        right = [answer is not None and holds(answer.text, row.get("must", ["\0"])) for answer in answers]
        if sure and not right[0]:
            wrongly_sure.append(row["id"])
        if not row.get("none"):
            first.append(right[:1] == [True])
            within.append(any(right))
    assert wrongly_sure == []
    assert sum(first) >= 0.9 * len(first), f"{sum(first)} of {len(first)} right at the first answer"
    assert sum(within) >= 0.97 * len(within), f"{sum(within)} of {len(within)} within the three"


MAY_JOIN = [
    ("rượu gạo có làm ocop được không", "bộ 14"),
    ("tui trồng rau ở nhà, có làm ocop được hông", "bộ 1,"),
    ("đu đủ có tham gia được không ạ", "bộ 1,"),
    ("cua Cà Mau có làm ocop được không", "bộ 2,"),
    ("gao nep co lam ocop duoc khong", "bộ 3"),
    ("tom kho dang ky ocop dc ko", "bộ 8"),
    ("THỊT HEO TƯƠI CÓ LÀM OCOP ĐƯỢC KHÔNG", "bộ 2,"),
    ("em làm homestay ở Măng Đen có được dự OCOP không ạ", "bộ 26"),
    ("thổ cẩm của bà con Jrai có làm được không", "bộ 22"),
    ("chiếu cói thì sao", "bộ 21"),
    ("khô cá lóc là bộ mấy", "bộ 8"),
    ("nuoc mam nha lam xep vao bo nao", "bộ 9"),
]
SOMETHING_ELSE = [
    "mắm tôm có cần giấy an toàn thực phẩm không",
    "gạo có được hỗ trợ không",
    "gạo 3 sao có được lên 4 sao không",
    "banh pia co duoc ban o sieu thi khong",
    "sim điện thoại có làm ocop được không",
    "chu the co duoc vao hop hoi dong khong",
    "hội nông dân có được đăng ký sản phẩm không",
    "tôi có tham gia được không",
    "toi co tham gia duoc khong",
    "gia dinh toi lam nho o nha co duoc tham gia khong",
]


def test_whether_a_named_product_may_take_part_is_told_by_its_set_and_nothing_else_is() -> None:
    areas = load_areas()
    where = Where(load_programme("vietnam-2027"), role="producer")
    for question, told in MAY_JOIN:
        found = find(question, where)
        answer = answer_of(found.entries[0], where, areas, question)
        assert found.certainty is Certainty.SURE, question
        assert answer, question
        assert told in answer.text, (question, answer.text)
    others = [find(question, where) for question in SOMETHING_ELSE]
    assert not [found.text for found in others if any(entry.fact == "may_join" for entry in found.entries)]


# A product's name and the list: what is told under Cà Mau's plan of 2022, which has one; the law has none.
IN_THE_LIST = [
    ("khô cá lóc có trong danh sách không", "Khô cá lóc"),
    ("kho ca loc co trong danh sach nam nay khong", "Khô lóc"),
    ("mật ong của tôi có trong kế hoạch năm 2022 chưa", "Mật ong"),
    ("tôm khô có tên trong danh mục không ạ", "Tôm khô"),
    ("sầu riêng có nằm trong danh sách không", "Không thấy “Sầu riêng”"),
]
NO_PRODUCT_IN_A_LIST = [
    "sản phẩm của tôi có trong danh sách năm nay không",
    "trong danh mục có mấy loại khô cá",
    "món mới chưa có trong danh mục đăng ký được không",
]


def test_a_named_product_is_looked_up_in_the_list_of_the_plan() -> None:
    areas = load_areas()
    for id_, none in (("camau-2022", ""), ("vietnam-2027", "không kèm danh sách")):
        where = Where(load_programme(id_), role="producer")
        for question, told in IN_THE_LIST:
            found = find(question, where)
            answer = answer_of(found.entries[0], where, areas, question)
            assert found.certainty is Certainty.SURE, (id_, question)
            assert answer, question
            assert (none or told) in answer.text, (id_, question, answer.text)
        others = [find(question, where) for question in NO_PRODUCT_IN_A_LIST]
        assert not [found.text for found in others if found.entries[0].fact == "listed"]


# A product that is named with the place where it is made: the plan's list knows it there, or not at all.
WITH_ITS_PLACE = [
    ("xoài Cam Lâm có trong kế hoạch không", "Huyện Cam Lâm"),
    ("tỏi xã Vạn Hưng có trong danh mục không", "Xã Vạn Hưng"),
    ("xoài Mỹ Tho có trong kế hoạch không", "Không thấy"),
]


def test_a_product_that_is_named_with_its_place_is_looked_up_there() -> None:
    where = Where(load_programme("khanhhoa-2020"), role="producer")
    for question, told in WITH_ITS_PLACE:
        answer = answer_of(find(question, where).entries[0], where, load_areas(), question)
        assert answer, question
        assert told in answer.text, (question, answer.text)


# Programme, question, what is told: a document by its number.
BY_NUMBER = [
    ("camau-2021-2025", "nghị định 57 hỗ trợ gì", "57/2018/NĐ-CP"),
    ("camau-2021-2025", "NQ 24/2019/NQ-HĐND cho gì", "24/2019/NQ-HĐND"),
    ("camau-2021-2025", "quyết định 2822 là gì", "2822/QĐ-UBND"),
    ("camau-2022", "nghị định 57 hỗ trợ gì", "không thấy Nghị định 57"),
    ("camau-2022", "quyết định 4464 nói gì", "Khung đào tạo"),
    ("camau-2022", "what does decree 57 give", "không thấy Nghị định 57"),
    ("khanhhoa-2020", "quyết định 1048 nói gì", "1048/QĐ-TTg"),
    ("dakdoa-2022", "nghị định số 15/2018/NĐ-CP quy định gì", "15/2018/NĐ-CP"),
    ("dakdoa-2022", "công văn 6384 hướng dẫn gì", "6384"),
    ("vietnam-2027", "nghị quyết 05 hỗ trợ gì", "không thấy Nghị quyết 5"),
]


def test_a_document_is_asked_by_its_number_and_one_that_the_plan_does_not_name_is_said_to_be_unknown() -> None:
    areas = load_areas()
    for id_, question, told in BY_NUMBER:
        where = Where(load_programme(id_), role="producer")
        found = find(question, where)
        answer = answer_of(found.entries[0], where, areas, question)
        assert found.certainty is Certainty.SURE, (id_, question)
        assert answer, (id_, question)
        assert told in answer.text, (id_, question, answer.text)


def test_who_takes_papers_and_what_the_rules_and_principles_are_is_told_in_every_programme() -> None:
    areas = load_areas()
    takes = {"camau-2021-2025": "huyện", "khanhhoa-2020": "huyện", "camau-2022": "huyện", "dakdoa-2022": "huyện"}
    for programme in map(load_programme, all_programmes()):
        where = Where(programme, role="producer")
        for question, told in (
            ("nộp hồ sơ cho ai", takes.get(programme.id, "xã")),
            ("ba nguyên tắc ocop là gì", "hành động địa phương"),
            ("nguyên tắc của ocop", "nguyên|nguồn"),
            ("gửi phiếu đăng ký cho ai", "xã"),
            ("sản phẩm 2 sao thì làm gì", "dưới 3 sao|được 1, 2 sao"),
            ("nguyên liệu địa phương bao nhiêu phần trăm", "nguyên liệu"),
        ):
            found = find(question, where)
            answer = answer_of(found.entries[0], where, areas, question)
            assert found.certainty is Certainty.SURE, (programme.id, question)
            assert answer, question
            assert holds(answer.text, [told]), (programme.id, question, answer.text)


IN_ENGLISH = [
    ("how do i join ocop with my product", "Register"),
    ("how many points do you need to be a 4 star product", "70"),
    ("is there any fee that I have to pay", "fee"),
    ("for how many years will my certificate be valid", "36"),
    ("which food safety papers are required", "food safety"),
    ("until when must we submit our dossier", "commune"),
]
NOT_ENGLISH = [
    "can gi de dat 4 sao",
    "do ai cap giay",
    "the nao la ocop",
    "tom kho co lam ocop duoc khong",
    "may diem",
    "logo in o dau",
]


def test_what_is_asked_most_is_answered_in_english_and_vietnamese_without_diacritics_stays_vietnamese() -> None:
    areas = load_areas()
    where = Where(load_programme("vietnam-2027"), role="producer")
    for question, told in IN_ENGLISH:
        found = find(question, where)
        assert found.certainty is not Certainty.UNKNOWN, question
        answers = [answer_of(entry, where, areas, question, "en") for entry in found.entries]
        assert any(answer and told.casefold() in answer.text.casefold() for answer in answers), (question, answers)
    assert not any(map(is_english, NOT_ENGLISH))
    answer = asked("how many points for 4 stars", "--programme", "vietnam-2027")
    assert "stars" in str(answer["answer"]) or "points" in str(answer["answer"])


def test_every_question_in_english_names_an_entry() -> None:
    assert set(read_yaml("english.yaml")["asked"]) <= {entry.id for entry in all_entries()}


def test_a_law_is_not_told_before_it_was_made() -> None:
    where = Where(load_programme("dakdoa-2022"), role="producer")
    assert not [
        entry.id
        for entry in find("chấm theo quyết định 148 phải không", where).entries
        if "2023" in entry.id and "before" not in entry.id
    ]


def test_who_asks_for_a_person_is_not_surely_told_a_day() -> None:
    where = Where(load_programme("dakdoa-2022"), role="district")
    assert find("ai trễ hạn trong huyện", where).certainty is not Certainty.SURE
    assert find("xã nào để hồ sơ trễ hạn kiểm tra", where).entries[0].live == "late"


def test_a_difficulty_is_told_by_what_is_lacking_and_a_bare_word_of_trouble_is_none() -> None:
    told = ["đang kẹt vốn quá", "dang ket von qua", "tôi gặp khó khăn thiếu vốn mua máy", "hàng làm ra bán không được"]
    told += ["Tui gặp khó khăn vụ xin giấy vệ sinh", "we have no money for packaging"]
    assert all(map(tells_trouble, told))
    assert not any(
        map(tells_trouble, ["tôi gặp khó khăn", "khô cá lóc", "cho tôi xem lịch", "vốn điều lệ 500 triệu", ""])
    )


def holds(text: str, must: list[str]) -> bool:
    """Whether each of these, or one of those parted by a bar, stands in the text."""
    return all(any(fold(part) in fold(text) for part in one.split("|")) for one in must)


def asked(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["ask", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    assert set(answer) == {"sure", "answer", "source", "entry", "action", "others"}
    return answer  # type: ignore[no-any-return]


def test_the_command_line_answers_without_a_database() -> None:
    answer = asked("Thành phố Cà Mau chỉ tiêu bao nhiêu sản phẩm mới?", "--programme", "camau-2022")
    assert "12 sản phẩm mới" in str(answer["answer"]) or answer["others"]


def test_a_file_of_questions_is_answered_in_order(tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(
        "- {id: a, q: may diem thi duoc 4 sao, programme: vietnam-2027}\n"
        "- {id: b, q: Chừng nào hết hạn nộp phiếu ý tưởng?, programme: camau-2022, role: producer, area: Xã Đất Mũi}\n",
        "utf-8",
    )
    result = CliRunner().invoke(app, ["ask", "--file", str(file), "--json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    assert [row["id"] for row in rows] == ["a", "b"]
    assert "70" in rows[0]["answer"]
    assert "31/03" in rows[1]["answer"]


@each(
    ("arguments", "said"),
    [
        ([], "either a question or --file"),
        (["mấy sao", "--programme", "camau-1999"], "no programme"),
        (["mấy sao", "--area", "Xã Trên Trời Dưới Đất"], "no unit"),
        (["mấy sao", "--role", "king"], "no role"),
    ],
)
def test_what_cannot_be_asked_is_told(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["ask", *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_many_who_ask_at_once_after_a_start_wait_for_one_index() -> None:
    """Each thread built its own: so many at once kept everybody waiting for seconds."""
    where, together = Where(load_programme("camau-2022"), date(2022, 3, 3)), Barrier(4)

    def ask(_: int) -> Index:
        together.wait()
        return index_of(where)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert len(set(map(id, found))) == 1

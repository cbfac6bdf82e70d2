"""Files of knowledge: those that ship are right, and a mistake is told with its line."""

from __future__ import annotations

from collections import Counter
from datetime import date

from support.each import each

from bot.commands.checking import check_knowledge
from ocop_domain.data import names
from ocop_domain.knowledge.asking import Where, entries_at
from ocop_domain.knowledge.files import all_entries, ids_of, knowledge_mistakes, knowledge_path
from ocop_domain.programme_files import load_programme

GOOD = """\
about: a test
programmes: [camau-2022]
entries:
  - id: test.first
    kind: fact
    asked:
      - Hạn nộp là ngày nào?
      - chung nao het han
      - nộp tới bữa nào?
    answer:
      vi: Đến 31/03/2022.
      en: Until 31/03/2022.
    source: Kế hoạch 47
"""
ELSEWHERE = ("test.other",)


def test_every_file_that_ships_is_right() -> None:
    lines = [line for name in names("knowledge") for line in check_knowledge(str(knowledge_path(name)))]
    assert [line.text for line in lines if not line.ok] == []


def test_every_entry_has_an_answer_a_source_and_an_id_of_its_own() -> None:
    entries = all_entries()
    assert [id_ for id_, times in Counter(entry.id for entry in entries).items() if times > 1] == []
    for entry in entries:
        assert entry.fact or (entry.answer["vi"] and entry.answer["en"] and entry.source), entry.id


@each(
    ("was", "becomes", "line", "said"),
    [
        ("- id: test.first", "- id: test.other", 4, "another file"),
        ("chung nao het han", "chừng nào hết hạn", 6, "without diacritics"),
        ("nộp tới bữa nào?", "chừng nào hết hạn", 6, "at least 3 wordings"),
        ("Đến 31/03/2022.", "|\n" + "        a\n" * 6, 11, "at most 5 lines"),
        ("Đến 31/03/2022.", "a" * 421, 11, "at most 420 characters"),
        ("source: Kế hoạch 47", "source: ''", 4, "ource is missing"),
        ("[camau-2022]", "[camau-2023]", 2, "no programme camau-2023"),
        ("source: Kế hoạch 47", "source: x\n    action: fly", 14, "“fly” cannot stand here"),
        ("source: Kế hoạch 47", "sources: x", 13, "did you mean source"),
        ("kind: fact", "kind: fact\n    since: 2022-02-30", 6, "no day of the calendar"),
        ("kind: fact", "kind: fact\n    since: 2023-01-01\n    until: 2022-01-01", 4, "before since"),
        ("kind: fact", "kind: fact\n    kind: law", 6, "twice"),
        ("about: a test", "about: [", 3, "no valid YAML"),
        ("kind: fact", "kind: live", 4, "belong together"),
        ("kind: fact", "kind: fact\n    fact: dates", 4, "ither answer or fact"),
        ("    answer:", "    like: [test.other, test.none]\n    answer:", 10, "no entry test.none"),
    ],
)
def test_a_mistake_is_told_with_its_line(was: str, becomes: str, line: int, said: str) -> None:
    assert knowledge_mistakes(GOOD, ELSEWHERE) == []
    found = knowledge_mistakes(GOOD.replace(was, becomes), ELSEWHERE)
    assert [mistake.line for mistake in found if said in mistake.text] == [line], found


def test_an_entry_given_twice_in_a_file_is_told() -> None:
    twice = GOOD + "\n".join(GOOD.splitlines()[3:])
    assert ["two entries" in mistake.text for mistake in knowledge_mistakes(twice)] == [True]


def test_what_is_alike_lends_its_wordings_where_it_does_not_stand_itself_but_none_that_names_a_document() -> None:
    asked = {day: _asked("then.fee", day) or _asked("law.fee", day) for day in (date(2022, 3, 1), date(2026, 6, 1))}
    law = next(entry for entry in all_entries() if entry.id == "law.fee")
    assert set(law.asked) < set(asked[date(2022, 3, 1)])
    assert asked[date(2026, 6, 1)] == law.asked
    then = _asked("facts.decision", date(2022, 3, 1))
    assert "hiện nay" in " ".join(then).casefold()
    assert not [wording for wording in then if "26/2026" in wording]


def _asked(id_: str, day: date) -> tuple[str, ...]:
    entries = entries_at(Where(load_programme("camau-2022"), day))
    return next((entry.asked for entry in entries if entry.id == id_), ())


def test_what_holds_at_any_time_does_not_rest_on_the_newest_decision() -> None:
    timeless = [entry for entry in all_entries() if not entry.programmes and not entry.since and not entry.until]
    assert [e.id for e in timeless if "26/2026" in e.answer.get("vi", "") and not e.id.startswith("law-which.")] == []


def test_a_file_with_mistakes_still_tells_its_ids() -> None:
    assert ids_of(GOOD.replace("kind: fact", "kind: song")) == ["test.first"]
    assert ids_of("entries: [") == []

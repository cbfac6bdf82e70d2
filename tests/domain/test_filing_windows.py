"""For which round a dossier counts: before, in, between and after the windows of the programmes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from support.each import each

from ocop_domain.duties.model import Done, Occurrence
from ocop_domain.filing_windows import Timing, window_on
from ocop_domain.programme_files import load_programme

DUTIES = {
    "camau-2022": {"cm22-p-file-1", "cm22-p-file-2"},
    "camau-2021-2025": set(),
    "dakdoa-2022": {"dd22-x-55-producer"},
    "khanhhoa-2020": set(),
    "vietnam-2027": {"vn27-file"},
}
"""The duties of handing in a dossier, as the plans have them; two plans have none."""


@each("programme", DUTIES)
def test_the_duties_of_handing_in_are_known_by_their_kind(programme: str) -> None:
    found = [d for d in load_programme(programme).duties if d.done is Done.FILED]
    assert {d.id for d in found} == DUTIES[programme]
    assert all(d.role == "producer" for d in found)


@each(
    ("programme", "today", "timing", "counts", "missed"),
    [
        ("camau-2022", "2022-02-15", Timing.EARLY, "cm22-p-file-1:once", ""),
        ("camau-2022", "2022-05-01", Timing.OPEN, "cm22-p-file-1:once", ""),
        ("camau-2022", "2022-05-31", Timing.OPEN, "cm22-p-file-1:once", ""),
        ("camau-2022", "2022-06-01", Timing.LATE, "cm22-p-file-2:once", "cm22-p-file-1:once"),
        ("camau-2022", "2022-08-31", Timing.OPEN, "cm22-p-file-2:once", ""),
        ("camau-2022", "2022-09-01", Timing.OVER, "", "cm22-p-file-2:once"),
        ("vietnam-2027", "2027-04-07", Timing.OPEN, "vn27-file:2027-1", ""),
        ("vietnam-2027", "2027-04-08", Timing.OPEN, "vn27-file:2027-2", ""),
    ],
)
def test_a_dossier_counts_for_the_round_that_is_open_or_the_next(
    programme: str, today: str, timing: Timing, counts: str, missed: str
) -> None:
    found = window_on(load_programme(programme).occurrences, date.fromisoformat(today))
    assert found
    assert found.timing is timing
    assert (found.occurrence.key if found.occurrence else "") == counts
    assert (found.missed.key if found.missed else "") == missed


def test_without_a_duty_of_handing_in_nothing_is_said() -> None:
    assert window_on(load_programme("khanhhoa-2020").occurrences, date(2020, 8, 1)) is None


def test_a_moved_date_holds() -> None:
    def holds(o: Occurrence) -> Occurrence:
        return replace(o, last_day=o.last_day + timedelta(days=7))

    found = window_on(load_programme("camau-2022").occurrences, date(2022, 6, 5), holds)
    assert found
    assert (found.timing, found.occurrence and found.occurrence.last_day) == (Timing.OPEN, date(2022, 6, 7))

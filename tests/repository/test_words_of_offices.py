"""Words of the office: receipt is no approval, and who may be a company is not called "bà con"."""

from __future__ import annotations

from bot.texts import Texts

VI = Texts()["vi"].texts
APPROVED = ("review.accept", "review.accepted", "state.accepted", "notice.accepted", "log.act_accepted", "change.intro")
OF_ONE_PRODUCER = (
    *("notice.", "template.", "cast.", "remind.", "review.", "clarify.", "change.", "filing.", "form.return."),
    *("form.supplement.", "q.marks.", "q.reason.", "q.parts.", "q.supplement_reason.", "q.refuse_reason."),
    *("q.slip_reason.", "q.change_note.", "q.clarify_words."),
)


def test_a_commune_that_agrees_does_not_say_that_it_received() -> None:
    said = {key: VI[key].lower() for key in APPROVED}
    assert [key for key, text in said.items() if "nhận" in text] == []
    assert all("đồng ý" in text for text in said.values())


def test_what_is_said_of_one_producer_and_to_many_fits_a_company() -> None:
    said = {key: text.lower() for key, text in VI.items() if key.startswith(OF_ONE_PRODUCER)}
    assert [key for key, text in said.items() if "bà con" in text] == []

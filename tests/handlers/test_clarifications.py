"""What an officer asks about a product is answered by its producer, and stands with the product for both."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from support.communes import DAY, HERE, VI, Commune, commune
from support.forms import Filler
from support.knowing import Knows

from bot.conversations.form import Context, Question, Said, Value
from bot.conversations.forms import FORMS
from bot.conversations.framing import frame_of
from bot.conversations.kinds.files import WordsOrFiles
from bot.conversations.understanding.frame import Heard
from bot.conversations.understanding.lexicon import lexicon_of
from bot.conversations.understanding.meaning import Answer
from bot.conversations.understanding.understand import understand
from bot.handlers.office.clarify import MOST
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM
from bot.messages import Upload
from bot.records.clarifications import Clarification
from bot.storage.account.erase import erasure
from bot.writes.clarifications import AnswerClarification, PutClarification, TakeClarification
from bot.writes.people import SetConsent
from bot.writes.registration import MoveApplication
from ocop_domain.applications import ApplicationState

__all__ = ["commune"]
AT = datetime.combine(DAY, time(9), VIETNAM)


async def sent(commune: Commune) -> str:
    made = await commune.registers("a1", "Tôm khô", product_name="Tôm khô", producer_name="Cơ sở a1", area=HERE)
    await commune.writes("a1", SetConsent("consent_dossier", True), SetConsent("consent_reminders", True))
    return made


async def asks(commune: Commune, made: str, id_: str = "c1") -> Clarification:
    owner, officer = await commune.person("a1"), await commune.person("officer")
    one = Clarification(id_, made, owner, officer, "Tôm mua ở xã nào?", AT)
    await commune.writes("officer", PutClarification(one))
    return one


async def test_an_officer_asks_and_the_product_waits_with_its_last_day(commune: Commune) -> None:
    made = await sent(commune)
    _, buttons = await commune.presses(f"p:{made}")
    assert list(buttons.values()).index(VI("clarify.button")) < 6
    await commune.presses(f"clarify:{made}")
    commune.sent.clear()
    text, buttons = await commune.says("Tôm mua ở xã nào?")
    assert VI("clarify.sent", producer="Cơ sở a1") in text
    told = [o.reply for o in commune.sent if o.lane == "notice"]
    assert len(told) == 1
    assert "Tôm mua ở xã nào?" in told[0].text
    assert told[0].choices[0].label == VI("clarify.answer")
    text, _ = await commune.presses(f"p:{made}")
    assert VI("clarify.waits") in text
    assert "Hỏi thêm không dừng thời hạn" in text, "neither law nor plan says that time stops"
    application = await commune.store.application(made)
    assert application
    assert application.state is ApplicationState.SENT


async def test_a_producer_answers_from_the_own_products_and_both_read_it(commune: Commune) -> None:
    made = await sent(commune)
    await asks(commune, made)
    text, buttons = await commune.presses("mine", "a1")
    assert VI("clarify.mine") in text
    text, buttons = await commune.presses(f"p:{made}", "a1")
    assert next(iter(buttons)) == "explain:c1", "what waits for the producer comes first"
    await commune.presses("explain:c1", "a1")
    commune.sent.clear()
    text, _ = await commune.says("Ở ấp 3.\nCó hóa đơn", "a1")
    assert VI("clarify.answered", product="Tôm khô") in text
    told = [o.reply.text for o in commune.sent if o.lane == "notice"]
    assert len(told) == 1
    assert "Ở ấp 3." in told[0]
    text, _ = await commune.presses(f"p:{made}")
    assert "Ở ấp 3." in text
    assert VI("clarify.waits") not in text
    assert "Hỏi thêm không dừng" not in text
    text, _ = await commune.presses("mine", "a1")
    assert VI("clarify.mine") not in text
    text, _ = await commune.presses("explain:c1", "a1")
    assert VI("clarify.already") in text


async def test_a_question_taken_back_need_not_be_answered(commune: Commune) -> None:
    made = await sent(commune)
    await asks(commune, made)
    await commune.presses("explain:c1", "a1")
    text, _ = await commune.presses("unask:c1")
    assert VI("clarify.taken_back", producer="Cơ sở a1") in text
    text, _ = await commune.says("Ở ấp 3", "a1")
    assert VI("clarify.over") in text
    text, _ = await commune.presses(f"p:{made}")
    assert "Tôm mua ở xã nào?" not in text
    with pytest.raises(Conflict):
        await commune.writes("a1", AnswerClarification("c1", made, "Ở ấp 3"))


async def test_what_was_answered_is_not_taken_back(commune: Commune) -> None:
    made = await sent(commune)
    await asks(commune, made)
    await commune.writes("a1", AnswerClarification("c1", made, "Ở ấp 3"))
    text, _ = await commune.presses("unask:c1")
    assert VI("clarify.was_answered") in text
    with pytest.raises(Conflict):
        await commune.writes("officer", TakeClarification("c1", made))


async def test_only_so_many_questions_wait_and_none_about_what_is_closed(commune: Commune) -> None:
    made = await sent(commune)
    for n in range(MOST):
        await asks(commune, made, f"c{n}")
    text, _ = await commune.presses(f"clarify:{made}")
    assert VI("clarify.too_many", count=MOST) in text
    other = await commune.registers("a2", "Mắm")
    await commune.writes("officer", MoveApplication(other, 1, ApplicationState.REFUSED, DAY, (), "Ngoài phạm vi"))
    text, _ = await commune.presses(f"clarify:{other}")
    assert VI("error.not_yours") in text


@pytest.mark.parametrize("who", ["a2", "other"])
async def test_nobody_else_asks_answers_or_sees_it(commune: Commune, who: str) -> None:
    made = await sent(commune)
    await asks(commune, made)
    for data in (f"clarify:{made}", f"clarified:{made}", "explain:c1", "unask:c1"):
        text, _ = await commune.presses(data, who)
        assert "Tôm mua ở xã nào?" not in text, data
    one = await commune.store.clarification("c1")
    assert one
    assert one.waits


async def test_questions_go_with_their_producer_and_are_shown_in_the_export(commune: Commune) -> None:
    made = await sent(commune)
    one = await asks(commune, made)
    assert (await commune.store.held(one.person))["clarifications"] == 1
    write = await erasure(commune.store.database, one.person)
    await commune.writes("a1", write)
    assert await commune.store.clarification("c1") is None


def _heard(partial: object, **said: object) -> object:
    context = Context(None, DAY + timedelta(days=1), None, VI)  # type: ignore[arg-type]
    return WordsOrFiles().read(Said(**said), Question("explain_answer", WordsOrFiles()), context, partial)  # type: ignore[arg-type]


def _photo(id_: str) -> Upload:
    return Upload(id_, f"{id_}.jpg", "image/jpeg", 10)


def test_an_answer_is_words_or_photos_with_the_words_beside_them_or_both() -> None:
    assert _heard(None, text="Ở ấp 3") == Value({"words": "Ở ấp 3", "files": []})
    first = _heard(None, text="Hóa đơn", files=(_photo("f1"),))
    assert first.partial == {"files": ["f1"], "words": "Hóa đơn"}  # type: ignore[attr-defined]
    second = _heard(first.partial, files=(_photo("f2"),))  # type: ignore[attr-defined]
    assert _heard(second.partial, data="done") == Value({"words": "Hóa đơn", "files": ["f1", "f2"]})  # type: ignore[attr-defined]
    both = Value({"words": "Hóa đơn\nmua tháng 3", "files": ["f1", "f2"]})
    assert _heard(second.partial, text="mua tháng 3") == both  # type: ignore[attr-defined]
    five = tuple(_photo(f"g{n}") for n in range(6))
    assert _heard(None, files=five) == Value({"words": "", "files": [f"g{n}" for n in range(5)]})


QUESTIONS = (
    "Cho em hỏi hạn nộp hồ sơ là ngày nào?",
    "Sản phẩm này có giấy ATTP chưa",
    "Giá bao nhiêu một ký?",
    "Chị ơi, mua nguyên liệu ở đâu vậy?",
)


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_question_to_the_producer_is_never_taken_for_one_to_the_assistant(words: str) -> None:
    filler = Filler.opens(FORMS["clarify"])
    frame = frame_of(filler.form, filler.draft, filler.context)
    assert isinstance(understand(Heard(words), frame, lexicon_of(VI), Knows(words)), Answer)

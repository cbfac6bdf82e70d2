"""What officers answered, and which of it the unit approves: then everybody there who asks the same is answered so."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Draft
from bot.conversations.forms.inquiry import APPROVE_ANSWER
from bot.handlers.forms import filling
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.inquiries import Inquiry, InquiryKind, UnitAnswer
from bot.writes.inquiries import ApproveAnswer, WithdrawAnswer
from ocop_domain.knowledge.personal import LEFT_OUT, without_personal
from ocop_domain.rights import Act, Subject, grants_for
from ocop_domain.writing import quoted

_SAID = ("approved_question", "approved_answer")
"""What the asker and the officer said: it may hold what is personal."""


def _own_units(turn: Turn) -> list[str]:
    return [grant.area for grant in grants_for(turn.person.grants, Act.APPROVE_ANSWER)]


async def answered(turn: Turn, start: int = 0) -> None:
    """The questions of the territory that were answered in an officer's words, the newest first."""
    t = turn.t
    if not _own_units(turn):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    total, found = await turn.reads.answered_in(units_of(turn, Act.APPROVE_ANSWER), SHOWN, start)
    if start and not found:  # it has become shorter
        await answered(turn)
        return
    nav = (*earlier(turn, "answereds", start), *_doors(turn))
    if not found:
        turn.say(Reply(t("approve.nothing_answered"), t("approve.title"), nav=nav))
        return
    doors = [Choice(f"answered:{one.id}", " ".join(one.words.split())) for one in found[: taken(start, total)]]
    choices = (*doors, *more(turn, "answereds", start, total))
    turn.say(Reply(t("approve.list", count=total), t("approve.title"), choices, nav))


def _doors(turn: Turn) -> tuple[Choice, ...]:
    return turn.button("unitanswers", "approve.given"), turn.button("menu", "menu.back")


async def one(turn: Turn, inquiry_id: str) -> None:
    """A question with its answer, and whether everybody is given it."""
    found = await _found(turn, inquiry_id)
    if found is None:
        return
    t, place = turn.t, turn.areas.get(found.area).name
    given = await turn.reads.unit_answer_from(found.id, turn.today)
    lines = [t("approve.pair", place=place, words=quoted(found.words), answer=quoted(found.answer))]
    lines += [t("approve.given_until", day=t.day(given.until))] if given else []
    choice = f"unitanswer:{given.id}" if given else f"approve:{found.id}"
    choices = (turn.button(choice, "approve.open" if given else "approve.begin"),)
    nav = (turn.button("answereds", "approve.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("approve.title"), choices, nav))


async def begin(turn: Turn, inquiry_id: str) -> None:
    """Asks until when it is given; question and answer stand there already, without what is personal, to be mended."""
    found = await _found(turn, inquiry_id)
    if found is None:
        return
    own = await turn.reads.applications_over_years(found.person)
    names = {name for one in own for name in (one.producer_name, str(one.answers.get("representative") or "")) if name}
    question, answer = (without_personal(text, names) for text in (found.words, found.answer))
    answers = dict(zip(_SAID, (question, answer), strict=True))
    form = APPROVE_ANSWER
    draft = Draft(turn.new_id(), form.id, form.version, turn.programme.id, answers, subject=found.id)
    await filling.enter(turn, draft, turn.t("approve.look", question=quoted(question), answer=quoted(answer)))


async def approved(turn: Turn, draft: Draft) -> None:
    """From now on everybody of the unit is given it."""
    found = await _found(turn, draft.subject)
    if found is None:
        return
    question, answer = (str(draft.answers[name]).strip() for name in _SAID)
    if gaps := [name for name in _SAID if LEFT_OUT in str(draft.answers[name])]:
        again = draft.with_(id=turn.new_id(), at=gaps[0], revision=0)
        await filling.enter(turn, again, turn.t("approve.gap", gap=LEFT_OUT))
        return
    until = date.fromisoformat(str(draft.answers["approved_until"]))
    unit = next(unit for unit in _own_units(turn) if turn.areas.reaches(unit, found.area, turn.today))
    turn.do(ApproveAnswer(UnitAnswer(turn.new_id(), unit, question, answer, turn.today, until, found.id)))
    doors = (turn.button("unitanswers", "approve.given"), turn.button("answereds", "approve.title"))
    nav = (turn.button("menu", "menu.back"),)
    turn.say(Reply(turn.t("approve.done", place=turn.areas.get(unit).name, day=turn.t.day(until)), "", doors, nav))


async def given(turn: Turn, start: int = 0) -> None:
    """What the own unit gives, what ends first before."""
    t = turn.t
    found = await turn.reads.unit_answers(_own_units(turn), turn.today)
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found))]
    doors = [Choice(f"unitanswer:{one.id}", " ".join(one.question.split())) for one in shown]
    choices = (*doors, *more(turn, "unitanswers", start, len(found)))
    nav = (turn.button("answereds", "approve.title"), turn.button("menu", "menu.back"))
    text = t("approve.given_list", count=len(found)) if found else t("approve.nothing_given")
    turn.say(Reply(text, t("approve.given"), choices, (*earlier(turn, "unitanswers", start), *nav)))


async def given_one(turn: Turn, answer_id: str) -> None:
    """One of them, with the button that takes it back."""
    found = await _given(turn, answer_id)
    if found is None:
        return
    t = turn.t
    text = t("approve.one", question=found.question, answer=quoted(found.answer), day=t.day(found.until))
    choices = (turn.button(f"withdrawanswer:{found.id}", "approve.withdraw"),)
    nav = (turn.button("unitanswers", "approve.given"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, t("approve.given"), choices, nav))


async def withdraw(turn: Turn, answer_id: str) -> None:
    """It is given no more."""
    found = await _given(turn, answer_id)
    if found is None:
        return
    turn.do(WithdrawAnswer(found.id))
    turn.tell("approve.withdrawn", turn.button("unitanswers", "approve.given"), turn.button("menu", "menu.back"))


async def _given(turn: Turn, answer_id: str) -> UnitAnswer | None:
    found = await turn.reads.unit_answers(_own_units(turn), turn.today)
    one = next((one for one in found if one.id == answer_id), None)
    if one is None:
        turn.tell("approve.not_given", turn.button("unitanswers", "approve.given"), turn.button("menu", "menu.back"))
    return one


async def _found(turn: Turn, inquiry_id: str) -> Inquiry | None:
    """The answered question, if its place is in this person's territory; else says so."""
    found = await turn.reads.inquiry(inquiry_id)
    if found is None or found.kind is not InquiryKind.QUESTION or not found.answered or found.entry:
        turn.tell("ask.no_question", turn.button("answereds", "approve.title"), turn.button("menu", "menu.back"))
        return None
    if not turn.may(Act.APPROVE_ANSWER, Subject(found.area, found.person)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return found

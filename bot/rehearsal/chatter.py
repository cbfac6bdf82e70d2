"""What people do besides what they came for: they ask, thank, put off, mistype, correct themselves, press what is old.

Nothing of it may change what comes of it all: whatever is kept because of it is a fault, and ends the play.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from bot.channels.web.saying import PageMessage
from bot.conversations.form import FILLED, Draft, Question
from bot.conversations.forms import form_of
from bot.conversations.screens import ASKING, DROP, NAV, OPTION, SEND_DATA
from bot.records.people import Person
from bot.rehearsal.season.chat import Chat, SeasonStuckError, pressed, typed
from bot.texts import REFERENCE

SHARE = 0.65
"""How often somebody chatters before an own message, once and again: more than every third message is chatter then."""
ASKED = (
    "Cho hỏi nộp hồ sơ OCOP có mất phí không em?",
    "em oi cho hoi OCOP la gi vay",
    "Em ơi, cho hỏi mấy sao là cao nhất?",
    "dạ cho hỏi ai chấm điểm sản phẩm zậy em?",
    "Cho hỏi giấy công nhận có hạn mấy năm?",
    "Cho hỏi hạn nộp là khi nào?",
    "Cho anh hỏi giờ tui cần làm gì tiếp?",
)
THANKS = ("Cảm ơn em nhé", "cam on em nhieu", "ok cảm ơn", "Dạ cảm ơn ạ")
NOTHINGS = ("để sau", "chua biet", "chưa nghĩ ra")
UNREADABLE = ("???", "xyzzy qwfp", "🙈🙈", "asdf")
MISTYPED = ("Viết nhầm chút", "Nhầm tên rồi", "Ghi lộn xóm trên")
"""Words that stand where an answer belongs and are none."""
BACK = ("quay lại", "quay lai")
_BACK = 3
"""Steps back at most: what is typed wrong leads to the next question."""
_OWN = (NAV, OPTION, "s:")
"""How the buttons of a form begin: any other one is a way to somewhere."""


@dataclass
class ChattyChat(Chat):
    """A phone whose owner chatters: the same every time for one seed."""

    random: Random = field(default_factory=Random)
    chattered: int = 0
    """Messages that were chatter."""
    _along: str = ""
    """What is said in the same moment as the next message."""

    # On the way to somewhere

    async def says(self, text: str) -> None:
        if text.startswith("/"):
            await self._talks()
        await super().says(text)

    async def presses(self, data: str) -> None:
        if data == SEND_DATA:
            await self._changes_and_changes_back()
        elif not data.startswith(_OWN) and not await self.offered(data):
            await self._talks()
        await super().presses(data)

    async def _talks(self) -> None:
        """Outside every form."""
        while self._comes():
            await self._chatters(self.random.choice((*ASKED, *THANKS)))

    def _comes(self) -> bool:
        return self.random.random() < SHARE

    async def _chatters(self, text: str) -> None:
        self.chattered += 1
        await self._send(typed(text))

    # In a form

    async def _answer(self, draft: Draft, person: Person, known: Mapping[str, str]) -> None:
        await self._settles()
        while self._comes():
            now = await self._draft()
            form = form_of(draft.form)
            question = form.get(draft.at) if form else None
            if now is None or form is None or question is None:
                break
            words = not known.get(question.id, OPTION).startswith(OPTION)
            await self._besides(now, question, may_err=words and form.summary)
        await super()._answer(draft, await self.person(), known)

    async def _besides(self, draft: Draft, question: Question, *, may_err: bool) -> None:
        """One of the things that people do at such a question.

        Reasons and stories take whatever is said; "later" skips what may be skipped, and "no" answers yes or no.
        """
        hears = question.kind.hears
        sayings: list[Sequence[str]] = []
        if hears in {"closed", "parsed", "name"}:
            sayings += [ASKED, ASKED, THANKS]
        if hears == "parsed":
            sayings.append(UNREADABLE)
        if hears in {"parsed", "name"} and question.required:
            sayings.append(NOTHINGS)
        deeds: list[Callable[[], Awaitable[None]]] = [partial(self._says_besides, draft, words) for words in sayings]
        deeds += [partial(self._presses_old, draft), self._two_at_once]
        if may_err and hears in {"name", "text"}:
            deeds.append(partial(self._errs, draft))
        await self.random.choice(deeds)()

    async def _says_besides(self, draft: Draft, words: Sequence[str]) -> None:
        said = self.random.choice(words)
        await self._chatters(said)
        await self._settles()
        await self._stands(draft, said)

    async def _settles(self) -> None:
        """Whether it was an answer is asked of what may be one."""
        for doubt in (ASKING, DROP):
            if await self.offered(f"{OPTION}{doubt}"):
                await super().presses(f"{OPTION}{doubt}")

    async def _presses_old(self, draft: Draft) -> None:
        """A button of a former screen."""
        menu = (await self.person()).menu
        if menu > 1:
            self.chattered += 1
            await self._send(pressed(f"{OPTION}yes", menu - 1))
            await self._stands(draft, "an old button")

    async def _two_at_once(self) -> None:
        """The answer, and something more before the next question came."""
        self._along = self.random.choice((*ASKED, *THANKS))

    async def _errs(self, draft: Draft) -> None:
        """Something wrong, and back to the question."""
        await self._chatters(self.random.choice(MISTYPED))
        for _ in range(_BACK):
            now = await self._draft()
            if now and now.at == draft.at:
                return
            await self._chatters(self.random.choice(BACK))
        raise SeasonStuckError(f"{self.address}: no way back to {draft.at}")

    async def _changes_and_changes_back(self) -> None:
        """Before it is sent: a word is changed, and changed back."""
        draft = await self._draft()
        form = form_of(draft.form) if draft else None
        if draft is None or form is None or draft.marked or not self._comes():
            return
        known = draft.answers.get(FILLED) or ()
        named = [q for q in form.questions if q.kind.hears == "name" and not q.words and q.id not in known]
        own = [q for q in named if isinstance(draft.answers.get(q.id), str)]
        if not own:
            return
        question = self.random.choice(own)
        label = question.label(self.texts[REFERENCE])
        for word in (self.random.choice(MISTYPED), str(draft.answers[question.id])):
            await self._chatters(f"sửa {label.lower()}")
            now = await self._draft()
            if now is None or now.at != question.id:
                raise SeasonStuckError(f"{self.address}: no way to change {label}")
            await self._chatters(word)
        await self._stands(draft, f"{label} changed and changed back")

    async def _stands(self, draft: Draft, what: str) -> None:
        """The form is as it was."""
        now = await self._draft()
        if now is None or (now.at, now.answers, now.partial) != (draft.at, draft.answers, draft.partial):
            raise SeasonStuckError(f"{self.address}: {what!r} at {draft.at} of {draft.form} became {now}")

    async def _draft(self) -> Draft | None:
        person = await self.person()
        return await self.assistant.store.draft(person.draft) if person.draft else None

    async def _send(self, *said: PageMessage) -> None:
        along, self._along = self._along, ""
        if along:
            self.chattered += 1
            menu = (await self.person()).menu
            said = (*said, typed(along, menu))
        await super()._send(*said)
